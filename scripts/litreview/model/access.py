"""Whether everybody can read a work without paying, as far as its own entry says. No network is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from litreview.model.folding import folded
from litreview.model.reference import Reference

#: Servers of preprints that all can read: arXiv, bioRxiv, medRxiv, ChemRxiv, PsyArXiv and others named after them.
_SERVER: Final = re.compile(r"\b[a-z]*rxiv\b", re.IGNORECASE)
_SERVER_ADDRESS: Final = re.compile(r"https?://(?:[\w-]+\.)*[a-z]*rxiv\.(?:org|com)(?:[/:?#]|$)", re.IGNORECASE)
#: The DOIs of arXiv and of openRxiv, which bioRxiv and medRxiv belong to. Before December 2025 theirs began as those
#: of Cold Spring Harbor's journals and books do, but no others went on with six digits, with or without a date.
_SERVER_DOI: Final = re.compile(
    r"10\.48550/arxiv\..+|10\.64898/.+|10\.1101/(?:\d{4}\.\d{2}\.\d{2}\.\d{6,8}|\d{6})(?:v\d+)?", re.IGNORECASE
)
_ARCHIVE_FIELDS: Final = frozenset(("eprinttype", "archiveprefix", "archive", "repository"))
_LICENCE_FIELDS: Final = frozenset(("license", "licence", "copyright", "rights"))
_CREATIVE_COMMONS: Final = re.compile(r"creative\s*commons|\bcc[\s_-]*(?:by(?![a-z])|0|zero\b)", re.IGNORECASE)
_OPEN_ACCESS: Final = re.compile(r"open[\s-]?access\b", re.IGNORECASE)
_STATUS_FIELDS: Final = frozenset(("openaccess", "oa", "isoa", "oastatus", "openaccessstatus"))
#: The first word of what the status fields say: yes, or a kind of open access by Unpaywall, Web of Science and Scopus.
_OPEN: Final = frozenset(
    ("true", "yes", "y", "1", "oa", "open", "all", "gold", "green", "bronze", "hybrid", "diamond", "platinum")
)
#: How Scopus has it in the note of an entry.
_SCOPUS: Final = "all open access"
#: What a value of BibTeX has around and between its words.
_SYNTAX: Final = re.compile(r"[{}~\"\s]+")


def free_by(reference: Reference) -> tuple[str, ...]:
    """Why a reference counts as free to read, of "pmc", "preprint", "licence" and "stated"; nothing where none holds.

    - pmc: it has a PMCID, the number of a full text in PubMed Central.
    - preprint: it has an arXiv number, or its DOI, address, archive, journal or publisher is that of a preprint server
      of which all papers are free.
    - licence: a field about its licence names one of Creative Commons.
    - stated: a field about its access, a keyword, the note of Scopus or a field about its licence calls it open access.
    """
    return tuple(dict.fromkeys(_reasons(reference)))


def _reasons(reference: Reference) -> Iterator[str]:
    fields = {one.name.lower(): one.value for one in reversed(reference.fields)}
    if reference.identifiers.get("PMCID"):
        yield "pmc"
    if _is_preprint(reference, [fields.get(name, "") for name in _ARCHIVE_FIELDS]):
        yield "preprint"
    licences = [_SYNTAX.sub(" ", fields[name]) for name in _LICENCE_FIELDS if name in fields]
    if any(map(_CREATIVE_COMMONS.search, licences)):
        yield "licence"
    states = (value for name, value in fields.items() if _letters(name.removeprefix("x-")) in _STATUS_FIELDS)
    if (
        any(map(_says_open, states))
        or any(map(_OPEN_ACCESS.search, licences))
        or "openaccess" in map(_letters, reference.keywords)
        or _SCOPUS in folded(str(reference.text("note")))
    ):
        yield "stated"


def _is_preprint(reference: Reference, archives: Iterable[str]) -> bool:
    of = reference.identifiers.get
    names = [str(reference.text(variable)) for variable in ("container-title", "publisher")]
    return bool(
        of("arXiv")
        or _SERVER_DOI.fullmatch(of("DOI", ""))
        or _SERVER_ADDRESS.match(of("URL", ""))
        or any(map(_SERVER.search, (*names, *archives)))
    )


def _says_open(value: str) -> bool:
    """Whether one of the states says so: "gold, Green Published" are two."""
    states = re.split(r"[,;/]", _SYNTAX.sub(" ", folded(value)))
    return any((state.split() or [""])[0] in _OPEN for state in states)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, folded(text)))
