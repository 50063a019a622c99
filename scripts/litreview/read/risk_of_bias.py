"""risk-of-bias.yml and summary-of-findings.yml as the model."""

from __future__ import annotations

from litreview.model.appraisal import (
    Appraisal,
    Assessment,
    Domain,
    Finding,
    Judgement,
    Level,
    RiskOfBias,
    SummaryOfFindings,
)
from litreview.model.diagnostics import Diagnostic
from litreview.model.source import Step
from litreview.model.tools import DOMAINS, LEVELS
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.risk_of_bias import AppraisalShape, AssessmentShape, JudgementShape, RiskOfBiasShape
from litreview.read.schema.summary_of_findings import SummaryOfFindingsShape
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document


def read_risk_of_bias(file: SourceFile) -> tuple[RiskOfBias | None, tuple[Diagnostic, ...]]:
    """The assessments, or None where the file is empty or cannot be used; the diagnostics then hold an error.

    Domains and levels are those of the tool, unless the file names its own.
    """
    document, shape, diagnostics = read_shape(file, RiskOfBiasShape)
    if shape is None:
        return None, diagnostics
    appraisals = tuple(_appraisal(document, name, item) for name, item in shape.appraisals.items())
    return RiskOfBias(origin(document), appraisals, shape.notice), diagnostics


def _appraisal(document: Document, name: str, shape: AppraisalShape) -> Appraisal:
    own_levels = tuple(Level(key, level.name, level.tone) for key, level in shape.levels.items())
    own_domains = tuple(Domain(key, label) for key, label in shape.domains.items())
    return Appraisal(
        id=name,
        title=shape.title,
        tool=shape.tool,
        origin=origin(document, "appraisals", name),
        domains=own_domains or DOMAINS.get(shape.tool, ()),
        levels=own_levels or LEVELS.get(shape.tool, ()),
        assessments=tuple(
            _assessment(document, item, "appraisals", name, "assessments", index)
            for index, item in enumerate(shape.assessments)
        ),
    )


def _assessment(document: Document, shape: AssessmentShape, *path: Step) -> Assessment:
    return Assessment(
        origin=origin(document, *path),
        study=shape.study,
        reference=shape.reference,
        label=shape.label,
        judgements={
            name: _judgement(document, item, *path, "judgements", name) for name, item in shape.judgements.items()
        },
        overall=_judgement(document, shape.overall, *path, "overall") if shape.overall else None,
    )


def _judgement(document: Document, shape: JudgementShape, *path: Step) -> Judgement:
    return Judgement(shape.level, origin(document, *path), shape.support)


def read_summary_of_findings(file: SourceFile) -> tuple[SummaryOfFindings | None, tuple[Diagnostic, ...]]:
    """The summary of findings, or None where the file is empty or cannot be used."""
    document, shape, diagnostics = read_shape(file, SummaryOfFindingsShape)
    if shape is None:
        return None, diagnostics
    findings = tuple(
        Finding(
            outcome=row.outcome,
            certainty=row.certainty,
            origin=origin(document, "findings", index),
            participants=row.participants,
            studies=row.studies,
            relative=row.relative,
            comparison=row.comparison,
            intervention=row.intervention,
            reasons=tuple(row.reasons),
            comment=row.comment,
            references=tuple(row.references),
        )
        for index, row in enumerate(shape.findings)
    )
    summary = SummaryOfFindings(
        title=shape.title,
        origin=origin(document),
        population=shape.population,
        intervention=shape.intervention,
        comparison=shape.comparison,
        findings=findings,
        notice=shape.notice,
    )
    return summary, diagnostics
