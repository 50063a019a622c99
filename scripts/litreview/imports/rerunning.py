"""Searches of screening.yml, run again: what services have taken in since, without what the review knows already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from litreview.imports import europepmc, pubmed
from litreview.imports.matching import Index
from litreview.imports.naming import KeyMaker
from litreview.imports.records import Record
from litreview.imports.services import ServiceError, Services
from litreview.model.dates import Date
from litreview.model.reference import Reference
from litreview.model.screening import RERUNS, Search

#: A line of a strategy that others name by its number, as Ovid, PubMed's history and Cochrane have it.
_NUMBERED: Final = re.compile(r"\s*#?\d{1,3}[.):]?\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rerun:
    """A search that was run again: the days between which records were taken in, and what they are to the review."""

    search: Search
    since: Date
    until: Date
    new: tuple[Reference, ...] = ()
    #: How many were found in all, stand in the library, and were handed on by an earlier run or an earlier search.
    found: int = 0
    known: int = 0
    given: int = 0
    #: Why there is no answer, or less of one.
    problems: tuple[str, ...] = ()

    @property
    def service(self) -> str:
        """The service that was asked."""
        return RERUNS[self.search.rerun]


@dataclass(frozen=True, slots=True)
class _Answer:
    records: Sequence[Record] = ()
    problems: tuple[str, ...] = ()


def rerun(  # noqa: PLR0913 - what a run depends on
    searches: Iterable[Search],
    library: Iterable[Reference],
    given: Iterable[Reference],
    services: Services,
    until: Date,
    *,
    since: Date | None = None,
    abstracts: bool = False,
) -> Iterator[Rerun]:
    """Run searches again.

    Args:
        searches: Those that say where.
        library: The references of the review.
        given: What earlier runs have handed on, whatever became of it.
        services: A session.
        until: The last day, today.
        since: The first day, instead of the day on which each was last searched.
        abstracts: Whether records keep their abstracts.
    """
    references, before = tuple(library), tuple(given)
    known, earlier = Index(references), Index(before)
    keys = KeyMaker(one.key for one in (*references, *before))
    for search in searches:
        begin = since or search.searched
        answer = _asked(search, begin, until, services, abstracts=abstracts)
        counts = {"known": 0, "given": 0}
        new: list[Reference] = []
        for record in answer.records:
            if known.find(record.reference):
                counts["known"] += 1
            elif earlier.find(record.reference):
                counts["given"] += 1
            else:
                earlier.add(record.reference)
                new.append(replace(record.reference, key=keys.key(record.reference)))
        yield Rerun(search, begin, until, tuple(new), len(answer.records), **counts, problems=answer.problems)


def _asked(search: Search, since: Date, until: Date, services: Services, *, abstracts: bool) -> _Answer:
    lines = [line for line in search.strategy.splitlines() if line.strip()]
    if len(lines) > 1 and all(_NUMBERED.match(line) for line in lines):
        return _Answer(problems=("its string is in numbered lines, which no service runs: write it as one",))
    query = " ".join(" ".join(lines).split())
    try:
        if search.rerun == "europe-pmc":
            days = _day(since, "-"), _day(until, "-")
            return _Answer(europepmc.search_since(services, query, *days, abstracts=abstracts))
        found = pubmed.search_since(services, query, _day(since, "/"), _day(until, "/"))
        problems = [f"{pubmed.NAME} does not understand: {doubt}" for doubt in found.not_understood]
        if found.count > len(found.pmids):
            problems.append(f"of {found.count} records {len(found.pmids)} can be had: run it since a later day")
        return _Answer(tuple(pubmed.works(services, found.pmids, abstracts=abstracts).values()), tuple(problems))
    except ServiceError as error:
        return _Answer(problems=(str(error),))


def _day(date: Date, between: str) -> str:
    """A date as a service reads it; of one that says less than a day the first."""
    year, month, day = (*date.start, *(1, 1)[len(date.start) - 1 :])[:3]
    return between.join((f"{year:04}", f"{month:02}", f"{day:02}"))
