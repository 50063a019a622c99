"""Timeline: dated milestones, each with the reference that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure, known
from litreview.figures.dates import in_words, iso
from litreview.figures.drawing import Drawing, table_drawing
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.references import short_name
from litreview.figures.registry import FigureKind
from litreview.figures.scale import Scale, axis, linear_scale, place, plot
from litreview.figures.sources import SourceNames
from litreview.figures.table import Cell, Column, Row, download
from litreview.figures.words import Words
from litreview.model.dates import Date
from litreview.model.evidence import TimelineEvent
from litreview.read.schema.base import Count, Texts

_DAYS: Final = 365.25
_MONTH: Final = 12
#: Events of one year that stand above one another before they would leave the drawing.
_STACKED: Final = 5


class TimelineOptions(FigureOptions):
    """The options of a timeline."""

    first: Count | None = Field(None, description="The first year; that of the first event, if not said.")
    last: Count | None = Field(None, description="The last year; that of the last event, if not said.")
    references: Texts = Field(default_factory=list, description="Those events that one of these references tells.")
    caption: str = Field("", description="The caption; the timeline's title, if not said.")
    sources: bool = Field(default=False, description="Whether to show where each date was seen.")


def draw(options: TimelineOptions, context: FigureContext) -> Markup:
    """The events by year, under an axis on which each is a dot."""
    timeline = context.library.timeline
    if timeline is None or not timeline.events:
        lacks = "no refs/timeline.yml" if timeline is None else "no event in refs/timeline.yml"
        raise FigureError(f"there is {lacks} to draw this from")
    for index, key in enumerate(options.references):
        known(key, context.library.references, "reference", "references", index)
    events = [
        event
        for event in timeline.events
        if _within(event.date, options) and (not options.references or event.reference in options.references)
    ]
    if not events and options.references:
        raise FigureError("no event is told by one of these references", "references")
    if not events:
        raise FigureError("no event falls into these years", "first" if options.first is not None else "last")
    years = (
        tag("li", _heading(year, context), tag("ol", *(_event(event, context) for event in group)))
        for year, group in groupby(events, key=lambda event: event.date.year)
    )
    columns = [Column(context.texts(name)) for name in ("timeline_date", "timeline_event", "timeline_reference")]
    rows = [_row(event, context) for event in events]
    dated = [event for event in events if event.date.year is not None]
    caption = options.caption or timeline.title
    around = Drawing.of(options.title, caption)
    return figure(
        context,
        FIGURE.name,
        caption,
        drawn("div", _axis(dated, context.texts), class_="timeline-axis") if len(dated) > 1 else None,
        tag("ol", *years, class_="timeline"),
        _seen(events, context) if options.sources else None,
        download(context, "timeline", columns, rows, table_drawing(context, around, columns, rows)),
        title=options.title,
    )


def _row(event: TimelineEvent, context: FigureContext) -> Row:
    reference = context.library.references.get(event.reference)
    called = short_name(reference) if reference else event.reference
    date = in_words(event.date, context.texts)
    return Row(
        (
            Cell(date, plain=iso(event.date) or date, short=date),
            Cell(event.event),
            Cell(called, plain=event.reference, short=called),
        )
    )


def _within(date: Date, options: TimelineOptions) -> bool:
    if date.year is None:
        return options.first is None and options.last is None
    return (options.first is None or date.year >= options.first) and (options.last is None or date.year <= options.last)


def _heading(year: int | None, context: FigureContext) -> Markup:
    label = context.texts("undated") if year is None else str(year)
    return tag("p", label, class_="timeline-year")


def _event(event: TimelineEvent, context: FigureContext) -> Markup:
    time = drawn("time", in_words(event.date, context.texts), datetime=iso(event.date) or None)
    return tag("li", time, " ", tag("span", event.event), " ", context.citation([event.reference]))


def _seen(events: Sequence[TimelineEvent], context: FigureContext) -> Markup | None:
    """Where dates were read, folded under the timeline; the reference itself stands beside its event."""
    names = SourceNames(context.library)
    items = []
    for event in events:
        others = (one.name for one in map(names, event.sources) if one.key != event.reference)
        if seen := "; ".join(dict.fromkeys(others)):
            items.append(
                tag("li", drawn("b", in_words(event.date, context.texts)), " ", tag("span", f"{event.event}: {seen}"))
            )
    if not items:
        return None
    summary = tag("summary", context.texts("timeline_read"))
    return tag("details", summary, tag("ul", *items), class_="figure-sources")


def _moment(date: Date) -> float:
    """A date as a year with its fraction; a year alone stands at its beginning."""
    year, *rest = date.start
    month = rest[0] if rest else 1
    day = rest[1] if len(rest) > 1 else 1
    return year + (month - 1) / _MONTH + (day - 1) / _DAYS


def _axis(events: Sequence[TimelineEvent], words: Words) -> Markup:
    moments = sorted(_moment(event.date) for event in events)
    whole = linear_scale([int(moments[0]), int(moments[-1]) + 1], most=9)
    scale = Scale(whole.low, whole.high, tuple(tick for tick in whole.ticks if tick == int(tick)))
    dots, last, level = [], -100.0, 0
    for moment in moments:
        x = scale.at(moment)
        level = level + 1 if x - last < 1.5 and level < _STACKED else 0  # noqa: PLR2004 - percent, about a dot
        last = x
        dots.append(drawn("circle", class_="plot-dot", cx=place(x), cy=f"{44 - 8 * level}", r=4))
    return Markup("").join((plot(*dots, class_="timeline-dots"), axis(scale, words)))


FIGURE: Final = FigureKind("timeline", "dated milestones, each with the reference that tells it", TimelineOptions, draw)
