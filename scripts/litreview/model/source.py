"""Where a value stands in the author's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from litreview.model.frozen import nothing

#: A step of a path inside a record: a field's name or an index of a list.
Step = str | int


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: path relative to the project's folder with forward slashes, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a record and of each value inside it.

    `parts` maps paths inside the record, such as `("results", 0, "n")`, to places.
    """

    position: Position
    parts: Mapping[tuple[Step, ...], Position] = field(default_factory=nothing, compare=False)

    def at(self, *path: Step) -> Position:
        """The place of the value at `path`, or of the nearest enclosing value that has one."""
        for end in range(len(path), 0, -1):
            found = self.parts.get(path[:end])
            if found is not None:
                return found
        return self.position
