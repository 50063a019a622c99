"""Entry types of BibTeX and biblatex, and what they are in CSL 1.0.2."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ARTICLES: Final = frozenset({"article", "suppperiodical", "newsarticle", "review"})
#: Entries that are a whole book; their number counts in a series.
BOOKS: Final = frozenset(
    {
        *("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings"),
        *("reference", "mvreference", "manual", "booklet"),
    }
)
#: Entries that are a part of a book.
CHAPTERS: Final = frozenset(
    {
        *("inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "book_section"),
        *("inproceedings", "conference", "inreference"),
    }
)
#: CSL type by entry type; what is absent is a document.
CSL_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "article": "article-journal",
        "suppperiodical": "article-journal",
        "newsarticle": "article-newspaper",
        "book": "book",
        "mvbook": "book",
        "collection": "book",
        "mvcollection": "book",
        "proceedings": "book",
        "mvproceedings": "book",
        "reference": "book",
        "mvreference": "book",
        "inbook": "chapter",
        "bookinbook": "chapter",
        "suppbook": "chapter",
        "incollection": "chapter",
        "suppcollection": "chapter",
        "book_section": "chapter",
        "inproceedings": "paper-conference",
        "conference": "paper-conference",
        "inreference": "entry-encyclopedia",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "thesis": "thesis",
        "techreport": "report",
        "report": "report",
        "manual": "report",
        "booklet": "pamphlet",
        "online": "webpage",
        "electronic": "webpage",
        "www": "webpage",
        "web_page": "webpage",
        "webpage": "webpage",
        "unpublished": "manuscript",
        "misc": "document",
        "generic": "document",
        "custom": "document",
        "patent": "patent",
        "dataset": "dataset",
        "data": "dataset",
        "software": "software",
        "periodical": "periodical",
        "artwork": "graphic",
        "audio": "song",
        "bibnote": "document",
        "commentary": "book",
        "image": "graphic",
        "jurisdiction": "legal_case",
        "legislation": "legislation",
        "legal": "treaty",
        "letter": "personal_communication",
        "movie": "motion_picture",
        "music": "song",
        "performance": "performance",
        "review": "review",
        "standard": "standard",
        "video": "motion_picture",
    }
)
#: Fields by which one sees that an entry was written for biblatex.
BIBLATEX_FIELDS: Final = frozenset(
    {
        *("date", "journaltitle", "location", "langid", "hyphenation", "subtitle", "booksubtitle", "maintitle"),
        *("eventdate", "eventtitle", "origdate", "origlanguage", "options", "pubstate"),
    }
)
#: What `entrysubtype` makes of an article or a periodical.
SUBTYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"magazine": "article-magazine", "newspaper": "article-newspaper"}
)
#: Types whose name says of what kind the work is.
GENRES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "phdthesis": "PhD thesis",
        "mastersthesis": "Master’s thesis",
        "techreport": "technical report",
    }
)
#: Types that hold data for other entries, name several at once or give orders to a style: no references themselves.
CONTAINERS: Final = frozenset({"xdata", "set", "ieeetranbstctl", "control"})
#: Types that a line is likely to mean even where its brace is missing.
KNOWN_TYPES: Final = frozenset({*CSL_TYPES, *CONTAINERS, "string", "preamble"})
