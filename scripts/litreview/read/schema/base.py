"""What all shapes share: the kinds of values, and how a violation is found, told and cut out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import isfinite
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.evidence import Figure
from litreview.model.source import Origin, Step
from litreview.read.nearest import nearest_hint
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document, Path, read_yaml

#: A `Shape`, or a dataclass with a configuration for pydantic.
ShapeT = TypeVar("ShapeT")
_WHOLE: Final = re.compile(r"[-+]?\d{1,15}", re.ASCII)
_NUMBER: Final = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?", re.ASCII)
_BOOLEANS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
#: Names of texts that are only shown. A record without one is kept with a stand-in: to drop, say, an outcome for want
#: of its name would have every result that uses it called wrong too.
_SHOWN: Final = frozenset({"name", "title", "text", "rows_title", "columns_title"})
_STAND_IN: Final = "(missing)"


class Shape(BaseModel):
    """The shape of a mapping: names that are not listed are an error."""

    # A review seldom has all of the files, and to make ready for one takes some milliseconds.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_the_unsaid(cls, value: Any) -> Any:  # noqa: ANN401 - YAML holds anything
        """A name with nothing behind it says nothing, unless the file cannot do without it."""
        if not isinstance(value, Mapping):
            return value
        fields = cls.model_fields
        return {k: v for k, v in value.items() if v is not None or k not in fields or fields[k].is_required()}


def _whole(value: object) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ValueError(f"has to be a whole number, such as 12, not {_seen(value)}")


def _number(value: object) -> Figure:
    # This replaces pydantic's own reading, which would give a plain float back and forget the digits.
    if isinstance(value, str) and _NUMBER.fullmatch(value) and isfinite(number := Figure(value)):
        return number
    raise ValueError(f"has to be a number, such as 12.5, not {_seen(value)}")


def _boolean(value: object) -> bool:
    if isinstance(value, str) and value in _BOOLEANS:
        return _BOOLEANS[value]
    raise ValueError(f"has to be true or false, not {_seen(value)}")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _paragraphs(value: object) -> object:
    parts = _listed(value)
    if not isinstance(parts, list):
        return parts
    split = (re.split(r"\n\s*\n", part) if isinstance(part, str) else [part] for part in parts)
    return [" ".join(p.split()) if isinstance(p, str) else p for group in split for p in group if p != ""]


#: Scalars come as the text that stands in the file, so numbers and truth values are read here, as YAML 1.2 writes them.
Count = Annotated[int, Field(ge=0), BeforeValidator(_whole)]
Number = Annotated[float, PlainValidator(_number, json_schema_input_type=float)]
Flag = Annotated[bool, BeforeValidator(_boolean)]
Words = Annotated[str, Field(min_length=1)]
#: Text that an editor may take for a number: a volume, a version, a year.
Printed = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
#: A date; what it says, the reader of the file finds out.
Day = Annotated[str, Field(min_length=1), WithJsonSchema({"type": ["string", "integer"]})]
#: A list of texts, or one text alone.
Texts = Annotated[list[Words], BeforeValidator(_listed, json_schema_input_type=list[str] | str)]
#: Paragraphs as a list, or one text in which blank lines part them.
Paragraphs = Annotated[list[Words], BeforeValidator(_paragraphs, json_schema_input_type=list[str] | str)]


def read_shape(file: SourceFile, shape: type[ShapeT]) -> tuple[Document, ShapeT | None, tuple[Diagnostic, ...]]:
    """A YAML file as `shape`.

    What is wrong is cut out, so that the rest can be looked at in the same run.

    Returns:
        The document without what was cut out, its content (None where nothing can be used), and what is to be said
        about the file: of the rule `yaml` on its syntax, of the rule `schema` on each violation of the shape.
    """
    document = read_yaml(file)
    found = list(document.diagnostics)
    if document.value is None:
        if not found:
            message, hint = "the file is empty", "fill it in, or delete it if you do not need it"
            found.append(Diagnostic(Severity.ERROR, "schema", document.place(()), message, hint))
        return document, None, tuple(found)
    if not isinstance(document.value, Mapping):
        message = f"the file has to hold names and values, such as `title: ...`, not {_seen(document.value)}"
        found.append(Diagnostic(Severity.ERROR, "schema", document.place(()), message))
        return document, None, tuple(found)
    first = True
    validator = TypeAdapter(shape)
    while True:
        try:
            return document, validator.validate_python(document.value), tuple(found)
        except ValidationError as error:
            details = error.errors(include_url=False)
        # After the first round, what is missing is what we cut out.
        found.extend(_told(document, shape, item) for item in details if first or item["type"] != "missing")
        first = False
        cut = {path for item in details if (path := _to_cut(document, item)) is not None}
        if () in cut:
            return document, None, tuple(found)
        document = _mended(document, cut, details)


def origin(document: Document, *path: Step) -> Origin:
    """The place of the record at `path` and of all values inside it."""
    parts = dict(document.below(path))
    position = parts.pop((), document.place(path))
    return Origin(position, parts)


def _path(item: ErrorDetails) -> Path:
    return tuple(step for step in item["loc"] if isinstance(step, str | int))


def _stands_in(item: ErrorDetails) -> bool:
    return item["type"] == "missing" and item["loc"][-1] in _SHOWN


def _to_cut(document: Document, item: ErrorDetails) -> Path | None:
    path = _path(item)
    if item["type"] == "missing":
        return None if _stands_in(item) else document.known(path[:-1])
    return document.known(path)


def _mended(document: Document, cut: set[Path], details: list[ErrorDetails]) -> Document:
    """The document with stand-ins, without what is cut out."""
    places = dict(document.places)
    value = document.value
    for item in details:
        if _stands_in(item):
            path = _path(item)
            places[path] = document.place(path)
            value = _with(value, path, _STAND_IN)
    return replace(document, value=value, places=places).without(cut)


def _with(value: Any, path: Path, new: str) -> Any:  # noqa: ANN401 - YAML holds anything
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return [_with(v, rest, new) if index == step else v for index, v in enumerate(value)]
    return {**value, step: _with(value.get(step), rest, new)}


def _told(document: Document, shape: type, item: ErrorDetails) -> Diagnostic:
    path = _path(item)
    place, hint = document.place(path), ""
    given = item["input"]
    context = item.get("ctx", {})
    match item["type"]:
        case "missing":
            place, message = document.place(path[:-1]), f"`{path[-1]}` is missing"
        case "extra_forbidden" | "unexpected_keyword_argument":
            place = document.names.get(path, place)
            message = f"`{path[-1]}` has no meaning here"
            known = _known_names(shape, path[:-1])
            hint = nearest_hint(str(path[-1]), known) or f"known are: {', '.join(known)}"
        case "enum" | "literal_error":
            choices = re.findall(r"'([^']+)'", str(context.get("expected", "")))
            message = f"{_label(path)} has to be one of {', '.join(choices)}, not {_seen(given)}"
            hint = nearest_hint(given, choices) if isinstance(given, str) else ""
        case kind:
            told = _MESSAGES.get(kind, str(item["msg"]).removeprefix("Value error, "))
            message = f"{_label(path)} {told.format(seen=_seen(given), **context)}"
    return Diagnostic(Severity.ERROR, "schema", place, message, hint)


_MESSAGES: Final[Mapping[str, str]] = {
    "string_type": "has to be a text, not {seen}",
    "string_too_short": "is empty",
    "int_parsing": "has to be a whole number, such as 12, not {seen}",
    "bool_parsing": "has to be true or false, not {seen}",
    "bool_type": "has to be true or false, not {seen}",
    "list_type": "has to be a list, not {seen}",
    "frozen_set_type": "has to be a list, not {seen}",
    "dict_type": "has to hold names and values, not {seen}",
    "mapping_type": "has to hold names and values, not {seen}",
    "model_type": "has to hold names and values, not {seen}",
    "dataclass_type": "has to hold names and values, not {seen}",
    "too_short": "has to have {min_length} values, not {actual_length}",
    "too_long": "has to have {max_length} values, not {actual_length}",
    "greater_than_equal": "has to be at least {ge:g}, not {seen}",
}


def _label(path: Path) -> str:
    """A value as its author knows it: by its name, and by its number in a list."""
    if path and isinstance(path[-1], int):
        name = next((step for step in reversed(path) if isinstance(step, str)), "the list")
        return f"number {path[-1] + 1} of `{name}`"
    return f"`{path[-1]}`" if path else "the file"


def _seen(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case list():
            return "a list"
        case Mapping():
            return "names and values"
        case str():
            return f"“{value}”" if len(value) <= 40 else f"“{value[:40]}…”"  # noqa: PLR2004 - what fits a line
        case _:
            return str(value)


@cache
def _schema(shape: type) -> dict[str, Any]:
    return TypeAdapter[Any](shape).json_schema()


def _known_names(shape: type, path: Path) -> list[str]:
    """The names that a mapping at `path` may hold, found through the JSON Schema of the whole file."""
    schema = _schema(shape)
    node: Any = schema
    for step in path:
        node = _mapping_or_list(schema, node)
        below = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
        node = below or node.get("additionalProperties") or {}
    return list(_mapping_or_list(schema, node).get("properties", {}))


def _mapping_or_list(schema: dict[str, Any], node: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The schema itself, or the one among its choices that describes a mapping or a list."""
    if not isinstance(node, dict):
        return {}
    if "$ref" in node:
        return _mapping_or_list(schema, schema["$defs"][node["$ref"].rsplit("/", 1)[-1]])
    choices = [_mapping_or_list(schema, choice) for choice in node.get("anyOf", ())]
    return next((c for c in choices if c.keys() & {"properties", "items", "additionalProperties"}), node)
