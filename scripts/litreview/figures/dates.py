"""Dates as the pages print them."""

from __future__ import annotations

from litreview.model.dates import Date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")


def year_first(date: Date) -> str:
    """As MEDLINE prints a date of publication: 2024 May 1, 2024 May or 2024."""
    if not date.start:
        return date.literal
    year, *rest = date.start
    parts = [str(year)]
    if rest:
        parts.append(_MONTHS[rest[0] - 1][:3])
    parts.extend(str(day) for day in rest[1:])
    return " ".join(parts)


def in_words(date: Date) -> str:
    """As running text has it: 1 May 2024, May 2024 or 2024; a range with an en dash."""
    if not date.start:
        return date.literal
    start = _one(date.start, date.season)
    if date.end:
        return f"{start} – {_one(date.end, 0)}"
    return f"{start} –" if date.open_end else start


def _one(parts: tuple[int, ...], season: int) -> str:
    year, *rest = parts
    shown = [str(day) for day in rest[1:]]
    if rest:
        shown.append(_MONTHS[rest[0] - 1])
    elif season:
        shown.append(_SEASONS[season])
    return " ".join([*shown, str(year)])


def iso(date: Date) -> str:
    """A date in ISO 8601: 2024-05-01, 2024-05 or 2024."""
    return "-".join([f"{date.start[0]:04d}", *(f"{part:02d}" for part in date.start[1:])]) if date.start else ""
