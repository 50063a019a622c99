"""MathML in titles and abstracts, as Crossref has it, in the few marks that text has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

_MATH: Final = re.compile(
    r"<(?P<name>(?:\w+:)?math)\b[^<>]*>(?P<inside>(?:(?!<(?:\w+:)?math\b).)*?)</(?P=name)\s{0,9}>|<(?:\w+:)?math\b[^<>]*/>",
    re.DOTALL | re.IGNORECASE,
)
_PIECE: Final = re.compile(r"<(?P<end>/)?(?:\w+:)?(?P<tag>\w+)\b[^<>]*?(?P<alone>/)?>|(?P<text>[^<]+|<)")
#: Elements that say the same again, in another notation.
_REPEATED: Final = frozenset(("annotation", "annotation-xml"))
_DEEPEST: Final = 50


def replace_mathml(source: str) -> str:
    """A text with each `<math>` as plain letters, `<sub>` and `<sup>`; a fraction is a/b, a root √(a)."""
    if "math" not in source:
        return source
    return _MATH.sub(lambda found: _written(found["inside"] or ""), source)


def _written(source: str) -> str:
    """The children of open elements are gathered until they close: what they become depends on which child it is."""
    stack: list[tuple[str, list[str]]] = [("", [])]
    for piece in _PIECE.finditer(source):
        tag = (piece["tag"] or "").lower()
        if piece["text"] is not None:
            if text := " ".join(piece["text"].split()):
                stack[-1][1].append(text)
        elif piece["end"]:
            if len(stack) > 1 and stack[-1][0] == tag:
                _close(stack)
        elif piece["alone"]:
            stack[-1][1].append(" " if tag == "mspace" else "")
        elif len(stack) < _DEEPEST:
            stack.append((tag, []))
    while len(stack) > 1:
        _close(stack)
    return "".join(stack[0][1])


def _close(stack: list[tuple[str, list[str]]]) -> None:
    tag, children = stack.pop()
    if tag not in _REPEATED:
        form = _FORMS.get(tag)
        stack[-1][1].append(form[1](children) if form and len(children) == form[0] else "".join(children))


_FORMS: Final[Mapping[str, tuple[int, Callable[[list[str]], str]]]] = {
    "msub": (2, lambda of: f"{of[0]}<sub>{of[1]}</sub>"),
    "msup": (2, lambda of: f"{of[0]}<sup>{of[1]}</sup>"),
    "msubsup": (3, lambda of: f"{of[0]}<sub>{of[1]}</sub><sup>{of[2]}</sup>"),
    "mfrac": (2, lambda of: f"{of[0]}/{of[1]}"),
    "msqrt": (1, lambda of: f"√({of[0]})"),
}
