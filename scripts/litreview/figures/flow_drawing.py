"""A flow of records as a drawing that stands alone, and the boxes that it and the page share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from litreview.figures.context import FigureContext
from litreview.figures.drawing import LINE, MARGIN, WIDTH, Drawing, Words, lines_of, sheet
from litreview.figures.html import drawn

_GAP: Final = 24
_PAD: Final = 8
_HEAD: Final = 28


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a box: what is counted, and how many; a heading has no number."""

    label: str
    n: int | None = None
    references: tuple[str, ...] = ()
    note: str = ""

    @property
    def words(self) -> str:
        """As one line."""
        counted = "" if self.n is None else f" (n\u00a0=\u00a0{self.n})"
        return f"{self.label}{counted}{f' {self.note}' if self.note else ''}"


@dataclass(frozen=True, slots=True)
class Step:
    """A box, and the one beside it with what leaves the flow there."""

    main: tuple[Entry, ...]
    side: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """The steps of one kind of source."""

    head: str
    steps: tuple[Step, ...]


def flow_drawing(
    context: FigureContext,
    around: Drawing,
    ways: Sequence[Way],
    results: Sequence[Sequence[Entry]],
    *,
    update: bool,
) -> str:
    """The ways beside one another, and under them what they lead to.

    In an `update` the first way is that of an earlier version, which leads past the new results to the total.
    """
    room = WIDTH - 2 * MARGIN - _GAP * (len(ways) - 1)
    # A way whose steps have nothing beside them takes half the room.
    shares = [2 if any(step.side for step in way.steps) else 1 for way in ways]
    parts: list[Markup] = []
    x, y, places = float(MARGIN), 0.0, []
    for way, share in zip(ways, shares, strict=True):
        width = room * share / sum(shares)
        place, bottom = _way(parts, way, x, width)
        places.append(place)
        y = max(y, bottom)
        x += width + _GAP
    for index, lines in enumerate(results):
        new = update and index == 0 and len(results) > 1
        left = MARGIN + (room * shares[0] / sum(shares) + _GAP if new else 0)
        height = _box(parts, lines, left, y, WIDTH - MARGIN - left)
        if index == 0:
            parts += (_arrow(middle, bottom, y) for middle, bottom in (places[1:] if new else places))
        if new:
            total = y + height + _GAP
            parts.append(_arrow(places[0][0], places[0][1], total))
            parts.append(_arrow((left + WIDTH - MARGIN) / 2, y + height, total))
        y += height + _GAP
    return sheet(context, around, parts, y - _GAP)


def _way(parts: list[Markup], way: Way, x: float, width: float) -> tuple[tuple[float, float], float]:
    """The boxes of a way; the middle of the lower edge of the last one, and where there is room below all of them."""
    parts.append(Words(x, LINE, way.head, "strong").drawn())
    beside = any(step.side for step in way.steps)
    box = (width - _GAP) / 2 if beside else width
    y, middle, end = float(_HEAD), x + box / 2, 0.0
    for index, step in enumerate(way.steps):
        if index:
            parts.append(_arrow(middle, end, y))
        height = _box(parts, step.main, x, y, box)
        end = y + height
        if step.side:
            other = _box(parts, step.side, x + box + _GAP, y, box)
            at = y + min(height, other) / 2
            parts.append(_line(x + box, at, x + box + _GAP, at))
            parts.append(drawn("path", d=Markup(f"M{x + box + _GAP:g} {at:g}l-7 -4v8z"), fill=Markup("#555")))  # noqa: S704 - numbers
            height = max(height, other)
        y += height + _GAP
    return (middle, end), y


def _box(parts: list[Markup], entries: Sequence[Entry], x: float, y: float, width: float) -> float:
    lines = [line for entry in entries for line in lines_of(entry.words, width - 2 * _PAD)]
    height = LINE * len(lines) + 2 * _PAD
    parts.append(drawn("rect", class_="box", x=f"{x:g}", y=f"{y:g}", width=f"{width:g}", height=f"{height:g}", rx=3))
    parts += (Words(x + _PAD, y + _PAD + LINE * (n + 0.75), line).drawn() for n, line in enumerate(lines))
    return height


def _line(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return drawn("line", class_="rule", x1=f"{x1:g}", y1=f"{y1:g}", x2=f"{x2:g}", y2=f"{y2:g}")


def _arrow(x: float, y: float, end: float) -> Markup:
    tip = drawn("path", d=Markup(f"M{x:g} {end:g}l-4 -7h8z"), fill=Markup("#555"))  # noqa: S704 - numbers
    return drawn("g", _line(x, y, x, end), tip)
