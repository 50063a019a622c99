"""The table of the studies: a row each, with what was studied and found; a script sorts and filters it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from litreview.cite.escape import ref_id
from litreview.figures.evidence import MARKS, reading, result_anchor
from litreview.figures.kinds import contradictions
from litreview.figures.references import registry_address, short_name
from litreview.figures.results import USUAL, characteristic, result_text
from litreview.model.appraisal import overall_judgements
from litreview.model.evidence import OutcomeKind, Report, Result, Studies, Study
from litreview.pages.addresses import RESULTS_FILE, STUDIES_PATH, slugs
from litreview.pages.disputes import disputes
from litreview.pages.environment import Templates
from litreview.pages.figures import figure_context
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.lists import reference_list
from litreview.pages.site import Page, Site
from litreview.pages.study_pages import first_report

#: Outcomes that have a column, those first that most studies give; and those of them that are shown at first.
_OUTCOMES: Final = 12
_SHOWN: Final = 3
#: Characteristics that readers choose by, and the first of which are shown at first, where the review gives any.
_FIRST_SHOWN: Final = 2
#: A characteristic with more different words than these is no choice.
_CHOICES: Final = 40
_PARTS: Final = re.compile(r"(?:[^,;()]++|\([^()]*+\)|[()])++")


@dataclass(frozen=True, slots=True)
class _Column:
    id: str
    label: str
    shown: bool
    number: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a study has in a column; a result with its anchor and how it was read."""

    text: str = ""
    value: str = ""
    href: str = ""
    result: str = ""
    reading: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    study: Study
    anchor: str
    href: str
    first: str
    choices: str
    cells: tuple[tuple[_Column, _Cell], ...]
    reports: tuple[tuple[str, str, str], ...]
    results: int


def study_anchor(study: str) -> str:
    """The id of a study's row."""
    return f"study-{slugs([study])[study]}"


def studies_page(site: Site, templates: Templates) -> Page | None:
    """The table of all studies, or nothing where the review describes none."""
    studies = site.library.studies
    if studies is None:
        return None
    title = site.texts("studies")
    table = _Table(site, studies)
    disputed = disputes(site, STUDIES_PATH)
    body = templates.block.get_template("studies.md.j2").render(
        t=site.texts,
        site=site,
        title=title,
        columns=table.columns,
        rows=tuple(map(table.row, studies.studies)),
        facets=table.facets,
        panels=[panel for panel in studies.panels if panel.note],
        reports=sum(len(study.reports) for study in studies.studies),
        results_file=site.link(STUDIES_PATH, RESULTS_FILE),
        contradictions=contradictions.draw(contradictions.ContradictionsOptions(), figure_context(site, STUDIES_PATH))
        if studies.contradictions
        else None,
        disputes=disputed,
        ref_id=ref_id,
        registry=registry_address,
    )
    head = {"title": head_text(title), "description": head_text(site.texts("description_studies")), "hide": ["toc"]}
    cited = (*(key for item in studies.contradictions for key in item.references), *(one.key for one in disputed))
    return Page(STUDIES_PATH, front_matter(head) + body + reference_list(site, templates, STUDIES_PATH, cited))


