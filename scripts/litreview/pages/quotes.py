"""The words behind a sentence, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from litreview.cite.site import Mention
from litreview.figures.tongues import language_tag
from litreview.model.library import Library


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """Words of a reference, where they stand in it, and their language where it is known (BCP 47)."""

    id: str
    words: str
    locator: str
    language: str


def shown_quotes(library: Library, key: str, mentions: Iterable[Mention]) -> tuple[ShownQuote, ...]:
    """The quotes of a reference that its citations name, each once; those of another work are not shown as its own."""
    reference = library.references[key]
    language = str(reference.text("language"))
    found = (library.quoted().get(name) for name in dict.fromkeys(name for one in mentions for name in one.quotes))
    return tuple(
        ShownQuote(one.id, one.words, one.locator, language_tag(one.language or language))
        for one in found
        if one and one.reference in (key, *reference.aliases)
    )
