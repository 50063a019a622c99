"""timeline.yml as the model's Timeline."""

from __future__ import annotations

from litreview.model.diagnostics import Diagnostic
from litreview.model.evidence import Timeline, TimelineEvent
from litreview.read.dates import parse_date
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.timeline import TimelineShape
from litreview.read.sources import SourceFile


def read_timeline(file: SourceFile) -> tuple[Timeline | None, tuple[Diagnostic, ...]]:
    """The timeline in order of time, or None where the file is empty or cannot be used.

    A date that is none stays as the literal of its event; the rules over the timeline name it.
    """
    document, shape, diagnostics = read_shape(file, TimelineShape)
    if shape is None:
        return None, diagnostics
    events = [
        TimelineEvent(
            date=parse_date(event.date),
            event=event.event,
            reference=event.reference,
            origin=origin(document, "events", index),
            sources=tuple(event.sources),
        )
        for index, event in enumerate(shape.events)
    ]
    # A year comes before its months; what has no date keeps its place behind all others.
    events.sort(key=lambda event: (not event.date.start, event.date.start))
    return Timeline(shape.title, origin(document), shape.description, tuple(events)), diagnostics
