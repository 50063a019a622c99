"""Publications by year: how many references of the bibliography appeared in each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.chosen_references import ReferenceFilter, chosen_references
from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.drawing import Drawing, table_drawing
from litreview.figures.html import tag, text
from litreview.figures.options import FigureOptions
from litreview.figures.references import short_name
from litreview.figures.registry import FigureKind
from litreview.figures.scale import bar
from litreview.figures.table import Cell, Column, Row, download, table
from litreview.model.reference import Reference

#: Years without a publication that each have a row of their own; of more, one row tells.
_LONGEST_GAP: Final = 10


class PublicationsOptions(ReferenceFilter, FigureOptions):
    """The options of a chart of publications by year."""

    caption: str = Field("", description="The caption.")


def draw(options: PublicationsOptions, context: FigureContext) -> Markup:
    """A bar for each year from the first to the last, years without a publication included (long gaps in one row)."""
    by_year: dict[int, list[Reference]] = defaultdict(list)
    references = chosen_references(options, context)
    for reference in references:
        if reference.year is not None:
            by_year[reference.year].append(reference)
    if not by_year:
        raise FigureError("no reference with a year is chosen")
    words = context.texts
    columns = [
        Column(words("year")),
        Column(words("publications"), "number"),
        Column(words("publications_plot"), "plot"),
        Column(words("references")),
    ]
    most = max(map(len, by_year.values()))
    rows = []
    for year, last in _spans(by_year):
        if last > year:
            rows.append(Row((Cell(f"{year}–{last}", float(year)), Cell("0", 0.0), Cell(), Cell())))
            continue
        found = by_year.get(year, [])
        links = Markup("; ").join(context.page_of(r.key, text(short_name(r))) for r in found)
        keys = " ".join(reference.key for reference in found)
        count = Cell(str(len(found)), float(len(found)))
        rows.append(Row((Cell(str(year), float(year)), count, Cell(bar(len(found) / most)), Cell(links, plain=keys))))
    inferred = sum(reference.issued.inferred for reference in references)
    undated = sum(reference.year is None for reference in references)
    remarks = [
        *([words("publications_inferred", n=inferred)] if inferred else []),
        *([words("publications_undated", n=undated)] if undated else []),
    ]
    caption = options.caption or words("publications_by_year")
    return figure(
        context,
        FIGURE.name,
        caption,
        table(f"#{context.id}-caption", columns, rows, class_="years-table"),
        *(tag("p", remark, class_="figure-remark") for remark in remarks),
        download(
            context,
            "publications-by-year",
            columns,
            rows,
            # The works themselves would fill pages of it.
            table_drawing(
                context,
                Drawing.of(options.title, caption, remarks),
                columns[:-1],
                [Row(row.cells[:-1]) for row in rows],
            ),
        ),
        title=options.title,
    )


def _spans(years: Collection[int]) -> Iterator[tuple[int, int]]:
    """Every year from the first to the last, and those of a long gap together, so that a slip of a digit shows."""
    following = min(years)
    for year in sorted(years):
        if year - following > _LONGEST_GAP:
            yield following, year - 1
        else:
            yield from ((empty, empty) for empty in range(following, year))
        yield year, year
        following = year + 1


FIGURE: Final = FigureKind(
    "publications-by-year", "how many references appeared in each year", PublicationsOptions, draw
)
