"""Works on which a grave notice was published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity

_NOTICES: Final = {"retraction": "was retracted", "concern": "bears an expression of concern"}


def _retracted(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        for kind, words in _NOTICES.items():
            notice = reference.notices.get(kind)
            if notice:
                yield Finding(
                    place_of(reference, f"x-{kind}"),
                    f"{reference.key} {words}: {notice}",
                    "see whether what you say on its ground still holds",
                    (reference.key,),
                )


RULES: Final = (Rule("retracted-reference", Severity.WARNING, "no reference was retracted", _retracted, alone=True),)
