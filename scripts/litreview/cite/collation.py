"""The order of words in lists of references: letter after letter, as readers look them up."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.folding import folded

_ARTICLE: Final = re.compile(r"\A\W*(?:an?|the)\s+(?=\w)", re.IGNORECASE)
_NO_WORD: Final = re.compile(r"[\W_]+")


def collated(text: str) -> str:
    """What a text is sorted by: its words in small letters, without accents, apostrophes and punctuation."""
    return _NO_WORD.sub(" ", folded(text).replace("'", "").replace("’", "")).strip()


def collated_title(title: str) -> str:
    """What a title is sorted by: its words, the article before them apart."""
    return collated(_ARTICLE.sub("", title))
