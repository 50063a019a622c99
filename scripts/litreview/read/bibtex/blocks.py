"""What stands in a BibTeX file before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Part:
    """A piece of a value: literal text, or the `name` of an abbreviation."""

    text: str
    offset: int
    is_name: bool = False


# A large file has hundreds of thousands of these, and to freeze one takes longer than to make it.
@dataclass(slots=True)
class Field:
    """A field as written: literal text, or pieces that are joined by `#`; `offset` is where its name begins."""

    name: str
    offset: int
    value: str | tuple[Part, ...]


@dataclass(slots=True)
class Entry:
    """An entry as written: its type and key in their own spelling; `offset` is that of its `@`."""

    type: str
    key: str
    offset: int
    fields: list[Field] = field(default_factory=list)


@dataclass(slots=True)
class Definition:
    """An `@string` definition."""

    field: Field


Block = Entry | Definition
