"""Identifiers in their normal form, and what is wrong with those that have none.

Standards: DOI handbook (ISO 26324, short DOIs too), arXiv identifier schemes of 1991 and 2007, ISBN (ISO 2108),
ISSN (ISO 3297).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

_DOI: Final = re.compile(r"\A10(?:\.\d{4,9}(?:\.\d+)*)?/\S+")
_DOI_PREFIX: Final = re.compile(
    r"\A(?:(?P<address>(?:https?://)?(?:[\w-]+\.)*doi\.org/)|doi(?:\s*:|\s)\s*)", re.IGNORECASE
)
#: How PubMed and others say what a number is.
_LABEL_BEHIND: Final = re.compile(r"(?<!\s)\s+[(\[]\w+[)\]]$")
#: A DOI that a blank cuts after one of these goes on behind it.
_UNFINISHED: Final = (".", "-", "_", "(", "/")
#: Publishers resolve DOIs too: doi.acm.org, link.springer.com, onlinelibrary.wiley.com/doi/abs.
_DOI_IN_ADDRESS: Final = re.compile(
    r"https?://(?P<host>[\w.-]+)/(?:[a-z]+/){0,3}(?P<doi>10\.\d{4,9}(?:\.\d+)*/[^\s?#]+)(?:[?#]\S*)?", re.IGNORECASE
)
_PMID: Final = re.compile(
    r"\A(?:https?://(?:www\.ncbi\.nlm\.nih\.gov/pubmed/|pubmed\.ncbi\.nlm\.nih\.gov/)|pmid\s*+:?)?\s*+0*+([1-9]\d{0,8})/?",
    re.IGNORECASE,
)
_PMCID: Final = re.compile(
    r"\A(?:https?://\S+/articles/|pmcid\s*+:?)?\s*+(?:pmc\s*+)?0*+([1-9]\d{0,8})(?:\.\d+)?/?", re.IGNORECASE
)
_ARXIV: Final = re.compile(
    r"\A(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv\s*:)?\s*"
    r"(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)(?:\.pdf)?(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"\A([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
_MAIL: Final = re.compile(r"\Amailto:[^@\s]+@[^@\s]+", re.IGNORECASE)
_BARE_HOST: Final = re.compile(r"\A(?:[\w-]+\.)+[a-z]{2,}(?:/|$)", re.IGNORECASE)
_FURTHER_ADDRESS: Final = re.compile(r"(?<![\s,;])[\s,;]+https?://")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_UNSAFE_IN_URL: Final = re.compile(r"[\s<>\"`]")
_ISBN_LIKE: Final = re.compile(r"[0-9Xx][0-9Xx\-–‐ ]{8,}[0-9Xx]")
#: No part of a longer number, such as an ISBN with hyphens.
_ISSN_LIKE: Final = re.compile(r"(?<![\dXx])(?<!\d[-–‐])(\d{4})[-–‐]?(\d{3}[\dXx])(?![\dXx]|[-–‐][\dXx])")
_ISBN10: Final = 10
_ISBN13: Final = 13
#: No identifier is longer; more is a mistake, and no pattern need look at it.
_LONGEST: Final = 2_000
_LONGEST_URL: Final = 20_000


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in normal form, `value`; empty where the text holds none. `problem` says what is wrong."""

    value: str
    problem: str = ""


def normalise_identifier(kind: str, text: str) -> Identifier:
    """The identifier of `kind` (DOI, PMID, PMCID, arXiv, ISBN, ISSN or URL) that the text gives.

    A failing check digit is a problem, and the value stays; what has no valid form at all has no value.

    Raises:
        KeyError: the kind is none of those.
    """
    text = text.strip()
    if not text:
        return Identifier("")
    if len(text) > (_LONGEST_URL if kind == "URL" else _LONGEST):
        return Identifier("", f"a {kind} is never {len(text)} characters long")
    return _READERS[kind](text)


def _doi(text: str) -> Identifier:
    bare = html.unescape(text) if "&" in text else text
    prefix = _DOI_PREFIX.match(bare)
    if prefix:
        bare = bare[prefix.end() :].lstrip()
        if prefix["address"]:
            bare = unquote(bare)
            # A second prefix, as in https://doi.org/doi:10.1000/1.
            bare = _DOI_PREFIX.sub("", bare, count=1) if _DOI_PREFIX.match(bare) else bare
    bare = _LABEL_BEHIND.sub("", bare).rstrip(".,;")
    if _DOI.fullmatch(bare) and "://" not in bare:
        return Identifier(bare)
    if address := _DOI_IN_ADDRESS.fullmatch(bare):
        found = unquote(address["doi"])
        host = address["host"].lower()
        return Identifier(found, "" if host.startswith("doi.") else f"an address at {host} stands for the DOI")
    first, *rest = bare.split() or [""]
    if rest and _DOI.fullmatch(first) and "://" not in first and not first.endswith(_UNFINISHED):
        # No DOI has blanks: what follows is another value that ran into it.
        return Identifier(first.rstrip(".,;"), f"behind the DOI stands “{_short(' '.join(rest))}”, which is left out")
    joined = "".join((first, *rest))
    if _DOI.fullmatch(joined) and "://" not in joined:
        return Identifier(joined, f"the DOI “{_short(bare)}” has blanks in it")
    return Identifier("", f"“{_short(text)}” is no DOI")


