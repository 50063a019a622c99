"""CSL-JSON (citeproc-js, version 1.0.2 of the schema): what reference managers and Pandoc exchange."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES, TYPES
from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Origin, Position
from litreview.model.text import Text
from litreview.read.csl_markup import parse_csl_markup
from litreview.read.dates import parse_date
from litreview.read.json_places import BadJSONError, JSONPlaces, Member
from litreview.read.sources import Bibliography, SourceFile

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DOI_RESOLVER: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
#: The lines of a note with which reference managers say what CSL-JSON has no variable for: "PMID: 1".
_NOTE_LINE: Final = re.compile(r"(PMID|PMCID|DOI|ISBN|ISSN|URL)\s*:\s*(\S+)\s*", re.IGNORECASE)
_SEASONS: Final = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_LAST_MONTH: Final = 12
#: Months go on with seasons: 13–16 in citeproc-js, 21–24 in EDTF.
_HIGHEST: Final = (24, 31)
#: Members of an item that say nothing about the work.
_STRUCTURE: Final = frozenset(("id", "type", "custom", "categories", "keyword"))
_VARIABLES: Final = TEXT_VARIABLES | NAME_VARIABLES | DATE_VARIABLES | {*IDENTIFIERS}
_WRAPPERS: Final = ("items", "references")


def read_csljson(file: SourceFile) -> Bibliography:
    """The references of a CSL-JSON file: an array of items, one item alone, or an object that holds `items`.

    Every item and field keeps its place. What cannot be read is named by a diagnostic, and what stands before it is
    still read. All members of an item are kept in `Reference.fields` as JSON, also those that nothing here knows.
    """
    try:
        text = file.data.decode(json.detect_encoding(file.data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        place = Position(file.path, line, error.start - file.data.rfind(b"\n", 0, error.start))
        message = "the file is not UTF-8 from here on"
        return Bibliography(diagnostics=(Diagnostic(Severity.ERROR, "encoding", place, message),))
    return _Reader(file.path, JSONPlaces(text)).read()


@dataclass(frozen=True, slots=True)
class _Reader:
    path: str
    json: JSONPlaces
    found: list[Diagnostic] = field(default_factory=list)

    def read(self) -> Bibliography:
        references: dict[str, Reference] = {}
        try:
            for at in self._items():
                reference = self._reference(at, len(references) + 1)
                if reference.key in references:
                    first = references[reference.key].origin.position
                    message = f"the id {reference.key!r} was given before, at {first}; this item is not used"
                    self._say(Severity.ERROR, "duplicate-key", at, message)
                else:
                    references[reference.key] = reference
        except BadJSONError as error:
            self._say(Severity.ERROR, "json-syntax", error.at, str(error))
        return Bibliography(tuple(references.values()), tuple(self.found))

    def _items(self) -> Iterator[int]:
        """The offsets of the objects that are items."""
        at = self.json.skip(0)
        if self.json.starts("[", at):
            end = yield from self._objects(at)
        elif self.json.starts("{", at):
            members, end = self.json.members(at)
            wrapped = next((m for m in members if m.name in _WRAPPERS and isinstance(m.value, list)), None)
            if wrapped is None:
                yield at
            else:
                yield from self._objects(self.json.text.index("[", wrapped.at))
        else:
            raise BadJSONError("an array of CSL items is expected here", at)
        if (end := self.json.skip(end)) < len(self.json.text):
            raise BadJSONError("there is more after the end of the list", end)

    def _objects(self, at: int) -> Generator[int, None, int]:
        elements = self.json.elements(at)
        while True:
            try:
                element = next(elements)
            except StopIteration as stop:
                return int(stop.value)
            if self.json.starts("{", element):
                yield element
            else:
                self.json.value(element)  # broken JSON is the graver finding
                self._say(Severity.ERROR, "not-an-item", element, "a CSL item (an object) is expected here")

    def _say(self, severity: Severity, rule: str, at: int, message: str) -> None:
        self.found.append(Diagnostic(severity, rule, self._position(at), message))

    def _position(self, at: int) -> Position:
        return Position(self.path, *self.json.line_and_column(at))

    def _reference(self, at: int, number: int) -> Reference:
        """The reference that the item at `at` describes; `number` names it where it has no id."""
        parts = self._parts(at)
        key = _string(parts["id"].value) if "id" in parts else ""
        if not key:
            key = f"item-{number}"
            self._say(Severity.ERROR, "missing-key", at, f"the item has no id; it is called {key!r} here")
        kind = _string(parts["type"].value) if "type" in parts else ""
        if kind not in TYPES:
            message = f"{kind!r} is no CSL type" if kind else "the item has no type"
            self._say(Severity.WARNING, "unknown-type", parts["type"].at if "type" in parts else at, message)
        variables = _Variables()
        for member in parts.values():
            if member.name in _VARIABLES and not variables.take(member.name, member.value):
                self._say(Severity.WARNING, "unreadable-field", member.at, f"{member.name!r} has no value of its kind")
            elif member.name not in _VARIABLES | _STRUCTURE:
                self._say(Severity.INFO, "unknown-field", member.at, f"{member.name!r} is no CSL variable; it is kept")
        variables.read_note()
        places = {name: self._position(member.at) for name, member in parts.items()}
        return Reference(
            key=key,
            type=kind if kind in TYPES else "document",
            entry_type=kind,
            origin=Origin(self._position(at), {(name,): place for name, place in places.items()}),
            texts=variables.texts,
            names=variables.names,
            dates=variables.dates,
            identifiers=variables.identifiers,
            keywords=_keywords(parts["keyword"].value) if "keyword" in parts else (),
            fields=tuple(SourceField(name, member.written, places[name]) for name, member in parts.items()),
            format="csl-json",
        )

    def _parts(self, at: int) -> Mapping[str, Member]:
        parts: dict[str, Member] = {}
        for member in self.json.members(at)[0]:
            if (first := parts.setdefault(member.name, member)) is not member:
                message = f"{member.name!r} was given before, at {self._position(first.at)}; the first one counts"
                self._say(Severity.WARNING, "duplicate-field", member.at, message)
        return parts


@dataclass(frozen=True, slots=True)
class _Variables:
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
            if text := _string(value):
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

    def read_note(self) -> None:
        """Takes the identifiers out of the note, unless the item has its own."""
        rest = []
        lines = str(self.texts.get("note", "")).splitlines()
        for line in lines:
            match = _NOTE_LINE.fullmatch(line)
            if match and match[1].upper() not in self.identifiers:
                self._take_text(match[1].upper(), match[2])
            else:
                rest.append(line)
        if len(rest) < len(lines):
            self.texts.pop("note")
            if note := "\n".join(rest).strip():
                self.texts["note"] = Text.plain(note)


def _string(value: object) -> str:
    """A scalar as text, "" for anything else; half a surrogate pair, which no file can hold, is replaced."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _keywords(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        # A comma divides keywords only where no semicolon does: "Leukemia, Lymphocytic; CD19" is two.
        value = _string(value).split(";" if ";" in _string(value) else ",")
    words = [_string(word) for word in value]
    return tuple(dict.fromkeys(word for word in words if word))


