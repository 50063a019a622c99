"""XML from anywhere as small trees with places: no entity is expanded, nothing outside of the file is read."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from litreview.model.source import Position

#: Deeper than any record; a tree of that depth is an attack, or no record.
_DEEPEST: Final = 100


class XMLFaultError(ValueError):
    """The file goes on in a way that cannot be read; what was complete before stands."""

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(message)
        self.position = position


@dataclass(slots=True)
class Element:
    """An element with its children (elements and text) in their order."""

    tag: str
    attributes: dict[str, str]
    position: Position
    children: list[Element | str] = field(default_factory=list)

    def elements(self, tag: str = "") -> Iterator[Element]:
        """The child elements, or those of one tag."""
        return (child for child in self.children if isinstance(child, Element) and tag in ("", child.tag))

    def find(self, path: str) -> Element | None:
        """The first descendant at a path of tags ("Journal/JournalIssue/Volume")."""
        return next(self.find_all(path), None)

    def find_all(self, path: str) -> Iterator[Element]:
        """All descendants at a path of tags."""
        first, _, rest = path.partition("/")
        for child in self.elements(first):
            if rest:
                yield from child.find_all(rest)
            else:
                yield child

    @property
    def text(self) -> str:
        """All text inside, on one line."""
        return " ".join("".join(_pieces(self)).split())

    def value(self, path: str) -> str:
        """The text of the first descendant at a path, or nothing."""
        found = self.find(path)
        return found.text if found else ""


def _pieces(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _pieces(child)


@dataclass(slots=True)
class _Builder:
    """Builds a tree for each element of the wanted tags, and forgets everything else."""

    path: str
    wanted: frozenset[str]
    parser: expat.XMLParserType
    root: str = ""
    open: list[Element] = field(default_factory=list)
    done: list[Element] = field(default_factory=list)
    depth: int = 0

    def here(self) -> Position:
        return Position(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.root = self.root or tag
        self.depth += 1
        if self.depth > _DEEPEST:
            raise XMLFaultError("elements are nested too deeply", self.here())
        if self.open or tag in self.wanted:
            element = Element(tag, attributes, self.here())
            if self.open:
                self.open[-1].children.append(element)
            self.open.append(element)

    def end(self, _tag: str) -> None:
        self.depth -= 1
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.done.append(element)

    def text(self, data: str) -> None:
        if self.open:
            self.open[-1].children.append(data)

    def entity(self, name: str, _is_parameter: int) -> None:
        """An entity of the document type, whose definition is not read; those of HTML are known."""
        self.text(html.unescape(f"&{name};"))

    def declared(self, name: str, *_rest: object) -> None:
        raise XMLFaultError(f"the file declares the entity “{name}”, which is not expanded", self.here())


def read_elements(
    data: bytes, path: str, wanted: frozenset[str], fault: Callable[[XMLFaultError], None]
) -> list[Element]:
    """All complete elements of the wanted tags, outermost ones; `fault` is told why nothing follows."""
    parser = expat.ParserCreate()
    builder = _Builder(path, wanted, parser)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.declared
    parser.SkippedEntityHandler = builder.entity
    try:
        parser.Parse(data, True)  # noqa: FBT003 (expat takes it by position alone)
    except expat.ExpatError as error:
        place = Position(path, error.lineno, error.offset + 1)
        fault(XMLFaultError(f"the XML is broken here: {expat.ErrorString(error.code)}", place))
    except XMLFaultError as error:
        fault(error)
    except (ValueError, LookupError) as error:
        # An encoding that nobody knows, or that has more than one byte a character.
        fault(XMLFaultError(f"the file cannot be read: {error}", builder.here()))
    return builder.done
