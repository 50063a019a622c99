"""PRISMA 2020 flow diagram: how records became the included studies.

Which of the four templates applies, the data say: one for a new review or an update, with or without sources other
than databases and registers. The boxes are text in lists, which a stylesheet sets side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.drawing import Drawing
from litreview.figures.flow_drawing import Entry, Step, Way, flow_drawing
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, download
from litreview.model.screening import Included, Stream, Tally


class PrismaFlowOptions(FigureOptions):
    """The options of a flow diagram."""

    caption: str = Field("", description="The caption.")


def draw(options: PrismaFlowOptions, context: FigureContext) -> Markup:
    """The diagram: one stream of boxes for each kind of source, and what they lead to."""
    screening = context.library.screening
    if screening is None or screening.databases is None or screening.included is None:
        lacks = (
            "is no refs/screening.yml" if screening is None else "are no databases and included in refs/screening.yml"
        )
        raise FigureError(f"there {lacks} to draw this from")
    words = context.texts
    streams = [_stream("prisma_databases", screening.databases, context)]
    if screening.previous:
        box = tuple(_included("prisma_previous", screening.previous, context))
        streams.insert(0, Way(words("prisma_previous_head"), (Step(box),)))
    if screening.other:
        streams.append(_stream("prisma_other", screening.other, context))
    update = screening.previous is not None
    results = [_included("prisma_new" if update else "prisma_included", screening.included, context)]
    if update and screening.total:
        results.append(_included("prisma_total", screening.total, context))
    columns, rows = _table(streams, results, context)
    caption = options.caption or words("prisma_flow")
    around = Drawing.of(options.title, caption, filter(None, [screening.notice]))
    drawing = flow_drawing(context, around, streams, results, update=update)
    ways = [_column(way, context) for way in streams]
    kind = f"flow-streams flow-streams-{len(streams)}"
    if update:
        # What is new stands under its own streams, beside the way of the earlier version to the total.
        ways.append(tag("div", _box(results.pop(0), context), class_="flow-included"))
        kind += " flow-update"
    end = tag("div", *(_box(lines, context) for lines in results), class_="flow-included") if results else None
    return figure(
        context,
        FIGURE.name,
        caption,
        tag("p", screening.notice, class_="figure-notice") if screening.notice else None,
        tag("div", *ways, class_=kind),
        end,
        download(context, "prisma-flow", columns, rows, drawing),
        title=options.title,
    )


def _stream(name: str, stream: Stream, context: FigureContext) -> Way:
    words = context.texts
    found = [*stream.identified, *stream.registers]
    identified = [Entry(words("prisma_identified"), sum(tally.n for tally in found))]
    identified += [_entry(tally.label, tally) for tally in found]
    removed = [_entry(words(f"prisma_{tally.label}"), tally) for tally in stream.removed]
    steps = [Step(tuple(identified), (Entry(words("prisma_removed")), *removed) if removed else ())]
    if stream.screened and stream.excluded:
        excluded = _entry(words("prisma_excluded"), stream.excluded)
        steps.append(Step((_entry(words("prisma_screened"), stream.screened),), (excluded,)))
    not_retrieved = _entry(words("prisma_not_retrieved"), stream.not_retrieved)
    steps.append(Step((_entry(words("prisma_sought"), stream.sought),), (not_retrieved,)))
    reasons = [_entry(tally.label, tally) for tally in stream.excluded_reports]
    side = (Entry(words("prisma_excluded_reports")), *reasons) if reasons else ()
    steps.append(Step((_entry(words("prisma_assessed"), stream.assessed),), side))
    return Way(words(name), tuple(steps))


def _entry(label: str, tally: Tally) -> Entry:
    return Entry(label, tally.n, tally.references, tally.note)


def _included(name: str, included: Included, context: FigureContext) -> list[Entry]:
    return [
        _entry(context.texts(f"{name}_studies"), included.studies),
        _entry(context.texts(f"{name}_reports"), included.reports),
    ]


def _table(
    ways: Sequence[Way], results: Sequence[Sequence[Entry]], context: FigureContext
) -> tuple[list[Column], list[Row]]:
    """The numbers of all boxes as a table, in which a script reads them."""
    boxes = [(way.head, box) for way in ways for step in way.steps for box in (step.main, step.side)]
    boxes += [("", tuple(lines)) for lines in results]
    rows = [
        Row((Cell(head), Cell(entry.label), Cell(str(entry.n)), Cell(entry.note)))
        for head, box in boxes
        for entry in box
        if entry.n is not None
    ]
    words = context.texts
    return [Column(words(f"prisma_column_{name}")) for name in ("way", "box", "n", "note")], rows


def _column(way: Way, context: FigureContext) -> Markup:
    steps = (
        tag("li", _box(step.main, context), _box(step.side, context) if step.side else None, class_="flow-step",
            markdown="1")
        for step in way.steps
    )  # fmt: skip
    return tag(
        "div", tag("p", way.head, class_="flow-head"), tag("ol", *steps, class_="flow-steps"), class_="flow-stream"
    )


def _box(entries: Iterable[Entry], context: FigureContext) -> Markup:
    return tag("div", *(tag("p", _line(entry, context)) for entry in entries), class_="flow-box")


def _line(entry: Entry, context: FigureContext) -> Markup | str:
    if entry.n is None:
        return entry.label
    number = drawn("span", f"(n = {entry.n})", class_="flow-number")
    note = tag("em", entry.note) if entry.note else None
    parts = [tag("span", entry.label), number, context.citation(entry.references), note]
    return Markup(" ").join(part for part in parts if part)


FIGURE: Final = FigureKind("prisma-flow", "how records became the included studies", PrismaFlowOptions, draw)
