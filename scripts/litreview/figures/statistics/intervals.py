"""Confidence intervals of a proportion."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from litreview.figures.statistics.distributions import beta_quantile, normal_quantile

Bounds = tuple[float, float]


def wilson(n: int, total: int, level: float = 95.0) -> Bounds:
    """Wilson's score interval without continuity correction (Wilson 1927; method 3 of Newcombe 1998).

    Args:
        n: How many had the outcome, 0 to `total`.
        total: Of how many, at least 1.
        level: In percent.

    Returns:
        The ends as shares, 0 to 1.
    """
    z = normal_quantile(0.5 + level / 200)
    share = n / total
    middle = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    whole = 1 + z * z / total
    # At the ends of the range, rounding would leave a trace of the other side.
    low = 0.0 if n == 0 else (middle - half) / whole
    high = 1.0 if n == total else (middle + half) / whole
    return low, high


def exact(n: int, total: int, level: float = 95.0) -> Bounds:
    """The exact interval of Clopper and Pearson (1934); arguments and result as those of `wilson`."""
    tail = (1 - level / 100) / 2
    low = 0.0 if n == 0 else beta_quantile(tail, n, total - n + 1)
    high = 1.0 if n == total else beta_quantile(1 - tail, n + 1, total - n)
    return low, high


#: The methods by the names that a figure block calls them.
METHODS: Final[Mapping[str, Callable[[int, int, float], Bounds]]] = MappingProxyType({"exact": exact, "wilson": wilson})
