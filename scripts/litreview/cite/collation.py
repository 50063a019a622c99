"""The order of words in lists of references: letter after letter, as readers look them up."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ARTICLE: Final = re.compile(r"\A\W*(?:an?|the)\s+(?=\w)", re.IGNORECASE)
_NO_WORD: Final = re.compile(r"[\W_]+")
#: Letters that Unicode does not take apart.
_PLAIN: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def collated(text: str) -> str:
    """What a text is sorted by: its words in small letters, without accents, apostrophes and punctuation."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
        text = "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
    return _NO_WORD.sub(" ", text.replace("'", "").replace("’", "")).strip().casefold()


def collated_title(title: str) -> str:
    """What a title is sorted by: its words, the article before them apart."""
    return collated(_ARTICLE.sub("", title))
