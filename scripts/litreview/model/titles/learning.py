"""What the sentences of a library show of words: which are names, and which are written small."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from sys import intern
from typing import Final

from litreview.model.memo import Remember, make_anew
from litreview.model.reference import Reference
from litreview.model.text import Text
from litreview.model.titles.capitals import stands_in_sentence_case
from litreview.model.titles.english import is_english
from litreview.model.titles.words import Words, is_hardly_a_name

#: Small words, and words with a capital in the middle of a sentence.
_SMALL: Final = re.compile(r"(?<![\w’'.-])[a-z]{2,}(?![\w’'])")
_INSIDE: Final = re.compile(r"(?<=[a-z,;)] )(?<!\. )[A-Z][^\W_]+(?![\w’'])")


@dataclass(frozen=True, slots=True)
class _Shown:
    """The words that some sentences show: those written small, and those with a capital inside a sentence."""

    small: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()


def words_of(references: Iterable[Reference], prose: Iterable[str] = (), remember: Remember = make_anew) -> Words:
    """What the references of a library, and other sentences of it, show.

    Args:
        references: The references: their titles that stand in sentence case, their abstracts and keywords count.
        prose: Other sentences.
        remember: Gives what is known of references that were there before. Where nothing new is shown, the words are
            the same object.
    """
    listed = tuple(references)
    titles = (remember(("words of title", one.key), (one.title,), partial(_of_title, one.title)) for one in listed)
    texts = (
        remember(("words of texts", one.key), said, partial(_of_texts, *said))
        for one in listed
        if any(said := (one.text("abstract"), one.keywords))
    )
    words = _together(chain(titles, texts, [_of_sentences(prose)]))
    return remember("words", (words,), lambda: words)


def _of_title(title: Text) -> _Shown:
    # Braces around the whole of a title, as some programs write them, say nothing of its case.
    plain = str(title)
    return _of_sentences([plain]) if is_english(plain) and stands_in_sentence_case(Text.plain(plain)) else _Shown()


def _of_texts(abstract: Text, keywords: Iterable[str]) -> _Shown:
    return _of_sentences((str(abstract), *keywords))


def _of_sentences(sentences: Iterable[str]) -> _Shown:
    small: list[str] = []
    capital: list[str] = []
    for text in sentences:
        small += map(intern, _SMALL.findall(text))
        capital += map(intern, _INSIDE.findall(text))
    return _Shown(tuple(small), tuple(capital))


def _together(shown: Iterable[_Shown]) -> Words:
    spelled: dict[str, str] = {}
    ordinary: set[str] = set()
    for one in shown:
        ordinary.update(one.small)
        for word in one.capital:
            spelled.setdefault(word.lower(), word)
    names = {
        small: word
        for small, word in spelled.items()
        if small not in ordinary and not (word.istitle() and is_hardly_a_name(small))
    }
    return Words(names, frozenset(ordinary))
