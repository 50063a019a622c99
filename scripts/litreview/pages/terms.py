"""The glossary's terms in the text of a page: each explained once a section, where it is a term and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from litreview.cite.escape import inert_attribute
from litreview.model.glossary import Glossary
from litreview.pages.environment import in_html
from litreview.pages.frontmatter import split_front_matter

#: What `<abbr>` in a line of Markdown could not hold.
_UNUSABLE: Final = re.compile(r"[\\\]\[\n]")
#: Elements that hold no running text, or whose text is a name, a heading or an address.
_NO_TEXT: Final = frozenset(
    {
        "a",
        "abbr",
        "button",
        "code",
        "dfn",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "kbd",
        "label",
        "math",
        "pre",
        "samp",
    }
    | {"script", "select", "style", "summary", "svg", "template", "textarea", "title"}
)
#: Elements of ours that hold names, formatted references, addresses and keywords.
_NO_TERMS: Final = frozenset(
    {
        "authors",
        "citation",
        "cite-style",
        "csl-entry",
        "csl-text",
        "datum-sources",
        "figure-sources",
        "identifiers",
        "record-affiliation",
    }
    | {"record-authors", "record-companion", "record-identifiers", "record-journal", "record-keywords", "record-source"}
    | {"reference-brief", "reference-facts", "reference-lead", "reference-list", "references", "registration"}
    | {"report-name", "study-name", "arithmatex"}
)
_VOID: Final = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
#: A term begins to be new again here.
_SECTIONS: Final = frozenset({"h1", "h2", "h3"})
#: What is passed over whole. Indented lines are code, or parts of lists and admonitions; only the last are looked into.
_PASSED: Final = r"""
    ^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ ]{0,3}(?P=fence)[`~]*[ \t]*$   # a block of code
  | ^[ ]{0,3}(?P<heading>\#{1,6})[^\n]*$
  | ^(?:[ ]{0,3}(?:!!!|\?\?\?\+?|===)[ ][^\n]*)$                         # the title of an admonition or tab
  | ^[ ]{0,3}(?:\*\[[^\]\n]{1,200}\]|\[(?!\^)[^\]\n]{1,200}\]):[^\n]*$    # a definition of an abbreviation or a link
  | (?P<ticks>`+)(?!`)(?:[^\n]|\n(?!\s*\n)){1,500}?(?<!`)(?P=ticks)(?!`)
  | !?\[[^\]\[]{0,500}\](?:\([^)]{0,1000}\)|\[[^\]]{0,200}\])       # a link, an image
  | \$[^$\n]{1,500}\$ | \\\([^\n]{1,500}?\\\)
  | \{[^}\n]{0,500}\}
  | https?://[^\s<>]+ | [\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}
  | <!--.*?-->
  | <(?P<slash>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+)>
"""
_CLASS: Final = re.compile(r"""\sclass\s*=\s*["']?([^"'>]*)""")
#: A surname before, and what follows initials: "Patel PR, Siddiqi T", "Patel PR et al".
_SURNAME: Final = re.compile(r"(?:^|[\s>(])(?=[A-Z]\w*[a-z])[A-Z][\w'’-]*+\s\Z")
_INITIALS: Final = re.compile(r"[A-Z]{1,3}")
_AFTER_INITIALS: Final = re.compile(
    r"[ \t]*+(?:[,;]\s*+[A-Z][\w'’-]++\s[A-Z]{1,3}\b|,?\s*+et\sal|[.;:]?[ \t]*+(?:</|\Z|\n))"
)
_INDENTED: Final = re.compile(r"(?: {4}|\t)")
_ADMONITION: Final = re.compile(r" {0,3}(?:!!!|\?\?\?\+?) ")


class Explainer:
    """Explains the terms of a glossary in pages, in their Markdown and in the HTML that stands in it."""

    def __init__(self, glossary: Glossary | None) -> None:
        self._terms = {
            str(in_html(term.abbreviation)): term
            for term in (glossary.terms if glossary else ())
            if term.abbreviation and not _UNUSABLE.search(term.abbreviation)
        }
        longest_first = "|".join(re.escape(term) for term in sorted(self._terms, key=len, reverse=True))
        # An escaped character is skipped as a whole, after the terms that hold one.
        self._pattern = re.compile(
            rf"(?:{_PASSED})|(?<![\w&\#])(?P<term>{longest_first})(?!\w)|&\#?\w+;",
            re.DOTALL | re.MULTILINE | re.VERBOSE,
        )

    def __bool__(self) -> bool:
        return bool(self._terms)

    def page(self, source: str) -> tuple[str, frozenset[str]]:
        """A page's source with its terms explained, and the abbreviations of those that it uses."""
        body = split_front_matter(source).body
        explained, used = self.body(body)
        return source.removesuffix(body) + explained, used

    def body(self, text: str) -> tuple[str, frozenset[str]]:
        """The same of a text without front matter."""
        if not any(term in text for term in self._terms):
            return text, frozenset()
        walk = _Walk(text, {term: entry.expansion for term, entry in self._terms.items()})
        explained = self._pattern.sub(walk.step, text)
        return explained, frozenset(self._terms[term].abbreviation for term in walk.used)


class _Walk:
    """One page from its first to its last character: which elements are open, and what its section has explained."""

    def __init__(self, text: str, expansions: Mapping[str, str]) -> None:
        self._text = text
        self._expansions = expansions
        self._open: list[tuple[str, bool]] = []
        self._silent = 0
        self._explained: set[str] = set()
        self._code = _code_lines(text)
        self.used: set[str] = set()

    def step(self, match: re.Match[str]) -> str:
        if match["term"]:
            return self._term(match)
        if match["heading"] and len(match["heading"]) <= len(_SECTIONS):
            self._explained.clear()
        if match["tag"]:
            self._tag(match["tag"].lower(), match)
        return match[0]

    def _tag(self, name: str, match: re.Match[str]) -> None:
        if name in _VOID or match["attributes"].endswith("/"):
            return
        if not match["slash"]:
            classes = _CLASS.search(match["attributes"])
            silent = name in _NO_TEXT or bool(classes and not _NO_TERMS.isdisjoint(classes[1].split()))
            self._open.append((name, silent))
            self._silent += silent
            if name in _SECTIONS:
                self._explained.clear()
        elif any(name == opened for opened, _ in self._open):
            while self._open:
                opened, silent = self._open.pop()
                self._silent -= silent
                if opened == name:
                    break

    def _term(self, match: re.Match[str]) -> str:
        term, start, end = match["term"], *match.span("term")
        if self._silent or self._is_code(start) or self._is_name(term, start, end):
            return match[0]
        self.used.add(term)
        if term in self._explained:
            return match[0]
        self._explained.add(term)
        expansion = inert_attribute(" ".join(self._expansions[term].split()))
        return f'<abbr title="{expansion}" tabindex="0">{term}</abbr>'

    def _is_code(self, start: int) -> bool:
        return not self._open and any(first <= start < last for first, last in self._code)

    def _is_name(self, term: str, start: int, end: int) -> bool:
        """Whether these are a person's initials."""
        before = self._text[max(0, start - 40) : start]
        return bool(
            _INITIALS.fullmatch(term) and _SURNAME.search(before) and _AFTER_INITIALS.match(self._text, end, end + 60)
        )


def _code_lines(text: str) -> Iterable[tuple[int, int]]:
    """Where lines are indented, but for those of admonitions: code, or parts of lists, which may hold some."""
    found = []
    place, within = 0, False
    for line in text.splitlines(keepends=True):
        if line.strip() and not _INDENTED.match(line):
            within = bool(_ADMONITION.match(line))
        elif line.strip() and not (within and not _INDENTED.match(line, 4)):
            found.append((place, place + len(line)))
        place += len(line)
    return found
