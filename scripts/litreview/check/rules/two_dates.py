"""A year and a date of one entry that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import bare, find_field
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.dates import Date
from litreview.model.diagnostics import Severity
from litreview.read.dates import parse_date

_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")


def _differing(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        year, date = find_field(reference, "year"), find_field(reference, "date")
        if not year or not date:
            continue
        years, span = [int(one) for one in _YEAR.findall(year.value)], _years(parse_date(bare(date.value)))
        if years and span and not any(span[0] <= one <= span[-1] for one in years):
            yield Finding(
                year.position,
                f"{reference.key} has the year {bare(year.value)} and the date {bare(date.value)}, which counts",
                "compare them with the work, and keep one",
                (reference.key,),
            )


def _years(date: Date) -> tuple[int, ...]:
    """The first year of a date and its last."""
    return (*date.start[:1], *date.end[:1])


RULES: Final = (
    Rule("date-mismatch", Severity.WARNING, "the year of an entry is that of its date", _differing, alone=True),
)
