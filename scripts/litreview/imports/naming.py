"""Citation keys for references that come in: the author's own where it is one, else first author and year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from litreview.imports.identifiers import recognise
from litreview.model.reference import Reference
from litreview.read.keys import Keys

#: What a citation holds without braces: letters, digits and _, with single marks inside.
_PLAIN: Final = re.compile(r"\w+(?:[:.#$%&+?<>~/-]\w+)*")
#: Numbers that databases give to records ("WOS:000285", "L2001234", "2-s2.0-85"), and those that readers make up.
_ACCESSION: Final = re.compile(
    r"(?:wos|isi|medline|biosis|embase|scopus|pubmed|cabi|cn-)\W?\w*|item-\d+|2-s2\.0-\d+", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"[A-Za-z]{0,2}[:_-]?\d{6,}\w?|\d+")
#: Formats whose keys people choose; those of others are the numbers of the program or database that wrote the file.
_CHOSEN: Final = frozenset({"bibtex", "csl-json", "csl-yaml", "ris"})


class KeyMaker:
    """Gives keys that no reference has, whatever its capitals: two that differ in those alone confuse readers."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._keys = Keys(key.casefold() for key in taken)
        self._taken = {key.casefold() for key in taken}

    def key(self, reference: Reference) -> str:
        """The key under which a reference comes in."""
        own = reference.key
        if is_chosen(reference) and own.casefold() not in self._taken:
            self._keys.unique(own.casefold())
            self._taken.add(own.casefold())
            return own
        made = self._keys.make(reference)
        self._taken.add(made)
        return made


def is_chosen(reference: Reference) -> bool:
    """Whether a person would have chosen the key of a reference: it can be cited, and is no number of a database."""
    key = reference.key
    return bool(
        reference.format in _CHOSEN
        and _PLAIN.fullmatch(key)
        and not _ACCESSION.fullmatch(key)
        and not _NUMBER.fullmatch(key)
        and recognise(key) is None
    )
