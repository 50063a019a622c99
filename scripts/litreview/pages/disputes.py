"""Works that the text disputes, as citations with that intent say, each with the sentence that does so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from litreview.cite.escape import inert_markup, ref_id
from litreview.figures.references import short_name
from litreview.pages.environment import Templates
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.lists import reference_list
from litreview.pages.site import Page, Site

DISPUTES_PATH: Final = "contradictions/index.md"
_DISPUTES: Final = "disputes"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A sentence that disputes a work: the work's key and what it is called, and where the sentence stands."""

    key: str
    name: str
    sentence: Markup
    title: str
    href: str


def disputes(site: Site, path: str) -> tuple[Dispute, ...]:
    """All of them in the order of the references, as seen from the page at `path`."""
    return tuple(
        Dispute(
            key,
            short_name(site.library.references[key]),
            inert_markup(mention.sentence),
            site.titles.get(mention.page, mention.page),
            f"{site.link(path, mention.page)}#{mention.anchor}",
        )
        for key in sorted(site.cited.mentions, key=site.place)
        for mention in site.cited.mentions[key]
        if _DISPUTES in mention.intents and mention.anchor and key in site.library.references
    )


def disputes_page(site: Site, templates: Templates) -> Page | None:
    """The page where sources disagree, for a review without studies: with them, the page of the studies tells it."""
    found = disputes(site, DISPUTES_PATH) if site.library.studies is None else ()
    if not found:
        return None
    title = site.texts("contradictions")
    body = templates.block.get_template("disputes.md.j2").render(
        t=site.texts, title=title, disputes=found, ref_id=ref_id
    )
    head = {"title": head_text(title), "description": head_text(site.texts("description_disputes"))}
    cited = reference_list(site, templates, DISPUTES_PATH, (one.key for one in found))
    return Page(DISPUTES_PATH, front_matter(head) + body + cited)
