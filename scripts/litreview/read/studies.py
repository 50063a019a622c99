"""studies.yml as the model's Studies."""

from __future__ import annotations

from types import MappingProxyType

from litreview.model.diagnostics import Diagnostic
from litreview.model.evidence import (
    Contradiction,
    Interval,
    Outcome,
    Panel,
    Report,
    Result,
    Stated,
    Studies,
    Study,
)
from litreview.model.source import Step
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.studies import ReportShape, ResultShape, StatedShape, StudiesShape, StudyShape
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document


def read_studies(file: SourceFile) -> tuple[Studies | None, tuple[Diagnostic, ...]]:
    """The studies, or None where the file is empty or cannot be used; the diagnostics then hold an error."""
    document, shape, diagnostics = read_shape(file, StudiesShape)
    if shape is None:
        return None, diagnostics
    studies = Studies(
        origin=origin(document),
        outcomes=tuple(
            Outcome(
                id=name,
                name=outcome.name,
                origin=origin(document, "outcomes", name),
                abbreviation=outcome.abbreviation,
                kind=outcome.kind,
                unit=outcome.unit,
                group=outcome.group,
                description=outcome.description,
            )
            for name, outcome in shape.outcomes.items()
        ),
        panels=tuple(
            Panel(name, panel.name, origin(document, "panels", name), panel.note, panel.not_pooled)
            for name, panel in shape.panels.items()
        ),
        studies=tuple(_study(document, study, "studies", index) for index, study in enumerate(shape.studies)),
        contradictions=tuple(
            Contradiction(point.title, point.text, tuple(point.references), origin(document, "contradictions", index))
            for index, point in enumerate(shape.contradictions)
        ),
        source_names=MappingProxyType(shape.source_names),
    )
    return studies, diagnostics


def _study(document: Document, shape: StudyShape, *path: Step) -> Study:
    return Study(
        id=shape.id,
        name=shape.name,
        origin=origin(document, *path),
        panel=shape.panel,
        overlap_group=shape.overlap_group,
        first_report=shape.first_report,
        registrations=tuple(
            _stated(document, "registration", number, *path, "registrations", index)
            for index, number in enumerate(shape.registrations)
        ),
        reports=tuple(_report(document, report, *path, "reports", i) for i, report in enumerate(shape.reports)),
        caveats=tuple(shape.caveats),
    )


def _report(document: Document, shape: ReportShape, *path: Step) -> Report:
    return Report(
        reference=shape.reference,
        label=shape.label,
        origin=origin(document, *path),
        plotted=shape.plotted,
        characteristics=tuple(
            _stated(document, name, statement, *path, "characteristics", name)
            for name, statement in shape.characteristics.items()
        ),
        results=tuple(_result(document, result, *path, "results", i) for i, result in enumerate(shape.results)),
        caveats=tuple(shape.caveats),
    )


def _stated(document: Document, name: str, shape: StatedShape, *path: Step) -> Stated:
    return Stated(name, shape.value, origin(document, *path), tuple(shape.sources), shape.note)


def _result(document: Document, shape: ResultShape, *path: Step) -> Result:
    return Result(
        outcome=shape.outcome,
        origin=origin(document, *path),
        label=shape.label,
        n=shape.n,
        total=shape.total,
        percent=shape.percent,
        estimate=shape.estimate,
        value=shape.value,
        interval=Interval(shape.interval[0], shape.interval[1], shape.level) if shape.interval else None,
        range=(shape.range[0], shape.range[1]) if shape.range else None,
        population=shape.population,
        treated=shape.treated,
        follow_up=shape.follow_up,
        assessor=shape.assessor,
        counts=shape.counts,
        sources=tuple(shape.sources),
        note=shape.note,
    )
