"""Names of people: one person, one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.names import Name

_ET_AL: Final = re.compile(r"\bet\.?\s+al\b", re.IGNORECASE)
#: "Smith J, Doe A": a surname and initials, twice at least, with commas or blanks between them. It begins where a word
#: does, or a name of a thousand hyphens would be read again from each.
_SEVERAL: Final = re.compile(
    r"(?<![\w'’-])(?:['’-]*[^\W\d_][\w'’-]+\s+[A-Z]{1,3}\.?)(?:\s*[,;]\s*[^\W\d_][\w'’-]+\s+[A-Z]{1,3}\b\.?)+"
)
_JOINED: Final = re.compile(r"[^\W\d_]\.?\s*(?:;|\s&\s|\s\+\s)\s*[^\W\d_]")
#: No printed name of a person has more given names than this.
_MOST_GIVEN: Final = 6
#: "Smith J Doe A" has a family name, and initial, family name and initial in the place of given names.
_MERGED_GIVEN: Final = 3
_TELLTALE: Final = re.compile(r"[,;&+]|\bal\b", re.IGNORECASE)


def _merged(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        for variable, people in reference.names.items():
            doubtful = next((name for name in people.names if _looks_merged(name)), None)
            if doubtful:
                yield Finding(
                    place_of(reference, variable),
                    f"one {variable} of {reference.key} looks like several: {_short(doubtful.display)}",
                    "put “and” between names, and “and others” for et al.",
                    (reference.key,),
                )


def _looks_merged(name: Name) -> bool:
    if name.literal:
        # A body's name may hold commas, "and" and "&"; only surnames with initials give a list away.
        return bool(_SEVERAL.search(name.literal) or _ET_AL.search(name.literal))
    given = name.given.count(" ") + 1
    whole = name.display
    if given < _MERGED_GIVEN and not _TELLTALE.search(whole):
        # As nearly all names are.
        return False
    return (
        "," in name.given
        or given > _MOST_GIVEN
        or bool(_JOINED.search(whole) or _ET_AL.search(whole) or _SEVERAL.search(f"{name.family} {name.given}"))
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - a message is one line


RULES: Final = (Rule("merged-authors", Severity.WARNING, "each person of a list is one name", _merged, alone=True),)
