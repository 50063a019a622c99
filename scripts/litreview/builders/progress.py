"""How far a build is, for whoever waits for it.

Whoever starts a build says how that is shown (`shown`). What works on the build asks for it (`current`), says what it
begins, how far it is and what it has done, and pays next to nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import TypeVar

from litreview.model.memo import Remember

_Made = TypeVar("_Made")


class Stage(StrEnum):
    """What a build does, in this order: the builder draws its pages, and prints what it likes; we fill in the rest."""

    READ = "Reading"
    FORMAT = "Formatting"
    CHECK = "Checking"
    BUILDER = "Builder"
    PAGES = "Pages"
    SEARCH = "Search index"
    SITE = "Site"


@dataclass(frozen=True, slots=True)
class Done:
    """A stage that is over: how many seconds it took, and what it did in words."""

    seconds: float
    what: str


class Progress:
    """Follows a build from stage to stage. It shows nothing; its subclasses do.

    `stage` is the present one and `total` the number of its steps, 0 where that is not known; `done` has the stages of
    the present build that are over.
    """

    def __init__(self) -> None:
        self.done: dict[Stage, Done] = {}
        self.stage = Stage.READ
        self.total = 0
        #: The steps of the present stage that are made.
        self.steps = 0
        self._started = 0.0

    def begin(self, stage: Stage, total: int = 0, *, long: bool = False) -> None:
        """A stage begins.

        Args:
            stage: The stage; a build begins with reading.
            total: Its steps; 0 where they are not known.
            long: Whether it is known to take its time.
        """
        if stage is Stage.READ:
            self.done = {}
        self.stage, self.total = stage, total
        self.steps = 0
        self._started = perf_counter()
        self._on_begin(long=long)

    def expect(self, total: int) -> None:
        """The present stage has as many steps, as turns out only now."""
        self.total = total

    def advance(self, steps: int = 1) -> None:
        """So many steps more are made."""
        self.steps += steps

    def end(self, *what: str) -> None:
        """The present stage is over; `what` it did, in words."""
        self.done[self.stage] = Done(perf_counter() - self._started, ", ".join(what))

    def _on_begin(self, *, long: bool) -> None:
        """Show that a stage has begun."""


class Lines(Progress):
    """Says what each stage has done once it is over, in a line."""

    def __init__(self, say: Callable[[str], object]) -> None:
        super().__init__()
        self._say = say

    def end(self, *what: str) -> None:
        """See `Progress.end`."""
        super().end(*what)
        self._say(f"{self.stage}: {self.done[self.stage].what}")


_current: ContextVar[Progress] = ContextVar("progress")


@contextmanager
def shown(progress: Progress) -> Iterator[None]:
    """Show the builds within by `progress`."""
    token = _current.set(progress)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Progress:
    """What shows the present build; nothing does where nobody has said so."""
    try:
        return _current.get()
    except LookupError:
        _current.set(Progress())
        return _current.get()


def counting(remember: Remember) -> Remember:
    """Each thing that is made, or known, is a step of the present stage."""
    progress = current()

    def made(name: Hashable, inputs: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        thing = remember(name, inputs, make)
        progress.advance()
        return thing

    return made


def counted(number: int, noun: str) -> str:
    """A number of things in words: "1 page", "1,200 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
