"""A checklist of PRISMA 2020 or one of its extensions: each item with a link to the section that answers it."""

from __future__ import annotations

from typing import Final, Literal

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.html import tag, text
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, table
from litreview.figures.words import sentence
from litreview.model.checklists import CHECKLISTS
from litreview.model.screening import ChecklistAnswer


class PrismaChecklistOptions(FigureOptions):
    """The options of a checklist."""

    checklist: Literal["prisma-2020", "prisma-lsr", "prisma-s", "prisma-scr", "prisma-p"] = Field(
        "prisma-2020",
        description="Which one: PRISMA 2020, or that of living reviews, of searches, of scoping reviews, of protocols.",
    )

    caption: str = Field("", description="The caption.")


def draw(options: PrismaChecklistOptions, context: FigureContext) -> Markup:
    """All items; those without an answer say so."""
    screening = context.library.screening
    given = screening.checklist if screening else ()
    answers = {answer.item: answer for answer in given if answer.checklist == options.checklist}
    checklist = CHECKLISTS[options.checklist]
    if screening is None or not answers:
        raise FigureError(f"refs/screening.yml answers no item of the {checklist.name} checklist")
    words = context.texts
    rows: list[Row] = []
    last = ""
    for item, (section, topic) in checklist.items.items():
        if section != last:
            rows.append(Row((Cell(words.word(section)),)))
        last = section
        answer = answers.get(item)
        where: object = words("checklist_missing")
        if answer:
            label = answer.text or _in_words(answer)
            where = context.link(text(label), answer.page, answer.section)
        rows.append(Row((Cell(f"{item}. {words.word(topic)}"), Cell(where))))
    return figure(
        context,
        FIGURE.name,
        options.caption or words("checklist", name=checklist.name),
        tag("p", screening.notice, class_="figure-notice") if screening.notice else None,
        table(f"#{context.id}-caption", [Column(words("checklist_item")), Column(words("checklist_where"))], rows),
        title=options.title,
    )


def _in_words(answer: ChecklistAnswer) -> str:
    """A page and a section by the words of their paths: "methods.md#search-strings" is "Methods, search strings"."""
    page = answer.page.removesuffix(".md").removesuffix("/index")
    name = page.replace("/", ", ").replace("-", " ")
    section = f", {answer.section.replace('-', ' ')}" if answer.section else ""
    return f"{sentence(name)}{section}"


FIGURE: Final = FigureKind(
    "prisma-checklist", "a PRISMA checklist, each item with where it is answered", PrismaChecklistOptions, draw
)
