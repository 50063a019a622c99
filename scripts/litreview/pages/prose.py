"""The author's hand-written pages: read from docs/, and completed with their list of references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from posixpath import basename
from typing import Any

import yaml

from litreview.cite.site import ProsePage
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.model.source_map import SourceMap
from litreview.pages.environment import Templates
from litreview.pages.frontmatter import Split, completed, head_text, shorten, split_front_matter
from litreview.pages.glossary import GLOSSARY_PATH, glossary_page
from litreview.pages.head import page_head
from litreview.pages.lists import reference_list
from litreview.pages.page_facts import with_facts
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.site import Site
from litreview.pages.terms import Explainer
from litreview.read.sources import SourceFile
from litreview.read.yaml import load_known, read_yaml

_HEADING = re.compile(r"^#[ \t]++(.*?[^ \t\n#])[ \t]*+#*+[ \t]*+(?:\{[^{}\n]*+\}[ \t]*+)?$", re.MULTILINE)
_CITATION = re.compile(r"(?:(?<!\s)\s+)?\[[^\]\[@]*@[^\]\[]*\]")
_TAG = re.compile(r"<[^<>\n]*>")
_INLINE = re.compile(r"!?\[([^\[\]]*)\]\([^)\n]{0,1000}\)|[*_`]+")
_PARAGRAPH = re.compile(r"^[A-Za-z\"“‘(*_\[][^\n]*(?:\n(?![ \t]*\n)[^\n]+)*", re.MULTILINE)


_RULE = "front-matter"
#: What the theme prints as it stands, or looks up by its name.
_TEXTS = ("title", "description", "template")


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A Markdown file of the author's, by its path below docs/, in its parts."""

    path: str
    file: str
    title: str
    split: Split
    meta: Mapping[str, Any]
    #: The page with its figures and values, where it has any.
    rewritten: SourceMap | None = None

    @property
    def prose(self) -> ProsePage:
        """What is looked through for citations."""
        return ProsePage(self.path, self.body, self.split.lines, self.file, self.rewritten)

    @property
    def heading(self) -> str:
        """What stands above it: its first heading, else its title."""
        return _heading(self.split.body) or self.title

    @property
    def body(self) -> str:
        """The text, its figures and values included."""
        return self.rewritten.text if self.rewritten else self.split.body


def read_page(path: str, file: str, source: str) -> tuple[HandWritten, tuple[Diagnostic, ...]]:
    """A hand-written page, and what is wrong with its front matter (which is then taken as empty)."""
    split = split_front_matter(source)
    meta, found = _read_front_matter(file, split.yaml)
    title = meta.get("title") or _heading(split.body) or basename(path).removesuffix(".md")
    return HandWritten(path, file, str(title), split, meta), found


def _read_front_matter(file: str, source: str) -> tuple[Mapping[str, Any], tuple[Diagnostic, ...]]:
    """What the builder will read, looked through first: it stops at what it cannot use, or never comes to an end."""
    # The fence before it as an empty line, so that places are those in the file.
    document = read_yaml(SourceFile(file, f"\n{source}".encode()))
    found = [replace(diagnostic, rule=_RULE) for diagnostic in document.diagnostics]
    if not found and document.value is not None and not isinstance(document.value, Mapping):
        found.append(Diagnostic(Severity.ERROR, _RULE, Position(file, 2), "the front matter holds no names and values"))
    if found:
        return {}, tuple(found)
    found.extend(
        Diagnostic(Severity.ERROR, _RULE, document.place((name,)), f"`{name}` has to be a text")
        for name in _TEXTS
        if isinstance((document.value or {}).get(name), Mapping | list)
    )
    try:
        meta = yaml.safe_load(source) or {}
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # a date that is none, for example
        message = f"the front matter cannot be read: {getattr(error, 'problem', None) or error}"
        found.append(Diagnostic(Severity.ERROR, _RULE, Position(file, 2), message))
    return ({} if found else meta), tuple(found)


def _heading(body: str) -> str:
    """The first heading of a page, without its marks."""
    found = _HEADING.search(body)
    return _plain(found[1]) if found else ""


def _plain(markdown: str) -> str:
    """Markdown without its marks, near enough for a description."""
    return " ".join(_TAG.sub("", _INLINE.sub(lambda m: m[1] or "", _CITATION.sub("", markdown))).split())


def _description(page: HandWritten) -> str:
    paragraph = _PARAGRAPH.search(page.body)
    return shorten(_plain(paragraph[0])) if paragraph else page.title


def explained_pages(
    site: Site,
    templates: Templates,
    pages: Mapping[str, HandWritten],
    generated: Mapping[str, str],
    titles: Mapping[str, str],
) -> dict[str, str]:
    """The Markdown of all pages that are read, with the glossary's terms explained, and of the glossary.

    Args:
        site: The site.
        templates: The page templates.
        pages: The author's pages, which stand in for generated ones of the same path.
        generated: The Markdown of generated pages.
        titles: The titles of pages; in this order the glossary names those that use a term.
    """
    explain = Explainer(site.library.glossary)
    found = {path: explain.page(source) for path, source in generated.items() if path != GLOSSARY_PATH}
    for cited in site.cited.pages:
        text, used = explain.body(cited.source)
        page = pages[cited.path]
        if cited.path != RECORD_PATH:
            text = with_facts(site, text, page.split.body, page.meta)
        references = reference_list(site, templates, cited.path, cited.keys)
        written = f"---\n{page.split.yaml}---\n{text.rstrip()}\n{references}"
        described = {} if page.meta.get("description") else {"description": head_text(_description(page))}
        found[cited.path] = completed(written, described), used
    uses: dict[str, list[tuple[str, str]]] = {}
    for path in dict.fromkeys((*titles, *found)):
        for term in found[path][1] if path in found else ():
            uses.setdefault(term, []).append((path, titles.get(path, site.settings.name)))
    glossary = glossary_page(site, templates, uses)
    made = {} if glossary is None else {GLOSSARY_PATH: glossary.source}
    made |= {path: source for path, (source, _) in found.items()}
    return {path: _with_head(site, path, source, titles) for path, source in made.items()}


def _with_head(site: Site, path: str, source: str, titles: Mapping[str, str]) -> str:
    """A page with the tags for its head, unless it has its own."""
    meta = load_known(split_front_matter(source).yaml) or {}
    title = titles.get(path) or unescape(str(meta.get("title", "")))
    return completed(source, {"head": page_head(site, path, title, unescape(str(meta.get("description") or "")))})
