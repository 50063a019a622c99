"""What has been made, by what it was made of: for a preview, which makes almost the same again after each edit."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

_Made = TypeVar("_Made")


class Remember(Protocol):
    """Makes something, or gives what is known of it."""

    def __call__(self, name: Hashable, inputs: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """What `make` gives, which depends on `inputs` alone.

        Args:
            name: What it is: the same in each build of a preview.
            inputs: All that it is made of. Values that are the same object are equal at once.
            make: Makes it.
        """


def make_anew(name: Hashable, inputs: tuple[object, ...], make: Callable[[], _Made]) -> _Made:  # noqa: ARG001 - Remember's interface
    """For what is built once: nothing is remembered."""
    return make()


class Memo:
    """Remembers what one build has made until the next has made the same."""

    def __init__(self) -> None:
        self._last: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[object, ...], Any]] = {}

    def __call__(self, name: Hashable, inputs: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """See `Remember`."""
        known = self._now.get(name) or self._last.get(name)
        if known is None or known[0] != inputs:
            known = inputs, make()
        self._now[name] = known
        made: _Made = known[1]
        return made

    def turn(self) -> None:
        """A build begins: what the last one did not ask for is forgotten."""
        self._last, self._now = self._now, {}
