"""Random-effects summaries of estimates on a scale on which they are about normal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from litreview.figures.statistics.distributions import normal_quantile, t_quantile
from litreview.figures.statistics.intervals import Bounds

#: Added to both cells of a proportion of 0 or all, without which its logit is infinite.
_CORRECTION: Final = 0.5
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
    """A random-effects summary on the scale of the analysis.

    `weights` are those of the studies, in percent. `tau2` is the variance between studies, `i2` the share of all
    variance that lies between studies, in percent, and `q` Cochran's statistic. `prediction` is where the effect of
    a further study is to be expected; None with fewer than three studies.
    """

    value: float
    interval: Bounds
    prediction: Bounds | None
    weights: tuple[float, ...]
    tau2: float
    i2: float
    q: float


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
    """An estimate whose variance is taken from its interval, all on the scale of the analysis."""
    return Estimate(value, ((high - low) / (2 * normal_quantile(0.5 + level / 200))) ** 2)


def pool(estimates: Sequence[Estimate], method: str = "reml", level: float = 95.0) -> Pooled:
    """A random-effects summary with inverse-variance weights.

    Args:
        estimates: Of at least two studies that share no patients.
        method: How the variance between studies is estimated: "dl" (DerSimonian and Laird 1986) or "reml".
        level: Of the intervals, in percent. That of the summary is Wald's; the prediction interval is that of
            Higgins, Thompson and Spiegelhalter (2009), with a t distribution on k - 2 degrees of freedom.

    Raises:
        ValueError: There are fewer than two estimates.
    """
    if len(estimates) < 2:  # noqa: PLR2004 - one has nothing to be pooled with
        raise ValueError("pooling needs at least two estimates")
    y = [estimate.value for estimate in estimates]
    v = [estimate.variance for estimate in estimates]
    fixed = [1 / variance for variance in v]
    centre = _mean(y, fixed)
    q = sum(w * (value - centre) ** 2 for w, value in zip(fixed, y, strict=True))
    spread = sum(fixed) - sum(w * w for w in fixed) / sum(fixed)
    tau2 = max(0.0, (q - len(y) + 1) / spread)
    if method == "reml":
        tau2 = _reml(y, v, tau2)
    weights = [1 / (variance + tau2) for variance in v]
    value, error = _mean(y, weights), math.sqrt(1 / sum(weights))
    z = normal_quantile(0.5 + level / 200)
    prediction = None
    if len(y) >= _FEWEST_FOR_PREDICTION:
        reach = t_quantile(0.5 + level / 200, len(y) - 2) * math.sqrt(tau2 + error * error)
        prediction = (value - reach, value + reach)
    # The variance that studies of typical size have within them (Higgins and Thompson 2002).
    typical = (len(y) - 1) / spread
    return Pooled(
        value=value,
        interval=(value - z * error, value + z * error),
        prediction=prediction,
        weights=tuple(100 * w / sum(weights) for w in weights),
        tau2=tau2,
        i2=100 * tau2 / (tau2 + typical),
        q=q,
    )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * value for w, value in zip(weights, values, strict=True)) / sum(weights)


def _reml(y: Sequence[float], v: Sequence[float], tau2: float) -> float:
    """The restricted maximum likelihood estimate of the variance between studies, by Fisher scoring."""
    for _ in range(_STEPS):
        w = [1 / (variance + tau2) for variance in v]
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
