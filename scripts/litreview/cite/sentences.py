"""The sentences in which citations stand, as far as punctuation tells them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Final

from markupsafe import Markup, escape

from litreview.cite.intext import plain_text
from litreview.cite.intext_style import InTextStyle
from litreview.cite.locate import POSSESSIVE, splice
from litreview.cite.located import Group, Located
from litreview.cite.tokens import KEY, TOKEN, token

#: A full stop, closing quotes and brackets, citations that follow at once, and white space.
_END: Final = re.compile(rf"""[.!?…]["'”’»)\]]*(?:{TOKEN.pattern})*\s+|[。！？]+(?:{TOKEN.pattern})*\s*""")
_LAST: Final = re.compile(rf"(?<=[.!?…])\s+(?:{TOKEN.pattern}[\s.,;]*){{1,50}}$")
_BEGINNING: Final = re.compile(r"""["'“‘«(\[]*+[^\Wa-zß-öø-ÿ_]|[^\w\s]""")
#: Words whose full stop ends no sentence, and initials.
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\[])(?:al|approx|ca|cf|ch|dr|e\.\s?g|eq|etc|fig|figs|i\.\s?e|inc|ltd|mr|mrs|ms|no|nos|p|pp|prof|"
    r"ref|refs|resp|sec|st|suppl|tab|vol|vols|vs|\w)$",
    re.IGNORECASE,
)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a text whose citations are tokens; together they cover the text.

    Citations at the end of the text belong to the sentence before them, wherever its full stop is.
    """
    start = 0
    ending = _LAST.search(text)
    last = ending.start() if ending else len(text)
    for end in _END.finditer(text):
        before = text[max(start, end.start() - 12) : end.start()]
        if end.group()[0] == "." and _ABBREVIATION.search(before):
            continue
        if end.end() > last:
            break
        if end.end() < len(text) and not _BEGINNING.match(text, end.end()):
            continue
        yield start, end.end()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def as_read(printed: str, style: InTextStyle) -> Markup:
    """A printed group as its reader sees it: words, and raised numbers."""
    if not style.superscript:
        return escape(plain_text(printed))
    before, _, rest = printed.partition("<sup>")
    raised, _, behind = rest.rpartition("</sup>")
    return Markup("{}<sup>{}</sup>{}").format(*map(plain_text, (before, raised, behind)))


def sentences_around(found: Located, words: Sequence[Markup]) -> dict[int, Markup]:
    """The sentence around each group of a page, by the group's number, with all groups in it as they read.

    A cell of a table that has citations alone, or names what its row is about, is read with its row.
    """
    # Tokens tell texts apart that say the same.
    by_text: dict[str, dict[int, Group]] = defaultdict(dict)
    by_row: dict[str, dict[int, Group]] = defaultdict(dict)
    for number, group in enumerate(found.groups):
        passage = found.passages[group.passage]
        by_text[passage.text][number] = by_row[passage.row][number] = group
    around: dict[int, Markup] = {}
    for passage in found.passages:
        groups = by_text.get(passage.text, {})
        text = _joined(passage.text, groups)
        if passage.row and (passage.names_row or not any(map(str.isalnum, TOKEN.sub("", text)))):
            row = _joined(passage.row, by_row[passage.row])
            read = _read(row, [(0, len(row))], by_row[passage.row], words)
            around |= {number: read[number] for number in groups}
        else:
            around |= _read(text, _sentences(text), groups, words)
    return around


def _joined(text: str, groups: Mapping[int, Group]) -> str:
    """The text with one token for each group, which has its number."""
    spans = {match.group(): match.span() for match in TOKEN.finditer(text)}
    edits: list[tuple[int, int, str]] = []
    for number, group in groups.items():
        first, last = group.tokens
        # The tokens of brackets stand just inside them.
        start = spans[first][0] - (not group.narrative)
        end = spans[last][1] + (first != last)
        if group.possessive and (possessive := POSSESSIVE.match(text, end)):
            end = possessive.end()
        edits.append((start, end, token(KEY, number)))
    return splice(text, edits)


def _read(
    text: str, parts: Iterable[tuple[int, int]], groups: Iterable[int], words: Sequence[Markup]
) -> dict[int, Markup]:
    """The part of a text, with a token for each group, around each of them."""
    numbers = {token(KEY, number): number for number in groups}
    found: dict[int, Markup] = {}
    for begin, end in parts:
        sentence = " ".join(text[begin:end].split())
        inside = [name for name in TOKEN.findall(sentence) if name in numbers]
        if inside:
            said = [escape(part) for part in TOKEN.split(sentence)]
            printed = (words[numbers[name]] for name in inside)
            read = Markup().join(chain.from_iterable(zip_longest(said, printed, fillvalue=Markup())))
            found |= dict.fromkeys((numbers[name] for name in inside), read)
    return found
