"""The punctuation of a formatted reference, where the parts that a template joins meet."""

from __future__ import annotations

import re
from typing import Final

from litreview.cite.styles.values import HELD, released

_TAGS: Final = r"((?:</?[a-z][^>]*>)*)"
_ENTITY: Final = r"&(?:#\w+|\w+);"
#: The end of a title in quotes, where it is the template's or, between two closing quotes, the title's own.
_END: Final = "[?!" + "".join(HELD[mark] for mark in ".?!") + "]?"
_QUOTE_THEN_STOP: Final = re.compile(rf"({_END})(’?”){_TAGS}([.,])")
_PAIR: Final = re.compile(rf"{_ENTITY}|([.,:;?!]){_TAGS}([.,:;?!])")
#: Where `_PAIR` can change something: most references have no such place, and the search for it is faster.
_MEETING: Final = re.compile(rf"[.,:;?!]{_TAGS}[.,:;?!]")
_SPACE_BEFORE: Final = re.compile(rf" {_TAGS}([.,;:])(?=[\s<.,;:]|$)")
_SPACE_TWICE: Final = re.compile(rf" {_TAGS} ")
_FIRST: Final = frozenset(("!.", "!:", "?.", "?:", ":.", ";:", ";.", "!!", "??", "..", "::", ";;", ",,"))
_SECOND: Final = frozenset((":!", ":?", ";!", ";?"))


def tidy(html: str, *, stops_inside_quotes: bool = True) -> str:
    """A reference as a template gives it, with its punctuation in order; the punctuation of data is left alone.

    - White space is one space, and none stands before a comma or a stop.
    - Of two marks that meet, one stays where print has one: "..", "?.", "!.", ":.", ",,", and so on.
    - Full stops and commas go inside closing quotes, as American styles have it, with `stops_inside_quotes`;
      behind a question or exclamation mark there they go.
    """
    html = " ".join(html.split())
    if "> " in html:
        html = _SPACE_TWICE.sub(r" \1", html)
    html = _SPACE_BEFORE.sub(r"\1\2", html)
    if stops_inside_quotes and "”" in html:
        html = _QUOTE_THEN_STOP.sub(_inside, html)
    while _MEETING.search(html) and (tidied := _PAIR.sub(_one_mark, html)) != html:
        html = tidied
    return released(html)


def _inside(match: re.Match[str]) -> str:
    end, quote, tags, stop = match.groups()
    return f"{end or stop}{quote}{tags}"


def _one_mark(match: re.Match[str]) -> str:
    first, tags, second = match.groups()
    if first is None:
        return match[0]
    if first + second in _FIRST:
        return f"{first}{tags}"
    return f"{tags}{second}" if first + second in _SECOND else match[0]
