"""The order of words in lists of references: letter after letter, as readers look them up."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.folding import folded

#: The articles that lists pass over at the beginning of a title, by its language.
_ARTICLES: Final = {
    "en": r"(?:an?|the)\s+",
    "de": r"(?:der|die|das|ein|eine)\s+",
    "fr": r"(?:(?:les?|la|une?|des)\s+|l['’]\s*)",
    "es": r"(?:el|las?|los|una?)\s+",
    "it": r"(?:(?:il|lo|la|i|gli|le|una?|uno)\s+|(?:l|un)['’]\s*)",
}
_ARTICLE: Final = {
    language: re.compile(rf"\A\W*{article}(?=\w)", re.IGNORECASE) for language, article in _ARTICLES.items()
}
_NO_WORD: Final = re.compile(r"[\W_]+")


def collated(text: str) -> str:
    """What a text is sorted by: its words in small letters, without accents, apostrophes and punctuation."""
    return _NO_WORD.sub(" ", folded(text).replace("'", "").replace("’", "")).strip()


def collated_title(title: str, language: object = "") -> str:
    """What a title is sorted by: its words, the article of its language (BCP 47) before them apart."""
    article = _ARTICLE.get(str(language)[:2].lower() or "en")
    return collated(article.sub("", title) if article else title)
