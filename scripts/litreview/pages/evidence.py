"""The pages of the evidence map and of the timeline: their figures, as any page of the author's may show them."""

from __future__ import annotations

from collections.abc import Iterator

from litreview.cite.escape import ref_id
from litreview.figures.kinds import evidence_map, timeline
from litreview.model.evidence import MapAxisItem, MapCell
from litreview.pages.environment import Templates
from litreview.pages.figures import figure_context
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.lists import reference_list
from litreview.pages.site import Page, Site
from litreview.pages.studies import short_names

MAP_PATH = "evidence-map/index.md"
TIMELINE_PATH = "timeline/index.md"


def _keys(item: MapAxisItem | MapCell) -> Iterator[str]:
    yield from item.references
    if isinstance(item, MapAxisItem):
        for fact in (*item.facts, *item.counter_evidence):
            yield from fact.references


def evidence_map_page(site: Site, templates: Templates) -> Page | None:
    """The evidence map with what is known about its rows and columns, or nothing where the review has none."""
    evidence = site.library.evidence_map
    if evidence is None:
        return None
    title = site.texts("evidence_map")
    body = templates.block.get_template("evidence-map.md.j2").render(
        t=site.texts,
        site=site,
        title=title,
        map=evidence,
        figure=evidence_map.draw(evidence_map.EvidenceMapOptions(), figure_context(site, MAP_PATH)),
        kinds={term.id: term.name for term in evidence.kinds},
        short=short_names(site),
        ref_id=ref_id,
    )
    description = site.texts("description_map", title=evidence.title)
    head = {"title": head_text(title), "description": head_text(description)}
    cited = (
        key for group in (evidence.rows, evidence.columns, evidence.cells) for item in group for key in _keys(item)
    )
    return Page(MAP_PATH, front_matter(head) + body + reference_list(site, templates, MAP_PATH, cited))


def timeline_page(site: Site, templates: Templates) -> Page | None:
    """The milestones in order of time, or nothing where the review has none."""
    events = site.library.timeline
    if events is None or not events.events:
        return None
    title = site.texts("timeline")
    body = templates.block.get_template("timeline.md.j2").render(
        title=title,
        timeline=events,
        figure=timeline.draw(timeline.TimelineOptions(sources=True), figure_context(site, TIMELINE_PATH)),
    )
    head = {"title": head_text(title), "description": head_text(site.texts("description_timeline"))}
    cited = (event.reference for event in events.events)
    return Page(TIMELINE_PATH, front_matter(head) + body + reference_list(site, templates, TIMELINE_PATH, cited))
