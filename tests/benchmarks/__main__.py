"""Build the same corpus with litreview and with other programs, in one run, and print the ratios.

Nothing is asserted: machines differ. What counts is the ratio within a run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks import peers
from tests.benchmarks.corpus import Corpus, make_corpus
from tests.benchmarks.measure import FailedError, Usage, measure

#: Lays out a folder for a program and gives the command to run there, or None where it is not installed.
Prepare = Callable[[Corpus, Path], list[str] | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two ways to do the same work; each lays out a folder and gives the command to run in it.

    Where ours `tells` the seconds of its work in the last line that it prints, those count: in a build, references are
    formatted in a program that runs and has read them, while another program has to be started and given them.
    """

    name: str
    ours: Prepare
    peer: str
    theirs: Prepare
    tells: bool = False


COMPARISONS = (
    Comparison("read a bibliography", peers.ours_read, "pybtex", peers.pybtex_read),
    Comparison("format in NLM, a command", peers.ours_format, "pandoc", peers.pandoc_format),
    Comparison("format in NLM, in a build", peers.ours_format_alone, "pandoc", peers.pandoc_format, tells=True),
    Comparison("whole site", peers.ours_site, "mkdocs-bibtex (CSL), one page", peers.mkdocs_bibtex_site),
    Comparison("whole site", peers.ours_site, "pandoc, the article alone", peers.pandoc_article),
    Comparison("whole site", peers.ours_site, "hugo, bare pages", peers.hugo_site),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the same work by us and by a peer."""

    size: int
    name: str
    ours: Usage
    peer: str
    theirs: Usage

    @property
    def ratio(self) -> float:
        """Our time in theirs: of processors, which other work on the machine disturbs least."""
        return self.ours.cpu / self.theirs.cpu


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _side(prepare: Prepare, corpus: Corpus, folder: Path) -> Usage | None:
    folder.mkdir()
    command = prepare(corpus, folder)
    if command is None:
        return None
    try:
        return measure(command, folder)
    finally:
        shutil.rmtree(folder / "site", ignore_errors=True)


def compare(corpus: Corpus, scratch: Path, only: str = "") -> Iterator[Row]:
    """Run every comparison whose peer is installed, or those that `only` begins the name of; pairs run together."""
    size = len(corpus.keys)
    for number, item in enumerate(one for one in COMPARISONS if one.name.startswith(only)):
        sides: list[Usage] = []
        for side, prepare in (("ours", item.ours), ("theirs", item.theirs)):
            _say(f"{size} references, {item.name}: {'ours' if side == 'ours' else item.peer}")
            try:
                usage = _side(prepare, corpus, scratch / f"{number}-{side}")
            except FailedError as error:
                _say(f"left out: {error}")
                break
            if usage is None:
                _say("not installed: left out")
                break
            sides.append(usage.told() if item.tells and side == "ours" else usage)
        else:
            yield Row(size, item.name, sides[0], item.peer, sides[1])


def main() -> None:
    """Measure, print a table and write the figures beside it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--only", default="", help='the work to compare, such as "read a bibliography"')
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    table = Table("references", "work", "ours (CPU s)", "peer", "theirs (CPU s)", "ratio", "ours (MB)", "theirs (MB)")
    rows: list[Row] = []
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            corpus = make_corpus(size, Path(scratch) / "corpus")
            rows.extend(compare(corpus, Path(scratch), arguments.only))
    for row in rows:
        table.add_row(
            str(row.size), row.name, f"{row.ours.cpu:.2f}", row.peer, f"{row.theirs.cpu:.2f}", f"{row.ratio:.2f}",
            f"{row.ours.memory:.0f}", f"{row.theirs.memory:.0f}",
        )  # fmt: skip
    Console(width=140).print(table)
    if arguments.json:
        figures = [
            {
                "references": row.size, "work": row.name, "peer": row.peer, "ratio": round(row.ratio, 3),
                "ours_seconds": round(row.ours.cpu, 2), "peer_seconds": round(row.theirs.cpu, 2),
                "ours_mb": round(row.ours.memory), "peer_mb": round(row.theirs.memory),
            }
            for row in rows
        ]  # fmt: skip
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
