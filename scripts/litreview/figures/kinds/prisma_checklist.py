"""PRISMA 2020 checklist: each item with a link to the section that answers it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.html import tag, text
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, table
from litreview.model.tools import PRISMA_ITEMS


class PrismaChecklistOptions(FigureOptions):
    """The options of a checklist."""

    caption: str = Field("", description="The caption.")


def draw(options: PrismaChecklistOptions, context: FigureContext) -> Markup:
    """All items; those without an answer say so."""
    screening = context.library.screening
    if screening is None or not screening.checklist:
        raise FigureError("there is no checklist in refs/screening.yml to show")
    answers = {answer.item: answer for answer in screening.checklist}
    words = context.texts
    rows: list[Row] = []
    last = ""
    for item, (section, topic) in PRISMA_ITEMS.items():
        if section != last:
            rows.append(Row((Cell(section),)))
        last = section
        answer = answers.get(item)
        where: object = words("checklist_missing")
        if answer:
            label = answer.text or (f"{answer.page}#{answer.section}" if answer.section else answer.page)
            where = context.link(text(label), answer.page, answer.section)
        rows.append(Row((Cell(f"{item}. {topic}"), Cell(where))))
    return figure(
        context,
        FIGURE.name,
        options.caption or words("checklist"),
        tag("p", screening.notice, class_="figure-notice") if screening.notice else None,
        table(f"#{context.id}-caption", [Column(words("checklist_item")), Column(words("checklist_where"))], rows),
        title=options.title,
    )


FIGURE: Final = FigureKind(
    "prisma-checklist", "the PRISMA 2020 checklist, each item with where it is answered", PrismaChecklistOptions, draw
)
