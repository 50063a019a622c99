"""Data files as scripts: a page opened from a disk may load those, and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from typing import Any, Final, TypeVar

from litreview.figures.html import script_literal

FOLDER: Final = "references/data"
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_Item = TypeVar("_Item")


def path_of(name: str) -> str:
    """Where the data file of that name stands in the site."""
    return f"{FOLDER}/{name}.js"


def script(version: str, name: str, value: Any) -> bytes:  # noqa: ANN401 - what JSON can hold
    """A data file: a call that hands over the value, with the version that its numbers count by."""
    call = f"litreview.receive({json.dumps(version)},{json.dumps(name)},{script_literal(value)});\n"
    return call.encode("utf-8", "replace")


def chunks(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """The items in pieces of `size`."""
    return takewhile(bool, (items[start : start + size] for start in count(0, size)))


def base36(number: int) -> str:
    """A whole number from 0 on with digits and letters."""
    return _SMALL[number] if number < len(_SMALL) else base36(number // 36) + _DIGITS[number % 36]


def gaps(numbers: Sequence[int], separator: str) -> str:
    """Rising numbers, each as what it is more than the one before."""
    if len(numbers) == 1:
        return base36(numbers[0])
    written = [base36(after - before) for before, after in zip((0, *numbers), numbers, strict=False)]
    return separator.join(written)


_SMALL: Final = [(a + b + c).lstrip("0") or "0" for a in _DIGITS for b in _DIGITS for c in _DIGITS]
