"""Scales, their axes and the marks on them: what all plots share.

A plot is drawn row by row, each row an SVG as wide as its column. Places are percentages of that width, so that it
stretches without a script and its text keeps its size. Colours are classes; the stylesheet has them for both schemes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from litreview.figures.html import drawn
from litreview.figures.words import Words, localised, with_unit

#: The width, in percent, that stays free at each end for half a mark or half a label.
_MARGIN: Final = 7.0
#: Size of the SVG where no stylesheet sets it, in pixels.
_PLAIN_SIZE: Final = {"width": 240, "height": 24}
#: The size of a drawing of a row, as its tag has it.
_FRAME: Final = re.compile(r' width="{width}" height="{height}"'.format_map(_PLAIN_SIZE))
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)
_LOG_STEPS: Final = (1, 2, 5)
#: The largest number that an axis is made for, and the smallest share of a number that tells two apart.
_FAR_POWER: Final = 12
_FAR: Final = 10.0**_FAR_POWER
_DUST: Final = 1e-9
_LARGEST_MARK: Final = 14.0
_SMALLEST_MARK: Final = 5.0
_DIAMOND_HEIGHT: Final = 24
#: A bar stands beside the first line of its row, however many lines the row has; in pixels.
_BAR_TOP: Final = 7
_BAR_HEIGHT: Final = 14


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high`, on a logarithmic axis if `log`.

    `reference` is the value of no effect, and `chosen` another at which the author wants a line.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False
    reference: float | None = None
    chosen: float | None = None

    def at(self, value: float) -> float:
        """The place of a value in percent of the width; values beyond an end stand at it."""
        low, high, x = (self._even(v) for v in (self.low, self.high, min(max(value, self.low), self.high)))
        return _MARGIN + (100 - 2 * _MARGIN) * (x - low) / (high - low)

    def _even(self, value: float) -> float:
        return math.log(value) if self.log else value


def percent_scale() -> Scale:
    """0 to 100 percent."""
    return Scale(0, 100, (0, 25, 50, 75, 100))


def linear_scale(values: Iterable[float], reference: float | None = None, most: int = 6) -> Scale:
    """Round ends and at most `most` (at least 3) ticks around the values and the reference.

    Raises:
        ValueError: The values are so large, or so close to one another, that no axis can show them.
    """
    known = [*values, *([] if reference is None else [reference])]
    low, high = min(known, default=0.0), max(known, default=1.0)
    largest = max(abs(low), abs(high))
    if low == high:
        high = low + (largest or 1.0)
    span = high - low
    if not largest <= _FAR or span < max(1 / _FAR, _DUST * largest):
        raise ValueError("the numbers are too large or too close to one another to be drawn")
    exponent = math.floor(math.log10(span / (most - 1)))
    for factor in _STEPS:
        step = float(f"{factor}e{exponent}")
        first, last = math.floor(low / step), math.ceil(high / step)
        last = max(last, first + 1)
        if last - first < most:
            break
    ticks = tuple(round(index * step, 1 - exponent) for index in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, reference=reference)


def log_scale(values: Iterable[float], reference: float = 1.0, most: int = 6) -> Scale:
    """Ends of the form 1, 2 or 5 times a power of ten around the values and the reference, all above 0.

    Raises:
        ValueError: The values are further than a factor of 10^12 from 1, where no ratio of a study lies.
    """
    known = [*(v for v in values if v > 0), reference]
    if not 1 / _FAR <= min(known) <= max(known) <= _FAR:
        raise ValueError("the numbers are too large or too small to be drawn")
    grid = [float(f"{s}e{p}") for p in range(-_FAR_POWER, _FAR_POWER + 1) for s in _LOG_STEPS]
    low = max(g for g in grid if g <= min(known))
    high = min(g for g in grid if g >= max(known) and g > low)
    ticks = [g for g in grid if low <= g <= high]
    if len(ticks) > most:
        powers = [p for p in range(-_FAR_POWER, _FAR_POWER + 1) if low <= 10.0**p <= high]
        # So many powers apart that no more than `most` of them are numbered, 1 always among them.
        every = math.ceil(len(powers) / (most - 1))
        ticks = sorted({*(float(f"1e{p}") for p in powers if p % every == 0), *_ends(low, high, every)})
    return Scale(low, high, tuple(ticks), log=True, reference=reference)


def _ends(low: float, high: float, every: int) -> tuple[float, ...]:
    """The ends of a logarithmic axis, where numbers beside them leave room."""
    return (low, high) if every == 1 else ()


def place(percent: float) -> Markup:
    """A place or length in percent of the width."""
    return Markup(f"{percent:.2f}".rstrip("0").rstrip(".") + "%")  # noqa: S704 - a number


def plot(*marks: Markup | None, class_: str = "plot-row") -> Markup:
    """A drawing as wide as its cell. The row's words say all of it, so it is hidden from those who listen."""
    return drawn("svg", *marks, class_=class_, aria_hidden="true", focusable="false", **_PLAIN_SIZE)


