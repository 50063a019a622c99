"""BibTeX and biblatex, read without loss."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from sys import intern

from litreview.model.diagnostics import Diagnostic, Severity, in_order
from litreview.model.memo import Remember
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read.bibtex.abbreviations import Abbreviations
from litreview.read.bibtex.blocks import Block, Definition, Entry
from litreview.read.bibtex.decoding import SourceText, decode, foreign_format
from litreview.read.bibtex.entry_types import CONTAINERS
from litreview.read.bibtex.inheritance import Resolved, inherit
from litreview.read.bibtex.references import known_type, reference_of, remembered_reference
from litreview.read.bibtex.source_text import as_meant
from litreview.read.bibtex.split import read_blocks
from litreview.read.bibtex.wrapped import unwrap_titles
from litreview.read.sources import Bibliography, SourceFile
from litreview.read.understood import UNDERSTOOD

__all__ = ["read_bibtex"]


def read_bibtex(files: Sequence[SourceFile], kept: Remember | None = None) -> Bibliography:
    """All references of one or several .bib files, which know each other's abbreviations and parents.

    Every entry of the files becomes a reference or is named in a diagnostic, and every field is among its
    reference's `fields` or is named. Of entries with one key the first counts. No input raises an error.

    Args:
        files: The files.
        kept: The memo of a preview, in which earlier readings of the same files left what they made.
    """
    with _without_cycle_search(much=kept is None):
        return _read(files, kept)


@contextmanager
def _without_cycle_search(*, much: bool) -> Iterator[None]:
    """Let no search for cyclic garbage run: what is built here lives on and has no cycles, and a search costs 30 %.

    A preview reads little again, and to ask for what is frozen takes time where that is much.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if much and not gc.get_freeze_count():
                # What is new counts as old at once: the search through all of it, due now, costs 10 % alone.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _read(files: Sequence[SourceFile], remember: Remember | None) -> Bibliography:
    diagnostics: list[Diagnostic] = []
    kept, index = _keyed(_entries(files, diagnostics, remember), diagnostics)
    diagnostics += inherit(kept, index)
    unwrap_titles(kept)
    # Each stage lets go of what the one before it made: large files would not fit into memory twice.
    index.clear()
    kept.reverse()
    references: list[Reference] = []
    while kept:
        entry = kept.pop()
        if entry.type not in CONTAINERS:
            made = remembered_reference(entry, diagnostics, remember) if remember else reference_of(entry, diagnostics)
            references.append(made)
    return Bibliography(tuple(references), in_order(diagnostics))


def _entries(files: Sequence[SourceFile], diagnostics: list[Diagnostic], remember: Remember | None) -> list[Resolved]:
    """The entries of all files with their values as text."""
    split: list[tuple[SourceText, list[Block]]] = []
    for file in files:
        if remember is None:
            source, blocks, found = _blocks(file)
        else:
            source, blocks, found = remember(("blocks", file.path), (file,), partial(_blocks, file))
            blocks = [*blocks]
        diagnostics += found
        split.append((source, blocks))
    return _resolve(split, diagnostics)


def _blocks(file: SourceFile) -> tuple[SourceText, list[Block], list[Diagnostic]]:
    """The blocks of a file and the places of its characters; the text itself, which may be large, is let go here."""
    source, found = decode(file)
    blocks, more = read_blocks(source)
    found += more
    if not blocks:
        found += _without_entries(source)
    return source.places_alone(), blocks, found


def _without_entries(source: SourceText) -> list[Diagnostic]:
    """What a file is that holds nothing to read."""
    foreign = foreign_format(source.text)
    if foreign:
        message = f"the file is {foreign[0]}, not BibTeX"
        return [Diagnostic(Severity.ERROR, "not-bibtex", Position(source.path), message, foreign[1])]
    lines = (line.strip() for line in source.text.split("\n"))
    if any(line and not line.startswith(("%", "@")) for line in lines):
        return [Diagnostic(Severity.ERROR, "not-bibtex", Position(source.path), "the file holds no BibTeX entry")]
    return []


