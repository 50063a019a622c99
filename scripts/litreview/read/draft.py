"""A reference in the making, for the formats that give values under tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Origin, Position, Step
from litreview.model.text import Text
from litreview.read.csl_markup import parse_csl_markup
from litreview.read.identifiers import normalise_identifier

#: Not "I" and "V", which are initials.
_SUFFIX: Final = re.compile(r"(?:(?:Jr|Sr|JR|SR|jr|sr)\.?|[2-9](?:nd|rd|th)|I{2,3}|IV|VI{1,3})")
_ET_AL: Final = re.compile(r"(?:et\.?\s*al\.?|and others|others)", re.IGNORECASE)
_NAME_PARTS: Final = 3
_NOBODY: Final = Name()
_LONGEST_PLACEHOLDER: Final = 40
#: What programs and people write where there is no value. Words that a title may be ("Unknown") are none of them.
_PLACEHOLDERS: Final = frozenset(
    (
        "-",
        "--",
        "–",
        "n/a",
        "n.a.",
        "nan",
        "nil",
        "none",
        "null",
        "undefined",
        "[not available]",
        "not available",
        "no pagination",
        "no pagination specified",
        "no-specified",
        "not specified",
        "no abstract available",
        "no doi",
        "no abstract",
        "[no title available]",
    )
)
#: What they begin with: a look that spares most values the search.
PLACEHOLDERS_BEGIN: Final = frozenset(word for one in _PLACEHOLDERS for word in (one[0], one[0].upper()))


@dataclass(slots=True)
class Draft:
    """Values gathered under CSL variables; of several for one variable the first counts and the others are named."""

    format: str
    position: Position
    texts: dict[str, Text] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    dates: dict[str, Date] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)
    keywords: dict[str, None] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def say(self, severity: Severity, position: Position, message: str, hint: str = "") -> None:
        """Adds a finding about a value."""
        self.diagnostics.append(Diagnostic(severity, f"{self.format}-value", position, message, hint))

    def text(self, variable: str, value: Text | str, position: Position) -> None:
        """A text variable; reference managers write their italics into plain formats with the tags of CSL-JSON."""
        value = parse_csl_markup(" ".join(value.split())) if isinstance(value, str) else value
        known = self.texts.setdefault(variable, value) if value else value
        if value and known is not value and str(known) != str(value):
            self.say(Severity.INFO, position, f"a second {variable}: the first counts")

    def add_text(self, variable: str, value: str) -> None:
        """A further paragraph of a text variable."""
        if value := " ".join(value.split()):
            known = self.texts.get(variable)
            self.texts[variable] = Text.plain(f"{known}\n{value}" if known else value)

    def name(self, variable: str, name: Name) -> None:
        """A further name; "et al." is no name."""
        if not name.given and _ET_AL.fullmatch(name.literal or name.family):
            self.others.add(variable)
        elif name.family or name.literal or name != _NOBODY:
            self.names.setdefault(variable, []).append(name)

    def date(self, variable: str, date: Date) -> None:
        """A date; the first counts."""
        if date:
            self.dates.setdefault(variable, date)

    def identifier(self, kind: str, value: str, position: Position) -> bool:
        """An identifier in its normal form; says whether it has one."""
        found = normalise_identifier(kind, value)
        if found.problem:
            self.say(Severity.WARNING, position, found.problem)
        if found.value and self.identifiers.setdefault(kind, found.value) != found.value:
            self.say(Severity.INFO, position, f"a second {kind}: the first counts")
        return bool(found.value)

    def serial(self, kind: str, value: str, position: Position) -> None:
        """A further ISSN or ISBN: a work has several, of print and electronic, paperback and bound."""
        found = normalise_identifier(kind, value)
        if found.problem:
            self.say(Severity.WARNING, position, found.problem)
        joint = ", " if kind == "ISSN" else " "
        known = self.identifiers.get(kind, "")
        numbers = dict.fromkeys((*known.split(joint), *found.value.split(joint)))
        if written := joint.join(number for number in numbers if number):
            self.identifiers[kind] = written

    def keyword(self, word: str) -> None:
        """A keyword, once."""
        if word := " ".join(word.split()):
            self.keywords.setdefault(word)

    def notice(self, kind: str, value: str) -> None:
        """Note a notice beside those of its kind: an article may have several errata."""
        known = self.notices.get(kind)
        self.notices[kind] = f"{known}; {value}" if known and value else value or known or ""

    def reference(self, kind: str, entry_type: str, fields: Iterable[SourceField], key: str = "") -> Reference:
        """The finished reference, its names without those marked as more than the list gives."""
        fields = tuple(fields)
        places: dict[tuple[Step, ...], Position] = {(one.name,): one.position for one in reversed(fields)}
        return Reference(
            key=key,
            type=kind,
            origin=Origin(self.position, MappingProxyType(places)),
            entry_type=entry_type,
            texts=MappingProxyType(self.texts),
            names=MappingProxyType(
                {role: NameList(tuple(names), others=role in self.others) for role, names in self.names.items()}
            ),
            dates=MappingProxyType(self.dates),
            identifiers=MappingProxyType(self.identifiers),
            keywords=tuple(self.keywords),
            fields=fields,
            format=self.format,
            notices=MappingProxyType(self.notices),
        )


def is_placeholder(value: str) -> bool:
    """Whether a value only says that there is none: "n/a", "None", "-"."""
    return len(value) < _LONGEST_PLACEHOLDER and value.strip().lower() in _PLACEHOLDERS


def inverted_name(text: str) -> Name:
    """The name in "Family, Given, Suffix"; without a comma it is a body's, with one at its end a family name alone."""
    text = " ".join(text.split())
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or len(parts) > _NAME_PARTS:
        return Name(literal=text)
    family, given, suffix = (*parts, "")[:_NAME_PARTS]
    if suffix and _SUFFIX.fullmatch(given) and not _SUFFIX.fullmatch(suffix):
        given, suffix = suffix, given
    return person(family, given, suffix) if family else Name(literal=text.strip(" ,"))


def person(family: str, given: str, suffix: str = "") -> Name:
    """A personal name; words in lower case before the family name ("van der") are its particle."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count][0].islower():
        count += 1
    return Name(" ".join(words[count:]), given, " ".join(words[:count]), "", suffix)


def split_suffix(given: str) -> tuple[str, str]:
    """Given names and the suffix at their end, as in "Martin Luther Jr"."""
    rest, _, last = given.rpartition(" ")
    return (rest, last) if rest and _SUFFIX.fullmatch(last) else (given, "")
