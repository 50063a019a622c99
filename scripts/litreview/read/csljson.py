"""CSL-JSON (citeproc-js, version 1.0.2 of the schema): what reference managers and Pandoc exchange."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.read.csl_items import ItemMember, Items, is_used
from litreview.read.json_places import BadJSONError, JSONPlaces, Member
from litreview.read.sources import Bibliography, ReadFormat, SourceFile

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
        items = Items("csl-json", self.found)
        try:
            for at, members in self._items():
                items.read(self._parts(members), self._position(at))
        except BadJSONError as error:
            self._say(Severity.ERROR, "json-syntax", error.at, str(error))
        return Bibliography(items.references, tuple(self.found))

    def _items(self) -> Iterator[tuple[int, list[Member]]]:
        """The items: the offset of each, and its members."""
        at = self.json.skip(0)
        if self.json.starts("[", at):
            end = yield from self._objects(at)
        elif self.json.starts("{", at):
            members, end = self.json.members(at)
            answer = next((m for m in members if m.name == "message" and isinstance(m.value, dict)), None)
            if answer is not None:
                # What Crossref's own interface answers: one record, or a list of them.
                at = self.json.text.index("{", answer.at)
                members = self.json.members(at)[0]
            wrapped = next((m for m in members if m.name in _WRAPPERS and isinstance(m.value, list)), None)
            if wrapped is None:
                yield at, members
            else:
                yield from self._objects(self.json.text.index("[", wrapped.at))
        else:
            raise BadJSONError("an array of CSL items is expected here", at)
        if (end := self.json.skip(end)) < len(self.json.text):
            raise BadJSONError("there is more after the end of the list", end)

    def _objects(self, at: int) -> Generator[tuple[int, list[Member]], None, int]:
        """Yields the items of the array at `at`, each before what follows is read; returns the offset behind it."""
        more, at = self.json.first(at, "]")
        while more:
            if self.json.starts("{", at):
                members, end = self.json.members(at)
                yield at, members
            else:
                end = self.json.value(at)[1]  # broken JSON is the graver finding
                self._say(Severity.ERROR, "not-an-item", at, "a CSL item (an object) is expected here")
            more, at = self.json.after(end, "]")
        return at

    def _say(self, severity: Severity, rule: str, at: int, message: str) -> None:
        self.found.append(Diagnostic(severity, rule, self._position(at), message))

    def _position(self, at: int) -> Position:
        return Position(self.path, *self.json.line_and_column(at))

    def _parts(self, members: Iterable[Member]) -> Mapping[str, ItemMember]:
        parts: dict[str, ItemMember] = {}
        for member in members:
            one = ItemMember(member.name, member.value, member.written, self._position(member.at))
            if (first := parts.setdefault(member.name, one)) is not one:
                message = f"{member.name!r} was given before, at {first.position}; the first one counts"
                self._say(Severity.WARNING, "duplicate-field", member.at, message)
        return parts


FORMAT: Final = ReadFormat(
    "csl-json", "CSL-JSON", re.compile(r"\A\s*(?:\[\s*[{\]]|\{\s*[\"}])"), (".json",), read_csljson, is_used
)
