"""Which candidates of a page are citations: those that the site's own Markdown puts into the text.

Each candidate is replaced by a token (see `tokens`), the page is converted, and a citation is a token that was seen as
text during the conversion and stands in the text of the result, outside code, math, links and the like. Either test
alone errs: raw HTML passes the second, attribute lists the first. The source is never changed here, so that whatever
is put in place of a citation leaves every other byte as it was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from litreview.cite.candidates import Bracket, Candidates, Spot, find_candidates
from litreview.cite.located import Group, Located, Passage
from litreview.cite.markdown import Converter
from litreview.cite.syntax import Citation, first_part, parse_citations, with_suffix
from litreview.cite.table_text import Table
from litreview.cite.tokens import CLOSING, KEY, OPENING, TOKEN, token

_MARKUP: Final = re.compile(
    r"""<!--(?:.*?-->|.*)|<(?P<slash>/?)(?P<tag>[A-Za-z][^\s/>]*+)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL,
)
#: Nothing in these is running text.
_NO_TEXT: Final = frozenset(
    {"code", "pre", "script", "style", "svg", "math", "textarea", "title", "template", "kbd", "samp"}
)
_HREF: Final = re.compile(r"\shref\s*=", re.IGNORECASE)
#: Attributes that lead somewhere, or that can be led to.
_ADDRESS: Final = re.compile(r"""\s(href|src|id|name)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_CLASS: Final = r"""\sclass\s*+=\s*+(?:"[^"]*|'[^']*|[^\s"'>]*)"""
_MATH_CLASS: Final = re.compile(rf"{_CLASS}\barithmatex\b", re.IGNORECASE)
#: Links that extensions add to a text, and signs at numbers, which are no part of its sentences.
_MARK_CLASS: Final = re.compile(rf"{_CLASS}\b(?:headerlink|evidence-mark|footnote-(?:ref|backref))\b")
_UNREAD: Final = frozenset({"script", "style", "svg", "template"})
_VOID: Final = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: A passage ends where one of these begins or ends.
_BLOCK: Final = _HEADINGS | frozenset(
    {"address", "article", "aside", "blockquote", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "header", "hr", "label", "li", "main", "nav", "ol", "p", "pre"}
    | {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)


def locate(source: str, converter: Converter, resolve: Callable[[str], str | None]) -> Located:
    """The citations of a page.

    Args:
        source: Markdown without front matter and without any of the characters `tokens.RESERVED`.
        converter: The site's Markdown.
        resolve: Gives the citation key for a key as written, None where the bibliography has none.

    Raises:
        ConversionError: The page could not be converted.
    """
    candidates = find_candidates(source, resolve)
    spots = {token(KEY, number): spot for number, spot in enumerate(candidates.spots)}
    brackets = _Brackets(source, candidates)
    # An escaped "@" is looked for in the text as citations are; what stands behind it is text anyway.
    literal = {token(KEY, len(spots) + number): place for number, place in enumerate(candidates.literal)}
    html_text, seen = converter.convert(_tokenised(source, spots, brackets, literal))
    walk = _Walk(seen)
    walk.through(html_text)
    written = {name: source[spot.start : spot.end] for name, spot in spots.items()} | dict.fromkeys(literal, "@")

    kept = walk.place.keys() - literal.keys()

    def cited(text: str) -> str:
        return TOKEN.sub(lambda m: m.group() if m.group() in kept else written.get(m.group(), ""), text)

    passages = tuple(replace(one, text=cited(one.text), row=cited(one.row)) for one in walk.passages)
    groups = tuple(_groups(source, candidates, spots, brackets, walk.place))
    in_html = tuple(spots[name] for name in walk.unseen if name in spots)
    in_link = tuple(spots[name] for name in walk.linked if name in spots)
    escaped = tuple(place for name, place in literal.items() if name in walk.place)
    return Located(
        groups,
        passages,
        candidates.label_like,
        in_html,
        in_link,
        escaped,
        targets=frozenset(walk.targets),
        anchors=frozenset(walk.anchors),
    )


POSSESSIVE: Final = re.compile(r"['’]s(?!\w)")
_GAP: Final = re.compile(r"[ \t]*+(?:\n[ \t]*+)?(?=\[(?![\^@]|-@|\]))")


class _Brackets:
    """The brackets of a page that may belong to a group."""

    def __init__(self, source: str, candidates: Candidates) -> None:
        self._source = source
        self.around = candidates.bracket_of
        #: The brackets behind a narrative citation, which hold its locator ("@a [p. 33]").
        self.behind: dict[Spot, Bracket] = {}
        for spot in candidates.spots:
            if spot not in self.around and (bracket := self._behind(spot, candidates)):
                self.behind[spot] = bracket
        of_interest = {bracket.start: bracket for bracket in (*self.around.values(), *self.behind.values())}
        self.by_number = tuple(of_interest[start] for start in sorted(of_interest))
        self._numbers = {bracket: number for number, bracket in enumerate(self.by_number)}

    def tokens(self, bracket: Bracket) -> tuple[str, str]:
        """What stands for the opening and the closing bracket."""
        number = self._numbers[bracket]
        return token(OPENING, number), token(CLOSING, number)

    def _behind(self, spot: Spot, candidates: Candidates) -> Bracket | None:
        gap = _GAP.match(self._source, spot.end)
        bracket = candidates.brackets.get(gap.end()) if gap else None
        if bracket is None or bracket.holds_group or candidates.is_label(self._source, bracket):
            return None
        text, _ = first_part(self._source[bracket.start + 1 : bracket.end])
        if bracket.spots and bracket.spots[0].start <= bracket.start + len(text):
            return None  # a group of its own, which begins with a prefix
        return bracket


def _tokenised(source: str, spots: Mapping[str, Spot], brackets: _Brackets, literal: Mapping[str, int]) -> str:
    """The page with tokens: in place of each spot, and just inside each pair of brackets, which stay."""
    edits = [(spot.start, spot.end, name) for name, spot in spots.items()]
    edits += [(place, place + len(r"\@"), name) for name, place in literal.items()]
    for bracket in brackets.by_number:
        opening, closing = brackets.tokens(bracket)
        edits += [(bracket.start + 1, bracket.start + 1, opening), (bracket.end, bracket.end, closing)]
        if source.startswith(":", bracket.end + 1):
            # "[@key]: word" would define a link.
            edits.append((bracket.end + 1, bracket.end + 1, closing))
    return splice(source, edits)


def splice(source: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with new text in place of each stretch (start, end, new text); stretches do not overlap."""
    parts: list[str] = []
    done = 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        parts += (source[done:start], text)
        done = end
    parts.append(source[done:])
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    no_text: bool
    silent: bool
    link: bool


class _Walk:
    """A walk through the HTML of a page, which notes the tokens that stand in its text."""

    def __init__(self, seen: frozenset[str]) -> None:
        self._seen = seen
        self._elements: list[_Element] = []
        self._text: list[str] = []
        self._has_token = False
        self.passages: list[Passage] = []
        self._table = Table(self.passages)
        #: Passage of each token, in the order of the text.
        self.place: dict[str, int] = {}
        #: Tokens that stand in the text without having been seen as text.
        self.unseen: list[str] = []
        #: Tokens in the text of links.
        self.linked: list[str] = []
        self.targets: set[str] = set()
        self.anchors: set[str] = set()

    def through(self, html_text: str) -> None:
        """Walk through all of it."""
        done = 0
        for match in _MARKUP.finditer(html_text):
            self._take_text(html_text[done : match.start()])
            done = match.end()
            if match["tag"]:
                self._take_tag(match)
        self._take_text(html_text[done:])
        self._end_passage()

    def _take_text(self, text: str) -> None:
        if not text or any(element.silent for element in self._elements):
            return
        self._text.append(html.unescape(text))
        if any(element.no_text for element in self._elements):
            return
        if any(element.link for element in self._elements):
            self.linked += TOKEN.findall(text)
        else:
            for name in TOKEN.findall(text):
                if name not in self._seen:
                    self.unseen.append(name)
                elif name not in self.place:
                    self.place[name] = len(self.passages)
                    self._has_token = True

    def _take_tag(self, match: re.Match[str]) -> None:
        tag = match["tag"].lower()
        if tag in _BLOCK:
            self._end_passage()
            if tag == "tr":
                self._table.end_row({element.tag for element in self._elements})
            elif tag == "table":
                self._table.end()
            elif tag in ("td", "th") and not match["slash"]:
                self._table.begin_cell()
        elif tag == "br":
            self._text.append(" ")
        if match["slash"]:
            opened = [element.tag for element in self._elements]
            if tag in opened:  # elements inside that nobody closed end here too
                del self._elements[len(opened) - 1 - opened[::-1].index(tag) :]
            return
        attributes = match["attributes"]
        self._take_addresses(attributes)
        if tag not in _VOID and not attributes.endswith("/"):
            no_text = tag in _NO_TEXT or bool(_MATH_CLASS.search(attributes))
            link = tag == "a" and bool(_HREF.search(attributes))
            silent = tag in _UNREAD or bool(_MARK_CLASS.search(attributes))
            self._elements.append(_Element(tag, no_text, silent, link))

    def _take_addresses(self, attributes: str) -> None:
        for name, *values in _ADDRESS.findall(attributes):
            found = self.anchors if name.lower() in ("id", "name") else self.targets
            found.add(html.unescape("".join(values)))

    def _end_passage(self) -> None:
        text = "".join(self._text)
        if self._has_token:
            tags = {element.tag for element in self._elements}
            self.passages.append(Passage(text, bool(tags & _HEADINGS), names_row="th" in tags))
        self._table.add(text)
        self._text.clear()
        self._has_token = False


def _groups(
    source: str, candidates: Candidates, spots: Mapping[str, Spot], brackets: _Brackets, place: Mapping[str, int]
) -> Iterator[Group]:
    names = {spot: name for name, spot in spots.items()}
    done: set[Spot] = set()

    def members(bracket: Bracket, passage: int) -> tuple[Spot, ...] | None:
        """The citations in a pair of brackets, None unless the brackets stand in the text of the passage."""
        if any(place.get(name) != passage for name in brackets.tokens(bracket)):
            return None
        return tuple(spot for spot in bracket.spots if place.get(names[spot]) == passage)

    for name, passage in place.items():
        spot = spots.get(name)
        if spot is None or spot in done:
            continue
        around = candidates.bracket_of.get(spot)
        inside = members(around, passage) if around else None
        if around and inside:
            citations = parse_citations(source, around.start + 1, around.end, inside)
            group = Group(
                start=around.start,
                end=around.end + 1,
                citations=citations,
                spots=inside,
                narrative=False,
                passage=passage,
                tokens=brackets.tokens(around),
            )
        else:
            group = _narrative(spot, passage, name)
            behind = brackets.behind.get(spot)
            inside = members(behind, passage) if behind else None
            if behind and inside is not None:
                group = _extended(source, group, behind, inside, brackets.tokens(behind)[1])
            if possessive := POSSESSIVE.match(source, group.end):
                group = replace(group, end=possessive.end(), possessive=possessive.group())
        done.update(group.spots)
        yield group


def _narrative(spot: Spot, passage: int, name: str) -> Group:
    citation = Citation(spot.key, suppressed=spot.suppressed)
    return Group(spot.start, spot.end, (citation,), (spot,), narrative=True, passage=passage, tokens=(name, name))


def _extended(source: str, group: Group, behind: Bracket, inside: Sequence[Spot], closing: str) -> Group:
    """A narrative group with what the brackets behind it say."""
    start = behind.start + 1
    text, offset = first_part(source[start : behind.end]) if inside else (source[start : behind.end], 0)
    citations = [with_suffix(group.citations[0], f", {text}")]
    if inside:
        citations += parse_citations(source, start + offset, behind.end, inside)
    return replace(
        group,
        end=behind.end + 1,
        citations=tuple(citations),
        spots=(*group.spots, *inside),
        tokens=(group.tokens[0], closing),
    )
