"""The works that are compared, and how one is measured: each program in turn, as often as there are rounds."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tests.benchmarks import peers
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.measure import FailedError, Usage, measure
from tests.benchmarks.memory import Memory
from tests.benchmarks.results import Counts, Outcome, Work
from tests.benchmarks.sizes import Sizes, sizes_of

OURS: Final = "litreview"
WHOLE_SITE: Final = "whole site"

#: Lays out a folder for a program and gives the command to run there, or None where it is not installed.
Prepare = Callable[[Corpus, Path], list[str] | None]


@dataclass(frozen=True, slots=True)
class Side:
    """A program, how it is set to the work, and the file or folder that it makes, if its size is of interest.

    Where it `tells` the two times of its work in the last line that it prints, those count: in a build, references are
    formatted in a program that runs and has read them, while another program has to be started and given them.
    """

    program: str
    prepare: Prepare
    version: Callable[[], str]
    product: str = ""
    tells: bool = False
    #: References beyond which nobody would wait for it.
    most: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """A work, the time that counts for it, and who does it."""

    name: str
    counts: Counts
    ours: Side
    peers: tuple[Side, ...]


def _ours(prepare: Prepare, product: str = "", *, tells: bool = False) -> Side:
    return Side(OURS, prepare, str, product, tells)


_PANDOC: Final = Side("pandoc", peers.pandoc_format, peers.pandoc_version)

COMPARISONS: Final = (
    Comparison(
        "read a bibliography",
        "CPU",
        _ours(peers.ours_read),
        (Side("pybtex", peers.pybtex_read, lambda: peers.version_of("pybtex")),),
    ),
    Comparison("format in NLM, a command", "CPU", _ours(peers.ours_format), (_PANDOC,)),
    Comparison("format in NLM, in a build", "CPU", _ours(peers.ours_format_alone, tells=True), (_PANDOC,)),
    Comparison(
        WHOLE_SITE,
        "clock",
        _ours(peers.ours_site, "site"),
        (
            Side(
                "mkdocs-bibtex (CSL), one page",
                peers.mkdocs_bibtex_site,
                lambda: peers.version_of("mkdocs-bibtex"),
                "site",
                most=5000,
            ),
            Side("pandoc, the article alone", peers.pandoc_article, peers.pandoc_version, "out.html"),
            Side("Hugo, bare pages", peers.hugo_site, peers.hugo_version, "site"),
        ),
    ),
)


def say(text: str) -> None:
    """Tell whoever waits."""
    sys.stderr.write(f"{text}\n")


def measure_work(item: Comparison, corpus: Corpus, scratch: Path, rounds: int) -> Work | None:
    """Let each program do the work once per round, one after the other; None if this program fails.

    A round before the first watches their memory, and its times do not count.

    What is not installed, or fails, is left out with a word.
    """
    taken: dict[Side, list[tuple[Usage, Sizes | None]]] = {side: [] for side in (item.ours, *item.peers)}
    for turn in range(rounds + 1):
        for side in list(taken):
            what = f"round {turn} of {rounds}" if turn else "memory"
            say(f"{len(corpus.keys)} references, {item.name}, {what}: {side.program}")
            with tempfile.TemporaryDirectory(dir=scratch) as folder:
                try:
                    taken[side].append(_once(side, corpus, Path(folder), watched=not turn))
                except FailedError as error:
                    say(f"left out: {error}")
                    del taken[side]
    outcomes = {side: _outcome(side, done) for side, done in taken.items()}
    ours = outcomes.pop(item.ours, None)
    return Work(item.name, item.counts, ours, tuple(outcomes.values())) if ours else None


def _once(side: Side, corpus: Corpus, folder: Path, *, watched: bool) -> tuple[Usage, Sizes | None]:
    if len(corpus.keys) > side.most:
        raise FailedError(f"{side.program} takes many minutes for more than {side.most:,} references")
    command = side.prepare(corpus, folder)
    if command is None:
        raise FailedError(f"{side.program} is not installed")
    usage = measure(command, folder, watched=watched)
    return usage.told() if side.tells else usage, sizes_of(folder / side.product) if side.product else None


def _outcome(side: Side, done: list[tuple[Usage, Sizes | None]]) -> Outcome:
    """Other work on the machine only adds to times, so that the least is the truest."""
    taken, (*_, sizes) = zip(*done, strict=True)
    clock, cpu = min(usage.clock for usage in taken[1:]), min(usage.cpu for usage in taken[1:])
    known = [usage.memory for usage in taken if usage.memory]
    return Outcome(side.program, side.version(), round(clock, 4), round(cpu, 4), _most(known) if known else None, sizes)


def _most(known: list[Memory]) -> Memory:
    largest = max(known, key=lambda memory: memory.other)
    return replace(
        largest,
        main=round(max(memory.main for memory in known), 1),
        other=round(largest.other, 1),
        together=round(max(memory.together for memory in known), 1),
    )
