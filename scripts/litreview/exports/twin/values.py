"""The model's values as JSON, and the JSON Schema of what comes of it: both follow the classes, so neither can lag.

Left out are places in the author's files, what is empty, and what is for the author alone.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from litreview.model.dates import Date
from litreview.model.frozen import says_nothing
from litreview.model.source import Origin, Position
from litreview.model.text import Text

#: Settings of a build, and addresses of people that no page shows.
_NOT_SHOWN: Final = frozenset(("checks", "publish_fields", "link_hosts", "email", "fingerprint"))
_PLACES: Final = (Origin, Position)
_SEASON_IN_EDTF: Final = 20
_SCALARS: Final[Mapping[type, str]] = {str: "string", bool: "boolean", int: "integer", float: "number"}


def edtf(date: Date) -> str:
    """A date in EDTF (ISO 8601-2), level 1; what is none in words, as its source has it."""
    if not date.start:
        return date.literal
    doubt = {(True, False): "~", (False, True): "?", (True, True): "%"}.get((date.approximate, date.uncertain), "")
    start = _parts(date.start, date.season) + doubt
    if date.open_end:
        return f"{start}/.."
    return f"{start}/{_parts(date.end, date.end_season)}{doubt}" if date.end else start


def _parts(date: tuple[int, ...], season: int) -> str:
    year, *rest = date
    rest = rest or ([_SEASON_IN_EDTF + season] if season else [])
    sign = "-" if year < 0 else ""
    return "-".join((f"{sign}{abs(year):04d}", *(f"{part:02d}" for part in rest)))


def plain(value: object) -> Any:  # noqa: ANN401 - JSON holds anything
    """A value of the model as JSON has it: objects without empty members, dates in EDTF, texts without setting."""
    made = value
    match value:
        case Date():
            made = edtf(value)
        case Text():
            made = str(value)
        case Enum():
            made = value.value
        case Mapping():
            made = {str(plain(name)): plain(one) for name, one in value.items()}
        case tuple() | list():
            made = [plain(one) for one in value]
        case _ if is_dataclass(value):
            members = ((one.name, getattr(value, one.name)) for one in fields(value) if _shown(one.name))
            made = {name: plain(one) for name, one in members if not isinstance(one, _PLACES) and not says_nothing(one)}
    return made


def _shown(name: str) -> bool:
    return name not in _NOT_SHOWN


class SchemaOf:
    """The JSON Schemas of some classes of the model, which share their definitions."""

    def __init__(self) -> None:
        #: The classes that were met, by name, for `$defs`.
        self.definitions: dict[str, Any] = {}

    def of(self, kind: Any) -> dict[str, Any]:  # noqa: ANN401 - an annotation
        """The schema of what `plain` makes of values of a type."""
        if kind is Any:
            return {}
        if get_origin(kind) in (Union, types.UnionType):
            # None is left out.
            (only,) = (one for one in get_args(kind) if one is not type(None))
            return self.of(only)
        origin = get_origin(kind) or kind
        if origin is tuple:
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(get_args(kind)[1])}
        return self._class(kind)

    def _class(self, kind: type) -> dict[str, Any]:
        if kind is Date:
            return {"type": "string", "description": "a date in EDTF, or in words where it is none"}
        if kind is Text:
            return {"type": "string"}
        if issubclass(kind, Enum):
            return {"enum": [one.value for one in kind]}
        if is_dataclass(kind):
            return self._object(kind)
        return {"type": next(name for known, name in _SCALARS.items() if issubclass(kind, known))}

    def _object(self, kind: type) -> dict[str, Any]:
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            members = {one: self.of(hint) for one, hint in _hints(kind).items() if _shown(one)}
            self.definitions[name] = {
                "type": "object",
                "description": (kind.__doc__ or "").strip().partition("\n")[0],
                "properties": members,
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """The annotations of a class of the model, without places."""
    own = {one.name for one in fields(kind)}
    hints = get_type_hints(kind)
    return {name: hint for name, hint in hints.items() if name in own and hint not in _PLACES}
