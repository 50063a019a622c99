"""Dates as styles print them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from markupsafe import Markup

from litreview.cite.styles.values import held, safe
from litreview.model.dates import Date

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ABBREVIATED: Final = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")
_TOKEN: Final = re.compile(r"\{(year|month|month\.|mon|mon\.|day|day0)\}")
#: What stands behind a year before the common era, and behind an early year of it.
ERAS: Final = ("BC", "AD")


class Words(NamedTuple):
    """What a style says beside the numbers of a date: the eras, and the end of a range that goes on ("present")."""

    before_era: str = ERAS[0]
    era: str = ERAS[1]
    open_end: str = ""


_WORDS: Final = Words()
#: Years with fewer digits say on which side of the era they are.
_FIRST_PLAIN_YEAR: Final = 1000
#: Which part of a date tuple a token prints.
_LEVEL: Final = {"year": 0, "month": 1, "month.": 1, "mon": 1, "mon.": 1, "day": 2, "day0": 2}


def format_date(date: object, pattern: str, suffix: str = "", words: Words = _WORDS) -> Markup:
    """A date as HTML, by a pattern such as "{month} {day}, {year}".

    The tokens: `{year}`; `{month}` March, `{month.}` Mar. but June, `{mon}` Mar, `{mon.}` Mar. and Jun.; `{day}`, and
    `{day0}` with two digits. What stands behind a token is printed only where another part of the date follows.
    A season takes the place of the month. `suffix` follows the year (2001a); `words` are the style's.
    """
    if not isinstance(date, Date) or not date:
        return Markup()
    if date.end or date.season or date.open_end or date.literal or date.inferred:
        return _formatted(date, pattern, suffix, words)
    return _plain(date.start, pattern, suffix, words)


@lru_cache(maxsize=4096)
def _plain(start: tuple[int, ...], pattern: str, suffix: str, words: Words) -> Markup:
    """A single date that says no more than when; most are such, and a tuple is sooner found again than a date."""
    return _formatted(Date(start), pattern, suffix, words)


def _formatted(date: Date, pattern: str, suffix: str, words: Words) -> Markup:
    if not date.start or (date.literal and not date.inferred):
        return safe(held(date.literal + (f"-{suffix}" if suffix else "")))
    return safe(held(_range(date, _tokens(pattern), suffix, words)))


@lru_cache(maxsize=64)
def _tokens(pattern: str) -> tuple[tuple[str, str], ...]:
    parts = _TOKEN.split(pattern)
    return tuple(zip(parts[1::2], parts[2::2], strict=True))


def _range(date: Date, tokens: tuple[tuple[str, str], ...], suffix: str, words: Words) -> str:
    tokens = tuple(token for token in tokens if _part(date, date.start, token[0], suffix, words))
    if not date.end:
        row = _row(date, date.start, tokens, suffix, words)
        return f"{row}–{words.open_end}" if row and date.open_end else row
    shown = {_LEVEL[name] for name, _ in tokens}
    differs = next(
        (level for level in range(3) if level in shown and date.start[level:][:1] != date.end[level:][:1]), None
    )
    if differs is None and date.end_season not in (0, date.season) and 1 in shown:
        differs = 1
    if differs is None:
        return _row(date, date.start, tokens, suffix, words)
    # What both ends share is printed once; from the first part that differs on, all smaller parts come with it.
    inside = [index for index, (name, _) in enumerate(tokens) if _LEVEL[name] >= differs]
    first, last = (0, len(tokens) - 1) if differs == 0 else (inside[0], inside[-1])
    middle = tokens[first : last + 1]
    start = _row(date, date.start, middle, "", words)
    end = _row(date, date.end, middle, suffix if last == len(tokens) - 1 else "", words)
    before = "".join(_part(date, date.start, name, "", words) + glue for name, glue in tokens[:first])
    after = (
        tokens[last][1] + _row(date, date.start, tokens[last + 1 :], suffix, words) if last + 1 < len(tokens) else ""
    )
    return f"{before}{start}–{end}{after}"


def _row(date: Date, side: tuple[int, ...], tokens: tuple[tuple[str, str], ...], suffix: str, words: Words) -> str:
    printed = [(text, glue) for name, glue in tokens if (text := _part(date, side, name, suffix, words))]
    if not printed:
        return ""
    return "".join(text + glue for text, glue in printed[:-1]) + printed[-1][0]


def _part(date: Date, side: tuple[int, ...], name: str, suffix: str, words: Words) -> str:
    level = _LEVEL[name]
    if level == 0:
        year = f"{year_text(side[0], words)}{suffix}"
        return f"[{year}]" if date.inferred else year
    if len(side) <= level:
        season = date.end_season if side is date.end and date.end_season else date.season
        return _SEASONS[season - 1] if level == 1 and season else ""
    return _NUMBERS[name](side[level])


def _dotted(month: int) -> str:
    short = _MONTHS[month - 1][:3]
    return short if short == _MONTHS[month - 1] else f"{short}."


_NUMBERS: Final[Mapping[str, Callable[[int], str]]] = {
    "day": str,
    "day0": "{:02}".format,
    "month": lambda month: _MONTHS[month - 1],
    "month.": lambda month: _ABBREVIATED[month - 1],
    "mon": lambda month: _MONTHS[month - 1][:3],
    "mon.": _dotted,
}


def year_text(year: int, words: Words = _WORDS) -> str:
    """An astronomical year as it is printed: 2001, 385 AD, 44 BC (for -43), with what the style calls the eras."""
    if year < 1:
        return f"{1 - year} {words.before_era}"
    return str(year) if year >= _FIRST_PLAIN_YEAR else f"{year} {words.era}"
