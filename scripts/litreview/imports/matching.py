"""Which reference of the library a work is, if any: by its identifiers, then by title with first author and year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from litreview.model.folding import folded
from litreview.model.reference import Reference

#: Identifiers that belong to one work.
_ONE_WORK: Final = ("DOI", "PMID", "PMCID", "arXiv")
_VERSION: Final = re.compile(r"v\d+$")


class Index:
    """References by what tells one work from another."""

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        self._by_identifier: dict[tuple[str, str], Reference] = {}
        self._by_title: dict[tuple[str, str], list[Reference]] = {}
        for reference in references:
            self.add(reference)

    def add(self, reference: Reference) -> None:
        """Know a further reference."""
        for kind, value in identities(reference).items():
            self._by_identifier.setdefault((kind, value), reference)
        if title := _title(reference):
            self._by_title.setdefault(title, []).append(reference)

    def find(self, reference: Reference) -> Reference | None:
        """The reference that is the same work, or None.

        Two with one title and first author are not the same where an identifier of one kind tells them apart, as those
        of an abstract and of its article do, or where both have a year and the years differ.
        """
        own = identities(reference)
        for name in own.items():
            if found := self._by_identifier.get(name):
                return found
        title = _title(reference)
        for found in self._by_title.get(title, ()) if title else ():
            other = identities(found)
            apart = any(other[kind] != value for kind, value in own.items() if kind in other)
            years = {reference.year, found.year} - {None}
            if not apart and len(years) < 2:  # noqa: PLR2004 - two years, of which each has one
                return found
        return None


def identities(reference: Reference) -> dict[str, str]:
    """The identifiers of a work, each as it is compared: without capitals, and of arXiv without version."""
    found = {}
    for kind in _ONE_WORK:
        if value := reference.identifiers.get(kind, ""):
            found[kind] = _VERSION.sub("", value.casefold()) if kind == "arXiv" else value.casefold()
    return found


def letters(text: str) -> str:
    """Letters and digits alone, without capitals and accents."""
    return "".join(filter(str.isalnum, folded(text)))


def _title(reference: Reference) -> tuple[str, str] | None:
    title = letters(str(reference.title))
    names = reference.creators.names
    # Without an author a short title ("Editorial") says too little to call two works one.
    return (title, letters(names[0].surname)) if title and names else None
