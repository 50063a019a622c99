"""The fields of a reference as its author wrote them, found by their BibTeX names."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position

_ESCAPED: Final = re.compile(r"\\([_%&#~])")


def find_field(reference: Reference, *names: str) -> SourceField | None:
    """The first field of the entry that has one of the names (given in small letters); BibTeX knows no case."""
    return next((field for field in reference.fields if field.name.lower() in names), None)


def place_of(reference: Reference, *names: str) -> Position:
    """Where the first of the named fields stands, or the entry where it has none of them."""
    field = find_field(reference, *names)
    return field.position if field else reference.origin.position


def bare(value: str) -> str:
    """A value that is an identifier or an address: no braces, no escapes of TeX, no blanks around it."""
    return _ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "").strip()
