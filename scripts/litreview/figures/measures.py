"""A result as a point with an interval on a scale: what forest plots draw and pool."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from litreview.figures.results import number
from litreview.figures.scale import Scale, linear_scale, log_scale, percent_scale
from litreview.figures.statistics.intervals import METHODS, Bounds
from litreview.figures.statistics.pooling import Estimate, Pooled, from_interval, logistic, logit
from litreview.figures.words import Words, localised, with_unit
from litreview.model.evidence import Interval, Outcome, OutcomeKind, Result

SHARES: Final = frozenset({OutcomeKind.PROPORTION, OutcomeKind.PERCENTAGE})
RATIOS: Final = frozenset({OutcomeKind.HAZARD_RATIO})
_DEFAULT_LEVEL: Final = 95.0


class Lack(StrEnum):
    """Why a result cannot be pooled."""

    COUNTS = "its counts are not known"
    INTERVAL = "it has no interval"
    MEDIANS = "medians are not pooled"
    OPEN = "its interval is open"
    LEVEL = "its source does not say the level of the interval"
    ZERO = "its interval reaches 0"
    UNUSABLE = "its interval cannot be used"


@dataclass(frozen=True, slots=True)
class Measure:
    """A point and its interval in the outcome's unit (percent for proportions), with how they print.

    `published` and `computed` say where the interval comes from; neither is true where there is none. `size` is what
    the area of its mark goes with: the number of patients, or how precise the estimate is. `estimate` is the result on
    the scale of a pooled analysis; where there is none, `lacks` says what is missing.
    """

    point: float | None
    low: float | None = None
    high: float | None = None
    shown: str = ""
    ends: tuple[str, str] | None = None
    level: float | None = _DEFAULT_LEVEL
    unit: str = ""
    counts: str = ""
    size: float = 0
    published: bool = False
    computed: bool = False
    estimate: Estimate | None = None
    lacks: Lack | None = None
    prediction: Bounds | None = None

    def text(self, words: Words) -> str:
        """The point with its interval in words."""
        if self.ends is None:
            return self.shown
        span = _span("measure_span", *self.ends, words)
        # Where the level is not known, the row has a note that says so.
        if self.level not in {None, _DEFAULT_LEVEL}:
            span = f"{span}, {words('interval_level', level=number(self.level or 0, words))}"
        if self.published:
            span = f"{span}, {words('measure_published')}"
        if self.prediction:
            low, high = (_rounded(end, self.unit, words) for end in self.prediction)
            span = f"{span}; {_span('measure_prediction', low, high, words)}"
        return f"{self.shown} ({span})"

    @classmethod
    def pooled(cls, summary: Pooled, outcome: Outcome, words: Words) -> Measure:
        """A pooled estimate in the outcome's own unit."""

        def back(value: float) -> float:
            if outcome.kind in SHARES:
                return 100 * logistic(value)
            return math.exp(value) if outcome.kind in RATIOS else value

        unit = "%" if outcome.kind in SHARES else ""
        point, low, high = back(summary.value), back(summary.interval[0]), back(summary.interval[1])
        prediction = (back(summary.prediction[0]), back(summary.prediction[1])) if summary.prediction else None
        ends = (_rounded(low, unit, words), _rounded(high, unit, words))
        shown = with_unit(_rounded(point, unit, words), unit or (f" {outcome.unit}" if outcome.unit else ""), words)
        return cls(point, low, high, shown, ends, unit=unit, prediction=prediction)


def measure_of(result: Result, outcome: Outcome, method: str, words: Words) -> Measure | None:
    """A result as a point with its interval; None where it has no number to draw.

    Args:
        result: A result of the outcome.
        outcome: Whose kind tells what the numbers are.
        method: "exact" or "wilson", for the interval of a proportion that was published without one.
        words: The texts of the interface.
    """
    return _share(result, method, words) if outcome.kind in SHARES else _other(result, outcome, words)


def scale_of(outcome: Outcome, measures: Sequence[Measure], at: float | None = None) -> Scale:
    """The scale that all measures of an outcome are drawn on, and a value at which a line is to stand.

    Raises:
        ValueError: No axis can hold them.
    """
    return replace(_scale_of(outcome, measures, at), chosen=at)


