"""Where something was seen, as its reader sees it: by the name of the source, never by a bare address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from litreview.figures.references import short_name
from litreview.model.library import Library
from litreview.model.reference import RESOLVERS

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_PUBMED: Final = re.compile(r"(?:PubMed|PMID):?\s*(\d{4,9})", re.IGNORECASE)
_PMID: Final = re.compile(r"\A(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/(\d+)")
_PMCID: Final = re.compile(r"\bPMC\d+\b")
_DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s?#]+")
#: Services that any review may meet, by how their addresses begin.
_SERVICES: Final = {
    "pubmed.ncbi.nlm.nih.gov": "PubMed",
    "ncbi.nlm.nih.gov/pubmed": "PubMed",
    "pmc.ncbi.nlm.nih.gov": "PubMed Central",
    "ncbi.nlm.nih.gov/pmc": "PubMed Central",
    "europepmc.org": "Europe PMC",
    "clinicaltrials.gov": "ClinicalTrials.gov",
    "isrctn.com": "ISRCTN registry",
    "accessdata.fda.gov": "Food and Drug Administration",
    "fda.gov": "Food and Drug Administration",
    "ema.europa.eu": "European Medicines Agency",
    "ec.europa.eu/health/documents/community-register": "European Union register of medicines",
    "cochranelibrary.com": "Cochrane Library",
    "medrxiv.org": "medRxiv",
    "biorxiv.org": "bioRxiv",
    "arxiv.org": "arXiv",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source by its name: its address where it has one, what was said beside it, and its citation key.

    The key is that of the reference of the review that the address leads to.
    """

    name: str
    address: str = ""
    note: str = ""
    key: str = ""


class SourceNames:
    """Calls sources by their names.

    An address that leads to a reference of the review is called by that reference and the service; any other by the
    name that studies.yml gives for it, by that of a known service, else by its host.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._own = library.studies.source_names if library.studies else {}
        self._by_identifier: dict[str, str] = {}
        shown: dict[str, set[str]] = {}
        for key, reference in library.references.items():
            for kind, value in reference.identifiers.items():
                form = _bare(value).casefold() if kind == "URL" else value.casefold()
                self._by_identifier.setdefault(f"{kind}:{form}", key)
            for place in reference.sources:
                for address in _ADDRESS.findall(place):
                    shown.setdefault(f"URL:{_bare(address).casefold()}", set()).add(key)
        # A page on which one reference alone was seen is that reference's.
        for form, keys in shown.items():
            if len(keys) == 1:
                self._by_identifier.setdefault(form, *keys)

    def __call__(self, said: str) -> Source:
        """A source as its author wrote it: an address, with words beside it or without, or words alone."""
        match = _ADDRESS.search(said)
        if match is None:
            pubmed = _PUBMED.fullmatch(said.strip())
            if pubmed is None:
                return Source(said)
            known = self._by_identifier.get(f"PMID:{pubmed[1]}")
            name = self._called(known, "PubMed") if known else f"PubMed {pubmed[1]}"
            return Source(name, RESOLVERS["PMID"].format(pubmed[1]), key=known or "")
        address = match[0].rstrip(".,;)")
        rest = f"{said[: match.start()]}{said[match.start() + len(address) :]}".strip(" ()")
        named = _longest(_bare(address), self._own) or _longest(_bare(address), _SERVICES)
        key = self._reference_at(address)
        name = self._called(key, named) if key else named or urlsplit(address).netloc.removeprefix("www.")
        return Source(name, address, rest, key)

    def place(self, said: str) -> Source:
        """A source by the place alone, for a reader who knows which work it shows."""
        match = _ADDRESS.search(said)
        source = self(said)
        if match is None or not source.key:
            return source
        name = _longest(_bare(source.address), self._own) or _longest(_bare(source.address), _SERVICES)
        return replace(source, name=name or urlsplit(source.address).netloc.removeprefix("www."))

    def _called(self, key: str, where: str) -> str:
        name = short_name(self._library.references[key])
        return f"{name}, {where}" if where and where.split(",", maxsplit=1)[0] not in name else name

    def _reference_at(self, address: str) -> str:
        """The key of the reference that an address leads to, if it is one of the review's."""
        bare = _bare(address)
        pmid = _PMID.match(bare)
        forms = (
            ("URL", bare),
            *((("PMID", pmid[1]),) if pmid else ()),
            *(("PMCID", number) for number in _PMCID.findall(address)),
            *(("DOI", doi) for doi in _DOI.findall(address)),
        )
        known = (self._by_identifier.get(f"{kind}:{value.casefold()}") for kind, value in forms)
        return next((key for key in known if key), "")


def _bare(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


def _longest(bare: str, names: Mapping[str, str]) -> str:
    begins = [begin for begin in names if bare.startswith(begin)]
    return names[max(begins, key=len)] if begins else ""
