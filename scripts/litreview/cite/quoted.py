"""What is wrong with the quotes and intents that citations name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from litreview.cite.keys import Keys
from litreview.cite.located import Group, Located
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.quotes import Quote
from litreview.model.source import Position

#: What the review does with the cited work, and the property of CiTO, the Citation Typing Ontology, for it.
INTENTS: Final[Mapping[str, str]] = {
    "supports": "http://purl.org/spar/cito/supports",
    "disputes": "http://purl.org/spar/cito/disputes",
    "extends": "http://purl.org/spar/cito/extends",
    "uses method": "http://purl.org/spar/cito/usesMethodIn",
}


def quote_problems(
    groups: Iterable[Group], quotes: Mapping[str, Quote], keys: Keys, place: Callable[[int], Position]
) -> Iterator[Diagnostic]:
    """Quotes that do not exist or are another work's, and intents that are none.

    Args:
        groups: The citations of a page.
        quotes: The quotes of the review by their ids.
        keys: The bibliography's.
        place: The place of an offset in the page.
    """
    for group in groups:
        for citation, spot in zip(group.citations, group.spots, strict=True):
            for name in citation.quotes:
                quote = quotes.get(name)
                if quote is None:
                    message, hint = f"no quote has the id {name}", "write it into quotes.yml"
                    yield Diagnostic(Severity.ERROR, "unknown-quote", place(spot.start), message, hint)
                elif (keys.resolve(quote.reference) or quote.reference) != citation.key:
                    message = f"the quote {name} is from {quote.reference}, not from {citation.key}"
                    hint = f"cite [@{quote.reference}, quote: {name}], or quote {citation.key}"
                    yield Diagnostic(Severity.ERROR, "misattributed-quote", place(spot.start), message, hint)
            if citation.intent and citation.intent not in INTENTS:
                message, hint = f"“{citation.intent}” is no intent", f"known are: {', '.join(INTENTS)}"
                yield Diagnostic(Severity.WARNING, "unknown-intent", place(spot.start), message, hint)


def unused_quotes(found: Iterable[Located], quotes: Mapping[str, Quote]) -> Iterator[Diagnostic]:
    """Quotes that no page's citation names."""
    used = {name for page in found for group in page.groups for one in group.citations for name in one.quotes}
    for name, quote in quotes.items():
        if name not in used:
            message, hint = f"no citation names the quote {name}", f"write [@{quote.reference}, quote: {name}]"
            yield Diagnostic(Severity.INFO, "unused-quote", quote.origin.position, message, hint)
