"""Pandoc's syntax inside a citation: prefix, key, locator, suffix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from litreview.cite.candidates import Spot


@dataclass(frozen=True, slots=True)
class Citation:
    """One key of a group with what the author says around it.

    `prefix` and `suffix` are the author's own Markdown. `locator_kind` is a key of
    `litreview.cite.intext_style.LOCATOR_LABELS`, empty without a locator; `further` are the kinds and values of more
    locators behind it ("ch. 2, pp. 5-10"). `joined` says that it follows the suffix of
    the one before without any delimiter ("[@a in contrast to @b]").
    """

    key: str
    prefix: str = ""
    locator_kind: str = ""
    locator: str = ""
    further: tuple[tuple[str, str], ...] = ()
    suffix: str = ""
    #: The ids of the quotes that the sentence rests on, and why the work is cited; neither is printed.
    quotes: tuple[str, ...] = ()
    intent: str = ""
    suppressed: bool = False
    joined: bool = False

    @property
    def plain(self) -> bool:
        """Whether the key stands alone."""
        return not (self.prefix or self.locator or self.suffix or self.joined)


_TERMS: Final = {
    "appendix": r"appendix|appendices|apps?\.",
    "book": r"books?|bks?\.",
    "chapter": r"chapters?|chs?\.|chaps?\.?",
    "column": r"columns?|cols?\.",
    "equation": r"equations?|eqs?\.|eqns?\.",
    "figure": r"figures?|figs?\.?",
    "folio": r"folios?|fols?\.",
    "issue": r"issues?|numbers?|nos?\.",
    "line": r"lines?|ll?\.",
    "note": r"notes?|nn?\.",
    "opus": r"opus|opera|opp?\.",
    # Without a full stop it may be a value of P or a protein, unless a number stands apart behind it.
    "page": r"pages?|pp?\.|pgs?\.|pp?(?=\s+[a-z]?\d)",
    "paragraph": r"paragraphs?|paras?\.?|¶¶?",
    "part": r"parts?|pts?\.",
    "section": r"sections?|secs?\.?|§§?",
    "sub-verbo": r"sub\s+verb[oi]s?|s\.\s?vv?\.",
    "supplement": r"supplements?|suppls?\.?",
    "table": r"tables?|tabs?\.|tbls?\.",
    "verse": r"verses?|vv?\.",
    "volume": r"volumes?|vols?\.?",
}
_SPACE: Final = r"(?:\s|&nbsp;)*+"
_TERM: Final = (
    "(?:"
    + "|".join(f"(?P<{kind.replace('-', '_')}>{forms})" for kind, forms in _TERMS.items())
    + rf")(?:(?<=\W)|(?![^\W\d_])){_SPACE}"
)
_NUMBER: Final = r"(?:\d+\s?ff?\.(?!\w)|[^\s,;{}\[\]]*\d(?:[^\s,;{}\[\]]*[^\s,;:.!?{}\[\]])?)"
_ROMAN: Final = r"(?-i:[ivxlcdm]+|[IVXLCDM]+)\b"
_CAPITAL: Final = r"(?-i:[A-Z])\b"
_JOIN: Final = r"(?:(?:\s*+,)?\s++and\s+|\s*+(?:[-–—]++|[,&])\s*)"
_FOLLOWING: Final = r"(?:\s?ff?\.)?"
_VALUES: Final = "|".join(rf"{word}(?:{_JOIN}{word})*+{_FOLLOWING}" for word in (_NUMBER, _ROMAN, _CAPITAL))
_BRACED: Final = re.compile(r"\A\s*+,?\s*+\{(?![:.#])((?:[^{}]|\{[^{}]*\})*)\}")
_LABELLED: Final = re.compile(rf"\A\s*+,?\s*+{_TERM}(?P<value>{_VALUES})", re.IGNORECASE)
_FURTHER: Final = re.compile(rf"\A\s*+,\s*+{_TERM}(?P<value>{_VALUES})", re.IGNORECASE)
_BARE: Final = re.compile(
    rf"\A(?:\s*+,)?\s++(?P<value>\d+(?:[.:]\d+)*[a-z]?\b(?:{_JOIN}\d+(?:[.:]\d+)*[a-z]?\b)*+{_FOLLOWING})"
)
_TERM_ALONE: Final = re.compile(rf"\A\s*+{_TERM}", re.IGNORECASE)
#: What is said to the program: ", quote: id" and ", intent: supports".
_SAID: Final = re.compile(
    r",\s*+(?:quote:\s*+(?P<quote>\w[\w.-]*+)|intent:\s*+(?P<intent>\w++(?: \w++)?))(?=\s*+(?:,|\Z))"
)
_LINE_BREAK: Final = re.compile(r"(?<![ \t])[ \t]*+\n[ \t>]*")
_CHARACTER_REFERENCE: Final = re.compile(r"&#?\w+;")
#: What authors write between keys instead of a semicolon.
_LOOSE_SEPARATORS: Final = frozenset({"", ",", "&", "and", ", and"})


def parse_citations(source: str, start: int, end: int, spots: Sequence[Spot]) -> tuple[Citation, ...]:
    """The citations between the offsets `start` and `end` of a page, around the spots that stand there."""
    citations: list[Citation] = []
    before = source[start : spots[0].start]
    joined = False
    for index, spot in enumerate(spots):
        last = index + 1 == len(spots)
        after = source[spot.end : end if last else spots[index + 1].start]
        own, following, follows_joined = (after, "", False) if last else _divide(after)
        citation = Citation(spot.key, prefix=_prefix(before), suppressed=spot.suppressed, joined=joined)
        citation = with_suffix(citation, own)
        if follows_joined and citation.suffix.strip() in _LOOSE_SEPARATORS:
            citation, follows_joined = replace(citation, suffix=""), False
        elif follows_joined and own[-1].isspace():
            citation = replace(citation, suffix=f"{citation.suffix} ")
        citations.append(citation)
        before, joined = following, follows_joined
    return tuple(citations)


def with_suffix(citation: Citation, text: str) -> Citation:
    """The citation with the locator and the suffix that a text behind its key holds."""
    if not text:
        return citation
    # An escaped space is one that no line breaks at.
    text = _LINE_BREAK.sub(" ", text).replace("\\ ", " ")
    if said := list(_SAID.finditer(text)):
        text = _SAID.sub("", text)
        quotes = dict.fromkeys(match["quote"] for match in said if match["quote"])
        intent = next((match["intent"] for match in said if match["intent"]), "")
        citation = replace(citation, quotes=tuple(quotes), intent=intent)
    kind, locator, rest = _locator(text)
    further: list[tuple[str, str]] = []
    while locator and (more := _FURTHER.match(rest)):
        further.append((_kind(more), more["value"]))
        rest = rest[more.end() :]
    return replace(citation, locator_kind=kind, locator=locator, further=tuple(further), suffix=_suffix(rest))


def first_part(text: str) -> tuple[str, int]:
    """What stands before the first semicolon of a text, and the offset behind that semicolon (its length if none)."""
    separator = _semicolon(text)
    return (text, len(text)) if separator < 0 else (text[:separator], separator + 1)


def _divide(between: str) -> tuple[str, str, bool]:
    """Text between two keys: what belongs to the first, what to the second, and whether no separator is there."""
    separator = _semicolon(between)
    if separator >= 0:
        return between[:separator], between[separator + 1 :], False
    return between, "", True


def _semicolon(text: str) -> int:
    hidden = _CHARACTER_REFERENCE.sub(lambda match: " " * len(match.group()), text)
    depth = 0
    for offset, character in enumerate(hidden):
        depth += (character in "[{") - (character in "]}")
        if character == ";" and depth <= 0:
            return offset
    return -1


def _prefix(text: str) -> str:
    return _LINE_BREAK.sub(" ", text).lstrip()


def _suffix(text: str) -> str:
    text = text.rstrip()
    if text == ";":
        return ""
    return f" {text}" if text[:1].isalnum() else text


def _locator(text: str) -> tuple[str, str, str]:
    """Kind, value and the rest of a text that may begin with a locator."""
    if braced := _BRACED.match(text):
        inside = braced.group(1)
        if term := _TERM_ALONE.match(inside):
            return _kind(term), inside[term.end() :].strip(), text[braced.end() :]
        return ("page" if inside.strip() else ""), inside.strip(), text[braced.end() :]
    if labelled := _LABELLED.match(text):
        return _kind(labelled), labelled["value"], text[labelled.end() :]
    if bare := _BARE.match(text):
        return "page", bare["value"], text[bare.end() :]
    return "", "", text


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _TERMS if match[kind.replace("-", "_")])
