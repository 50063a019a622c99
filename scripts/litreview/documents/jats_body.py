"""The sections of a document as the body of a JATS article (ANSI/NISO Z39.96-2015, version 1.1).

What JATS has no place for inside of another element stands in a paragraph there, which may hold nearly all. Drawings
are left out: each figure has the same in a table or in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from litreview.documents.html_tree import add_text, classes, words
from litreview.documents.manuscript import Section

XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_INLINE: Final = {
    "em": "italic", "i": "italic", "cite": "italic", "var": "italic", "dfn": "italic",
    "strong": "bold", "b": "bold", "sup": "sup", "sub": "sub", "u": "underline", "ins": "underline",
    "s": "strike", "del": "strike", "code": "monospace", "kbd": "monospace", "samp": "monospace", "tt": "monospace",
}  # fmt: skip
_BLOCKS: Final = frozenset(
    "p ul ol dl table figure blockquote pre div section article aside header footer hr h1 h2 h3 h4 h5 h6".split()
)
_HEADING: Final = re.compile(r"h([1-6])\Z")
_LINKS: Final = frozenset({"xref", "ext-link"})
_SPANS: Final = ("colspan", "rowspan", "scope")
_NUMBER: Final = re.compile(r"[1-9]\d{0,3}\Z")
#: What may stand in an item of a list beside paragraphs.
_IN_ITEM: Final = frozenset({"p", "list", "def-list"})


def body_of(sections: Sequence[Section], references: Collection[str]) -> Element:
    """The body of the article.

    Args:
        sections: The sections, whose headings begin at `h3`.
        references: The ids of the references that links lead to.
    """
    body = Element("body")
    for section in sections:
        outer = SubElement(body, "sec", {"id": section.id})
        SubElement(outer, "title").text = section.title
        _fill(outer, list(_flow(section.content)))
    known = {element.get("id", "") for element in body.iter()} | set(references)
    for element in list(body.iter()):
        if element.tag in _LINKS:
            for inner in [one for one in element.iter() if one.tag in _LINKS and one is not element]:
                _unlink(inner)
        if element.tag == "xref" and element.get("rid") not in known:
            _unlink(element)
    return body


def _unlink(element: Element) -> None:
    """Make plain words of a link that leads nowhere, or stands in another one."""
    element.tag = "named-content"
    element.attrib = {"content-type": "link"}


@dataclass(slots=True)
class _Heading:
    level: int
    id: str
    title: Element


def _fill(section: Element, flow: Iterable[_Heading | Element]) -> None:
    """Put blocks into a section, and those under a heading into a section of their own."""
    inside: list[tuple[int, Element]] = [(0, section)]
    for item in flow:
        if isinstance(item, _Heading):
            while inside[-1][0] >= item.level:
                inside.pop()
            sec = SubElement(inside[-1][1], "sec", {"id": item.id} if item.id else {})
            sec.append(item.title)
            inside.append((item.level, sec))
        else:
            inside[-1][1].append(item)


@dataclass(slots=True)
class _Paragraph:
    """Text and inline elements that stand outside of any paragraph, which become one."""

    element: Element = field(default_factory=lambda: Element("p"))

    def taken(self) -> Iterator[Element]:
        if len(self.element) or (self.element.text or "").strip():
            yield self.element
        self.element = Element("p")


def _flow(parent: Element) -> Iterator[_Heading | Element]:
    """The content of an element as blocks in their order."""
    loose = _Paragraph()
    add_text(loose.element, parent.text or "")
    for child in parent:
        if child.tag in _BLOCKS:
            yield from loose.taken()
            yield from _block(child)
        else:
            _inline(child, loose.element)
        add_text(loose.element, child.tail or "")
    yield from loose.taken()


def _block(element: Element) -> Iterator[_Heading | Element]:
    heading = _HEADING.match(element.tag)
    if heading:
        yield _Heading(int(heading[1]), element.get("id", ""), inline_text(element, "title"))
    elif element.tag in _MAKERS:
        yield from _MAKERS[element.tag](element)
    elif "admonition" in classes(element):
        yield _box(element, element.find("p[@class='admonition-title']"))
    elif element.tag != "hr":
        yield from _flow(element)


def _paragraph(element: Element) -> Iterator[Element]:
    made = inline_text(element, "p")
    if len(made) or (made.text or "").strip():
        yield made


def _quotation(element: Element) -> Iterator[Element]:
    yield _holder("disp-quote", list(_blocks(element)))


def _code(element: Element) -> Iterator[Element]:
    made = Element("preformat", {"preformat-type": "code"})
    made.text = "".join(element.itertext())
    yield made


def _blocks(element: Element) -> Iterator[Element]:
    """The blocks of an element in which no section can begin: its headings are paragraphs in bold."""
    for item in _flow(element):
        if isinstance(item, _Heading):
            paragraph = Element("p")
            item.title.tag = "bold"
            paragraph.append(item.title)
            yield paragraph
        else:
            yield item


def _identified(tag: str, element: Element) -> Element:
    own = element.get("id", "")
    return Element(tag, {"id": own} if own else {})


def _holder(tag: str, blocks: Sequence[Element], allowed: Collection[str] = ()) -> Element:
    """An element with blocks, those that it must not hold itself in paragraphs."""
    made = Element(tag)
    _hold(made, blocks, allowed)
    return made


def _hold(made: Element, blocks: Iterable[Element], allowed: Collection[str]) -> None:
    for block in blocks:
        if allowed and block.tag not in allowed:
            SubElement(made, "p").append(block)
        else:
            made.append(block)


def _list(element: Element) -> Iterator[Element]:
    made = _identified("list", element)
    made.set("list-type", "order" if element.tag == "ol" else "bullet")
    for item in element:
        if item.tag == "li" and (blocks := list(_blocks(item))):
            own = _identified("list-item", item)
            _hold(own, blocks, _IN_ITEM)
            made.append(own)
    if len(made):
        yield made


def _definitions(element: Element) -> Iterator[Element]:
    made = _identified("def-list", element)
    entries = [child for part in element for child in (part if part.tag == "div" else (part,))]
    for child in entries:
        if child.tag == "dt":
            entry = SubElement(made, "def-item")
            entry.append(inline_text(child, "term"))
        elif child.tag == "dd" and len(made) and (blocks := list(_blocks(child))):
            # A definition holds paragraphs alone.
            made[-1].append(_holder("def", blocks, {"p"}))
    if len(made):
        yield made


def _box(element: Element, title: Element | None) -> Element:
    box = _identified("boxed-text", element)
    if title is not None:
        caption = SubElement(box, "caption")
        caption.append(inline_text(title, "title"))
    rest = Element("div")
    rest.text = element.text
    rest.extend(child for child in element if child is not title)
    _hold(box, _blocks(rest), ())
    return box


def _figure(element: Element) -> Iterator[Element]:
    """A figure: its tables under its caption with what is said of them below, or its text in a box."""
    caption = next(element.iter("figcaption"), None)
    said = words(caption) if caption is not None else ""
    blocks = [block for block in _blocks(element) if not said or words(block) != said]
    tables = [table for block in blocks if block.tag == "table-wrap" for table in block.findall("table")]
    made = _identified("table-wrap" if tables else "boxed-text", element)
    if caption is not None:
        SubElement(made, "caption").append(inline_text(caption, "title"))
    made.extend(tables)
    rest = [block for block in blocks if block.tag != "table-wrap"]
    if tables and rest:
        _hold(SubElement(made, "table-wrap-foot"), rest, {"p"})
    elif not tables:
        _hold(made, rest, ())
    if len(made):
        yield made


def _table_alone(element: Element) -> Iterator[Element]:
    """A table that stands in no figure."""
    table = _table(element)
    if table is None:
        return
    wrap = Element("table-wrap")
    caption = element.find("caption")
    if caption is not None:
        SubElement(wrap, "caption").append(inline_text(caption, "title"))
    wrap.append(table)
    yield wrap


def _table(element: Element) -> Element | None:
    """A table without its drawings; None where nothing is left."""
    made = _identified("table", element)
    groups = [child for child in element if child.tag in ("thead", "tfoot", "tbody")]
    # In XHTML's order the foot comes before the body.
    for group in sorted(groups, key=lambda child: ("thead", "tfoot", "tbody").index(child.tag)):
        _rows(group, SubElement(made, group.tag))
    if not groups:
        _rows(element, SubElement(made, "tbody"))
    for group in list(made):
        if not len(group):
            made.remove(group)
    if made.find("tbody") is None:
        for group in made:
            group.tag = "tbody"
    return made if len(made) else None


def _rows(group: Element, made: Element) -> None:
    for row in group.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th") and "is-plot" not in classes(cell)]
        if "figure-axis" in classes(row) or not cells:
            continue
        own = _identified("tr", row)
        for cell in cells:
            own.append(_cell(cell))
        made.append(own)


def _cell(cell: Element) -> Element:
    """A cell, whose blocks are paragraphs and lists."""
    spans = {name: value for name in _SPANS if (value := cell.get(name, ""))}
    spans = {name: value for name, value in spans.items() if name == "scope" or _NUMBER.match(value)}
    made = _identified(cell.tag, cell)
    made.attrib |= spans
    if any(child.tag in _BLOCKS for child in cell):
        _hold(made, _blocks(cell), {"p", "list", "def-list"})
    else:
        _inline_content(cell, made)
    return made


def inline_text(element: Element, tag: str) -> Element:
    """The inline content of an element in one of JATS."""
    made = Element(tag)
    if tag == "p" and element.get("id"):
        made.set("id", element.get("id", ""))
    _inline_content(element, made)
    return made


def _inline_content(element: Element, made: Element) -> None:
    add_text(made, element.text or "")
    for child in element:
        _inline(child, made)
        add_text(made, child.tail or "")


def _inline(element: Element, made: Element) -> None:
    """Add an inline element to what is made, without its tail."""
    tag = element.tag
    if tag in ("svg", "math", "canvas"):
        return
    if tag == "br":
        add_text(made, " ")
        return
    if tag == "img":
        graphic = SubElement(made, "inline-graphic", {XLINK: element.get("src", "")})
        if element.get("alt"):
            SubElement(graphic, "alt-text").text = element.get("alt")
        return
    href = element.get("href", "") if tag == "a" else ""
    if href.startswith("#") and made.tag != "xref":
        kind = "bibr" if href.startswith("#R") else "sec"
        inner = SubElement(made, "xref", {"ref-type": kind, "rid": href[1:]})
    elif href and made.tag not in ("xref", "ext-link"):
        inner = SubElement(made, "ext-link", {"ext-link-type": "uri", XLINK: href})
    elif tag in _INLINE:
        inner = SubElement(made, _INLINE[tag])
    else:
        if tag in _BLOCKS or tag in ("li", "dt", "dd", "td", "th", "tr"):
            add_text(made, " ")
        _inline_content(element, made)
        return
    _inline_content(element, inner)


#: What becomes of each element that is a block.
_MAKERS: Final[Mapping[str, Callable[[Element], Iterator[Element]]]] = MappingProxyType(
    {
        "p": _paragraph,
        "ul": _list,
        "ol": _list,
        "dl": _definitions,
        "table": _table_alone,
        "figure": _figure,
        "blockquote": _quotation,
        "pre": _code,
    }
)
