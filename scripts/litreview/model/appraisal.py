"""How far studies and findings can be trusted: risk of bias, and the certainty of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from litreview.model.frozen import nothing
from litreview.model.source import Origin


class Tone(StrEnum):
    """What a judgement says of the risk; each has a colour, a symbol and the level's own word."""

    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"
    CRITICAL = "critical"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of judgement of a tool."""

    id: str
    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Domain:
    """What a tool judges a study by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level for a domain, with the text that supports it."""

    level: str
    origin: Origin
    support: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgements of one study (its id in studies.yml), or of one report (its citation key)."""

    origin: Origin
    study: str = ""
    reference: str = ""
    label: str = ""
    judgements: Mapping[str, Judgement] = field(default_factory=nothing)
    overall: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Assessments with one tool."""

    id: str
    title: str
    tool: str
    origin: Origin
    domains: tuple[Domain, ...] = ()
    levels: tuple[Level, ...] = ()
    assessments: tuple[Assessment, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskOfBias:
    """The content of risk-of-bias.yml."""

    origin: Origin
    appraisals: tuple[Appraisal, ...] = ()
    notice: str = ""


def overall_judgements(data: RiskOfBias | None) -> Iterator[tuple[Assessment, str]]:
    """Each assessment that has an overall judgement, with the level's own word."""
    for appraisal in data.appraisals if data else ():
        levels = {level.id: level.name for level in appraisal.levels}
        for item in appraisal.assessments:
            if item.overall:
                yield item, levels.get(item.overall.level, item.overall.level)


class Certainty(StrEnum):
    """The certainty of evidence as GRADE has it."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"

    @property
    def dots(self) -> int:
        """How many of GRADE's four signs are filled."""
        return {"high": 4, "moderate": 3, "low": 2, "very-low": 1}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of a summary of findings; effects as their source prints them."""

    outcome: str
    certainty: Certainty
    origin: Origin
    participants: int | None = None
    studies: int | None = None
    relative: str = ""
    comparison: str = ""
    intervention: str = ""
    reasons: tuple[str, ...] = ()
    comment: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryOfFindings:
    """The content of summary-of-findings.yml."""

    title: str
    origin: Origin
    population: str = ""
    intervention: str = ""
    comparison: str = ""
    findings: tuple[Finding, ...] = ()
    notice: str = ""
