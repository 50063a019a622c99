"""Books by their ISBN, from Open Library."""

from __future__ import annotations

import re
from typing import Any, Final

from litreview.imports.records import Record
from litreview.imports.services import Services, read_json
from litreview.imports.values import objects, person, reference_of, words

NAME: Final = "Open Library"
_BOOKS: Final = "https://openlibrary.org/api/books"
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def work(services: Services, isbn: str) -> Record | None:
    """The book with an ISBN, or None where Open Library has none.

    Raises:
        ServiceError: Open Library could not be asked.
    """
    asked = {"bibkeys": f"ISBN:{isbn}", "jscmd": "data", "format": "json"}
    answer = services.ask(NAME, _BOOKS, asked, parse=_books) or {}
    book = answer.get(f"ISBN:{isbn}")
    if not isinstance(book, dict):
        return None
    title, subtitle = words(book, "title"), words(book, "subtitle")
    year = _YEAR.search(words(book, "publish_date"))
    item = {
        "type": "book",
        "title": f"{title}: {subtitle}" if title and subtitle else title,
        "author": [person(words(one, "name")) for one in objects(book, "authors") if words(one, "name")],
        "publisher": words(book, "publishers", 0, "name"),
        "publisher-place": words(book, "publish_places", 0, "name"),
        "number-of-pages": words(book, "number_of_pages"),
        "issued": {"date-parts": [[int(year[1])]]} if year else {},
        "ISBN": isbn,
    }
    found = reference_of(item, NAME)
    return Record(NAME, found, f"ISBN {isbn}", frozenset({int(year[1])} if year else ()))


def _books(data: bytes) -> dict[str, Any]:
    answer = read_json(data)
    # Of a book that it does not have, it says nothing: {}.
    if not isinstance(answer, dict) or any(not name.startswith("ISBN:") for name in answer):
        raise ValueError("there are no books in it")
    return answer
