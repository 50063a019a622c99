"""PRISMA 2020 flow diagram: how records became the included studies.

Which of the four templates applies, the data say: one for a new review or an update, with or without sources other
than databases and registers. The boxes are text in lists, which a stylesheet sets side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
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
        box = _box(_included("prisma_previous", screening.previous, context))
        streams.insert(0, _column(words("prisma_previous_head"), [_step(box, None)]))
    if screening.other:
        streams.append(_stream("prisma_other", screening.other, context))
    update = screening.previous is not None
    results = [_included("prisma_new" if update else "prisma_included", screening.included, context)]
    if update and screening.total:
        results.append(_included("prisma_total", screening.total, context))
    ways = f"flow-streams flow-streams-{len(streams)}"
    if update:
        # What is new stands under its own streams, beside the way of the earlier version to the total.
        streams.append(tag("div", _box(results.pop(0)), class_="flow-included"))
        ways += " flow-update"
    end = tag("div", *(_box(lines) for lines in results), class_="flow-included") if results else None
    return figure(
        context,
        FIGURE.name,
        options.caption or words("prisma_flow"),
        tag("p", screening.notice, class_="figure-notice") if screening.notice else None,
        tag("div", *streams, class_=ways),
        end,
        title=options.title,
    )


def _stream(name: str, stream: Stream, context: FigureContext) -> Markup:
    words = context.texts
    found = [*stream.identified, *stream.registers]
    identified = [_line(words("prisma_identified"), sum(tally.n for tally in found))]
    identified += [_tally(tally.label, tally, context) for tally in found]
    removed = [_tally(words(f"prisma_{tally.label}"), tally, context) for tally in stream.removed]
    steps = [_step(_box(identified), _box([words("prisma_removed"), *removed]) if removed else None)]
    if stream.screened and stream.excluded:
        screened = _box([_tally(words("prisma_screened"), stream.screened, context)])
        steps.append(_step(screened, _box([_tally(words("prisma_excluded"), stream.excluded, context)])))
    sought = _box([_tally(words("prisma_sought"), stream.sought, context)])
    steps.append(_step(sought, _box([_tally(words("prisma_not_retrieved"), stream.not_retrieved, context)])))
    reasons = [_tally(tally.label, tally, context) for tally in stream.excluded_reports]
    assessed = _box([_tally(words("prisma_assessed"), stream.assessed, context)])
    steps.append(_step(assessed, _box([words("prisma_excluded_reports"), *reasons]) if reasons else None))
    return _column(words(name), steps)


def _column(head: str, steps: Iterable[Markup]) -> Markup:
    return tag("div", tag("p", head, class_="flow-head"), tag("ol", *steps, class_="flow-steps"), class_="flow-stream")


def _step(main: Markup, side: Markup | None) -> Markup:
    return tag("li", main, side, class_="flow-step", markdown="1")


def _box(lines: Iterable[object]) -> Markup:
    return tag("div", *(tag("p", line) for line in lines), class_="flow-box")


def _line(label: str, n: int) -> Markup:
    return Markup("{} {}").format(tag("span", label), drawn("span", f"(n = {n})", class_="flow-number"))


def _tally(label: str, tally: Tally, context: FigureContext) -> Markup:
    parts = [_line(label, tally.n), context.citation(tally.references), tag("em", tally.note) if tally.note else None]
    return Markup(" ").join(part for part in parts if part)


def _included(name: str, included: Included, context: FigureContext) -> list[Markup]:
    return [
        _tally(context.texts(f"{name}_studies"), included.studies, context),
        _tally(context.texts(f"{name}_reports"), included.reports, context),
    ]


FIGURE: Final = FigureKind("prisma-flow", "how records became the included studies", PrismaFlowOptions, draw)
