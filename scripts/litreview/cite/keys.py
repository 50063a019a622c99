"""Citation keys as authors write them, and the keys that the bibliography has."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from types import MappingProxyType
from typing import Final

#: How alike two keys must be for one to be proposed for the other, and how many are compared in full.
_ALIKE: Final = 0.6
_COMPARED: Final = 30
_PROPOSED: Final = 3


class Keys:
    """The keys of a bibliography."""

    def __init__(self, keys: Collection[str], aliases: Mapping[str, str] = MappingProxyType({})) -> None:
        self._keys = keys
        self._aliases = aliases
        self._composed = {unicodedata.normalize("NFC", key): key for key in reversed(list(keys))}

    def resolve(self, written: str) -> str | None:
        """The key that is meant: the same one, one that it is another name of, or the same in another Unicode form."""
        if written in self._keys:
            return written
        if written in self._aliases:
            return self._aliases[written]
        return self._composed.get(unicodedata.normalize("NFC", written))

    def nearest(self, written: str) -> tuple[str, ...]:
        """The keys most like an unknown one, best first."""
        shared: Counter[str] = Counter()
        for piece in _pieces(written):
            shared.update(self._by_piece.get(piece, ()))
        matcher = SequenceMatcher(b=written.casefold(), autojunk=False)
        rated = []
        for key, _ in shared.most_common(_COMPARED):
            matcher.set_seq1(key.casefold())
            rated.append((-matcher.ratio(), key))
        return tuple(key for rating, key in sorted(rated) if -rating >= _ALIKE)[:_PROPOSED]

    @cached_property
    def _by_piece(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            for piece in _pieces(key):
                index[piece].append(key)
        return index


def _pieces(key: str) -> set[str]:
    """Neighbouring letters of a key, its beginning and end marked."""
    marked = f" {key.casefold()} "
    return {marked[start : start + 3] for start in range(len(marked) - 2)} | {marked[:2]}
