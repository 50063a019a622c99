"""EndNote's tagged format (.enw, "refer"), which libraries and Google Scholar give too, read through RIS's tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read import ris_tags
from litreview.read.name_lists import inverted
from litreview.read.ris_fields import read_as_ris
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import Record, TaggedField

_RULE: Final = "endnote-syntax"
_LINE: Final = re.compile(r"%([0-9A-Za-z?@!#$\]&()*+^><\[=~])(?: ++(.*)|)")
#: EndNote's tags to RIS's; both programs have the same generic fields.
_TAGS: Final = {
    "0": "TY",
    "A": "AU",
    "E": "A2",
    "Y": "A3",
    "?": "A4",
    "H": "TA",
    "T": "TI",
    "B": "T2",
    "J": "JF",
    "O": "J2",
    "S": "T3",
    "!": "ST",
    "Q": "TT",
    "D": "PY",
    "8": "DA",
    "[": "Y2",
    "V": "VL",
    "N": "IS",
    "P": "SP",
    "&": "SE",
    "]": "C7",
    "6": "NV",
    "7": "ET",
    "9": "M3",
    "I": "PB",
    "C": "CY",
    "@": "SN",
    "R": "DO",
    "U": "UR",
    "M": "AN",
    "L": "CN",
    "~": "DB",
    "W": "DP",
    "G": "LA",
    "K": "KW",
    "X": "AB",
    "Z": "N1",
    "<": "RN",
    ">": "L1",
    "F": "LB",
    "1": "C1",
    "2": "C2",
    "3": "C3",
    "4": "C4",
    "#": "C5",
    "$": "C6",
    "(": "OP",
    ")": "RP",
    "*": "RI",
    "+": "AD",
}
_NAMES: Final = frozenset(("AU", "A2", "A3", "A4", "TA"))


def read_endnote(file: SourceFile) -> Bibliography:
    """The references of an EndNote file, all that can be read, and what is to be said about it."""
    return read_as_ris(file, "endnote", _RULE, _records, lambda _, fields: map(as_ris, fields))


def as_ris(one: SourceField) -> SourceField:
    """The field under RIS's tag; EndNote writes names as they are spoken, and those of bodies with a comma behind."""
    tag = _TAGS.get(one.name.removeprefix("%"), one.name)
    return SourceField(tag, inverted(one.value) if tag in _NAMES else one.value, one.position)


def _records(text: str, path: str, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    """A record begins with its type (%0), or behind a blank line."""
    record: Record | None = None
    parted = astray = False
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line.lstrip())
        if match:
            if record is not None and (match[1] == "0" or (parted and match[1] in "AT")):
                yield record
                record = None
            record = record or Record(Position(path, number))
            record.fields.append(TaggedField(f"%{match[1]}", Position(path, number), [match[2] or ""]))
            parted = astray = False
        elif not line.strip():
            parted = True
            if record is not None:
                record.fields[-1].lines.append(line)
        elif record is not None:
            record.fields[-1].lines.append(line)
        elif not astray:
            astray = True
            message = f"text outside of a record: “{line.strip()[:40]}”"
            hint = "a record begins with its type, such as %0 Journal Article"
            diagnostics.append(Diagnostic(Severity.ERROR, _RULE, Position(path, number), message, hint))
    if record is not None:
        yield record


def _is_used(reference: Reference, one: SourceField) -> bool:
    return ris_tags.is_used(reference, replace(one, name=_TAGS.get(one.name.removeprefix("%"), one.name)))


FORMAT: Final = ReadFormat(
    "endnote", "EndNote (.enw)", re.compile(r"^\s*%0 \S", re.MULTILINE), (".enw", ".enl.txt"), read_endnote, _is_used
)
