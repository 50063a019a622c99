"""Which fields of BibTeX and biblatex something in the model is made of: those of the readers' own tables."""

from __future__ import annotations

from typing import Final

from litreview.model.reference import Reference, SourceField
from litreview.read.bibtex import details, facts, titles

#: What decides the type of a reference, what other entries give it, and the author's words on it.
_OTHERS: Final = frozenset(("entrysubtype", "crossref", "ids", "x-annotation", "x-unverified"))
UNDERSTOOD: Final = titles.FIELDS | details.FIELDS | facts.FIELDS | _OTHERS


def is_used(_reference: Reference, one: SourceField) -> bool:
    """Whether something is made of a field of a BibTeX entry."""
    return one.name.lower() in UNDERSTOOD
