"""The tags of the MEDLINE display, and what they are in CSL: one table for reading and writing."""

from __future__ import annotations

from typing import Final

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")

#: CSL type to the publication type (PT) that says it; a journal article is what a record without any of these is.
PUBLICATION_TYPES: Final = {
    "article-journal": "Journal Article",
    "article": "Preprint",
    "article-newspaper": "Newspaper Article",
    "book": "Book",
    "chapter": "Book Chapter",
    "dataset": "Dataset",
    "legal_case": "Legal Case",
    "legislation": "Legislation",
    "motion_picture": "Video-Audio Media",
    "report": "Technical Report",
    "thesis": "Academic Dissertation",
}

#: CSL name variable to the tags of the full name, the name with initials, and the name of a body.
NAMES: Final = {"author": ("FAU", "AU", "CN"), "editor": ("FED", "ED", "FED")}
#: Identifier to its tag.
IDENTIFIERS: Final = {"ISSN": "IS", "ISBN": "ISBN"}

#: Other publication types that say what kind of work it is.
_OTHER_TYPES: Final = {
    "Books": "book",
    "Monograph": "book",
    "Dissertation": "thesis",
    "Dissertations, Academic": "thesis",
    "Case Reports": "article-journal",
    "News": "article-journal",
}
_TYPES: Final = {name.lower(): kind for kind, name in PUBLICATION_TYPES.items()} | {
    name.lower(): kind for name, kind in _OTHER_TYPES.items()
}

#: Those of which nothing is left to be said beside the CSL type; of a case report, that it is one.
_WHOLLY_SAID: Final = frozenset(name.lower() for name in (*PUBLICATION_TYPES.values(), "Books", "Dissertation"))

#: The codes of ISO 639-2 that MEDLINE gives, and BCP 47.
LANGUAGES: Final = {
    "ara": "ar",
    "chi": "zh",
    "cze": "cs",
    "dan": "da",
    "dut": "nl",
    "eng": "en",
    "fin": "fi",
    "fre": "fr",
    "ger": "de",
    "gre": "el",
    "heb": "he",
    "hun": "hu",
    "ita": "it",
    "jpn": "ja",
    "kor": "ko",
    "nor": "no",
    "per": "fa",
    "pol": "pl",
    "por": "pt",
    "rus": "ru",
    "spa": "es",
    "swe": "sv",
    "tur": "tr",
    "ukr": "uk",
}


#: Publication types of a work that was retracted.
RETRACTED: Final = frozenset(("retracted publication",))


def is_said_by_type(name: str) -> bool:
    """Whether the CSL type, or a notice of the reference, says all that a publication type does."""
    return name.lower() in RETRACTED or name.lower() in _WHOLLY_SAID


def publication_type(name: str) -> str:
    """The CSL type that a publication type says, or nothing; most of them ("Review") say no kind of work."""
    return _TYPES.get(name.lower(), "")
