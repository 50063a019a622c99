"""The empty mapping that frozen values start with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


def nothing() -> Mapping[Any, Any]:
    """An empty, read-only mapping; a factory, since Python 3.11 takes no unhashable value as a field's default."""
    return _NOTHING
