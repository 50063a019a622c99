"""Whether each reference exists as it is printed, and what was published about it since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from litreview.imports import arxiv, books, pubmed
from litreview.imports.compare import Comparison, compare
from litreview.imports.identifiers import Named
from litreview.imports.lookup import by_doi, look_up
from litreview.imports.records import Record, merged_notices
from litreview.imports.searching import search
from litreview.imports.services import ServiceError, Services
from litreview.model.dates import Date
from litreview.model.reference import Reference
from litreview.model.verification import Difference, Outcome, Question, Verified, fingerprint

#: Who does not know a DOI that no agency registered.
_DOIS: Final = "doi.org"
_FACTS: Final = ("title", "authors", "year", "journal", "volume", "pages")


@dataclass(slots=True)
class _Inquiry:
    """What was asked about one reference, and what came of it."""

    reference: Reference
    questions: list[Question] = field(default_factory=list)
    found: list[tuple[Record, Comparison]] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    others: list[tuple[str, Record, Comparison]] = field(default_factory=list)

    def ask(self, service: str, kind: str, value: str, answer: Callable[[], Record | None]) -> None:
        """Ask a service by an identifier."""
        by = f"{kind} {value}"
        try:
            record = answer()
        except ServiceError:
            self.questions.append(Question(service, by, Outcome.NO_ANSWER))
            return
        if record is None:
            self.missing[kind] = value
            self.questions.append(Question(service, by, Outcome.NOT_FOUND))
            return
        comparison = compare(self.reference, record)
        if comparison.another_work:
            self.others.append((kind, record, comparison))
            self.questions.append(Question(record.service, by, Outcome.ANOTHER_WORK))
        else:
            self.take(record, comparison, by)

    def take(self, record: Record, comparison: Comparison, by: str) -> None:
        """A record of the work itself."""
        self.found.append((record, comparison))
        outcome = Outcome.DIFFERS if comparison.differences else Outcome.FOUND
        self.questions.append(Question(record.service, by, outcome))


def verify(
    references: Sequence[Reference], services: Services, today: Date, done: Callable[[], None] = lambda: None
) -> Iterator[Verified]:
    """Look up references, each by all its identifiers, and by its title where none leads to it.

    Args:
        references: The references.
        services: A session.
        today: The date that is written beside the results.
        done: Called after each reference.
    """
    numbers = [pmid for one in references if (pmid := one.identifiers.get("PMID"))]
    records, failure = _in_pubmed(services, numbers)
    for reference in references:
        inquiry = _Inquiry(reference)
        _ask_by_identifiers(inquiry, services, records, failure)
        if not inquiry.found:
            record, questions = search(services, reference)
            inquiry.questions += (one for one in questions if one.outcome is not Outcome.FOUND)
            if record:
                inquiry.take(record, compare(reference, record), "title")
        yield _verified(inquiry, today)
        done()


def _in_pubmed(services: Services, numbers: Iterable[str]) -> tuple[Mapping[str, Record], ServiceError | None]:
    """The records of PubMed, many with one request, or why there are none."""
    try:
        return pubmed.works(services, numbers), None
    except ServiceError as error:
        return {}, error


def _ask_by_identifiers(
    inquiry: _Inquiry, services: Services, records: Mapping[str, Record], failure: ServiceError | None
) -> None:
    of = inquiry.reference.identifiers
    if doi := of.get("DOI"):
        inquiry.ask(_DOIS, "DOI", doi, lambda: by_doi(services, doi))
    if pmid := of.get("PMID"):

        def in_pubmed() -> Record | None:
            if failure:
                raise failure
            return records.get(pmid)

        inquiry.ask(pubmed.NAME, "PMID", pmid, in_pubmed)
    elif (pmcid := of.get("PMCID")) and not inquiry.found:
        inquiry.ask("PubMed Central", "PMCID", pmcid, lambda: _only(look_up(services, Named("PMCID", pmcid))))
    if (number := of.get("arXiv")) and not inquiry.found:
        inquiry.ask(arxiv.NAME, "arXiv", number, lambda: arxiv.work(services, number))
    if (isbn := of.get("ISBN", "").replace("-", "").split(" ")[0]) and not inquiry.found and _is_book(inquiry):
        inquiry.ask(books.NAME, "ISBN", isbn, lambda: books.work(services, isbn))


def _only(records: Sequence[Record]) -> Record | None:
    return records[0] if records else None


def _is_book(inquiry: _Inquiry) -> bool:
    # A chapter bears the number of its book, whose title and authors are others.
    return inquiry.reference.type in {"book", "thesis", "report"}


def _verified(inquiry: _Inquiry, today: Date) -> Verified:
    reference = inquiry.reference
    agreed, differences = _facts(inquiry)
    outcomes = {one.outcome for one in inquiry.questions}
    if inquiry.others:
        outcome = Outcome.ANOTHER_WORK
    elif inquiry.found:
        outcome = Outcome.DIFFERS if differences else Outcome.FOUND
    elif Outcome.NO_ANSWER in outcomes:
        # Who did not answer may know it.
        outcome = Outcome.NO_ANSWER
    else:
        outcome = Outcome.NOT_FOUND
    return Verified(
        key=reference.key,
        checked=today,
        outcome=outcome,
        origin=reference.origin,
        fingerprint=fingerprint(reference),
        title=str(reference.title),
        questions=tuple(inquiry.questions),
        agreed=agreed,
        differences=differences,
        notices=merged_notices([notice for record, _ in inquiry.found for notice in record.notices]),
        published_as=next((record.published_as for record, _ in inquiry.found if record.published_as), ""),
    )


def _facts(inquiry: _Inquiry) -> tuple[tuple[str, ...], tuple[Difference, ...]]:
    """The facts that any record of the work confirms, those that none does, and the identifiers that lead elsewhere."""
    confirmed = {fact for _, comparison in inquiry.found for fact in comparison.agreed}
    differences: dict[str, Difference] = {}
    for kind, record, comparison in inquiry.others:
        title = next((one for one in comparison.differences if one.fact == "title"), None)
        there = f"“{title.there}”" if title else "another work"
        differences[kind] = Difference(kind, inquiry.reference.identifiers[kind], there, record.service)
    for record, comparison in inquiry.found:
        for one in comparison.differences:
            if one.fact not in confirmed:
                differences.setdefault(one.fact, one)
        for kind, value in inquiry.missing.items():
            if kind not in differences:
                known = record.reference.identifiers.get(kind, "") or "not known"
                differences[kind] = Difference(kind, value, known, record.service)
    return tuple(fact for fact in _FACTS if fact in confirmed), tuple(differences.values())
