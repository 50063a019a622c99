"""Check digits of the identifiers of people and institutions (those of works are read with the works).

Standards: ISO 7064 MOD 11-2 (ORCID, ISNI) and MOD 97-10 (ROR).
"""

from __future__ import annotations

import re
from typing import Final

_ORCID: Final = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.ASCII)
_ROR: Final = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6})(\d{2})", re.ASCII)
#: Douglas Crockford's base 32, in which ROR writes numbers.
_BASE32: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def orcid_problem(text: str) -> str:
    """What is wrong with an ORCID iD, with or without its address; nothing if it is well formed."""
    match = _ORCID.fullmatch(text.strip())
    if not match:
        return f"“{text}” is no ORCID iD"
    digits = match[1].replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    expected = (12 - total % 11) % 11
    right = digits[-1] == ("X" if expected == 10 else str(expected))  # noqa: PLR2004 - X stands for ten
    return "" if right else f"the check digit of the ORCID iD {match[1]} is wrong"


def ror_problem(text: str) -> str:
    """What is wrong with a ROR identifier, with or without its address; nothing if it is well formed."""
    match = _ROR.fullmatch(text.strip().lower())
    if not match:
        return f"“{text}” is no ROR identifier"
    number = 0
    for char in match[1]:
        number = number * 32 + _BASE32.index(char)
    return (
        "" if 98 - (number * 100) % 97 == int(match[2]) else f"the check digits of the ROR identifier {text} are wrong"
    )
