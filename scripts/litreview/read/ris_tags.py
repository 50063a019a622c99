"""The RIS types and tags, and what they are in CSL: one table for reading and writing.

What a tag means depends on the type of the record. The tables follow the list of 2011 as reference managers apply it
(EndNote's reference types; Zotero, whose importer knows more types and tags than its exporter writes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from litreview.model.reference import Reference, SourceField

#: RIS type to CSL type. Of several that mean the same, the writer takes the first.
TYPES: Final = {
    "JOUR": "article-journal",
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "ELEC": "webpage",
    "WEB": "webpage",
    "DATA": "dataset",
    "COMP": "software",
    "PAT": "patent",
    "NEWS": "article-newspaper",
    "MGZN": "article-magazine",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "MANSCPT": "manuscript",
    "GEN": "document",
    "ABST": "article-journal",
    "ADVS": "motion_picture",
    "AGGR": "dataset",
    "ART": "graphic",
    "BILL": "bill",
    "BLOG": "post-weblog",
    "CASE": "legal_case",
    "CLSWK": "classic",
    "ANCIENT": "classic",
    "CTLG": "book",
    "DBASE": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ENCYC": "entry-encyclopedia",
    "FIGURE": "figure",
    "CHART": "figure",
    "EQUA": "figure",
    "GOVDOC": "report",
    "GRANT": "document",
    "GRNT": "document",
    "HEAR": "hearing",
    "PCOMM": "personal_communication",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "periodical",
    "LEGAL": "regulation",
    "MAP": "map",
    "VIDEO": "motion_picture",
    "MPCT": "motion_picture",
    "MULTI": "motion_picture",
    "MUSIC": "musical_score",
    "PAMP": "pamphlet",
    "POD": "broadcast",
    "SER": "book",
    "SLIDE": "speech",
    "SOUND": "song",
    "STAND": "standard",
    "STD": "standard",
    "STAT": "legislation",
    "UNBILL": "bill",
    "UNBIL": "bill",
}
#: Types that programs write out in words.
WORDED_TYPES: Final = {
    "aggregated database": "AGGR",
    "ancient text": "ANCIENT",
    "article": "JOUR",
    "artwork": "ART",
    "audiovisual material": "ADVS",
    "bill": "BILL",
    "blog": "BLOG",
    "book": "BOOK",
    "book chapter": "CHAP",
    "book section": "CHAP",
    "book, edited": "EDBOOK",
    "book, section": "CHAP",
    "book, whole": "BOOK",
    "case": "CASE",
    "catalog": "CTLG",
    "chapter": "CHAP",
    "chart or table": "CHART",
    "classical work": "CLSWK",
    "computer program": "COMP",
    "conference": "CONF",
    "conference paper": "CPAPER",
    "conference proceedings": "CONF",
    "dataset": "DATA",
    "dictionary": "DICT",
    "dissertation": "THES",
    "dissertation/thesis": "THES",
    "edited book": "EDBOOK",
    "electronic article": "EJOUR",
    "electronic book": "EBOOK",
    "electronic book section": "ECHAP",
    "electronic source": "ELEC",
    "encyclopedia": "ENCYC",
    "equation": "EQUA",
    "figure": "FIGURE",
    "film or broadcast": "MPCT",
    "generic": "GEN",
    "government document": "GOVDOC",
    "grant": "GRANT",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "journal": "JOUR",
    "journal article": "JOUR",
    "journal, electronic": "EJOUR",
    "legal rule or regulation": "LEGAL",
    "magazine article": "MGZN",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "multimedia application": "MULTI",
    "music": "MUSIC",
    "newspaper article": "NEWS",
    "online database": "DBASE",
    "online multimedia": "MULTI",
    "pamphlet": "PAMP",
    "patent": "PAT",
    "personal communication": "PCOMM",
    "podcast": "POD",
    "preprint": "UNPB",
    "report": "RPRT",
    "review": "JOUR",
    "serial": "SER",
    "standard": "STAND",
    "statute": "STAT",
    "thesis": "THES",
    "unpublished material": "UNPB",
    "unpublished work": "UNPB",
    "web page": "ELEC",
    "website": "ELEC",
}

#: RIS types that are a preprint (CSL's article) where there is an arXiv number.
UNPUBLISHED: Final = frozenset(("UNPB", "UNPD"))
#: RIS types whose author is the editor of the book.
EDITED: Final = frozenset(("EDBOOK",))
#: Types that are no part of another work: their second title (T2) is the series.
WHOLE: Final = frozenset(("book", "report", "software", "map", "standard", "pamphlet", "classic"))
#: Types whose SN is their own number where it is neither ISSN nor ISBN.
NUMBERED: Final = frozenset(("report", "patent", "standard"))
#: Types whose SP without EP is the extent of the whole.
PAGINATED: Final = frozenset(("book", "thesis", "manuscript"))
#: Types that come out in issues, and have article numbers (C7).
PERIODICAL: Final = frozenset(("article-journal", "article-magazine", "article-newspaper"))
#: Types whose copies lie in archives: their DB is one, whatever it is called.
ARCHIVED: Final = frozenset(("manuscript", "personal_communication", "graphic", "map", "collection", "interview"))

_LAWS: Final = "bill hearing legislation"
_FILMS: Final = "motion_picture broadcast"
_IN_BOOKS: Final = "chapter entry-dictionary entry-encyclopedia"
#: Types whose M3 only repeats what kind of document a database took it for ("Article", "Conference Paper").
_INDEXED: Final = f"{' '.join(sorted(PERIODICAL))} book paper-conference periodical {_IN_BOOKS}"

#: Tag to CSL variable by type; "*" is every other type, and "" a meaning that CSL has no variable for.
#: Of several tags for one variable, the writer takes the first.
_MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "TI": {"*": "title"},
    "ST": {"*": "title-short"},
    "J2": {"*": "container-title-short"},
    "VL": {"*": "volume", "thesis": "genre", "patent": ""},
    "IS": {"*": "issue", "chapter": "number-of-volumes"},
    "ET": {"*": "edition", "software": "version", _LAWS: "chapter-number", "article-journal": ""},
    "PB": {"*": "publisher", "legal_case": "authority"},
    "CY": {"*": "publisher-place"},
    "M3": {"*": "genre", "graphic": "medium", _INDEXED: ""},
    "LA": {"*": "language"},
    "AB": {"*": "abstract"},
    "N1": {"*": "note"},
    "RN": {"*": "annote"},
    "CN": {"*": "call-number"},
    "NV": {"*": "number-of-volumes"},
    "SE": {"*": "section", "chapter": "chapter-number", "article-journal": ""},
    "OP": {"*": "original-title", f"legal_case {_LAWS}": "references", "patent": ""},
    "TT": {"*": "translated-title"},
    "RI": {"*": "reviewed-title"},
    "T2": {
        "*": "container-title",
        " ".join(sorted(WHOLE)): "collection-title",
        "hearing": "section",
        "speech": "event-title",
        "thesis": "",
    },
    "T3": {"*": "collection-title", "bill hearing": "authority"},
    "M1": {
        "*": "number",
        "book chapter": "collection-number",
        "software": "medium",
        "patent": "call-number",
        " ".join(sorted(PERIODICAL)): "",
    },
    "SV": {"*": "", "legal_case": "number"},
    "C1": {"*": "", "paper-conference": "event-place", "map": "scale", "patent": "submitted"},
    "C3": {"*": "", "patent": "jurisdiction", "graphic": "dimensions"},
    "C4": {"*": "", "motion_picture": "genre"},
    "C5": {"*": "", "patent": "references", f"song {_FILMS}": "medium"},
    "C6": {"*": "", "patent": "status"},
    "AU": {"*": "author"},
    "A2": {
        "*": "editor",
        "book": "collection-editor",
        "personal_communication": "recipient",
        "song": "performer",
        "thesis bill": "contributor",
        "patent": "authority",
        "legal_case": "container-title",
    },
    "A3": {"*": "collection-editor", "book": "editor", _FILMS: "producer", "thesis bill": "contributor"},
    "A4": {"*": "translator", "paper-conference motion_picture": "contributor", "legal_case": ""},
    "C2": {"*": "", "chapter": "container-author"},
    # From here on, tags that are read alone.
    "T1": {"*": "title"},
    "CT": {"*": "title"},
    "BT": {"*": "container-title", "book manuscript": "title"},
    "JF": {"*": "container-title"},
    "JA": {"*": "container-title-short"},
    "J1": {"*": "container-title-short"},
    "JI": {"*": "container-title-short"},
    "CP": {"*": "issue", "paper-conference": "event-title"},
    "CL": {"*": "", "paper-conference": "event-place"},
    "PP": {"*": "publisher-place"},
    "PI": {"*": "publisher-place"},
    "PU": {"*": "publisher"},
    "A1": {"*": "author"},
    "CA": {"*": "author"},
    "ED": {"*": "editor"},
    "TA": {"*": "translator"},
    "N2": {"*": "abstract"},
}
#: Tags whose meaning depends on their value and on each other; the reader has a rule for each.
SPECIAL: Final = frozenset(
    ("TY", "ID", "JO", "KW", "DO", "DI", "UR", "LK", "L3", "SN", "PY", "Y1", "DA", "Y2", "SP", "EP", "DB", "AN", "C7")
)
#: Those of them that are used or not by what they hold.
_BY_VALUE: Final = frozenset(("AN", "C7", "DB", "L3"))
_OTHER_WORDS: Final = """
    AD AV AF C8 CR DP EP ER FU FX GP IN J9 L1 L2 L4 LB LS M2 N3 NL NR OA PA PM PN PT RP TC U1 U2 U3 U4 U5 VO WE
