"""`litreview search`: the searches of the review run again, for what services have taken in since."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from litreview import GUIDE
from litreview.cli.project import directory_option
from litreview.figures.dates import iso
from litreview.imports.rerunning import Rerun, rerun
from litreview.imports.search_files import given_before, write_results
from litreview.imports.session import services_of
from litreview.model.dates import Date
from litreview.model.diagnostics import Severity, visible
from litreview.model.screening import Screening, Search
from litreview.read.clock import today
from litreview.read.dates import parse_date
from litreview.read.library import read_library

_EXAMPLE: Final = "\b\nExample:\n  litreview search\n  litreview search MEDLINE --since 2026-06-30 --abstracts"
_DAY: Final = 3


def _date(context: click.Context, option: click.Parameter, value: str | None) -> Date | None:  # noqa: ARG001 - click's interface
    if value is None:
        return None
    date = parse_date(value)
    if len(date.start) != _DAY or date.end:
        raise click.BadParameter(f"{value!r} is no day, such as 2026-06-30")
    return date


@click.command(epilog=_EXAMPLE)
@directory_option
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option("--since", metavar="DAY", callback=_date, help="Ask for what was taken in since this day.")
@click.option("--abstracts", is_flag=True, help="Keep abstracts. They are the publishers'.")
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    default="searches",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for new records, in the review's.",
)
def search(directory: Path, sources: tuple[str, ...], since: Date | None, folder: Path, *, abstracts: bool) -> None:
    """Run searches of refs/screening.yml again, and write what is new as RIS and as a report.

    Run are those that say where (rerun: pubmed or europe-pmc), or those of them that are named by their SOURCE; asked
    is for records that the service has taken in since the day of the search. What stands in the library, and what an
    earlier run has handed on, is not handed on again. Your files stay as they are: screen the new records, then bring
    in what is included with litreview add. Exit status: 0 all could be run, 1 one could not, 2 wrong use.
    """
    root = directory.resolve()
    target = root / folder
    if not target.resolve().is_relative_to(root) or target.resolve() == root:
        raise click.UsageError(f"--to has to name a folder in {root}, not {folder}")
    read = read_library(directory)
    if errors := [item for item in read.diagnostics if item.severity is Severity.ERROR]:
        # What cannot be read would be handed on as new.
        raise click.ClickException(f"refs/ cannot be read whole: {visible(str(errors[0]))}")
    library = read.library
    chosen = _chosen(library.screening, sources)
    try:
        given = given_before(target)
        with services_of(root) as services:
            references = library.references.values()
            runs = tuple(rerun(chosen, references, given, services, today(), since=since, abstracts=abstracts))
        for line in _lines(runs):
            click.echo(visible(line))
        written = write_results(root, target, runs, today())
    except OSError as error:
        raise click.ClickException(f"{error.filename or target}: {error.strerror}") from error
    for run in runs:
        for problem in run.problems:
            click.echo(visible(f"error: {run.search.source}: {problem}"), err=True)
    names = " and ".join(path.relative_to(root).as_posix() for path in written)
    click.echo(f"Wrote {names}. Next: screen them, then litreview add" if written else "Nothing is new.")
    if any(run.problems for run in runs):
        sys.exit(1)


def _chosen(screening: Screening | None, sources: Sequence[str]) -> tuple[Search, ...]:
    """The searches that can be run again, or those of them that are named.

    Raises:
        click.ClickException: There is none.
        click.UsageError: A name is that of none.
    """
    able = [search for search in (screening.searches if screening else ()) if search.rerun]
    if not able:
        raise click.ClickException(
            "no search of refs/screening.yml says rerun: pubmed or rerun: europe-pmc beside its strategy; "
            f"see {GUIDE}how-to/second-search/"
        )
    if unknown := sorted(set(sources) - {search.source for search in able}):
        raise click.UsageError(f"no search that can be run again is called {unknown[0]!r}")
    return tuple(search for search in able if not sources or search.source in sources)


def _lines(runs: Sequence[Rerun]) -> Iterator[str]:
    for run in runs:
        days = f"{iso(run.since)} to {iso(run.until)}"
        counts = f"{run.found} found, {run.known} in the review, {run.given} handed on before, {len(run.new)} new"
        yield f"{run.search.source} ({run.service}, {days}): {counts}"
