"""Guesses at what a misspelt name means."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from typing import Final

_GUESSES: Final = 3
#: Names further apart than this share too little to be a slip of the same word.
_LIKENESS: Final = 0.7
#: Close comparison is slow, so of thousands of names only those that share most pairs of letters are compared.
_COMPARED: Final = 20
_REMEMBERED: Final = 50_000


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the known names that are most like `name`, the best first; capitals do not count."""
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
    wanted = name.casefold()
    pairs = _pairs(wanted)
    likely = nlargest(_COMPARED, folded, key=lambda one: len(pairs & _pairs(one)) / (len(pairs) + len(_pairs(one))))
    return tuple(folded[match] for match in get_close_matches(wanted, likely, _GUESSES, _LIKENESS))


def nearest_hint(name: str, known: Iterable[str]) -> str:
    """A hint such as "did you mean a or b?", or nothing where no known name is like it."""
    guesses = nearest(name, known)
    return f"did you mean {' or '.join(guesses)}?" if guesses else ""


@lru_cache(_REMEMBERED)
def _pairs(name: str) -> frozenset[str]:
    """The pairs of neighbouring letters, the ends of the name included."""
    ends = f" {name} "
    return frozenset(ends[index : index + 2] for index in range(len(ends) - 1))
