"""The list of references that a page ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from jinja2 import Template
from markupsafe import Markup, escape

from litreview.cite.annotation import annotation_inline
from litreview.cite.escape import inert_attribute, inert_markup, ref_id
from litreview.cite.site import Mention
from litreview.model.reference import Reference
from litreview.model.review import Companion
from litreview.pages.addresses import markdown_link
from litreview.pages.entry import Link, links
from litreview.pages.environment import Templates
from litreview.pages.quotes import ShownQuote, shown_quotes
from litreview.pages.site import Site
from litreview.pages.standing import LookedUp, Notice, looked_up, notices

_ITEM: Final = "page-reference.md.j2"


@dataclass(frozen=True, slots=True)
class _Entry:
    reference: Reference
    anchor: str
    number: int | None
    html: Markup
    tongue: Mapping[str, str]
    links: tuple[Link, ...]
    details: Markup
    notices: tuple[Notice, ...]
    verified: LookedUp | None
    annotation: Markup
    mentions: tuple[Mention, ...]
    #: How often the text of the whole site cites it.
    times: int
    #: The words that this page's sentences rest on.
    quotes: tuple[ShownQuote, ...]


def _legible(found: Iterable[Link]) -> tuple[Link, ...]:
    """Links whose addresses stay legible in running Markdown, which attributes allow and text does not."""
    return tuple(replace(link, href=Markup(inert_attribute(link.href))) for link in found)  # noqa: S704 - escaped here


def _legible_notices(found: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(replace(one, href=Markup(inert_attribute(one.href))) for one in found)  # noqa: S704 - escaped here


def _entry(site: Site, reference: Reference, shown: Markup, details: Markup, mentions: tuple[Mention, ...]) -> _Entry:
    key = reference.key
    return _Entry(
        reference,
        ref_id(key),
        site.cited.numbers.get(key),
        inert_markup(shown),
        site.tongue(reference),
        _legible(links(site, reference)),
        details,
        _legible_notices(notices(site, reference)),
        looked_up(site, reference),
        inert_markup(annotation_inline(reference.annotation)),
        mentions,
        len(site.cited.mentions.get(key, ())),
        shown_quotes(site.library, key, mentions),
    )


def _items(
    site: Site, templates: Templates, path: str, keys: Iterable[str], printed: Mapping[str, str]
) -> Iterator[Markup]:
    template = templates.inline.get_template(_ITEM)
    source = templates.source(_ITEM)
    known = [key for key in dict.fromkeys(keys) if key in site.library.references]
    before, _, after = markdown_link(site.texts("details"), path, "references/@@/index.md").rpartition("%40%40")
    # References that the text does not cite have no number; they come last, in the order given.
    for key in sorted(known, key=site.place):
        reference = site.library.references[key]
        details = Markup(f"{before}{site.slugs[key]}{after}")  # noqa: S704 - a slug is safe in an address
        mentions = tuple(mention for mention in site.cited.mentions.get(key, ()) if mention.page == path)
        shown = escape(printed[key]) if key in printed else site.entries[key]
        made_of = (
            reference.content,
            details,
            mentions,
            shown,
            site.cited.numbers.get(key),
            len(site.cited.mentions.get(key, ())),
            site.library.review.link_hosts,
            site.library.verified(key),
            site.library.known_beyond(key),
            shown_quotes(site.library, key, mentions),
            site.texts,
            site.library.review.language,
            source,
        )
        make = partial(_entry, site, reference, shown, details, mentions)
        yield site.remember(("item", path, key), made_of, partial(_printed, site, template, make))


def _printed(site: Site, template: Template, make: Callable[[], _Entry]) -> Markup:
    return Markup(template.render(t=site.texts, entry=make()).strip())  # noqa: S704 - the template escapes


def reference_list(  # noqa: PLR0913 - of whose the list is, and what it is called
    site: Site,
    templates: Templates,
    path: str,
    keys: Iterable[str],
    *,
    record: Companion | None = None,
    title: str = "references",
) -> str:
    """The list of `keys` for the page at `path`, as Markdown; empty where none of them is known.

    Of a `record`, references stand as it prints them, under what is to be said of the list. `title` is the name of the
    heading's text, and the heading's id.

    The links to reference pages are Markdown, since builders do not agree on relative addresses in raw HTML; that is
    why the list is printed as text that is safe in running Markdown.
    """
    entries = tuple(_items(site, templates, path, keys, record.printed_references if record else {}))
    if not entries:
        return ""
    return templates.inline.get_template("page-references.md.j2").render(
        t=site.texts, entries=entries, note=record.references_note if record else "", title=title
    )
