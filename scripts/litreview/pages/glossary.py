"""The page of the glossary, and the explanations that the text's abbreviations carry on every page."""

from __future__ import annotations

import re

from litreview.pages.environment import Templates
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.site import Page, Site

GLOSSARY_PATH = "glossary/index.md"
#: What Python-Markdown's `abbr` cannot take in a term.
_UNUSABLE = re.compile(r"[\\\]\[\n]")


def glossary_page(site: Site, templates: Templates) -> Page | None:
    """The abbreviations in alphabetical order, or nothing where the review has no glossary."""
    glossary = site.library.glossary
    if glossary is None:
        return None
    title = site.texts("glossary")
    terms = sorted(glossary.terms, key=lambda term: term.abbreviation.casefold())
    body = templates.block.get_template("glossary.md.j2").render(t=site.texts, title=title, terms=terms)
    head = {"title": head_text(title), "description": head_text(site.texts("description_glossary"))}
    return Page(GLOSSARY_PATH, front_matter(head) + body)


def abbreviations(site: Site, text: str) -> str:
    """Definitions, in the syntax of the extension `abbr`, of the terms that a page's text uses."""
    glossary = site.library.glossary
    lines = [
        f"*[{term.abbreviation}]: {' '.join(term.expansion.split())}"
        for term in (glossary.terms if glossary else ())
        if term.abbreviation in text and not _UNUSABLE.search(term.abbreviation)
    ]
    return "\n".join(["", *lines, ""]) if lines else ""
