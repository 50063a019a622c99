"""The tables that are made of what was measured: the same on a terminal and on the page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tests.benchmarks.results import Outcome, Run, Work
from tests.benchmarks.sizes import Size
from tests.benchmarks.works import OURS, WHOLE_SITE

NONE: Final = "–"
#: What an edit in the preview is called beside the works of `works`.
PREVIEW: Final = "preview after an edit"
_KB: Final = 1000
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; what counts is set apart."""

    text: str
    counts: bool = False
    number: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title; each row has a cell for each head."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(runs: Sequence[Run]) -> tuple[Table, ...]:
    """All tables that have rows."""
    made = (_times(runs), _previews(runs), _memory(runs), _sizes(runs), _growth(runs))
    return tuple(table for table in made if table.rows)


def seconds(value: float) -> str:
    """Seconds, the more exact the fewer they are."""
    places = next((places for limit, places in ((0.1, 3), (10, 2), (100, 1)) if value < limit), 0)
    return f"{value:,.{places}f}"


def ratio(value: float) -> str:
    """One time in another."""
    return f"{value:.2f}"


def _text(text: str) -> Cell:
    return Cell(text, number=False)


def _works(runs: Sequence[Run]) -> Iterator[tuple[Run, Work]]:
    return ((run, work) for run in runs for work in run.works)


def _times(runs: Sequence[Run]) -> Table:
    def rows() -> Iterator[tuple[Cell, ...]]:
        for run, work in _works(runs):
            for peer in work.peers:
                by_clock = work.counts == "clock"
                yield (
                    Cell(f"{run.references:,}"),
                    _text(work.name),
                    _text(peer.program),
                    Cell(seconds(work.ours.clock)),
                    Cell(seconds(peer.clock)),
                    Cell(ratio(work.ours.clock / peer.clock), by_clock),
                    Cell(seconds(work.ours.cpu)),
                    Cell(seconds(peer.cpu)),
                    Cell(ratio(work.ours.cpu / peer.cpu), not by_clock),
                    _text(work.counts),
                )

    clock, cpu = ("clock: ours", "theirs", "ratio"), ("CPU: ours", "theirs", "ratio")
    return Table("Time (seconds)", ("references", "work", "beside", *clock, *cpu, "what counts"), tuple(rows()))


def _previews(runs: Sequence[Run]) -> Table:
    def rows() -> Iterator[tuple[Cell, ...]]:
        for run in runs:
            if run.preview is None:
                continue
            site = run.work(WHOLE_SITE)
            cold = site.ours.clock if site else None
            shares = [
                (Cell(seconds(time)), Cell(ratio(time / cold) if cold else NONE, counts=True))
                for time in (run.preview.entry, run.preview.article)
            ]
            yield (
                Cell(f"{run.references:,}"),
                Cell(seconds(cold) if cold else NONE),
                Cell(seconds(run.preview.start)),
                *shares[0],
                *shares[1],
            )

    heads = ("references", "cold build", "preview's start", "page of the entry", "ratio", "article", "ratio")
    return Table("From an edit to the page (seconds on the clock)", heads, tuple(rows()))


def _memory(runs: Sequence[Run]) -> Table:
    def rows() -> Iterator[tuple[Cell, ...]]:
        for run, work in _works(runs):
            for outcome in (work.ours, *work.peers):
                if memory := outcome.memory:
                    other = f"{memory.other:,.0f}" if memory.other_name else NONE
                    yield (
                        Cell(f"{run.references:,}"),
                        _text(work.name),
                        _text(outcome.program),
                        Cell(f"{memory.main:,.0f}"),
                        Cell(other),
                        _text(memory.other_name or NONE),
                        Cell(f"{memory.together:,.0f}"),
                    )

    heads = ("references", "work", "program", "main process", "largest other process", "its name", "all together")
    return Table("Memory (peaks in MB)", heads, tuple(rows()))


def _sizes(runs: Sequence[Run]) -> Table:
    def rows() -> Iterator[tuple[Cell, ...]]:
        for run, work in _works(runs):
            for outcome in (work.ours, *work.peers):
                if sizes := outcome.sizes:
                    parts = [("all of it", sizes.whole), *((part.name, part.size) for part in sizes.parts)]
                    for name, size in parts:
                        yield Cell(f"{run.references:,}"), _text(outcome.program), _text(name), *_size(size)

    return Table("Size of what is built", ("references", "program", "part", "files", "bytes", "gzip"), tuple(rows()))


def _size(size: Size) -> tuple[Cell, ...]:
    return Cell(f"{size.files:,}"), Cell(_bytes(size.raw)), Cell(_bytes(size.gzip))


def _bytes(count: int) -> str:
    return f"{count / _MB:,.1f} MB" if count >= _MB else f"{count / _KB:,.1f} kB"


def _growth(runs: Sequence[Run]) -> Table:
    """Each size beside the next smaller one, by the time that counts."""
    steps = list(pairwise(runs))
    measured = {(work.name, program): None for _, work in _works(runs) for program in _programs(work)}
    rows = [(name, program, [_counted(run, name, program) for run in runs]) for name, program in measured]
    if any(run.preview for run in runs):
        rows.append((PREVIEW, OURS, [run.preview.entry if run.preview else None for run in runs]))
    heads = (f"{small.references:,} → {large.references:,}" for small, large in steps)
    cells = ((_text(name), _text(program), *map(_times_as_long, pairwise(times))) for name, program, times in rows)
    return Table("Growth of the time that counts", ("work", "program", *heads), tuple(cells) if steps else ())


def _times_as_long(pair: tuple[float | None, float | None]) -> Cell:
    before, after = pair
    return Cell(f"× {after / before:.1f}" if before and after else NONE)


def _programs(work: Work) -> Iterator[str]:
    return (outcome.program for outcome in (work.ours, *work.peers))


def _counted(run: Run, name: str, program: str) -> float | None:
    work = run.work(name)
    outcomes: tuple[Outcome, ...] = (work.ours, *work.peers) if work else ()
    return next((o.seconds(work.counts) for o in outcomes if work and o.program == program), None)
