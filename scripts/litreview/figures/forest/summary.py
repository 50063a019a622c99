"""The summary of a forest plot, and what forbids one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from litreview.figures.context import FigureError
from litreview.figures.forest.lines import Line
from litreview.figures.forest.options import PoolShape
from litreview.figures.statistics.pooling import Pooled, pool
from litreview.figures.words import Words, localised
from litreview.model.evidence import Panel

#: Below this, a probability is told as being below it.
_LEAST_P: Final = 0.001


def summary_of(how: PoolShape, lines: Sequence[Line], panels: Sequence[Panel]) -> Pooled:
    """The summary of lines.

    Raises:
        FigureError: They must not be pooled, or cannot; the message says why.
    """
    if len({line.chosen.study.panel for line in lines}) > 1:
        names = ", ".join(panel.name for panel in panels)
        raise FigureError(f"results of several panels are not pooled: {names}", "pool", hint="plot each on its own")
    for panel in panels:
        if panel.not_pooled:
            raise FigureError(f"results of the panel “{panel.name}” are not pooled: {panel.not_pooled}", "pool")
    studies = [line.chosen.study.id for line in lines]
    if len(set(studies)) < len(studies):
        raise FigureError("several results of one study are not pooled", "pool", hint="set labelled: false")
    for line in lines:
        if line.measure.estimate is None:
            message = f"the result of {line.chosen.report.reference} cannot be pooled: {line.measure.lacks}"
            raise FigureError(message, "pool", hint="name the reports to be pooled under reports")
    estimates = [line.measure.estimate for line in lines if line.measure.estimate]
    if len(estimates) < 2:  # noqa: PLR2004 - one has nothing to be pooled with
        raise FigureError("a summary needs at least two results", "pool")
    if how.method == "fixed" and how.interval != "wald":
        raise FigureError("the interval of Hartung and Knapp belongs to random effects", "pool", "interval")
    return pool(estimates, how.method, how.interval)


def heterogeneity(pooled: Pooled, words: Words) -> str:
    """How far the studies differ."""
    return words(
        "forest_heterogeneity",
        tau2=localised(f"{pooled.tau2:.4f}", words),
        i2=localised(f"{pooled.i2:.1f}", words),
        q=localised(f"{pooled.q:.2f}", words),
        df=len(pooled.weights) - 1,
        p=localised(f"< {_LEAST_P:g}" if pooled.p < _LEAST_P else f"= {pooled.p:.3f}", words),
    )


def how_pooled(how: PoolShape, words: Words) -> str:
    """The model in words."""
    interval = words(f"pool_{how.interval}")
    if how.method == "fixed":
        return words("forest_pooled_fixed", interval=interval)
    return words("forest_pooled", method=words(f"pool_{how.method}"), interval=interval)
