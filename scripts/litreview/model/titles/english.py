"""Whether a title is English: by the language that its entry names, else by its script and its small words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'](?=[^\W\d_]))?")
_ENGLISH: Final = frozenset(
    """
    the of and for with from by is are was were not its their this that what how why when which who after before
    between during among versus through under into using based to as at it can does or than has have be our we you your
    """.split()
)
#: Words of other languages that are no words of English titles.
_FOREIGN: Final = frozenset(
    """
    der und des dem den eine einer eines einem für von vom zur zum mit über bei auf aus nach zwischen durch ist im
    le les du et une dans pour sur aux avec chez l’ l' d’ d' qu’ qu' sous entre
    de el los las del y una un para por con sobre como
    il lo gli della delle dello degli dei dal dalla dai dagli alla alle nel nella nelle e di per sul
    sulla dell’ dell' nell’ nell'
    os da dos uma em na nos nas ao
    het een van voor aan bij naar
    och av för till med på ett som og til af
    w na z oraz dla nad przy
    """.split()
)
#: Where "de" is Latin, or of a name.
_LATIN_DE: Final = re.compile(
    r"\bde (?:novo|facto|jure|Sitter|Broglie|Bruijn|Rham|Finetti|Morgan|Moivre|Gaulle)\b", re.IGNORECASE
)
#: Those that also begin names in English titles: "Los Angeles", "El Niño", "La Jolla", "Van Gogh", "E. coli".
_OF_NAMES: Final = frozenset("de el los las le les du il un van von y e w z na da con per os".split())

#: What begins with a sign ("#metoo", ".NET", "/r/science") or looks like markup ("<b>", "c.35G>A", "&lt;"), as a whole.
_SIGNED: Final = re.compile(
    r"(?<!\S)[“‘\"'(\[]*+(?:\.?[#@*%+=~^|\\/<{&](?=\S)\S*+|\.(?=\w)\S*+|[^\s<>&]*+(?:[<>]|&\w++;)\S*+)"
)


def signed(text: str) -> list[tuple[int, int]]:
    """Where a text has what is no plain word, and keeps its letters in any case of titles."""
    return [match.span() for match in _SIGNED.finditer(text)]


def is_english(text: str, language: object = "") -> bool:
    """Whether a title is English, or may be: what nothing speaks against is taken for English.

    Args:
        text: The title.
        language: The language that its entry names (BCP 47), or nothing.
    """
    named = str(language)[:3].lower()
    return named[:2] == "en" if named.strip() else _may_be_english(text)


@lru_cache(maxsize=4096)
def _may_be_english(text: str) -> bool:
    if not is_latin(text):
        return False
    words = _WORD.findall(text)
    small = [word for word in words[1:] if word[0].islower()]
    if any(word.lower() in _ENGLISH for word in words):
        return sum(word in _FOREIGN and word not in _ENGLISH for word in small) <= sum(
            w.lower() in _ENGLISH for w in words
        )
    certain = sum(word in _FOREIGN for word in small) - len(_LATIN_DE.findall(text))
    opening = bool(words) and words[0].lower() in _FOREIGN - _OF_NAMES
    return not (certain > 0 or opening)


def is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin ones; a text without letters passes."""
    if text.isascii():
        return True
    letters = [char for char in text if char.isalpha()]
    latin = sum(char.isascii() or unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return 2 * latin >= len(letters)
