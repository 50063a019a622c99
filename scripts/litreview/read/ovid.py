"""MEDLINE and other databases as Ovid displays them, under tags or under names of fields, read through RIS's tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read import nbib_tags, ris_tags
from litreview.read.draft import Draft
from litreview.read.medline import full_pages, title_words
from litreview.read.ris_fields import read_as_ris
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import Record, TaggedField

_RULE: Final = "ovid-syntax"
_COUNTER: Final = re.compile(r"\A\s*+<\s*+\d+\s*+(?:\.\s*+)?>\s*")
_LINE: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")
#: Ovid's names of fields, and the tags for them.
_LABELS: Final = {
    "unique identifier": "UI",
    "accession number": "AN",
    "title": "TI",
    "original title": "TT",
    "authors": "AU",
    "author": "AU",
    "authors full name": "FA",
    "author full name": "FA",
    "source": "SO",
    "abstract": "AB",
    "journal name": "JN",
    "nlm journal name": "JN",
    "iso journal abbreviation": "TA",
    "abbreviated source": "AS",
    "year of publication": "YR",
    "date of publication": "DP",
    "publication date": "DP",
    "volume": "VI",
    "issue": "IP",
    "page": "PG",
    "publisher": "PB",
    "language": "LG",
    "digital object identifier": "DO",
    "issn print": "IS",
    "issn electronic": "IS",
    "issn linking": "",
    "issn": "IS",
    "isbn": "IB",
    "publication type": "PT",
    "mesh subject headings": "MH",
    "keyword heading": "KW",
    "database": "DB",
    "link to the ovid full text or citation": "XL",
}
#: Ovid's tags to RIS's.
_TAGS: Final = {
    "TI": "TI",
    "TT": "TT",
    "AU": "AU",
    "FA": "AU",
    "JN": "JF",
    "JT": "JF",
    "NJ": "JF",
    "BT": "T2",
    "TA": "JA",
    "JA": "JA",
    "VI": "VL",
    "IP": "IS",
    "PG": "SP",
    "YR": "PY",
    "DP": "DA",
    "PB": "PB",
    "PL": "CY",
    "IS": "SN",
    "IB": "SN",
    "LA": "LA",
    "LG": "LA",
    "AB": "AB",
    "MH": "KW",
    "KW": "KW",
    "OT": "KW",
    "ID": "KW",
    "DO": "DO",
    "DB": "DB",
    "AN": "AN",
    "UI": "AN",
    "EN": "ET",
    "UR": "UR",
    "XL": "UR",
}
_LISTED: Final = frozenset(("AU", "FA", "MH", "KW", "OT", "ID", "IS", "IB"))
#: "[Review] [25 refs]" behind a title, "[Reprint Author]" behind a name.
_BRACKETED: Final = re.compile(r"(?<![\s\]])(?:\s*\[[^\[\]]*\])++\s*+\.?$")
_TITLE_TAIL: Final = re.compile(
    r"(?<![\s\]])(?:\s*\[(?:review|editorial|letter|comment\w*+|erratum|\d+ refs?)[^\[\]]*\])++\.?$", re.IGNORECASE
)
_SOURCE: Final = re.compile(
    r"\A(.+?)\. ([^(:,]{0,100})(?:\(([^)]{0,200})\))?:([^,]{1,200}), (\d{4}[^.;]*).*", re.DOTALL
)


def read_ovid(file: SourceFile) -> Bibliography:
    """The references of a file of Ovid's, all that can be read, and what is to be said about it."""
    return read_as_ris(file, "ovid", _RULE, _records, _tagged)


