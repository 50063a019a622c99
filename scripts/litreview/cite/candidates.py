"""What in a page's source may be a citation, after Pandoc's syntax; Markdown has the last word (see `locate`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_LETTER: Final = r"[\w\u0300-\u036f]"
#: Pandoc: letters, digits and _, with single punctuation characters inside.
_BARE: Final = rf"\w{_LETTER}*(?:[:.#$%&\-+?<>~/]{_LETTER}+)*"
#: The same, ending before an HTML tag and before a character reference.
_BEFORE_HTML: Final = re.compile(rf"\w{_LETTER}*(?:(?!<[A-Za-z/!][^<>\n]*>)(?!&\w+;)[:.#$%&\-+?<>~/]{_LETTER}+)*")
_SCAN: Final = re.compile(
    rf"""(?=[\\\[\]\n:wm@-])(?:  # at any other character nothing begins
      (?P<escape>\\.)
    | (?P<blank>\n[ \t>]*(?=\n))
    | (?P<opening>\[)
    | (?P<closing>\])
    | (?P<url>(?:://|\bwww\.|\bmailto:)[^\s<>\[\]"`|]*)
    | (?P<spot>(?<![^\W_])(?<![^\W_]_)(?<![.@\\&])(?<![^\s\[;]-)(?P<author>-?)
        @(?:\{{(?P<braced>(?:[^{{}}\n]|\{{[^{{}}\n]*\}})+)\}}|(?P<bare>{_BARE})))
    )""",
    re.VERBOSE,
)
#: Python-Markdown's own notion of a link definition, at any depth of lists and quotations.
_DEFINITION: Final = re.compile(
    r"""^[ \t>]*\[(?!\^)([^\[\]\n]*)\]:[ ]*+(?:\n[ ]*+)?
        (?:[^\s]++[ ]*+(?:(?:\n[ ]*+)?(?:(["']).*\2|\(.*\))[ ]*)?|[^\s"'(]++(?:(["']).*\3|\(.*\))[ ]*)$""",
    re.MULTILINE | re.VERBOSE,
)
_ADDRESS: Final = re.compile(r"[/#<]|\w\.\w|\w:\w")
_SNIPPETS: Final = re.compile(
    r"""^[ \t]*;*-+8<-+(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*')[ \t]*$|[ \t]*\n(?:.*\n){0,100}?[ \t]*-+8<-+[ \t]*$)""",
    re.MULTILINE,
)


_GLUED: Final = re.compile(r"(?:[/:]|(?<!=)=)\Z")
#: "--user=@name": an option of a program.
_OPTION: Final = re.compile(r"(?<![\w-])--?[\w-]+=\Z")
_LONGEST_OPTION: Final = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """One "@key" in the source, from `start` to `end`; `suppressed` says that a "-" withholds the author."""

    start: int
    end: int
    key: str
    suppressed: bool


@dataclass(eq=False, slots=True)
class Bracket:
    """A pair of brackets: the offsets of "[" and "]", and the spots directly inside. `end` is -1 until it closes."""

    start: int
    parent: Bracket | None
    escaped: bool = False
    end: int = -1
    spots: list[Spot] = field(default_factory=list)
    holds_group: bool = False


@dataclass(frozen=True, slots=True)
class Candidates:
    """Spots in order, each with the bracket that it stands in, if any; and the brackets by the offset of their "[".

    `label_like` are spots in a bracket right behind another one, where Markdown expects the label of a link.
    """

    spots: tuple[Spot, ...]
    bracket_of: dict[Spot, Bracket]
    brackets: dict[int, Bracket]
    label_like: tuple[Spot, ...]
    #: Labels of the links that the page defines.
    labels: frozenset[str]
    #: Where an escaped "@" stands, which is none of a citation.
    literal: tuple[int, ...] = ()

    def is_label(self, source: str, bracket: Bracket) -> bool:
        """Whether the brackets are escaped, a footnote's, or the label of a link that the page defines."""
        return _is_label(source, bracket, self.labels)


def _is_label(source: str, bracket: Bracket, labels: frozenset[str]) -> bool:
    inside = source[bracket.start + 1 : bracket.end]
    return bracket.escaped or inside.startswith("^") or _label(inside) in labels


def find_candidates(source: str, resolve: Callable[[str], str | None]) -> Candidates:
    """All spots of a page outside URLs, link definitions and snippet lines.

    Args:
        source: Markdown.
        resolve: Gives the citation key for a key as written, None where the bibliography has none. It decides how far
            a bare key reaches where HTML follows it.
    """
    definitions = [match for match in _DEFINITION.finditer(source) if not _is_citation(match, resolve)]
    labels = frozenset(_label(match.group(1)) for match in definitions)
    scan = _Scan(source, labels)
    masks = iter(sorted(match.span() for match in (*definitions, *_SNIPPETS.finditer(source))))
    mask = next(masks, None)
    for match in _SCAN.finditer(source):
        while mask and match.start() >= mask[1]:
            mask = next(masks, None)
        if not mask or match.start() < mask[0]:
            scan.take(match, resolve)
    scan.close_paragraph()
    return scan.result()


def _is_citation(definition: re.Match[str], resolve: Callable[[str], str | None]) -> bool:
    """Whether what may define a link is a citation before a colon: "[@key]: word", where the word is no address."""
    match = _SCAN.match(definition.group(1).strip())
    if match is None or match.lastgroup != "spot" or resolve(_key(match, resolve)[0]) is None:
        return False
    return _ADDRESS.search(definition.group().partition("]:")[2].strip()) is None


def _label(text: str) -> str:
    return text.strip().lower()


def _key(match: re.Match[str], resolve: Callable[[str], str | None]) -> tuple[str, int]:
    """The key of a spot as written, and where it ends."""
    if match["braced"] is not None:
        return match["braced"], match.end()
    start, whole = match.start("bare"), match["bare"]
    before_html = _BEFORE_HTML.match(whole + match.string[match.end() : match.end() + 200])
    short = before_html.group()[: len(whole)] if before_html else whole
    # An underscore may be part of the key, or the end of _emphasis_.
    trimmed = short.rstrip("_") or short
    for key in (whole, short):
        if resolve(key) is not None:
            return key, start + len(key)
    return trimmed, start + len(trimmed)


class _Scan:
    """The state of one walk through a page."""

    def __init__(self, source: str, labels: frozenset[str]) -> None:
        self._source = source
        self._labels = labels
        self._open: list[Bracket] = []
        self._placed: list[tuple[Spot, Bracket | None]] = []
        self._closed: dict[int, Bracket] = {}
        self._by_end: dict[int, Bracket] = {}
        self._escape_end = -1
        self.literal: list[int] = []

    def take(self, match: re.Match[str], resolve: Callable[[str], str | None]) -> None:
        kind = match.lastgroup
        if kind == "spot":
            key, end = _key(match, resolve)
            # What stands close behind these may be an address or a setting ("x.org/@name"), unless the key is known.
            before = self._source[max(0, match.start() - _LONGEST_OPTION) : match.start()]
            glued = _GLUED.search(before) is not None
            if _OPTION.search(before):
                return
            if self._escape_end != match.start() and (not glued or resolve(key) is not None):
                spot = Spot(match.start(), end, key, bool(match["author"]))
                self._placed.append((spot, self._open[-1] if self._open else None))
        elif kind == "escape":
            self._escape(match)
        elif kind == "opening":
            self._open.append(Bracket(match.start(), self._open[-1] if self._open else None))
        elif kind == "closing":
            self._close(match.start())
        elif kind == "blank":
            self.close_paragraph()

    def _escape(self, match: re.Match[str]) -> None:
        if match.group() == r"\[":
            self._escape_end = match.end()
            self._open.append(Bracket(match.start(), self._open[-1] if self._open else None, escaped=True))
        elif match.group() == r"\@":
            self.literal.append(match.start())
        elif match.group() == r"\]" and self._open and self._open[-1].escaped:
            self._close(match.start())

    def _close(self, end: int) -> None:
        if self._open:
            bracket = self._open.pop()
            bracket.end = end
            self._closed[bracket.start] = self._by_end[end] = bracket

    def close_paragraph(self) -> None:
        """No bracket reaches over a blank line."""
        self._open.clear()

    def result(self) -> Candidates:
        kept: list[Spot] = []
        bracket_of: dict[Spot, Bracket] = {}
        label_like: list[Spot] = []
        for spot, innermost in self._placed:
            # Around a bracket that does not close, no other one does.
            bracket = innermost if innermost and innermost.end >= 0 else None
            if bracket is None:
                kept.append(spot)
            elif _is_label(self._source, bracket, self._labels):
                continue
            elif self._follows_bracket(bracket):
                label_like.append(spot)
            else:
                kept.append(spot)
                bracket.spots.append(spot)
                bracket_of[spot] = bracket
        for bracket in bracket_of.values():
            parent = bracket.parent
            while parent is not None and not parent.holds_group:
                parent.holds_group = True
                parent = parent.parent
        usable = {spot: bracket for spot, bracket in bracket_of.items() if not bracket.holds_group}
        literal = tuple(place for place in self.literal if self._source[place + 2 : place + 3].strip())
        return Candidates(tuple(kept), usable, self._closed, tuple(label_like), self._labels, literal)

    def _follows_bracket(self, bracket: Bracket) -> bool:
        """Whether "][" joins the brackets to others that are neither a citation's nor a footnote's."""
        other = self._by_end.get(bracket.start - 1)
        return other is not None and not other.spots and self._source[other.start + 1 : other.start + 2] != "^"
