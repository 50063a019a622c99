"""From an identifier to what the services say of the work: which of them is asked, and who is asked next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from litreview.imports import arxiv, books, crossref, datacite, europepmc, pubmed, trials
from litreview.imports.identifiers import Named
from litreview.imports.records import Record
from litreview.imports.services import Services


def look_up(services: Services, named: Named) -> tuple[Record, ...]:
    """The works with an identifier: one, or none where nobody knows it; of a trial's registration, all its articles.

    Raises:
        ServiceError: A service that would know it could not be asked.
    """
    return tuple(_HANDLERS[named.kind](services, named.value))


def by_doi(services: Services, doi: str) -> Record | None:
    """The work with a DOI, from the agency that registered it.

    Most are Crossref's, which is asked first; doi.org says whose a DOI is that Crossref does not know.

    Raises:
        ServiceError: A service that would know it could not be asked.
    """
    found = crossref.work(services, doi)
    if found is not None:
        return found
    agency = datacite.agency(services, doi)
    if agency is None:
        return None
    if agency == datacite.NAME:
        return datacite.work(services, doi)
    return datacite.work_of(services, doi, agency)


def _doi(services: Services, doi: str) -> list[Record]:
    found = by_doi(services, doi)
    return [found] if found else []


def _pmid(services: Services, pmid: str) -> list[Record]:
    return list(pubmed.works(services, [pmid]).values())


def _pmcid(services: Services, pmcid: str) -> list[Record]:
    numbers = pubmed.convert(services, [pmcid]).get(pmcid)
    if numbers and numbers.pmid:
        return _pmid(services, numbers.pmid)
    if numbers and numbers.doi:
        return _doi(services, numbers.doi)
    found = europepmc.by_number(services, "PMCID", pmcid)
    return [found] if found else []


def _arxiv(services: Services, number: str) -> list[Record]:
    found = arxiv.work(services, number)
    return [found] if found else []


def _isbn(services: Services, isbn: str) -> list[Record]:
    found = books.work(services, isbn)
    return [found] if found else []


def _registration(services: Services, number: str) -> list[Record]:
    return list(pubmed.works(services, trials.reports(services, number)).values())


_HANDLERS: Final[Mapping[str, Callable[[Services, str], list[Record]]]] = MappingProxyType(
    {
        "DOI": _doi,
        "PMID": _pmid,
        "PMCID": _pmcid,
        "arXiv": _arxiv,
        "ISBN": _isbn,
        "registration": _registration,
    }
)
