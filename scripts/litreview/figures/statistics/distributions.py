"""Quantiles of the beta, Student's t and normal distributions, and the tail of the chi-squared distribution."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

_STANDARD: Final = NormalDist()
_TINY: Final = 1e-300
_PRECISION: Final = 1e-15
#: Terms of a continued fraction or a series: enough for shapes of 10^8, whose number goes with their root.
_TERMS: Final = 50_000
#: Halvings that carry an interval of length 1 below the distance of two neighbouring floats.
_HALVINGS: Final = 200


def normal_quantile(p: float) -> float:
    """The standard normal quantile of `p`, 0 < p < 1."""
    return _STANDARD.inv_cdf(p)


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz's method).

    Accurate to about 1e-13 for a and b up to 1e5, and to about 1e-8 for 1e8.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    # The fraction converges quickly on one side of the mean; the other is had by symmetry.
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _fraction(x, a, b) / a
    return 1.0 - math.exp(log_front) * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1.0 / (d if abs(d) > _TINY else _TINY)
    result = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 + term * d
            d = 1.0 / (d if abs(d) > _TINY else _TINY)
            c = 1.0 + term / c
            c = c if abs(c) > _TINY else _TINY
            change = c * d
            result *= change
        if abs(change - 1.0) < _PRECISION:
            break
    return result


def chi_squared_tail(x: float, df: float) -> float:
    """How likely a chi-squared variable with `df` degrees of freedom is to exceed `x`.

    The regularised upper incomplete gamma function Q(df / 2, x / 2), by its series or its continued fraction.
    """
    if x <= 0:
        return 1.0
    a, half = df / 2, x / 2
    front = math.exp(a * math.log(half) - half - math.lgamma(a))
    if half < a + 1:
        term = total = 1 / a
        for n in range(1, _TERMS):
            term *= half / (a + n)
            total += term
            if term < total * _PRECISION:
                break
        return 1.0 - front * total
    b = half + 1 - a
    c, d = 1 / _TINY, 1 / b
    result = d
    for n in range(1, _TERMS):
        step = n * (a - n)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        result *= c * d
        if abs(c * d - 1.0) < _PRECISION:
            break
    return front * result


def beta_quantile(p: float, a: float, b: float) -> float:
    """The quantile of `p` of the beta distribution with shapes a and b, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_cdf(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def t_quantile(p: float, df: float) -> float:
    """The quantile of `p` of Student's t with `df` degrees of freedom, from that of the beta distribution."""
    if p < 0.5:  # noqa: PLR2004 - the median
        return -t_quantile(1 - p, df)
    x = beta_quantile(2 * (1 - p), df / 2, 0.5)
    return math.sqrt(df * (1 - x) / x)
