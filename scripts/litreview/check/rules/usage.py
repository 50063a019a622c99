"""Which references the review uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.key_uses import key_uses
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity


def _uncited(context: CheckContext) -> Iterator[Finding]:
    if context.cited is None:
        return
    used = context.cited.union(use.key for use in key_uses(context.library))
    for key, reference in context.library.references.items():
        if key not in used:
            yield Finding(
                reference.origin.position,
                f"{key} is cited nowhere and is behind no evidence",
                "cite it, or list it under background in review.yml with the reason",
                (key,),
            )


RULES: Final = (Rule("uncited-reference", Severity.INFO, "each reference is cited or behind some evidence", _uncited),)
