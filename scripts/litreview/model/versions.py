"""The versions of a review that were released, and what each of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ChangeKind(Enum):
    """What became of something between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RETRACTED = "retracted"


class ChangedPart(Enum):
    """The parts of a review by which its changes are told, in the order in which readers want them."""

    ANSWERS = "answers"
    REFERENCES = "references"
    STUDIES = "studies"
    POOLED = "pooled"
    JUDGEMENTS = "judgements"
    SCREENING = "screening"
    EVIDENCE_MAP = "evidence_map"
    TEXT = "text"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class DataChange:
    """One thing that differs between two versions.

    `subject` says of what (a reference, a result of a study, a page), `field` which of its values; `old` and `new` are
    those values in words, empty where there is none.
    """

    part: ChangedPart
    kind: ChangeKind
    subject: str
    field: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedVersion:
    """A version that was released: its name, the day (ISO 8601), and what it changed of the one before."""

    name: str
    date: str
    title: str = ""
    previous: str = ""
    #: The author's own words on what it brought.
    text: str = ""
    changes: tuple[DataChange, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of its frozen copy in the site."""
        return f"v{self.name}"


def version_order(name: str) -> tuple[int, ...]:
    """The parts of a version's name as numbers: 1.10 comes after 1.9."""
    return tuple(int(part) for part in name.split("."))
