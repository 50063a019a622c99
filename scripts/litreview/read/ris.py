"""RIS, read without loss: unknown and repeated tags, their order and their lines stay with the reference."""

from __future__ import annotations

import re
from typing import Final

from litreview.read import ris_tags as tags
from litreview.read.bibtex.decoding import decode
from litreview.read.draft import Draft
from litreview.read.ris_fields import reference_of
from litreview.read.ris_records import RULE, split_records
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import bibliography


def read_ris(file: SourceFile) -> Bibliography:
    """The references of a RIS file, all that can be read, and what is to be said about it."""
    source, said = decode(file)
    diagnostics = list(said)
    found = []
    for record in split_records(source.text, file.path, diagnostics):
        draft = Draft("ris", record.position)
        fields = [one.source("\n") for one in record.fields]
        if fields[0].name != "TY":
            # TY comes first, as programs expect.
            fields.sort(key=lambda one: one.name != "TY")
        found.append(reference_of(draft, fields, fields))
        diagnostics.extend(draft.diagnostics)
    return bibliography(found, diagnostics, RULE)


FORMAT: Final = ReadFormat(
    "ris",
    "RIS",
    re.compile(r"^[ \t]*(?:TY|ty)[ \t]*[-–—](?:[ \t]*\w| |$)", re.MULTILINE),
    (".ris",),
    read_ris,
    tags.is_used,
)
