"""Words that hold the place of a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import bare, place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference
from litreview.read.draft import is_placeholder

#: Fields of which readers see the value.
_SHOWN: Final = frozenset(
    (
        *("title", "booktitle", "journal", "journaltitle", "series", "publisher", "institution", "school", "edition"),
        *("volume", "number", "pages", "year", "date", "doi", "pmid", "isbn", "issn", "url", "abstract"),
    )
)
_PEOPLE: Final = frozenset(("author", "editor"))
_ANYWHERE: Final = re.compile(
    r"[\[(<]*(?:\?+|x{4,}|to-?do|tb[acd]|fix-?me|to be (?:added|announced|completed|confirmed|determined)|lorem ipsum.*"
    r"|(?:add|enter|insert) (?:an? |the |your )?(?:abstract|author|doi|journal|title|year)s?(?: here)?"
    r"|10\.[\dx]{1,9}/x{3,})[\])>.]*",
    re.IGNORECASE | re.DOTALL,
)
#: Three of them may be the number 30.
_CROSSES: Final = re.compile(r"x{3,}", re.IGNORECASE)
_NUMBERS: Final = frozenset(("volume", "number", "pages", "edition"))
#: What a journal may be called, but no title and nobody.
_AS_WORDS: Final = re.compile(
    r"[\[(<]*(?:xx|(?:no|unknown|missing) (?:author|title|name)s?|(?:author|title) (?:unknown|missing)"
    r"|(?:first )?authors?|unknown|title|untitled document|test)[\])>.]*",
    re.IGNORECASE,
)
_LONGEST: Final = 60


def _held(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        for field, shown in _values(reference):
            yield Finding(
                place_of(reference, field),
                f"the {field} of {reference.key} only holds a place: “{shown}”",
                "give the value, or leave the field out and say so in x-unverified",
                (reference.key,),
            )


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    """The fields whose value holds a place, and what stands there."""
    for field in reference.fields:
        name, value = field.name.lower(), bare(field.value) if len(field.value) <= _LONGEST else ""
        if value and name in _SHOWN and _holds(name, value):
            yield name, value
    for role in _PEOPLE:
        people = reference.names.get(role)
        for person in people.names if people else ():
            if len(person.display) <= _LONGEST and _holds("title", person.display):
                yield role, person.display
                break


def _holds(field: str, value: str) -> bool:
    if _ANYWHERE.fullmatch(value) or (field not in _NUMBERS and _CROSSES.fullmatch(value)):
        return True
    # The reader itself leaves out the other fields that say "n/a".
    return field in ("title", "booktitle") and bool(_AS_WORDS.fullmatch(value) or is_placeholder(value))


RULES: Final = (Rule("placeholder-value", Severity.WARNING, "no word holds the place of a value", _held, alone=True),)
