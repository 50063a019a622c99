"""Years in which a work can have appeared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference
from litreview.read.clock import today

#: The first scientific journals appeared in 1665.
_FIRST_JOURNAL: Final = 1665
_JOURNAL: Final = frozenset({"article-journal", "article-magazine"})
#: A year of fewer digits is a slip in a bibliography; older works are dated with minus or BC, or by origdate.
_FOUR_DIGITS: Final = 1000


def _doubtful(context: CheckContext) -> Iterator[Finding]:
    # Next year's issues appear online this year.
    latest = today().start[0] + 1
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
        return f"{year} lies in the future"
    if reference.type in _JOURNAL and year < _FIRST_JOURNAL:
        return f"no journal appeared in {year}"
    if 0 < year < _FOUR_DIGITS:
        return f"{year} has fewer than four digits"
    return ""


RULES: Final = (Rule("doubtful-year", Severity.WARNING, "a work appeared in a year that can be", _doubtful),)
