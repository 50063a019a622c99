"""The page of the glossary, and the explanations that the text's abbreviations carry on every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from litreview.model.folding import folded
from litreview.model.glossary import Glossary
from litreview.pages.environment import Templates, in_html
from litreview.pages.frontmatter import front_matter, head_text, split_front_matter
from litreview.pages.site import Page, Site
from litreview.pages.stems import GRAMMAR

GLOSSARY_PATH = "glossary/index.md"
#: What Python-Markdown's `abbr` cannot take in a term.
_UNUSABLE = re.compile(r"[\\\]\[\n]")
#: Where an expansion begins to explain.
_EXPLANATION: Final = re.compile(r"[,;(]")
#: What of a page's Markdown and HTML is no running text: headings, what readers copy, links, code, drawings, tags,
#: and attributes.
_NO_TEXT: Final = (
    r"^#.*?$|<p class=\"csl-text\">.*?</p>"
    r"|<(?P<element>a|abbr|button|code|h\d|pre|script|select|style|svg|textarea)\b.*?</(?P=element)>|<[^>]*>"
    r"|\]\([^)]*\)|\{[^}]*\}"
)


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


def abbreviations(site: Site, text: str) -> str:
    """Definitions, in the syntax of the extension `abbr`, of the terms that a page's text uses."""
    glossary = site.library.glossary
    lines = [
        f"*[{term.abbreviation}]: {' '.join(term.expansion.split())}"
        for term in (glossary.terms if glossary else ())
        if term.abbreviation in text and not _UNUSABLE.search(term.abbreviation)
    ]
    return "\n".join(["", *lines, ""]) if lines else ""


def explained(glossary: Glossary | None) -> Callable[[str], str]:
    """What explains the glossary's terms in the HTML of a generated page, which Python-Markdown leaves as it is."""
    terms = {
        str(in_html(term.abbreviation)): in_html(" ".join(term.expansion.split()))
        for term in (glossary.terms if glossary else ())
        if term.abbreviation and not _UNUSABLE.search(term.abbreviation)
    }
    if not terms:
        return str
    longest_first = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    # An escaped character is skipped as a whole, after the terms that hold one.
    pattern = re.compile(rf"{_NO_TEXT}|(?<![\w&#])(?P<term>{longest_first})(?!\w)|&#?\w+;", re.DOTALL | re.MULTILINE)

    def explain(match: re.Match[str]) -> str:
        term = match["term"]
        return f'<abbr title="{terms[term]}">{term}</abbr>' if term else match[0]

    def page(source: str) -> str:
        body = split_front_matter(source).body
        return source.removesuffix(body) + pattern.sub(explain, body)

    return page
