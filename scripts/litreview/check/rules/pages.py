"""Page ranges that run forwards and are written as ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import find_field
from litreview.check.registry import CheckContext, Finding, Mend, Rule
from litreview.model.diagnostics import Severity
from litreview.read.pages import normalise_pages, split_pages

_NUMBERED: Final = re.compile(r"\A([^\W\d_]*)(\d{1,9})([^\W\d_]*)")
_SINGLE_HYPHEN: Final = re.compile(r"\A([^\W\d_]*)(\d{1,9})-([^\W\d_]*)(\d{1,9})")


def _reversed(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        field = find_field(reference, "pages")
        if field is None:
            continue
        for part in re.split(r"[,;]", normalise_pages(field.value)):
            if _runs_back(*split_pages(part.strip())):
                yield Finding(
                    field.position,
                    f"the pages of {reference.key} run backwards: {part.strip()}",
                    "compare them with the work; the first page comes first",
                    (reference.key,),
                )
                break


def _hyphen(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        field = find_field(reference, "pages")
        match = _SINGLE_HYPHEN.fullmatch(field.value) if field else None
        # Only what is a range beyond doubt: an article number may hold a hyphen too ("2023-14").
        if field and match and match[1] == match[3] and not _runs_back(*field.value.split("-")):
            mended = field.value.replace("-", "--")
            yield Finding(
                field.position,
                f"the pages of {reference.key} have a hyphen for a dash: {field.value}",
                f"BibTeX writes {mended}; litreview check --fix does",
                (reference.key,),
                mend=Mend(field, mended),
            )


def _runs_back(first: str, last: str) -> bool:
    """Whether the last page comes before the first; "1021-9" ends on page 1029."""
    start, end = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if not start or not end or (end[1] and end[1].lower() != start[1].lower()):
        return False
    digits = end[2]
    if len(digits) < len(start[2]):
        digits = start[2][: -len(digits)] + digits
    return int(digits) < int(start[2])


RULES: Final = (
    Rule("reversed-pages", Severity.WARNING, "the first page comes before the last", _reversed, alone=True),
    Rule("page-range", Severity.INFO, "a range of pages is written with two hyphens", _hyphen, alone=True),
)
