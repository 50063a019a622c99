"""arXiv's API (Atom). A number that it never gave has an empty feed; one that is malformed is answered with 400."""

from __future__ import annotations

import re
from typing import Any, Final

from litreview.imports.records import Record
from litreview.imports.services import Services
from litreview.imports.values import person, reference_of
from litreview.read.xml_tree import Element, XMLFaultError, read_elements

NAME: Final = "arXiv"
_QUERY: Final = "https://export.arxiv.org/api/query"
_VERSION: Final = re.compile(r"v\d+$")
_NUMBER: Final = re.compile(r"https?://arxiv\.org/abs/(\S+)")
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def work(services: Services, number: str) -> Record | None:
    """The preprint with a number of arXiv's (with or without version), or None where there is none.

    Raises:
        ServiceError: arXiv could not be asked.
    """
    asked = {"id_list": number, "max_results": "1"}
    entries = services.ask(NAME, _QUERY, asked, parse=_entries, unknown=frozenset({400})) or []
    found = next((entry for entry in entries if _NUMBER.fullmatch(entry.value("id"))), None)
    return record(found, number) if found else None


def record(entry: Element, number: str) -> Record:
    """A preprint by its entry in the feed; it keeps the version that was asked for."""
    dates = [
        [int(part) for part in day.groups()]
        for name in ("published", "updated")
        if (day := _DAY.match(entry.value(name)))
    ]
    bare = _VERSION.sub("", number)
    item: dict[str, Any] = {
        "type": "article",
        "title": entry.value("title"),
        "author": [person(author.value("name")) for author in entry.elements("author") if author.value("name")],
        "issued": {"date-parts": dates[:1]} if dates else {},
        "DOI": f"10.48550/arXiv.{bare}",
    }
    return Record(
        service=NAME,
        reference=reference_of(item, NAME, number),
        found_by=f"arXiv {number}",
        years=frozenset(date[0] for date in dates),
        journals=(NAME, "CoRR"),
        published_as=entry.value("arxiv:doi"),
    )


def _entries(data: bytes) -> list[Element]:
    faults: list[XMLFaultError] = []
    entries = read_elements(data, NAME, frozenset({"entry"}), faults.append)
    if faults:
        raise ValueError(str(faults[0]))
    if b"<feed" not in data[:2000]:
        raise ValueError("there is no feed in it")
    return entries
