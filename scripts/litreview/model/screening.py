"""How references were searched for and selected: what a PRISMA 2020 flow diagram shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from litreview.model.checklists import PRISMA_2020
from litreview.model.dates import Date
from litreview.model.source import Origin


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of records, reports or studies; `references` are the keys behind it, where they are given."""

    n: int
    origin: Origin
    label: str = ""
    references: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """The way of records through the selection, from one kind of source.

    Records found by other methods are not screened by title: `removed`, `screened` and `excluded` are then absent.
    """

    identified: tuple[Tally, ...]
    sought: Tally
    not_retrieved: Tally
    assessed: Tally
    excluded_reports: tuple[Tally, ...]
    origin: Origin
    registers: tuple[Tally, ...] = ()
    removed: tuple[Tally, ...] = ()
    screened: Tally | None = None
    excluded: Tally | None = None


@dataclass(frozen=True, slots=True)
class Included:
    """Studies, and the reports of them."""

    studies: Tally
    reports: Tally
    origin: Origin


@dataclass(frozen=True, slots=True)
class Search:
    """One search: where, when, and the string as it was run."""

    source: str
    searched: Date
    origin: Origin
    platform: str = ""
    coverage: str = ""
    limits: str = ""
    results: int | None = None
    strategy: str = ""
    note: str = ""
    #: The service that can run the string again, by its name in `RERUNS`.
    rerun: str = ""


#: The services that run a search again: what the review calls them, and what they call themselves.
RERUNS: Final[Mapping[str, str]] = MappingProxyType({"pubmed": "PubMed", "europe-pmc": "Europe PMC"})


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """An earlier version of a living review: how far it was searched, and what it newly included."""

    version: str
    searched: Date
    origin: Origin
    identified: int
    studies: int
    reports: int
    screened: int | None = None
    assessed: int | None = None


@dataclass(frozen=True, slots=True)
class ChecklistAnswer:
    """Where an item of a checklist is answered: a page of docs/, with the id of a section or without."""

    item: str
    page: str
    origin: Origin
    section: str = ""
    text: str = ""
    #: The checklist, by its name in `CHECKLISTS`.
    checklist: str = PRISMA_2020


@dataclass(frozen=True, slots=True)
class Screening:
    """The content of screening.yml.

    `previous` and `total` belong to an update of an earlier review, `other` to sources beside databases and registers:
    together they tell which of the four PRISMA 2020 templates applies.
    """

    origin: Origin
    databases: Stream | None = None
    included: Included | None = None
    other: Stream | None = None
    previous: Included | None = None
    total: Included | None = None
    searches: tuple[Search, ...] = ()
    checklist: tuple[ChecklistAnswer, ...] = ()
    #: The oldest first; what is told elsewhere is the latest one.
    versions: tuple[EarlierVersion, ...] = ()
    #: Said with every figure, such as that the numbers are sample data.
    notice: str = ""


def tallies(screening: Screening) -> Iterator[Tally]:
    """Every number of the flow."""
    for stream in (screening.databases, screening.other):
        if stream:
            yield from (*stream.identified, *stream.registers, *stream.removed, *stream.excluded_reports)
            single = (stream.screened, stream.excluded, stream.sought, stream.not_retrieved, stream.assessed)
            yield from (tally for tally in single if tally)
    for included in (screening.previous, screening.included, screening.total):
        if included:
            yield from (included.studies, included.reports)
