"""The page of the studies: each with its reports, results and the places where they were seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from litreview.cite.escape import ref_id
from litreview.figures.kinds import contradictions
from litreview.figures.references import registry_address, short_name
from litreview.figures.results import result_text
from litreview.model.evidence import Outcome, Panel, Report, Result, Studies, Study
from litreview.pages.addresses import slugs
from litreview.pages.environment import Templates
from litreview.pages.figures import figure_context
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.lists import reference_list
from litreview.pages.site import Page, Site

STUDIES_PATH = "studies/index.md"


@dataclass(frozen=True, slots=True)
class _Row:
    outcome: str
    label: str
    text: str
    result: Result


@dataclass(frozen=True, slots=True)
class _Report:
    report: Report
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Study:
    study: Study
    anchor: str
    overlaps: tuple[Study, ...]
    reports: tuple[_Report, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    panel: Panel | None
    studies: tuple[_Study, ...]


def study_anchor(study: str) -> str:
    """The id of a study's section."""
    return f"study-{slugs([study])[study]}"


def _rows(site: Site, report: Report, outcomes: dict[str, Outcome]) -> Iterator[_Row]:
    for result in report.results:
        outcome = outcomes.get(result.outcome)
        name = outcome.name if outcome else result.outcome
        yield _Row(name, result.label, result_text(result, outcome, site.texts), result)


def _study(site: Site, study: Study, studies: Studies, outcomes: dict[str, Outcome]) -> _Study:
    overlaps = tuple(
        other for other in studies.studies if other is not study and other.overlap_group == study.overlap_group
    )
    return _Study(
        study,
        study_anchor(study.id),
        overlaps if study.overlap_group else (),
        tuple(_Report(report, tuple(_rows(site, report, outcomes))) for report in study.reports),
    )


def _groups(site: Site, studies: Studies) -> Iterator[_Group]:
    outcomes = {outcome.id: outcome for outcome in studies.outcomes}
    known = {panel.id for panel in studies.panels}
    shown = [(study.panel, _study(site, study, studies, outcomes)) for study in studies.studies]
    for panel in studies.panels:
        yield _Group(panel, tuple(study for name, study in shown if name == panel.id))
    yield _Group(None, tuple(study for name, study in shown if name not in known))


def studies_page(site: Site, templates: Templates) -> Page | None:
    """All studies by panel, or nothing where the review describes none."""
    studies = site.library.studies
    if studies is None:
        return None
    title = site.texts("studies")
    body = templates.block.get_template("studies.md.j2").render(
        t=site.texts,
        site=site,
        title=title,
        groups=tuple(group for group in _groups(site, studies) if group.studies),
        contradictions=contradictions.draw(contradictions.ContradictionsOptions(), figure_context(site, STUDIES_PATH))
        if studies.contradictions
        else None,
        short=short_names(site),
        ref_id=ref_id,
        registry=registry_address,
    )
    head = {"title": head_text(title), "description": head_text(site.texts("description_studies"))}
    cited = [report.reference for study in studies.studies for report in study.reports]
    cited.extend(key for item in studies.contradictions for key in item.references)
    return Page(STUDIES_PATH, front_matter(head) + body + reference_list(site, templates, STUDIES_PATH, cited))


def short_names(site: Site) -> dict[str, str]:
    """Each reference in two words: first author and year."""
    return {key: short_name(reference) for key, reference in site.library.references.items()}
