"""evidence-map.yml as the model's EvidenceMap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from litreview.model.appraisal import Certainty
from litreview.model.diagnostics import Diagnostic
from litreview.model.evidence import EvidenceMap, MapAxisItem, MapCell, MapFact, MapTerm, Sense
from litreview.model.source import Step
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.evidence_map import AxisItemShape, EvidenceMapShape, FactShape, TermShape
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document

#: Names of directions that say what they mean.
_SENSES: Final[Mapping[str, Sense]] = MappingProxyType(
    {
        **dict.fromkeys(("for", "support", "supports", "supporting", "positive", "favours", "favors"), Sense.FOR),
        **dict.fromkeys(("against", "opposes", "contradicts", "refutes", "negative", "harm"), Sense.AGAINST),
        **dict.fromkeys(("mixed", "conflicting", "inconsistent"), Sense.MIXED),
        **dict.fromkeys(("neither", "no-difference", "no-effect", "neutral", "null"), Sense.NEITHER),
    }
)


def _sense(name: str) -> Sense:
    return _SENSES.get(name.casefold().replace("_", "-"), Sense.OPEN)


def read_evidence_map(file: SourceFile) -> tuple[EvidenceMap | None, tuple[Diagnostic, ...]]:
    """The evidence map, or None where the file is empty or cannot be used; the diagnostics then hold an error."""
    document, shape, diagnostics = read_shape(file, EvidenceMapShape)
    if shape is None:
        return None, diagnostics
    evidence_map = EvidenceMap(
        title=shape.title,
        origin=origin(document),
        rows_title=shape.rows_title,
        columns_title=shape.columns_title,
        description=shape.description,
        rows=_items(document, shape.rows, "rows"),
        columns=_items(document, shape.columns, "columns"),
        cells=tuple(
            MapCell(
                row=cell.row,
                column=cell.column,
                outcome=cell.outcome,
                direction=cell.direction,
                evidence=cell.evidence,
                references=tuple(cell.references),
                origin=origin(document, "cells", index),
                inferred_link=cell.inferred_link,
                certainty=Certainty(cell.certainty) if cell.certainty else None,
            )
            for index, cell in enumerate(shape.cells)
        ),
        directions=tuple(
            MapTerm(name, term.name, term.description, Sense(term.sense) if term.sense else _sense(name))
            for name, term in shape.directions.items()
        ),
        kinds=_terms(shape.kinds),
    )
    return evidence_map, diagnostics


def _items(document: Document, shapes: Mapping[str, AxisItemShape], axis: str) -> tuple[MapAxisItem, ...]:
    return tuple(
        MapAxisItem(
            id=name,
            name=item.name,
            origin=origin(document, axis, name),
            group=item.group,
            stage=item.stage,
            facts=_facts(document, item.facts, axis, name, "facts"),
            counter_evidence=_facts(document, item.counter_evidence, axis, name, "counter_evidence"),
            evidence=tuple(item.evidence),
            references=tuple(item.references),
        )
        for name, item in shapes.items()
    )


def _facts(document: Document, shapes: Sequence[FactShape], *path: Step) -> tuple[MapFact, ...]:
    return tuple(
        MapFact(fact.text, tuple(fact.references), origin(document, *path, index)) for index, fact in enumerate(shapes)
    )


def _terms(shapes: Mapping[str, TermShape]) -> tuple[MapTerm, ...]:
    return tuple(MapTerm(name, term.name, term.description) for name, term in shapes.items())
