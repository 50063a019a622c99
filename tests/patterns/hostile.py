# ruff: noqa: ANN401 (the parser of the standard library has no types)
"""Hostile texts for a regular expression, made from its own parts: what repeats in it, again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as ops  # type: ignore[attr-defined] # the parser of the standard library, which has no stub
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final

#: Each class that a pattern may name: how it is written, and one character of it.
_CATEGORIES: Final = {
    ops.CATEGORY_DIGIT: (r"\d", "7"),
    ops.CATEGORY_NOT_DIGIT: (r"\D", "x"),
    ops.CATEGORY_SPACE: (r"\s", " "),
    ops.CATEGORY_NOT_SPACE: (r"\S", "x"),
    ops.CATEGORY_WORD: (r"\w", "x"),
    ops.CATEGORY_NOT_WORD: (r"\W", "-"),
}
_ANY: Final = "x1 .-\n\"'<[({&\\*é\0"
#: What may stand behind a repetition to make it fail.
_ENDS: Final = ("", "\0", "\n", "x")
#: So many repetitions make a text "for ever".
_OFTEN: Final = 20
#: So many texts of one part.
_EACH: Final = 3


def hard(pattern: re.Pattern[str]) -> tuple[tuple[str, str], ...]:
    """Texts whose repetition is hard for a pattern, if anything is, each behind one that stands there once.

    They are what its repeated parts match, alone, with what stands before and behind them, and the characters that the
    pattern names. Nothing for a pattern in which nothing repeats for ever.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found = dict.fromkeys(_repetitions(tree, ""))
    named = [character for character in dict.fromkeys(_named(tree)) if not character.isalnum()]
    for before in dict.fromkeys(before for before, _ in found):
        found |= dict.fromkeys((before, character) for character in named[:8])
    return tuple((before, piece) for before, piece in found if piece)


def grown(before: str, piece: str, size: int) -> Iterator[str]:
    """Texts of about a size: the piece again and again, and something behind it."""
    text = before + piece * (size // len(piece) + 1)
    for end in _ENDS:
        yield text + end


def _repetitions(tree: Any, outside: str) -> Iterator[tuple[str, str]]:
    items = list(tree)
    for place, item in enumerate(items):
        before, behind = outside + _sample(items[:place]), _sample(items[place + 1 :])
        if _repeats(item):
            for text in _samples(item[1][2]):
                yield "", text
                yield before, text
                yield "", before + text
                yield "", text + behind
                yield "", before + text + behind[:-1]
            yield "", before
        for inner in _inside(item):
            yield from _repetitions(inner, before)


def _named(tree: Any) -> Iterator[str]:
    """The characters that a pattern names."""
    for item in tree:
        op, value = item
        if op in (ops.LITERAL, ops.NOT_LITERAL):
            yield chr(value)
        elif op is ops.IN:
            yield from (chr(part) for kind, part in value if kind is ops.LITERAL)
        for inner in _inside(item):
            yield from _named(inner)


def _repeats(item: Any) -> bool:
    op, value = item
    return op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[1] >= _OFTEN


def _inside(item: Any) -> Iterator[Any]:
    op, value = item
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        yield value[2]
    elif op is ops.BRANCH:
        yield from value[1]
    elif op is ops.SUBPATTERN:
        yield value[3]
    elif op is ops.ATOMIC_GROUP:
        yield value
    elif op in (ops.ASSERT, ops.ASSERT_NOT):
        yield value[1]
    elif op is ops.GROUPREF_EXISTS:
        yield from (part for part in value[1:] if part is not None)


def _sample(items: Any) -> str:
    return next(iter(_samples(items)), "")


def _samples(items: Any) -> list[str]:
    """Some texts that a sequence matches, or nearly: what is only looked at is left out."""
    texts = [""]
    for item in items:
        options = _options(item)
        texts = [text + option for option in options for text in texts][: _EACH * 2]
    return list(dict.fromkeys(texts))[:_EACH]


def _options(item: Any) -> list[str]:  # noqa: PLR0911 (one case a kind of part)
    op, value = item
    if op is ops.LITERAL:
        return [chr(value)]
    if op is ops.NOT_LITERAL:
        return [character for character in _ANY if ord(character) != value][:_EACH]
    if op is ops.ANY:
        return ["x", " "]
    if op is ops.IN:
        return _of_set(value)
    if op is ops.BRANCH:
        return [text for branch in value[1] for text in _samples(branch)[:2]][: _EACH * 2]
    if op is ops.SUBPATTERN:
        return _samples(value[3])
    if op is ops.ATOMIC_GROUP:
        return _samples(value)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, _, part = value
        return [text * max(1, min(least, _OFTEN)) for text in _samples(part)] + ([""] if not least else [])
    return [""]


def _of_set(parts: Any) -> list[str]:
    if parts[0][0] is ops.NEGATE:
        barred = re.compile("[" + "".join(map(_written, parts[1:])) + "]")
        return [character for character in _ANY if not barred.match(character)][:_EACH]
    texts = []
    for op, value in parts:
        if op is ops.LITERAL:
            texts.append(chr(value))
        elif op is ops.RANGE:
            texts.append(chr(value[0]))
        elif op is ops.CATEGORY:
            texts.append(_CATEGORIES[value][1])
    return texts[: _EACH * 2]


def _written(part: Any) -> str:
    op, value = part
    if op is ops.LITERAL:
        return re.escape(chr(value))
    if op is ops.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES[value][0]
