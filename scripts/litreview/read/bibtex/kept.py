"""References that an earlier reading made, for a preview that reads the same files again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from litreview.model.diagnostics import Diagnostic
from litreview.model.reference import Reference
from litreview.model.source import Origin, Position
from litreview.read.bibtex.decoding import decode
from litreview.read.bibtex.inheritance import Resolved
from litreview.read.bibtex.references import reference_of
from litreview.read.bibtex.rescan import ReadFile, Resolve, plain, read_again
from litreview.read.sources import SourceFile


class KeptReferences:
    """Makes references of entries; an entry that says the same as the last time gives the same reference.

    Where it has only moved in its file, the reference is a new one with other places, and shares all else with the
    last.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[Resolved, Reference]] = {}
        self._now: dict[str, tuple[Resolved, Reference]] = {}
        self._files: tuple[ReadFile, ...] = ()

    def entries(self, files: Sequence[SourceFile], resolve: Resolve) -> list[Resolved] | None:
        """The entries of all files, where those of the last reading can serve; nothing where all is to be read."""
        if not self._files or [file.path for file in files] != [file.path for file in self._files]:
            return None
        read: list[ReadFile] = []
        for file, before in zip(files, self._files, strict=True):
            source, problems = decode(file)
            again = None if problems else read_again(before, source.text, resolve)
            if again is None:
                return None
            read.append(again)
        self._files = tuple(read)
        return [entry for file in read for entry in file.entries]

    def remember(self, files: Sequence[SourceFile], offsets: Sequence[Sequence[int]], entries: list[Resolved]) -> None:
        """Take note of a reading of all files that had nothing to say: where their entries begin, and all of these."""
        self._files = ()
        if plain(entries):
            rest = iter(entries)
            self._files = tuple(
                ReadFile(file.path, decode(file)[0].text, places, tuple(islice(rest, len(places))))
                for file, places in zip(files, offsets, strict=True)
            )

    def forget(self) -> None:
        """The last reading had something to say, and will have to say it again."""
        self._files = ()

    def turn(self) -> None:
        """A reading ends: what it made is what the next one finds."""
        self._last, self._now = self._now, {}

    def reference_of(self, entry: Resolved, diagnostics: list[Diagnostic]) -> Reference:
        """The reference that an entry describes; what is wrong with its fields goes into `diagnostics`."""
        known = self._last.get(entry.key)
        if known and known[0] is entry:
            self._now[entry.key] = known
            return known[1]
        reference = _moved(*known, entry) if known else None
        if reference is None:
            before = len(diagnostics)
            reference = reference_of(entry, diagnostics)
            if len(diagnostics) > before:
                return reference  # what is wrong with it is to be said again
        self._now[entry.key] = entry, reference
        return reference


def _moved(old: Resolved, reference: Reference, new: Resolved) -> Reference | None:
    """The reference at its new place, or nothing where the entry says something else or is laid out otherwise."""
    if (old.type, old.entry_type, old.inherited) != (new.type, new.entry_type, new.inherited):
        return None
    if old.values != new.values or [field.name for field in old.fields] != [field.name for field in new.fields]:
        return None
    if new.position == old.position and new.positions == old.positions:
        return reference
    down = new.position.line - old.position.line

    def moved(place: Position) -> Position:
        return Position(new.position.file, place.line + down, place.column)

    if moved(old.position) != new.position or any(moved(old.positions[n]) != p for n, p in new.positions.items()):
        return None
    parts = {path: moved(place) for path, place in reference.origin.parts.items()}
    return replace(reference, origin=Origin(new.position, parts), fields=new.fields)
