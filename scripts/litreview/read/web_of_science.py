"""Web of Science's plain text (and that of its "field tagged" exports), read through RIS's tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read import ris_tags
from litreview.read.draft import Draft
from litreview.read.ris_fields import read_as_ris
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import Record, TaggedField

_RULE: Final = "web-of-science-syntax"
_LINE: Final = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*)")
#: Lines of the file and not of a record.
_FRAME: Final = frozenset(("FN", "VR", "EF"))
#: Web of Science's tags to RIS's.
_TAGS: Final = {
    "AU": "AU",
    "AF": "AU",
    "CA": "CA",
    "GP": "CA",
    "BE": "A2",
    "ED": "A2",
    "BA": "C2",
    "BF": "C2",
    "TI": "TI",
    "SO": "T2",
    "SE": "T3",
    "JI": "JI",
    "LA": "LA",
    "DE": "KW",
    "ID": "KW",
    "AB": "AB",
    "CT": "CP",
    "CL": "CL",
    "PU": "PB",
    "PI": "PI",
    "SN": "SN",
    "EI": "SN",
    "BN": "SN",
    "PY": "PY",
    "PD": "DA",
    "VL": "VL",
    "IS": "IS",
    "BP": "SP",
    "EP": "EP",
    "AR": "C7",
    "DI": "DO",
}
#: Tags of which each line is a value of its own.
_LISTED: Final = frozenset(("AU", "AF", "CA", "GP", "BE", "ED", "BA", "BF"))
_SEASONS: Final = {"SPR": "Spring", "SUM": "Summer", "FAL": "Autumn", "AUT": "Autumn", "WIN": "Winter"}
_TYPES: Final = {"J": "JOUR", "B": "CHAP", "S": "CHAP", "C": "CPAPER", "P": "PAT"}


def read_web_of_science(file: SourceFile) -> Bibliography:
    """The references of a file of Web of Science, all that can be read, and what is to be said about it."""
    return read_as_ris(file, "web-of-science", _RULE, _records, _tagged)


def _records(text: str, path: str, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    """A record runs from PT to ER; a value goes on in lines that are indented."""
    record: Record | None = None
    astray = False
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        tag = match[1] if match else ""
        if tag in {"ER", "EF"} or (tag == "PT" and record is not None):
            if record is not None and tag != "ER":
                message = "the record has no ER; it ends where the next begins, or the file"
                diagnostics.append(Diagnostic(Severity.WARNING, _RULE, record.position, message))
            if record is not None:
                yield record
            record = None
        if match and tag not in {"ER", *_FRAME}:
            astray = False
            record = record or Record(Position(path, number))
            record.fields.append(TaggedField(tag, Position(path, number), [match[2] or ""]))
        elif record is not None and line.strip():
            record.fields[-1].lines.append(line.strip())
        elif line.strip() and not match and not astray:
            astray = True
            message = f"text outside of a record: “{line.strip()[:40]}”"
            diagnostics.append(Diagnostic(Severity.ERROR, _RULE, Position(path, number), message))
    if record is not None:
        message = "the record has no ER; it ends with the file"
        diagnostics.append(Diagnostic(Severity.WARNING, _RULE, record.position, message))
        yield record


def _tagged(draft: Draft, fields: list[SourceField]) -> Iterator[SourceField]:
    """The fields under RIS's tags; full names take the place of those with initials."""
    values = {one.name: one for one in reversed(fields)}
    kind = _type({name: one.value for name, one in values.items()})
    yield SourceField("TY", kind, values["PT"].position if "PT" in values else draft.position)
    for short, full in (("AU", "AF"), ("BA", "BF")):
        if short in values and full in values:
            fields = [one for one in fields if one.name != short]
    for one in fields:
        tag = _TAGS.get(one.name)
        if one.name == "PM":
            draft.identifier("PMID", one.value, one.position)
        elif tag == "T2" and kind == "BOOK":
            continue
        elif tag == "DA":
            date = " ".join(_SEASONS.get(word, word) for word in one.value.split())
            yield SourceField(tag, date, one.position)
        elif tag and one.name in _LISTED:
            yield from (SourceField(tag, line.strip(), one.position) for line in one.value.split("\n"))
        elif tag == "KW":
            yield SourceField(tag, " ".join(one.value.split()), one.position)
        elif tag:
            yield SourceField(tag, one.value, one.position)


def _type(values: dict[str, str]) -> str:
    """RIS's type, from the type of the publication and that of the document."""
    document = values.get("DT", "").lower()
    kind = _TYPES.get(values.get("PT", "J").strip(), "JOUR")
    if "proceedings paper" in document and ("CT" in values or kind != "JOUR"):
        return "CPAPER"
    title, source = (" ".join(values.get(tag, "").lower().split()) for tag in ("TI", "SO"))
    if kind == "CHAP" and "chapter" not in document and (title == source or not source or document == "book"):
        return "BOOK"
    return kind


def _is_used(reference: Reference, one: SourceField) -> bool:
    if one.name in {"PT", "PM", "AU", "AF"}:
        return True
    tag = _TAGS.get(one.name)
    return tag is not None and ris_tags.is_used(reference, SourceField(tag, one.value, one.position))


FORMAT: Final = ReadFormat(
    "web-of-science",
    "Web of Science (plain text)",
    re.compile(r"^FN (?:Clarivate|Thomson|ISI)|^PT [JBSCP]\n[A-Z][A-Z0-9] ", re.MULTILINE),
    (".ciw", ".isi"),
    read_web_of_science,
    _is_used,
)
