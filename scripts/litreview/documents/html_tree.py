"""HTML as a tree of elements: what builders' Markdown gives, well-formed or not, so that it can be looked through.

Browsers mend what authors write by rules that fill a book; here an element ends where its end tag stands, or where that
of an element around it stands, which is all that the output of Markdown needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element

from litreview.model.text import without_control

#: Elements that have no content and no end tag (HTML Living Standard, 13.1.2).
VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
#: Elements whose content is no text of the page.
_DROPPED: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object"})
#: Elements that end one of their own kind before them, where nobody has closed it.
_SIBLINGS: Final = {"li": {"ul", "ol"}, "p": set(), "td": {"tr"}, "th": {"tr"}, "tr": {"table", "tbody", "thead"}}
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*\Z")
#: Elements in elements, above which all stands beside each other: no page needs as many.
_DEEPEST: Final = 150
#: Names of SVG that HTML's parsers hand over in small letters.
_CASED: Final = {
    name.lower(): name
    for name in ("viewBox", "preserveAspectRatio", "markerWidth", "markerHeight", "refX", "refY", "textLength")
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open = [self.root]
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        if self._dropped:
            return
        if tag in _SIBLINGS and self._open[-1].tag == tag and tag != "tr":
            self._open.pop()
        own = {
            _CASED.get(name, name): without_control(value or "")
            for name, value in attrs
            if _NAME.match(name) and not name.startswith("on")
        }
        element = Element(tag if _NAME.match(tag) else "span", own)
        self._open[-1].append(element)
        if tag not in VOID and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
            return
        if self._dropped:
            return
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            add_text(self._open[-1], without_control(data))


def parse_html(html: str) -> Element:
    """A piece of HTML as a `div` with all of it; scripts, styles and handlers of events are not among it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def add_text(parent: Element, text: str) -> None:
    """Text at the end of an element's content."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def remove(parent: Element, child: Element) -> None:
    """Take an element out, and leave the text behind it."""
    place = list(parent).index(child)
    tail = child.tail or ""
    parent.remove(child)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def words(element: Element) -> str:
    """The text inside of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each element with its parent, the innermost first, so that a child may be taken out."""
    found = [(parent, child) for parent in root.iter() for child in parent]
    yield from reversed(found)


def to_html(element: Element, *, outer: bool = True) -> str:
    """An element as HTML; without `outer` its content alone."""
    parts: list[str] = []
    _write(element, parts, outer=outer)
    return "".join(parts)


def _write(element: Element, parts: list[str], *, outer: bool) -> None:
    if outer:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
        parts.append(f"<{element.tag}{attributes}>")
    parts.append(escape(element.text or "", quote=False))
    for child in element:
        _write(child, parts, outer=True)
        parts.append(escape(child.tail or "", quote=False))
    if outer and element.tag not in VOID:
        parts.append(f"</{element.tag}>")
