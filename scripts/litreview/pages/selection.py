"""The pages of the selection of references and of the risk of bias: their figures, one under another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from litreview.cite.escape import inert
from litreview.figures.context import FigureContext
from litreview.figures.kinds import (
    automation,
    prisma_checklist,
    prisma_flow,
    risk_of_bias,
    searches,
    summary_of_findings,
    versions_flow,
)
from litreview.model.screening import tallies
from litreview.pages.environment import Templates
from litreview.pages.figures import figure_context
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.lists import reference_list
from litreview.pages.site import Page, Site

SCREENING_PATH = "screening/index.md"
APPRAISAL_PATH = "risk-of-bias/index.md"


def _contexts(site: Site, path: str) -> Iterator[FigureContext]:
    """A context for each figure of a page, so that no two share an id."""
    context = figure_context(site, path)
    number = 1
    while True:
        yield replace(context, id=f"figure-{number}")
        number += 1


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure, and the keys of the references that it cites."""

    figure: Markup
    keys: tuple[str, ...] = ()


def _page(site: Site, templates: Templates, path: str, name: str, parts: Sequence[_Part]) -> Page:
    title = site.texts(name)
    head = {"title": head_text(title), "description": head_text(site.texts(f"description_{name}"))}
    body = "\n\n".join((f"# {inert(title)}", *(str(part.figure) for part in parts)))
    cited = (key for part in parts for key in part.keys)
    return Page(path, f"{front_matter(head)}{body}\n{reference_list(site, templates, path, cited)}")


def screening_page(site: Site, templates: Templates) -> Page | None:
    """Searches, flow and checklist, as far as the review gives them; nothing where it describes no selection."""
    screening = site.library.screening
    if screening is None:
        return None
    contexts = _contexts(site, SCREENING_PATH)
    parts: list[_Part] = []
    if screening.searches:
        parts.append(_Part(searches.draw(searches.SearchesOptions(), next(contexts))))
    if screening.databases and screening.included:
        flow = prisma_flow.draw(prisma_flow.PrismaFlowOptions(), next(contexts))
        parts.append(_Part(flow, tuple(key for tally in tallies(screening) for key in tally.references)))
    if screening.versions:
        parts.append(_Part(versions_flow.draw(versions_flow.VersionsFlowOptions(), next(contexts))))
    if site.library.review.automation:
        parts.append(_Part(automation.draw(automation.AutomationOptions(), next(contexts))))
    for name in dict.fromkeys(answer.checklist for answer in screening.checklist):
        options = prisma_checklist.PrismaChecklistOptions.model_validate({"checklist": name})
        parts.append(_Part(prisma_checklist.draw(options, next(contexts))))
    return _page(site, templates, SCREENING_PATH, "screening", parts)


def appraisal_page(site: Site, templates: Templates) -> Page | None:
    """Each set of judgements, and the summary of findings; nothing where the review has neither."""
    data, summary = site.library.risk_of_bias, site.library.summary_of_findings
    if data is None and summary is None:
        return None
    contexts = _contexts(site, APPRAISAL_PATH)
    parts: list[_Part] = []
    for appraisal in data.appraisals if data else ():
        if not appraisal.assessments:
            continue
        drawn = risk_of_bias.draw(risk_of_bias.RiskOfBiasOptions(appraisal=appraisal.id), next(contexts))
        parts.append(_Part(drawn, tuple(item.reference for item in appraisal.assessments if item.reference)))
    if summary and summary.findings:
        drawn = summary_of_findings.draw(summary_of_findings.SummaryOfFindingsOptions(), next(contexts))
        parts.append(_Part(drawn, tuple(key for row in summary.findings for key in row.references)))
    return _page(site, templates, APPRAISAL_PATH, "appraisal", parts)
