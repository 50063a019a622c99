"""What is held back from readers, because it is for its owner alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.private import count_held_back


def _held_back(context: CheckContext) -> Iterator[Finding]:
    references = context.library.references.values()
    counts = count_held_back(references)
    if counts:
        first = min(one.field.position for reference in references for one in reference.held_back)
        named = ", ".join(f"{what} ({count})" for what, count in sorted(counts.items(), key=lambda item: -item[1]))
        yield Finding(
            first,
            f"held back from readers, with the number of references: {named}",
            "publish_fields in review.yml names what they may see; x-annotation is written for them",
        )


RULES: Final = (Rule("private-field", Severity.INFO, "the author knows what is held back from readers", _held_back),)
