"""Build the same corpus with litreview and with other programs, in one run, and print the ratios.

Nothing is asserted: machines differ. What counts is the ratio within a run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import rich.table
from rich.console import Console

from tests.benchmarks.corpus import make_corpus
from tests.benchmarks.measure import FailedError
from tests.benchmarks.previewing import measure_preview
from tests.benchmarks.results import RESULTS, Run, save
from tests.benchmarks.tables import PREVIEW, Table, tables
from tests.benchmarks.works import COMPARISONS, measure_work, say

#: Bytes that the folders of a run may take.
_ROOM = 4 * 1024**3


def measure_run(size: int, rounds: int, only: str = "") -> Run:
    """Measure every work whose name begins with `only`, on a corpus of `size` references."""
    with tempfile.TemporaryDirectory(dir=_in_memory()) as name:
        scratch = Path(name)
        corpus = make_corpus(size, scratch / "corpus")
        chosen = [item for item in COMPARISONS if item.name.startswith(only)]
        works = [measure_work(item, corpus, scratch, rounds) for item in chosen]
        preview = None
        if PREVIEW.startswith(only):
            say(f"{size} references, {PREVIEW}")
            folder = scratch / "preview"
            folder.mkdir()
            try:
                preview = measure_preview(corpus, folder)
            except FailedError as error:
                say(f"left out: {error}")
    return Run(
        references=size,
        date=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        python=platform.python_version(),
        processors=_processors(),
        rounds=rounds,
        works=tuple(work for work in works if work),
        preview=preview,
    )


def _in_memory() -> Path | None:
    """A folder in memory where the system has one with room: disks differ more than programs, and from run to run."""
    folder = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    room = shutil.disk_usage(folder).free if folder.is_dir() and os.access(folder, os.W_OK) else 0
    return folder if room > _ROOM else None


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def show(made: Sequence[Table]) -> None:
    """Print tables."""
    console = Console(width=160)
    for table in made:
        printed = rich.table.Table(title=table.title, title_justify="left")
        for head, cell in zip(table.heads, table.rows[0], strict=True):
            printed.add_column(head, justify="right" if cell.number else "left")
        for row in table.rows:
            printed.add_row(*(f"[bold]{cell.text}[/bold]" if cell.counts else cell.text for cell in row))
        console.print(printed)


def main() -> None:
    """Measure, print the tables and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="how many references (100 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program does each work (3)")
    parser.add_argument("--only", default="", help='the work to compare, such as "read"; nothing is kept then')
    parser.add_argument("--json", type=Path, help="keep the figures in this file (guide/speed.json)")
    arguments = parser.parse_args()
    runs = [measure_run(size, arguments.rounds, arguments.only) for size in sorted(set(arguments.sizes))]
    show(tables(runs))
    file = arguments.json or (None if arguments.only else RESULTS)
    if file:
        save(file, runs)


if __name__ == "__main__":
    main()
