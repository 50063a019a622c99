"""One name in its words and parts, by the rules of BibTeX: braces, blanks, commas, and the case of letters."""

from __future__ import annotations

import re
from typing import Final

from litreview.read.bibtex.latex import plain

_COMMA_OR_BRACE: Final = re.compile(r"\\.|[{},]", re.DOTALL)
_BLANK: Final = re.compile(r"(?<!\\)[\s~]+")
_BLANK_OR_BRACE: Final = re.compile(r"\\.|[{}]|[\s~]+", re.DOTALL)


def name_parts(raw: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """Given, particle, family and suffix words of a name."""
    sections = [_words(section) for section in split_commas(raw)]
    words = sections[0]
    if len(sections) > 1:
        given = sections[-1]
        suffix = sections[1] if len(sections) > 2 else []  # noqa: PLR2004 - von Last, Jr, First
        von = leading_particles(words)
        return given, words[:von], words[von:], suffix
    lower = [index for index, word in enumerate(words[:-1]) if _is_lower(word)]
    if not lower:
        return words[:-1], [], words[-1:], []
    return words[: lower[0]], words[lower[0] : lower[-1] + 1], words[lower[-1] + 1 :], []


def leading_particles(words: list[str]) -> int:
    """How many words the particle has before a family name: all up to the last one in lower case.

    Before a comma BibTeX reads "Ruiz de la Prada" as Prada with a particle; a name that has one begins with it.
    """
    if words and not _is_lower(words[0]):
        return 0
    for index in range(len(words) - 2, -1, -1):
        if _is_lower(words[index]):
            return index + 1
    return 0


def _words(text: str) -> list[str]:
    """The words between blanks and ties outside of braces."""
    if "{" not in text:
        return text.split() if "~" not in text else _BLANK.sub(" ", text).split()
    words: list[str] = []
    depth = start = 0
    for match in _BLANK_OR_BRACE.finditer(text):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif depth <= 0 and sign[0] != "\\":
            words.append(text[start : match.start()])
            start = match.end()
    words.append(text[start:])
    return [word for word in words if word]


def _is_lower(word: str) -> bool:
    r"""Whether the first letter of a word is in lower case; a word without letters has no case.

    As in BibTeX letters in braces have none either, but for those that a command makes: {\"o}, {\v S}, {\AA}.
    """
    if "\\" in word or "{" in word:
        while word.startswith("{") and not word.startswith("{\\"):
            end = _group_end(word)
            if end is None:
                return False
            word = word[end:]
        word = plain(word)
    for char in word:
        if char.isalpha():
            return char.islower()
    return False


def split_commas(raw: str) -> list[str]:
    """The parts between commas outside of braces."""
    if "," not in raw:
        return [raw]
    if "{" not in raw:
        return [part.strip() for part in raw.split(",")]
    parts: list[str] = []
    depth = start = 0
    for match in _COMMA_OR_BRACE.finditer(raw):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif match[0] == "," and depth <= 0:
            parts.append(raw[start : match.start()].strip())
            start = match.end()
    parts.append(raw[start:].strip())
    return parts


def is_braced(raw: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    return raw.startswith("{") and raw.endswith("}") and _group_end(raw) == len(raw)


def _group_end(text: str) -> int | None:
    """The place after the closing brace of the group that a text begins with, if it has one."""
    depth = 0
    for match in _COMMA_OR_BRACE.finditer(text):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == "}":
            return match.end()
    return None
