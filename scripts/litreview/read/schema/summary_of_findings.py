"""The shape of summary-of-findings.yml."""

from __future__ import annotations

from pydantic import Field

from litreview.model.appraisal import Certainty
from litreview.read.schema.base import Count, Printed, Shape, Texts, Words


class FindingShape(Shape):
    """What was found for an outcome, and how certain that is."""

    outcome: Words = Field(description="The outcome, with its follow-up.")
    participants: Count | None = Field(None, description="How many took part.")
    studies: Count | None = Field(None, description="In how many studies.")
    relative: Printed = Field("", description="The relative effect with its interval.")
    comparison: Printed = Field("", description="The risk or value with the comparison.")
    intervention: Printed = Field("", description="The risk or value with the intervention.")
    certainty: Certainty = Field(description="The certainty of the evidence, as GRADE has it.")
    reasons: Texts = Field(default_factory=list, description="Why it was rated down or up.")
    comment: str = Field("", description="What it means.")
    references: Texts = Field(default_factory=list, description="The citation keys behind it.")


class SummaryOfFindingsShape(Shape):
    """A GRADE summary of findings."""

    title: Words = Field(description="The table's title.")
    notice: str = Field("", description="Said with the table.")
    population: str = Field("", description="The patients, and where they are treated.")
    intervention: str = Field("", description="What was done.")
    comparison: str = Field("", description="What it was compared with.")
    findings: list[FindingShape] = Field(default_factory=list, description="The rows.")
