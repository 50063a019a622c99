"""A reference as templates see it: CSL variables by their CSL names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from litreview.cite.styles.values import NOTHING, TextValue
from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES
from litreview.model.dates import Date
from litreview.model.names import NameList
from litreview.model.reference import Reference
from litreview.model.text import Text

_NOBODY: Final = NameList()
_NO_DATE: Final = Date()
_NUMBERS: Final = frozenset(("issue", "volume"))
_FIRST_PAGE: Final = re.compile(r"[^\s,–-]+")
_NUMBER_RANGE: Final = re.compile(r"\d+-\d+")
#: `event` is the older name of `event-title`; data have the one or the other.
_EVENTS: Final = (("event", "event-title"), ("event-title", "event"))


class Item:
    """One reference in a template: `item.title`, `item["container-title"]`, `item.author`, `item.issued`.

    Text variables and identifiers are text values, name variables name lists, date variables dates; what is absent is
    false and prints nothing. `type` is the CSL type; `year_suffix` tells two works of one author and year apart;
    `same_author` says that the list's previous entry has the same authors, `authors_shown` how many of them stand
    before "et al." at least, to tell works apart.
    """

    def __init__(
        self, reference: Reference, *, year_suffix: str = "", same_author: bool = False, authors_shown: int = 0
    ) -> None:
        self._values = _values(reference)
        # A template's `item.title` then is found without a call; what is absent is an attribute of the class.
        self.__dict__.update((name, value) for name, value in self._values.items() if name in _ABSENT)
        self.type = reference.type
        self.year_suffix = year_suffix
        self.same_author = same_author
        self.authors_shown = authors_shown
        #: The same reference with all its variables, which say what kind of work it is even where they are not printed.
        self.whole = self

    def __getitem__(self, name: str) -> TextValue | NameList | Date:
        value = self._values.get(name) or _ABSENT.get(name)
        if value is not None:
            return value
        if name.startswith("_"):
            raise KeyError(name)
        return NOTHING

    def __getattr__(self, name: str) -> TextValue | NameList | Date:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def has(self, *variables: str) -> bool:
        """Whether any of these variables has a value."""
        return not self._values.keys().isdisjoint(variables)

    def first(self, *variables: str) -> str:
        """The name of the first of these variables that has a value, or nothing."""
        return next((variable for variable in variables if variable in self._values), "")

    def without(self, *variables: str) -> Item:
        """The same reference without these variables: what is printed in one place is not printed again."""
        item = object.__new__(Item)
        item.__dict__.update(self.__dict__)
        item._values = {name: value for name, value in self._values.items() if name not in variables}
        for name in self._values.keys() & _ABSENT.keys() & set(variables):
            del item.__dict__[name]
        return item


_ABSENT: Final[Mapping[str, TextValue | NameList | Date]] = MappingProxyType(
    dict.fromkeys(TEXT_VARIABLES.union(IDENTIFIERS), NOTHING)
    | dict.fromkeys(NAME_VARIABLES, _NOBODY)
    | dict.fromkeys(DATE_VARIABLES, _NO_DATE)
)
for _name, _nothing in _ABSENT.items():
    setattr(Item, _name, _nothing)


def _values(reference: Reference) -> dict[str, TextValue | NameList | Date]:
    """The variables that have a value; a text comes before what else has its name."""
    values: dict[str, TextValue | NameList | Date] = {name: date for name, date in reference.dates.items() if date}
    values.update((name, people) for name, people in reference.names.items() if people)
    for name, identifier in reference.identifiers.items():
        if identifier:
            values[name] = TextValue.plain(identifier)
    for name, text in reference.texts.items():
        if text:
            values[name] = _numbered(text) if name in _NUMBERS else TextValue(text)
    for name, namesake in _EVENTS:
        if name in values:
            values.setdefault(namesake, values[name])
    if "page" in values and "page-first" not in values:
        page = _FIRST_PAGE.match(str(values["page"]))
        values["page-first"] = TextValue.plain(page.group()) if page else NOTHING
    return values


def _numbered(text: Text) -> TextValue:
    """A number with an en dash in its range ("6-12")."""
    return TextValue(Text.plain(str(text).replace("-", "–"))) if _NUMBER_RANGE.fullmatch(str(text)) else TextValue(text)
