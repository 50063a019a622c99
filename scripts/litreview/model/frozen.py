"""The empty mapping that frozen values start with, and mappings without what says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


def nothing() -> Mapping[Any, Any]:
    """An empty, read-only mapping; a factory, since Python 3.11 takes no unhashable value as a field's default."""
    return _NOTHING


def says_nothing(value: object) -> bool:
    """Whether a value is empty; a zero and a "no" are not."""
    return value is None or (not value and not isinstance(value, int | float))


def full(values: Mapping[str, Any]) -> dict[str, Any]:
    """An object without the members that say nothing."""
    return {name: value for name, value in values.items() if not says_nothing(value)}
