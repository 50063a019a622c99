"""Living mode: how a review is kept up to date, as PRISMA-LSR asks for it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.dates import in_words
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, table


class LivingModeOptions(FigureOptions):
    """The options of a table of the living mode."""

    caption: str = Field("", description="The caption.")


def draw(options: LivingModeOptions, context: FigureContext) -> Markup:
    """What the review says of its mode, each in a row."""
    living, words = context.library.review.living, context.texts
    if living is None:
        raise FigureError("refs/review.yml says nothing under living")
    status = words(f"living_{living.status.value}")
    if living.since:
        status = words("living_since", status=status, date=in_words(living.since, words))
    said = (
        ("living_status", " ".join(part for part in (status, living.reason) if part)),
        ("living_rationale", living.rationale),
        ("living_frequency", living.frequency),
        ("living_screening", living.screening),
        ("living_trigger", living.trigger),
        ("living_ends", living.ends),
        ("living_due", in_words(living.next_search, words)),
    )
    rows = [Row((Cell(words(name)), Cell(value))) for name, value in said if value]
    columns = [Column(words("living_what")), Column(words("living_how"))]
    return figure(
        context,
        FIGURE.name,
        options.caption or words("living_mode"),
        table(f"#{context.id}-caption", columns, rows),
        title=options.title,
    )


FIGURE: Final = FigureKind("living-mode", "how a living review is kept up to date", LivingModeOptions, draw)
