"""Where printed citations stand in the source of their page, and what they take along of the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from litreview.cite.intext import Printer, plain_text
from litreview.cite.intext_style import InTextStyle
from litreview.cite.located import Group

#: What a line begins with before its text: marks of quotations, lists, definitions, headings and tables.
_LINE_MARKS: Final = re.compile(r"^(?:[ \t]*+(?:>|[-*+]|\w{1,3}[.)]|:|#{1,6}+|\||\[[ xX]\]))*+[ \t]*")
_RAISED_BEHIND: Final = re.compile(r"""[\w.,;:!?)\]"'”’»%*_`>]""")
#: As far back as a word and its punctuation are looked for, in characters.
_NEARBY: Final = 200
#: An extension may make a link of it, together with all that follows without a space.
_ADDRESS: Final = re.compile(r"://|www\.|@")


def anchor_of(number: int) -> str:
    """The id of a page's group by its number, from 1."""
    return f"cite-{number}"


@dataclass(frozen=True, slots=True)
class _Printed:
    group: Group
    text: str
    anchor: str


def edits_of(
    source: str, groups: Sequence[Group], texts: Sequence[str], printer: Printer
) -> Iterator[tuple[int, int, str]]:
    """What the source has in place of each group, which prints as its text.

    Raised numbers stand close to their word, behind its full stop where the style has them there, and apart from one
    another: two groups side by side would read as one number.
    """
    if not printer.style.superscript:
        for number, (group, text) in enumerate(zip(groups, texts, strict=True), start=1):
            printed = _Printed(group, text, anchor_of(number))
            yield _named(source, printed, printer) if group.narrative else (group.start, group.end, text)
        return
    numbered = enumerate(zip(groups, texts, strict=True), start=1)
    ordered = sorted(
        (_Printed(group, text, anchor_of(number)) for number, (group, text) in numbered),
        key=lambda printed: printed.group.start,
    )
    for run in _side_by_side(source, ordered):
        yield _named(source, run[0], printer) if run[0].group.narrative else _raised(source, run, printer.style)


def _side_by_side(source: str, ordered: Sequence[_Printed]) -> list[list[_Printed]]:
    runs: list[list[_Printed]] = []
    for printed in ordered:
        before = runs[-1][-1].group if runs else None
        if (
            before is not None
            and not before.narrative
            and not printed.group.narrative
            and not source[before.end : printed.group.start].strip(" \t")
        ):
            runs[-1].append(printed)
        else:
            runs.append([printed])
    return runs


def _named(source: str, printed: _Printed, printer: Printer) -> tuple[int, int, str]:
    """A group whose names are part of the sentence."""
    group = printed.group
    text, stop = printed.text, _stop(source, group.end, printer.style)
    if stop:
        text = printer.group(group.citations, printed.anchor, narrative=True, tail=group.possessive + stop)
    end = group.end + len(stop)
    # The full stop of "et al." ends the sentence too.
    if plain_text(text).endswith(".") and source.startswith(".", end) and not source.startswith("..", end):
        end += 1
    return group.start, end, text


def _raised(source: str, run: Sequence[_Printed], style: InTextStyle) -> tuple[int, int, str]:
    start, end = run[0].group.start, run[-1].group.end
    text = f"<sup>{style.delimiter}</sup>".join(printed.text for printed in run)
    words = _words_before(source, start)
    if words.strip() and _RAISED_BEHIND.match(words.rstrip()[-1]) and not _ADDRESS.search(words.split()[-1]):
        start -= len(words) - len(words.rstrip(" \t"))
        stop = _stop(source, end, style)
        return start, end + len(stop), stop + text
    return start, end, text


def _stop(source: str, end: int, style: InTextStyle) -> str:
    """The punctuation at an offset, if the style moves citations behind it."""
    mark, following = source[end : end + 1], source[end + 1 : end + 2]
    moves = mark and mark in style.moves_behind and not (following.isalnum() or following in set(".,"))
    return mark if moves else ""


def _words_before(source: str, offset: int) -> str:
    """The end of the text before an offset on its line, without what marks the line as a list item or the like."""
    line_start = source.rfind("\n", 0, offset) + 1
    if offset - line_start > _NEARBY:
        return source[offset - _NEARBY : offset]
    return _LINE_MARKS.sub("", source[line_start:offset], count=1)
