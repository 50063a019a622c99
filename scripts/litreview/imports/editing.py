"""New entries and fields in an author's .bib file, every other byte of which stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import SourceFile

#: The line ends that the reader counts.
_LINE: Final = re.compile(rb"\r\n|\r|\n")
_BOM: Final = b"\xef\xbb\xbf"
_KEY: Final = re.compile(rb"@\s*[\w-]+\s*[{(]\s*([^\s,{}()=\"]+)")
_INDENT: Final = re.compile(rb"[\r\n]+([ \t]+)[\w-]+\s*=")
_HEAD: Final = 4_000


class EditError(ValueError):
    """A file cannot take what is to be written into it; it says why."""


def keys_in(data: bytes) -> set[str]:
    """All keys of a .bib file, also those of entries that are no references."""
    return {key.decode("utf-8", "replace") for key in _KEY.findall(data)}


def append_entries(data: bytes, entries: Iterable[str]) -> bytes:
    """A .bib file with entries behind all else, in its own line ends."""
    end = _line_end(data)
    text = "".join(f"\n{entry.rstrip()}\n" for entry in entries)
    if not text:
        return data
    if not data.strip(_BOM + b" \t\r\n"):
        text = text[1:] if not data.strip(_BOM) else text
    elif not data.endswith((b"\n", b"\r")):
        text = f"\n{text}"
    return data + text.encode().replace(b"\n", end)


def insert_fields(data: bytes, gained: Mapping[Position, tuple[str, Sequence[SourceField]]]) -> tuple[bytes, list[str]]:
    """A .bib file with fields added at the head of entries.

    Args:
        data: The file.
        gained: By the place of the entry, its key and the fields to add.

    Returns:
        The file, and the keys of the entries that were left as they are, because their head is not as it should be.
    """
    end = _line_end(data)
    starts = (len(_BOM) if data.startswith(_BOM) else 0, *(match.end() for match in _LINE.finditer(data)))
    left: list[str] = []
    # From the end backwards, so that the places before stay true.
    for place, (key, fields) in sorted(gained.items(), reverse=True):
        at = _offset(data, starts, place)
        head = data[at : at + len(key.encode()) + _HEAD] if at is not None else b""
        match = re.match(rb"@\s*[\w-]+\s*[{(]\s*" + re.escape(key.encode()) + rb"\s*,", head)
        if match is None or at is None:
            left.append(key)
            continue
        indent = found[1] if (found := _INDENT.match(head, match.end())) else b"  "
        lines = b"".join(
            end + indent + f"{field.name} = {{{field.value}}},".encode().replace(b"\n", end) for field in fields
        )
        data = data[: at + match.end()] + lines + data[at + match.end() :]
    return data, left


def make_sure(
    before: bytes,
    after: bytes,
    path: str,
    new: Iterable[str],
    expected: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> None:
    """Read a file as it would be, and make sure that it says all that it said, and what is new.

    Args:
        before: The file as it is.
        after: The file as it would be.
        path: Its name, for the message.
        new: The keys of the entries that are new in it.
        expected: Of entries that change, the values of fields as they should be.

    Raises:
        EditError: It does not: an entry without its last brace swallows what follows it, a value breaks its quotes, ...
    """
    try:
        before.decode("utf-8")
    except UnicodeDecodeError:
        raise EditError(
            f"{path} is not UTF-8. Save it as UTF-8 first, so that all programs read its letters alike"
        ) from None
    old = {reference.key: reference for reference in _references(before, path)}
    found = {reference.key: reference for reference in _references(after, path)}
    spoilt = [key for key in (*old, *new) if key not in found]
    for key, one in old.items():
        if key not in found or found[key].content == one.content:
            continue
        fields = {field.name: " ".join(field.value.split()) for field in found[key].fields}
        wanted = expected.get(key, {})
        if not wanted or any(fields.get(name) != " ".join(value.split()) for name, value in wanted.items()):
            spoilt.append(key)
    if spoilt:
        raise EditError(
            f"{path} cannot take them: what is wrong in it would spoil {', '.join(spoilt[:3])}. See litreview check"
        )


def _references(data: bytes, path: str) -> tuple[Reference, ...]:
    return read_bibtex([SourceFile(path, data)]).references


def _line_end(data: bytes) -> bytes:
    return b"\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else b"\n"


def _offset(data: bytes, starts: Sequence[int], place: Position) -> int | None:
    """Where a place of the reader's stands in the bytes: its columns count characters."""
    if place.line > len(starts):
        return None
    begin = starts[place.line - 1]
    stop = starts[place.line] if place.line < len(starts) else len(data)
    line = data[begin:stop].decode("utf-8", "surrogateescape")
    return begin + len(line[: place.column - 1].encode("utf-8", "surrogateescape"))
