"""Dates as sources write them: EDTF (ISO 8601-2) levels 0 and 1, and the usual forms with the names of months."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from typing import Final

from litreview.model.dates import Date

_MONTHS: Final = (
    "january janvier januar enero gennaio janeiro",
    "february février fevrier februar febrero febbraio fevereiro",
    "march mars märz maerz marzo março",
    "april avril abril aprile",
    "may mai mayo maggio maio",
    "june juin juni junio giugno junho",
    "july juillet juli julio luglio julho",
    "august août aout agosto",
    "september septembre septiembre settembre setembro sept",
    "october octobre oktober octubre ottobre outubro okt",
    "november novembre noviembre novembro",
    "december décembre decembre dezember diciembre dicembre dezembro dez",
)
_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_MONTH_OF: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()} | {
    words[:3]: number for number, words in enumerate(_MONTHS, 1)
}
_SEASON_OF: Final = {name: number for number, name in enumerate(_SEASONS, 1)} | {"fall": 3}
_FIRST_SEASON_CODE: Final = 21
_LAST_SEASON_CODE: Final = 24
_YEAR_DIGITS: Final = 4
#: Longer than any date; longer text is what the source says, not a date.
_LONGEST: Final = 80

_EDTF: Final = re.compile(
    r"(?P<year>[Yy]-?\d{5,9}|-?\d{4}|\d{3}[Xu]|\d{2}(?:XX|uu))"
    r"(?:-(?P<month>\d\d|XX|uu)(?:-(?P<day>\d\d|XX|uu))?)?"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?P<mark>[?~%]?)"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SLASHED: Final = re.compile(r"(-?\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?/*")
_LOOSE: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
#: Dots stand in dates that begin with the day; slashes in both kinds, so that "03/04/2020" says nothing.
_DOTTED: Final = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_HYPHENED: Final = re.compile(
    r"(\d{1,2})-([^\W\d_]{3,9})-(\d{4})|([^\W\d_]{3,9})-(\d{4})|(\d{4})-([^\W\d_]{3,9})(?:-(\d{1,2}))?"
)
#: The time of a day that programs write behind a date.
_TIME: Final = re.compile(
    r"(?<=\d)(?: at)? \d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?(?: ?(?:UTC|GMT|Z|[+-]\d\d:?\d\d))?$", re.IGNORECASE
)
_OPEN: Final = frozenset(("", "..", "open", "unknown"))
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})/(\d{4})")
_ONLY_YEAR: Final = re.compile(r"(\d{4})/{2,}")
_YEARS: Final = re.compile(r"(\d{4})\s*(?:-{1,3}|[–—/])\s*(\d{4})")
_ABOUT: Final = re.compile(r"(?:c\.|ca\.?|circa|about)\s*", re.IGNORECASE)
_BEFORE_CHRIST: Final = re.compile(r"(\d{1,4})\s*(?:b\.?\s*c\.?(?:\s*e\.?)?)", re.IGNORECASE)
_ANNO_DOMINI: Final = re.compile(r"(?:a\.?d\.?\s*)?(\d{1,4})\s*(?:c\.?e\.?|a\.?d\.?)?", re.IGNORECASE)
_YEAR_IN_WORDS: Final = re.compile(r"(?<![\d.])(\d{4})(?![\d.])")
_SIDES: Final = re.compile(r"(?:(?<!\s)\s+)?(?:-{1,3}|[–—/&]|\bto\b|\band\b)\s*")
_DAYS: Final = re.compile(r"\A\s*+(\d{1,2})(?:\s*+-+\s*+(\d{1,2}))?\s*")
#: "November, December" is from the one to the other.
_MONTHS_LISTED: Final = re.compile(r"(?<=[^\W\d_])\.?\s*,\s*(?=[^\W\d_])")
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
_ORDINAL: Final = re.compile(r"(\d)(?:st|nd|rd|th)\b")


def parse_date(text: str) -> Date:
    """A date in EDTF, or as "12 May 2024", "2024 May-Jun", "Spring 2020", "c. 1850", "44 BC".

    What is no date is kept as `literal`; nothing is guessed, so "03/04/2020" stays as it is.
    """
    text = " ".join(text.split())
    if not text:
        return Date()
    if len(text) > _LONGEST:
        return Date(literal=text)
    bare = _TIME.sub("", text)
    return _edtf(bare) or _numeric(bare) or _worded(bare) or Date(literal=text)


def ris_date(value: str) -> Date:
    """A date as YYYY/MM/DD/other, where other may be a season or say more; else any date that sources write."""
    if len(value) == _YEAR_DIGITS and value.isascii() and value.isdecimal():
        return Date((int(value),))
    parts = [part.strip() for part in " ".join(value.split()).split("/")]
    if len(parts) == 1 or not re.fullmatch(r"\d{4}", parts[0]):
        return parse_date("/".join(parts))
    numbers = [part for part in parts[1:3] if part]
    other = " ".join(parts[3:]).strip()
    date = parse_date("-".join((parts[0], *(part.zfill(2) for part in numbers))))
    if len(date.start) == 1 and not date.season and other:
        worded = parse_date(f"{parts[0]} {other}")
        return worded if worded.start else date
    if date.start:
        return date
    worded = parse_date(" ".join(part for part in parts if part))
    return worded if worded.start else parse_date("/".join(parts).rstrip("/"))


def date_of_parts(year: str, month: str = "", day: str = "") -> Date:
    """A date whose year, month and day the source gives apart; each may be a range ("10--12", "July/August").

    What the month says beyond a month or a season is left out, and the year stands alone: the caller sees that
    from the length of `start`.
    """
    date = parse_date(year)
    if date.literal or not date or not month.strip():
        return date if date or not month.strip() else Date(literal=month.strip())
    if len(date.start) > 1 or date.end:
        return date
    found = _months(f"{month} {day}".strip() if day.strip() and not re.search(r"\d", month) else month)
    if found is None:
        return date
    start, end, season = found
    if len(start) == 1 and not end and (number := _DAYS.fullmatch(day)):
        start = (*start, int(number[1]))
        end = (start[0], int(number[2])) if number[2] else ()
    full_start = (*date.start, *start)
    full_end = (*date.start, *end) if end else ()
    if not _real(full_start) or (full_end and (not _real(full_end) or full_end < full_start)):
        return date
    return replace(date, start=full_start, end=full_end, season=season)


def month_name(number: int) -> str:
    """The English name of a month from 1 to 12."""
    return _MONTHS[number - 1].split(" ", 1)[0].capitalize()


def _real(parts: tuple[int, ...]) -> bool:
    """Whether year, month and day name a day of the calendar."""
    if len(parts) > 1 and not 1 <= parts[1] <= 12:  # noqa: PLR2004 - months of a year
        return False
    # The proleptic Gregorian calendar repeats after 400 years; `calendar` knows no year before 1.
    return len(parts) < 3 or 1 <= parts[2] <= calendar.monthrange(parts[0] % 400 + 400, parts[1])[1]  # noqa: PLR2004


def _edtf(text: str) -> Date | None:
    if "/" not in text:
        return _edtf_part(text)
    left, _, right = text.partition("/")
    if left in _OPEN:
        # No earlier than anything: the end sorts, and what the source says is shown.
        last = _edtf_part(right)
        return last and replace(last, literal=text)
    start, open_end = _edtf_part(left), right in _OPEN
    if start is None or start.end or open_end:
        return start and (None if start.end else replace(start, open_end=True))
    end = _edtf_part(right)
    if (
        end is None
        or bool(start.season) != bool(end.season)
        or (*end.start, end.season) < (*start.start[: len(end.start)], start.season)
    ):
        return None
    return replace(
        start,
        end=end.end or end.start,
        end_season=end.season,
        approximate=start.approximate or end.approximate,
        uncertain=start.uncertain or end.uncertain,
    )


def _edtf_part(text: str) -> Date | None:
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    about, unsure = match["mark"] in ("~", "%"), match["mark"] in ("?", "%")
    year = match["year"].lstrip("Yy")
    unknown = len(year) - len(year.rstrip("Xu"))
    if unknown:
        digits = year.rstrip("Xu")
        return Date((int(digits + "0" * unknown),), (int(digits + "9" * unknown),), approximate=about, uncertain=unsure)
    start: tuple[int, ...] = (int(year),)
    if match["month"] and match["month"].isdecimal():
        month = int(match["month"])
        if _FIRST_SEASON_CODE <= month <= _LAST_SEASON_CODE and not match["day"]:
            return Date(start, season=month - _FIRST_SEASON_CODE + 1, approximate=about, uncertain=unsure)
        start = (*start, month)
        if match["day"] and match["day"].isdecimal():
            start = (*start, int(match["day"]))
    return Date(start, approximate=about, uncertain=unsure) if _real(start) else None


def _numeric(text: str) -> Date | None:
    for pattern in (_COMPACT, _SLASHED, _LOOSE, _ONLY_YEAR):
        if match := pattern.fullmatch(text):
            parts = tuple(int(part) for part in match.groups() if part is not None)
            return Date(parts) if _real(parts) else None
    if match := _DOTTED.fullmatch(text):
        parts = (int(match[3]), int(match[2]), int(match[1]))
        return Date(parts) if _real(parts) else None
    if match := _MONTH_YEAR.fullmatch(text):
        parts = (int(match[2]), int(match[1]))
        return Date(parts) if _real(parts) else None
    if match := _YEARS.fullmatch(text):
        years = (int(match[1]), int(match[2]))
        return Date(years[:1], years[1:]) if years[0] < years[1] else None
    return None


def _worded(text: str) -> Date | None:
    bare = text
    if text.startswith("[") and text.endswith("]"):
        bare = text[1:-1].strip()
    if _HYPHENED.fullmatch(bare):
        bare = bare.replace("-", " ")
    about = _ABOUT.match(bare)
    if about:
        bare = bare[about.end() :]
    uncertain = bare.endswith("?")
    bare = bare.removesuffix("?").strip()
    date = _year_alone(bare) or (_edtf(bare) if bare != text else None) or _with_month(bare)
    if date is None:
        return None
    return replace(date, approximate=date.approximate or bool(about), uncertain=date.uncertain or uncertain)


def _year_alone(text: str) -> Date | None:
    if match := _BEFORE_CHRIST.fullmatch(text):
        return Date((1 - int(match[1]),))
    match = _ANNO_DOMINI.fullmatch(text)
    if match and (len(match[1]) == _YEAR_DIGITS or match[0] != match[1] or len(match[1]) == _YEAR_DIGITS - 1):
        return Date((int(match[1]),))
    return None


def _with_month(text: str) -> Date | None:
    years = _YEAR_IN_WORDS.findall(text)
    if len(years) != 1:
        return None
    rest = _YEAR_IN_WORDS.sub(" ", text, count=1)
    if not re.search(r"[^\W\d_]", rest):
        return None
    found = _months(rest)
    if found is None:
        return None
    start, end, season = found
    year = int(years[0])
    full_end = (year, *end) if end else ()
    if not _real((year, *start)) or (full_end and (not _real(full_end) or full_end < (year, *start))):
        return None
    return Date((year, *start), full_end, season)


def _months(text: str) -> tuple[tuple[int, ...], tuple[int, ...], int] | None:
    """(month[, day]) of the start and of the end, and the season, from what stands beside a year; None if unknown."""
    text = _MONTHS_LISTED.sub("/", text)
    text = _ORDINAL.sub(r"\1", re.sub(r"[~{}.,;()\\]", " ", text)).strip()
    sides = [side for side in _SIDES.split(text.lower()) if side]
    if not 1 <= len(sides) <= 2:  # noqa: PLR2004 - a date or a range of two
        return None
    if sides[0] in _SEASON_OF and len(sides) == 1:
        return (), (), _SEASON_OF[sides[0]]
    first = _month_and_day(sides[0])
    if len(sides) == 1 or first is None:
        return (first, (), 0) if first else _days_before_month(sides)
    if sides[0].isdecimal() and not sides[1].isdecimal():
        return _days_before_month(sides)
    second = _month_and_day(sides[1])
    if _is_day(sides[1]) and not sides[0].isdecimal():
        # "May 1--4": the second number is a day of the same month; "May/6" is no range of days.
        second = (first[0], int(sides[1])) if len(first) > 1 else None
    return (first, second, 0) if second else None


def _days_before_month(sides: list[str]) -> tuple[tuple[int, ...], tuple[int, ...], int] | None:
    """Days before their month, as in "1--4 May"."""
    if len(sides) != 2 or not _is_day(sides[0]):  # noqa: PLR2004 - two sides of a range
        return None
    end = _month_and_day(sides[1])
    return ((end[0], int(sides[0])), end, 0) if end and len(end) > 1 else None


def _month_and_day(text: str) -> tuple[int, ...] | None:
    tokens = _TOKEN.findall(text)
    names = [token for token in tokens if not token.isdecimal()]
    numbers = [int(token) for token in tokens if _is_day(token)]
    if len(names) + len(numbers) != len(tokens) or len(names) > 1 or len(numbers) > 1:
        return None
    if names:
        month = _MONTH_OF.get(names[0])
        return None if month is None else (month, *numbers)
    return tuple(numbers) if numbers else None


def _is_day(text: str) -> bool:
    """Whether digits may be those of a day; Python reads no number of more than some thousand."""
    return text.isdecimal() and len(text) <= 2  # noqa: PLR2004 - 31 has two
