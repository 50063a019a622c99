"""A text that stands in place of what its author wrote, and the way back to the author's own places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """New text in place of the source from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceMap:
    """A source with edits made, and where each part of the result came from.

    `_starts` are offsets in `text` of its parts, alternately kept and new; `_origins` their offsets in the source.
    """

    source: str
    text: str
    _starts: tuple[int, ...] = (0,)
    _origins: tuple[int, ...] = (0,)
    _kept: tuple[bool, ...] = (True,)

    def origin(self, offset: int) -> int:
        """The offset in the source of what stands at an offset of the text; for new text, of what it replaced."""
        index = bisect_right(self._starts, offset) - 1
        return self._origins[index] + (offset - self._starts[index] if self._kept[index] else 0)


def rewrite(source: str, edits: Iterable[Edit]) -> SourceMap:
    """The source with all edits made, which do not overlap."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    kept: list[bool] = []
    length = done = 0
    for edit in (*sorted(edits, key=lambda edit: edit.start), Edit(len(source), len(source), "")):
        for text, origin, own in ((source[done : edit.start], done, True), (edit.text, edit.start, False)):
            parts.append(text)
            starts.append(length)
            origins.append(origin)
            kept.append(own)
            length += len(text)
        done = edit.end
    return SourceMap(source, "".join(parts), tuple(starts), tuple(origins), tuple(kept))
