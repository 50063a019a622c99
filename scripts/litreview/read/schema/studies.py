"""The shape of studies.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from litreview.model.evidence import OutcomeKind
from litreview.read.schema.base import Count, Flag, Number, Printed, Shape, Texts, Words


class OutcomeShape(Shape):
    """Something that studies measure."""

    name: Words = Field(description="Its name in full, such as Overall response.")
    abbreviation: str = Field("", description="Its abbreviation, such as ORR.")
    kind: OutcomeKind = Field(OutcomeKind.PROPORTION, description="What its results are made of.")
    unit: str = Field("", description="The unit of its estimate, such as months.")
    group: str = Field("", description="What it belongs to, such as safety.")
    description: str = Field("", description="How it is defined.")


class PanelShape(Shape):
    """Studies that may be shown together in one plot."""

    name: Words = Field(description="Its heading.")
    note: str = Field("", description="What a reader has to know about it.")
    not_pooled: str = Field("", description="Why its results are not pooled; said where a plot asks for a summary.")


class StatedShape(Shape):
    """A statement with the places where it was seen."""

    value: Annotated[Printed, Field(min_length=1)] = Field(description="What is stated.")
    sources: Texts = Field(default_factory=list, description="Where it was seen.")
    note: str = Field("", description="A remark.")


def _stated(value: object) -> object:
    return {"value": value} if isinstance(value, str) else value


#: A statement, or its text alone where no source is to be named.
Statement = Annotated[StatedShape, BeforeValidator(_stated, json_schema_input_type=StatedShape | str | float)]


def _level(value: object) -> object:
    return None if value == "unknown" else value


Level = Annotated[
    Number | None,
    BeforeValidator(_level, json_schema_input_type=float | Literal["unknown"]),
]


class ResultShape(Shape):
    """What a report gives for an outcome: n of total, or an estimate, or words."""

    outcome: Words = Field(description="The outcome, by its name under outcomes.")
    label: str = Field("", description="What tells it from other results of the same outcome.")
    n: Count | None = Field(None, description="How many had it.")
    total: Count | None = Field(None, description="Of how many.")
    percent: Number | None = Field(None, description="The percentage as published.")
    estimate: Number | None = Field(None, description="A median or a ratio, in the outcome's unit.")
    interval: Annotated[list[Number | None], Field(min_length=2, max_length=2)] | None = Field(
        None,
        description="The interval of the percentage or estimate: [low, high]; null for an end that was not reached.",
    )
    level: Level = Field(95, description="The interval's level in percent; unknown where the source does not say.")
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = Field(
        None, description="The smallest and the largest value observed: [low, high]."
    )
    value: Printed = Field("", description="The result as printed, where it is no single number.")
    population: str = Field("", description="Who was counted, where that differs from the report.")
    treated: Count | None = Field(None, description="How many were treated, where fewer of them are counted.")
    follow_up: str = Field("", description="How long was followed, or when it was judged, such as 21 months.")
    assessor: str = Field("", description="Who judged it, such as an independent committee.")
    counts: str = Field("", description="Whether n was printed in the source or derived, and how.")
    sources: Texts = Field(default_factory=list, description="Where it was seen.")
    note: str = Field("", description="A remark.")


class ReportShape(Shape):
    """One publication of a study."""

    reference: Words = Field(description="The citation key.")
    label: str = Field("", description="What it reports, in a few words.")
    plotted: Flag = Field(default=False, description="Whether it stands for its overlap group in plots.")
    characteristics: dict[str, Statement] = Field(
        default_factory=dict, description="Design, population, product and the like: a name and what is stated."
    )
    results: list[ResultShape] = Field(default_factory=list, description="Its results.")
    caveats: Texts = Field(default_factory=list, description="What limits it.")


class StudyShape(Shape):
    """A trial or cohort with its reports."""

    id: Words = Field(description="A short name without spaces; pages and figures use it.")
    name: Words = Field(description="Its name.")
    panel: str = Field("", description="The panel that it belongs to, by its name under panels.")
    overlap_group: str = Field("", description="Studies that name the same group share patients.")
    first_report: str = Field(
        "", description="How its first report is called, such as Smith et al. 2019; if not said, its earliest article."
    )
    registrations: list[Statement] = Field(default_factory=list, description="Registration numbers.")
    reports: list[ReportShape] = Field(default_factory=list, description="Its publications.")
    caveats: Texts = Field(default_factory=list, description="What limits it.")


class ContradictionShape(Shape):
    """A point on which sources disagree."""

    title: Words = Field(description="What it is about.")
    text: Words = Field(description="What each source says.")
    references: Texts = Field(default_factory=list, description="The citation keys.")


class StudiesShape(Shape):
    """Outcomes, and the studies that report them."""

    outcomes: dict[str, OutcomeShape] = Field(default_factory=dict, description="Outcomes by a short name.")
    panels: dict[str, PanelShape] = Field(default_factory=dict, description="Groups of studies, in their order.")
    studies: list[StudyShape] = Field(default_factory=list, description="The studies.")
    contradictions: list[ContradictionShape] = Field(default_factory=list, description="Where sources disagree.")
    source_names: dict[str, Words] = Field(
        default_factory=dict,
        description="What readers see in place of an address among sources: how the address begins, without "
        "https:// and www., and the name of what stands there. The longest beginning counts.",
    )
