"""Names that data files use for one another: citation keys and ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.key_uses import key_uses
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.evidence import EvidenceMap, Studies, Study
from litreview.model.source import Position
from litreview.read.nearest import nearest_hint


def _references(context: CheckContext) -> Iterator[Finding]:
    known = context.library.references
    for use in key_uses(context.library):
        if use.key not in known:
            hint = nearest_hint(use.key, known) or "add it to the bibliography, or correct the key"
            yield Finding(use.position, f"{use.where} names an unknown reference: {use.key}", hint)


def _ids(context: CheckContext) -> Iterator[Finding]:
    studies, evidence_map = context.library.studies, context.library.evidence_map
    if studies:
        yield from _of_studies(studies)
    if evidence_map:
        yield from _of_map(evidence_map)


def _of_studies(studies: Studies) -> Iterator[Finding]:
    panels = [panel.id for panel in studies.panels]
    outcomes = [outcome.id for outcome in studies.outcomes]
    for study in studies.studies:
        if study.panel:
            yield from _unknown("panel", study.panel, panels, study.origin.at("panel"))
        for report in study.reports:
            for result in report.results:
                yield from _unknown("outcome", result.outcome, outcomes, result.origin.at("outcome"))


def _of_map(evidence_map: EvidenceMap) -> Iterator[Finding]:
    rows = [row.id for row in evidence_map.rows]
    columns = [column.id for column in evidence_map.columns]
    directions = [term.id for term in evidence_map.directions]
    kinds = [term.id for term in evidence_map.kinds]
    for cell in evidence_map.cells:
        yield from _unknown("row", cell.row, rows, cell.origin.at("row"))
        yield from _unknown("column", cell.column, columns, cell.origin.at("column"))
        # A map without a vocabulary of its own speaks in plain words.
        if directions:
            yield from _unknown("direction", cell.direction, directions, cell.origin.at("direction"))
        if kinds:
            yield from _unknown("kind of evidence", cell.evidence, kinds, cell.origin.at("evidence"))
    for item in (*evidence_map.rows, *evidence_map.columns):
        for index, kind in enumerate(item.evidence if kinds else ()):
            yield from _unknown("kind of evidence", kind, kinds, item.origin.at("evidence", index))


def _unknown(kind: str, name: str, known: list[str], place: Position) -> Iterator[Finding]:
    if name not in known:
        declared = f"declared are: {', '.join(known)}" if known else "none is declared"
        yield Finding(place, f"unknown {kind}: {name}", nearest_hint(name, known) or declared)


def _duplicates(context: CheckContext) -> Iterator[Finding]:
    # Everything else that has an id is a name of a YAML mapping, of which the reader takes no two.
    first: dict[str, Study] = {}
    studies = context.library.studies
    for study in studies.studies if studies else ():
        before = first.setdefault(study.id, study)
        if before is not study:
            yield Finding(
                study.origin.at("id"),
                f"two studies are named {study.id}",
                f"the other stands at {before.origin.position}; give each its own id",
            )


RULES: Final = (
    Rule("unknown-reference", Severity.ERROR, "data files name references that exist", _references),
    Rule("unknown-id", Severity.ERROR, "outcomes, panels, rows and columns are declared", _ids),
    Rule("duplicate-id", Severity.ERROR, "an id names one thing", _duplicates),
)
