"""DataCite's REST API (data sets, software, preprints of arXiv), and any other agency through doi.org.

`https://doi.org/ra/` tells which registration agency has a DOI: a DOI that Crossref does not know may be another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from litreview.imports.records import Record, notices_of_title, own_title
from litreview.imports.services import Services, read_json
from litreview.imports.values import at, bare, objects, reference_of, rich, words

NAME: Final = "DataCite"
_DOIS: Final = "https://api.datacite.org/dois"
_RESOLVER: Final = "https://doi.org"
_CSL: Final = "application/vnd.citationstyles.csl+json"
_TYPES: Final[Mapping[str, str]] = {
    "JournalArticle": "article-journal",
    "Preprint": "article",
    "Dataset": "dataset",
    "Collection": "dataset",
    "Software": "software",
    "ComputationalNotebook": "software",
    "Book": "book",
    "BookChapter": "chapter",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "Dissertation": "thesis",
    "Report": "report",
    "Standard": "standard",
    "PeerReview": "review",
}
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_ARXIV: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
#: How a preprint's record says which article it became; arXiv's own say "IsVersionOf".
_BECAME: Final = frozenset({"IsPreviousVersionOf", "IsPreprintOf", "IsVersionOf", "IsObsoletedBy"})


def agency(services: Services, doi: str) -> str | None:
    """The registration agency of a DOI ("Crossref", "DataCite", ...); None where doi.org does not know the DOI.

    Raises:
        ServiceError: doi.org could not be asked.
    """
    answer = services.ask(
        "doi.org", f"{_RESOLVER}/ra/{quote(doi, safe='/')}", parse=_agencies, unknown=frozenset({400})
    )
    return words(answer, 0, "RA") or None


def work(services: Services, doi: str) -> Record | None:
    """The work with a DOI, or None where DataCite did not register it.

    Raises:
        ServiceError: DataCite could not be asked.
    """
    attributes = services.ask(NAME, f"{_DOIS}/{quote(doi, safe='')}", parse=_attributes)
    return record(attributes, f"DOI {doi}") if attributes is not None else None


def work_of(services: Services, doi: str, name: str) -> Record | None:
    """The work with a DOI as its agency `name` gives it through doi.org.

    Raises:
        ServiceError: doi.org could not be asked, or the agency gives no CSL-JSON.
    """
    item = services.ask(
        name,
        f"{_RESOLVER}/{quote(doi, safe='/')}",
        parse=_item_of,
        headers={"Accept": _CSL},
        unknown=frozenset({406}),
    )
    if item is None:
        return None
    wanted = {key: item[key] for key in item.keys() & _CSL_NAMES}
    found = reference_of(wanted | {"DOI": doi}, name)
    return Record(name, found, f"DOI {doi}", frozenset(() if found.year is None else (found.year,)))


_CSL_NAMES: Final = frozenset(
    (
        *("type", "title", "author", "editor", "issued", "container-title", "volume", "issue", "page"),
        *("publisher", "publisher-place", "ISSN", "ISBN", "edition"),
    )
)


def record(attributes: Mapping[str, Any], found_by: str) -> Record:
    """A work of DataCite's, by its attributes."""
    doi = words(attributes, "doi")
    arxiv = _ARXIV.fullmatch(doi)
    title = bare(words(attributes, "titles", 0, "title"))
    found = reference_of(_item(attributes, doi), NAME, arxiv[1] if arxiv else "")
    dates = [words(one, "date") for one in objects(attributes, "dates") if words(one, "dateType") != "Updated"]
    years = {int(year[1]) for date in (*dates, words(attributes, "publicationYear")) if (year := _YEAR.search(date))}
    return Record(
        service=NAME,
        reference=found,
        found_by=found_by,
        years=frozenset(years),
        titles=tuple(bare(words(one, "title")) for one in objects(attributes, "titles"))[1:],
        journals=tuple(
            name for name in (words(attributes, "container", "title"), words(attributes, "publisher")) if name
        ),
        notices=notices_of_title(title, NAME),
        published_as=next(_became(attributes), ""),
        citations=count if isinstance(count := at(attributes, "citationCount"), int) else None,
    )


def _item(attributes: Mapping[str, Any], doi: str) -> dict[str, Any]:
    general = words(attributes, "types", "resourceTypeGeneral")
    kind = "article" if _ARXIV.fullmatch(doi) else _TYPES.get(general, "document")
    issued = next(
        (words(one, "date") for one in objects(attributes, "dates") if words(one, "dateType") == "Issued"), ""
    )
    date = issued if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", issued) else words(attributes, "publicationYear")
    publisher = words(attributes, "publisher") or words(attributes, "publisher", "name")
    return {
        "type": kind if kind != "article" or _ARXIV.fullmatch(doi) else "document",
        "genre": "Preprint" if general == "Preprint" and not _ARXIV.fullmatch(doi) else "",
        "title": own_title(rich(words(attributes, "titles", 0, "title"))),
        "author": list(_people(attributes)),
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date[:4].isdecimal() else {},
        "container-title": words(attributes, "container", "title"),
        "volume": words(attributes, "container", "volume"),
        "issue": words(attributes, "container", "issue"),
        "page": words(attributes, "container", "firstPage"),
        "version": words(attributes, "version"),
        "publisher": "" if kind in {"article", "article-journal"} and _ARXIV.fullmatch(doi) else publisher,
        "DOI": doi,
    }


def _people(attributes: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for one in objects(attributes, "creators"):
        family, given, name = words(one, "familyName"), words(one, "givenName"), words(one, "name")
        if not family and words(one, "nameType") != "Organizational" and ", " in name:
            family, _, given = name.partition(", ")
        if family:
            yield {"family": family, "given": given}
        elif name:
            yield {"literal": name}


def _became(attributes: Mapping[str, Any]) -> Iterator[str]:
    if words(attributes, "types", "resourceTypeGeneral") != "Preprint":
        return
    for one in objects(attributes, "relatedIdentifiers"):
        if words(one, "relationType") in _BECAME and words(one, "relatedIdentifierType") == "DOI":
            yield words(one, "relatedIdentifier")


def _agencies(data: bytes) -> list[Any]:
    answer = read_json(data)
    if not isinstance(answer, list) or not (words(answer, 0, "RA") or words(answer, 0, "status")):
        raise ValueError("there is no agency in it")
    return answer


def _attributes(data: bytes) -> dict[str, Any]:
    attributes = at(read_json(data), "data", "attributes")
    if not isinstance(attributes, dict):
        raise ValueError("there is no work in it")  # noqa: TRY004 - an answer, not an argument
    return attributes


def _item_of(data: bytes) -> dict[str, Any]:
    item = read_json(data)
    if not isinstance(item, dict):
        raise ValueError("there is no work in it")  # noqa: TRY004 - an answer, not an argument
    return item
