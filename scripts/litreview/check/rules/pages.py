"""Page ranges that run forwards and are written as ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import find_field
from litreview.check.registry import CheckContext, Finding, Mend, Rule
from litreview.model.diagnostics import Severity
from litreview.read.pages import is_range, normalise_pages, runs_back, split_pages


def _reversed(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        field = find_field(reference, "pages")
        if field is None:
            continue
        for part in re.split(r"[,;]", normalise_pages(field.value)):
            if runs_back(*split_pages(part.strip())):
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
        if field and is_range(field.value):
            mended = field.value.replace("-", "--")
            yield Finding(
                field.position,
                f"the pages of {reference.key} have a hyphen for a dash: {field.value}",
                f"BibTeX writes {mended}; litreview check --fix does",
                (reference.key,),
                mend=Mend(field, mended),
            )


RULES: Final = (
    Rule("reversed-pages", Severity.WARNING, "the first page comes before the last", _reversed, alone=True),
    Rule("page-range", Severity.INFO, "a range of pages is written with two hyphens", _hyphen, alone=True),
)
