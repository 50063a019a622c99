"""What the review says that a work found, and what stands on it: the first thing on the page of a reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from litreview.figures.evidence import MARKS, Reading
from litreview.model.appraisal import Certainty, overall_judgements
from litreview.model.evidence import MapAxisItem, Report, Study
from litreview.pages.addresses import STUDIES_PATH
from litreview.pages.entry import Link
from litreview.pages.evidence import MAP_PATH, TIMELINE_PATH
from litreview.pages.evidence_cards import Evidence, EvidenceCards
from litreview.pages.selection import APPRAISAL_PATH
from litreview.pages.site import Site

#: Results of a report that stand open; a table of dozens hides what the page is about.
_OPEN = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """A result of a report with the address of the evidence behind it."""

    evidence: Evidence
    href: str

    @property
    def mark(self) -> str:
        """The sign of a number that was not simply read."""
        return MARKS[Reading(self.evidence.reading)]


@dataclass(frozen=True, slots=True)
class ReportedStudy:
    """A study that the work reports: its results, the first of them open, and how far it is trusted.

    `study` leads to its page and has the name of the report, too.
    """

    study: Link
    shown: tuple[Finding, ...]
    more: tuple[Finding, ...]
    judgements: tuple[str, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the review says with the work behind it: where, in which words, and how sure it is."""

    place: Link
    text: str
    finding: str = ""
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement before it is known from which page it will be linked to: `page` is a source file."""

    page: str
    label: str
    text: str
    finding: str = ""
    certainty: Certainty | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the data of a review say on the ground of one work."""

    studies: tuple[ReportedStudy, ...]
    statements: tuple[Statement, ...]

    def __bool__(self) -> bool:
        return bool(self.studies or self.statements)


class Findings:
    """What stands on each work of a review, looked through once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._cards = EvidenceCards(site)
        self._pages = site.study_pages
        self._reports: Mapping[str, list[tuple[Study, Report]]] = _reports(site)
        self._judged: defaultdict[str, list[str]] = defaultdict(list)
        for item, level in overall_judgements(site.library.risk_of_bias):
            self._judged[item.study or item.reference].append(site.texts.word(level))
        self._said: defaultdict[str, list[_Said]] = defaultdict(list)
        self._take_findings()
        self._take_map()
        self._take_others()

    def of(self, path: str, key: str) -> Standing:
        """What stands on the work with that key, for the page at `path`."""
        studies = tuple(self._study(path, study, report) for study, report in self._reports.get(key, ()))
        said = dict.fromkeys(self._said.get(key, ()))
        return Standing(studies, tuple(self._statement(path, one) for one in said))

    def _statement(self, path: str, said: _Said) -> Statement:
        place = Link(said.label, f"{self._site.link(path, said.page)}{said.anchor}")
        return Statement(place, said.text, said.finding, said.certainty)

    def _study(self, path: str, study: Study, report: Report) -> ReportedStudy:
        page = self._site.link(path, self._pages[study.id])
        found = tuple(Finding(one, f"{page}#{one.anchor}") for one in self._cards.of(path, study, report))
        # One more than is folded takes no more room than the line that opens it.
        first = _OPEN if len(found) > _OPEN + 1 else len(found)
        judged = dict.fromkeys((*self._judged.get(study.id, ()), *self._judged.get(report.reference, ())))
        # Many reports are called by the study and what sets them apart.
        name = report.label if study.name in report.label else ": ".join(filter(None, (study.name, report.label)))
        return ReportedStudy(Link(name, page), found[:first], found[first:], tuple(judged), report.caveats)

    def _take_findings(self) -> None:
        data = self._site.library.summary_of_findings
        for one in data.findings if data else ():
            effect = " ".join(part for part in (one.relative, one.intervention) if part)
            for key in one.references:
                said = _Said(APPRAISAL_PATH, one.outcome, effect or one.comment, certainty=one.certainty)
                self._said[key].append(said)

    def _take_map(self) -> None:
        data = self._site.library.evidence_map
        if data is None:
            return
        names = {item.id: item.name for item in (*data.rows, *data.columns)}
        directions = {term.id: term.name for term in data.directions}
        for cell in data.cells:
            place = f"{names.get(cell.row, cell.row)} × {names.get(cell.column, cell.column)}"
            finding = directions.get(cell.direction, cell.direction)
            for key in cell.references:
                self._said[key].append(_Said(MAP_PATH, place, cell.outcome, finding, cell.certainty))
        for item in (*data.rows, *data.columns):
            for key, text in _facts(item):
                self._said[key].append(_Said(MAP_PATH, item.name, text))

    def _take_others(self) -> None:
        texts, library = self._site.texts, self._site.library
        for point in library.studies.contradictions if library.studies else ():
            for key in point.references:
                self._said[key].append(
                    _Said(STUDIES_PATH, texts("contradictions"), point.title, anchor="#contradictions")
                )
        for event in library.timeline.events if library.timeline else ():
            self._said[event.reference].append(_Said(TIMELINE_PATH, texts("timeline"), event.event))


def _reports(site: Site) -> Mapping[str, list[tuple[Study, Report]]]:
    found: defaultdict[str, list[tuple[Study, Report]]] = defaultdict(list)
    studies = site.library.studies
    for study in studies.studies if studies else ():
        for report in study.reports:
            found[report.reference].append((study, report))
    return found


def _facts(item: MapAxisItem) -> Iterator[tuple[str, str]]:
    for fact in (*item.facts, *item.counter_evidence):
        for key in fact.references:
            yield key, fact.text
