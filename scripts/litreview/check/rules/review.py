"""What readers need to know of the review itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.checkdigits import orcid_problem, ror_problem
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.review import Contributor, ReviewType
from litreview.model.source import Origin, Step

#: Kinds of review whose worth rests on a search that can be repeated.
_SEARCHED: Final = frozenset({ReviewType.SYSTEMATIC, ReviewType.SCOPING})


def _incomplete(context: CheckContext) -> Iterator[Finding]:
    review = context.library.review
    if not review.title:  # the file could not be read, which is said already
        return
    if not review.licence:
        yield Finding(
            review.origin.at("licence"),
            "the review has no licence",
            "without one nobody may reuse it; give for example licence: {name: CC BY 4.0, url: ...}",
        )
    if not review.contributors:
        yield Finding(
            review.origin.at("contributors"), "the review has no contributors", "say who wrote it and can be cited"
        )


def _search_date(context: CheckContext) -> Iterator[Finding]:
    review = context.library.review
    if review.type in _SEARCHED and not review.searched_to:
        yield Finding(
            review.origin.at("type"),
            f"a {review.type} review says when its search ended",
            "give searched_to: with the date of the last search",
        )


def _people(context: CheckContext) -> Iterator[Finding]:
    review = context.library.review
    yield from _identifiers(review.contributors, review.origin, ("contributors",))
    if review.companion:
        yield from _identifiers(review.companion.authors, review.companion.origin, ("authors",))


def _identifiers(people: tuple[Contributor, ...], origin: Origin, path: tuple[Step, ...]) -> Iterator[Finding]:
    for index, person in enumerate(people):
        problem = orcid_problem(person.orcid) if person.orcid else ""
        if problem:
            hint = "copy it from the person's own page at orcid.org"
            yield Finding(origin.at(*path, index, "orcid"), f"{problem} ({person.display})", hint)
        for number, affiliation in enumerate(person.affiliations):
            problem = ror_problem(affiliation.ror) if affiliation.ror else ""
            if problem:
                hint = "copy it from the institution's page at ror.org"
                place = origin.at(*path, index, "affiliations", number, "ror")
                yield Finding(place, f"{problem} ({affiliation.name})", hint)


RULES: Final = (
    Rule("incomplete-review", Severity.WARNING, "a review says who wrote it and how it may be used", _incomplete),
    Rule("missing-search-date", Severity.WARNING, "a review with a search says when it ended", _search_date),
    Rule("contributor-identifier", Severity.WARNING, "ORCID iDs and ROR identifiers are well formed", _people),
)
