"""refreshed.yml as the model's Refreshed."""

from __future__ import annotations

from types import MappingProxyType

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.refreshed import Refreshed, RefreshedReference
from litreview.model.source import Position
from litreview.read.dates import parse_date
from litreview.read.identifiers import normalise_identifier
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.refreshed import RefreshedReferenceShape, RefreshedShape
from litreview.read.sources import SourceFile

_KINDS = (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"))


def read_refreshed(file: SourceFile) -> tuple[Refreshed | None, tuple[Diagnostic, ...]]:
    """What services know beyond the entries, or None where the file is empty or cannot be used."""
    document, shape, diagnostics = read_shape(file, RefreshedShape)
    if shape is None:
        return None, diagnostics
    found = list(diagnostics)
    references = {}
    for key, one in shape.references.items():
        place = origin(document, "references", key)
        references[key] = _refreshed(key, one, place.position, found)
    return Refreshed(origin(document), MappingProxyType(references)), tuple(found)


def _refreshed(
    key: str, shape: RefreshedReferenceShape, place: Position, found: list[Diagnostic]
) -> RefreshedReference:
    def known(kind: str, text: str) -> str:
        identifier = normalise_identifier(kind, text)
        if identifier.problem:
            rule = "malformed-url" if kind == "URL" else "malformed-identifier"
            found.append(Diagnostic(Severity.WARNING, rule, place, identifier.problem))
        return identifier.value

    identifiers = {kind: known(kind, text) for kind, name in _KINDS if (text := getattr(shape.identifiers, name))}
    return RefreshedReference(
        key=key,
        checked=parse_date(shape.checked),
        service=shape.service,
        identifiers=MappingProxyType({kind: value for kind, value in identifiers.items() if value}),
        open_access=known("URL", shape.open_access) if shape.open_access else "",
        cited_by=shape.cited_by,
    )
