"""Europe PMC's REST API: what PubMed, PubMed Central, Agricola and preprint servers hold, found by any word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from litreview.imports.records import Record, merged_notices, notice_kind, notices_of_title, own_title
from litreview.imports.services import Services, read_json
from litreview.imports.values import at, bare, objects, reference_of, rich, words
from litreview.model.dates import Date
from litreview.model.verification import NoticeKind, PublishedNotice
from litreview.read.medline import title_words

NAME: Final = "Europe PMC"
_SEARCH: Final = "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
#: So many records come with one request.
_PAGE: Final = 500
_SYNTAX: Final = re.compile(r'[\\"():\[\]{}]+')
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_NOTICES: Final = re.compile(
    r"retraction in|erratum in|expression of concern in|corrected and republished in", re.IGNORECASE
)


def by_number(services: Services, kind: str, value: str) -> Record | None:
    """The record with a DOI, PMID or PMCID, or None where Europe PMC has none.

    Raises:
        ServiceError: Europe PMC could not be asked.
    """
    term = {"DOI": f'DOI:"{value}"', "PMID": f"EXT_ID:{value} AND SRC:MED", "PMCID": f"PMCID:{value}"}[kind]
    return next(iter(_search(services, term, 1, f"{kind} {value}")), None)


def by_title(services: Services, title: str, rows: int = 5) -> list[Record]:
    """The records whose titles fit best.

    Raises:
        ServiceError: Europe PMC could not be asked.
    """
    return _search(services, f'TITLE:"{" ".join(_SYNTAX.sub(" ", title).split())}"', rows, "title")


def search_since(services: Services, query: str, since: str, until: str, *, abstracts: bool = False) -> list[Record]:
    """What a search gives of the records that Europe PMC took in between two days (YYYY-MM-DD).

    Args:
        services: A session.
        query: The string, in Europe PMC's syntax.
        since: The first day.
        until: The last day.
        abstracts: Whether records keep their abstracts, which are the publishers'.

    Raises:
        ServiceError: Europe PMC could not be asked.
    """
    found: list[Record] = []
    mark = "*"
    while mark:
        form = {
            "query": f"({query}) AND FIRST_IDATE:[{since} TO {until}]",
            "format": "json",
            "resultType": "core",
            "pageSize": str(_PAGE),
            "cursorMark": mark,
        }
        results, following, count = services.ask(NAME, f"{_SEARCH}POST", form=form, parse=_page) or ([], "", 0)
        found += (record(one, NAME, abstract=abstracts) for one in results)
        mark = following if results and len(found) < count else ""
    return found


def _search(services: Services, query: str, rows: int, found_by: str) -> list[Record]:
    asked = {"query": query, "format": "json", "resultType": "core", "pageSize": str(rows)}
    return [record(one, found_by) for one in services.ask(NAME, _SEARCH, asked, parse=_results) or ()]


def record(result: Mapping[str, Any], found_by: str, *, abstract: bool = False) -> Record:
    """A record of Europe PMC's, of the result type "core"."""
    title = bare(words(result, "title"))
    journal = at(result, "journalInfo", "journal")
    years = {int(year[1]) for path in _YEARS if (year := _YEAR.search(words(result, *path)))}
    notices: list[PublishedNotice] = list(_notices(result))
    if "retracted publication" in {words(one).lower() for one in at(result, "pubTypeList", "pubType") or ()}:
        notices.append(PublishedNotice(NoticeKind.RETRACTION, sources=(NAME,)))
    return Record(
        service=NAME,
        reference=reference_of(
            {**_item(result), "abstract": bare(words(result, "abstractText")) if abstract else ""}, NAME
        ),
        found_by=found_by,
        years=frozenset(years),
        journals=tuple(
            name for key in ("title", "isoabbreviation", "medlineAbbreviation") if (name := bare(words(journal, key)))
        ),
        notices=merged_notices([*notices, *notices_of_title(title, NAME)]),
        published_as=words(result, "publishedAs"),
        open_access=next(_open_addresses(result), ""),
        citations=count if isinstance(count := at(result, "citedByCount"), int) else None,
    )


_YEARS: Final = (
    ("pubYear",),
    ("journalInfo", "yearOfPublication"),
    ("journalInfo", "printPublicationDate"),
    ("electronicPublicationDate",),
    ("firstPublicationDate",),
)


def _item(result: Mapping[str, Any]) -> dict[str, Any]:
    journal = at(result, "journalInfo", "journal")
    preprint = words(result, "source") == "PPR"
    year = words(result, "journalInfo", "yearOfPublication") or words(result, "pubYear")
    return {
        "type": "document" if preprint else "article-journal" if journal else "document",
        "genre": "Preprint" if preprint else "",
        "title": own_title(title_words(rich(words(result, "title")))),
        "author": list(_people(result)),
        "container-title": bare(words(journal, "title")),
        "container-title-short": bare(words(journal, "isoabbreviation")),
        "volume": words(result, "journalInfo", "volume"),
        "issue": words(result, "journalInfo", "issue"),
        "page": words(result, "pageInfo"),
        "publisher": words(result, "bookOrReportDetails", "publisher"),
        "issued": {"date-parts": [[int(year)]]} if year.isdecimal() else {},
        "DOI": words(result, "doi"),
        "PMID": words(result, "pmid"),
        "PMCID": words(result, "pmcid"),
        "ISSN": words(journal, "issn"),
    }


def _people(result: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for one in objects(result, "authorList", "author"):
        if family := words(one, "lastName"):
            yield {"family": family, "given": words(one, "firstName") or words(one, "initials")}
        elif name := words(one, "collectiveName") or words(one, "fullName"):
            yield {"literal": name}


def _notices(result: Mapping[str, Any]) -> Iterator[PublishedNotice]:
    for one in objects(result, "commentCorrectionList", "commentCorrection"):
        name = words(one, "type")
        if _NOTICES.fullmatch(name):
            year = _YEAR.search(words(one, "reference"))
            date = Date((int(year[1]),)) if year else Date()
            yield PublishedNotice(notice_kind(name), name.removesuffix(" in"), date, "", (NAME,))


def _open_addresses(result: Mapping[str, Any]) -> Iterator[str]:
    for one in objects(result, "fullTextUrlList", "fullTextUrl"):
        if words(one, "availabilityCode") in {"OA", "F"}:
            yield words(one, "url")


def _page(data: bytes) -> tuple[list[dict[str, Any]], str, int]:
    """The records of a page, the mark of the next one, and how many records there are on all."""
    answer = read_json(data)
    count = words(answer, "hitCount")
    return _results(data), words(answer, "nextCursorMark"), int(count) if count.isdecimal() else 0


def _results(data: bytes) -> list[dict[str, Any]]:
    answer = read_json(data)
    if not isinstance(at(answer, "resultList"), dict):
        raise ValueError("there are no results in it")  # noqa: TRY004 - an answer, not an argument
    return list(objects(answer, "resultList", "result"))
