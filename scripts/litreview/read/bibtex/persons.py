"""Names of people and bodies: BibTeX's syntax, biblatex's, and what authors write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from litreview.model.names import Name, NameList
from litreview.read.bibtex.latex import plain
from litreview.read.bibtex.name_parts import is_braced, leading_particles, name_parts, split_commas

_AND: Final = re.compile(r"(?:^|(?<!\s)\s+)and(?=\s|$)", re.IGNORECASE)
_AND_OR_BRACE: Final = re.compile(r"\\.|[{}]|(?<!\S)and(?!\S)", re.IGNORECASE | re.DOTALL)
_SEMICOLON: Final = re.compile(r"(?<!&amp)(?<!&lt)(?<!&gt)(?:(?<!\s)\s+)?;\s*")
_AMPERSAND: Final = re.compile(r"(?<!\s)\s+\\?&\s+")
_ET_AL: Final = re.compile(r"(?:,\s+|(?<!\s)\s+)?\bet\.?\s*al\.?$", re.IGNORECASE)
_LOOSE_ACCENT: Final = re.compile(r"\\([HuvcdbkrtGU])[ \t\n]+([A-Za-z])")
#: A letter that is a command goes on in the word after the blank that ends its name: "\AA kesson".
_LOOSE_LETTER: Final = re.compile(
    r"\\(AA|aa|AE|ae|OE|oe|O|o|L|l|ss|DH|dh|DJ|dj|NG|ng|TH|th|i|j)[ \t\n]+(?=[^\W\d_A-Z]|\\)"
)
_SUFFIX: Final = re.compile(r"(?:jr|sr)\.?|I{2,3}|IV|VI{1,3}|2nd|3rd|4th", re.IGNORECASE)
_SUFFIX_CASE: Final = re.compile(r"[JS][Rr]\.?|I{2,3}|IV|VI{1,3}|\d\w\w")
_EXTENDED: Final = re.compile(r"\A\s*+(?:family|given|prefix|suffix|useprefix|id)(?:-i)?\s*=")
_EXTENDED_PART: Final = re.compile(r"\A\s*+([a-z-]++)\s*+=\s*+(.*)", re.DOTALL)
#: "Smith J", "van der Berg JA": the family name before initials without points.
_VANCOUVER: Final = re.compile(r"\A([^\W\d_][\w'’-]+(?:\s[\w'’.-]+)*)\s([A-Z]{1,3})")
#: "A. Smith", "J.-P. Roe": initials with points before the family name.
_INITIALS_FIRST: Final = re.compile(r"(?:[A-Z]\.[ -]?)+\s?\w[\w'’-]*(?:\s\w[\w'’-]+)?")
_INITIALS: Final = re.compile(r"(?:[A-Z][a-z]?\.?[ -]?){1,4}")
#: Particles that may follow the given names: the "de" of "La Fontaine, Jean de".
_PARTICLES: Final = frozenset(
    {
        *(
            "af",
            "auf",
            "av",
            "da",
            "dal",
            "das",
            "de",
            "degli",
            "dei",
            "del",
            "della",
            "den",
            "der",
            "des",
            "di",
            "dos",
        ),
        *("du", "el", "la", "le", "lo", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur", "'t", "d'"),
    }
)
_BIBTEX_PARTS: Final = 3
#: The splitter of names is quadratic in odd cases; no name is this long.
_LONGEST_NAME: Final = 2_000


@dataclass(slots=True)
class NamesRead:
    """The names of a field, and what is wrong with how they are written."""

    names: NameList
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    """The names in one part of a list; `initials_last` are the same as in "Smith J", if they may be read so."""

    names: tuple[Name, ...]
    others: bool
    problems: tuple[str, ...]
    pieces: int
    initials_last: tuple[Name, ...]


def read_names(value: str, *, dropping: bool = False) -> NamesRead:
    """The names in the value of a field, split before any LaTeX in them is decoded.

    A name in braces is the name of a body; "and others" is no name. Lists that are divided by commas or semicolons
    are split, with a problem that says so. `dropping` puts the "von" part where styles may leave it out
    (biblatex's useprefix=false).
    """
    raw_names = split_and(value)
    found = [_found(raw, dropping) for raw in raw_names if raw]
    problems = [problem for one in found for problem in one.problems]
    if value.strip() and "" in raw_names:
        problems.insert(0, "an “and” stands without a name on one of its sides")
    if sum(one.pieces for one in found) > 1 and all(one.initials_last for one in found):
        problems.append("initials stand after the family names without a comma")
        people = [name for one in found for name in one.initials_last]
    else:
        people = [name for one in found for name in one.names]
    return NamesRead(NameList(tuple(people), any(one.others for one in found)), problems)


@lru_cache(maxsize=1 << 15)
def _found(raw: str, dropping: bool) -> _Found:  # noqa: FBT001 - a memo asks by place twice as fast
    """What stands between two “and”; kept, for the same people write paper after paper."""
    problems: list[str] = []
    if "\\" in raw:
        # Blanks that are part of a command divide no names: "Dezs\H o Nagy", "Ana L.\ Lee".
        raw = _LOOSE_LETTER.sub(r"{\\\1}", _LOOSE_ACCENT.sub(r"\\\1{\2}", raw)).replace("\\ ", " ")
    pieces = _split_other_signs(raw, problems)
    names: list[Name] = []
    others = False
    for piece in pieces:
        one, more = _without_others(piece)
        others = others or more
        if one:
            names.extend(name for name in _people(one, problems, dropping=dropping) if name.display)
    initials_last = all(_VANCOUVER.fullmatch(piece) for piece in pieces)
    return _Found(
        tuple(names),
        others,
        tuple(problems),
        len(pieces),
        tuple(_vancouver(piece) for piece in pieces) if initials_last else (),
    )


def split_and(value: str) -> list[str]:
    """The parts of a list between the words “and” outside of braces; empty where one is missing."""
    value = value.strip()
    if "{" not in value:
        return [name.strip() for name in _AND.split(value)]
    if "\\{" not in value and "\\}" not in value:
        names = _AND.split(value)
        if all(name.count("{") == name.count("}") for name in names):
            return [name.strip() for name in names]
    names = []
    depth = start = 0
    for match in _AND_OR_BRACE.finditer(value):
        found = match[0]
        if found == "{":
            depth += 1
        elif found == "}":
            depth -= 1
        elif depth <= 0 and found[0] != "\\":
            names.append(value[start : match.start()].strip())
            start = match.end()
    names.append(value[start:].strip())
    return names


def _split_other_signs(raw: str, problems: list[str]) -> list[str]:
    """Names between semicolons, or with an ampersand between two that have commas; "Barnes & Noble" is one."""
    if ";" in raw and "{" not in raw and "\\" not in raw:
        pieces = [piece for piece in _SEMICOLON.split(raw) if piece]
        if len(pieces) > 1:
            problems.append("names are divided by semicolons, not by “and”")
            return pieces
    if "&" in raw and "{" not in raw:
        pieces = _AMPERSAND.split(raw)
        if len(pieces) > 1 and all("," in piece for piece in pieces):
            problems.append("names are divided by “&”, not by “and”")
            return [piece.strip(" ,") for piece in pieces]
    return [raw]


def _without_others(raw: str) -> tuple[str, bool]:
    """A name without "et al." at its end; BibTeX's own word for that is a name "others"."""
    if raw.lower() in ("others", "{others}"):
        return "", True
    match = _ET_AL.search(raw) if raw[-3:].lower() in ("al.", " al", ".al") else None
    return (raw[: match.start()].rstrip(" ,"), True) if match else (raw, False)


def _people(raw: str, problems: list[str], *, dropping: bool) -> list[Name]:
    """The person of one name, or the persons of a list that is divided by commas."""
    if is_braced(raw):
        inner = raw[1:-1]
        if not inner.startswith("\\") or " " in inner:
            return [Name(literal=plain(inner))]
    if len(raw) > _LONGEST_NAME:
        problems.append(f"a name of {len(raw):,} characters is taken as that of a body")
        return [Name(literal=plain(raw))]
    if _EXTENDED.match(raw):
        return [_extended(raw, dropping=dropping)]
    parts = split_commas(raw)
    if not parts[-1] and len(parts) > 1:
        problems.append(f"the name “{raw}” ends in a comma")
        parts = [part for part in parts if part]
        if not parts:
            return []
        raw = ", ".join(parts)
    if people := _comma_list(parts):
        problems.append("names are divided by commas, not by “and”")
        return [_vancouver(one) if _VANCOUVER.fullmatch(one) else _person(one, dropping=dropping) for one in people]
    if len(parts) > _BIBTEX_PARTS:
        problems.append(f"the name “{raw}” has too many commas")
        raw = f"{parts[0]}, {parts[1]}, {' '.join(parts[2:])}"
    elif len(parts) == _BIBTEX_PARTS and _SUFFIX.fullmatch(parts[2]) and not _SUFFIX.fullmatch(parts[1]):
        problems.append(f"in “{raw}” the suffix belongs between the commas")
        raw = f"{parts[0]}, {parts[2]}, {parts[1]}"
    return [_person(raw, dropping=dropping)]


def _comma_list(parts: list[str]) -> list[str]:
    """The names of a list that only commas divide; nothing if the commas are those of one name."""
    if len(parts) == 1 or "" in parts:
        return []
    if len(parts) == 2 and not parts[1][-1].isupper() and parts[0][1:2] != ".":  # noqa: PLR2004 - Family, Given
        return []
    if all(_VANCOUVER.fullmatch(part) for part in parts) or all(_INITIALS_FIRST.fullmatch(part) for part in parts):
        return parts
    if len(parts) == 2 or any(_SUFFIX.fullmatch(part) for part in parts):  # noqa: PLR2004 - Family, Given
        return []
    if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return parts if all(" " in part for part in parts) else []


def _vancouver(raw: str) -> Name:
    match = _VANCOUVER.fullmatch(raw)
    if match is None:
        return Name(family=raw)
    words = match[1].split()
    von = leading_particles(words)
    return Name(family=" ".join(words[von:]), given=match[2], non_dropping_particle=" ".join(words[:von]))


def _extended(raw: str, *, dropping: bool) -> Name:
    """A name in biblatex's extended format: family=…, given=…, prefix=…, suffix=…."""
    parts: dict[str, str] = {}
    for part in split_commas(raw):
        bare = part[1:-1] if is_braced(part) else part
        if match := _EXTENDED_PART.match(bare.strip('" ')):
            parts[match[1]] = plain(match[2].strip('" '))
    prefix = parts.get("prefix", "")
    drop = parts.get("useprefix", "false" if dropping else "true").lower() == "false"
    if not parts.get("given") and not prefix:
        return Name(family=parts.get("family", ""), suffix=parts.get("suffix", ""))
    return Name(
        family=parts.get("family", ""),
        given=parts.get("given", ""),
        non_dropping_particle="" if drop else prefix,
        dropping_particle=prefix if drop else "",
        suffix=parts.get("suffix", ""),
    )


def _person(raw: str, *, dropping: bool) -> Name:
    """One person."""
    given, von, family, suffix = name_parts(raw)
    if not suffix:
        # "Martin Luther King Jr." and "King Jr., Martin Luther", where BibTeX wants "King, Jr., Martin Luther".
        for words in (family, given):
            if len(words) > (words is family) and _SUFFIX_CASE.fullmatch(words[-1]):
                suffix = [words.pop()]
                break
        else:
            if len(family) == 1 and len(given) > 0 and _SUFFIX_CASE.fullmatch(family[0]):
                suffix, family = family, [given.pop()]
    trailing: list[str] = []
    while "," in raw and len(given) > 1 and given[-1] in _PARTICLES:
        trailing.insert(0, given.pop())
    particle = plain(" ".join(von))
    return Name(
        family=plain(" ".join(family)),
        given=plain(" ".join(given)),
        non_dropping_particle="" if dropping else particle,
        dropping_particle=" ".join([*trailing, particle]).strip() if dropping else " ".join(trailing),
        suffix=plain(" ".join(suffix)),
    )
