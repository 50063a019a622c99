"""Dates of searches and events that can be read, so that they sort and stand on an axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.dates import Date
from litreview.model.diagnostics import Severity
from litreview.model.source import Origin


def _unreadable(context: CheckContext) -> Iterator[Finding]:
    screening, timeline = context.library.screening, context.library.timeline
    for search in screening.searches if screening else ():
        yield from _look_at(search.searched, search.origin, "searched", f"the search of {search.source}")
    for event in timeline.events if timeline else ():
        yield from _look_at(event.date, event.origin, "date", f"the event “{event.event}”")


def _look_at(date: Date, origin: Origin, name: str, where: str) -> Iterator[Finding]:
    if not date.start:
        message = f"the date of {where} cannot be read: {date.literal}"
        yield Finding(origin.at(name), message, "write 2024, 2024-06 or 2024-06-30")


RULES: Final = (Rule("unreadable-date", Severity.WARNING, "dates of searches and events can be read", _unreadable),)
