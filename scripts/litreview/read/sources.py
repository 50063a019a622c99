"""What a reader of bibliographies takes and gives."""

from __future__ import annotations

from dataclasses import dataclass

from litreview.model.diagnostics import Diagnostic
from litreview.model.reference import Reference


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it came from the disk: its path relative to the project (forward slashes) and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Bibliography:
    """References in the order of their files, no key twice, and what is to be said about the files."""

    references: tuple[Reference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
