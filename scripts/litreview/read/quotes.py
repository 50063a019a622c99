"""quotes.yml as the model, its words looked for in the author's own copies of the full texts."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.quotes import Quote, Quotes, occurs
from litreview.model.source import Position
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.quotes import QuotesShape
from litreview.read.sources import SourceFile


def read_quotes(
    file: SourceFile, text_of: Callable[[str], SourceFile | None] = lambda _key: None
) -> tuple[Quotes | None, tuple[Diagnostic, ...]]:
    """The quotes, or None where the file is empty or cannot be used; the diagnostics then hold an error.

    Args:
        file: quotes.yml.
        text_of: Gives the full text of a reference by its key, None where the author has no copy. What is read there
            is compared and let go of.
    """
    document, shape, diagnostics = read_shape(file, QuotesShape)
    if shape is None:
        return None, diagnostics
    found = list(diagnostics)
    texts: dict[str, str | None] = {}
    for key in dict.fromkeys(one.reference for one in shape.quotes.values()):
        copy = text_of(key)
        try:
            texts[key] = copy.data.decode("utf-8-sig") if copy else None
        except UnicodeDecodeError as error:
            texts[key] = None
            line = copy.data[: error.start].count(b"\n") + 1 if copy else 1
            place = Position(copy.path if copy else "", line)
            found.append(Diagnostic(Severity.ERROR, "encoding", place, "the full text is not UTF-8"))
    quotes = {
        name: Quote(
            id=name,
            reference=one.reference,
            words=" ".join(one.words.split()),
            origin=origin(document, "quotes", name),
            locator=one.locator,
            language=one.language,
            verbatim=None if (text := texts[one.reference]) is None else occurs(one.words, text),
        )
        for name, one in shape.quotes.items()
    }
    return Quotes(origin(document), MappingProxyType(quotes)), tuple(found)