def _records(text: str, path: str, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    """A record begins with its number (<1>); a value goes on, or stands, in lines that are indented."""
    record: Record | None = None
    astray = False
    tagged = bool(re.search(rf"^{_LINE.pattern}", text, re.MULTILINE))
    for number, line in enumerate(text.split("\n"), 1):
        if _COUNTER.fullmatch(line):
            if record is not None and record.fields:
                yield record
            record = Record(Position(path, number))
        elif record is None and not _LINE.fullmatch(line):
            if line.strip() and not astray:
                astray = True
                message = f"text outside of a record: “{line.strip()[:40]}”"
                diagnostics.append(Diagnostic(Severity.INFO, _RULE, Position(path, number), message))
        elif line.strip():
            record = record or Record(Position(path, number))
            _add(record, Position(path, number), line, tagged=tagged)
    if record is not None and record.fields:
        yield record


def _add(record: Record, position: Position, line: str, *, tagged: bool) -> None:
    """Adds a line: a tag with its value, the name of a field, or a line of the value before it."""
    if match := _LINE.fullmatch(line):
        record.fields.append(TaggedField(match[1], position, [match[2]]))
    elif not tagged and line[0].strip():
        name = " ".join(line.strip().rstrip(":").split())
        record.fields.append(TaggedField(_LABELS.get(name.lower()) or name, position, []))
    elif record.fields:
        record.fields[-1].lines.append(line.strip())


def _tagged(draft: Draft, fields: list[SourceField]) -> Iterator[SourceField]:
    """The fields under RIS's tags; full names take the place of those with initials."""
    names = {one.name for one in fields if one.value.strip()}
    medline = any(one.name == "DB" and "medline" in one.value.lower() for one in fields)
    yield SourceField("TY", _type(fields), draft.position)
    for one in fields:
        tag, value = _TAGS.get(one.name), one.value
        if one.name == "PM" or (one.name == "UI" and (medline or "DB" not in names) and value.strip().isdecimal()):
            draft.identifier("PMID", value, one.position)
        elif one.name in {"SO", "AS"}:
            yield from _source(one, names)
        elif tag == "AU" and one.name == "AU" and "FA" in names:
            continue
        elif tag == "TI":
            yield SourceField(tag, title_words(_TITLE_TAIL.sub("", value.strip())), one.position)
        elif tag == "SP":
            yield SourceField(tag, full_pages(value), one.position)
        elif tag and one.name in _LISTED:
            yield from (SourceField(tag, _item(tag, line), one.position) for line in value.split("\n"))
        elif tag:
            yield SourceField(tag, value, one.position)


def _item(tag: str, line: str) -> str:
    """A name without what is said of the person; a heading without its subheadings, as in MEDLINE's own files."""
    if tag == "KW":
        return line.partition("/")[0].strip(" .").strip("*")
    return _BRACKETED.sub("", line.strip()) if tag == "AU" else line.strip()


def _source(one: SourceField, names: set[str]) -> Iterator[SourceField]:
    """What only the line of the source says: "J Harb. 12(3):123-9, 2020 May 12"."""
    match = _SOURCE.fullmatch(" ".join(one.value.split()))
    if match is None:
        return
    journal, volume, issue, pages, date = match.groups()
    if one.name == "AS":
        yield SourceField("JA", journal, one.position)
        return
    if not {"JN", "JT", "NJ", "BT"} & names:
        yield SourceField("JF", journal, one.position)
    for tag, name, value in (("VL", "VI", volume), ("IS", "IP", issue or ""), ("SP", "PG", full_pages(pages))):
        if name not in names and value.strip():
            yield SourceField(tag, value.strip(), one.position)
    if not {"YR", "DP"} & names:
        yield SourceField("PY", date.strip(), one.position)


def _type(fields: list[SourceField]) -> str:
    """RIS's type, as far as the publication type says it."""
    values = {one.name for one in fields if one.value.strip()}
    csl = {kind: ris for ris, kind in reversed(ris_tags.TYPES.items())}
    for one in fields:
        if one.name == "PT":
            for line in one.value.split("\n"):
                if kind := nbib_tags.publication_type(line.strip(" .")):
                    return csl.get(kind, "JOUR")
    return "CHAP" if "BT" in values else "JOUR"


def _is_used(reference: Reference, one: SourceField) -> bool:
    if one.name in {"AU", "FA", "UI", "PM", "SO", "AS"}:
        return True
    if one.name == "PT":
        return all(nbib_tags.is_said_by_type(line.strip(" .")) for line in one.value.split("\n"))
    tag = _TAGS.get(one.name)
    return tag is not None and ris_tags.is_used(reference, SourceField(tag, one.value, one.position))


FORMAT: Final = ReadFormat(
    "ovid",
    "Ovid",
    re.compile(
        r"^VN {1,2}- Ovid"
        r"|^[ \t]*+<[ \t]*+\d++[ \t]*+(?:\.[ \t]*+)?>[ \t]*+\n"
        r"(?:[A-Z][A-Z0-9] {1,2}- |Unique Identifier|Accession Number|Title\n)",
        re.MULTILINE,
    ),
    (".ovd", ".cgi"),
    read_ovid,
    _is_used,
)
