"""The bibliography formats that are read: which of them a file is in, by its content and its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.private import hold_back
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read import (
    csljson,
    cslyaml,
    delimited,
    endnote,
    endnote_xml,
    nbib,
    ovid,
    pubmed_xml,
    ris,
    web_of_science,
)
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.understood import is_used

#: So much of a file tells what it is; programs put notes and numbers before the first record.
_SAMPLE: Final = 20_000


def _bibtex(file: SourceFile) -> Bibliography:
    return read_bibtex([file])


_BIBTEX: Final = ReadFormat(
    "bibtex", "BibTeX", re.compile(r"^\s*@\s*[\w-]+\s*[{(]", re.MULTILINE), (".bib", ".bibtex"), _bibtex, is_used
)
#: Every format that is read; of two that a file looks like, the first counts where its name decides for none.
READERS: Final[Mapping[str, ReadFormat]] = MappingProxyType(
    {
        reader.name: reader
        for reader in (
            ovid.FORMAT,
            ris.FORMAT,
            nbib.FORMAT,
            pubmed_xml.FORMAT,
            endnote_xml.FORMAT,
            csljson.FORMAT,
            cslyaml.FORMAT,
            web_of_science.FORMAT,
            endnote.FORMAT,
            _BIBTEX,
            delimited.FORMAT,
        )
    }
)


_EXPORT: Final = "export the references as RIS or BibTeX"
#: What people take for a file of references, and what to do instead.
_NOT_READ: Final = (
    (re.compile(rb"\s*RT [A-Z]"), "RefWorks’ tagged format", _EXPORT),
    (re.compile(rb"PK\x03\x04"), "a document, a spreadsheet or an archive", "unpack it, or save the table as CSV"),
    (re.compile(rb"%PDF-"), "a PDF", _EXPORT),
    (re.compile(rb"\x1f\x8b"), "a compressed file", "unpack it first"),
    (re.compile(rb"SQLite format 3"), "the database of a reference manager", _EXPORT),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of Office", _EXPORT),
    (re.compile(rb"\{\\rtf"), "rich text", _EXPORT),
    (
        re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE),
        "a web page",
        "download the file of references itself",
    ),
    (re.compile(rb"(?:\s*<[?!][^>]*>)*\s*<(?:\w+:)?mods", re.IGNORECASE), "MODS", _EXPORT),
    (re.compile(rb"(?:\s*<[?!][^>]*>)*\s*<rdf:RDF"), "RDF", _EXPORT),
)


def _labels() -> str:
    return ", ".join(one.label for one in READERS.values())


def detect_format(file: SourceFile) -> ReadFormat | None:
    """The format that the beginning of a file looks like, else the one that its name promises; None if neither says.

    Of two that it looks like, the name decides: the abstract of a RIS record may show a BibTeX entry.
    """
    start = file.data[:_SAMPLE]
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = start.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    ending = PurePosixPath(file.path.lower()).suffix
    named = next((reader for reader in READERS.values() if ending in reader.endings), None)
    alike = [reader for reader in READERS.values() if reader.looks.search(text)]
    if named in alike or not alike:
        return named
    return alike[0]


def read_bibliography(file: SourceFile, publish: Collection[str] = ()) -> Bibliography:
    """The references of a file in any of the formats, and what is to be said about it.

    Args:
        file: The file.
        publish: Private fields that are no secret here; what of others there is stands in `held_back` alone.
    """
    reader = detect_format(file)
    if reader is not None:
        read = reader.read(file)
        return replace(read, references=tuple(hold_back(reference, publish) for reference in read.references))
    message, hint = "the file is in no known bibliography format", f"read are {_labels()}"
    for looks, what, instead in _NOT_READ:
        if looks.match(file.data):
            message, hint = f"the file is {what}, which is not read", instead
            break
    return Bibliography(diagnostics=(Diagnostic(Severity.ERROR, "unknown-format", Position(file.path), message, hint),))


def unused_fields(reference: Reference) -> tuple[SourceField, ...]:
    """The fields of a reference that no variable of it holds: another format can therefore not have them."""
    reader = READERS.get(reference.format)
    if reader is None:
        # Of no file, and so without fields.
        return ()
    return tuple(one for one in reference.fields if one.value.strip() and not reader.is_used(reference, one))
