"""Which closing brace belongs to which opening one, in linear time for any file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import Final

_BRACE: Final = re.compile(r"[{}]")
_BRACE_OR_QUOTE: Final = re.compile(r"[{}\"]")
#: A value this long is looked up in a table of all braces; shorter ones are quicker to count through.
_NEAR: Final = 20_000
_NONE: Final = -1


class Braces:
    """The braces of a text; as in BibTeX, a backslash escapes none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._opens: array[int] | None = None
        self._closes = array("q")

    def end(self, start: int) -> int | None:
        """The place of the brace that closes the one at `start`; None if none does."""
        if self._opens is None:
            depth = 0
            for match in _BRACE.finditer(self._text, start, start + _NEAR):
                depth += 1 if match[0] == "{" else -1
                if depth == 0:
                    return match.start()
            # Counting to the end for each unclosed brace would take quadratic time.
            self._pair()
        assert self._opens is not None  # noqa: S101 - paired above
        close = self._closes[bisect_left(self._opens, start)]
        return None if close == _NONE else close

    def quote_end(self, start: int) -> int | None:
        """The place of the quote that closes the one at `start`; None if a brace or the end of the text comes first."""
        pos = start + 1
        while match := _BRACE_OR_QUOTE.search(self._text, pos):
            if match[0] == '"':
                return match.start()
            end = self.end(match.start()) if match[0] == "{" else None
            if end is None:
                return None
            pos = end + 1
        return None

    def _pair(self) -> None:
        opens, closes, stack = array("q"), array("q"), []
        for match in _BRACE.finditer(self._text):
            if match[0] == "{":
                stack.append(len(opens))
                opens.append(match.start())
                closes.append(_NONE)
            elif stack:
                closes[stack.pop()] = match.start()
        self._opens, self._closes = opens, closes
