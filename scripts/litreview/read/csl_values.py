"""The values of a CSL item (variables, names, dates), as JSON and YAML hold them alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.text import Text
from litreview.read import crossref
from litreview.read.csl_markup import parse_csl_markup
from litreview.read.dates import parse_date
from litreview.read.identifiers import normalise_identifier
from litreview.read.pages import normalise_pages

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DOI_RESOLVER: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_SEASONS: Final = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_LAST_MONTH: Final = 12
_ARXIV_LINE: Final = re.compile(r"arXiv:\s*(\S+)(?:\s*\[[\w.-]+\])?\s*", re.IGNORECASE)
#: The lines of a note with which reference managers say what CSL-JSON has no variable for: "PMID: 1".
_NOTE_LINE: Final = re.compile(r"(PMID|PMCID|DOI|ISBN|ISSN|URL)\s*:\s*(\S+)\s*", re.IGNORECASE)
#: Months go on with seasons: 13–16 in citeproc-js, 21–24 in EDTF.
_HIGHEST: Final = (24, 31)
_DASHES: Final = re.compile(r"-+|[‐‑‒–—−]")
_NOBODY: Final = Name()
_OTHERS: Final = Name(literal="others")
_DATABASES: Final = frozenset(("crossref", "datacite"))


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of one item, by kind."""

    texts: dict[str, Text] = field(default_factory=dict)
    names: dict[str, NameList] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, value: object) -> bool:
        """Whether the value is of its variable's kind; empty ones are taken for absent."""
        if name in NAME_VARIABLES:
            if not isinstance(value, list):
                return False
            if people := _names(value):
                self.names[name] = people
        elif name in DATE_VARIABLES:
            if not isinstance(value, dict | str):
                return False
            if date := _date(value):
                self.dates[name] = date
            elif _says_something(value):
                return False
        else:
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                return False
            if text := string_value(value):
                self._take_text(name, text)
        return True

    def _take_text(self, name: str, text: str) -> None:
        if name not in IDENTIFIERS:
            self.texts[name] = parse_csl_markup(text)
            return
        normal = _DOI_RESOLVER.sub("", text, count=1) if name == "DOI" else text
        self.identifiers[name] = normal
        if normal != text:
            # A style prints an identifier as the item gives it.
            self.texts[name] = Text.plain(text)

    def finish(self, members: Mapping[str, Any]) -> None:
        """What depends on several members: subtitles, pages, databases named as sources, lines of the note."""
        subtitle = members.get("subtitle")
        subtitles = [string_value(one) for one in (subtitle if isinstance(subtitle, list) else [subtitle])]
        if any(subtitles) and isinstance(members.get("title"), list) and "title" in self.texts:
            self.texts["title"] = Text.join([self.texts["title"], *(parse_csl_markup(s) for s in subtitles if s)], ": ")
        # A range with another dash; numbers that hold hyphens themselves stay as they are.
        if (page := str(self.texts.get("page", ""))) and len(_DASHES.findall(page)) == 1:
            self.texts["page"] = Text.plain(normalise_pages(page))
        if (abstract := self.texts.get("abstract")) and str(abstract).startswith("Abstract\n"):
            # Crossref heads it so.
            first, *rest = abstract.runs
            self.texts["abstract"] = Text((replace(first, text=first.text.removeprefix("Abstract\n")), *rest))
        if str(self.texts.get("source", "")).lower() in _DATABASES:
            del self.texts["source"]
        if "issued" not in self.dates:
            for name in crossref.PUBLISHED:
                value = members.get(name)
                if isinstance(value, dict | str) and (date := _date(value)):
                    self.dates["issued"] = date
                    break
        self._read_note()

    def _read_note(self) -> None:
        """Takes the identifiers out of the note, unless the item has its own."""
        rest = []
        lines = str(self.texts.get("note", "")).splitlines()
        for line in lines:
            match, arxiv = _NOTE_LINE.fullmatch(line), _ARXIV_LINE.fullmatch(line)
            if match and match[1].upper() not in self.identifiers:
                self._take_text(match[1].upper(), match[2])
            elif arxiv and (number := normalise_identifier("arXiv", arxiv[1]).value):
                self.identifiers.setdefault("arXiv", number)
            else:
                rest.append(line)
        if len(rest) < len(lines):
            self.texts.pop("note")
            if note := "\n".join(rest).strip():
                self.texts["note"] = Text.plain(note)


