"""Studies, their reports and results; the evidence map; the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from litreview.model.appraisal import Certainty
from litreview.model.dates import Date
from litreview.model.frozen import nothing
from litreview.model.source import Origin


class OutcomeKind(StrEnum):
    """What a result of an outcome is made of."""

    PROPORTION = "proportion"
    COUNT = "count"
    MEDIAN = "median"
    PERCENTAGE = "percentage"
    HAZARD_RATIO = "hazard-ratio"
    MEAN_DIFFERENCE = "mean-difference"
    TEXT = "text"


class Figure(float):
    """A number with the digits that its source prints: 0.40 and 21.0 stay so."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """The number that `text` writes.

        Raises:
            ValueError: it writes none.
        """
        figure = super().__new__(cls, text)
        figure.text = text.strip()
        return figure

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that studies measure. `unit` belongs to its estimate ("months")."""

    id: str
    name: str
    origin: Origin
    abbreviation: str = ""
    kind: OutcomeKind = OutcomeKind.PROPORTION
    unit: str = ""
    group: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval estimate; an end that was not reached or not seen is None.

    `level` is in percent, None where the source does not say it.
    """

    low: float | None
    high: float | None
    level: float | None = 95.0


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement about a study with the places where it was seen."""

    name: str
    value: str
    origin: Origin
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a report gives for an outcome.

    `n` of `total` have it (`percent` as published, 0 to 100); or an `estimate` in the outcome's unit, with its
    `interval`; or only `value`, in words. `counts` says whether n was printed or derived, and how; `follow_up` how long
    was followed, in words; `treated` how many began, where fewer are counted; `assessor` who judged the outcome.
    """

    outcome: str
    origin: Origin
    label: str = ""
    n: int | None = None
    total: int | None = None
    percent: float | None = None
    estimate: float | None = None
    value: str = ""
    interval: Interval | None = None
    #: The smallest and the largest value observed.
    range: tuple[float, float] | None = None
    population: str = ""
    treated: int | None = None
    follow_up: str = ""
    assessor: str = ""
    counts: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One publication of a study: the reference that gives its results."""

    reference: str
    label: str
    origin: Origin
    #: The report whose results a plot takes for its overlap group.
    plotted: bool = False
    characteristics: tuple[Stated, ...] = ()
    results: tuple[Result, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """A trial or cohort. Studies of one `overlap_group` share patients; `panel` keeps what must not be mixed apart."""

    id: str
    name: str
    origin: Origin
    panel: str = ""
    overlap_group: str = ""
    #: How readers call its first report, where that is none of its `reports` or cannot be told from them.
    first_report: str = ""
    registrations: tuple[Stated, ...] = ()
    reports: tuple[Report, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of studies that may be shown in one plot; `not_pooled` says why no summary is drawn of it."""

    id: str
    name: str
    origin: Origin
    note: str = ""
    not_pooled: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A point on which sources disagree, told with its references."""

    title: str
    text: str
    references: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Studies:
    """The content of studies.yml."""

    origin: Origin
    outcomes: tuple[Outcome, ...] = ()
    panels: tuple[Panel, ...] = ()
    studies: tuple[Study, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    #: What places are called whose addresses begin so, without scheme.
    source_names: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class MapFact:
    """A statement about a row or column with the references behind it."""

    text: str
    references: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class MapAxisItem:
    """A row or a column of an evidence map."""

    id: str
    name: str
    origin: Origin
    group: str = ""
    stage: str = ""
    facts: tuple[MapFact, ...] = ()
    counter_evidence: tuple[MapFact, ...] = ()
    evidence: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


class Sense(StrEnum):
    """What a direction says of a claim: for it, against it, both, that no difference was shown, or nothing yet."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    NEITHER = "neither"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class MapCell:
    """What is known where a row and a column meet; several entries may share one place."""

    row: str
    column: str
    outcome: str
    direction: str
    evidence: str
    references: tuple[str, ...]
    origin: Origin
    inferred_link: bool = False
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class MapTerm:
    """A word of the map's vocabulary (a direction, a kind of evidence) with what it means.

    `sense` is that of a direction.
    """

    id: str
    name: str
    description: str = ""
    sense: Sense = Sense.OPEN


@dataclass(frozen=True, slots=True)
class EvidenceMap:
    """The content of evidence-map.yml."""

    title: str
    origin: Origin
    rows_title: str
    columns_title: str
    description: str = ""
    rows: tuple[MapAxisItem, ...] = ()
    columns: tuple[MapAxisItem, ...] = ()
    cells: tuple[MapCell, ...] = ()
    directions: tuple[MapTerm, ...] = ()
    kinds: tuple[MapTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A dated milestone with the reference that tells it."""

    date: Date
    event: str
    reference: str
    origin: Origin
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The content of timeline.yml, in order of time."""

    title: str
    origin: Origin
    description: str = ""
    events: tuple[TimelineEvent, ...] = ()
