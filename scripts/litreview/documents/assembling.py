"""Pages of a site become sections of one document: ids of their own, links inside of it, nothing for screens only."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from litreview.documents.html_tree import classes, pairs, parse_html, remove
from litreview.documents.manuscript import Section
from litreview.pages.addresses import page_url

#: What only a screen has a use for.
_SCREEN: Final = frozenset(
    ("headerlink", "figure-tools", "copy-button", "cite-open", "sort-button", "figure-filter", "footnote-backref")
)
_CONTROLS: Final = frozenset({"button", "input", "select", "textarea"})
#: Remarks that the style sheet of the site sets apart from what they stand behind.
_APART: Final = frozenset({"row-remark", "certainty-reason"})
#: Attributes that say nothing on paper.
_ATTRIBUTES: Final = frozenset({"tabindex", "role", "markdown", "style", "contenteditable", "focusable"})
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED: Final = ("http:", "https:", "mailto:")
_HEADING: Final = re.compile(r"h([1-6])\Z")
#: Ids of XML begin with a letter and hold neither blanks nor colons.
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the site's Markdown gives it: its path, its title, and its HTML."""

    path: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Targets:
    """Where links of a document may lead: references by the anchor and by the path of their page, and the site."""

    anchors: Mapping[str, str]
    pages: Mapping[str, str]
    #: The site's address, or nothing where that is not known.
    url: str = ""
    directory_urls: bool = True
    #: The content of a picture of the author's as a `data:` address, by its path below docs/; nothing if there is none.
    picture: Callable[[str], str] = field(default=lambda _path: "")


def assemble(pages: Sequence[RawPage], targets: Targets) -> tuple[Section, ...]:
    """The pages as sections, in their order."""
    trees = [parse_html(page.html) for page in pages]
    sections = {page.path: f"S{number}" for number, page in enumerate(pages, 1)}
    ids = {page.path: _ids(tree, sections[page.path]) for page, tree in zip(pages, trees, strict=True)}
    for page, tree in zip(pages, trees, strict=True):
        _clean(tree)
        _identify(tree, ids[page.path])
        _lead(tree, _Links(page.path, sections, ids, targets))
    return tuple(Section(sections[page.path], page.title, tree) for page, tree in zip(pages, trees, strict=True))


def _ids(tree: Element, section: str) -> dict[str, str]:
    """New ids by the old ones."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for element in tree.iter():
        old = element.get("id")
        if old and old not in found:
            new = f"{section}-{_UNSAFE.sub('-', old)}"
            if new in taken:
                new = f"{new}-{len(taken)}"
            taken.add(new)
            found[old] = new
    return found


def _clean(tree: Element) -> None:
    """Take out what is for screens, open what is folded, put headings below the section's own."""
    title = next(tree.iter("h1"), None)
    for parent, child in pairs(tree):
        # The title stands before the section.
        if child is title or child.tag in _CONTROLS or _SCREEN & set(classes(child)):
            remove(parent, child)
    for element in tree.iter():
        for name in _ATTRIBUTES & element.attrib.keys():
            del element.attrib[name]
        if heading := _HEADING.match(element.tag):
            element.tag = f"h{min(int(heading[1]) + 1, _DEEPEST)}"
        elif element.tag == "details":
            element.tag = "div"
            element.attrib.pop("open", None)
            element.set("class", f"{element.get('class', '')} admonition".strip())
        elif element.tag == "summary":
            element.tag = "p"
            element.set("class", "admonition-title")
        elif _APART & set(classes(element)):
            element.text = f" – {element.text or ''}"
        elif element.tag in ("label", "form"):
            element.tag = "span" if element.tag == "label" else "div"


def _identify(tree: Element, ids: Mapping[str, str]) -> None:
    seen: set[str] = set()
    for element in tree.iter():
        for name in ("aria-labelledby", "aria-describedby", "headers", "for"):
            element.attrib.pop(name, None)
        old = element.attrib.pop("id", "")
        if old and old not in seen:
            seen.add(old)
            element.set("id", ids[old])


@dataclass(frozen=True, slots=True)
class _Links:
    """How the links of one page are to be read."""

    path: str
    sections: Mapping[str, str]
    ids: Mapping[str, Mapping[str, str]]
    targets: Targets

    def resolve(self, href: str) -> str:
        """Where a link leads in the document or outside of it; nothing where it leads nowhere."""
        scheme = _SCHEME.match(href)
        if scheme:
            return href if scheme[0].casefold() in _ALLOWED else ""
        address, _, fragment = href.partition("#")
        fragment = unquote(fragment)
        if not address:
            return self._inside(self.path, fragment)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(address)))
        if path in self.sections:
            return self._inside(path, fragment) or f"#{self.sections[path]}"
        if path in self.targets.pages:
            return f"#{self.targets.pages[path]}"
        if not self.targets.url or path.startswith(".."):
            return ""
        there = page_url(path, directory_urls=self.targets.directory_urls)
        return f"{self.targets.url}{there}{f'#{fragment}' if fragment else ''}"

    def _inside(self, path: str, fragment: str) -> str:
        if path == self.path and fragment in self.targets.anchors:
            return f"#{self.targets.anchors[fragment]}"
        found = self.ids[path].get(fragment, "")
        return f"#{found}" if found else ""

    def picture(self, source: str) -> str:
        """A picture inside of the document; nothing where it is none of the review's files."""
        if source.startswith("data:image/"):
            return source
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(source.partition("#")[0])))
        return self.targets.picture(path)


def _lead(tree: Element, links: _Links) -> None:
    for parent, child in pairs(tree):
        if child.tag == "a":
            href = child.get("href", "")
            target = links.resolve(href) if href else ""
            child.attrib.pop("target", None)
            if target and (child.text or len(child)):
                child.set("href", target)
            elif target:
                remove(parent, child)  # what a range of numbers leaves out
            else:
                child.tag = "span"
                child.attrib.pop("href", None)
        elif child.tag == "img":
            picture = links.picture(child.get("src", ""))
            if picture:
                child.set("src", picture)
            else:
                child.tag = "span"
                child.text = child.get("alt", "")
                child.attrib.clear()
        elif child.tag in ("video", "audio", "source", "track", "embed", "link", "meta"):
            remove(parent, child)
