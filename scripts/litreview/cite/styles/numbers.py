"""Numbers, ranges of pages and ordinals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from litreview.cite.styles.values import TextValue

#: The forms of ranges of pages; see `pages`.
PageForm: TypeAlias = Literal["as-given", "expanded", "minimal", "minimal-two", "chicago"]
_NUMBER: Final = r"[A-Za-z]{0,4}\d+[A-Za-z]{0,2}"
_NUMERIC: Final = re.compile(rf"{_NUMBER}(?:\s*(?:[,&–-]|and)\s*{_NUMBER})*")
#: Pages of the front matter are in small Roman numerals: "xi-xxiv".
_ROMAN_RANGE: Final = re.compile(r"\b([ivxlcdm]+)\s*[-–]\s*([ivxlcdm]+)\b")
#: Also where the second number is missing or no number: "12-", "115-??", "3, Pt. 2".
_SEVERAL: Final = re.compile(r"(?:\d[A-Za-z]{0,2}|\b[ivxlcdm]+)\s*(?:[,;&–-]|\band\b)")
_RANGE: Final = re.compile(r"(?<![\w–-])([A-Za-z.:]{0,20})(\d+)\s*[-–]+\s*([A-Za-z.:]{0,20})(\d+)(?![\w–-])")
_PAGE: Final = r"(?:[A-Za-z.:]*\d[\w.:]*|[ivxlcdm]+)"
#: Pages and ranges of pages, and nothing else.
_PAGES: Final = re.compile(rf"\A\s*+{_PAGE}(?:\s*(?:[-–,;&]+|\band\b)\s*{_PAGE})*\s*")
_SEVERAL_NUMBERS: Final = re.compile(r",\s|;|&|\band\b", re.IGNORECASE)
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_EDITION: Final = re.compile(
    rf"(?:(?P<number>\d{{1,3}})(?:st|nd|rd|th)?|(?P<word>{'|'.join(_ORDINALS)}))\.?(?:\s+(?:edition|edn?\.?))?",
    re.IGNORECASE,
)
_HUNDRED: Final = 100
#: Longer digits are no number of anything, and Python reads none of more than some thousand.
_MOST_DIGITS: Final = 18
_TEENS: Final = range(11, 14)
_SUFFIXES: Final = {1: "st", 2: "nd", 3: "rd"}


def is_numeric(value: object) -> bool:
    """Whether a value is a number or numbers, letters before or behind them allowed: "2", "A4", "3–5", "2, 3 & 4"."""
    return bool(value) and _NUMERIC.fullmatch(str(value).strip()) is not None


def is_plural(value: object) -> bool:
    """Whether a value names several numbers, so that its label is plural."""
    return bool(value) and _SEVERAL.search(str(value)) is not None


def is_several(value: object) -> bool:
    """Whether a document number is several: "1, 2", "3 and 4"; a hyphen or a comma within is part of a number."""
    return bool(value) and _SEVERAL_NUMBERS.search(str(value)) is not None


def edition_number(text: str) -> str:
    """The number of an edition that words say ("Second", "2nd ed.", "Third edition"), or nothing."""
    match = _EDITION.fullmatch(text.strip())
    if match is None:
        return ""
    return match["number"] or str(_ORDINALS.index(match["word"].lower()) + 1)


def ordinal(value: object) -> str:
    """A number as an English ordinal ("2nd"); anything else as it stands."""
    text = str(value).strip()
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        return text
    number = int(text)
    suffix = "th" if number % _HUNDRED in _TEENS else _SUFFIXES.get(number % 10, "th")
    return f"{number}{suffix}"


def pages(value: object, delimiter: str = "–", *, form: PageForm) -> object:
    """Ranges of pages in a style's form.

    `as-given` changes the hyphen alone; `expanded` writes all digits, `minimal` those that change, `minimal-two` at
    least two of them; `chicago` follows The Chicago Manual of Style, 17th edition, 9.61. Where words stand beside the
    numbers ("1434-1439 Vol. 2"), all digits stay.
    """
    if not isinstance(value, TextValue):
        return value
    return value.changed(lambda words: page_ranges(words, form, delimiter))


@lru_cache(maxsize=4096)
def page_ranges(text: str, form: PageForm, delimiter: str) -> str:
    """The text of `pages` in the style's form."""
    if not _PAGES.fullmatch(text):
        form = "as-given"

    def shortened(match: re.Match[str]) -> str:
        before, first, again, last = match.groups()
        # "S12-9" is how MEDLINE writes it: no digits of it are known to be left out.
        if again != before or form == "as-given" or max(len(first), len(last)) > _MOST_DIGITS:
            return f"{before}{first}{delimiter}{again}{last}"
        full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        if int(full) < int(first):
            return f"{before}{first}{delimiter}{again}{last}"
        return f"{before}{first}{delimiter}{_last_page(form, before, first, full)}"

    return _RANGE.sub(shortened, _ROMAN_RANGE.sub(rf"\1{delimiter}\2", text))


def _last_page(form: PageForm, before: str, first: str, last: str) -> str:
    """The end of a range in a form that leaves out digits, or in the one that has all; `before` stands before both."""
    if form == "expanded":
        return f"{before}{last}"
    in_hundred = int(first) % _HUNDRED
    if len(first) != len(last) or (form == "chicago" and (int(first) < _HUNDRED or not in_hundred)):
        return last
    # In Chicago's, 101–8: below ten the changed part alone.
    least = 1 if form == "minimal" or (form == "chicago" and in_hundred < 10) else 2  # noqa: PLR2004
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]
