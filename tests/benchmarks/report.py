"""Writes what was measured into the documentation: guide/speed.json into guide/speed.md and its plot.

python -m tests.benchmarks.report
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tests.benchmarks.plot import described, plot
from tests.benchmarks.results import RESULTS, Run, load
from tests.benchmarks.tables import Table, tables

PAGE: Final = RESULTS.with_suffix(".md")
PLOT: Final = RESULTS.parent / "images" / "speed.svg"
_BEGIN: Final = "<!-- made from speed.json by tests/benchmarks/report.py: begin -->\n"
_END: Final = "<!-- end -->\n"


def with_figures(page: str, runs: Sequence[Run]) -> str:
    """A page whose part between the marks is what the runs give.

    Raises:
        ValueError: the page has not one pair of marks.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end or _BEGIN in rest:
        raise ValueError("the page has no place for the figures")
    return f"{before}{_BEGIN}\n{_figures(runs)}\n{_END}{after}"


def _figures(runs: Sequence[Run]) -> str:
    picture = f"![Bars: seconds on the clock for a whole site. {described(runs)}](images/{PLOT.name})\n"
    return "\n".join([picture, _facts(runs), *map(_markdown, tables(runs))])


def _facts(runs: Sequence[Run]) -> str:
    lines = []
    for run in runs:
        rounds = f"the best of {run.rounds} rounds" if run.rounds > 1 else "one round"
        machine = f"Python {run.python}, {run.processors} processor{'s' if run.processors != 1 else ''}"
        versions = {o.program.partition(" ")[0].rstrip(","): o.version for w in run.works for o in w.peers}
        peers = ", ".join(f"{program} {version}" for program, version in versions.items())
        lines.append(
            f"- {run.references:,} references: {run.date}, {rounds}, {machine}; {peers or 'no other program'}.\n"
        )
    return "".join(lines)


def _markdown(table: Table) -> str:
    first = table.rows[0]
    marks = [("---:" if cell.number else "---") for cell in first]
    rows = [[f"**{cell.text}**" if cell.counts else cell.text for cell in row] for row in table.rows]
    return f"### {table.title}\n\n" + "".join(map(_line, [table.heads, marks, *rows]))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def main() -> None:
    """Write the page and its plot."""
    runs = load(RESULTS)
    PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), runs), encoding="utf-8")
    PLOT.write_text(plot(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