def _resolve(split: list[tuple[SourceText, list[Block]]], diagnostics: list[Diagnostic]) -> list[Resolved]:
    """The entries of split files with their values as text; takes the blocks out of their lists."""
    definitions = ((block, source) for source, blocks in split for block in blocks if isinstance(block, Definition))
    abbreviations = Abbreviations(definitions)
    entries: list[Resolved] = []
    for source, blocks in split:
        blocks.reverse()
        while blocks:
            block = blocks.pop()
            if isinstance(block, Definition):
                abbreviations.define(block, source)
            else:
                entries.append(_resolved(block, source, abbreviations, diagnostics))
    diagnostics += abbreviations.diagnostics
    return entries


def _resolved(
    entry: Entry, source: SourceText, abbreviations: Abbreviations, diagnostics: list[Diagnostic]
) -> Resolved:
    fields: list[SourceField] = []
    values: dict[str, str] = {}
    positions: dict[str, Position] = {}
    for field in entry.fields:
        position = source.position(field.offset)
        value = abbreviations.value(field, source)
        lower = intern(field.name.lower())
        if lower in values:
            same = values[lower].strip() == value.strip()
            first = positions[lower]
            what = "with the same value" if same else "with another value: the first counts"
            message = f"the field “{field.name}” of “{entry.key}” stands already at line {first.line}, {what}"
            severity = Severity.INFO if lower not in UNDERSTOOD else Severity.WARNING if same else Severity.ERROR
            diagnostics.append(Diagnostic(severity, "duplicate-field", position, message, "remove one of them"))
            continue
        name = lower if field.name == lower else intern(field.name)
        fields.append(SourceField(name, value, position))
        values[lower] = value
        if "%" in value or not value.isascii() or "\\ifmmode" in value:
            values[lower] = meant = as_meant(value, lower)
            if value.count("%") > meant.count("%"):
                message = f"a comment in the value of “{field.name}” is left out"
                diagnostics.append(Diagnostic(Severity.INFO, "bibtex-syntax", position, message))
        positions[lower] = position
    lower_type = entry.type.lower()
    kind = lower_type if lower_type in CONTAINERS else known_type(entry.type)
    place = source.position(entry.offset)
    return Resolved(kind, entry.type, entry.key, place, tuple(fields), values, positions)


def _keyed(entries: list[Resolved], diagnostics: list[Diagnostic]) -> tuple[list[Resolved], dict[str, Resolved]]:
    """The entries that count, and all of them by key; keys in any case serve those who miss the exact one."""
    kept: list[Resolved] = []
    exact: dict[str, Resolved] = {}
    folded: dict[str, Resolved] = {}

    def report(severity: Severity, rule: str, entry: Resolved, message: str, hint: str = "") -> None:
        diagnostics.append(Diagnostic(severity, rule, entry.position, message, hint))

    taken = {entry.key for entry in entries}
    for entry in entries:
        if not entry.key:
            entry.key = _free_key(entry, taken)
            message = f"the {entry.entry_type} has no key, so nothing can cite it; it is called “{entry.key}”"
            report(Severity.ERROR, "missing-key", entry, message, "write @type{key, …}")
        first = exact.get(entry.key)
        if first is not None:
            message = f"the key “{entry.key}” stands already at {first.position}; this entry is not read"
            report(Severity.ERROR, "duplicate-key", entry, message, "give one of the two another key, or remove it")
            continue
        near = folded.setdefault(entry.key.casefold(), entry)
        if near is not entry:
            message = f"the key “{entry.key}” differs from “{near.key}” at {near.position} in its capitals alone"
            report(Severity.WARNING, "key-case", entry, message, "BibTeX takes them for one key; rename one")
        if entry.type in CONTAINERS:
            message = f"“{entry.key}” holds data for other entries and is no reference itself"
            report(Severity.INFO, "data-container", entry, message)
        exact[entry.key] = entry
        kept.append(entry)
    for entry in kept:
        for alias in map(str.strip, entry.values.get("ids", "").split(",")):
            other = exact.get(alias, entry)
            if other is not entry:
                message = (
                    f"“{alias}”, another key of “{entry.key}”, is that of {other.position}: it cites the entry there"
                )
                report(Severity.WARNING, "duplicate-key", entry, message, "take it out of ids")
    return kept, folded | exact


def _free_key(entry: Resolved, taken: set[str]) -> str:
    base = key = f"{entry.entry_type.lower()}-line-{entry.position.line}"
    count = 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    taken.add(key)
    return key