def _names(values: list[Any]) -> NameList:
    """Names; a last literal "others", as converters of BibTeX write it, says that there are more."""
    names = [name for value in values if (name := _name(value)) != Name()]
    others = len(names) > 1 and names[-1] == Name(literal="others")
    return NameList(tuple(names[:-1] if others else names), others=others)


def _name(value: object) -> Name:
    if not isinstance(value, dict):
        return Name(literal=_string(value))
    if literal := _string(value.get("literal", "")):
        return Name(literal=literal)
    return Name(
        family=_string(value.get("family", "")),
        given=_string(value.get("given", "")),
        suffix=_string(value.get("suffix", "")),
        non_dropping_particle=_string(value.get("non-dropping-particle", "")),
        dropping_particle=_string(value.get("dropping-particle", "")),
    )


def _date(value: dict[str, Any] | str) -> Date:
    if isinstance(value, str):
        return parse_date(value)
    both = value.get("date-parts")
    sides = [_date_parts(side) for side in both] if isinstance(both, list) else []
    start, end = ([*sides, (), ()])[:2]
    literal = _string(value.get("literal", ""))
    if not start:
        raw = parse_date(_string(value.get("raw", "")))
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
        elif _string(part):
            return True
    return False


def _season(value: object) -> int:
    text = _string(value).lower()
    number = int(text) if text.isdecimal() else _SEASONS.get(text, 0)
    return number if number in _SEASONS.values() else 0


def _date_parts(side: object) -> tuple[int, ...]:
    """Year, month and day as far as they are numbers of their kind; CSL has no year 0, so -1 is 1 BCE."""
    numbers: list[int] = []
    for value, highest in zip(side if isinstance(side, list) else (), (None, *_HIGHEST), strict=False):
        text = _string(value)
        if not re.fullmatch(r"[+-]?\d{1,6}", text) or not int(text):
            break
        if highest is not None and not 1 <= int(text) <= highest:
            break
        numbers.append(int(text))
    if numbers and numbers[0] < 0:
        numbers[0] += 1
    return tuple(numbers)
