"""The abbreviations and terms that a review uses."""

from __future__ import annotations

from dataclasses import dataclass

from litreview.model.source import Origin


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation with what it stands for and what that means."""

    abbreviation: str
    expansion: str
    origin: Origin
    definition: str = ""
    #: Other names of the same thing, such as a brand.
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """The content of glossary.yml, in its order."""

    origin: Origin
    terms: tuple[Term, ...] = ()