def string_value(value: object) -> str:
    """A scalar as text, "" for anything else; half a surrogate pair, which no file can hold, is replaced."""
    if isinstance(value, str):
        return value.strip() if value.isascii() else _SURROGATE.sub("\ufffd", value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def keywords(value: object) -> tuple[str, ...]:
    """The keywords that a list or a text gives, each once."""
    if not isinstance(value, list):
        # A comma divides keywords only where no semicolon does: "Leukemia, Lymphocytic; CD19" is two.
        value = string_value(value).split(";" if ";" in string_value(value) else ",")
    words = [string_value(word) for word in value]
    return tuple(dict.fromkeys(word for word in words if word))


def _names(values: list[Any]) -> NameList:
    """Names; a last literal "others", as converters of BibTeX write it, says that there are more."""
    names = [name for value in values if (name := _name(value)) != _NOBODY]
    others = len(names) > 1 and names[-1] == _OTHERS
    return NameList(tuple(names[:-1] if others else names), others=others)


def _name(value: object) -> Name:
    if not isinstance(value, dict):
        return Name(literal=string_value(value))
    # Crossref gives the name of a group as `name`.
    if literal := string_value(value.get("literal") or value.get("name")):
        return Name(literal=literal)
    return Name(
        family=string_value(value.get("family", "")),
        given=string_value(value.get("given", "")),
        suffix=string_value(value.get("suffix", "")),
        non_dropping_particle=string_value(value.get("non-dropping-particle", "")),
        dropping_particle=string_value(value.get("dropping-particle", "")),
    )


def _date(value: dict[str, Any] | str) -> Date:
    if isinstance(value, str):
        return parse_date(value)
    both = value.get("date-parts")
    sides = [_date_parts(side) for side in both] if isinstance(both, list) else []
    start, end = ([*sides, (), ()])[:2]
    literal = string_value(value.get("literal", ""))
    if not start:
        raw = parse_date(string_value(value.get("raw", "")))
        return Date(literal=literal) if literal and not raw.start else raw
    season = _season(value.get("season", ""))
    if len(start) > 1 and start[1] > _LAST_MONTH:
        season = (start[1] - 1) % 4 + 1
        start = start[:1]
    if len(end) > 1 and end[1] > _LAST_MONTH:
        # A range has one season at most: that of its start.
        end = end[:1]
    return Date(
        start=start,
        end=end if end != start else (),
        season=season,
        approximate=value.get("circa") not in (None, False, 0, "", "0", "false"),
        open_end=len(sides) > 1 and not end,
        literal=literal,
    )


def _says_something(value: object) -> bool:
    """Whether anything in a date is more than an empty text; that it is approximate says nothing alone."""
    parts = [value]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            parts.extend(inner for name, inner in part.items() if name != "circa")
        elif isinstance(part, list):
            parts.extend(part)
        elif string_value(part):
            return True
    return False


def _season(value: object) -> int:
    text = string_value(value).lower()
    number = int(text) if text.isdecimal() else _SEASONS.get(text, 0)
    return number if number in _SEASONS.values() else 0


def _date_parts(side: object) -> tuple[int, ...]:
    """Year, month and day as far as they are numbers of their kind; CSL has no year 0, so -1 is 1 BCE."""
    numbers: list[int] = []
    for value, highest in zip(side if isinstance(side, list) else (), (None, *_HIGHEST), strict=False):
        text = string_value(value)
        if not re.fullmatch(r"[+-]?\d{1,6}", text) or not int(text):
            break
        if highest is not None and not 1 <= int(text) <= highest:
            break
        numbers.append(int(text))
    if numbers and numbers[0] < 0:
        numbers[0] += 1
    return tuple(numbers)
