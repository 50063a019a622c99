"""The plot of the documentation: how long whole sites take, as a picture that reads on light and on dark pages."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.results import Run
from tests.benchmarks.tables import PREVIEW, ratio, seconds
from tests.benchmarks.works import OURS, WHOLE_SITE

#: In the units of the picture.
_WIDTH: Final = 760
_MARGIN: Final = 20
_BARS_LEFT: Final = 250
_LONGEST_BAR: Final = 350
_HEAD: Final = 34
_ROW: Final = 24
_BAR: Final = 14
_GAP: Final = 10
#: A picture in a page knows nothing of the page, so that it brings its own ground along. Each word stands on it with a
#: contrast of more than 7 to 1, each bar with more than 3 to 1.
_STYLE: Final = """
text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
.head { font-weight: 600; }
.ground { fill: #ffffff; }
.axis { stroke: #59636e; }
.theirs { fill: #768390; }
.ours { fill: #0b6e4f; }
.ours-edit { fill: #ffffff; stroke: #0b6e4f; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.ground { fill: #0d1117; }
.axis { stroke: #9198a1; }
.theirs { fill: #768390; }
.ours { fill: #4cc38a; }
.ours-edit { fill: #0d1117; stroke: #4cc38a; }
}
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: whose it is, its class, its length in seconds, and what it says."""

    name: str
    kind: str
    time: float
    says: str


def bars(run: Run) -> tuple[Bar, ...]:
    """The bars of one size: ours, an edit in the preview, and the other programs; none if no site was built.

    The ratios are those of the tables: of an edit to our build, of our build to another program's.
    """
    work = run.work(WHOLE_SITE)
    if work is None:
        return ()
    cold = work.ours.clock
    found = [Bar(OURS, "ours", cold, f"{seconds(cold)} s")]
    if run.preview:
        edit = run.preview.entry
        found.append(Bar(f"{OURS}, {PREVIEW}", "ours-edit", edit, f"{seconds(edit)} s, ratio {ratio(edit / cold)}"))
    found.extend(
        Bar(peer.program, "theirs", peer.clock, f"{seconds(peer.clock)} s, ratio {ratio(cold / peer.clock)}")
        for peer in work.peers
    )
    return tuple(found)


def described(runs: Sequence[Run]) -> str:
    """All that the plot shows, in words."""
    groups = [(run, bars(run)) for run in runs]
    return " ".join(
        f"{run.references:,} references: " + "; ".join(f"{bar.name} {bar.says}" for bar in found) + "."
        for run, found in groups
        if found
    )


def plot(runs: Sequence[Run]) -> str:
    """The picture (SVG): a group of bars for each size, each group on a scale of its own that begins at 0."""
    groups = [(run, found) for run in runs if (found := bars(run))]
    height = 2 * _MARGIN + sum(_HEAD + len(found) * _ROW for _, found in groups) + _GAP * max(len(groups) - 1, 0)
    size = {"width": str(_WIDTH), "height": str(height), "viewBox": f"0 0 {_WIDTH} {height}"}
    names = {"role": "img", "aria-labelledby": "title description"}
    picture = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **names})
    _add(picture, "title", "Seconds on the clock for a whole site", id="title")
    _add(picture, "desc", described(runs), id="description")
    _add(picture, "style", _STYLE)
    _add(picture, "rect", class_="ground", width=_WIDTH, height=height, rx=6)
    top = _MARGIN
    for run, found in groups:
        _draw(picture, top, f"{run.references:,} references", found)
        top += _HEAD + len(found) * _ROW + _GAP
    ET.indent(picture)
    return ET.tostring(picture, encoding="unicode") + "\n"


def _draw(picture: ET.Element, top: int, head: str, found: Sequence[Bar]) -> None:
    longest = max(bar.time for bar in found)
    _add(picture, "text", head, class_="head", x=_MARGIN, y=top + _BAR)
    first = top + _HEAD - (_ROW - _BAR) // 2
    for number, bar in enumerate(found):
        y = first + number * _ROW
        width = round(_LONGEST_BAR * bar.time / longest, 1)
        _add(picture, "text", bar.name, x=_BARS_LEFT - 8, y=y + _BAR - 3, text_anchor="end")
        _add(picture, "rect", class_=bar.kind, x=_BARS_LEFT, y=y, width=width, height=_BAR)
        _add(picture, "text", bar.says, x=_BARS_LEFT + width + 8, y=y + _BAR - 3)
    bottom = first + len(found) * _ROW - (_ROW - _BAR)
    _add(picture, "line", class_="axis", x1=_BARS_LEFT, x2=_BARS_LEFT, y1=first - 4, y2=bottom + 4)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: object) -> None:
    """An element; in the names of attributes an underscore is a hyphen, and one at the end (`class_`) is none."""
    child = ET.SubElement(parent, name, {k.rstrip("_").replace("_", "-"): str(v) for k, v in attributes.items()})
    child.text = text
