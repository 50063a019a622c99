"""Tables of references (CSV and tab-delimited): Rayyan, Covidence, Scopus, Web of Science, and our own export."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from types import MappingProxyType
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read import ris_tags
from litreview.read.bibtex.decoding import decode
from litreview.read.draft import Draft
from litreview.read.ris_fields import reference_of
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import bibliography

_RULE: Final = "csv-syntax"
_COLUMN_WORDS: Final = """
    ID: key
    TY: type, reference type, item type, document type
    TI: title, article title, ti, primary title
    AU: authors, author, author full names, af, au
    PY: year, published year, publication year, py
    DA: date, publication date, pd
    T2: journal, container, source title, publication title, journal title, secondary title, so
    JA: journal abbreviation, abbreviated source title, ji, journal iso abbreviation
    VL: volume, vl
    IS: issue, number, is
    SP: pages, page start, start page, bp
    EP: page end, end page, ep
    C7: art. no., article number, ar
    DO: doi, di
    UR: url, link, urls
    SN: issn, isbn, eissn, sn, ei, bn
    PB: publisher, pu
    CY: location, place of publication, place published
    LA: language, language of original document, la
    AB: abstract, ab
    N1: notes, note
    KW: keywords, author keywords, index keywords, keywords plus, de
    A2: editors, editor
    ET: edition
    T3: series, series title
    AN: accession number
"""
#: The name of a column, in small letters, to RIS's tag.
_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        name.strip(): line.strip()[:2]
        for line in _COLUMN_WORDS.strip().splitlines()
        for name in line.partition(":")[2].split(",")
    }
)
_IDENTIFIERS: Final = {"pmid": "PMID", "pubmed id": "PMID", "pm": "PMID", "pmcid": "PMCID", "pmc id": "PMCID"}
#: What spreadsheets must not take for a formula has an apostrophe in front (see the export of tables).
_QUOTED: Final = re.compile(r"'+[=+\-@\t\r]")
_INFERRED: Final = re.compile(r"\[(\d{4})\]")
_SCOPUS_ID: Final = re.compile(r"(?:(?<!\s)\s+)?\(\d{6,}\)")
_TAKEN: Final = frozenset(("day", "month", "published month"))
_LONGEST_CELL: Final = 1_000_000


def read_table(file: SourceFile) -> Bibliography:
    """The references of a table whose first row names its columns, and what is to be said about it."""
    source, said = decode(file)
    diagnostics = list(said)
    found = []
    rows = _rows(source.text, file.path, diagnostics)
    line, header = next(rows, (1, []))
    names = [" ".join(cell.split()) for cell in header]
    columns = [_normal(name) for name in names]
    if not {_COLUMNS.get(name) for name in columns} & {"TI"}:
        message = "the first row names no column of titles"
        hint = "name the columns, as in: key,title,authors,year,journal,volume,issue,pages,doi,abstract"
        diagnostics.append(Diagnostic(Severity.ERROR, _RULE, Position(file.path, line), message, hint))
        return bibliography([], diagnostics, _RULE)
    for line, cells in rows:
        position = Position(file.path, line)
        if len(cells) > len(columns):
            message = f"the row has {len(cells)} cells, and the first one {len(columns)}; those beyond are left out"
            diagnostics.append(Diagnostic(Severity.WARNING, _RULE, position, message))
        if not any(cell.strip() for cell in cells):
            continue
        draft = Draft("csv", position)
        fields = [SourceField(name, _plain(cell), position) for name, cell in zip(names, cells, strict=False) if cell]
        found.append(reference_of(draft, _tagged(draft, fields), fields))
        diagnostics.extend(draft.diagnostics)
    return bibliography(found, diagnostics, _RULE)


def _rows(text: str, path: str, diagnostics: list[Diagnostic]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins in."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    # Lines end as files have it: other separators of lines are part of a cell.
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=False)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            diagnostics.append(
                Diagnostic(Severity.ERROR, _RULE, Position(path, line), f"the row cannot be read: {error}")
            )
            cells = []
        if cells is None:
            return
        yield line, cells
        line = reader.line_num + 1


def _normal(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())


def _plain(cell: str) -> str:
    return cell[1:] if _QUOTED.match(cell) else cell


def _tagged(draft: Draft, fields: list[SourceField]) -> Iterator[SourceField]:
    values = {_normal(one.name): one for one in fields if one.value.strip()}
    kind = next(
        (values[name] for name in ("type", "reference type", "item type", "document type") if name in values), None
    )
    yield SourceField("TY", _type(kind.value if kind else ""), kind.position if kind else draft.position)
    full_names = "author full names" in values or "af" in values
    for name, one in values.items():
        tag, value = _COLUMNS.get(name), one.value
        if name in _IDENTIFIERS:
            draft.identifier(_IDENTIFIERS[name], value, one.position)
        elif tag == "AU":
            if not (full_names and name in {"authors", "au"}):
                yield SourceField(tag, _SCOPUS_ID.sub("", value), one.position)
        elif tag == "PY":
            yield SourceField(tag, _date(value, values), one.position)
        elif tag and tag != "TY":
            yield SourceField(tag, value, one.position)


def _date(year: str, values: Mapping[str, SourceField]) -> str:
    """The year with what other columns say of month and day."""
    if inferred := _INFERRED.fullmatch(year.strip()):
        return inferred[1]
    month = next((values[name].value for name in ("month", "published month") if name in values), "")
    day = values["day"].value if "day" in values and month else ""
    if month.strip().isdecimal():
        return "/".join(part.strip() for part in (year, month, day) if part)
    return " ".join(part.strip() for part in (day, month, year) if part)


def _type(given: str) -> str:
    """RIS's type, from a type of RIS, of CSL (as our own tables have it) or in words."""
    by_csl = {csl: ris for ris, csl in reversed(ris_tags.TYPES.items())}
    words = " ".join(given.lower().split())
    found = by_csl.get(words) or ris_tags.WORDED_TYPES.get(words)
    return found or (given.upper() if given.upper() in ris_tags.TYPES else "JOUR")


def _is_used(reference: Reference, one: SourceField) -> bool:
    name = _normal(one.name)
    if name in _IDENTIFIERS or name in _TAKEN or _COLUMNS.get(name) == "AU":
        return True
    tag = _COLUMNS.get(name)
    return tag is not None and ris_tags.is_used(reference, SourceField(tag, one.value, one.position))


FORMAT: Final = ReadFormat(
    "csv",
    "CSV (Rayyan, Covidence, Scopus)",
    re.compile(
        r"\A\s*+(?=[^\n]*\b(?i:authors?|year|doi|abstract|author full names|AU|PY)\b)(?=[^\n]*(?i:\btitle\b|\bTI\b))"
        r"[^\n{}<>%@,;\t]*[,;\t][^\n{}<>%@,;\t]*[,;\t][^\n{}<>%@]*(?:\n|\Z)"
    ),
    (".csv", ".tsv"),
    read_table,
    _is_used,
)
