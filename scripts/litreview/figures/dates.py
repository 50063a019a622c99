"""Dates as the pages print them."""

from __future__ import annotations

from typing import Final

from litreview.figures.words import Words
from litreview.model.dates import Date

#: As MEDLINE has them, in whatever language a review is.
_MEDLINE: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def year_first(date: Date) -> str:
    """As MEDLINE prints a date of publication: 2024 May 1, 2024 May or 2024."""
    if not date.start:
        return date.literal
    year, *rest = date.start
    parts = [str(year)]
    if rest:
        parts.append(_MEDLINE[rest[0] - 1])
    parts.extend(str(day) for day in rest[1:])
    return " ".join(parts)


def in_words(date: Date, words: Words) -> str:
    """As running text has it in the language of these words: 1 May 2024, May 2024 or 2024, and ranges of them."""
    if not date.start:
        return date.literal
    start = _one(date.start, date.season, words)
    if date.end:
        return words("date_range", start=start, end=_one(date.end, 0, words))
    return words("date_since", start=start) if date.open_end else start


def _one(parts: tuple[int, ...], season: int, words: Words) -> str:
    year, *rest = parts
    if rest:
        month = words("months").split(", ")[rest[0] - 1]
        if len(rest) == 1:
            return words("date_month", month=month, year=year)
        day = rest[1]
        return words("date_first_day" if day == 1 else "date_day", day=day, month=month, year=year)
    if season:
        return words("date_month", month=words("seasons").split(", ")[season - 1], year=year)
    return str(year)


def iso(date: Date) -> str:
    """A date in ISO 8601: 2024-05-01, 2024-05 or 2024."""
    return "-".join([f"{date.start[0]:04d}", *(f"{part:02d}" for part in date.start[1:])]) if date.start else ""
