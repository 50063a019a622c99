"""Years in which a work can have appeared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.library import Library
from litreview.model.reference import Reference

#: The first scientific journals appeared in 1665.
_FIRST_JOURNAL: Final = 1665
_JOURNAL: Final = frozenset({"article-journal", "article-magazine"})
#: Where nothing in the data is dated, only a year that no work of our time can bear is doubtful.
_FAR: Final = 2100
#: A year of fewer digits is a slip in a bibliography; older works are dated with minus or BC, or by origdate.
_FOUR_DIGITS: Final = 1000


def _doubtful(context: CheckContext) -> Iterator[Finding]:
    latest = _latest(context.library)
    for reference in context.library.references.values():
        doubt = _doubt(reference, latest)
        if doubt:
            yield Finding(
                place_of(reference, "date", "year", "x-year-inferred"),
                f"the year of {reference.key} is doubtful: {doubt}",
                "compare it with the work",
                (reference.key,),
            )


def _doubt(reference: Reference, latest: int) -> str:
    year = reference.year
    if year is None:
        return ""
    if year > latest:
        return f"{year} is later than {latest}, the latest that the review's own dates allow"
    if reference.type in _JOURNAL and year < _FIRST_JOURNAL:
        return f"no journal appeared in {year}"
    if 0 < year < _FOUR_DIGITS:
        return f"{year} has fewer than four digits"
    return ""


def _latest(library: Library) -> int:
    """The year after the newest date that the data knows: next year's issues appear online this year.

    The clock is no measure: the same files must give the same findings next year.
    """
    review, companion = library.review, library.review.companion
    dates = [review.published, review.searched_to, *([companion.published] if companion else [])]
    dates += [
        reference.dates[name] for reference in library.references.values() for name in _SEEN if name in reference.dates
    ]
    years = [date.year for date in dates if date.year is not None]
    return max(years) + 1 if years else _FAR


#: Dates on which somebody looked at a work.
_SEEN: Final = ("accessed",)

RULES: Final = (Rule("doubtful-year", Severity.WARNING, "a work appeared in a year that can be", _doubtful),)
