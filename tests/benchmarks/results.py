"""What was measured, and the file that keeps it: facts of the work and of the machine's kind, none of its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from tests.benchmarks.memory import Memory
from tests.benchmarks.sizes import Sizes
from tests.conftest import ROOT

#: The file that the documentation shows.
RESULTS: Final = ROOT / "guide" / "speed.json"
#: The time that counts: readers and authors wait by the clock; what runs in one process is told best by its CPU time,
#: which other work on the machine disturbs least.
Counts = Literal["clock", "CPU"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program took for a work: the least seconds of all rounds, on the clock and of processors; the most memory.

    `version` is empty where the program is this one.
    """

    program: str
    version: str
    clock: float
    cpu: float
    memory: Memory | None
    sizes: Sizes | None

    def seconds(self, counts: Counts) -> float:
        """The time that counts."""
        return self.clock if counts == "clock" else self.cpu


@dataclass(frozen=True, slots=True)
class Work:
    """The same work done by this program and by others."""

    name: str
    counts: Counts
    ours: Outcome
    peers: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Seconds on the clock of a preview: until it answers, and from the write of an entry until a page shows it.

    The latter are medians of `edits` edits each, for the entry's own page and for the article that cites it.
    """

    start: float
    edits: int
    entry: float
    article: float


@dataclass(frozen=True, slots=True)
class Run:
    """All that was measured at one size of the bibliography, when and on what."""

    references: int
    date: str
    python: str
    processors: int
    rounds: int
    works: tuple[Work, ...]
    preview: Preview | None

    def work(self, name: str) -> Work | None:
        """The work of a name, if it was measured."""
        return next((work for work in self.works if work.name == name), None)


_RUNS: Final = TypeAdapter(tuple[Run, ...])


def load(file: Path) -> tuple[Run, ...]:
    """The runs of a file, by size; none if there is no file.

    Raises:
        pydantic.ValidationError: the file holds something else.
    """
    return _RUNS.validate_json(file.read_bytes()) if file.exists() else ()


def save(file: Path, runs: Iterable[Run]) -> None:
    """Write runs in the place of those of the same sizes; those of other sizes stay."""
    by_size = {run.references: run for run in (*load(file), *runs)}
    ordered = tuple(by_size[size] for size in sorted(by_size))
    file.write_bytes(_RUNS.dump_json(ordered, indent=2) + b"\n")
