"""YAML with the place of every value, and without YAML 1.1's surprises.

Every scalar stays the text that the author wrote (`no`, `2024-05-01`, `1.10` and `012` mean what they say); only an
unquoted `null`, `~` or nothing at all is None. What type a value has to have, the schema says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import yaml

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position, Step
from litreview.read.sources import SourceFile

Path = tuple[Step, ...]


class _Mark(Protocol):
    """A place as either of PyYAML's parsers gives it, from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Values that aliases may repeat; without a bound, a few nested anchors write out more than any memory holds.
_MOST_REPEATED: Final = 100_000
#: libyaml builds its nodes by recursion, which deep nesting would carry beyond the stack of the process.
_DEEPEST: Final = 100
_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_LITERAL: Final = "|"
_QUOTED: Final = '"'
#: What plain values resolve to. Their kinds are of YAML 1.1 and count for nothing here.
_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")
)
#: What YAML 1.2 calls printable (5.1); anything else ends the parser without a place in the file.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML file holds: values by path, and the place of each value and of each name.

    `value` is None where the file is empty or could not be read; the diagnostics say why.
    """

    file: str
    value: Any
    places: Mapping[Path, Position]
    names: Mapping[Path, Position]
    diagnostics: tuple[Diagnostic, ...] = ()
    _order: tuple[Path, ...] = field(init=False, repr=False)
    _rank: Mapping[Path, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_order", tuple(self.places))
        object.__setattr__(self, "_rank", {path: index for index, path in enumerate(self.places)})

    def place(self, path: Path) -> Position:
        """The place of the value at `path`, or of the nearest enclosing value that has one."""
        return self.places.get(self.known(path), Position(self.file))

    def known(self, path: Path) -> Path:
        """The longest beginning of `path` that leads to a value."""
        return next((path[:end] for end in range(len(path), -1, -1) if path[:end] in self.places), ())

    def below(self, path: Path) -> Iterator[tuple[Path, Position]]:
        """The places of the value at `path` and of all in it, by the path from there on."""
        # A value's parts follow it at once: `places` is filled in the order of the file.
        for index in range(self._rank.get(path, len(self._order)), len(self._order)):
            place = self._order[index]
            if place[: len(path)] != path:
                return
            yield place[len(path) :], self.places[place]

    def without(self, paths: Collection[Path]) -> Document:
        """The document as if the values at `paths` had not been written; all others keep their places."""
        places: dict[Path, Position] = {}
        names: dict[Path, Position] = {}

        def copy(value: Any, old: Path, new: Path) -> Any:  # noqa: ANN401 - YAML holds anything
            places[new] = self.places[old]
            if old in self.names:
                names[new] = self.names[old]
            if isinstance(value, Mapping):
                return {k: copy(v, (*old, k), (*new, k)) for k, v in value.items() if (*old, k) not in paths}
            if isinstance(value, list):
                kept = [index for index in range(len(value)) if (*old, index) not in paths]
                return [copy(value[index], (*old, index), (*new, place)) for place, index in enumerate(kept)]
            return value

        return Document(self.file, copy(self.value, (), ()), places, names, self.diagnostics)


def read_yaml(file: SourceFile) -> Document:
    """Read one document.

    Never raises for bad input: what cannot be read is a diagnostic of the rule `yaml` with its line and column.
    """
    try:
        text = _decode(file)
        return _build(file.path, _compose(file.path, text))
    except _UnreadableError as error:
        return Document(file.path, None, {}, {}, (error.diagnostic,))


def load_known(text: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The content of YAML that is known to be right, with PyYAML's types: by libyaml, which is fast, if it is there.

    Raises:
        yaml.YAMLError: The text is no YAML all the same.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - one of the two safe loaders


def _decode(file: SourceFile) -> str:
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = file.data[: error.start].decode("utf-8-sig", "replace")
        hint = "save it as UTF-8: this is another encoding, such as Latin-1 or UTF-16"
        raise _UnreadableError(_behind(file.path, before), "the file is not UTF-8 text from here on", hint) from None
    if forbidden := _FORBIDDEN.search(text):
        place = _behind(file.path, text[: forbidden.start()])
        message = f"YAML does not allow the invisible character U+{ord(forbidden[0]):04X}"
        raise _UnreadableError(place, message, "delete it")
    return text


def _compose(file: str, text: str) -> yaml.Node | None:
    try:
        if (deep := _too_deep(text)) is not None:
            raise _UnreadableError(_at(file, deep), f"values are nested more than {_DEEPEST} deep")
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        # What is missed at the end of a file is told in a line that it has: where what lacks it begins, or in the last.
        last = text.rstrip("\n").count("\n")
        marks = [mark for mark in (error.problem_mark, error.context_mark) if mark and mark.line <= last]
        place = _at(file, marks[0]) if marks else _behind(file, text.rstrip("\n"))
        raise _UnreadableError(place, _problem(error), _hint(text, error)) from None
    except yaml.YAMLError as error:
        raise _UnreadableError(Position(file), f"the file is not valid YAML: {error}") from None
    return node


def _build(file: str, node: yaml.Node | None) -> Document:
    if node is None:
        return Document(file, None, {}, {})
    builder = _Builder(file)
    return Document(file, builder.build(node), builder.places, builder.names, tuple(builder.diagnostics))


class _UnreadableError(Exception):
    """Nothing of the file can be used."""

    def __init__(self, position: Position, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(Severity.ERROR, "yaml", position, message, hint)


class _Builder:
    """Turns nodes into values and notes where each stood."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Position] = {}
        self.names: dict[Path, Position] = {}
        self.diagnostics: list[Diagnostic] = []
        self._seen: set[int] = set()
        self._open: set[int] = set()
        self._repeated = 0

    def build(self, node: yaml.Node, path: Path = ()) -> Any:  # noqa: ANN401 - YAML holds anything
        self._repeated += id(node) in self._seen
        if self._repeated > _MOST_REPEATED or id(node) in self._open:
            message = "this repeats itself through its anchors, without end or beyond measure"
            raise _UnreadableError(_at(self.file, node.start_mark), message)
        if node.tag not in _TAGS and id(node) not in self._seen:
            self._report(node, f"the tag {node.tag} has no meaning here", "write the value without it")
        self._seen.add(id(node))
        self.places[path] = _at(self.file, node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            if forbidden := _FORBIDDEN.search(node.value):
                self._report(node, f"this text holds the invisible character U+{ord(forbidden[0]):04X}", "leave it out")
            return _scalar(node)
        self._open.add(id(node))
        value = self._mapping(node, path) if isinstance(node, yaml.MappingNode) else self._sequence(node, path)
        self._open.discard(id(node))
        return value

    def _sequence(self, node: yaml.Node, path: Path) -> list[Any]:
        return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report(key, "a name has to be a word or a text, not a list or a mapping")
                continue
            name = str(key.value)
            here = (*path, name)
            if name == "<<" and not key.style:
                self._report(key, "the merge key << is not part of YAML 1.2", "write the values out")
            elif name in result:
                first = self.names[here].line
                self._report(key, f"`{name}` stands here a second time; the first, in line {first}, counts")
            else:
                self.names[here] = _at(self.file, key.start_mark)
                result[name] = self.build(value, here)
        return result

    def _report(self, node: yaml.Node, message: str, hint: str = "") -> None:
        place = _at(self.file, node.start_mark)
        self.diagnostics.append(Diagnostic(Severity.ERROR, "yaml", place, message, hint))


def _scalar(node: yaml.ScalarNode) -> str | None:
    text = str(node.value)
    if not node.style:
        return None if text in _NULL else text.replace("\n", "\n\n")
    # Where YAML folds lines, a line break that is left was a blank line; with this, a paragraph ends alike everywhere.
    return text if node.style in {_LITERAL, _QUOTED} else text.rstrip("\n").replace("\n", "\n\n")


def _too_deep(text: str) -> _Mark | None:
    """Where the nesting becomes too deep, if it does."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return event.start_mark
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _at(file: str, mark: _Mark) -> Position:
    return Position(file, mark.line + 1, mark.column + 1)


def _behind(file: str, before: str) -> Position:
    """The place that follows a text."""
    return Position(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _problem(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "not valid YAML")
    context = error.context
    if context and error.context_mark and error.context_mark.line != getattr(error.problem_mark, "line", None):
        context = f"{context} that begins in line {error.context_mark.line + 1}"
    return f"{context}: {problem}" if context else problem


def _hint(text: str, error: yaml.MarkedYAMLError) -> str:
    """What is usually behind a syntax error."""
    lines = text.splitlines()
    mark = error.problem_mark
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces; this line begins with a tab"
    return next((hint for part, hint in _HINTS if part in str(error)), "")


#: What the parser says, and what an author does about it; the first that fits counts.
_HINTS: Final = (
    ("'\\t'", "indent with spaces, not with tabs"),
    ("mapping values are not allowed", "put a text that holds a colon and a space in quotes; indent names alike"),
    ("found another document", "a file holds one document; delete the line ---"),
    ("undefined alias", "put a text that begins with * in quotes"),
    ("cannot start any token", "put a text that begins with this character in quotes"),
    ("expected", "look here and in the line before for a missing colon, quote or bracket, or for other indentation"),
)
