"""Titles in title case and in sentence case; protected runs and formulas keep their letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from litreview.cite.styles.values import TextValue
from litreview.model.text import Mark, Run, Text

#: Articles, conjunctions and short prepositions, which title case leaves small.
_SMALL: Final = frozenset(
    """
    a an and as at but by ca de down et for from in into nor of on onto or over so the till to up van via von vs
    with yet
    """.split()  # noqa: SIM905 (a list of words is read as words)
)
_PLAIN: Final[Mark] = Mark.NONE
_KEPT: Final = Mark.NOCASE | Mark.MATH | Mark.SMALLCAPS | Mark.SUP | Mark.SUB
#: TeX in plain text, which CSL-JSON has no mark for.
_FORMULA: Final = re.compile(r"\$[^$]+\$")
#: Words with what joins letters inside them: apostrophes, dots, and accents in TeX.
_WORD: Final = re.compile(r"[^\W_](?:(?:[\w’'.&@\u0300-\u036f]|\\.)*[\w\u0300-\u036f])?")
#: What opens a new sentence or subtitle, so that the word behind it is capitalised even if small.
_OPENER: Final = re.compile(r"[:?!—]\s*[“‘\"'(\[]*$|\.\s+[“‘\"'(\[]*$")


def title_case(value: object, language: object = "") -> object:
    """The value in title case if its language is English (or not said): small words small, all others capitalised.

    Words with a capital inside stay as they are.
    """
    if not isinstance(value, TextValue) or not _is_english(language):
        return value
    return TextValue(_changed(value.text, _title_words))


def sentence_case(value: object) -> object:
    """The value with a capital at its start and after a colon, and small letters elsewhere.

    Words in capitals alone and words with a capital inside ("CAR", "mRNA") stay as they are.
    """
    if not isinstance(value, TextValue):
        return value
    return TextValue(_changed(value.text, _sentence_words))


def capitalize_first(value: object) -> object:
    """The value with a capital as its first letter."""
    if isinstance(value, str):
        value = value.strip()
        return value[:1].upper() + value[1:]
    if not isinstance(value, TextValue) or not value:
        return value
    first, *rest = value.text.runs
    if first.mark is not _PLAIN and first.mark & _KEPT:
        return value
    return TextValue(Text((Run(first.text[:1].upper() + first.text[1:], first.mark), *rest)))


def lower_first(value: str) -> str:
    """Words with a small first letter, unless a capital follows it ("DNA test")."""
    value = value.strip()
    return value if value[1:2].isupper() else value[:1].lower() + value[1:]


def _is_english(language: object) -> bool:
    return str(language)[:2].lower() in ("", "en")


def _changed(text: Text, change: Callable[[str], Iterator[tuple[int, int, str]]]) -> Text:
    """The text with the words that `change` gives as (start, end, word), except inside protected runs."""
    letters = _changed_letters(str(text), change)
    runs: list[Run] = []
    place = 0
    for run in text.runs:
        end = place + len(run.text)
        kept = run.mark is not _PLAIN and run.mark & _KEPT
        runs.append(run if kept else Run(letters[place:end], run.mark))
        place = end
    return Text(tuple(runs))


@lru_cache(maxsize=4096)
def _changed_letters(whole: str, change: Callable[[str], Iterator[tuple[int, int, str]]]) -> str:
    """The text with the words that `change` gives, except inside formulas; as many letters as before."""
    letters = list(whole)
    formulas = [match.span() for match in _FORMULA.finditer(whole)] if "$" in whole else ()
    for start, end, word in change(whole):
        # A capital of two letters ("ß") would move everything behind it.
        if len(word) == end - start and not any(first < end and start < last for first, last in formulas):
            letters[start:end] = word
    return "".join(letters)


def _title_words(text: str) -> Iterator[tuple[int, int, str]]:
    words = list(_WORD.finditer(text))
    for index, match in enumerate(words):
        word = match.group()
        first = index == 0 or _OPENER.search(text[words[index - 1].end() : match.start()]) is not None
        inside = not first and index < len(words) - 1
        # Single letters ("p-type", "the r package") are symbols, except for the article.
        small = (word in _SMALL and inside) or (len(word) == 1 and word != "a")
        if word.islower() and not small:
            yield match.start(), match.end(), word[0].upper() + word[1:]


def _sentence_words(text: str) -> Iterator[tuple[int, int, str]]:
    end = 0
    for index, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        first = index == 0 or _OPENER.search(text[end : match.start()]) is not None
        end = match.end()
        if first:
            yield match.start(), match.end(), word[0].upper() + word[1:]
        elif word[1:].islower() or word == "A":
            yield match.start(), match.end(), word.lower()
