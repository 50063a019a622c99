"""JSON read value by value, so that each keeps its place in the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Final

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SIGN: Final = re.compile(r"[ \t\r\n]*([:,\]}]?)[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object: its name, its value, the value as it is written, and the offset of the name."""

    name: str
    value: Any
    written: str
    at: int


class BadJSONError(ValueError):
    """Broken JSON; `at` is the offset of the place."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class JSONPlaces:
    """A JSON text and the offsets in it. All methods raise BadJSONError where the text is no JSON."""

    text: str
    _lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines.extend((0, *(match.end() for match in re.finditer("\n", self.text))))

    def line_and_column(self, at: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1."""
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1

    def starts(self, char: str, at: int) -> bool:
        """Whether this character stands at the offset."""
        return self.text.startswith(char, at)

    def skip(self, at: int) -> int:
        """The offset behind white space."""
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def first(self, at: int, closing: str) -> tuple[bool, int]:
        """Whether the array or object that opens at `at` holds anything, and the offset of that or behind its end."""
        at = self.skip(at + 1)
        return (False, at + 1) if self.starts(closing, at) else (True, at)

    def after(self, at: int, closing: str) -> tuple[bool, int]:
        """Whether more follows the element or member that ends at `at`, and its offset or that behind the end."""
        sign, at, behind = self._sign(at)
        if sign == closing:
            return False, at + 1
        return True, self._expected(",", sign, at, behind)

    def members(self, at: int) -> tuple[list[Member], int]:
        """The members of the object at `at`, and the offset behind it."""
        members: list[Member] = []
        more, at = self.first(at, "}")
        while more:
            start = at
            if not self.starts('"', at):
                raise BadJSONError("a name in double quotes is expected here", at)
            name, at = self.value(at)
            at = self._expected(":", *self._sign(at))
            value, end = self.value(at)
            members.append(Member(name, value, self.text[at:end], start))
            more, at = self.after(end, "}")
        return members, at

    def value(self, at: int) -> tuple[Any, int]:
        """The value at `at`, and the offset behind it."""
        try:
            return _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise BadJSONError(error.msg[0].lower() + error.msg[1:], error.pos) from None
        except RecursionError:
            raise BadJSONError("values are nested too deeply", at) from None
        except ValueError as error:
            raise BadJSONError(str(error), at) from None

    def _sign(self, at: int) -> tuple[str, int, int]:
        """The mark of punctuation that follows, its offset, and the offset of what follows that."""
        match = _SIGN.match(self.text, at)
        return (match[1], match.start(1), match.end()) if match else ("", at, at)

    def _expected(self, char: str, sign: str, at: int, behind: int) -> int:
        if sign != char:
            found = repr(self.text[at]) if at < len(self.text) else "the end of the file"
            raise BadJSONError(f"{char!r} is expected here, not {found}", at)
        return behind


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


#: Line breaks inside strings, which strict JSON forbids, are what hand-edited files have.
_DECODER: Final = json.JSONDecoder(parse_constant=_refuse, strict=False)
