"""OpenAlex: a third place to look for a title, and who says that a work was retracted or is free to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from litreview.imports.records import Record, merged_notices, notices_of_title, own_title
from litreview.imports.services import Services, read_json
from litreview.imports.values import at, bare, objects, person, reference_of, words
from litreview.model.verification import NoticeKind, PublishedNotice

NAME: Final = "OpenAlex"
_WORKS: Final = "https://api.openalex.org/works"
_NO_WORDS: Final = re.compile(r"[^\w\s]+")


def by_doi(services: Services, doi: str) -> Record | None:
    """The work with a DOI, or None.

    Raises:
        ServiceError: OpenAlex could not be asked.
    """
    work = services.ask(NAME, f"{_WORKS}/doi:{quote(doi, safe='/')}", parse=_work)
    return record(work, f"DOI {doi}") if work is not None else None


def by_title(services: Services, title: str, rows: int = 5) -> list[Record]:
    """The works whose titles fit best.

    Raises:
        ServiceError: OpenAlex could not be asked.
    """
    # A comma or a bar divides filters there.
    asked = {"filter": f"title.search:{' '.join(_NO_WORDS.sub(' ', title).split())}", "per-page": str(rows)}
    return [record(one, "title") for one in services.ask(NAME, _WORKS, asked, parse=_results) or ()]


def record(work: Mapping[str, Any], found_by: str) -> Record:
    """A work of OpenAlex's."""
    title = bare(words(work, "title"))
    year = at(work, "publication_year")
    source = words(work, "primary_location", "source", "display_name")
    pages = [words(work, "biblio", name) for name in ("first_page", "last_page")]
    item = {
        "type": "article-journal" if words(work, "type") in {"article", "review"} and source else "document",
        "title": own_title(title),
        "author": [
            person(name) for one in objects(work, "authorships") if (name := words(one, "author", "display_name"))
        ],
        "container-title": source,
        "volume": words(work, "biblio", "volume"),
        "issue": words(work, "biblio", "issue"),
        "page": "–".join(dict.fromkeys(page for page in pages if page)),
        "issued": {"date-parts": [[year]]} if isinstance(year, int) else {},
        "DOI": words(work, "doi").removeprefix("https://doi.org/"),
        "PMID": words(work, "ids", "pmid").rsplit("/", 1)[-1],
    }
    notices = list(notices_of_title(title, NAME))
    if at(work, "is_retracted") is True:
        notices.append(PublishedNotice(NoticeKind.RETRACTION, sources=(NAME,)))
    return Record(
        service=NAME,
        reference=reference_of(item, NAME),
        found_by=found_by,
        years=frozenset({year} if isinstance(year, int) else ()),
        journals=(source,) if source else (),
        notices=merged_notices(notices),
        open_access=words(work, "open_access", "oa_url"),
        citations=count if isinstance(count := at(work, "cited_by_count"), int) else None,
    )


def _work(data: bytes) -> dict[str, Any]:
    work = read_json(data)
    if not isinstance(work, dict) or "id" not in work:
        raise ValueError("there is no work in it")
    return work


def _results(data: bytes) -> list[dict[str, Any]]:
    answer = read_json(data)
    if not isinstance(at(answer, "results"), list):
        raise ValueError("there are no results in it")  # noqa: TRY004 - an answer, not an argument
    return list(objects(answer, "results"))
