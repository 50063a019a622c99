"""Tables of the review as CSV (RFC 4180, UTF-8), and the Data Package (Frictionless, v1) that says what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from litreview.exports import results, table
from litreview.exports.table import row
from litreview.exports.twin.values import edtf
from litreview.model.appraisal import RiskOfBias
from litreview.model.evidence import EvidenceMap, Timeline
from litreview.model.library import Library
from litreview.model.review import Review
from litreview.model.screening import Screening, tallies
from litreview.pages.addresses import RESULTS_FILE

FILE: Final = "datapackage.json"
REFERENCES: Final = "references.csv"
_NUMBERS: Final = frozenset(("percent", "estimate", "low", "high", "level", "lowest", "highest"))
_COUNTS: Final = frozenset(("n", "total", "treated"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file, what a row of it is, its columns, and its rows."""

    file: str
    title: str
    columns: Sequence[str]
    rows: Callable[[], Iterable[Sequence[str]]] = tuple

    def text(self) -> str:
        """The file; a mark at its beginning tells Excel that it is UTF-8."""
        return "\ufeff" + "".join(row(tuple(cells)) for cells in (self.columns, *self.rows()))


def tables(library: Library) -> Iterator[Table]:
    """The tables that have no file yet, of what the review has."""
    columns: Sequence[str]
    if library.risk_of_bias:
        columns = ("appraisal", "tool", "study", "reference", "label", "domain", "domain_name", "level", "support")
        yield Table("risk-of-bias.csv", "One judgement a row", columns, partial(_judgements, library.risk_of_bias))
    if library.evidence_map:
        columns = ("row", "column", "outcome", "direction", "evidence", "references")
        yield Table(
            "evidence-map.csv", "One entry of the evidence map a row", columns, partial(_cells, library.evidence_map)
        )
    if library.timeline:
        yield Table(
            "timeline.csv", "One event a row", ("date", "event", "reference"), partial(_events, library.timeline)
        )
    if library.screening:
        columns = ("n", "label", "references", "note")
        yield Table("screening.csv", "One number of the flow a row", columns, partial(_flow, library.screening))
        columns = ("source", "platform", "searched", "coverage", "limits", "results", "strategy", "note")
        yield Table("searches.csv", "One search a row", columns, partial(_searches, library.screening))


def _judgements(bias: RiskOfBias) -> Iterator[Sequence[str]]:
    for appraisal in bias.appraisals:
        names = {domain.id: domain.name for domain in appraisal.domains}
        for one in appraisal.assessments:
            judged = [*one.judgements.items(), *([("overall", one.overall)] if one.overall else [])]
            about = (appraisal.id, appraisal.tool, one.study, one.reference, one.label)
            for domain, judgement in judged:
                yield (*about, domain, names.get(domain, ""), judgement.level, judgement.support)


def _cells(evidence: EvidenceMap) -> Iterator[Sequence[str]]:
    for cell in evidence.cells:
        yield (cell.row, cell.column, cell.outcome, cell.direction, cell.evidence, "; ".join(cell.references))


def _events(timeline: Timeline) -> Iterator[Sequence[str]]:
    return ((edtf(one.date), one.event, one.reference) for one in timeline.events)


def _flow(screening: Screening) -> Iterator[Sequence[str]]:
    return ((str(one.n), one.label, "; ".join(one.references), one.note) for one in tallies(screening))


def _searches(screening: Screening) -> Iterator[Sequence[str]]:
    for one in screening.searches:
        count = "" if one.results is None else str(one.results)
        said = (one.source, one.platform, edtf(one.searched), one.coverage, one.limits)
        yield (*said, count, one.strategy, one.note)


def package(library: Library, name: str, url: str) -> str:
    """The descriptor of all tables.

    Args:
        library: The review.
        name: A name of small letters, digits, dots and hyphens.
        url: Where the site stands, or nothing.
    """
    own: list[Table] = [Table(REFERENCES, "One reference a row", table.COLUMNS)]
    if library.studies:
        own.append(Table(RESULTS_FILE, "One result a row", results.COLUMNS))
    said: dict[str, Any] = {
        "profile": "data-package",
        "name": name,
        **_of_review(library.review),
        "homepage": url,
        "resources": [_resource(one) for one in (*own, *tables(library))],
    }
    return json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _of_review(review: Review) -> Mapping[str, Any]:
    licence = review.licence
    people = [{"title": one.display, "role": "author"} for one in review.contributors]
    return {
        "title": review.title,
        "description": "\n\n".join(review.abstract),
        "version": review.version,
        "keywords": [*review.keywords],
        "contributors": people,
        "licenses": [{"path": licence.url, "title": licence.name}] if licence and licence.url else [],
    }


def _resource(one: Table) -> Mapping[str, Any]:
    return {
        "name": one.file.removesuffix(".csv"),
        "path": one.file,
        "title": one.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [{"name": name, "type": _type(one, name)} for name in one.columns]},
    }


def _type(of: Table, column: str) -> str:
    if of.file == RESULTS_FILE and (column in _COUNTS or column in _NUMBERS):
        return "integer" if column in _COUNTS else "number"
    return "integer" if (of.file, column) in {("screening.csv", "n"), ("searches.csv", "results")} else "string"
