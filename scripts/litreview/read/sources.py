"""What a reader of bibliographies takes and gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from litreview.model.diagnostics import Diagnostic
from litreview.model.reference import Reference, SourceField


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


def _all_used(_reference: Reference, _one: SourceField) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """A bibliography format that is read: what its files look like, how they are called, and who reads them.

    `is_used` says whether something of a reference is made of one of its fields; what is not, another format cannot
    have.
    """

    name: str
    label: str
    looks: re.Pattern[str]
    endings: tuple[str, ...]
    read: Callable[[SourceFile], Bibliography]
    is_used: Callable[[Reference, SourceField], bool] = _all_used
