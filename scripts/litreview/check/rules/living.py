"""What a living review promises its readers, and what programs did in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.living import LivingStatus
from litreview.model.review import ReviewType
from litreview.read.clock import today


def _living(context: CheckContext) -> Iterator[Finding]:
    review = context.library.review
    living = review.living
    if living is None:
        if review.type is ReviewType.LIVING:
            message = "a living review says how it is kept up to date (PRISMA-LSR)"
            hint = "give living: with frequency, trigger and next_search"
            yield Finding(review.origin.at("type"), message, hint)
        return
    if living.status is not LivingStatus.ACTIVE:
        if not living.reason:
            message = f"the review is {living.status}, and does not say why"
            yield Finding(living.origin.at("status"), message, "give the reason, which every page shows")
        return
    if not living.next_search:
        message = "the review is living, and promises no next search"
        yield Finding(living.origin.position, message, "give next_search: with a day, which readers are held to")
    elif living.next_search.start < today().start[: len(living.next_search.start)]:
        message = "the day of the promised search has passed, and readers are told so"
        hint = "search again and promise a later day, or say status: paused with the reason"
        yield Finding(living.origin.at("next_search"), message, hint)


def _automation(context: CheckContext) -> Iterator[Finding]:
    for one in context.library.review.automation:
        if not one.version:
            hint = "give version:, or the day on which it was used"
            yield Finding(one.origin.position, f"{one.tool} has no version", hint)
        if not one.checked:
            message = f"nothing says who checked what {one.tool} did"
            yield Finding(one.origin.position, message, "say under checked: who looked at it, and how")


RULES: Final = (
    Rule("living-promise", Severity.WARNING, "a living review keeps what it promises, or says why not", _living),
    Rule("unchecked-automation", Severity.WARNING, "a program that judged has a version and was checked", _automation),
)
