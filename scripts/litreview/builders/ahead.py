"""What processes beside this one find out while it goes on: what is alike, and the records of the downloads.

Reading, checking and citing keep one processor busy; what needs no more than the references can be made on another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, Generic, TypeVar

from litreview.builders.workers import Workers, processors
from litreview.cite.site import Mention
from litreview.exports.registry import EXPORTS
from litreview.model.library import Library
from litreview.model.reference import Reference
from litreview.pages.similar import Related, Relations

_Made = TypeVar("_Made")
#: References from which on a process is worth its start.
_WORTH_A_PROCESS: Final = 300


class Beside(Generic[_Made]):
    """Something that another process makes."""

    def __init__(self, make: Callable[[], _Made]) -> None:
        self._workers = Workers([make])
        self._made: list[_Made] = []

    @property
    def is_there(self) -> bool:
        """Whether it has been waited for."""
        return bool(self._made)

    def wait(self) -> _Made:
        """It; a process that is started afterwards has it too."""
        if not self._made:
            self._made = self._workers.results()
        return self._made[0]

    def stop(self) -> None:
        """Nobody will ask for it."""
        self._workers.stop()


class Ahead:
    """What is made beside: the records of each format by citation key, and what is related to each reference."""

    def __init__(self, kept: Relations | None = None) -> None:
        self._apart = kept is None and processors() > 1
        self._records: Beside[Mapping[str, Mapping[str, str]]] | None = None
        self._related: Beside[Mapping[str, Related]] | None = None
        self._relations = kept or Relations()

    def read(self, references: Iterable[Reference]) -> None:
        """Begin to make the records."""
        known = tuple(references)
        self._apart = self._apart and len(known) >= _WORTH_A_PROCESS
        if self._apart:
            self._records = Beside(partial(_records, known))

    def cited(self, library: Library, mentions: Mapping[str, Sequence[Mention]]) -> None:
        """Begin to find out what is alike, which also depends on where the text cites it."""
        if self._apart:
            self._related = Beside(partial(_related, library, mentions))
        else:
            self._relations.update(library, mentions)

    def related(self, key: str) -> Related:
        """What is related to the reference with that key; who asks first waits for it."""
        return self._related.wait()[key] if self._related else self._relations[key]

    def record(self, name: str, reference: Reference) -> str:
        """The record of a reference of the library in the format of that name."""
        if self._records and self._records.is_there:
            return self._records.wait()[name][reference.key]
        return EXPORTS[name].record(reference).text

    def settle(self) -> None:
        """Wait for all, so that a process that is started afterwards knows it too."""
        for made in (self._records, self._related):
            if made:
                made.wait()

    def stop(self) -> None:
        """Nobody will ask."""
        for made in (self._records, self._related):
            if made:
                made.stop()


def _related(library: Library, mentions: Mapping[str, Sequence[Mention]]) -> Mapping[str, Related]:
    relations = Relations()
    relations.update(library, mentions)
    return {key: relations[key] for key in library.references}


def _records(references: Sequence[Reference]) -> Mapping[str, Mapping[str, str]]:
    return {
        name: {reference.key: export.record(reference).text for reference in references}
        for name, export in EXPORTS.items()
    }
