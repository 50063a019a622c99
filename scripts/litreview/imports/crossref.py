"""Crossref's REST API: the works that publishers registered, with what was published about them since.

A work has `updated-by`, its notices; `update-to` says of a notice which work it is about, and nothing of the notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from litreview.imports.records import Record, merged_notices, notice_kind, notices_of_title, own_title
from litreview.imports.services import Services, read_json
from litreview.imports.values import at, bare, listed, objects, reference_of, rich, words
from litreview.model.dates import Date
from litreview.model.verification import PublishedNotice

NAME: Final = "Crossref"
_WORKS: Final = "https://api.crossref.org/works"
_TYPES: Final[Mapping[str, str]] = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "report-component": "chapter",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "proceedings": "book",
    "reference-entry": "entry-encyclopedia",
    "dissertation": "thesis",
    "report": "report",
    "standard": "standard",
    "dataset": "dataset",
    "database": "dataset",
    "peer-review": "review",
}
_DATES: Final = ("published-print", "published", "issued", "published-online", "published-other", "posted")
_SOURCES: Final = {"publisher": "the publisher", "retraction-watch": "Retraction Watch"}


def work(services: Services, doi: str) -> Record | None:
    """The work with a DOI, or None where Crossref did not register it.

    Works are asked for one by one: those that Crossref lists leave out members that a single one has, and a notice of
    retraction must not be lost for a few seconds.

    Raises:
        ServiceError: Crossref could not be asked.
    """
    message = services.ask(NAME, f"{_WORKS}/{quote(doi, safe='')}", parse=_message)
    return record(message, f"DOI {doi}") if message is not None else None


def search(services: Services, query: str, rows: int = 5) -> list[Record]:
    """The works that fit words of a title and an author best.

    Raises:
        ServiceError: Crossref could not be asked.
    """
    asked = {"query.bibliographic": query, "rows": str(rows)}
    message = services.ask(NAME, _WORKS, asked, parse=_message)
    return [record(item, "title") for item in objects(message, "items")]


def _message(data: bytes) -> dict[str, Any]:
    message = at(read_json(data), "message")
    if not isinstance(message, dict):
        raise ValueError("there is no work in it")  # noqa: TRY004 - an answer, not an argument
    return message


def record(work: Mapping[str, Any], found_by: str) -> Record:
    """A work of Crossref's."""
    dates = [parts for name in _DATES if (parts := _date(work, name))]
    title = bare(words(work, "title", 0))
    journals = [bare(words(one)) for name in ("container-title", "short-container-title") for one in listed(work, name)]
    return Record(
        service=NAME,
        reference=reference_of(_item(work, dates), NAME),
        found_by=found_by,
        years=frozenset(parts[0] for parts in dates),
        titles=tuple(bare(words(one)) for one in listed(work, "original-title")),
        journals=tuple(one for one in journals if one),
        notices=merged_notices([*_notices(work), *notices_of_title(title, NAME)]),
        published_as=_published_as(work),
        citations=count if isinstance(count := at(work, "is-referenced-by-count"), int) else None,
    )


def _item(work: Mapping[str, Any], dates: list[list[int]]) -> dict[str, Any]:
    kind = words(work, "type")
    title, subtitle = (rich(words(work, name, 0)) for name in ("title", "subtitle"))
    title = own_title(title)
    if subtitle and bare(subtitle).casefold() not in bare(title).casefold():
        title = f"{title}: {subtitle}" if title else subtitle
    in_journal = kind == "journal-article"
    preprint = kind == "posted-content"
    server = words(work, "institution", 0, "name") or words(work, "group-title") if preprint else ""
    return {
        "type": _TYPES.get(kind, "document"),
        "genre": "Preprint" if preprint and words(work, "subtype") in {"", "preprint"} else "",
        "title": title,
        "container-title": bare(words(work, "container-title", 0)),
        "container-title-short": bare(words(work, "short-container-title", 0)) if in_journal else "",
        "author": list(_people(work, "author")),
        "editor": [] if in_journal else list(_people(work, "editor")),
        "issued": {"date-parts": [dates[0]]} if dates else {},
        "volume": words(work, "volume"),
        "issue": words(work, "issue"),
        "page": words(work, "page") or words(work, "article-number"),
        "edition": words(work, "edition-number"),
        "publisher": "" if in_journal else server or words(work, "publisher"),
        "publisher-place": "" if in_journal else words(work, "publisher-location"),
        "event-title": words(work, "event", "name"),
        "DOI": words(work, "DOI"),
        "ISSN": ", ".join(words(one) for one in listed(work, "ISSN")) if in_journal else "",
        "ISBN": " ".join(words(one) for one in listed(work, "ISBN")),
    }


def _people(work: Mapping[str, Any], role: str) -> Iterator[dict[str, str]]:
    for one in objects(work, role):
        if family := words(one, "family"):
            yield {"family": family, "given": words(one, "given"), "suffix": words(one, "suffix")}
        elif name := words(one, "name") or words(one, "given"):
            yield {"literal": name}


def _date(work: Any, *path: str) -> list[int]:  # noqa: ANN401 - JSON
    """The numbers of a date as far as they are numbers: the year may be null."""
    numbers: list[int] = []
    for part in listed(work, *path, "date-parts", 0)[:3]:
        if isinstance(part, bool) or not isinstance(part, int) or part < 1:
            break
        numbers.append(part)
    return numbers


def _notices(work: Mapping[str, Any]) -> Iterator[PublishedNotice]:
    for one in objects(work, "updated-by"):
        name = words(one, "type")
        source = words(one, "source") or "publisher"
        yield PublishedNotice(
            kind=notice_kind(name),
            label=words(one, "label") or name.replace("_", " "),
            date=Date(tuple(_date(one, "updated"))),
            doi=words(one, "DOI"),
            sources=(_SOURCES.get(source, source),),
        )


def _published_as(work: Mapping[str, Any]) -> str:
    for one in objects(work, "relation", "is-preprint-of"):
        if words(one, "id-type").lower() == "doi" and words(one, "id"):
            return words(one, "id")
    return ""
