"""Titles in title case and in sentence case; protected runs and formulas keep their letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from litreview.cite.styles.values import GivenText, TextValue
from litreview.model.text import Mark, Run, Text
from litreview.model.titles.english import is_latin, signed

#: Articles, conjunctions and short prepositions, which title case leaves small.
SMALL: Final = frozenset(
    """
    a an and as at but by ca de down et for from in into nor of on onto or over so the till to up van via von
    vs with yet
    """.split()
)
#: What CSL's processors leave small beside these.
_SMALL_IN_CSL: Final = frozenset(("about",))
_NEVER_CAPITAL: Final = frozenset("a an and as at but by for in nor of on or the to".split())
#: Prepositions that are nothing else: no adverb, as "up" is, whose capital its author may mean.
PREPOSITIONS: Final = frozenset(
    """
    about against alongside amid among amongst beneath beside between despite during from into onto toward towards
    underneath upon versus with within without
    """.split()
)
_NO_WORDS: Final[frozenset[str]] = frozenset()
_PLAIN: Final[Mark] = Mark.NONE
_NOCASE: Final[Mark] = Mark.NOCASE
_KEPT: Final = Mark.NOCASE | Mark.MATH | Mark.SMALLCAPS | Mark.SUP | Mark.SUB
#: TeX in plain text, which CSL-JSON has no mark for.
_FORMULA: Final = re.compile(r"\$[^$]+\$")
#: Words with what joins letters inside them: apostrophes, dots, accents (in TeX too), soft hyphens, undecoded letters.
_WORD: Final = re.compile(r"[^\W_](?:(?:[’'\".&@\u00ad\ufffd]|\\.){0,20}+[\w\u0300-\u036f])*+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: One letter that is no word: symbols ("p-type", "vitamin a"), abbreviations ("u.s."), elision ("l’interprétation").
_ONE_LETTER: Final = re.compile(r"[^\W\d_](?:\Z|[.’'\"][^\W\d_])")
#: What opens a new sentence or subtitle, so that the word behind it is capitalised even if small.
_OPENER: Final = re.compile(r"[:?!]\s*[“‘\"'(\[]*$|\.\s+[“‘\"'(\[]*$")


def title_case(
    value: object, language: object = "", small: frozenset[str] = SMALL, lowered: frozenset[str] = frozenset()
) -> object:
    """The value in title case if its language is English (or not said): small words small, all others capitalised.

    Words with a capital inside stay as they are. Of `small` words that the title has with a capital, articles and the
    like become small in any case, and `lowered` ones.
    """
    if not isinstance(value, TextValue) or not _has_title_case(value.words, language):
        return value
    if isinstance(value, GivenText):
        small, lowered = small | _SMALL_IN_CSL, _NO_WORDS
    if len(value.runs) == 1 and value.runs[0].mark is _NOCASE:
        # Braces round the whole of a title, as Mendeley and Web of Science write them, protect nothing in it.
        return TextValue.plain(_changed_letters(value.words, _title_words, small, lowered))
    return _changed(value, _title_words, small, lowered)


def in_title_case(text: Text, language: object = "") -> Text:
    """A text of the model in title case, as `title_case` has it."""
    cased = title_case(TextValue(text), language)
    return Text(cased.runs) or Text.plain(cased.words) if isinstance(cased, TextValue) else text


def sentence_case(value: object) -> object:
    """The value with a capital at its start and after a colon, and small letters elsewhere.

    Words in capitals alone and words with a capital inside ("CAR", "mRNA") stay as they are.
    """
    if not isinstance(value, TextValue):
        return value
    return _changed(value, _sentence_words)


def capitalize_first(value: object) -> object:
    """The value with a capital as its first letter, unless its first word has one inside ("iwCLL", "mRNA")."""
    if isinstance(value, str):
        return _with_capital(value.strip())
    if not isinstance(value, TextValue):
        return value
    if not value.runs:
        return TextValue.plain(_with_capital(value.words))
    first, *rest = value.runs
    if first.mark is not _PLAIN and first.mark & _KEPT:
        return value
    return TextValue(Text((Run(_with_capital(first.text), first.mark), *rest)))


def _with_capital(text: str) -> str:
    word = _LETTERS.match(text)
    return text if word and not word[0].islower() else text[:1].upper() + text[1:]


def lower_first(value: str) -> str:
    """Words with a small first letter, unless a capital follows it ("DNA test")."""
    value = value.strip()
    return value if value[1:2].isupper() else value[:1].lower() + value[1:]


def _has_title_case(text: str, language: object) -> bool:
    """Whether a text can be in title case: what is English, or does not say what it is, in Latin letters."""
    return str(language)[:2].lower() in ("", "en") and is_latin(text)


_Change = Callable[[str, frozenset[str], frozenset[str]], Iterator[tuple[int, int, str]]]


def _changed(
    value: TextValue, change: _Change, small: frozenset[str] = _NO_WORDS, lowered: frozenset[str] = _NO_WORDS
) -> TextValue:
    """The value with the words that `change` gives as (start, end, word), except inside protected runs."""
    letters = _changed_letters(value.words, change, small, lowered)
    if not value.runs:
        return TextValue.plain(letters)
    runs: list[Run] = []
    place = 0
    for run in value.runs:
        end = place + len(run.text)
        kept = run.mark is not _PLAIN and run.mark & _KEPT
        runs.append(run if kept else Run(letters[place:end], run.mark))
        place = end
    return TextValue(Text(tuple(runs)))


@lru_cache(maxsize=4096)
def _changed_letters(whole: str, change: _Change, small: frozenset[str], lowered: frozenset[str]) -> str:
    """The text with the words that `change` gives, except in formulas and signs; as many letters as before."""
    letters = list(whole)
    kept = signed(whole)
    if "$" in whole:
        kept += [match.span() for match in _FORMULA.finditer(whole)]
    for start, end, word in change(whole, small, lowered):
        # A capital of two letters ("ß") would move everything behind it.
        if len(word) == end - start and not (kept and _overlap(start, end, kept)):
            letters[start:end] = word
    return "".join(letters)


def _overlap(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)


def _opens(between: str) -> bool:
    """Whether what stands between two words ends a sentence or title, so that the second opens another."""
    return between != " " and _OPENER.search(between) is not None


def _title_words(text: str, small: frozenset[str], lowered: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    words = list(_WORD.finditer(text))
    for index, match in enumerate(words):
        word = match.group()
        first = index == 0 or _opens(text[words[index - 1].end() : match.start()])
        last = index == len(words) - 1
        if not word.islower():
            # "The Curse Of Dimensionality": what no manual has with a capital in the middle of a title.
            plain = word[0].lower() + word[1:]
            if (plain in _NEVER_CAPITAL or plain in lowered) and not first and _within_words(text, *match.span()):
                yield match.start(), match.end(), plain
            continue
        # "Within-subject" is no preposition, "on-line" keeps its own.
        compound = text[match.end() : match.end() + 1] == "-"
        stays = _ONE_LETTER.match(word) or (not last and word in (small & SMALL if compound else small))
        if first or not stays:
            yield match.start(), match.end(), word[0].upper() + word[1:]


def _within_words(text: str, start: int, end: int) -> bool:
    """Whether spaces alone part a word from others; a dash may open a subtitle."""
    before = text[:start]
    return before.endswith(" ") and text[end : end + 1] == " " and not before.rstrip().endswith(("–", "—", "-"))


def _sentence_words(text: str, _small: frozenset[str], _lowered: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    end = 0
    for index, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        first = index == 0 or _opens(text[end : match.start()])
        end = match.end()
        if first:
            yield match.start(), match.end(), word[0].upper() + word[1:]
        elif word[1:].islower() or word == "A":
            yield match.start(), match.end(), word.lower()
