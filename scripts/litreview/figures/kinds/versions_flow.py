"""The flow of a living review over its versions, as PRISMA-LSR asks for it: what each of them added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.dates import in_words
from litreview.figures.html import tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, table
from litreview.figures.words import sentence
from litreview.model.screening import EarlierVersion, Screening

#: What is counted of each version, and whether all versions together are told too.
_COUNTED: Final = (
    ("identified", False),
    ("screened", False),
    ("assessed", False),
    ("studies", True),
    ("reports", True),
)


class VersionsFlowOptions(FigureOptions):
    """The options of a flow over versions."""

    caption: str = Field("", description="The caption.")


def draw(options: VersionsFlowOptions, context: FigureContext) -> Markup:
    """A column for each version, the latest last, and what is included in all of them up to it."""
    screening, words = context.library.screening, context.texts
    if screening is None or not screening.versions:
        raise FigureError("refs/screening.yml names no earlier versions under versions")
    versions = (*screening.versions, *_latest(screening, context))
    columns = [Column(words("versions_counted"))]
    for version in versions:
        date = in_words(version.searched, words)
        name = words("version_n", version=version.version) if version.version else words("versions_latest")
        columns.append(Column(f"{sentence(name)} ({date})" if date else sentence(name)))
    return figure(
        context,
        FIGURE.name,
        options.caption or words("versions_flow"),
        tag("p", screening.notice, class_="figure-notice") if screening.notice else None,
        table(f"#{context.id}-caption", columns, list(_rows(versions, context))),
        title=options.title,
    )


def _latest(screening: Screening, context: FigureContext) -> Iterator[EarlierVersion]:
    """The version that the rest of screening.yml tells, if it does."""
    stream, included, review = screening.databases, screening.included, context.library.review
    if stream and included:
        streams = [one for one in (stream, screening.other) if one]
        found = (tally.n for one in streams for tally in (*one.identified, *one.registers))
        yield EarlierVersion(
            version=review.version,
            searched=review.searched_to,
            origin=screening.origin,
            identified=sum(found),
            studies=included.studies.n,
            reports=included.reports.n,
            screened=stream.screened.n if stream.screened else None,
            assessed=sum(one.assessed.n for one in streams),
        )


def _rows(versions: Sequence[EarlierVersion], context: FigureContext) -> Iterator[Row]:
    for name, added_up in _COUNTED:
        numbers = [getattr(version, name) for version in versions]
        if any(number is not None for number in numbers):
            shown = ("" if number is None else str(number) for number in numbers)
            yield Row((Cell(context.texts(f"versions_{name}")), *map(Cell, shown)))
        if added_up:
            sums = (str(sum(numbers[: index + 1])) for index in range(len(numbers)))
            yield Row((Cell(context.texts(f"versions_all_{name}")), *map(Cell, sums)))


FIGURE: Final = FigureKind(
    "versions-flow", "what each version of a living review found and included", VersionsFlowOptions, draw
)
