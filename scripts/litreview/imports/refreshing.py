"""What services know of references beyond their entries: Europe PMC of what is in the life sciences, else OpenAlex."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from litreview.imports import europepmc, openalex
from litreview.imports.compare import compare
from litreview.imports.records import Record
from litreview.imports.services import ServiceError, Services
from litreview.model.dates import Date
from litreview.model.reference import Reference
from litreview.model.refreshed import RefreshedReference

_KINDS: Final = ("DOI", "PMID", "PMCID")


def refresh(
    references: Sequence[Reference], services: Services, today: Date, done: Callable[[], None] = lambda: None
) -> Iterator[RefreshedReference]:
    """What is known of references that have a DOI, PMID or PMCID; those that nobody answers for are left out.

    Args:
        references: The references.
        services: A session.
        today: The date that is written beside the results.
        done: Called after each reference.
    """
    for reference in references:
        record = _record(reference, services)
        if record is not None:
            theirs = record.reference.identifiers
            missing = {kind: theirs[kind] for kind in _KINDS if theirs.get(kind) and kind not in reference.identifiers}
            yield RefreshedReference(
                reference.key, today, record.service, missing, record.open_access, record.citations
            )
        done()


def _record(reference: Reference, services: Services) -> Record | None:
    """The record by the first identifier that leads to the work itself."""
    for kind in _KINDS:
        value = reference.identifiers.get(kind)
        if not value:
            continue
        try:
            found = europepmc.by_number(services, kind, value)
            if found is None and kind == "DOI":
                found = openalex.by_doi(services, value)
        except ServiceError:
            return None
        if found is not None and not compare(reference, found).another_work:
            return found
    return None
