"""Drawings that stand alone: a figure as one SVG, which a slide or a paper can hold.

Pages draw figures as tables, whose text is read and wraps. Here the same columns and rows are set in fixed places, with
a title above and the source below. Colours and sizes are those of paper; text stays text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from litreview.figures.context import FigureContext, source_line
from litreview.figures.html import drawn
from litreview.figures.scale import framed
from litreview.figures.table import Column, Row, plain_text

WIDTH: Final = 920
MARGIN: Final = 20
LINE: Final = 17
#: The size of text, and the widths of letters as shares of it: close enough to break lines by.
_SIZE: Final = 13
_NARROW: Final = frozenset("iljtfrI.,;:!'|()[] -/·")
_WIDE: Final = frozenset("mwMWQOGD%@&—")
_WIDTHS: Final = (0.33, 0.56, 0.86, 1.0)
_BOLD: Final = 1.07
_TITLE: Final = 1.25
_SMALL: Final = 0.85
_GAP: Final = 14
#: Where a line may break; a blank that does not break is none of them.
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_LONGEST_NAME: Final = 280
_LONGEST: Final = 180
_PLOT: Final = 280
_HEAD_SPACE: Final = 8
_ROW_SPACE: Final = 12

#: What the marks of plots and judgements look like, by their class.
PAINT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "plot-grid": "stroke: #ddd",
        "plot-reference": "stroke: #555",
        "plot-axis": "stroke: #555",
        "plot-tick": "stroke: #555",
        "plot-chosen": "stroke: #555; stroke-dasharray: 2 3",
        "plot-label": "font-size: 11px; fill: #555",
        "plot-interval": "stroke: #1b6ca8; stroke-width: 2",
        "plot-point": "fill: #1b6ca8",
        "plot-arrow": "fill: #1b6ca8",
        "plot-bar": "fill: #1b6ca8",
        "plot-dot": "fill: #1b6ca8; stroke: #fff",
        "plot-summary": "fill: #222b30",
        "plot-prediction": "stroke: #222b30; stroke-width: 2; stroke-dasharray: 4 3",
        "tone-good": "fill: #1b7f8c",
        "tone-doubt": "fill: #e0a526",
        "tone-bad": "fill: #b3261e",
        "tone-critical": "fill: #6e1712",
        "tone-unknown": "fill: #8a949b",
    }
)
_TEXT_AND_BOXES: Final = """
text { font: 13px "Helvetica Neue", Helvetica, Arial, sans-serif; fill: #1a1a1a; }
.title { font-size: 16.25px; font-weight: 700; }
.strong { font-weight: 700; }
.soft { fill: #555; }
.small { font-size: 11px; fill: #555; }
.rule { stroke: #555; }
.thin { stroke: #ddd; }
.box { fill: #fff; stroke: #555; }
.head { font-size: 11px; }
.mark { font-size: 11px; font-weight: 700; }
.bubble { fill: #fff; stroke-width: 2; }
.sense-for { fill: #d6e8f5; stroke: #1b6ca8; }
.sense-against { fill: #f9ddd0; stroke: #b3401e; }
.sense-mixed { fill: #ece2f5; stroke: #7b4ea3; }
.sense-neither { stroke: #555; stroke-width: 3; }
.sense-open { stroke: #767f86; stroke-dasharray: 4 2; }
"""
STYLE: Final = Markup(_TEXT_AND_BOXES + "".join(f".{name} {{ {rule}; }}\n" for name, rule in PAINT.items()))  # noqa: S704 - as above


@dataclass(frozen=True, slots=True)
class Words:
    """A text at a place."""

    x: float
    y: float
    text: str
    kind: str = ""
    anchor: str = "start"

    def drawn(self) -> Markup:
        """As an element."""
        return drawn("text", self.text, x=f"{self.x:g}", y=f"{self.y:g}", class_=self.kind or None,
                     text_anchor=None if self.anchor == "start" else self.anchor)  # fmt: skip


def width_of(words: str, size: float = _SIZE) -> float:
    """About how wide a text is."""
    return size * sum(_WIDTHS[_wideness(letter)] for letter in words)


def _wideness(letter: str) -> int:
    if letter in _NARROW:
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 3
    return 2 if letter in _WIDE else 1


def lines_of(words: str, width: float, size: float = _SIZE) -> list[str]:
    """A text in lines that fit a width; a word that does not fit stands alone."""
    lines: list[str] = []
    for word in _BLANKS.split(words.strip()):
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands around a drawing: a title above, a subtitle, and notes below."""

    title: str
    subtitle: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, title: str, caption: str, notes: Iterable[str] = ()) -> Drawing:
        """With the caption as its title where the author gives none, else below it."""
        return cls(title or caption, caption if title else "", tuple(notes))


def sheet(context: FigureContext, around: Drawing, body: Iterable[Markup], height: float) -> str:
    """A whole drawing: what stands around it, a body that is `height` high, and the source."""
    inner, y, parts = WIDTH - 2 * MARGIN, float(MARGIN), []
    for lines, kind, size in (
        (lines_of(around.title, inner, _SIZE * _TITLE * _BOLD), "title", LINE * _TITLE),
        (lines_of(around.subtitle, inner), "soft", LINE),
    ):
        for line in lines:
            y += size
            parts.append(Words(MARGIN, y, line, kind).drawn())
    y += LINE
    parts.append(drawn("g", *body, transform=f"translate(0 {y:g})"))
    y += height + LINE / 2
    for note in (*around.notes, source_line(context.library.review, context.texts)):
        for line in lines_of(note, inner, _SIZE * _SMALL):
            y += LINE * _SMALL
            parts.append(Words(MARGIN, y, line, "small").drawn())
    whole = f"{y + MARGIN:g}"
    drawing = drawn(
        "svg",
        drawn("title", around.title),
        drawn("style", STYLE),
        drawn("rect", width=WIDTH, height=whole, fill=Markup("#fff")),
        *parts,
        xmlns=Markup("http://www.w3.org/2000/svg"),
        viewBox=Markup(f"0 0 {WIDTH} {whole}"),  # noqa: S704 - numbers
        width=WIDTH,
        height=whole,
        role="img",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'


def table_drawing(
    context: FigureContext,
    around: Drawing,
    columns: Sequence[Column],
    rows: Sequence[Row],
    foot: tuple[Markup, Sequence[str]] | None = None,
) -> str:
    """A table that holds drawings, as one drawing; `foot` is the axis, with what stands under its two ends."""
    whole = [row for row in rows if len(row.cells) == len(columns)]
    widths = _widths(columns, whole)
    starts = [MARGIN + sum(widths[:index]) + index * _GAP for index in range(len(columns))]
    places = list(zip(columns, starts, widths, strict=True))
    parts: list[Markup] = []
    heads = [(start, lines_of(column.head, width, _SIZE * _BOLD)) for column, start, width in places]
    y = LINE * max(len(lines) for _, lines in heads)
    for start, lines in heads:
        parts += (Words(start, y - LINE * (len(lines) - 1 - n), line, "strong").drawn() for n, line in enumerate(lines))
    y += _HEAD_SPACE
    parts.append(_rule(y, "rule"))
    for row in rows:
        if len(row.cells) == 1 and len(columns) > 1:
            parts.append(Words(MARGIN, y + LINE + _ROW_SPACE / 2, plain_text(row.cells[0]), "strong").drawn())
            y += LINE + _ROW_SPACE
            continue
        kind = "strong" if row.kind == "figure-summary" else ""
        set_cells = [
            (
                column,
                start,
                width,
                []
                if column.kind == "plot"
                else lines_of(row.cells[index].short or plain_text(row.cells[index]), width),
            )
            for index, (column, start, width) in enumerate(places)
        ]
        height = LINE * max(1, *(len(lines) for *_, lines in set_cells)) + _ROW_SPACE
        for index, (column, start, width, lines) in enumerate(set_cells):
            if column.kind == "plot":
                parts.append(framed(row.cells[index].content, start, y, width, height))
            parts += (Words(start, y + LINE * (n + 1), line, kind).drawn() for n, line in enumerate(lines))
        y += height
        parts.append(_rule(y, "thin"))
    if foot:
        start, width = next((start, width) for column, start, width in places if column.kind == "plot")
        parts.append(framed(foot[0], start, y, width, LINE + _HEAD_SPACE))
        y += LINE + _HEAD_SPACE
        if foot[1]:
            y += LINE
            parts.append(Words(start, y, foot[1][0], "small").drawn())
            parts.append(Words(start + width, y, foot[1][1], "small", "end").drawn())
    return sheet(context, around, parts, y)


def _rule(y: float, kind: str) -> Markup:
    return drawn("line", class_=kind, x1=MARGIN, x2=WIDTH - MARGIN, y1=f"{y:g}", y2=f"{y:g}")


def _widths(columns: Sequence[Column], rows: Sequence[Row]) -> list[float]:
    """Of text as much as it needs, up to a bound; what is left belongs to the drawings, or to the longest text."""
    widths = []
    for index, column in enumerate(columns):
        texts = [column.head, *(row.cells[index].short or plain_text(row.cells[index]) for row in rows)]
        most = _LONGEST if index else _LONGEST_NAME
        widths.append(_PLOT if column.kind == "plot" else min(most, max(map(width_of, texts)) * _BOLD))
    room = WIDTH - 2 * MARGIN - _GAP * (len(columns) - 1)
    plots = [index for index, column in enumerate(columns) if column.kind == "plot"]
    if not plots:  # what is left belongs to the longest text
        plots = [max(range(len(columns)), key=lambda i: sum(len(plain_text(row.cells[i])) for row in rows))]
    spare = room - sum(widths)
    if spare < 0:
        texts_wide = sum(width for index, width in enumerate(widths) if index not in plots)
        share = (texts_wide + spare) / texts_wide if texts_wide else 1
        return [width if index in plots else width * share for index, width in enumerate(widths)]
    return [width + (spare / len(plots) if index in plots else 0) for index, width in enumerate(widths)]
