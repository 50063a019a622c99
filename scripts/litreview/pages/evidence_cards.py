"""What a reader may ask of a number: its report, its denominator, how it was read, and what other sources say.

The same words stand on the page of the study and in the card that opens beside the number wherever it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litreview.figures.evidence import PRINTED_COUNTS, Reading, reading, result_anchor
from litreview.figures.references import short_name
from litreview.figures.results import result_text
from litreview.figures.sources import SourceNames
from litreview.model.evidence import OutcomeKind, Report, Result, Study
from litreview.pages.addresses import STUDIES_PATH
from litreview.pages.entry import Link, container, may_link
from litreview.pages.site import Site
from litreview.pages.standing import Notice, notices

_SHARES = frozenset({OutcomeKind.PROPORTION, OutcomeKind.PERCENTAGE})


@dataclass(frozen=True, slots=True)
class Seen:
    """A place where something was seen: its name, its address where the review links there, and a remark."""

    name: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """What another report of the same patients gives for the same outcome."""

    report: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one number; parts of which nothing is known are empty."""

    anchor: str
    id: str
    study: Link
    outcome: str
    text: str
    reading: str
    #: The report in two words, with its page; its title and where it was published.
    report: Link
    report_title: str
    report_source: str
    notices: tuple[Notice, ...]
    counted: str
    judged: str
    read: str
    derived: str
    seen: tuple[Seen, ...]
    others: tuple[Other, ...]
    disagree: Link | None
    notes: tuple[str, ...]
    caveats: tuple[str, ...]


def places(site: Site, names: SourceNames, sources: Sequence[str]) -> tuple[Seen, ...]:
    """Where a reference was seen, by the names of the places, linked where the review links there."""
    hosts = site.library.review.link_hosts
    found = (names.place(source) for source in sources)
    seen = (Seen(one.name, one.address if may_link(one.address, hosts) else "", one.note) for one in found)
    return tuple(dict.fromkeys(seen))


class EvidenceCards:
    """The evidence of every result of a review."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pages = site.study_pages
        self._names = SourceNames(site.library)
        studies = site.library.studies
        self._outcomes = {one.id: one for one in studies.outcomes} if studies else {}
        self._disputed = {key for point in studies.contradictions for key in point.references} if studies else set()
        self._alike: dict[tuple[str, str, str], list[tuple[Study, Report, Result]]] = defaultdict(list)
        for study in studies.studies if studies else ():
            for report in study.reports:
                for result in report.results:
                    self._alike[_patients(study), result.outcome, result.label].append((study, report, result))

    def seen(self, path: str, sources: Sequence[str]) -> tuple[Seen, ...]:
        """Places by their names, for the page at `path`.

        Where the review does not link to an address, the page of its reference tells of it, if it is one of the review.
        """
        site = self._site
        hosts = site.library.review.link_hosts
        found: dict[Seen, None] = {}
        for one in (self._names(source) for source in sources):
            page = site.link(path, site.reference_page(one.key)) if one.key else ""
            found[Seen(one.name, one.address if may_link(one.address, hosts) else page, one.note)] = None
        return tuple(found)

    def of(self, path: str, study: Study, report: Report) -> Iterator[Evidence]:
        """The evidence of a report's results, for the page at `path`."""
        yield from (self._evidence(path, study, report, result) for result in report.results)

    def _evidence(self, path: str, study: Study, report: Report, result: Result) -> Evidence:
        site, texts = self._site, self._site.texts
        outcome = self._outcomes.get(result.outcome)
        name = outcome.name if outcome else result.outcome
        reference = site.library.references.get(report.reference)
        anchor = result_anchor(study, report, result)
        how = reading(result)
        return Evidence(
            anchor=anchor,
            id=anchor.removeprefix("result-"),
            study=Link(study.name, site.link(path, self._pages[study.id])),
            outcome=f"{name}: {result.label}" if result.label else name,
            text=result_text(result, outcome, texts),
            reading=how.value,
            report=Link(short_name(reference), site.link(path, site.reference_page(report.reference)))
            if reference
            else Link(report.reference, ""),
            report_title=str(reference.title) if reference else "",
            report_source=str(container(reference)) if reference else "",
            notices=notices(site, reference) if reference else (),
            counted=self._counted(result),
            judged="; ".join(
                part
                for part in (
                    texts("followed", time=result.follow_up) if result.follow_up else "",
                    texts("assessed", who=result.assessor) if result.assessor else "",
                )
                if part
            ),
            read=self._read(result, how),
            derived="" if result.counts in PRINTED_COUNTS else result.counts,
            seen=() if how is Reading.SECOND_HAND else self.seen(path, result.sources),
            others=tuple(self._others(path, study, report, result)),
            disagree=Link(texts("evidence_disagree"), f"{site.link(path, STUDIES_PATH)}#contradictions")
            if report.reference in self._disputed
            else None,
            notes=tuple(
                note
                for note in (
                    texts("evidence_level") if result.interval and result.interval.level is None else "",
                    result.note,
                )
                if note
            ),
            caveats=report.caveats,
        )

    def _counted(self, result: Result) -> str:
        """The denominator, and who it counts."""
        texts = self._site.texts
        outcome = self._outcomes.get(result.outcome)
        parts = []
        if result.total is not None:
            parts.append(texts("evidence_total", n=result.total))
        elif outcome and outcome.kind in _SHARES and result.n is None:
            parts.append(texts("evidence_no_total"))
        if result.population:
            parts.append(result.population)
        if result.treated is not None:
            parts.append(texts("forest_treated", n=result.treated))
        return "; ".join(parts)

    def _counts(self, result: Result) -> bool:
        outcome = self._outcomes.get(result.outcome)
        return outcome is not None and outcome.kind is OutcomeKind.COUNT

    def _read(self, result: Result, how: Reading) -> str:
        texts = self._site.texts
        if how is Reading.SECOND_HAND:
            return texts("evidence_second_hand")
        if not result.sources:
            return texts("evidence_unsaid")
        if result.counts == "stated":
            return texts("evidence_printed")
        return texts("evidence_read") if how is Reading.PRINTED else texts("evidence_derived")

    def _others(self, path: str, study: Study, report: Report, result: Result) -> Iterator[Other]:
        site = self._site
        for their, other, one in self._alike[_patients(study), result.outcome, result.label]:
            # How many were treated is a fact of each study of a group, and no other word on the same number.
            theirs = their is not study and self._counts(result)
            if one is result or other is report or theirs:
                continue
            reference = site.library.references.get(other.reference)
            name = short_name(reference) if reference else other.reference
            page = site.link(path, self._pages[their.id])
            text = result_text(one, self._outcomes.get(one.outcome), site.texts)
            yield Other(name, text, f"{page}#{result_anchor(their, other, one)}")


def _patients(study: Study) -> str:
    return study.overlap_group or f"study {study.id}"
