"""Looking for a work by its title, where no identifier leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from litreview.imports import crossref, europepmc, openalex
from litreview.imports.compare import compare, same_title
from litreview.imports.matching import letters
from litreview.imports.records import Record
from litreview.imports.services import ServiceError, Services
from litreview.model.reference import Reference
from litreview.model.verification import Outcome, Question

#: A title of fewer letters says too little to be looked for.
_SHORTEST: Final = 8
#: A longer title is that of one work, whoever its entry says has written it.
_UNMISTAKABLE: Final = 30


def search(services: Services, reference: Reference) -> tuple[Record | None, tuple[Question, ...]]:
    """The work by its title, from the first service that has it, and what came of asking each.

    A work counts as found if its title is the same and first author or year is; with a long title one of first author,
    year and journal is enough, so that an entry with another's authors is found and told.
    """
    title = str(reference.title)
    questions: list[Question] = []
    if len(letters(title)) < _SHORTEST:
        return None, ()
    for service, ask in _SERVICES:
        try:
            records = ask(services, reference)
        except ServiceError:
            questions.append(Question(service, "title", Outcome.NO_ANSWER))
            continue
        found = _best(reference, records)
        questions.append(Question(service, "title", Outcome.FOUND if found else Outcome.NOT_FOUND))
        if found:
            return found, tuple(questions)
    return None, tuple(questions)


def _best(reference: Reference, records: Iterable[Record]) -> Record | None:
    """The record that is the work, of several the one that agrees in most."""
    title = str(reference.title)
    fitting = []
    for record in records:
        if not same_title(title, (str(record.reference.title), *record.titles)):
            continue
        agreed = set(compare(reference, record).agreed) & {"authors", "year", "journal"}
        enough = agreed & {"authors"} or (agreed and len(letters(title)) >= _UNMISTAKABLE)
        comparable = reference.creators or reference.year is not None
        if enough or not comparable:
            fitting.append((len(agreed), record))
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _crossref(services: Services, reference: Reference) -> list[Record]:
    names = reference.creators.names
    return crossref.search(services, f"{reference.title} {names[0].surname if names else ''}".strip())


_SERVICES: Final[tuple[tuple[str, Callable[[Services, Reference], list[Record]]], ...]] = (
    (crossref.NAME, _crossref),
    (europepmc.NAME, lambda services, reference: europepmc.by_title(services, str(reference.title))),
    (openalex.NAME, lambda services, reference: openalex.by_title(services, str(reference.title))),
)
