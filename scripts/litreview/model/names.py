"""Names of people and bodies, in the parts that CSL 1.0.2 gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: What stands before a letter and is none: "T. W. (Theodore William)".
_BRACKETS: Final = "([{\"'“„‘«"
_BETWEEN_GIVEN: Final = re.compile(r"[\s.\-‐]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name in parts, or the `literal` name of a body (then every other part is empty).

    `non_dropping_particle` is the "van" of "van Gogh, Vincent"; `dropping_particle` the "de" of "La Fontaine, Jean de".
    """

    family: str = ""
    given: str = ""
    non_dropping_particle: str = ""
    dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def surname(self) -> str:
        """What a list is sorted and searched by: the family name with its particle, or the body's name."""
        return self.literal or behind(self.non_dropping_particle, self.family)

    @property
    def initials(self) -> str:
        """The initials of the given names as MEDLINE has them: "Jean-Pierre A." gives "JPA"."""
        return _initials(self.given)

    @property
    def indexed(self) -> str:
        """The name as an index prints it: "Siddiqi T", "King ML Jr", or the body's name."""
        return " ".join(filter(None, (self.surname, self.initials, self.suffix.rstrip("."))))

    @property
    def display(self) -> str:
        """The name as one reads it: given names first."""
        if self.literal:
            return self.literal
        shown = " ".join(filter(None, (self.given, behind(self.dropping_particle, self.surname))))
        return f"{shown}, {self.suffix}" if self.suffix else shown


@lru_cache(maxsize=4096)  # the same given names stand in many entries
def _initials(given: str) -> str:
    parts = (part.lstrip(_BRACKETS) for part in _BETWEEN_GIVEN.split(given))
    return "".join(part[0].upper() for part in parts if part)


def behind(particle: str, family: str) -> str:
    """A family name behind its particle ("van Gogh"); an elided one stands close to it ("d’Almeida")."""
    close = not particle or particle.endswith(("’", "'"))
    return f"{particle}{family}" if close else f"{particle} {family}".rstrip()


@dataclass(frozen=True, slots=True)
class NameList:
    """Names in their printed order; `others` says that the source ends in "and others"."""

    names: tuple[Name, ...] = ()
    others: bool = False

    def __bool__(self) -> bool:
        return bool(self.names)