"""
#: Other tags that databases and reference managers write; nothing is made of them.
_OTHERS: Final = frozenset(_OTHER_WORDS.split())
#: Every tag that is one even where it is not written as it should be.
KNOWN: Final = SPECIAL | _OTHERS | _MEANINGS.keys()


def _by_type(meanings: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({kind: variable for kinds, variable in meanings.items() for kind in kinds.split()})


_VARIABLES: Final = {tag: _by_type(meanings) for tag, meanings in _MEANINGS.items()}


def variable_of(tag: str, kind: str) -> str:
    """The CSL variable that a tag holds in a record of this CSL type, or nothing."""
    meanings = _VARIABLES.get(tag)
    return meanings.get(kind, meanings["*"]) if meanings else ""


@cache
def tags_of(kind: str) -> Mapping[str, str]:
    """CSL variable to the tag that the writer puts it under in a record of this CSL type."""
    found: dict[str, str] = {}
    for tag in _VARIABLES:
        found.setdefault(variable_of(tag, kind), tag)
    found.pop("", None)
    return MappingProxyType(found)


_INSTITUTION: Final = re.compile(
    r"\b(?:univ\w*|institut\w*|hospital|college|cent(?:er|re)|academy|ministry|corporation|school|laborator\w+|inc|"
    r"ltd|gmbh|clinic|polytechnic\w*|politecnico|cnrs|inserm|faculty|department)\b",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(
    r"\b(?:proc\w*|conf\w*|symposi\w+|workshop|congress|meeting|lecture notes)\b", re.IGNORECASE
)


def is_proceedings(title: str) -> bool:
    """Whether a C3 is a title of proceedings, and not an affiliation, which Web of Science puts there."""
    return bool(title) and (not _INSTITUTION.search(title) or bool(_MEETING.search(title)))


_DATABASE: Final = re.compile(
    r"\b(?:abstracts?|acm|agricola|amed|apa|arxiv|biosis|business source|cab|central|cinahl|cochrane|compendex|crossref"
    r"|database|dblp|dimensions|ebsco\w*|embase|emcare|eric|global health|google scholar|hmic|ieee|index|inspec|jstor"
    r"|lens|lilacs|medline|medrxiv|biorxiv|nlm|openalex|ovid|proquest|psyc\w*|pubmed|pmc|sciencedirect|scielo|scopus"
    r"|search|socindex|springer\w*|sportdiscus|web of knowledge|web of science|wiley|wos|zbmath)\b",
    re.IGNORECASE,
)


def is_archive(name: str, kind: str) -> bool:
    """Whether a DB names an archive that keeps the work, and not the database that the record was found in."""
    return kind in ARCHIVED or not _DATABASE.search(name)


def is_used(reference: Reference, one: SourceField) -> bool:
    """Whether a variable of the reference is made of a field; of tags without a fixed meaning, by what they hold."""
    value = " ".join(one.value.split())
    if not value or variable_of(one.name, reference.type) or one.name in SPECIAL - _BY_VALUE:
        return True
    if one.name == "DB" and "PMID" in reference.identifiers and not is_archive(value, reference.type):
        return True
    held = (*(str(text) for text in reference.texts.values()), *reference.identifiers.values())
    return any(value == " ".join(text.split()) for text in held) or any(
        value.upper().endswith(number.upper()) for number in reference.identifiers.values()
    )
