"""Findings about the author's files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from litreview.model.source import Position


class Severity(StrEnum):
    """How grave a finding is; only errors fail a build. `OFF` serves configuration alone."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, by which rule, and what to do about it."""

    severity: Severity
    rule: str
    position: Position
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return visible(f"{self.position}: {self.severity}: {clipped(self.message)}{clipped(hint)} [{self.rule}]")


#: A message repeats what an author wrote, which may be a whole abstract.
_LONGEST: Final = 400
_END: Final = 60


def clipped(text: str) -> str:
    """A text that a line can hold: of a longer one the beginning and the end."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - _END]} … {text[-_END:]}"


def visible(text: str) -> str:
    """One line without control characters: text of a .bib file must not steer the reader's terminal."""
    return "".join(char if char.isprintable() else " " if char.isspace() else ascii(char)[1:-1] for char in text)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings sorted by place, each one once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.position, d.rule, d.message)))
