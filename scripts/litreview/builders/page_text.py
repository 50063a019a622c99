"""The text of a page of the site, by its sections, as a search is to find it.

A page is read tag by tag in one go: its size is the author's to choose, and no pattern may take longer than that.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: A tag ends at the next angle bracket, whichever it is: a sign for "less" begins none.
_TAG: Final = re.compile(r"<(?P<close>/?)(?:(?P<name>[A-Za-z][\w-]*+)(?P<attributes>[^<>]*+)|[^<>]*+)>")
_ID: Final = re.compile(r'\bid="([^"]*)"')
#: Elements that are no text, each with what one of its attributes then says; the empty text where all of them are none.
_LEFT_OUT: Final = {
    "script": ("",),
    "style": ("",),
    "svg": ("",),
    "object": ("",),
    # When the page was changed, and by whom.
    "aside": ('class="md-source-file"',),
    "a": ('class="headerlink"', 'class="footnote-backref"'),
    "sup": ('id="fnref',),
    # A number in brackets says nothing.
    "span": ('class="citation-group"', 'class="evidence-mark"'),
    # What says itself that no search is to take it, and repeats other pages; Zensical takes that word of it out.
    "section": (" data-search-exclude", 'class="studies"'),
}
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
#: Elements that part words.
_PARTING: Final = _HEADINGS | frozenset("br dd div dl dt figcaption figure li ol p section table td th tr ul".split())


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: the id and text of its heading (nothing before the first), and its text."""

    id: str
    heading: str
    text: str


def sections(content: str) -> Iterator[Section]:
    """The sections of a page's HTML.

    The heading of the page itself is its title and no text; one that no link can lead to is text of its section.
    """
    identifier, heading = "", ""
    said: list[str] = []
    #: The heading that is being read: its element, its id, and where in `said` it begins.
    opened: tuple[str, str, int] | None = None
    for piece in _pieces(content):
        if isinstance(piece, str):
            said.append(piece)
            continue
        name = piece["name"].lower()
        if name not in _HEADINGS:
            continue
        if not piece["close"]:
            own = _ID.search(piece["attributes"])
            opened = opened or (name, own[1] if own else "", len(said))
        elif opened and opened[0] == name:
            _, own_id, begin = opened
            opened = None
            if name == "h1" or own_id:
                yield Section(identifier, heading, _joined(said[:begin]))
                identifier, heading = (own_id, _joined(said[begin:])) if name != "h1" else ("", "")
                said = []
    yield Section(identifier, heading, _joined(said))


def _pieces(content: str) -> Iterator[str | re.Match[str]]:
    """What stands between tags, with blanks where a tag parts words, and the tags; nothing of what is left out."""
    left_out, depth, done = "", 0, 0
    for tag in _TAG.finditer(content):
        name = (tag["name"] or "").lower()
        # What closes itself holds nothing.
        opens = not tag["close"] and not (tag["attributes"] or "").endswith("/")
        if left_out:
            if name == left_out:
                depth += opens - bool(tag["close"])
            if not depth:
                left_out, done = "", tag.end()
                yield " "
            continue
        yield content[done : tag.start()]
        done = tag.end()
        if opens and any(said in tag["attributes"] for said in _LEFT_OUT.get(name, ())):
            left_out, depth = name, 1
        elif name in _PARTING:
            yield " "
            yield tag
    if not left_out:
        yield content[done:]


def _joined(pieces: list[str]) -> str:
    return " ".join(html.unescape("".join(pieces)).split())
