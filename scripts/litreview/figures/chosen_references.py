"""References of the bibliography as a block chooses them."""

from __future__ import annotations

from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, known
from litreview.model.csl import TYPES
from litreview.model.reference import Reference
from litreview.read.schema.base import Count, Shape, Texts


class ReferenceFilter(Shape):
    """Which references a block shows; of each option one value has to fit, and all options together."""

    keys: Texts = Field(default_factory=list, description="Citation keys.")
    types: Texts = Field(default_factory=list, description="Types as CSL names them, such as article-journal.")
    keywords: Texts = Field(default_factory=list, description="Keywords of the entries.")
    authors: Texts = Field(default_factory=list, description="Family names of authors.")
    first: Count | None = Field(None, description="The first year.")
    last: Count | None = Field(None, description="The last year.")


def chosen_references(options: ReferenceFilter, context: FigureContext) -> tuple[Reference, ...]:
    """The references that fit, in the bibliography's order.

    Raises:
        FigureError: A key or a type does not exist, or nothing fits.
    """
    references = context.library.references
    for index, key in enumerate(options.keys):
        known(key, references, "reference", "keys", index)
    for index, kind in enumerate(options.types):
        known(kind, dict.fromkeys(sorted(TYPES)), "type", "types", index)
    found = tuple(reference for reference in references.values() if _fits(reference, options))
    if not found:
        raise FigureError("no reference fits these options")
    return found


def _fits(reference: Reference, options: ReferenceFilter) -> bool:
    words = {word.casefold() for word in reference.keywords}
    surnames = {name.surname.casefold() for name in reference.authors.names}
    year = reference.year
    return (
        (not options.keys or reference.key in options.keys)
        and (not options.types or reference.type in options.types)
        and (not options.keywords or any(word.casefold() in words for word in options.keywords))
        and (not options.authors or any(name.casefold() in surnames for name in options.authors))
        and (options.first is None or (year is not None and year >= options.first))
        and (options.last is None or (year is not None and year <= options.last))
    )
