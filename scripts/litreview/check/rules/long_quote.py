"""Quotes that are no longer than their purpose asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity

#: Words that a quotation may have: a sentence or two. Laws name a purpose and no number; publishers' limits begin
#: far above.
_MOST: Final = 60


def _long(context: CheckContext) -> Iterator[Finding]:
    for quote in context.library.quoted().values():
        if (length := len(quote.words.split())) > _MOST:
            message = f"the quote {quote.id} has {length} words, and more than {_MOST} are hard to call a quotation"
            hint = "quote the sentence that bears the claim, with […] where words are left out"
            yield Finding(quote.origin.at("words"), message, hint, (quote.reference,))


RULES: Final = (Rule("long-quote", Severity.WARNING, "a quote is a sentence or two", _long),)
