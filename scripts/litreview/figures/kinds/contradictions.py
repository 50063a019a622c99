"""Contradictions: the points on which sources disagree, told side by side."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure, known
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, download
from litreview.read.schema.base import Texts


class ContradictionsOptions(FigureOptions):
    """The options of a list of contradictions."""

    titles: Texts = Field(default_factory=list, description="Which ones, by their titles; all, if not said.")
    references: Texts = Field(default_factory=list, description="Those that name one of these references.")
    caption: str = Field("", description="The caption.")


def draw(options: ContradictionsOptions, context: FigureContext) -> Markup:
    """Each point as a note with the references that differ."""
    points = context.studies().contradictions
    by_title = {point.title: point for point in points}
    for index, title in enumerate(options.titles):
        known(title, by_title, "contradiction", "titles", index)
    for index, key in enumerate(options.references):
        known(key, context.library.references, "reference", "references", index)
    shown = [
        point
        for point in points
        if (not options.titles or point.title in options.titles)
        and (not options.references or set(options.references) & set(point.references))
    ]
    if not shown:
        raise FigureError("no contradiction fits these options")
    items = (
        tag("li", drawn("strong", point.title), " ", tag("span", point.text), " ", context.citation(point.references))
        for point in shown
    )
    columns = [Column(context.texts(name)) for name in ("contradiction", "statement", "references")]
    rows = [Row((Cell(p.title), Cell(p.text), Cell(" ".join(p.references)))) for p in shown]
    caption = options.caption or context.texts("contradictions")
    return figure(
        context,
        FIGURE.name,
        caption,
        tag("ul", *items, class_="contradictions"),
        download(context, "contradictions", columns, rows),
        title=options.title,
    )


FIGURE: Final = FigureKind("contradictions", "the points on which sources disagree", ContradictionsOptions, draw)
