"""Citation keys for references whose source gives none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from litreview.model.reference import Reference

_WORD: Final = re.compile(r"[a-z0-9]{2,}")
_LETTERS: Final = 26


class Keys:
    """The keys that are taken. What it gives is unique, and taken from then on."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._tried: dict[str, int] = {}

    def unique(self, key: str) -> str:
        """The key itself, or with the first letter or number that tells it from those taken ("a", "b", ..., "-27")."""
        found = key
        while found in self._taken:
            # Where the last search ended, the next begins: a thousand alike must not take a million tries.
            number = self._tried[key] = self._tried.get(key, 0) + 1
            found = f"{key}{chr(ord('a') + number - 1)}" if number <= _LETTERS else f"{key}-{number}"
        self._taken.add(found)
        return found

    def make(self, reference: Reference) -> str:
        """The first author's family name and the year ("eichhorst2021"), else a word of the title."""
        creators = reference.creators.names
        stem = _plain(creators[0].literal or creators[0].family) if creators else ""
        if not stem:
            words = _WORD.findall(_plain(str(reference.title), " "))
            stem = next((word for word in words if not word.isdecimal()), "reference")
        return self.unique(f"{stem}{reference.year or ''}")


def _plain(text: str, gap: str = "") -> str:
    """Lower-case ASCII letters and digits of a text; "Müller" is "muller", and what has no such form goes."""
    base = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l")).lower()
    letters = "".join(char if char.isascii() and char.isalnum() else " " * char.isspace() for char in base)
    return gap.join(letters.split())
