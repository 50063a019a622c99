"""A page for each study: what it was, what it found, how each number was read, and where the review cites it."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from litreview.figures.evidence import MARKS
from litreview.figures.kinds.risk_of_bias import SYMBOLS
from litreview.figures.references import registry_address, short_name
from litreview.figures.results import characteristic
from litreview.model.appraisal import Appraisal, Assessment, Judgement, Tone
from litreview.model.evidence import Report, Stated, Study
from litreview.pages.addresses import STUDIES_PATH
from litreview.pages.entry import Link, links
from litreview.pages.environment import Templates, html_block, in_line
from litreview.pages.evidence_cards import Evidence, EvidenceCards, Seen
from litreview.pages.frontmatter import head_text
from litreview.pages.site import HtmlPage, Site
from litreview.pages.standing import Notice, notices

#: Types of references that tell of a study and do not report it.
_TOLD_BY_OTHERS = frozenset(
    {"article-magazine", "article-newspaper", "broadcast", "document", "interview", "post", "post-weblog", "webpage"}
)
#: What has no year comes last.
_UNDATED = 9999


@dataclass(frozen=True, slots=True)
class Fact:
    """Something stated of a study, with the places where it was seen."""

    label: str
    value: str
    href: str = ""
    note: str = ""
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class _Report:
    report: Report
    name: str
    href: str
    html: Markup
    links: tuple[Link, ...]
    notices: tuple[Notice, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    domain: str
    level: str
    tone: Tone
    support: str


@dataclass(frozen=True, slots=True)
class _Appraised:
    title: str
    judged: tuple[_Judged, ...]


def first_report(site: Site, study: Study) -> str:
    """The report that a study is known by, in two words: the author's word, else its earliest scholarly report.

    A study is not called by who wrote about it in a newspaper or on a web page.
    """
    if study.first_report:
        return study.first_report
    known = site.known(tuple(report.reference for report in study.reports))
    own = [one for one in known if one.type not in _TOLD_BY_OTHERS and one.creators.names]
    return short_name(min(own, key=lambda reference: reference.year or _UNDATED)) if own else ""


class StudyPages:
    """The pages of the studies: which there are, and each when it is asked for."""

    def __init__(self, site: Site, templates: Templates) -> None:
        studies = site.library.studies
        self._site = site
        self._templates = templates
        self._studies: Mapping[str, Study] = {study.id: study for study in studies.studies} if studies else {}
        self._order = tuple(self._studies)
        self._cards = EvidenceCards(site)
        #: The source files by the study's id, in the author's order.
        self.paths = site.study_pages

    @property
    def files(self) -> Mapping[str, Callable[[], bytes]]:
        """The evidence behind the results of each study, as a script beside its page."""
        return {
            f"{posixpath.dirname(path)}/evidence.js": partial(self._evidence, name) for name, path in self.paths.items()
        }

    def page(self, study_id: str) -> HtmlPage:
        """The page of the study with that id."""
        site, study = self._site, self._studies[study_id]
        path = self.paths[study_id]
        panels = {panel.id: panel for panel in site.library.studies.panels} if site.library.studies else {}
        number = self._order.index(study_id)
        overlaps = [
            Link(other.name, site.link(path, self.paths[other.id]))
            for other in self._studies.values()
            if other is not study and study.overlap_group and other.overlap_group == study.overlap_group
        ]
        first = first_report(site, study)
        body = self._templates.block.get_template("study.html.j2").render(
            t=site.texts,
            study=study,
            first=first,
            panel=panels.get(study.panel),
            facts=tuple(self._study_facts(path, study)),
            overlaps=overlaps,
            reports=tuple(self._report(path, study, report) for report in study.reports),
            appraised=tuple(self._appraised(study)),
            cited=tuple(self._cited(path, study)),
            marks=MARKS,
            symbols=SYMBOLS,
            index=site.link(path, STUDIES_PATH),
            before=self._neighbour(path, number - 1),
            after=self._neighbour(path, number + 1),
        )
        return HtmlPage(
            path,
            "study",
            title=head_text(study.name),
            description=head_text(
                site.texts("description_study", study=f"{study.name} ({first})" if first else study.name)
            ),
            heading=in_line(study.name),
            body=body,
        )

    def _evidence(self, study_id: str) -> bytes:
        """The script: a page may load it from a disk too. Addresses in it are seen from the page of the study."""
        study, path = self._studies[study_id], self.paths[study_id]
        macro = self._templates.block.get_template("_evidence.j2").module.evidence  # type: ignore[attr-defined]
        cards = {
            one.id: str(macro(one, self._site.texts, card=True))
            for report in study.reports
            for one in self._cards.of(path, study, report)
        }
        return f"litreview.evidence({json.dumps(cards, ensure_ascii=True)});\n".encode()

    def _neighbour(self, path: str, number: int) -> Link | None:
        if not 0 <= number < len(self._order):
            return None
        study = self._studies[self._order[number]]
        return Link(study.name, self._site.link(path, self.paths[study.id]))

    def _study_facts(self, path: str, study: Study) -> Iterator[Fact]:
        for one in study.registrations:
            yield self._fact(path, self._site.texts("registration"), one, registry_address(one.value))

    def _fact(self, path: str, label: str, one: Stated, href: str = "") -> Fact:
        return Fact(label, one.value, href, one.note, self._cards.seen(path, one.sources))

    def _report(self, path: str, study: Study, report: Report) -> _Report:
        site = self._site
        reference = site.library.references.get(report.reference)
        facts = tuple(self._fact(path, characteristic(one.name, site.texts), one) for one in report.characteristics)
        evidence = tuple(self._cards.of(path, study, report))
        if reference is None:
            return _Report(report, report.reference, "", Markup(), (), (), facts, evidence)
        return _Report(
            report,
            short_name(reference),
            site.link(path, site.reference_page(report.reference)),
            html_block(site.entries[report.reference]),
            links(site, reference),
            notices(site, reference),
            facts,
            evidence,
        )

    def _appraised(self, study: Study) -> Iterator[_Appraised]:
        reports = {report.reference for report in study.reports}
        data = self._site.library.risk_of_bias
        for appraisal in data.appraisals if data else ():
            for item in appraisal.assessments:
                if item.study == study.id or (item.reference and item.reference in reports):
                    judged = tuple(self._judged(appraisal, item))
                    yield _Appraised(item.label or appraisal.title, judged)

    def _judged(self, appraisal: Appraisal, item: Assessment) -> Iterator[_Judged]:
        levels = {level.id: level for level in appraisal.levels}

        def judged(domain: str, judgement: Judgement) -> _Judged:
            level = levels.get(judgement.level)
            name, tone = (level.name, level.tone) if level else (judgement.level, Tone.UNKNOWN)
            return _Judged(domain, self._site.texts.word(name), tone, judgement.support)

        for domain in appraisal.domains:
            if domain.id in item.judgements:
                yield judged(self._site.texts.word(domain.name), item.judgements[domain.id])
        if item.overall:
            yield judged(self._site.texts("rob_overall"), item.overall)

    def _cited(self, path: str, study: Study) -> Iterator[tuple[Link, int]]:
        """The pages that cite a report of the study, each with how often; the link leads to the first place."""
        found: dict[str, list[str]] = {}
        for report in study.reports:
            for mention in self._site.cited.mentions.get(report.reference, ()):
                if mention.anchor:
                    found.setdefault(mention.page, []).append(mention.anchor)
        for page, anchors in found.items():
            label = self._site.titles.get(page, page)
            yield Link(label, f"{self._site.link(path, page)}#{anchors[0]}"), len(anchors)
