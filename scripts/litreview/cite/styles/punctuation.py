"""The punctuation of a formatted reference, where the parts that a template joins meet."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from litreview.cite.styles.values import HELD, released

_TAGS: Final = r"((?:</?[a-z][^<>]*>)*)"
_QUOTE_THEN_STOP: Final = re.compile(rf"(’”|”){_TAGS}(\.+|,)")
#: The end of a title in quotes, where it is the template's or, between two closing quotes, the title's own.
_ENDS: Final = frozenset("?!" + "".join(HELD[mark] for mark in ".?!"))
#: A title that ends in a quoted question, and the style's full stop.
_ASKED_THEN_STOP: Final = re.compile(rf"([?!{HELD['?']}{HELD['!']}]”{_TAGS})\.")
_PAIR: Final = re.compile(rf"([.,:;?!]){_TAGS}([.,:;?!])")
_MEETING: Final = re.compile(r"[.,:;?!](?:(?:</?[a-z][^<>]*>)*[.,:;?!])+")
_ENTITY: Final = re.compile(r"&(?:#\w+|\w+)\Z")
_SPACE_BEFORE: Final = re.compile(rf" {_TAGS}([.,;:])(?=[\s<.,;:]|$)")
_SPACE_TWICE: Final = re.compile(rf" {_TAGS} ")
_FIRST: Final = frozenset(("!.", "!:", "?.", "?:", ":.", ";:", ";.", "!!", "??", "..", "::", ";;", ",,"))
_SECOND: Final = frozenset((":!", ":?", ";!", ";?"))


def tidy(html: str, *, stops_inside_quotes: bool = True) -> str:
    """A reference as a template gives it, with its punctuation in order; the punctuation of data is left alone.

    - White space is one space, and none stands before a comma or a stop.
    - Of two marks that meet, one stays where print has one: "..", "?.", "!.", ":.", ",,", and so on.
    - Full stops and commas go inside closing quotes, as American styles have it, with `stops_inside_quotes`;
      behind a question or exclamation mark there they go, full stops in all styles.
    """
    html = " ".join(html.split())
    if "> " in html:
        html = _SPACE_TWICE.sub(r" \1", html)
    if _SPACE_BEFORE.search(html):
        html = _SPACE_BEFORE.sub(r"\1\2", html)
    if "”" in html:
        html = _QUOTE_THEN_STOP.sub(_inside, html) if stops_inside_quotes else _ASKED_THEN_STOP.sub(r"\1", html)
    return released(_MEETING.sub(_met, html))


def _inside(match: re.Match[str]) -> str:
    quote, tags, stop = match.groups()
    last = match.string[: match.start()][-1:]
    ended = last in _ENDS or last == HELD.get(stop)
    return f"{quote}{tags}" if ended else f"{stop[0]}{quote}{tags}"


def _met(match: re.Match[str]) -> str:
    marks = match[0]
    # The semicolon of an entity is no punctuation.
    entity = marks[0] == ";" and _ENTITY.search(match.string, 0, match.start())
    return f";{_settled(marks[1:])}" if entity else _settled(marks)


@lru_cache(maxsize=256)
def _settled(marks: str) -> str:
    """What is left of marks that meet, with the tags between them."""
    while (settled := _PAIR.sub(_one_mark, marks)) != marks:
        marks = settled
    return marks


def _one_mark(match: re.Match[str]) -> str:
    first, tags, second = match.groups()
    if first + second in _FIRST:
        return f"{first}{tags}"
    return f"{tags}{second}" if first + second in _SECOND else match[0]
