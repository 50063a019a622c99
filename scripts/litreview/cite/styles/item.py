"""A reference as templates see it: CSL variables by their CSL names."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from litreview.cite.styles.values import NOTHING, GivenText, TextValue
from litreview.cite.works import as_seen_by_manuals
from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, OTHER_NAMES, TEXT_VARIABLES
from litreview.model.dates import Date
from litreview.model.names import NameList
from litreview.model.reference import Reference

#: What a template has for a variable.
Value: TypeAlias = TextValue | str | NameList | Date
_FIRST_PAGE: Final = re.compile(r"[^\s,–-]+")
_NUMBER_RANGE: Final = re.compile(r"\A\d+-\d+")
#: What a template may ask a reference for by name.
KNOWN: Final = frozenset(
    TEXT_VARIABLES | {*IDENTIFIERS} | NAME_VARIABLES | OTHER_NAMES | DATE_VARIABLES
    | {"type", "year_suffix", "same_author", "authors_shown", "as_given", "whole", "has", "first", "without"}
)  # fmt: skip
#: The variables of a reference that has none. The first page is not among them: few templates ask for it.
_ABSENT: Final[dict[str, Value]] = {
    **dict.fromkeys((TEXT_VARIABLES | {*IDENTIFIERS}) - {"page-first"}, NOTHING),
    **dict.fromkeys(NAME_VARIABLES | OTHER_NAMES, NameList()),
    **dict.fromkeys(DATE_VARIABLES, Date()),
}


class Item(dict[str, Value]):
    """One reference in a template: `item.title`, `item["container-title"]`, `item.author`, `item.issued`.

    Text variables and identifiers are text values, name variables name lists, date variables dates; what is absent is
    false and prints nothing. `type` is the CSL type; `year_suffix` tells two works of one author and year apart;
    `same_author` says that the list's previous entry has the same authors, `authors_shown` how many of them stand
    before "et al." at least, to tell works apart. `as_given` says that the reference comes as CSL-JSON: it
    then prints as CSL's own processors print it, also where the manual of the style has it otherwise.
    """

    __slots__ = ("_origin", "as_given", "authors_shown", "same_author", "type", "year_suffix")

    def __init__(
        self, reference: Reference, *, year_suffix: str = "", same_author: bool = False, authors_shown: int = 0
    ) -> None:
        super().__init__(_ABSENT)
        reference = as_seen_by_manuals(reference)
        self.type = reference.type
        self.year_suffix = year_suffix
        self.same_author = same_author
        self.authors_shown = authors_shown
        self.as_given = reference.format == "csl-json"
        self._origin: Item | None = None
        self._take(reference)
        self._complete()

    def _take(self, reference: Reference) -> None:
        """The variables that have a value; a text comes before what else has its name."""
        for name, date in reference.dates.items():
            if date:
                self[name] = date
        for name, people in reference.names.items():
            if people:
                self[name] = people
        for name, identifier in reference.identifiers.items():
            if identifier:
                self[name] = TextValue.plain(identifier)
        text_value = GivenText if self.as_given else TextValue
        for name, text in reference.texts.items():
            if (value := text_value(text)).words:
                self[name] = value

    def _complete(self) -> None:
        """A number has an en dash in its range ("6–12"); an event has its older name too."""
        for name in ("issue", "volume"):
            if "-" in (number := str(self[name])) and _NUMBER_RANGE.fullmatch(number):
                self[name] = TextValue.plain(number.replace("-", "–"))
        self["event"] = self["event"] or self["event-title"]
        self["event-title"] = self["event-title"] or self["event"]

    def __missing__(self, name: str) -> Value:
        if name != "page-first":
            raise KeyError(f"no reference can have {name!r}")
        page = _FIRST_PAGE.match(str(self.whole["page"]))
        self[name] = TextValue.plain(page.group()) if page else NOTHING
        return self[name]

    def __getattr__(self, name: str) -> Value:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no reference can have {name!r}") from None

    @property
    def whole(self) -> Item:
        """The reference with all its variables, which say what kind of work it is even where they are not printed."""
        return self._origin or self

    def has(self, *variables: str) -> bool:
        """Whether any of these variables has a value."""
        return any(map(self.__getitem__, variables))

    def first(self, *variables: str) -> str:
        """The name of the first of these variables that has a value, or nothing."""
        for variable in variables:
            if self[variable]:
                return variable
        return ""

    def without(self, *variables: str) -> Item:
        """The same reference without these variables: what is printed in one place is not printed again."""
        item = Item.__new__(Item)
        item.update(self)
        item.type = self.type
        item.year_suffix = self.year_suffix
        item.same_author = self.same_author
        item.authors_shown = self.authors_shown
        item.as_given = self.as_given
        item._origin = self.whole  # noqa: SLF001 (an item of our own)
        for variable in variables:
            item[variable] = _ABSENT.get(variable, NOTHING)
        return item