def _scale_of(outcome: Outcome, measures: Sequence[Measure], at: float | None) -> Scale:
    values = [v for m in measures for v in (m.point, m.low, m.high) if v is not None]
    values += [] if at is None else [at]
    if outcome.kind in SHARES:
        if at is not None and not 0 <= at <= 100:  # noqa: PLR2004 - percent
            raise ValueError(f"{at:g} is no percentage")
        return percent_scale()
    if outcome.kind in RATIOS:
        if at is not None and at <= 0:
            raise ValueError(f"{at:g} is no ratio")
        return log_scale(values)
    if outcome.kind is OutcomeKind.MEAN_DIFFERENCE:
        return linear_scale(values, reference=0.0)
    return linear_scale([0.0, *values])


def _share(result: Result, method: str, words: Words) -> Measure | None:
    n, total, percent = result.n, result.total, result.percent
    whole = n is not None and bool(total) and n <= (total or 0)
    if percent is None and not whole:
        return None
    point = percent if percent is not None else 100 * (n or 0) / (total or 1)
    shown = words("percent", value=number(percent, words) if percent is not None else _rounded(point, "%", words))
    common = {"counts": f"{n}/{total}" if whole else "", "size": float(total or 0), "unit": "%"}
    estimate = logit(n or 0, total or 1) if whole else None
    lacks = None if whole else Lack.COUNTS
    if result.interval:
        low, high, ends = _published(result.interval, words)
        return Measure(
            point, low, high, shown, ends, result.interval.level, published=True, estimate=estimate, lacks=lacks,
            counts=str(common["counts"]), size=float(total or 0), unit="%",
        )  # fmt: skip
    if not whole:
        return Measure(point, shown=shown, size=float(total or 0), unit="%", lacks=lacks)
    low, high = (100 * end for end in METHODS[method](n or 0, total or 1, _DEFAULT_LEVEL))
    return Measure(
        point, low, high, shown, (_rounded(low, "%", words), _rounded(high, "%", words)), computed=True,
        estimate=estimate,
        counts=str(common["counts"]), size=float(total or 0), unit="%",
    )  # fmt: skip


def _other(result: Result, outcome: Outcome, words: Words) -> Measure | None:
    point = result.estimate
    ratio = outcome.kind in RATIOS
    if point is None or (ratio and point <= 0):
        return None
    unit = f" {outcome.unit}" if outcome.unit else ""
    if result.interval is None:
        return Measure(point, shown=number(point, words) + unit, unit=unit, lacks=Lack.INTERVAL)
    low, high, ends = _published(result.interval, words)
    estimate, lacks = _estimate(point, low, high, result.interval.level, outcome.kind)
    return Measure(
        point, low, high, number(point, words) + unit, ends, result.interval.level, unit=unit, published=True,
        size=1 / estimate.variance if estimate else 0, estimate=estimate, lacks=lacks,
    )  # fmt: skip


def _estimate(
    point: float, low: float | None, high: float | None, level: float | None, kind: OutcomeKind
) -> tuple[Estimate | None, Lack | None]:
    if kind is OutcomeKind.MEDIAN:
        return None, Lack.MEDIANS
    if low is None or high is None:
        return None, Lack.OPEN
    if level is None:
        return None, Lack.LEVEL
    if kind in RATIOS:
        if low <= 0:
            return None, Lack.ZERO
        point, low, high = math.log(point), math.log(low), math.log(high)
    try:
        return from_interval(point, low, high, level), None
    except ValueError:
        return None, Lack.UNUSABLE


def _published(interval: Interval, words: Words) -> tuple[float | None, float | None, tuple[str, str]]:
    return interval.low, interval.high, (_end(interval.low, words), _end(interval.high, words))


def _end(value: float | None, words: Words) -> str:
    return "…" if value is None else number(value, words)


def _span(name: str, low: str, high: str, words: Words) -> str:
    """Two ends as a span; beside a minus sign a dash would be misread, so that words part them."""
    signed = "_signed" if low.startswith("−") or high.startswith("−") else ""
    return words(f"{name}{signed}", low=low, high=high)


def _rounded(value: float, unit: str, words: Words) -> str:
    """A computed number: whole percentages, as small studies print them; two decimals for all else."""
    digits = 0 if unit == "%" else 2
    # Adding 0 leaves no sign on what rounds to 0.
    return localised(f"{round(value, digits) + 0:.{digits}f}", words)
