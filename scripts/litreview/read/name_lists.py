"""Names as databases write them: one or several in a field, inverted, or with initials behind or in front."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.names import Name
from litreview.read.draft import inverted_name, person

#: Words of bodies; a name that holds one is never taken apart.
_BODY: Final = re.compile(
    r"\b(?:academy|agency|alliance|association|authority|board|bureau|cent(?:er|re)s?|clinic|collaborat\w+|college|"
    r"commission|committee|company|consortium|corp\w*|council|department|dept|division|editors?|federation|foundation|"
    r"fund|gmbh|government|group|hospital|inc|initiative|institut\w*|investigators?|laborator\w+|library|ltd|ministry|"
    r"nations|network|office|organi[sz]ation|panel|programme?|project|registry|school|services?|society|staff|study|"
    r"team|trial(?:ists)?|trust|union|universit\w+|unit|workers)\b",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_ACRONYMS: Final = frozenset(("AG", "EU", "NHS", "PLC", "SA", "UK", "UN", "US", "USA", "WHO"))
_INITIAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
_DOTTED: Final = rf"{_INITIAL}\.(?:(?: ?[‐-]| )?{_INITIAL}\.){{0,3}}"
_BEHIND: Final = re.compile(
    rf"\A(?P<family>[^\d,]*?[^\d,\s])\s+(?P<given>{_DOTTED}|{_INITIAL}{{1,3}}|{_INITIAL}-{_INITIAL})"
)
_IN_FRONT: Final = re.compile(rf"(?P<given>{_DOTTED})\s*(?P<family>[^\W\d_][^\d,.]+)")
_ONLY_INITIALS: Final = re.compile(rf"(?:{_INITIAL}\.?[ ‐-]?){{1,4}}")
_RUN_TOGETHER: Final = re.compile(rf"{_INITIAL}{{2,3}}")
_AND: Final = re.compile(r"(?<!\s)(?:\s*+,)?\s+(?:and|&)\s+", re.IGNORECASE)
_LAST_AND: Final = re.compile(r"(?<![\s,;])(?:[\s,;]*\s(?:and|&))?[\s,;]*$", re.IGNORECASE)
_ET_AL: Final = re.compile(r"(?<![\s,;])[\s,;]+(?:and\s+others|et\.?\s*al\.?)$", re.IGNORECASE)
_ROLE: Final = re.compile(
    r"(?:(?<!\s)\s+)?[(\[](?:eds?|editors?|hrsg|trans|translator|author|corresponding author)\.?[)\]]$", re.IGNORECASE
)
_ORCID: Final = re.compile(
    r"(?<![\s(\[|;,])[\s(\[|;,]*+(?:orcid(?:\s*+id)?\s*+(?::\s*+)?)?(?:https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX][)\]\s]*$",
    re.IGNORECASE,
)
#: One inverted name without anything to take apart, as most are.
_PLAIN: Final = re.compile(r"\A[^\d,;&()\[\]|]*[a-zß-öø-ÿ], (?!et al)[^\d,;&()\[\]|]+[^\d,;&()\[\]|\s]")
_MOST_WORDS: Final = 4
_MOST_INITIALS: Final = 3
_LAST_SUFFIXED: Final = 3


def read_names(text: str) -> list[Name]:
    """The names that a field holds, in order; "et al." behind them is a name of its own, which `Draft.name` knows.

    Semicolons divide names; "and" and commas do where what they divide are names beyond doubt, so that the name of a
    body ("Centers for Disease Control and Prevention") stays whole.
    """
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and " and" not in text:
        family, _, given = text.partition(", ")
        name = person(family, given)
        return [name if len(name.given) > _MOST_INITIALS else _spaced(name)]
    bare = _LAST_AND.sub("", text) if text.endswith(("and", "&", ",", ";", "AND", "And")) else text
    if text.endswith(",") and bare and "," not in bare:
        # How programs mark the name of a body, or a family name that stands alone.
        # Registers of trials stand for their trials' authors by the number alone.
        return [Name(literal=bare) if _BODY.search(bare) or _DIGIT.search(bare) else inverted_name(text)]
    more = _ET_AL.search(bare)
    if more:
        bare = _LAST_AND.sub("", bare[: more.start()])
    names = [name for part in bare.split(";") if part.strip() for name in _names(part.strip())]
    return [*names, Name(literal="et al.")] if more else names


def _names(text: str) -> list[Name]:
    """The names that no semicolon divides."""
    text = _ROLE.sub("", _ORCID.sub("", text))
    if " " in text and len(parts := _AND.split(text)) > 1 and all(_is_person(part) for part in parts):
        return [name for part in parts for name in _listed(part)]
    return _listed(text)


def _listed(text: str) -> list[Name]:
    """The names that commas divide: "Lee A, Kim B", "Lee, A., Kim, B."; else the one name that it is."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1:
        if all(_BEHIND.fullmatch(part) and not _BODY.search(part) for part in parts):
            return [name_of(part) for part in parts]
        pairs = list(zip(parts[::2], parts[1::2], strict=False))
        if len(parts) > _LAST_SUFFIXED and not len(parts) % 2 and all(_ONLY_INITIALS.fullmatch(b) for _, b in pairs):
            return [name_of(f"{family}, {given}") for family, given in pairs]
    return [name_of(text)]