def framed(drawing: object, x: float, y: float, width: float, height: float) -> Markup:
    """Drawings that `plot` has made, at a place and of a size of their own, for an SVG that holds them all."""
    box = Markup(' x="{:g}" y="{:g}" width="{:g}" height="{:g}" overflow="visible"').format(x, y, width, height)
    return Markup(_FRAME.sub(box, str(drawing)))  # noqa: S704 - it was markup before


def grid(scale: Scale) -> Markup:
    """The lines of the ticks through a row, those of no effect and of the author's value among them."""
    lines = []
    told = {value for value in (scale.reference, scale.chosen) if value is not None}
    for value in sorted({*scale.ticks, *told}):
        x = place(scale.at(value))
        kind = "plot-grid" if value not in told else "plot-reference" if value == scale.reference else "plot-chosen"
        lines.append(drawn("line", class_=kind, x1=x, x2=x, y1=0, y2=Markup("100%")))
    return Markup().join(lines)


def axis(scale: Scale, words: Words, unit: str = "") -> Markup:
    """The scale's numbers under the rows."""
    labels = []
    for value in scale.ticks:
        x = place(scale.at(value))
        labels.append(drawn("line", class_="plot-tick", x1=x, x2=x, y1=0, y2=4))
        shown = with_unit(localised(f"{value:g}", words), unit if value == scale.ticks[-1] else "", words)
        labels.append(drawn("text", shown, class_="plot-label", x=x, y=17, text_anchor="middle"))
    ends = {"x1": place(_MARGIN), "x2": place(100 - _MARGIN), "y1": 0, "y2": 0}
    return plot(drawn("line", class_="plot-axis", **ends), *labels, class_="plot-axis-row")


def interval_mark(scale: Scale, point: float | None, low: float | None, high: float | None, share: float) -> Markup:
    """An estimate, its interval, and a square whose area goes with `share` (0 to 1).

    An end that is open (None) or lies beyond the scale ends in an arrow.
    """
    parts = []
    if low is not None or high is not None:
        start, end = scale.at(scale.low if low is None else low), scale.at(scale.high if high is None else high)
        parts.append(drawn("line", class_="plot-interval", x1=place(start), x2=place(end), y1="50%", y2="50%"))
        for value, where, tip in ((low, start, "0,0 6,-4 6,4"), (high, end, "0,0 -6,-4 -6,4")):
            if value is None or not scale.low <= value <= scale.high:
                arrow = drawn("polygon", class_="plot-arrow", points=tip)
                parts.append(drawn("svg", arrow, x=place(where), y="50%", class_="plot-overflow", overflow="visible"))
    if point is not None:
        side = max(_SMALLEST_MARK, _LARGEST_MARK * math.sqrt(share))
        shift = Markup("translate({0:.1f} {0:.1f})").format(-side / 2)
        side_text = f"{side:.1f}"
        at = {"x": place(scale.at(point)), "y": "50%", "width": side_text, "height": side_text}
        parts.append(drawn("rect", class_="plot-point", transform=shift, **at))
    return Markup().join(parts)


def diamond(scale: Scale, point: float, low: float, high: float) -> Markup:
    """A pooled estimate: as wide as its interval."""
    left, right = scale.at(low), scale.at(high)
    middle = 100 * (scale.at(point) - left) / ((right - left) or 1)
    shape = drawn("polygon", class_="plot-summary", points=f"0,10 {middle:.1f},2 100,10 {middle:.1f},18")
    frame = {"viewBox": "0 0 100 20", "preserveAspectRatio": "none", "x": place(left), "width": place(right - left)}
    # As high as one line, however many lines its row has, and in the middle of it.
    svg = drawn("svg", shape, y="50%", height=_DIAMOND_HEIGHT, **frame)
    return drawn("g", svg, transform=f"translate(0 {-_DIAMOND_HEIGHT / 2:g})")


def whisker(scale: Scale, low: float, high: float) -> Markup:
    """A prediction interval: a dashed line."""
    return drawn(
        "line", class_="plot-prediction", x1=place(scale.at(low)), x2=place(scale.at(high)), y1="50%", y2="50%"
    )


def bar(share: float, parts: Iterable[tuple[str, float]] = ()) -> Markup:
    """A bar from the left edge, `share` (0 to 1) of the width; or its parts by class, each a share of the whole."""
    drawn_parts, start = [], 0.0
    for kind, width in parts or (("plot-bar", share),):
        drawn_parts.append(
            drawn("rect", class_=kind, x=place(100 * start), y=_BAR_TOP, width=place(100 * width), height=_BAR_HEIGHT)
        )
        start += width
    return plot(*drawn_parts, class_="plot-row plot-bars")
