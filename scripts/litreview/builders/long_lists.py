"""Long lists of references: taken out of a page before it is converted, and put back as the HTML that they become.

An item of such a list is HTML with one link in Markdown, and no character on which Markdown would act. What
Python-Markdown makes of it, in four fifths of the time that a page with a long list takes, can therefore be said at
once. The first item is converted as ever and compared; where it came out otherwise, so is the whole page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_OPENING: Final = '<ol class="references" markdown="1">\n'
_WRITTEN: Final = '<ol class="references">\n'
_CLOSING: Final = "\n</ol>"
#: An item whose tag has nothing to decode, which would be decoded and its signs written otherwise.
_ITEM: Final = re.compile(r'(<li class="csl-entry"[^&<>]*) markdown="span">(.*)</li>')
_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_ID: Final = re.compile(r' id="([^"]*)"')
_ABBREVIATION: Final = re.compile(r"^\*\[([^\]]+)\]:", re.MULTILINE)
#: Items from which on it is worth it.
_LONG: Final = 50


@dataclass(frozen=True, slots=True)
class LongList:
    """A list that was taken out: for each item its HTML, or nothing where it is converted with the page."""

    items: tuple[str, ...]
    first: str
    #: What becomes of each item by what is written of it; nothing where that is not sure.
    by_line: Mapping[str, str]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the items that are not in the page meanwhile."""
        return frozenset(found[1] for item in self.items if (found := _ID.search(item)))

    def restored(self, content: str) -> str | None:
        """The page's HTML with the whole list; nothing where the converter makes something else of an item."""
        before, opening, rest = content.rpartition(_WRITTEN)
        within, closing, after = rest.partition(_CLOSING)
        converted = iter(within.split("\n"))
        lines = [item or next(converted, "") for item in self.items]
        if not opening or not closing or lines[0] != self.first or next(converted, None) is not None:
            return None
        return "".join((before, opening, "\n".join(lines), closing, after))


class LongLists:
    """The long lists of the pages that are being converted."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[LongList, str]] = {}
        #: What became of the items of each page the last time: in a preview they are mostly the same.
        self._known: dict[tuple[str, str], Mapping[str, str]] = {}

    def take_out(self, markdown: str, page: Page, files: Files) -> str:
        """A page's Markdown without most of its list, where that is long."""
        path, address = page.file.src_uri, page.file.url
        taken = taken_out(markdown, page.file, files, self._known.get((path, address), {}))
        if taken is None:
            return markdown
        self._known[path, address] = taken[1].by_line
        self._waiting[path] = taken[1], markdown
        return taken[0]

    def put_back(self, content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """A page's HTML with its list."""
        waiting = self._waiting.pop(page.file.src_uri, None)
        if waiting is None:
            return content
        taken, whole = waiting
        restored = taken.restored(content)
        if restored is None:
            page.markdown = whole
            page.render(config, files)
            return page.content or ""
        page.present_anchor_ids = (page.present_anchor_ids or set()) | taken.ids
        return restored


def taken_out(markdown: str, page: File, files: Files, known: Mapping[str, str]) -> tuple[str, LongList] | None:
    """A page's Markdown with a few items of the list at its end, and the list; nothing where it has no long one.

    `known` is what became of items before.
    """
    before, opening, rest = markdown.rpartition(_OPENING)
    within, closing, after = rest.partition(_CLOSING)
    lines = within.split("\n")
    if not opening or not closing or len(lines) < _LONG:
        return None
    address = _addresses(page, files)
    # An abbreviation that the page explains is explained in its list too.
    terms = "|".join(map(re.escape, _ABBREVIATION.findall(markdown)))
    explained = re.compile(terms) if terms else None
    by_line = {line: known[line] if line in known else _html(line, address) for line in lines}
    items = ["" if explained and explained.search(line) else by_line[line] for line in lines]
    first, items[0] = by_line[lines[0]], ""
    kept = [line for line, item in zip(lines, items, strict=True) if not item]
    if not first or (explained and explained.search(lines[0])):
        return None
    return "".join((before, opening, "\n".join(kept), closing, after)), LongList(tuple(items), first, by_line)


def _addresses(page: File, files: Files) -> Callable[[str], str]:
    folder = posixpath.dirname(page.src_uri)

    def address(target: str) -> str:
        found = files.get_file_from_path(posixpath.normpath(posixpath.join(folder, unquote(target))))
        return found.url_relative_to(page) if found else ""

    return address


def _html(line: str, address: Callable[[str], str]) -> str:
    """What becomes of an item, or nothing where that is not sure."""
    item = _ITEM.fullmatch(line)
    links = _LINK.findall(item[2]) if item else []
    if not item or len(links) != 1 or not (target := address(links[0][1])):
        return ""
    inner = _LINK.sub(lambda link: f'<a href="{target}">{link[1]}</a>', item[2])
    return f"{item[1]}>{inner}</li>"
