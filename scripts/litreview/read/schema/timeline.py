"""The shape of timeline.yml."""

from __future__ import annotations

from pydantic import Field

from litreview.read.schema.base import Day, Shape, Texts, Words


class EventShape(Shape):
    """A dated milestone."""

    date: Day = Field(description="As precise as its source: 2010, 2011-08 or 2015-09-02.")
    event: Words = Field(description="What happened.")
    reference: Words = Field(description="The citation key that tells it.")
    sources: Texts = Field(default_factory=list, description="Where the date was seen.")


class TimelineShape(Shape):
    """Dated milestones, in any order."""

    title: Words = Field(description="The timeline's title.")
    description: str = Field("", description="How to read it.")
    events: list[EventShape] = Field(default_factory=list, description="The milestones.")
