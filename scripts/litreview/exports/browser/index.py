"""The index behind the free text: in which references a word stands, in which of their fields, and where in them.

It is cut into pieces by the beginnings of words, so that a query loads a few of them. `words/N` gives for each word
the references by the set of fields that it stands in; `places/N`, which only phrases need, gives the word's places in
each of these references in the same order; `identifiers/N` gives references by a whole identifier or key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from litreview.exports.browser.parts import base36, gaps
from litreview.model.folding import folded
from litreview.model.reference import Reference
from litreview.pages.entry import container
from litreview.pages.words import words

#: The fields by their bit. The abstract comes first: its many places are the smallest numbers.
FIELDS: Final = ("abstract", "title", "author", "journal", "keyword", "note", "key")
#: A field's places begin at its bit times this; what stands behind it is not found by phrases.
_ROOM: Final = 8192
_IDENTIFIERS: Final = ("DOI", "PMID", "PMCID", "arXiv", "ISBN")
#: References for which one more piece is worth a file.
_PER_PIECE: Final = 160
#: Letters of a word that say in which piece it is.
_BEGINNING: Final = 3


def pieces(total: int) -> int:
    """Into how many pieces the index of so many references is cut: a power of two, so that it seldom changes."""
    return 1 << max(0, (total // _PER_PIECE).bit_length())


def place_of(text: str, number: int) -> int:
    """The piece, of so many, that holds a text; the scripts reckon the same."""
    digest = 7
    for letter in text:
        digest = (digest * 31 + ord(letter)) & 0xFFFFFFFF
    return digest % number


class Index:
    """The pieces of the index, of references in the site's order; all of it is made when the first is asked for."""

    def __init__(self, references: Sequence[Reference], number: int) -> None:
        self._references = references
        self._number = number

    def words(self, piece: int) -> Mapping[str, str]:
        """For each word the references by the set of fields that it stands in."""
        return self._words[0][piece]

    def places(self, piece: int) -> Mapping[str, str]:
        """For each word its places in each of these references, in the same order."""
        return self._words[1][piece]

    def identifiers(self, piece: int) -> Mapping[str, Sequence[int]]:
        """References by a whole identifier or key."""
        return self._identifiers[piece]

    @cached_property
    def _words(self) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        return word_pieces(map(_texts, self._references), self._number)

    @cached_property
    def _identifiers(self) -> list[dict[str, list[int]]]:
        return _identifier_pieces(self._references, self._number)


def word_pieces(items: Iterable[Sequence[str]], number: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The pieces `words` and `places` of an index.

    Args:
        items: What each field of an item says, in the order of FIELDS; items are counted from 0.
        number: How many pieces there are.
    """
    # Word → set of fields → the items, and the places in each.
    found: defaultdict[str, dict[int, tuple[list[int], list[str]]]] = defaultdict(dict)
    for index, texts in enumerate(items):
        places: dict[str, list[int]] = {}
        for bit, text in enumerate(texts):
            for place, word in enumerate(words(text)[:_ROOM], bit * _ROOM) if text else ():
                where = places.get(word)
                if where is None:
                    places[word] = [place]
                else:
                    where.append(place)
        for word, where in places.items():
            fields = 1 << where[0] // _ROOM
            for place in where[1:]:
                fields |= 1 << place // _ROOM
            by_fields = found[word]
            at = by_fields.get(fields)
            if at is None:
                at = by_fields[fields] = ([], [])
            at[0].append(index)
            at[1].append(gaps(where, "."))
    held: list[dict[str, str]] = [{} for _ in range(number)]
    placed: list[dict[str, str]] = [{} for _ in range(number)]
    for word in sorted(found):
        piece = place_of(word[:_BEGINNING], number)
        held[piece][word] = ";".join(f"{base36(f)} {gaps(at[0], ' ')}" for f, at in found[word].items())
        placed[piece][word] = ";".join(" ".join(at[1]) for at in found[word].values())
    return held, placed


def _texts(reference: Reference) -> tuple[str, ...]:
    """What each field says, in the order of FIELDS."""
    text = reference.text
    people = (name for names in reference.names.values() for name in names.names)
    return (
        str(text("abstract")),
        str(text("title")),
        # As they are read, and in lists: the initials make "Siddiqi T" two words that stand side by side.
        " ".join(f"{name.display} {name.initials}" for name in people),
        " ".join(dict.fromkeys((str(container(reference)), str(text("container-title-short"))))),
        " ".join(reference.keywords),
        " ".join((str(text("note")), str(text("publisher")), reference.unverified, *reference.notices.values())),
        reference.key,
    )


def _identifier_pieces(references: Sequence[Reference], number: int) -> list[dict[str, list[int]]]:
    held: list[dict[str, list[int]]] = [{} for _ in range(number)]
    for index, reference in enumerate(references):
        names = [reference.identifiers.get(kind, "") for kind in _IDENTIFIERS]
        for name in dict.fromkeys(folded(name) for name in (reference.key, *names) if name):
            held[place_of(name, number)].setdefault(name, []).append(index)
    return [dict(sorted(value.items())) for value in held]
