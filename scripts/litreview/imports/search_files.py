"""What `litreview search` writes into a folder of the review: the new records as RIS, and a report beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from litreview.cite.escape import inert
from litreview.exports.registry import EXPORTS
from litreview.figures.dates import iso
from litreview.imports.rerunning import Rerun
from litreview.model.dates import Date
from litreview.model.private import EVERYTHING
from litreview.model.reference import RESOLVERS, Reference
from litreview.read.atomic import write_atomically
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile

_LINKED: Final = ("DOI", "PMID", "PMCID")
_HEADINGS: Final = ("Search", "Asked", "Records taken in", "Found", "In the review", "Handed on before", "New")


def given_before(folder: Path) -> tuple[Reference, ...]:
    """The records that earlier runs have handed on: all that stand in the RIS files of the folder.

    Raises:
        OSError: A file could not be read.
    """
    files = (SourceFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.ris")))
    return tuple(reference for file in files for reference in read_bibliography(file, EVERYTHING).references)


def write_results(root: Path, folder: Path, runs: Sequence[Rerun], today: Date) -> tuple[Path, ...]:
    """Write the new records and the report, under names that nothing has; nothing where there is nothing new.

    Args:
        root: The folder of the review.
        folder: The folder for both, in it.
        runs: The searches.
        today: The day.

    Raises:
        OSError: They could not be written.
    """
    new = [reference for run in runs for reference in run.new]
    if not new:
        return ()
    folder.mkdir(parents=True, exist_ok=True)
    ris = EXPORTS["ris"]
    records = ris.assemble(ris.record(reference).text for reference in new)
    paths = _free(folder, "-".join(f"{part:02}" for part in today.start))
    # The records come last: what stands in them counts as handed on, and a run that is broken off has not.
    for path, text in zip(paths, (report(runs, today), records), strict=True):
        write_atomically(path, text.encode("utf-8", "replace"), inside=root)
    return paths


def _free(folder: Path, name: str) -> tuple[Path, Path]:
    """A name for the two files, with a number where the day has one already."""
    number = 1
    while True:
        stem = name if number == 1 else f"{name}-{number}"
        paths = folder / f"{stem}.md", folder / f"{stem}.ris"
        if not any(path.exists() for path in paths):
            return paths
        number += 1


def report(runs: Sequence[Rerun], today: Date) -> str:
    """The report, as Markdown that shows what stands in records and runs none of it."""
    return "\n".join(_report(runs, today)) + "\n"


def _report(runs: Sequence[Rerun], today: Date) -> Iterator[str]:
    yield f"# Searches of {iso(today)}\n"
    yield f"| {' | '.join(_HEADINGS)} |"
    yield f"|{'---|' * len(_HEADINGS)}"
    for run in runs:
        days = f"{iso(run.since)} to {iso(run.until)}"
        cells = (run.search.source, run.service, days, run.found, run.known, run.given, len(run.new))
        yield f"| {' | '.join(_shown(cell) for cell in cells)} |"
    for run in runs:
        for problem in run.problems:
            yield f"\n**{_shown(run.search.source)}**: {_shown(problem)}"
    yield "\nThe RIS file beside this report holds the new records, for Rayyan, Covidence, ASReview and the like."
    yield "Once they are screened, bring in what is included with `litreview add`, and write the day and the number of"
    yield "records of each search into `refs/screening.yml`."
    for run in runs:
        if run.new:
            yield f"\n## {_shown(run.search.source)}\n"
            yield from (_record(reference) for reference in run.new)


def _record(reference: Reference) -> str:
    names = reference.creators.names
    people = f"{names[0].indexed}{' et al.' if len(names) > 1 else ''}. " if names else ""
    journal = f" {reference.text('container-title')}," if reference.text("container-title") else ""
    links = " ".join(
        f"[{kind}](<{RESOLVERS[kind].format(value)}>)"
        for kind in _LINKED
        if (value := reference.identifiers.get(kind)) and not set(value) & set("<>\n")
    )
    said = f"{people}{reference.title or 'No title'}.{journal} {reference.year or 'no year'}."
    return f"- {_shown(said)} {links}".rstrip()


def _shown(value: object) -> str:
    return " ".join(str(inert(str(value))).split()).replace("|", "&#124;")
