"""How large a value is that a template makes, and how large it may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NoReturn

from jinja2 import TemplateRuntimeError
from jinja2.environment import TemplateModule
from jinja2.utils import Namespace

#: Characters of one value.
LONGEST: Final = 20_000_000
#: What a value counts that is no text: about the memory that it takes in a list.
VALUE: Final = 20
#: How deep lists may hold one another, and how many bits a number has.
_DEEPEST: Final = 50
_BITS: Final = 10_000
#: What a number prints as in a format: the greatest has 309 digits before its point, and the form may say 999 behind.
_PRINTED: Final = 1_400


class LimitError(TemplateRuntimeError):
    """A template asks for more than one rendering may have."""


def weighed(value: object) -> tuple[int, int]:
    """How large a value is, all that it holds counted as often as it holds it, and how many values that are.

    Raises:
        LimitError: It is too large, or lists in it hold lists for ever.
    """
    if isinstance(value, str):
        not_too_long(len(value))
        return len(value), 1
    size = looked = 0
    left: list[tuple[object, int]] = [(value, 0)]
    while left:
        item, depth = left.pop()
        looked += 1
        size += len(item) if isinstance(item, str) else VALUE
        held = _held(item)
        if held is None:
            continue
        if depth > _DEEPEST:
            raise LimitError(f"this holds lists in lists more than {_DEEPEST} deep")
        not_too_long(size + VALUE * len(held))
        left.extend((inner, depth + 1) for inner in held)
    not_too_long(size)
    return size, looked


def _held(value: object) -> Sequence[object] | None:
    """What a value holds that a template may have built; None for one that holds nothing."""
    if isinstance(value, TemplateModule):
        raise LimitError("an imported template is no value: name a macro of it")
    if isinstance(value, Namespace):
        value = getattr(value, "_Namespace__attrs")  # noqa: B009 (a plain access would be mangled)
    if isinstance(value, dict):
        return [*value, *value.values()]
    return [*value] if isinstance(value, list | tuple | set | frozenset) else None


def formatted(text: str, mark: str, values: Iterable[object]) -> None:
    """See to it that a format, whose fields begin with `mark`, does not make too much of texts and numbers.

    Raises:
        LimitError: It may, or it is given something else.
    """
    size = _PRINTED
    for value in values:
        if not isinstance(value, str | int | float):
            raise LimitError("a format takes texts and numbers here")
        size += len(value) if isinstance(value, str) else _PRINTED
    not_too_long(len(text) + text.count(mark) * size)


def few_bits(bits: int) -> None:
    """See to it that a number can be reckoned with."""
    if bits > _BITS:
        raise LimitError("this gives too large a number")


def not_too_long(size: int) -> None:
    """See to it that a value is not too large."""
    if size > LONGEST:
        too_long()


def too_long() -> NoReturn:
    """Refuse a value that is too large, or that may be."""
    raise LimitError(f"this gives a text or a list of more than {LONGEST:,} characters, or may do so")
