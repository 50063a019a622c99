"""The page of the glossary: every abbreviation by its letter, with what it means and the pages that use it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from litreview.cite.collation import collated
from litreview.model.folding import folded
from litreview.model.glossary import Glossary, Term
from litreview.pages.addresses import link
from litreview.pages.environment import Templates
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.site import Page, Site
from litreview.pages.stems import GRAMMAR

GLOSSARY_PATH = "glossary/index.md"
#: Where an expansion begins to explain.
_EXPLANATION: Final = re.compile(r"[,;(]")
_NO_NAME: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Use:
    """A page that uses a term."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term with the name of its place on the page."""

    term: Term
    anchor: str
    uses: tuple[_Use, ...]


def glossary_page(
    site: Site, templates: Templates, uses: Mapping[str, Sequence[tuple[str, str]]] | None = None
) -> Page | None:
    """The abbreviations in alphabetical order, or nothing where the review has no glossary.

    Args:
        site: The site.
        templates: Its templates.
        uses: By abbreviation, the path and title of each page that uses it.
    """
    glossary = site.library.glossary
    if glossary is None:
        return None
    title = site.texts("glossary")
    directory_urls = site.settings.directory_urls
    entries: list[_Entry] = []
    taken: set[str] = set()
    for term in sorted(glossary.terms, key=lambda term: (_letter(term), collated(term.abbreviation))):
        pages = tuple(
            _Use(name, link(GLOSSARY_PATH, path, directory_urls=directory_urls))
            for path, name in (uses or {}).get(term.abbreviation, ())
        )
        entries.append(_Entry(term, _anchor(term, taken), pages))
    letters = [(letter, tuple(group)) for letter, group in groupby(entries, key=lambda entry: _letter(entry.term))]
    body = templates.block.get_template("glossary.md.j2").render(t=site.texts, title=title, letters=letters)
    head = {"title": head_text(title), "description": head_text(site.texts("description_glossary"))}
    return Page(GLOSSARY_PATH, front_matter(head) + body)


def other_names(glossary: Glossary | None) -> list[list[str]]:
    """The names of one thing together, for the search: abbreviation, what it stands for, and its other names.

    What explains a name (“CD19, a surface protein”) is none. An abbreviation that is a word of grammar (“ALL”) would
    be found in every sentence.
    """
    groups = []
    for term in glossary.terms if glossary else ():
        names = (term.abbreviation, _EXPLANATION.split(term.expansion)[0].strip(), *term.also)
        told = {folded(name): name for name in names if name and folded(name) not in GRAMMAR}
        if len(told) > 1:
            groups.append(list(told.values()))
    return groups


def _letter(term: Term) -> str:
    """The letter that a term stands under; figures and signs stand together, before all letters."""
    first = collated(term.abbreviation)[:1].upper()
    return first if first.isalpha() else "#"


def _anchor(term: Term, taken: set[str]) -> str:
    """A name for a term's place, of its own also where two terms differ in signs or capitals alone."""
    name = _NO_NAME.sub("-", term.abbreviation.lower()).strip("-") or "term"
    anchor, number = f"term-{name}", 2
    while anchor in taken:
        anchor, number = f"term-{name}-{number}", number + 1
    taken.add(anchor)
    return anchor