def _is_person(text: str) -> bool:
    return not _BODY.search(text) and ("," in text or bool(_BEHIND.fullmatch(text) or _IN_FRONT.fullmatch(text)))


def name_of(text: str) -> Name:
    """One name: inverted, with initials behind ("Liu R.", "Oudin A") or in front ("R. Liu"), or that of a body."""
    if "," in text:
        name = inverted_name(text)
        return _spaced(name)
    if _BODY.search(text):
        return Name(literal=text)
    match = _BEHIND.fullmatch(text) or _IN_FRONT.fullmatch(text)
    if (
        match is None
        or not match["given"].isupper()
        or match["given"] in _ACRONYMS
        or len(match["family"].split()) > _MOST_WORDS
    ):
        return Name(literal=text)
    # IEEE sets a blank before the hyphen: "J. -P. Roe".
    family, given = match["family"].strip(), match["given"].replace(" -", "-").replace(" ‐", "‐")
    if "." in given:
        return person(family, given)
    if not any(char.islower() for char in family):
        # All in capitals: "WHO EU" is as likely as "LIU R".
        return person(family, f"{given}.") if len(given) == 1 and len(family.split()) == 1 else Name(literal=text)
    return person(family, _dotted(given))


def inverted(text: str) -> str:
    """A name that EndNote writes, as `read_names` takes it: given names come first, a body's has a comma behind it."""
    words = text.split()
    if "," not in text and ";" not in text and 1 < len(words) <= _MOST_WORDS and not _BODY.search(text):
        start = len(words) - 1
        while start > 1 and words[start - 1][0].islower():
            start -= 1
        if not _BEHIND.fullmatch(text):
            return f"{' '.join(words[start:])}, {' '.join(words[:start])}"
    # Of several words with a comma behind them, the name is a body's.
    return text.rstrip(" ,") if text.rstrip().endswith(",") and len(words) > 1 and text.count(",") == 1 else text


def _spaced(name: Name) -> Name:
    """Initials that were run together: "Maxwell, BD" is B. D.; in a name all in capitals, BO may be Bo."""
    if not _RUN_TOGETHER.fullmatch(name.given) or not any(char.islower() for char in name.family):
        return name
    return Name(name.family, _dotted(name.given), name.non_dropping_particle, name.dropping_particle, name.suffix)


def _dotted(initials: str) -> str:
    return "-".join(" ".join(f"{letter}." for letter in part) for part in initials.split("-"))
