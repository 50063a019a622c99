"""Certain corrections in a .bib file that leave every other byte of it as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from litreview.check.registry import Mend

#: The line ends that the reader counts.
_LINE: Final = re.compile(rb"\r\n|\r|\n")
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file's new bytes, which corrections it holds, and which could not be placed for certain."""

    data: bytes
    done: tuple[Mend, ...]
    left: tuple[Mend, ...]


def mend_bytes(data: bytes, mends: Iterable[Mend]) -> Mended:
    """Correct the values of fields in a file.

    A field is only touched where its name, a delimiter and the very value that was read stand at its place; a value
    that is joined by `#`, given by an abbreviation or broken over lines is left to the author.

    Args:
        data: The file in UTF-8 (stray bytes of other encodings are kept).
        mends: Corrections of fields of this file, no two of one field.
    """
    starts = (len(_BOM) if data.startswith(_BOM) else 0, *(match.end() for match in _LINE.finditer(data)))
    done: list[Mend] = []
    left: list[Mend] = []
    # From the end backwards, so that the places before stay true.
    for mend in sorted(mends, key=lambda one: one.field.position, reverse=True):
        span = _span(data, starts, mend)
        if span is None:
            left.append(mend)
            continue
        data = data[: span.start] + mend.value.encode() + data[span.stop :]
        done.append(mend)
    return Mended(data, tuple(reversed(done)), tuple(reversed(left)))


def _span(data: bytes, starts: Sequence[int], mend: Mend) -> slice | None:
    """Where the value stands in the file; None if it is not found for certain."""
    place = mend.field.position
    if place.line > len(starts):
        return None
    begin = starts[place.line - 1]
    end = starts[place.line] if place.line < len(starts) else len(data)
    # Columns count characters; a stray byte counts as one, as it does where a file is read line by line.
    line = data[begin:end].decode("utf-8", "surrogateescape")
    written = re.escape(mend.field.value.strip())
    pattern = re.compile(
        rf"{re.escape(mend.field.name)}\s*=\s*(?:\{{\s*(?P<braced>{written})\s*\}}|\"\s*(?P<quoted>{written})\s*\")"
        r"(?!\s*#)"
    )
    match = pattern.match(line, place.column - 1)
    if match is None or match.lastgroup is None:
        return None
    first, last = match.span(match.lastgroup)
    return slice(begin + _width(line[:first]), begin + _width(line[:last]))


def _width(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))
