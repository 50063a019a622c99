"""The options of a forest plot."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from litreview.figures.options import FigureOptions
from litreview.read.schema.base import Flag, Number, Shape, Texts, Words


class PoolShape(Shape):
    """A summary of all results."""

    method: Literal["reml", "dl", "fixed"] = Field(
        "reml", description="How the variance between studies is estimated; fixed takes it to be none."
    )
    interval: Literal["wald", "hartung-knapp"] = Field("wald", description="How the summary's interval is computed.")


class ForestPlotOptions(FigureOptions):
    """The options of a forest plot."""

    outcome: Words = Field(description="The outcome, by its name under outcomes.")
    panels: Texts = Field(default_factory=list, description="The panels, each a group of rows; all, if not said.")
    reports: Texts = Field(
        default_factory=list,
        description="The reports, by citation key; if not said, those that the data mark as plotted.",
    )
    labelled: Flag = Field(
        default=False, description="Whether results with a label of their own (subgroups) are rows too."
    )
    intervals: Literal["exact", "wilson"] = Field(
        "exact", description="How intervals of proportions are computed where none was published."
    )
    sort: Literal["given", "name", "year", "estimate", "size"] = Field(
        "given", description="The order of the rows within a panel; as the data have them, if not said."
    )
    descending: Flag = Field(default=False, description="Whether the largest, latest or last row comes first.")
    at: Number | None = Field(None, description="A value at which a line is drawn, beside that of no effect.")
    pool: PoolShape | None = Field(None, description="Whether a summary is drawn, and how.")
    favours: Annotated[Texts, Field(min_length=2, max_length=2)] | None = Field(
        None, description="What values below, and what values above the line of no effect speak for: two texts."
    )
    question: Flag = Field(default=True, description="Whether readers may choose other studies and another model.")
    caption: str = Field("", description="The caption; the outcome and how many studies, if not said.")
