"""Entries of a file that has changed in one place: those around the change are read again, the others are as they were.

That holds for files in which an entry says all of itself: without abbreviations, without entries that others take
fields over from, and without anything that reading had to say about the file. Every other file is read whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from litreview.read.bibtex.blocks import Entry
from litreview.read.bibtex.decoding import SourceText
from litreview.read.bibtex.inheritance import Resolved
from litreview.read.bibtex.scanner import scan

#: Makes an entry with its values of one as it is written; nothing where there is something to be said about it.
Resolve = Callable[[Entry, SourceText], Resolved | None]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read: its text, where its entries begin, and what they say."""

    path: str
    text: str
    offsets: Sequence[int]
    entries: Sequence[Resolved]


def read_again(before: ReadFile, text: str, resolve: Resolve) -> ReadFile | None:
    """The file with another text; nothing where more than some entries may have changed.

    Args:
        before: The file as it was; its entries have to be `plain`.
        text: Its text now.
        resolve: Makes entries with their values.
    """
    old = before.text
    if text == old:
        return before
    same = _alike(old, text)
    behind = min(_alike(old[::-1], text[::-1]), len(old) - same, len(text) - same)
    first = bisect_right(before.offsets, same) - 1
    after = bisect_left(before.offsets, len(old) - behind)
    if first < 0 or after >= len(before.offsets):
        return None
    begin, end = before.offsets[first], before.offsets[after]
    moved = len(text) - len(old)
    part = text[begin : end + moved]
    place = before.entries[first].position
    if place.column != 1 or not part.endswith("\n") or part.count("\n") != old.count("\n", begin, end):
        return None
    # Lines before it, so that places are those in the file.
    padding = place.line - 1
    source = SourceText.of(before.path, "\n" * padding + part)
    blocks, problems = scan(source)
    written = [block for block in blocks if isinstance(block, Entry)]
    entries = [entry for one in written if (entry := resolve(one, source))]
    if problems or len(entries) != len(blocks) or not plain(entries):
        return None
    return ReadFile(
        before.path,
        text,
        (
            *before.offsets[:first],
            *(begin + entry.offset - padding for entry in written),
            *(offset + moved for offset in before.offsets[after:]),
        ),
        (*before.entries[:first], *entries, *before.entries[after:]),
    )


def plain(entries: Iterable[Resolved]) -> bool:
    """Whether each entry can be read alone: it has a key, and takes nothing over from others."""
    return all(entry.key and "crossref" not in entry.values and "xdata" not in entry.values for entry in entries)


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
