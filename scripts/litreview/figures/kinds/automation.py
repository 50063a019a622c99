"""Automation: the programs that made or suggested judgements, and who checked them, as RAISE asks for it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, table


class AutomationOptions(FigureOptions):
    """The options of a table of programs."""

    caption: str = Field("", description="The caption.")


def draw(options: AutomationOptions, context: FigureContext) -> Markup:
    """Each program with its version, what it did, and who checked that."""
    used, words = context.library.review.automation, context.texts
    if not used:
        raise FigureError("refs/review.yml names no program under automation")
    rows = [
        Row((Cell(one.tool), Cell(one.version), Cell(one.did), Cell(one.checked or words("automation_unchecked"))))
        for one in used
    ]
    names = ("automation_tool", "automation_version", "automation_did", "automation_checked")
    return figure(
        context,
        FIGURE.name,
        options.caption or words("automation"),
        table(f"#{context.id}-caption", [Column(words(name)) for name in names], rows),
        title=options.title,
    )


FIGURE: Final = FigureKind("automation", "what programs did in the review, and who checked it", AutomationOptions, draw)
