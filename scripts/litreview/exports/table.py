"""CSV: one row a reference, for spreadsheets and statistics programs (RFC 4180, UTF-8).

The file begins with a byte order mark: without it Excel takes the letters for the local code page, and the other
programs (LibreOffice, R's readr, pandas with utf-8-sig) skip it.

A cell that a spreadsheet would take for a formula (it begins with = + - @ or a tab or return) gets an apostrophe in
front, and so does a cell that begins with apostrophes and then one of these. Dropping one apostrophe from cells that
match `'+[=+@-]` therefore gives back every value.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from litreview.exports.base import Export, Loss, lost_dates, lost_settings, missing
from litreview.model.names import NameList
from litreview.model.reference import Reference

COLUMNS: Final = (
    "key",
    "type",
    "title",
    "authors",
    "year",
    "container",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "url",
    "keywords",
    "abstract",
    "unverified",
)
_TEXTS: Final = ("title", "container-title", "volume", "issue", "page", "page-first", "abstract")
_HELD: Final = frozenset((*_TEXTS, "author", "issued", "DOI", "PMID", "PMCID", "URL", "arXiv", "keyword"))
#: A negative number is none.
_FORMULA: Final = re.compile(r"\A(?!-\d+(?:\.\d+)?\Z)'*+[=+\-@\t\r]")


def record(reference: Reference) -> Export:
    """One reference as a row."""
    cells = (
        reference.key,
        reference.type,
        str(reference.title),
        _people(reference.authors),
        _year(reference),
        str(reference.text("container-title")),
        str(reference.text("volume")),
        str(reference.text("issue")),
        str(reference.text("page") or reference.text("page-first")),
        reference.identifiers.get("DOI", ""),
        reference.identifiers.get("PMID", ""),
        reference.identifiers.get("PMCID", ""),
        reference.identifiers.get("URL", "") or ("" if "DOI" in reference.identifiers else reference.url),
        "; ".join(reference.keywords),
        str(reference.text("abstract")),
        reference.unverified,
    )
    return Export(row(cells), partial(_losses, reference))


def _losses(reference: Reference) -> Iterator[Loss]:
    yield from missing(reference, _HELD)
    yield from lost_settings(reference, _TEXTS)
    yield from lost_dates(reference, ("issued",))
    yield from (Loss(reference.key, kind) for kind in reference.notices)
    if len(reference.issued.start) > 1 or reference.issued.season:
        yield Loss(reference.key, "issued", "month and day")


def row(cells: tuple[str, ...]) -> str:
    """One line of the file, its formulas made harmless."""
    line = io.StringIO()
    csv.writer(line).writerow(f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells)
    return line.getvalue()


def _people(names: NameList) -> str:
    written = [
        name.literal or ", ".join(part for part in (name.surname, name.given, name.suffix) if part)
        for name in names.names
    ]
    return "; ".join((*written, *(("et al.",) if names.others else ())))


def _year(reference: Reference) -> str:
    if reference.year is None:
        return reference.issued.literal
    return f"[{reference.year}]" if reference.issued.inferred else str(reference.year)
