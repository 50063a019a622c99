"""Every place of the data files that names a reference by its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from litreview.model.evidence import EvidenceMap, MapAxisItem, Studies
from litreview.model.library import Library
from litreview.model.screening import tallies
from litreview.model.source import Origin, Position, Step


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A citation key in a data file, its place, and what names it ("a report of TRANSCEND")."""

    key: str
    position: Position
    where: str


def key_uses(library: Library) -> Iterator[KeyUse]:
    """Each key that a data file names; keys of pages are read elsewhere."""
    review, companion = library.review, library.review.companion
    for key in review.background:
        yield KeyUse(key, review.origin.at("background", key), "the background list")
    if companion:
        yield from _listed(
            companion.references, companion.origin, ("references",), "the accompanied article's references"
        )
        if companion.reference:
            yield KeyUse(companion.reference, companion.origin.at("reference"), "the accompanied article")
    for quote in library.quoted().values():
        yield KeyUse(quote.reference, quote.origin.at("reference"), f"the quote {quote.id}")
    if library.studies:
        yield from _of_studies(library.studies)
    if library.evidence_map:
        yield from _of_map(library.evidence_map)
    yield from _of_selection(library)
    if library.timeline:
        for event in library.timeline.events:
            if event.reference:
                yield KeyUse(event.reference, event.origin.at("reference"), "an event of the timeline")


def _of_studies(studies: Studies) -> Iterator[KeyUse]:
    for study in studies.studies:
        for report in study.reports:
            yield KeyUse(report.reference, report.origin.at("reference"), f"a report of {study.name or study.id}")
    for point in studies.contradictions:
        yield from _listed(point.references, point.origin, ("references",), f"the contradiction “{point.title}”")


def _of_selection(library: Library) -> Iterator[KeyUse]:
    screening = library.screening
    for tally in tallies(screening) if screening else ():
        yield from _listed(
            tally.references, tally.origin, ("references",), f"the number “{tally.label}” of the screening"
        )
    for appraisal in library.risk_of_bias.appraisals if library.risk_of_bias else ():
        for item in appraisal.assessments:
            if item.reference:
                yield KeyUse(item.reference, item.origin.at("reference"), f"an assessment of “{appraisal.title}”")
    for row in library.summary_of_findings.findings if library.summary_of_findings else ():
        yield from _listed(row.references, row.origin, ("references",), f"the finding “{row.outcome}”")


def _of_map(evidence_map: EvidenceMap) -> Iterator[KeyUse]:
    for kind, items in (("row", evidence_map.rows), ("column", evidence_map.columns)):
        for item in items:
            yield from _of_axis(item, f"the {kind} {item.id} of the evidence map")
    for cell in evidence_map.cells:
        where = f"the cell {cell.row} × {cell.column} of the evidence map"
        yield from _listed(cell.references, cell.origin, ("references",), where)


def _of_axis(item: MapAxisItem, where: str) -> Iterator[KeyUse]:
    yield from _listed(item.references, item.origin, ("references",), where)
    for fact in (*item.facts, *item.counter_evidence):
        yield from _listed(fact.references, fact.origin, ("references",), where)


def _listed(keys: tuple[str, ...], origin: Origin, path: tuple[Step, ...], where: str) -> Iterator[KeyUse]:
    for index, key in enumerate(keys):
        yield KeyUse(key, origin.at(*path, index), where)
