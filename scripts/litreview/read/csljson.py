"""CSL-JSON (citeproc-js, version 1.0.2 of the schema): what reference managers and Pandoc exchange."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES, TYPES
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Origin, Position
from litreview.read import crossref
from litreview.read.csl_values import Variables, keywords, string_value
from litreview.read.json_places import BadJSONError, JSONPlaces, Member
from litreview.read.keys import Keys
from litreview.read.sources import Bibliography, ReadFormat, SourceFile

#: Members of an item that say nothing about the work.
_STRUCTURE: Final = frozenset(("id", "type", "custom", "categories", "keyword"))
_SERIALS: Final = {"ISSN": ", ", "ISBN": " "}
_VARIABLES: Final = TEXT_VARIABLES | NAME_VARIABLES | DATE_VARIABLES | {*IDENTIFIERS}
_WRAPPERS: Final = ("items", "references")
#: An address for an id, as Zotero and doi.org give: nothing that one would cite by.
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://|\d+$", re.IGNORECASE)


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
    keys: Keys = field(default_factory=Keys)
    found: list[Diagnostic] = field(default_factory=list)

    def read(self) -> Bibliography:
        references: dict[str, Reference] = {}
        try:
            for at in self._items():
                reference = self._reference(at)
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

    def _reference(self, at: int) -> Reference:
        """The reference that the item at `at` describes."""
        parts = self._parts(at)
        given = string_value(parts["type"].value) if "type" in parts else ""
        kind = crossref.TYPES.get(given.lower(), given)
        if kind not in TYPES:
            message = f"{given!r} is no CSL type" if given else "the item has no type"
            self._say(Severity.WARNING, "unknown-type", parts["type"].at if "type" in parts else at, message)
        variables = Variables()
        for member in parts.values():
            self._take(variables, member)
        variables.finish({name: member.value for name, member in parts.items()})
        places = {name: self._position(member.at) for name, member in parts.items()}
        reference = Reference(
            key="",
            type=kind if kind in TYPES else "document",
            entry_type=given,
            origin=Origin(self._position(at), {(name,): place for name, place in places.items()}),
            texts=variables.texts,
            names=variables.names,
            dates=variables.dates,
            identifiers=variables.identifiers,
            keywords=keywords(parts["keyword"].value) if "keyword" in parts else (),
            fields=tuple(SourceField(name, member.written, places[name]) for name, member in parts.items()),
            format="csl-json",
        )
        return replace(reference, key=self._key(reference, parts, at))

    def _key(self, reference: Reference, parts: Mapping[str, Member], at: int) -> str:
        """The id; where it is missing, or an address beside a citation key, what one would cite the item by."""
        own = string_value(parts["id"].value) if "id" in parts else ""
        citation_key = str(reference.text("citation-key"))
        if citation_key and (not own or _ADDRESS.match(own)):
            return citation_key
        if own:
            return own
        key = self.keys.make(reference)
        self._say(Severity.INFO, "missing-key", at, f"the item has no id; it is called {key!r} here")
        return key

    def _take(self, variables: Variables, member: Member) -> None:
        name = crossref.MEMBERS.get(member.name, member.name)
        if name not in _VARIABLES:
            if name not in _STRUCTURE and name not in crossref.BOOKKEEPING:
                self._say(Severity.INFO, "unknown-field", member.at, f"{name!r} is no CSL variable; it is kept")
            return
        value = member.value
        if isinstance(value, list) and name not in NAME_VARIABLES:
            # Crossref gives titles and numbers in arrays, mostly of one.
            several = [one for one in value if string_value(one)]
            if name in _SERIALS:
                value = _SERIALS[name].join(map(string_value, several))
            else:
                value = several[0] if several else ""
                if len(several) > 1:
                    message = f"{member.name!r} has several values; the first one counts"
                    self._say(Severity.INFO, "several-values", member.at, message)
        if name != member.name and (name in variables.texts or name in variables.dates):
            return
        if not variables.take(name, value):
            self._say(Severity.WARNING, "unreadable-field", member.at, f"{member.name!r} has no value of its kind")

    def _parts(self, at: int) -> Mapping[str, Member]:
        parts: dict[str, Member] = {}
        for member in self.json.members(at)[0]:
            if (first := parts.setdefault(member.name, member)) is not member:
                message = f"{member.name!r} was given before, at {self._position(first.at)}; the first one counts"
                self._say(Severity.WARNING, "duplicate-field", member.at, message)
        return parts


def is_used(reference: Reference, one: SourceField) -> bool:
    """Whether something is made of a member of an item."""
    name = crossref.MEMBERS.get(one.name, one.name)
    if name == "citation-key":
        return str(reference.text(name)) == reference.key
    if name == "source":
        return True
    return name in _VARIABLES or name in _STRUCTURE or name in crossref.PUBLISHED or name == "subtitle"


FORMAT: Final = ReadFormat(
    "csl-json", "CSL-JSON", re.compile(r"\A\s*(?:\[\s*[{\]]|\{\s*[\"}])"), (".json",), read_csljson, is_used
)
