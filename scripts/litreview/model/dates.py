"""Dates as precise as their source, after EDTF (ISO 8601-2) levels 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range of dates.

    `start` and `end` hold (year), (year, month) or (year, month, day); astronomical years, so 0 is 1 BCE.
    A range without `end` is a single date unless `open_end`. `season` is 1 (spring) to 4 (winter); of a range
    of seasons, `end_season` is the last one, and `end` its year.
    `literal` is what the source says where it says no date. `inferred` marks a year that the source does not print:
    it sorts and filters, and prints in brackets.
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    season: int = 0
    approximate: bool = False
    uncertain: bool = False
    open_end: bool = False
    literal: str = ""
    inferred: bool = False
    end_season: int = 0

    def __bool__(self) -> bool:
        return bool(self.start or self.literal)

    @property
    def year(self) -> int | None:
        """The (first) year, if one is known."""
        return self.start[0] if self.start else None
