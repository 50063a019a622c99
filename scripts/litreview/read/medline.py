"""How MEDLINE writes names, dates, pages and titles: what its line-based display and PubMed's XML share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from litreview.model.dates import Date
from litreview.model.names import Name
from litreview.read.dates import parse_date
from litreview.read.draft import person, split_suffix
from litreview.read.pages import join_pages

_INITIALS: Final = re.compile(r"(.+?) ([^\W\d_]{1,5})", re.DOTALL)
_QUARTER: Final = re.compile(r"(\d{4})\s+([1-4])(?:st|nd|d|rd|th)\s+quart(?:er)?\.?", re.IGNORECASE)
#: "1999-2000 Winter" begins in 1999.
_YEARS_OF_SEASON: Final = re.compile(r"\s*\d{4}-\d{4}\s+[^\W\d]")
_YEAR_FIRST: Final = re.compile(r"(\d{4})(?:-\d{4})?\b[\s.,;:(/-]*(.*)")
#: After a word of three letters or more, a number, a bracket or a quotation mark.
_FULL_STOP: Final = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[)\]”\"'\d]))\.$")
#: A title that PubMed has only in its own language.
_UNTRANSLATED: Final = re.compile(
    r"\A\[?\s*+(?:not available|no title available|untitled)\s*+(?:\.\s*+)?\]?\.?", re.IGNORECASE
)
#: The numbers that publishers give articles in place of pages, and not their other numbers ("S0140-6736(20)30183").
_ARTICLE_NUMBER: Final = re.compile(r"[A-Za-z]{0,4}\d{1,7}")


def full_name(text: str) -> Name:
    """The name in "Family, Given Names Suffix"; without a comma it is a body's."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        return Name(literal=text.strip())
    names, suffix = split_suffix(given)
    return person(family, names, suffix)


def initialled_name(text: str) -> Name:
    """The name in "Family FM Suffix", as MEDLINE shortens it."""
    rest, suffix = split_suffix(text.strip())
    match = _INITIALS.fullmatch(rest)
    if match is None or not match[2].isupper():
        # The last word was no suffix: "Lee II" has the initials I. I.
        match, suffix = _INITIALS.fullmatch(text.strip()), ""
    if match is None or not match[2].isupper():
        return Name(literal=text.strip())
    return person(match[1], " ".join(f"{letter}." for letter in match[2]), suffix)


def medline_date(text: str) -> Date:
    """A date as MEDLINE prints it: "2024 May 1", "1998 Dec-1999 Jan", "2000 Spring-Summer", "2005 3rd Quart".

    Of more than that ("2000 Suppl 1") the year alone counts.
    """
    date = parse_date(text)
    if date.start:
        return date
    if quarter := _QUARTER.fullmatch(text.strip()):
        year, first = int(quarter[1]), 3 * int(quarter[2]) - 2
        return Date((year, first), (year, first + 2))
    if "-" in text and not _YEARS_OF_SEASON.match(text):
        first_side, last_side = (parse_date(side) for side in text.split("-", 1))
        if first_side.start:
            later = last_side.start >= first_side.start[: len(last_side.start)]
            whole = last_side.start and not last_side.season and not first_side.season and later
            return replace(first_side, end=last_side.start) if whole else first_side
    if match := _YEAR_FIRST.fullmatch(text.strip()):
        rest = parse_date(f"{match[1]} {match[2]}")
        return rest if rest.start else Date((int(match[1]),))
    return date


def is_article_number(number: str) -> bool:
    """Whether a publisher's number of an item (pii) is one that is cited in place of pages."""
    return bool(_ARTICLE_NUMBER.fullmatch(number))


def full_pages(value: str) -> str:
    """Pages with both ends in full: MEDLINE shortens "6913-6917" to "6913-7"."""
    return join_pages(value, "")


def is_untranslated(title: str) -> bool:
    """Whether a title only says that PubMed has none in English: "[Not Available]."."""
    return bool(_UNTRANSLATED.fullmatch(title.strip()))


def title_words(value: str) -> str:
    """A title without the full stop that MEDLINE ends it with; one that belongs to an abbreviation stays."""
    return _FULL_STOP.sub("", value)
