"""Searches: where and when was searched, with the full strings."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.dates import in_words, iso
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, download, table


class SearchesOptions(FigureOptions):
    """The options of a list of searches."""

    caption: str = Field("", description="The caption.")


def draw(options: SearchesOptions, context: FigureContext) -> Markup:
    """The searches as a table, and each string as it was run."""
    screening = context.library.screening
    if screening is None or not screening.searches:
        raise FigureError("there are no searches in refs/screening.yml to show")
    words = context.texts
    names = ("search_source", "search_platform", "search_date", "search_coverage", "search_limits", "search_results")
    rows = []
    for search in screening.searches:
        date = drawn("time", in_words(search.searched, context.texts), datetime=iso(search.searched) or None)
        results = "" if search.results is None else str(search.results)
        cells = (search.source, search.platform, date, search.coverage, search.limits, results)
        rows.append(Row(tuple(Cell(content) for content in cells)))
    columns = [Column(words(name)) for name in names]
    strings = (
        tag(
            "details",
            tag("summary", words("search_string", source=s.source)),
            drawn("pre", s.strategy.strip(), tabindex="0"),
        )
        for s in screening.searches
        if s.strategy
    )
    notes = (tag("p", f"{s.source}: {s.note}", class_="figure-remark") for s in screening.searches if s.note)
    return figure(
        context,
        FIGURE.name,
        options.caption or words("searches"),
        tag("p", screening.notice, class_="figure-notice") if screening.notice else None,
        table(f"#{context.id}-caption", columns, rows),
        *strings,
        *notes,
        # The data hold the strings too, which stand below the table on the page.
        download(
            context,
            "searches",
            [*columns, Column(words("search_strategy"))],
            [Row((*row.cells, Cell(s.strategy.strip()))) for row, s in zip(rows, screening.searches, strict=True)],
        ),
        title=options.title,
    )


FIGURE: Final = FigureKind("searches", "where and when was searched, with the full strings", SearchesOptions, draw)
