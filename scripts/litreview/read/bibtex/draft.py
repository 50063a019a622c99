"""A reference in the making: the entry's values on one side, what is understood of them on the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.names import NameList
from litreview.model.source import Position
from litreview.model.text import Text
from litreview.read.bibtex.inheritance import Resolved
from litreview.read.bibtex.latex import decode, plain
from litreview.read.bibtex.source_text import markup_as_tex
from litreview.read.draft import is_placeholder

_LONGEST_PLACEHOLDER: Final = 40
#: Fields in which these words may mean what they say, and those that name other entries.
ANY_WORD: Final = frozenset(
    ("title", "booktitle", "shorttitle", "note", "keywords", "crossref", "xref", "xdata", "ids")
)
_RANGES: Final = frozenset(("pages", "page"))


@cache
def _path(variable: str) -> tuple[str | int, ...]:
    """The path of a variable: one tuple for all references of a large file."""
    return (variable,)


@dataclass(slots=True)
class Draft:
    """What has been understood of one entry; `type` is its known entry type ("misc" for unknown ones)."""

    entry: Resolved
    type: str
    diagnostics: list[Diagnostic]
    texts: dict[str, Text] = field(default_factory=dict)
    names: dict[str, NameList] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)
    #: Where each variable of the reference comes from.
    places: dict[tuple[str | int, ...], Position] = field(default_factory=dict)
    #: The names of the fields that have a value, in their order.
    filled: dict[str, None] = field(init=False)

    def __post_init__(self) -> None:
        """Find out once which fields say anything: that is asked for each of a hundred names."""
        values = self.entry.values
        self.filled = {name: None for name, value in values.items() if value and not value.isspace()}
        short = (name for name in self.filled if len(values[name]) <= _LONGEST_PLACEHOLDER)
        for name in [name for name in short if not values[name][0].isdigit() and self._stands_for_none(name)]:
            del self.filled[name]
            message = f"“{self.entry.values[name].strip()}” in “{name}” is no value: it stands for none"
            self.report("placeholder", name, message, severity=Severity.INFO)

    def _stands_for_none(self, name: str) -> bool:
        """Whether the value of a field only says that there is none; a title may be any word."""
        value = self.entry.values[name]
        if name in ANY_WORD or name.startswith("x-"):
            return False
        bare = value.strip("{} \n\t")
        if name in _RANGES and not is_placeholder(bare):
            bare = bare[: len(bare) // 2].rstrip("-– ")
        return is_placeholder(bare)

    def raw(self, name: str) -> str:
        """The raw value of a field, empty where absent."""
        return self.entry.values.get(name, "")

    def first(self, *names: str) -> str:
        """The first of some fields that has a value, or nothing."""
        filled = self.filled
        for name in names:
            if name in filled:
                return name
        return ""

    def choose(self, *names: str) -> str:
        """The first of some fields that say the same and has a value, or nothing; others that differ are reported."""
        chosen = self.first(*names)
        for name in names[names.index(chosen) + 1 :] if chosen else ():
            if name in self.filled and self.words(name).strip() not in {"", self.words(chosen).strip()}:
                message = f"“{name}” is kept in the entry alone, since “{chosen}” is taken in its place"
                self.report("passed-over-field", name, message, severity=Severity.INFO)
        return chosen

    def words(self, name: str) -> str:
        """The words of a field without their setting."""
        value = self.entry.values.get(name)
        return plain(value) if value else ""

    def text(self, name: str, *, protect: bool = False) -> Text:
        """The text of a field; unknown commands in it are reported."""
        value = self.entry.values.get(name)
        if not value:
            return Text()
        unknown: set[str] = set()
        text = decode(markup_as_tex(value), protect=protect, unknown=unknown)
        if unknown:
            self.report_commands(name, unknown)
        return text

    def report_commands(self, name: str, unknown: set[str]) -> None:
        """Note the commands of TeX in a field of which nobody here knows what they do."""
        if unknown:
            commands = ", ".join(f"\\{command}" for command in sorted(unknown))
            message = f"unknown LaTeX in “{name}”: {commands}; the text of its argument is kept"
            self.report("unknown-command", name, message)

    def put(self, variable: str, text: Text, name: str) -> None:
        """Set a text variable that a field gives, unless it is empty or set already."""
        if text.runs and variable not in self.texts:
            self.texts[variable] = text
            self.place(variable, name)

    def place(self, variable: str, name: str) -> None:
        """Note which field a variable comes from."""
        self.places[_path(variable)] = self.entry.positions[name]

    def report(self, rule: str, name: str, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        """Note a finding about a field; what is inherited is reported where it is written."""
        if name not in self.entry.inherited:
            self.diagnostics.append(Diagnostic(severity, rule, self.entry.positions[name], message, hint))
