"""What an author may write to name a work: which kind of identifier it is, and its normal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from litreview.read.identifiers import is_isbn, normalise_identifier

#: Numbers of the WHO's primary registries of trials, each by how it begins; the European ones are digits alone.
_REGISTRATION: Final = re.compile(
    r"NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}p?|ChiCTR(?:-[A-Z]+-)?\d{8,10}|DRKS\d{8}|UMIN(?:-CTR )?\d{9}|jRCTs?\d{9,11}"
    r"|CTRI/\d{4}/\d{2,3}/\d{6}|IRCT\d{11,14}N\d{1,3}|NTR\d{1,5}|KCT\d{7}|PACTR\d{15,16}|TCTR\d{11}|SLCTR/\d{4}/\d{3}"
    r"|RBR-\w{6,9}|(?:EudraCT|EU ?CT|CTIS)\W*\d{4}-\d{6}-\d{2}(?:-\d{2})?|20\d{2}-\d{6}-\d{2}(?:-\d{2})?",
    re.IGNORECASE,
)
_EUROPEAN: Final = re.compile(r"(?:EudraCT|EU ?CT|CTIS)\W*", re.IGNORECASE)
_ISBN_PREFIX: Final = re.compile(r"isbn(?:-1[03])?\s*+(?::\s*)?", re.IGNORECASE)
#: What tells an identifier from a bare number. PubMed's are the only bare numbers that authors write.
_MARKS: Final = (
    ("PMCID", re.compile(r"\A(?:pmc\d|pmcid|https?://\S+/articles/pmc)", re.IGNORECASE)),
    ("PMID", re.compile(r"pmid|\d{1,9}$|https?://(?:www\.ncbi\.nlm\.nih\.gov/)?pubmed", re.IGNORECASE)),
    (
        "arXiv",
        re.compile(
            r"\A(?:arxiv|\d{4}\.\d{4,5}(?:v\d+)?$|[a-z-]+(?:\.[a-z]{2})?/\d{7}|https?://(?:www\.)?arxiv)", re.IGNORECASE
        ),
    ),
    ("DOI", re.compile(r"10\.|doi|https?://", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A work by its identifier. `kind` is DOI, PMID, PMCID, arXiv, ISBN or registration."""

    kind: str
    value: str

    def __str__(self) -> str:
        return self.value if self.kind == "registration" else f"{self.kind} {self.value}"


def recognise(text: str) -> Named | None:
    """The identifier that a text is, alone or as an address that resolves it; None where it is none."""
    text = text.strip()
    isbn = _ISBN_PREFIX.sub("", text)
    digits = "".join(char for char in isbn if char not in "-–‐ ")
    if is_isbn(digits) and re.fullmatch(r"[\dXx–‐ -]+", isbn) and (isbn != text or len(digits) > 9):  # noqa: PLR2004 - as above, of which a PMID never has more
        return Named("ISBN", digits.upper())
    if _REGISTRATION.fullmatch(text):
        return Named("registration", _EUROPEAN.sub("", text))
    for kind, mark in _MARKS:
        if mark.match(text):
            found = normalise_identifier(kind, text)
            if found.value:
                return Named(kind, found.value)
    return None