def _pmid(text: str) -> Identifier:
    match = _PMID.fullmatch(text)
    return Identifier(match[1]) if match else Identifier("", f"“{_short(text)}” is no PMID")


def _pmcid(text: str) -> Identifier:
    match = _PMCID.fullmatch(text)
    return Identifier(f"PMC{match[1]}") if match else Identifier("", f"“{_short(text)}” is no PMCID")


def _arxiv(text: str) -> Identifier:
    match = _ARXIV.fullmatch(text)
    return Identifier(match[1]) if match else Identifier("", f"“{_short(text)}” is no arXiv identifier")


def _isbn(text: str) -> Identifier:
    found = [one.strip(" -–‐") for chunk in _ISBN_LIKE.findall(text) for one in _isbns(chunk)]
    if not found:
        return Identifier("", f"“{_short(text)}” is no ISBN")
    wrong = [one for one in found if not is_isbn(one)]
    problem = f"the check digit of ISBN {wrong[0]} is wrong" if wrong else ""
    return Identifier(" ".join(one.upper() for one in found), problem)


def _isbns(chunk: str) -> list[str]:
    """Several ISBNs that only blanks divide; a chunk of which no part is one alone is one ISBN with blanks."""
    words = chunk.split()
    whole = [word for word in words if len(_digits(word)) in (_ISBN10, _ISBN13)]
    if whole and len(whole) == len(words):
        return whole
    return [chunk] if len(_digits(chunk)) in (_ISBN10, _ISBN13) else whole


def _issn(text: str) -> Identifier:
    found = [f"{first}-{last}".upper() for first, last in _ISSN_LIKE.findall(text)]
    if not found:
        return Identifier("", f"“{_short(text)}” is no ISSN")
    wrong = [one for one in found if not is_issn(one)]
    problem = f"the check digit of ISSN {wrong[0]} is wrong" if wrong else ""
    return Identifier(", ".join(dict.fromkeys(found)), problem)


def _url(text: str) -> Identifier:
    bare = _CONTROL.sub("", text).strip()
    if bare.startswith("<") and bare.endswith(">"):
        bare = bare[1:-1].strip()
    scheme = _SCHEME.match(bare)
    if _WEB.match(bare) or _MAIL.match(bare):
        # The scheme is the only part whose capitals never matter.
        value = bare[: scheme.end()].lower() + bare[scheme.end() :] if scheme else bare
        several = _FURTHER_ADDRESS.search(value)
        problem = ""
        if several:
            value = value[: several.start()]
            problem = "more than one address: the first counts"
        return Identifier(_UNSAFE_IN_URL.sub(lambda found: f"%{ord(found[0]):02X}", value), problem)
    if _BARE_HOST.match(bare):
        return Identifier(
            "http://" + _UNSAFE_IN_URL.sub(lambda found: f"%{ord(found[0]):02X}", bare),
            f"the address “{_short(bare)}” has no scheme; http is taken",
        )
    if scheme and not _WEB.match(bare):
        return Identifier("", f"no link is made of “{_short(bare)}”: only http, https and mailto are")
    return Identifier("", f"“{_short(bare)}” is no web address")


def is_isbn(text: str) -> bool:
    """Whether the check digit of an ISBN-10 or ISBN-13 is right."""
    digits = _digits(text)
    if len(digits) == _ISBN10 and "X" not in digits[:-1]:
        return sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11 == 0
    if len(digits) == _ISBN13 and digits.isdecimal():
        return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    return False


def is_issn(text: str) -> bool:
    """Whether the check digit of an ISSN is right."""
    digits = _digits(text)
    if len(digits) != 8 or "X" in digits[:-1]:  # noqa: PLR2004 - an ISSN has eight
        return False
    return sum((8 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11 == 0


def _digits(text: str) -> str:
    return "".join(char for char in text.upper() if char in "0123456789X")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - a message is one line


_READERS: Final[Mapping[str, Callable[[str], Identifier]]] = MappingProxyType(
    {
        "DOI": _doi,
        "PMID": _pmid,
        "PMCID": _pmcid,
        "arXiv": _arxiv,
        "ISBN": _isbn,
        "ISSN": _issn,
        "URL": _url,
    }
)
