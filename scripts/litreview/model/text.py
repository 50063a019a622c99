"""Text with structure: what a title or an abstract says, free of any markup language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag, auto
from typing import Final

#: What XML 1.0 cannot hold at all (section 2.2), and the control characters that it advises against.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def without_control(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


class Mark(Flag):
    """How a run of text is set. `NOCASE` protects its capitals; `MATH` holds TeX source without the dollars."""

    NONE = 0
    ITALIC = auto()
    BOLD = auto()
    SUP = auto()
    SUB = auto()
    SMALLCAPS = auto()
    NOCASE = auto()
    MATH = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is set in one way."""

    text: str
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Text:
    """A sequence of runs; empty text is false. `str()` gives the words without their setting."""

    runs: tuple[Run, ...] = ()

    def __str__(self) -> str:
        if len(self.runs) == 1:
            return self.runs[0].text
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        runs = self.runs
        return bool(runs) and (bool(runs[0].text) or any(run.text for run in runs))

    @classmethod
    def plain(cls, text: str) -> Text:
        """Text without any setting."""
        return cls((Run(text),)) if text else cls()

    @classmethod
    def join(cls, parts: Iterable[Text], separator: str = "") -> Text:
        """The parts one after another with `separator` between them."""
        parts = [*parts]
        if len(parts) == 1:
            return parts[0]
        runs: list[Run] = []
        for index, part in enumerate(parts):
            if index and separator:
                runs.append(Run(separator))
            runs.extend(part.runs)
        return cls(merge_runs(runs))


def merge_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours that are set alike become one run; empty runs go."""
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        # Two formulas side by side stay two formulas.
        if merged and merged[-1].mark == run.mark and Mark.MATH not in run.mark:
            merged[-1] = Run(merged[-1].text + run.text, run.mark)
        else:
            merged.append(run)
    return tuple(merged)
