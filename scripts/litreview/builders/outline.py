"""The outline of a site: what a builder is given to draw.

Of the pages that come in numbers it draws one of each kind and depth, a frame whose parts are marks. A page of the
author's has, in place of its list of references, the places that links may lead to; and in place of a link to what the
builder does not have, a number. All of it is put right once the site is drawn (see `filling`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from markupsafe import Markup

from litreview.builders.tree import DocsTree
from litreview.pages.site import HtmlPage

_MARK: Final = "litreview{}Mark"
#: What is filled into a frame: the parts of a page, and those of its address.
MARKS: Final = re.compile(_MARK.format(r"([A-Z][a-z]+\d*)") + r"(?:-[a-z]+)?")
BODY: Final = re.compile(rf"<div>\s*{_MARK.format('Body')}\s*</div>")
#: Stands for a link by its number among the outline's: an address with a scheme, which every builder leaves alone.
LINK: Final = re.compile(r'(?P<href>href="?)?litreview:(?P<number>\d+)')
_TARGET: Final = re.compile(r"(?<=\]\()(?P<inline>[^)\s]+)(?=[\s)])|(?<=\]: )(?P<defined>\S+)")
_LIST: Final = re.compile(r'<ol class="references" markdown="1">\n(?P<items>.*?)\n</ol>', re.DOTALL)
_ID: Final = re.compile(r' id="([^"]*)"')
_ABBREVIATION: Final = re.compile(r"^\*\[([^\]]+)\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a builder is given for a tree, and what is filled in afterwards."""

    tree: DocsTree
    #: The Markdown of the pages that the builder draws, frames included.
    pages: Mapping[str, str]
    #: For each page that comes in numbers the path of its frame, which is its own where the navigation has it.
    frames: Mapping[str, str]
    #: The items of the lists of references that were taken out, by page; each is a line.
    lists: Mapping[str, str]
    #: Where the numbered links lead: as they were written, seen from their page.
    links: tuple[str, ...]


def outline_of(tree: DocsTree) -> Outline:
    """What a builder is to draw of a tree."""
    pages: dict[str, str] = {}
    lists: dict[str, str] = {}
    links: list[str] = []
    ours = {*tree.numbered, *tree.files}
    for path, page in tree.pages.items():
        text, items = _without_list(page.markdown) if tree.plain_lists else (page.markdown, "")
        if items:
            lists[path] = items
        pages[path] = _with_numbers(text, path, ours, links)
    in_nav = {page.path for page in tree.project.nav}
    frames = {
        path: path if path in in_nav or page.kind == "references" else _frame_path(path, page.kind)
        for path, page in tree.numbered.items()
    }
    samples = {frame: path for path, frame in reversed(frames.items())}
    pages |= {frame: _frame(frame, tree.numbered[path].make()).markdown(tree.foot) for frame, path in samples.items()}
    return Outline(tree, pages, frames, lists, tuple(links))


def mark(name: str) -> str:
    """The mark of a part: letters and digits alone, which no extension, theme or address changes."""
    return _MARK.format(name)


def address_parts(path: str) -> tuple[str, ...]:
    """What of a page's path differs from page to page of a kind."""
    return tuple(path.split("/")[1:-1])


def _frame_path(path: str, kind: str) -> str:
    first, *middle, last = path.split("/")
    # The kind stands in the last one, to tell frames of one depth apart.
    marks = [mark(f"Address{number}") for number in range(len(middle))]
    return "/".join((first, *marks[:-1], f"{marks[-1]}-{kind}", last))


def _frame(path: str, sample: HtmlPage) -> HtmlPage:
    frame = replace(
        sample,
        path=path,
        description=mark("Description"),
        body=f"<div>{mark('Body')}</div>",
        head=mark("Head") if sample.head else "",
    )
    if path == sample.path:
        return frame  # the title of a page that the navigation has stands on others too
    heading = Markup(mark("Heading"))  # noqa: S704 - a word of our own
    return replace(frame, title=mark("Title"), heading=heading)


def _without_list(markdown: str) -> tuple[str, str]:
    """A page without the items of its list, and these; nothing is taken out where it explains a term of theirs.

    To convert such a list takes a builder four fifths of the time of a page that has one. It is HTML but for one link
    in each item, so that nothing else would come of it.
    """
    found = None
    for found in _LIST.finditer(markdown):  # noqa: B007 - the last one is ours
        pass
    terms = _ABBREVIATION.findall(markdown)
    if found is None or any(term in found["items"] for term in terms):
        return markdown, ""
    places = "".join(f'<li id="{place}"></li>' for place in _ID.findall(found["items"]))
    shown = f'<ol class="references">\n{places}\n</ol>'
    return f"{markdown[: found.start()]}{shown}{markdown[found.end() :]}", found["items"]


def _with_numbers(markdown: str, path: str, ours: Collection[str], links: list[str]) -> str:
    """A page's Markdown with a number for each link to one of our files; they are added to `links`."""
    folder = posixpath.dirname(path)

    def numbered(match: re.Match[str]) -> str:
        target = match[0]
        file = posixpath.normpath(posixpath.join(folder, unquote(target.partition("#")[0])))
        if file not in ours:
            return target
        links.append(target)
        return f"litreview:{len(links) - 1}"

    return _TARGET.sub(numbered, markdown)
