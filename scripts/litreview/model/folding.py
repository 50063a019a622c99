"""Letters as they are compared: small, and without accents. The scripts of the theme fold a query the same way."""

from __future__ import annotations

import unicodedata
from typing import Final

#: Letters that Unicode does not take apart, as a keyboard without them writes them.
_PLAIN: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
#: Before it there is no mark.
_FIRST_MARK: Final = "\u0300"


def folded(text: str) -> str:
    """The text in small letters without accents: "Muñoz" and "MUNOZ" become "munoz"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)
    return "".join(letter for letter in apart if letter < _FIRST_MARK or unicodedata.category(letter)[0] != "M")
