"""An evidence map as a drawing that stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from litreview.figures.context import FigureContext
from litreview.figures.drawing import LINE, MARGIN, WIDTH, Drawing, Words, lines_of, sheet, width_of
from litreview.figures.html import drawn
from litreview.figures.map.bubbles import Bubble, Place, Vocabulary, bubbles
from litreview.model.evidence import MapAxisItem, MapCell, Sense

_NAME: Final = 220
_HEAD: Final = 170
_BUBBLE: Final = 22
_STEP: Final = 26
_SMALL: Final = 11
#: The radius of the corners of each sense's shape; a shape of OPEN has a broken outline too.
_CORNERS: Final = {Sense.FOR: 11, Sense.AGAINST: 0, Sense.MIXED: 4, Sense.NEITHER: 4, Sense.OPEN: 11}


def map_drawing(
    context: FigureContext,
    around: Drawing,
    axes: tuple[Sequence[MapAxisItem], Sequence[MapAxisItem]],
    cells: Mapping[Place, Sequence[MapCell]],
    words: Vocabulary,
) -> str:
    """The grid with its bubbles, and what their marks mean."""
    rows, columns = axes
    step = (WIDTH - 2 * MARGIN - _NAME) / max(1, len(columns))
    parts: list[Markup] = []
    for index, column in enumerate(columns):
        parts += _head(column.name, MARGIN + _NAME + step * (index + 0.5), step)
    y = float(_HEAD)
    for row in rows:
        found = [bubbles(cells.get((row.id, column.id), ()), words) for column in columns]
        name = lines_of(row.name, _NAME - LINE)
        height = max(LINE * len(name), _STEP * max(map(len, found), default=0)) + LINE / 2
        parts.append(drawn("line", class_="thin", x1=MARGIN, x2=WIDTH - MARGIN, y1=f"{y:g}", y2=f"{y:g}"))
        parts += (Words(MARGIN, y + LINE * (n + 1), line).drawn() for n, line in enumerate(name))
        for index, there in enumerate(found):
            x = MARGIN + _NAME + step * (index + 0.5)
            parts += (_bubble(bubble, x, y + LINE / 4 + _STEP * n, words) for n, bubble in enumerate(there))
        y += height
    parts.append(drawn("line", class_="rule", x1=MARGIN, x2=WIDTH - MARGIN, y1=f"{y:g}", y2=f"{y:g}"))
    shown = [cell for row in rows for column in columns for cell in cells.get((row.id, column.id), ())]
    legend = "  ·  ".join(_legend(shown, words))
    return sheet(context, Drawing(around.title, around.subtitle, (legend, *around.notes)), parts, y)


def _head(name: str, x: float, step: float) -> Iterable[Markup]:
    """A column's name upright, in as many lines as the column is wide."""
    lines = lines_of(name, _HEAD - LINE, _SMALL)[: max(1, int(step // (LINE * 0.8)))]
    for index, line in enumerate(lines):
        place = x + (index - (len(lines) - 1) / 2) * LINE * 0.8 + _SMALL / 3
        turned = f"rotate(-90 {place:g} {_HEAD - 6})"
        yield drawn("text", line, class_="head", x=f"{place:g}", y=_HEAD - 6, transform=turned)


def _bubble(bubble: Bubble, x: float, y: float, words: Vocabulary) -> Markup:
    sense = words.directions[bubble.direction].sense
    said = f"{words.signs[bubble.direction]}{words.codes[bubble.kind]} {bubble.references}"
    width = width_of(said, _SMALL) + 8
    shape = drawn(
        "rect", class_=f"bubble sense-{sense}", x=f"{x - width / 2:.1f}", y=f"{y:g}", width=f"{width:.1f}",
        height=_BUBBLE, rx=_CORNERS[sense],
    )  # fmt: skip
    label = drawn("text", said, class_="mark", x=f"{x:.1f}", y=f"{y + 15:g}", text_anchor="middle")
    return drawn("g", shape, label)


def _legend(cells: Sequence[MapCell], words: Vocabulary) -> Iterable[str]:
    directions, kinds = {cell.direction for cell in cells}, {cell.evidence for cell in cells}
    yield from (f"{words.signs[term.id]} {term.name}" for term in words.directions.values() if term.id in directions)
    yield from (f"{words.codes[term.id]} {term.name}" for term in words.kinds.values() if term.id in kinds)
