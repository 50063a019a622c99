"""What is alike, found out by a process beside this one while this one goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from litreview.builders.workers import Workers, processors
from litreview.cite.site import Mention
from litreview.model.library import Library
from litreview.pages.similar import Related, Relations

#: References from which on a process is worth its start.
_WORTH_A_PROCESS: Final = 300


class Ahead:
    """What is related to each reference; who asks first waits for it."""

    def __init__(
        self, library: Library, mentions: Mapping[str, Sequence[Mention]], kept: Relations | None = None
    ) -> None:
        self._workers: Workers[Mapping[str, Related]] | None = None
        self._relations = kept or Relations()
        self._found: Mapping[str, Related] = {}
        if kept is None and processors() > 1 and len(library.references) >= _WORTH_A_PROCESS:
            self._workers = Workers([partial(_all, library, mentions)])
        else:
            self._relations.update(library, mentions)

    def __call__(self, key: str) -> Related:
        """What is related to the reference with that key."""
        self.settle()
        return self._found[key] if self._found else self._relations[key]

    def settle(self) -> None:
        """Wait for it; a process that is started afterwards knows it too."""
        if self._workers:
            [self._found] = self._workers.results()
            self._workers = None

    def stop(self) -> None:
        """Nobody will ask."""
        if self._workers:
            self._workers.stop()


def _all(library: Library, mentions: Mapping[str, Sequence[Mention]]) -> Mapping[str, Related]:
    relations = Relations()
    relations.update(library, mentions)
    return {key: relations[key] for key in library.references}
