"""verified.yml as the model's Verification."""

from __future__ import annotations

from types import MappingProxyType

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.model.verification import Difference, PublishedNotice, Question, Verification, Verified
from litreview.read.dates import parse_date
from litreview.read.identifiers import normalise_identifier
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.verified import NoticeShape, VerifiedReferenceShape, VerifiedShape
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document


def read_verified(file: SourceFile) -> tuple[Verification | None, tuple[Diagnostic, ...]]:
    """What services said of the references, or None where the file is empty or cannot be used."""
    document, shape, diagnostics = read_shape(file, VerifiedShape)
    if shape is None:
        return None, diagnostics
    found = list(diagnostics)
    references = {key: _verified(document, key, one, found) for key, one in shape.references.items()}
    return Verification(origin(document), MappingProxyType(references)), tuple(found)


def _verified(document: Document, key: str, shape: VerifiedReferenceShape, found: list[Diagnostic]) -> Verified:
    place = origin(document, "references", key)
    checked = parse_date(shape.checked)
    if not checked.start:
        message = f"`{shape.checked}` is no date"
        found.append(Diagnostic(Severity.ERROR, "malformed-date", place.at("checked"), message, "write 2026-11-30"))
    return Verified(
        key=key,
        checked=checked,
        outcome=shape.result,
        origin=place,
        fingerprint=shape.fingerprint,
        title=shape.title,
        questions=tuple(Question(one.service, one.by, one.result) for one in shape.asked),
        agreed=tuple(shape.agreed),
        differences=tuple(Difference(one.fact, one.here, one.there, one.service) for one in shape.differs),
        notices=tuple(_notice(one, place.at("notices", number), found) for number, one in enumerate(shape.notices)),
        published_as=_doi(shape.published_as, place.at("published_as"), found),
    )


def _notice(shape: NoticeShape, place: Position, found: list[Diagnostic]) -> PublishedNotice:
    doi = _doi(shape.doi, place, found)
    return PublishedNotice(shape.kind, shape.label, parse_date(shape.date), doi, tuple(shape.told_by))


def _doi(text: str, place: Position, found: list[Diagnostic]) -> str:
    identifier = normalise_identifier("DOI", text)
    if text and not identifier.value:
        found.append(Diagnostic(Severity.ERROR, "malformed-identifier", place, identifier.problem))
    return identifier.value
