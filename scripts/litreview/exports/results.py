"""All results of a review's studies as CSV: one result a row, for statistics programs (RFC 4180, UTF-8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.exports.table import row
from litreview.figures.evidence import reading
from litreview.model.evidence import Outcome, Report, Result, Studies, Study

COLUMNS: Final = (
    "study", "name", "group", "overlap_group", "report", "stands_in_plots", "outcome", "outcome_name", "label",
    "n", "total", "percent", "estimate", "unit", "low", "high", "level", "lowest", "highest", "value",
    "population", "treated", "follow_up", "assessor", "reading", "counts", "note",
)  # fmt: skip


def results_csv(studies: Studies) -> str:
    """The results in the author's order; a mark at the beginning tells Excel that this is UTF-8."""
    outcomes = {outcome.id: outcome for outcome in studies.outcomes}
    lines = (
        row(tuple(_cells(study, report, result, outcomes.get(result.outcome))))
        for study in studies.studies
        for report in study.reports
        for result in report.results
    )
    return "\ufeff" + "".join((row(COLUMNS), *lines))


def _cells(study: Study, report: Report, result: Result, outcome: Outcome | None) -> Iterator[str]:
    interval, span = result.interval, result.range
    values = (
        result.n, result.total, result.percent, result.estimate, outcome.unit if outcome else "",
        interval.low if interval else None, interval.high if interval else None, interval.level if interval else None,
        span[0] if span else None, span[1] if span else None,
    )  # fmt: skip
    yield from (study.id, study.name, study.panel, study.overlap_group)
    yield from (report.reference, "yes" if report.plotted else "")
    yield from (result.outcome, outcome.name if outcome else "", result.label)
    yield from ("" if value is None else str(value) for value in values)
    yield from (result.value, result.population)
    yield "" if result.treated is None else str(result.treated)
    yield from (result.follow_up, result.assessor, reading(result).value, result.counts, result.note)
