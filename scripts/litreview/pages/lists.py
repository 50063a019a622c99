"""The list of references that a page ends with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from litreview.cite.escape import inert_attribute, inert_markup, ref_id
from litreview.cite.site import Mention
from litreview.model.reference import Reference
from litreview.pages.addresses import markdown_link
from litreview.pages.entry import Link, Notice, links, notices
from litreview.pages.environment import Templates
from litreview.pages.site import Site


@dataclass(frozen=True, slots=True)
class _Entry:
    reference: Reference
    anchor: str
    number: int | None
    html: Markup
    links: tuple[Link, ...]
    details: Markup
    notices: tuple[Notice, ...]
    mentions: tuple[Mention, ...]
    #: How often the text of the whole site cites it.
    times: int


def _legible(found: Iterable[Link]) -> tuple[Link, ...]:
    """Links whose addresses stay legible in running Markdown, which attributes allow and text does not."""
    return tuple(replace(link, href=Markup(inert_attribute(link.href))) for link in found)  # noqa: S704 - escaped here


def _entries(site: Site, path: str, keys: Iterable[str]) -> Iterator[_Entry]:
    known = [key for key in dict.fromkeys(keys) if key in site.library.references]
    numbers = site.cited.numbers
    # References that the text does not cite have no number; they come last, in the order given.
    for key in sorted(known, key=site.place):
        reference = site.library.references[key]
        yield _Entry(
            reference,
            ref_id(key),
            numbers.get(key),
            inert_markup(site.entries[key]),
            _legible(links(site, reference)),
            markdown_link(site.texts("details"), path, site.reference_page(key)),
            notices(site, reference),
            tuple(mention for mention in site.cited.mentions.get(key, ()) if mention.page == path),
            len(site.cited.mentions.get(key, ())),
        )


def reference_list(site: Site, templates: Templates, path: str, keys: Iterable[str]) -> str:
    """The list of `keys` for the page at `path`, as Markdown; empty where none of them is known.

    The links to reference pages are Markdown, since builders do not agree on relative addresses in raw HTML; that is
    why the list is printed as text that is safe in running Markdown.
    """
    entries = tuple(_entries(site, path, keys))
    if not entries:
        return ""
    return templates.inline.get_template("page-references.md.j2").render(t=site.texts, entries=entries)
