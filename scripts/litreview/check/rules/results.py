"""Results that agree with themselves, and plots that count each patient once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.evidence import Report, Result, Study

_WHOLE: Final = 100.0
#: Slack of floating-point arithmetic, far under the last printed digit.
_SLACK: Final = 1e-9


def _counts(context: CheckContext) -> Iterator[Finding]:
    for where, result in _results(context):
        if result.n is not None and result.total is not None and result.n > result.total:
            yield Finding(
                result.origin.at("n"),
                f"{where}: n = {result.n} exceeds total = {result.total}",
                "n of total have the outcome; are the two exchanged?",
            )

        elif result.percent is not None and not 0 <= result.percent <= _WHOLE:
            message = f"{where}: a percentage of {result.percent:g} lies outside of 0 to 100"
            yield Finding(result.origin.at("percent"), message, "compare it with the report")


def _percent(context: CheckContext) -> Iterator[Finding]:
    for where, result in _results(context):
        if result.n is None or not result.total or result.percent is None or result.n > result.total:
            continue
        share = _WHOLE * result.n / result.total
        if not abs(share - result.percent) <= _last_digit(result.percent) / 2 + _SLACK:
            yield Finding(
                result.origin.at("percent"),
                f"{where}: {result.percent:g} % is not {result.n} of {result.total}, which is {share:.1f} %",
                "if the source prints both, say so in the result's note and quiet the rule in review.yml",
            )


def _intervals(context: CheckContext) -> Iterator[Finding]:
    for where, result in _results(context):
        interval = result.interval
        if interval is None:
            continue
        place = result.origin.at("interval")
        if interval.level is not None and not 0 < interval.level < _WHOLE:
            message = f"{where}: the level of an interval lies between 0 and 100, and {interval.level:g} does not"
            yield Finding(result.origin.at("level"), message, "95 is the level of a 95% interval; leave out what is 95")
        low = -math.inf if interval.low is None else interval.low
        high = math.inf if interval.high is None else interval.high
        if low > high:
            yield Finding(
                place, f"{where}: the interval's low end {low:g} is above its high end {high:g}", "exchange the two"
            )
            continue
        span = f"{_end(interval.low)} to {_end(interval.high)}"
        ends = [end for end in (interval.low, interval.high) if end is not None]
        if _is_share(result) and not all(-_SLACK <= end <= _WHOLE + _SLACK for end in ends):
            message = f"{where}: the interval {span} of a percentage lies outside of 0 to 100"
            yield Finding(place, message, "compare it with the report")
            continue
        told, value, slack = _own_estimate(result, ends)
        if value is not None and not low - slack <= value <= high + slack:
            yield Finding(
                place,
                f"{where}: the interval {span} does not hold {told}",
                "compare all three numbers with the report",
            )


def _is_share(result: Result) -> bool:
    """Whether the interval is that of a percentage, published or of n and total."""
    return result.estimate is None and (result.percent is not None or bool(result.n is not None and result.total))


def _own_estimate(result: Result, ends: Sequence[float]) -> tuple[str, float | None, float]:
    """What the interval of a result has to hold: in words, its value, and the slack of rounding.

    Beside an estimate, the percentage is another statement and the interval is not its own.
    """
    if result.estimate is not None:
        return f"the estimate {result.estimate:g}", result.estimate, _SLACK
    if result.percent is not None:
        return f"the percentage {result.percent:g}", result.percent, _SLACK
    if result.n is not None and result.total:
        # The share has all its digits, the ends those that were printed.
        share, slack = _WHOLE * result.n / result.total, max(map(_last_digit, ends), default=0) / 2
        return f"{result.n} of {result.total}, which is {share:.1f} %", share, slack + _SLACK
    return "", None, _SLACK


def _overlap(context: CheckContext) -> Iterator[Finding]:
    """Patients are shared inside an overlap group, and inside a study at any rate; panels are plotted apart."""
    plotted: dict[tuple[str, str], list[tuple[Study, Report]]] = defaultdict(list)
    studies = context.library.studies
    for study in studies.studies if studies else ():
        group = f"overlap group {study.overlap_group}" if study.overlap_group else f"study {study.id}"
        plotted[study.panel, group] += [(study, report) for report in study.reports if report.plotted]
    for (_panel, group), reports in plotted.items():
        for study, report in reports[1:]:
            yield Finding(
                report.origin.at("plotted"),
                f"{report.reference} ({study.id}) is plotted beside {reports[0][1].reference}, both of {group}",
                "their patients would be counted twice; plot one of them",
            )


def _results(context: CheckContext) -> Iterator[tuple[str, Result]]:
    studies = context.library.studies
    for study in studies.studies if studies else ():
        for report in study.reports:
            for result in report.results:
                yield f"{result.outcome} of {study.id}", result


def _last_digit(number: float) -> float:
    """The worth of the last digit that a number is written with: 1 for 47, 0.1 for 47.2."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return 10.0 ** min(exponent, 0) if isinstance(exponent, int) else math.nan


def _end(value: float | None) -> str:
    return "not reached" if value is None else f"{value:g}"


RULES: Final = (
    Rule("count-exceeds-total", Severity.ERROR, "no more have an outcome than were counted", _counts),
    Rule("percent-mismatch", Severity.WARNING, "a percentage is n of total, rounded", _percent),
    Rule("interval-mismatch", Severity.ERROR, "an interval runs upwards and holds its estimate", _intervals),
    Rule("overlap-plotted", Severity.ERROR, "a plot takes one report of patients who are shared", _overlap),
)
