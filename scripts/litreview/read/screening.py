"""screening.yml as the model's Screening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from litreview.model.checklists import PRISMA_2020
from litreview.model.diagnostics import Diagnostic
from litreview.model.screening import ChecklistAnswer, EarlierVersion, Included, Screening, Search, Stream, Tally
from litreview.model.source import Step
from litreview.read.dates import parse_date
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.screening import (
    AnswerShape,
    DatabasesShape,
    IncludedShape,
    OtherShape,
    ScreeningShape,
    TallyShape,
)
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document


def read_screening(file: SourceFile) -> tuple[Screening | None, tuple[Diagnostic, ...]]:
    """The screening, or None where the file is empty or cannot be used; the diagnostics then hold an error."""
    document, shape, diagnostics = read_shape(file, ScreeningShape)
    if shape is None:
        return None, diagnostics
    screening = Screening(
        origin=origin(document),
        databases=_databases(document, shape.databases) if shape.databases else None,
        included=_included(document, shape.included, "included"),
        other=_stream(document, shape.other, "other") if shape.other else None,
        previous=_included(document, shape.previous, "previous"),
        total=_included(document, shape.total, "total"),
        searches=tuple(
            Search(
                source=search.source,
                searched=parse_date(search.searched),
                origin=origin(document, "searches", index),
                platform=search.platform,
                coverage=search.coverage,
                limits=search.limits,
                results=search.results,
                strategy=search.strategy,
                note=search.note,
                rerun=search.rerun or "",
            )
            for index, search in enumerate(shape.searches)
        ),
        versions=tuple(
            EarlierVersion(
                version=one.version,
                searched=parse_date(one.searched),
                origin=origin(document, "versions", index),
                identified=one.identified,
                studies=one.studies,
                reports=one.reports,
                screened=one.screened,
                assessed=one.assessed,
            )
            for index, one in enumerate(shape.versions)
        ),
        checklist=(
            *_answers(document, PRISMA_2020, shape.checklist, "checklist"),
            *(
                answer
                for name, answers in shape.checklists.items()
                for answer in _answers(document, name, answers, "checklists", name)
            ),
        ),
        notice=shape.notice,
    )
    return screening, diagnostics


def _answers(
    document: Document, checklist: str, shapes: Mapping[str, AnswerShape], *path: Step
) -> Iterator[ChecklistAnswer]:
    for item, answer in shapes.items():
        place = origin(document, *path, item)
        yield ChecklistAnswer(item, answer.page, place, answer.section, answer.text, checklist)


def _tally(document: Document, shape: TallyShape, label: str, *path: Step) -> Tally:
    return Tally(shape.n, origin(document, *path), label, tuple(shape.references), shape.note)


def _tallies(document: Document, shapes: Mapping[str, TallyShape], *path: Step) -> tuple[Tally, ...]:
    return tuple(_tally(document, shape, name, *path, name) for name, shape in shapes.items())


def _stream(document: Document, shape: DatabasesShape | OtherShape, name: str) -> Stream:
    return Stream(
        identified=_tallies(document, shape.identified, name, "identified"),
        sought=_tally(document, shape.sought, "sought", name, "sought"),
        not_retrieved=_tally(document, shape.not_retrieved, "not_retrieved", name, "not_retrieved"),
        assessed=_tally(document, shape.assessed, "assessed", name, "assessed"),
        excluded_reports=_tallies(document, shape.excluded_reports, name, "excluded_reports"),
        origin=origin(document, name),
    )


def _databases(document: Document, shape: DatabasesShape) -> Stream:
    stream = _stream(document, shape, "databases")
    removed = (
        ("duplicates", shape.duplicates),
        ("automation", shape.automation),
        ("other_removed", shape.other_removed),
    )
    return replace(
        stream,
        registers=_tallies(document, shape.registers, "databases", "registers"),
        removed=tuple(_tally(document, tally, name, "databases", name) for name, tally in removed),
        screened=_tally(document, shape.screened, "screened", "databases", "screened") if shape.screened else None,
        excluded=_tally(document, shape.excluded, "excluded", "databases", "excluded") if shape.excluded else None,
    )


def _included(document: Document, shape: IncludedShape | None, name: str) -> Included | None:
    if shape is None:
        return None
    return Included(
        _tally(document, shape.studies, "studies", name, "studies"),
        _tally(document, shape.reports, "reports", name, "reports"),
        origin(document, name),
    )
