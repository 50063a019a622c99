"""Names of people in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.names import Name

_WORD: Final = re.compile(r"[^\W\d_]+")
#: Fewer letters in capitals may be initials: "Smith JAB" without a comma has them where the family name is expected.
_NO_INITIALS: Final = 4
#: Initials beside a family name of one letter ("AB O" is written so in Korea) are as short.
_A_NAME: Final = 3


def _shouted(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        for variable, people in reference.names.items():
            found = next((name for name in people.names if _is_shouted(name)), None)
            if found:
                yield Finding(
                    place_of(reference, variable),
                    f"the {variable} {found.display} of {reference.key} is written in capitals",
                    "write names as their bearers do; no program can tell where capitals stand in them",
                    (reference.key,),
                )


def _is_shouted(name: Name) -> bool:
    """Whether a person's family name stands in capitals; what has no given name may be the short form of a body's."""
    if not name.given or not name.family.isupper():
        return False
    longest, given = _longest_word(name.family), _longest_word(name.given)
    if longest < _NO_INITIALS and given >= _A_NAME and name.given.isupper():
        # Without a comma "DOE J" has the initials where the family name is expected.
        return True
    # A short one is a family name only where the given names shout too, or are initials.
    return longest >= _NO_INITIALS or (longest > 1 and name.given.isupper())


def _longest_word(text: str) -> int:
    return max(map(len, _WORD.findall(text)), default=0)


RULES: Final = (
    Rule("name-in-capitals", Severity.WARNING, "no name of a person is written in capitals", _shouted, alone=True),
)
