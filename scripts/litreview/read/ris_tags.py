"""The RIS tags and types, and what they are in CSL: one table for reading and writing.

The meaning of a tag depends on the type; the tables follow the list of 2011 as reference managers apply it.
"""

from __future__ import annotations

from typing import Final

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

#: RIS types that are a preprint (CSL's article) where there is an arXiv number.
UNPUBLISHED: Final = frozenset(("UNPB", "UNPD"))
#: Types that are no part of another work: their second title (T2) is the series.
WHOLE: Final = frozenset(("book", "thesis", "report", "software", "map", "patent", "standard", "pamphlet", "classic"))
#: Types whose SN is their own number where it is neither ISSN nor ISBN.
NUMBERED: Final = frozenset(("report", "patent", "standard"))
#: Types whose SP without EP is the extent of the whole.
PAGINATED: Final = frozenset(("book", "thesis"))

#: CSL text variable to tag, where the type does not matter.
TEXTS: Final = {
    "title": "TI",
    "title-short": "ST",
    "container-title-short": "J2",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "genre": "M3",
    "language": "LA",
    "abstract": "AB",
    "note": "N1",
    "annote": "RN",
    "call-number": "CN",
    "number-of-volumes": "NV",
    "section": "SE",
    "original-title": "OP",
    "translated-title": "TT",
}
#: Other tags in use for the same variables, read alone.
OTHER_TEXTS: Final = {
    "T1": "title",
    "CT": "title",
    "BT": "container-title",
    "JF": "container-title",
    "JA": "container-title-short",
    "J1": "container-title-short",
    "CP": "issue",
    "PP": "publisher-place",
}
#: CSL name variable to tag.
NAMES: Final = {"author": "AU", "editor": "A2", "collection-editor": "A3", "translator": "A4"}
#: Other tags in use for the same names, read alone.
OTHER_NAMES: Final = {"A1": "author", "ED": "editor", "TA": "translator"}
#: All tags that something is made of; the others stay with the reference as they are.
UNDERSTOOD: Final = frozenset(
    (
        *("TY", "ID", "T2", "T3", "C3", "JO", "AB", "N2", "KW", "DO", "UR", "SN", "M1", "C1", "C2"),
        *("PY", "Y1", "DA", "Y2", "SP", "EP", "DB", "AN"),
        *TEXTS.values(),
        *OTHER_TEXTS,
        *NAMES.values(),
        *OTHER_NAMES,
    )
)
