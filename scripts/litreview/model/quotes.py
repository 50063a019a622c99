"""The words of references that a review quotes, and whether such words stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from litreview.model.frozen import nothing
from litreview.model.source import Origin


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a reference, as they stand there.

    `verbatim` says whether they were found in the author's own copy of its full text, None where there is none. The
    text itself is no part of the model, so that no page, download or export can hold it.
    """

    id: str
    reference: str
    words: str
    origin: Origin
    locator: str = ""
    language: str = ""
    verbatim: bool | None = None


@dataclass(frozen=True, slots=True)
class Quotes:
    """The content of quotes.yml: its quotes by their ids, in its order."""

    origin: Origin
    quotes: Mapping[str, Quote] = field(default_factory=nothing)


#: What a typesetter chooses, and an author who copies words may write otherwise.
_TYPOGRAPHY: Final = str.maketrans(
    {
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys('"`´‘’‚‛“”„‟‹›«»′″', "'"),
        **dict.fromkeys("\u2010\u2011\u2012–—―\u2212", "-"),
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "…": "...",
    }
)
_DOUBLED: Final = re.compile(r"''+|--+")
#: A word that is divided at the end of a line; whether it has a hyphen elsewhere, nobody knows.
_DIVIDED: Final = re.compile("(?<=[^\\W\\d_])[-\u2010\u00ad][ \t\r\f]*+\n\\s*+(?=[^\\W\\d_])")
_DIVISION: Final = "\ue000"
#: Where white space is the typesetter's; before a hyphen and a digit it tells a negative number from a range.
_NO_SPACE: Final = re.compile(r" (?=-(?!\d)|[=<>±×%,.;:!?)\]])|(?<=[-=<>±×(\[]) ")
_LEFT_OUT: Final = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
_HYPHENS: Final = re.compile(rf"(?<=[^\W\d_])[-{_DIVISION}](?=[^\W\d_])")


def occurs(words: str, text: str) -> bool:
    """Whether words stand in a text, but for typography.

    Of no matter are the kind of quotation marks and dashes, ligatures, words divided at the ends of lines, and white
    space; case is. Where the words have "[…]", the text may have more. They begin and end where words and numbers do.
    """
    whole, hyphens = _without_hyphens(_folded(text))
    parts = [_without_hyphens(_folded(part)) for part in _LEFT_OUT.split(words)]
    parts = [part for part in parts if part[0]]
    start = 0
    for part, needed in parts:
        fits = (at for at in _places(part, whole, start) if _agree(needed, hyphens, at, len(part)))
        found = next(fits, None)
        if found is None:
            return False
        start = found + len(part)
    return bool(parts)


def _folded(text: str) -> str:
    text = _DIVIDED.sub(_DIVISION, unicodedata.normalize("NFC", text.replace(_DIVISION, "")))
    text = _DOUBLED.sub(lambda match: match.group()[0], text.translate(_TYPOGRAPHY))
    return _NO_SPACE.sub("", " ".join(text.split()))


def _without_hyphens(text: str) -> tuple[str, dict[int, str]]:
    """A text without the hyphens inside its words, and these by the offset that they stood before."""
    hyphens: dict[int, str] = {}
    parts: list[str] = []
    done = length = 0
    for match in _HYPHENS.finditer(text):
        parts.append(text[done : match.start()])
        length += match.start() - done
        done = match.end()
        hyphens[length] = match.group()
    return "".join((*parts, text[done:])), hyphens


def _places(part: str, whole: str, start: int) -> Iterator[int]:
    while (at := whole.find(part, start)) >= 0:
        if not _cut(whole, at) and not _cut(whole, at + len(part)):
            yield at
        start = at + 1


def _cut(text: str, at: int) -> bool:
    """Whether a place is inside a word or a number, a sign or the decimals of one included."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1].isalnum() and after[0].isalnum():
        return True
    decimals = before[-1].isdigit() and after[0] in ".," and after[1:].isdigit()
    whole = before[-1] in ".," and before[:-1].isdigit() and after[0].isdigit()
    signed = before[-1] == "-" and not before[:-1].isalnum() and after[0].isdigit()
    return decimals or whole or signed


def _agree(needed: dict[int, str], hyphens: dict[int, str], at: int, length: int) -> bool:
    """Whether a stretch of the text has the hyphens of the words; where a line ended it may have either."""
    found = ((offset in needed, hyphens.get(at + offset)) for offset in range(1, length))
    return all(hyphen == _DIVISION or wanted == (hyphen is not None) for wanted, hyphen in found)
