"""What figures and pages ask of the texts of the interface, and numbers as the language of these has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Words(Protocol):
    """The texts of the interface: each by its name, with its {placeholders} filled."""

    def __call__(self, name: str, /, **values: object) -> str:
        """The text of that name."""

    def word(self, english: str) -> str:
        """A word of the data that come with litreview, such as a level of a tool; any other stays as it is."""


def localised(digits: str, words: Words) -> str:
    """A number as it was typed, with a minus sign for its hyphen and the language's decimal sign for its point."""
    signed = f"−{digits[1:]}" if digits.startswith("-") else digits
    return signed.replace(".", words("decimal"))


def with_unit(shown: str, unit: str, words: Words) -> str:
    """A number with its unit, which brings its own blank; the percent sign has the one of the language."""
    return words("percent", value=shown) if unit == "%" else f"{shown}{unit}"


def grouped(count: int, words: Words) -> str:
    """A whole number with a sign between its thousands."""
    return f"{count:,}".replace(",", words("thousands"))


def listed(names: Sequence[str], words: Words) -> str:
    """Names as a sentence has them: one, two and three."""
    *others, last = names or [""]
    return words("list_and", first=", ".join(others), last=last) if others else last


def sentence(text: str) -> str:
    """A text with a capital at its beginning; the rest of it, nouns in German for example, stays.

    So does a first word with a capital further on, which is a name as it is: uMRD, mRNA, iNKT.
    """
    first = text.partition(" ")[0]
    return text if any(map(str.isupper, first[1:])) else text[:1].upper() + text[1:]
