"""What an author names, files and identifiers, as references that come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from litreview.imports.identifiers import Named, recognise
from litreview.imports.lookup import look_up
from litreview.imports.plan import Incoming
from litreview.imports.records import Record
from litreview.imports.services import ServiceError, Services
from litreview.model.diagnostics import Diagnostic
from litreview.model.private import EVERYTHING
from litreview.model.reference import Reference
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile


@dataclass(slots=True)
class Gathered:
    """References that come in, what was found in the files they come from, and what came to nothing and why."""

    incoming: list[Incoming] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def gather(named: Iterable[str], services: Services) -> Gathered:
    """Read the files and look up the identifiers that an author named."""
    gathered = Gathered()
    for text in named:
        path = Path(text)
        if path.is_file():
            _read(path, gathered)
        elif (identifier := recognise(text)) is not None:
            _look_up(identifier, services, gathered)
        elif path.exists():
            gathered.problems.append(f"{text} is no file that can be read")
        else:
            gathered.problems.append(
                f"there is no file {text}, and it is no DOI, PMID, PMCID, arXiv number, ISBN or registration of a trial"
            )
    return gathered


def _read(path: Path, gathered: Gathered) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        gathered.problems.append(f"{path} cannot be read: {error.strerror}")
        return
    bibliography = read_bibliography(SourceFile(path.as_posix(), data), EVERYTHING)  # for the author's own file
    gathered.diagnostics += bibliography.diagnostics
    gathered.incoming += (Incoming(as_record(one, path.name), path.name) for one in bibliography.references)
    if not bibliography.references:
        gathered.problems.append(f"{path} holds no reference that could be read")


def _look_up(named: Named, services: Services, gathered: Gathered) -> None:
    try:
        records = look_up(services, named)
    except ServiceError as error:
        gathered.problems.append(f"{named}: {error}")
        return
    if not records:
        gathered.problems.append(f"{named}: not found. Is it written as it should be?")
    gathered.incoming += (Incoming(record, f"{record.service}, {named}") for record in records)


def as_record(reference: Reference, source: str) -> Record:
    """A reference of a file as what that file says of a work."""
    names = ("container-title", "container-title-short")
    return Record(
        source,
        reference,
        years=frozenset(() if reference.year is None else (reference.year,)),
        journals=tuple(str(reference.text(name)) for name in names if reference.text(name)),
    )