class _Table:
    """The columns of the table, what a reader may choose by, and its rows."""

    def __init__(self, site: Site, studies: Studies) -> None:
        self._site = site
        self._pages = site.study_pages
        self._panels = {panel.id: panel.name for panel in studies.panels}
        self._outcomes = {outcome.id: outcome for outcome in studies.outcomes}
        self._appraised = _appraised(site, studies)
        # In the order of the files, so that of those that as many studies have the first comes first in each build.
        self._facts = Counter(
            name
            for study in studies.studies
            for name in dict.fromkeys(fact.name for report in study.reports for fact in report.characteristics)
        )
        self._given = Counter(
            name
            for study in studies.studies
            for name in dict.fromkeys(result.outcome for report in study.reports for result in report.results)
        )
        self.columns = tuple(self._columns())
        self.facets = tuple(self._facets(studies))

    def _columns(self) -> Iterator[_Column]:
        texts = self._site.texts
        if self._panels:
            yield _Column("panel", texts("study_group"), shown=True)
        known = [name for name in USUAL if name in self._facts]
        for number, name in enumerate((*known, *(name for name in self._facts if name not in known))):
            yield _Column(f"is-{name}", characteristic(name, texts), number < min(_FIRST_SHOWN, len(known)))
        if self._appraised:
            yield _Column("bias", texts("risk_of_bias"), shown=True)
        most = [name for name, _ in self._given.most_common() if name in self._outcomes][:_OUTCOMES]
        numbers = [name for name in most if self._outcomes[name].kind is not OutcomeKind.TEXT]
        for name in sorted(most, key=list(self._outcomes).index):
            outcome = self._outcomes[name]
            label = outcome.abbreviation or outcome.name
            unit = f", {outcome.unit}" if outcome.unit else ""
            shown = name in numbers[:_SHOWN]
            yield _Column(f"of-{name}", f"{label}{unit}", shown, number=True, title=outcome.name)

    def _facets(self, studies: Studies) -> Iterator[dict[str, Any]]:
        """What a reader may choose by: each with its name, and the choices in their order."""
        labels = {column.id: column.label for column in self.columns}
        if len(self._panels) > 1:
            yield {"id": "panel", "label": labels["panel"], "choices": list(self._panels.items())}
        usual = [name for name in USUAL if name in self._facts]
        for name in usual or self._facts:
            found = Counter(part for study in studies.studies for part in _parts(study, name))
            if len(found) > 1 and len(found) <= _CHOICES and max(found.values()) > 1:
                choices = [(part, part) for part in sorted(found, key=lambda part: (-found[part], part))]
                yield {"id": f"is-{name}", "label": labels[f"is-{name}"], "choices": choices}
        given = [(name, outcome.name) for name, outcome in self._outcomes.items() if self._given[name]]
        if len(given) > 1:
            yield {"id": "outcome", "label": self._site.texts("outcome"), "choices": given}
        levels = list(dict.fromkeys(self._appraised.values()))
        if len(levels) > 1:
            yield {"id": "bias", "label": labels["bias"], "choices": [(level, level) for level in levels]}

    def row(self, study: Study) -> _Row:
        """The row of a study."""
        site = self._site
        facets = {facet["id"] for facet in self.facets}
        choices = {
            "panel": [study.panel],
            "outcome": list(dict.fromkeys(x.outcome for r in study.reports for x in r.results)),
            "bias": [self._appraised.get(study.id, "")],
            **{f"is-{name}": list(_parts(study, name)) for name in self._facts},
        }
        return _Row(
            study,
            study_anchor(study.id),
            site.link(STUDIES_PATH, self._pages[study.id]),
            first_report(site, study),
            json.dumps({name: values for name, values in choices.items() if name in facets}, ensure_ascii=False),
            tuple((column, self._cell(study, column.id)) for column in self.columns),
            tuple(self._reports(study)),
            sum(len(report.results) for report in study.reports),
        )

    def _reports(self, study: Study) -> Iterator[tuple[str, str, str]]:
        """Each report by its label, its reference in two words and that one's page."""
        site = self._site
        for report in study.reports:
            reference = site.library.references.get(report.reference)
            if reference is None:
                yield report.label, report.reference, ""
            else:
                page = site.link(STUDIES_PATH, site.reference_page(report.reference))
                yield report.label, short_name(reference), page

    def _cell(self, study: Study, column: str) -> _Cell:
        if column == "panel":
            return _Cell(self._panels.get(study.panel, study.panel))
        if column == "bias":
            return _Cell(self._appraised.get(study.id, ""))
        kind, _, name = column.partition("-")
        if kind == "is":
            return _Cell(next(_values(study, name), ""))
        report, result = _main_result(study, name)
        if report is None or result is None:
            return _Cell()
        how = reading(result)
        anchor = result_anchor(study, report, result)
        return _Cell(
            result_text(result, self._outcomes.get(name), self._site.texts),
            _sorted_by(result),
            f"{self._site.link(STUDIES_PATH, self._pages[study.id])}#{anchor}",
            anchor.removeprefix("result-"),
            how.value,
            MARKS[how],
        )


def _ordered(study: Study) -> Sequence[Report]:
    """The reports, first the one that stands for the study in plots."""
    return sorted(study.reports, key=lambda report: not report.plotted)


def _values(study: Study, name: str) -> Iterator[str]:
    return (fact.value for report in _ordered(study) for fact in report.characteristics if fact.name == name)


def _parts(study: Study, name: str) -> dict[str, None]:
    """The different things that a study's reports state of a characteristic, listed with commas or semicolons."""
    return dict.fromkeys(
        part.strip() for value in _values(study, name) for part in _PARTS.findall(value) if part.strip()
    )


def _main_result(study: Study, outcome: str) -> tuple[Report | None, Result | None]:
    """What stands for a study: the result of the report that does so in plots, else of the first that gives one.

    Results of subgroups, which have labels, do not.
    """
    found = [(r, x) for r in _ordered(study) for x in r.results if x.outcome == outcome and not x.label]
    return found[0] if found else (None, None)


def _sorted_by(result: Result) -> str:
    if result.percent is not None:
        return f"{result.percent:g}"
    if result.n is not None:
        return f"{100 * result.n / result.total if result.total else result.n:g}"
    return f"{result.estimate:g}" if result.estimate is not None else ""


def _appraised(site: Site, studies: Studies) -> dict[str, str]:
    """The overall judgement of each study, by its id."""
    found: dict[str, str] = {}
    by_report = {report.reference: study.id for study in studies.studies for report in study.reports}
    for item, level in overall_judgements(site.library.risk_of_bias):
        if study := item.study or by_report.get(item.reference, ""):
            found.setdefault(study, site.texts.word(level))
    return found


def short_names(site: Site) -> dict[str, str]:
    """Each reference in two words: first author and year."""
    return {key: short_name(reference) for key, reference in site.library.references.items()}
