"""Files that are made when they are asked for, so that a large site never stands in memory whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

_Content = TypeVar("_Content")


class Made(Mapping[str, _Content]):
    """Contents by the path of their file; each is made anew each time that it is asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], _Content]]) -> None:
        self._makers = makers

    def __getitem__(self, path: str) -> _Content:
        return self._makers[path]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file; nothing is made."""
        return path in self._makers
