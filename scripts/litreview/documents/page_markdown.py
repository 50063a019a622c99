"""A page of the site as Markdown (CommonMark, with GitHub's tables): its words, links and tables, no controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from litreview.documents.html_tree import classes, parse_html

#: Elements that say nothing on paper; drawings have their table beside them.
_SILENT: Final = """
    svg button nav form input select textarea dialog script style template canvas video audio map
"""
_LEFT_OUT: Final = frozenset(_SILENT.split())
#: Links to a heading from itself, and marks beside numbers.
_LEFT_OUT_CLASSES: Final = frozenset(("headerlink", "evidence-mark", "md-source-file", "md-content__button"))
_PARTING: Final = """
    address article aside blockquote details dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header
    hr li main ol p pre section summary table ul
"""
_BLOCKS: Final = frozenset(_PARTING.split())
_MARKS: Final[Mapping[str, str]] = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SIGNS: Final = re.compile(r"[\\`*_\[\]]")
#: As character references, which every reader of Markdown knows.
_ANGLES: Final = re.compile(r"[<>]|&(?=[#A-Za-z])")
_REFERENCES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
#: What begins a block where it begins a line.
_OPENING: Final = re.compile(r"\A(?:[#+-]|\d+(?=[.)](?:\s|\Z)))")
_ARTICLE: Final = re.compile(r"<article\b[^<>]*>")
_SAFE: Final = re.compile(r"(?:https?:|mailto:|[^:/?#]*(?:[/?#]|\Z))", re.IGNORECASE)


def page_markdown(html: str) -> str:
    """The Markdown of a page's content."""
    return "\n\n".join(_blocks(parse_html(html))) + "\n"


def content_of(page: str) -> str:
    """The content of a whole page as a builder has drawn it: the outermost article, or all of it."""
    begin = _ARTICLE.search(page)
    end = page.rfind("</article>")
    return page[begin.end() : end] if begin and end > begin.end() else page


def _shown(element: Element) -> bool:
    return (
        element.tag not in _LEFT_OUT
        and element.get("hidden") is None
        and _LEFT_OUT_CLASSES.isdisjoint(classes(element))
    )


def _blocks(element: Element) -> Iterator[str]:
    """The blocks of an element's content; what stands between blocks is a paragraph."""
    line: list[str] = [_escaped(element.text or "")]
    for child in element:
        if _shown(child) and (child.tag in _BLOCKS or any(one.tag in _BLOCKS for one in child.iter())):
            yield from _paragraph(line)
            line = []
            yield from _block(child)
        elif _shown(child):
            line.append(_inline(child))
        line.append(_escaped(child.tail or ""))
    yield from _paragraph(line)


def _paragraph(pieces: list[str]) -> Iterator[str]:
    text = _joined("".join(pieces))
    if text:
        yield _OPENING.sub(lambda sign: f"\\{sign[0]}" if not sign[0][0].isdigit() else f"{sign[0]}\\", text)


def _block(element: Element) -> Iterator[str]:
    tag = element.tag
    if tag[0] == "h" and tag[1:].isdigit():
        if text := _joined(_words(element)):
            yield f"{'#' * int(tag[1:])} {text}"
    elif tag == "hr":
        yield "---"
    elif tag == "pre":
        text = "".join(element.itertext()).strip("\n")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        yield f"{fence}\n{text}\n{fence}"
    elif tag in ("ul", "ol"):
        items = [one for one in element if one.tag == "li" and _shown(one)]
        yield "\n".join(_item(one, f"{number}." if tag == "ol" else "-") for number, one in enumerate(items, 1))
    elif tag == "table":
        yield from _table(element)
    elif tag == "blockquote":
        text = "\n\n".join(_blocks(element))
        yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    elif tag in ("dt", "summary") or "admonition-title" in classes(element):
        if text := _joined(_words(element)):
            yield f"**{text}**"
    else:
        yield from _blocks(element)


def _item(element: Element, sign: str) -> str:
    blocks = [*_blocks(element)] or [""]
    # A list inside of an item follows it at once.
    text = blocks[0] + "".join(f"\n{one}" if one[:1] in "-1" else f"\n\n{one}" for one in blocks[1:])
    indent = " " * (len(sign) + 1)
    return f"{sign} {text}".replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n").rstrip()


def _table(element: Element) -> Iterator[str]:
    for caption in element.iter("caption"):
        yield from _paragraph([_words(caption)])
    rows = [
        [_joined(_words(cell)).replace("|", "\\|") for cell in row if cell.tag in ("td", "th")]
        for row in element.iter("tr")
        if _shown(row)
    ]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _words(element: Element) -> str:
    """The content of an element on one line."""
    parts = [_escaped(element.text or "")]
    for child in element:
        if _shown(child):
            parted = " " if child.tag in _BLOCKS else ""
            parts += (parted, _inline(child), parted)
        parts.append(_escaped(child.tail or ""))
    return "".join(parts)


def _inline(element: Element) -> str:
    tag = element.tag
    if tag in ("br", "img"):
        return _escaped(element.get("alt", "")) or " "
    if tag == "code":
        text = _joined("".join(element.itertext()))
        fence = "``" if "`" in text else "`"
        return f"{fence}{text}{fence}" if text else ""
    inner = _words(element)
    if inner.strip() and tag == "a" and (href := element.get("href", "")) and _SAFE.match(href):
        return _around(inner, "[", f"]({_address(href)})")
    mark = _MARKS.get(tag, "")
    return _around(inner, mark, mark) if mark and inner.strip() else inner


def _around(inner: str, before: str, after: str) -> str:
    """Text between marks, which stand close to its words."""
    lead = " " if inner[:1].isspace() else ""
    trail = " " if inner[-1:].isspace() else ""
    return f"{lead}{before}{_joined(inner)}{after}{trail}"


def _address(href: str) -> str:
    return re.sub(r"[\s()<>\\]", lambda sign: f"%{ord(sign[0]):02X}", href)


def _escaped(text: str) -> str:
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    return _ANGLES.sub(lambda sign: _REFERENCES[sign[0]], escaped)


def _joined(text: str) -> str:
    return " ".join(text.split())
