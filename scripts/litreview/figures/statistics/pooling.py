"""Summaries of estimates, with random effects or without, on a scale on which they are about normal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import variance
from typing import Final

from litreview.figures.statistics.distributions import chi_squared_tail, normal_quantile, t_quantile
from litreview.figures.statistics.intervals import Bounds

#: Added to both cells of a proportion of 0 or all, without which its logit is infinite.
_CORRECTION: Final = 0.5
#: Variances whose inverses and their powers are still floating-point numbers.
_LEAST_VARIANCE: Final = 1e-90
_STEPS: Final = 1000
_PRECISION: Final = 1e-12
#: A prediction interval needs a study beyond those that fix the mean and the variance.
_FEWEST_FOR_PREDICTION: Final = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate and its variance on the scale of the analysis."""

    value: float
    variance: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """A summary on the scale of the analysis.

    `weights` are those of the studies, in percent. `tau2` is the variance between studies, `i2` the share of all
    variance that lies between studies, in percent, and `q` Cochran's statistic, which `p` tests with a chi-squared
    distribution on one degree of freedom less than there are studies. `prediction` is where the effect of a further
    study is to be expected; None with fewer than three studies, and where all are taken to have one effect.
    """

    value: float
    interval: Bounds
    prediction: Bounds | None
    weights: tuple[float, ...]
    tau2: float
    i2: float
    q: float
    p: float


def logit(n: int, total: int) -> Estimate:
    """The log odds of a proportion."""
    events, others = float(n), float(total - n)
    if not events or not others:
        events, others = events + _CORRECTION, others + _CORRECTION
    return Estimate(math.log(events / others), 1 / events + 1 / others)


def logistic(value: float) -> float:
    """The share that has these log odds."""
    return 1 / (1 + math.exp(-value))


def from_interval(value: float, low: float, high: float, level: float = 95.0) -> Estimate:
    """An estimate whose variance is taken from its interval, all on the scale of the analysis.

    Raises:
        ValueError: The interval has no width that can be computed with, or its level (in percent) is none.
    """
    if not low < high or not 0.5 < 0.5 + level / 200 < 1:  # noqa: PLR2004 - the median
        raise ValueError("an interval has a width, and a level between 0 and 100")
    squared = ((high - low) / (2 * normal_quantile(0.5 + level / 200))) ** 2
    if not _LEAST_VARIANCE < squared < 1 / _LEAST_VARIANCE:
        raise ValueError("the interval is too narrow or too wide to be computed with")
    return Estimate(value, squared)


def pool(estimates: Sequence[Estimate], method: str = "reml", interval: str = "wald", level: float = 95.0) -> Pooled:
    """A summary with inverse-variance weights.

    Args:
        estimates: Of at least two studies that share no patients.
        method: How the variance between studies is estimated: "dl" (DerSimonian and Laird 1986) or "reml";
            "fixed" takes it to be none: one effect is common to all studies.
        interval: That of the summary: "wald", or "hartung-knapp" (Hartung and Knapp 2001; Sidik and Jonkman 2002),
            whose standard error follows the spread of the studies and whose quantile is Student's with k - 1 degrees
            of freedom.
        level: Of the intervals, in percent. The prediction interval is that of Higgins, Thompson and Spiegelhalter
            (2009), with a t distribution on k - 2 degrees of freedom and the standard error of the summary.

    Raises:
        ValueError: There are fewer than two estimates.
    """
    if len(estimates) < 2:  # noqa: PLR2004 - one has nothing to be pooled with
        raise ValueError("pooling needs at least two estimates")
    y = [estimate.value for estimate in estimates]
    v = [estimate.variance for estimate in estimates]
    fixed = [1 / one for one in v]
    centre = _mean(y, fixed)
    q = sum(w * (value - centre) ** 2 for w, value in zip(fixed, y, strict=True))
    spread = sum(fixed) - sum(w * w for w in fixed) / sum(fixed)
    tau2 = 0.0 if method == "fixed" else max(0.0, (q - len(y) + 1) / spread)
    if method == "reml":
        # The likelihood may have more than one peak, so that it is climbed from several sides.
        tau2 = max((_reml(y, v, start) for start in (tau2, 0.0, variance(y))), key=lambda peak: _likelihood(y, v, peak))
    weights = [1 / (one + tau2) for one in v]
    value, error = _mean(y, weights), math.sqrt(1 / sum(weights))
    reached = 0.5 + level / 200
    quantile = normal_quantile(reached)
    if interval == "hartung-knapp":
        spread_seen = sum(w * (one - value) ** 2 for w, one in zip(weights, y, strict=True)) / (len(y) - 1)
        error, quantile = error * math.sqrt(spread_seen), t_quantile(reached, len(y) - 1)
    prediction = None
    if len(y) >= _FEWEST_FOR_PREDICTION and method != "fixed":
        reach = t_quantile(reached, len(y) - 2) * math.sqrt(tau2 + error * error)
        prediction = (value - reach, value + reach)
    # The variance that studies of typical size have within them (Higgins and Thompson 2002).
    typical = (len(y) - 1) / spread
    i2 = 100 * tau2 / (tau2 + typical)
    if method == "fixed":
        i2 = 100 * max(0.0, 1 - (len(y) - 1) / q) if q else 0.0
    return Pooled(
        value=value,
        interval=(value - quantile * error, value + quantile * error),
        prediction=prediction,
        weights=tuple(100 * w / sum(weights) for w in weights),
        tau2=tau2,
        i2=i2,
        q=q,
        p=chi_squared_tail(q, len(y) - 1),
    )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * value for w, value in zip(weights, values, strict=True)) / sum(weights)


def _likelihood(y: Sequence[float], v: Sequence[float], tau2: float) -> float:
    """The restricted log-likelihood of a variance between studies, without its constant."""
    w = [1 / (one + tau2) for one in v]
    centre = _mean(y, w)
    spread = sum(a * (value - centre) ** 2 for a, value in zip(w, y, strict=True))
    return (sum(map(math.log, w)) - math.log(sum(w)) - spread) / 2


def _reml(y: Sequence[float], v: Sequence[float], tau2: float) -> float:
    """The restricted maximum likelihood estimate of the variance between studies, by Fisher scoring from `tau2`."""
    for _ in range(_STEPS):
        w = [1 / (one + tau2) for one in v]
        total = sum(w)
        centre = _mean(y, w)
        squares = sum(a * a for a in w)
        cubes = sum(a**3 for a in w)
        # With P = W - W11'W / 1'W1: the score is (y'PPy - tr P) / 2, the information tr PP / 2.
        score = sum(a * a * (value - centre) ** 2 for a, value in zip(w, y, strict=True)) - (total - squares / total)
        information = squares - 2 * cubes / total + (squares / total) ** 2
        following = max(0.0, tau2 + score / information)
        if abs(following - tau2) < _PRECISION:
            return following
        tau2 = following
    return tau2
