"""Quotes that say what their source says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity


def _misquoted(context: CheckContext) -> Iterator[Finding]:
    for quote in context.library.quoted().values():
        if quote.verbatim is False:
            yield Finding(
                quote.origin.at("words"),
                f"the words of the quote {quote.id} do not stand in the full text of {quote.reference}",
                "copy them again; write […] where words are left out",
                (quote.reference,),
            )


RULES: Final = (
    Rule("misquote", Severity.ERROR, "quoted words stand in the full text, where the author has it", _misquoted),
)
