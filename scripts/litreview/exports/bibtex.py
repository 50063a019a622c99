"""BibTeX: an author's own entries as they were written, and entries of other formats in TeX that BibTeX reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from zlib import crc32

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from litreview.exports.base import Export, Loss, lost_dates, missing, withheld
from litreview.exports.tex import balanced, escape, to_tex
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.read.bibtex.draft import ANY_WORD
from litreview.read.bibtex.entry_types import BIBLATEX_FIELDS
from litreview.read.bibtex.persons import split_and
from litreview.read.draft import is_placeholder
from litreview.read.pages import is_range

_LAYOUT: Final = BibtexFormat()
_LAYOUT.indent = "  "
_LAYOUT.trailing_comma = True
_TYPES: Final = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "document": "misc",
    "entry-encyclopedia": "inreference",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "periodical": "periodical",
    "report": "report",
    "software": "software",
    "speech": "unpublished",
    "thesis": "thesis",
    "webpage": "online",
}
_TEXTS: Final = {
    "title": "title",
    "title-short": "shorttitle",
    "container-title": "journal",
    "container-title-short": "shortjournal",
    "volume": "volume",
    "collection-title": "series",
    "number-of-volumes": "volumes",
    "number-of-pages": "pagetotal",
    "page": "pages",
    "page-first": "pages",
    "chapter-number": "chapter",
    "edition": "edition",
    "version": "version",
    "publisher": "publisher",
    "publisher-place": "address",
    "event-title": "eventtitle",
    "event-place": "venue",
    "genre": "type",
    "status": "pubstate",
    "language": "language",
    "original-title": "origtitle",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "reviewed-title": "reviewedtitle",
    "call-number": "library",
    "medium": "medium",
    "source": "source",
    "note": "note",
}
_LAST_TEXTS: Final = {"abstract": "abstract", "annote": "annotation"}
#: Fields whose name depends on the type.
_BY_TYPE: Final = {
    ("chapter", "container-title"): "booktitle",
    ("paper-conference", "container-title"): "booktitle",
    ("entry-encyclopedia", "container-title"): "booktitle",
    ("thesis", "publisher"): "school",
    ("report", "publisher"): "institution",
}
_SUBTYPES: Final = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_ARTICLES: Final = frozenset(("article", "article-journal", "periodical", *_SUBTYPES))
_NUMBERED: Final = frozenset(("report", "patent"))
_IN_SERIES: Final = frozenset(("book", "chapter", "paper-conference", "entry-encyclopedia", "pamphlet"))
_NAMES: Final = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
    "collection-editor": "serieseditor",
    "compiler": "compiler",
    "composer": "composer",
    "contributor": "contributor",
    "director": "director",
    "illustrator": "illustrator",
    "interviewer": "interviewer",
    "organizer": "organizer",
    "reviewed-author": "reviewedauthor",
    "holder": "holder",
}
_DATES: Final = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
_IDENTIFIERS: Final = {
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "arXiv": "eprint",
}
#: What would not stand as a citation key, and a name that would fall apart or lose its commas.
_NO_KEY: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f,{}\"#%~\\()=']+")
_PARTED: Final = re.compile(r"[,;]|\band\b|^\s*$", re.IGNORECASE)


def record(reference: Reference) -> Export:
    """One reference as an entry."""
    if reference.format == "bibtex":
        fields = [(field.name, balanced(field.value)) for field in reference.fields]
        # An entry of data for others is no reference, so what it gave to this one is not in the file.
        given = (field.name for field in reference.fields if field.name.lower() == "xdata")
        losses = [Loss(reference.key, name, "the fields of the entries that it names") for name in given]
        losses += withheld(reference)
        return Export(_entry(reference.entry_type or "misc", reference.key, fields), lambda: losses)
    writer = _Writer(reference)
    key = _citation_key(reference.key)
    return Export(_entry(_TYPES.get(reference.type, "misc"), key, writer.fields), writer.losses)


def _citation_key(key: str) -> str:
    """The key without what BibTeX would stumble over, and still no other's: then a few signs tell which it was."""
    safe = _NO_KEY.sub("_", key)
    return key if safe == key else f"{safe}-{crc32(key.encode('utf-8', 'surrogatepass')):08x}"


def _entry(kind: str, key: str, fields: list[tuple[str, str]]) -> str:
    """The text of an entry, its values in braces."""
    entry = Entry(kind, key, [Field(name, f"{{{value}}}") for name, value in fields])
    return write_string(Library([entry]), unparse_stack=(), bibtex_format=_LAYOUT)


class _Writer:
    """Writes the variables of one reference as fields, and remembers which of them found a place."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.fields: list[tuple[str, str]] = []
        self.held: set[str] = set()
        self._write()

    def losses(self) -> Iterator[Loss]:
        """What found no place."""
        reference = self.reference
        yield from missing(reference, self.held)
        yield from (loss for loss in lost_dates(reference, self.held, _DATES) if loss.part == "literal")
        for variable in _NAMES:
            for name in reference.names.get(variable, NameList()).names:
                # BibTeX knows one kind of particle, and knows it by its small letter.
                if name.dropping_particle or name.non_dropping_particle[:1].isupper():
                    yield Loss(reference.key, variable, "the particle's kind")
        for variable, text in reference.texts.items():
            if variable in self.held and "\n" in str(text):
                yield Loss(reference.key, variable, "paragraphs")
        if reference.type in _ARTICLES and str(reference.text("collection-title")).isdecimal():
            # Of a journal, "2" is its second series.
            yield Loss(reference.key, "collection-title", "a number alone")
        if not self._says_type():
            yield Loss(reference.key, "type", reference.type)
        if _citation_key(reference.key) != reference.key:
            yield Loss(reference.key, "id", "characters of the key")

    def _says_type(self) -> bool:
        """Whether the entry is read as the same type: some are told apart by other fields alone."""
        kind = self.reference.type
        if kind in {"article", "article-journal", "document"}:
            preprint = "arXiv" in self.reference.identifiers and "container-title" not in self.held
            return preprint == (kind == "article")
        if kind in {"speech", "manuscript"}:
            return (kind == "speech") == bool({"event-title", "event-place", "event-date"} & self.held)
        return kind in _TYPES

    def _write(self) -> None:
        reference = self.reference
        self._put("entrysubtype", _SUBTYPES.get(reference.type, ""))
        for variable, field in _NAMES.items():
            if names := reference.names.get(variable):
                self._put(field, people(names), variable)
        # The place of a patent is where it holds, not where it is published.
        places = {"publisher-place": "", "jurisdiction": "location"} if reference.type == "patent" else {}
        self._texts({variable: field for variable, field in (_TEXTS | places).items() if field})
        self._numbers()
        self._issued()
        for variable, field in _DATES.items():
            if date := reference.dates.get(variable):
                self._put(field, edtf(date) if date.start else escape(date.literal), variable)
        for variable, field in _IDENTIFIERS.items():
            self._put(field, _plain(reference.identifiers.get(variable, "")), variable)
        if reference.identifiers.get("arXiv"):
            self._put("eprinttype", "arxiv")
        self._texts(_LAST_TEXTS)
        # A keyword such as "Leukemia, Lymphocytic" must not fall apart.
        comma = "; " if any("," in word for word in reference.keywords) else ", "
        self._put("keywords", comma.join(escape(word) for word in reference.keywords), "keyword")
        for kind, notice in reference.notices.items():
            self._put(f"x-{kind}", escape(notice))
        self._put("x-unverified", escape(reference.unverified))
        self._put("x-source", "; ".join(escape(source) for source in reference.sources), "x-source")
        particles = any(name.non_dropping_particle for names in reference.names.values() for name in names.names)
        if particles and any(field in BIBLATEX_FIELDS for field, _ in self.fields):
            # Without it biblatex, and what reads such an entry, takes the particle for one that may be dropped.
            self._put("options", "useprefix=true")

    def _texts(self, names: Mapping[str, str]) -> None:
        for variable, name in names.items():
            field = _BY_TYPE.get((self.reference.type, variable), name)
            text = self.reference.texts.get(variable)
            # What readers take for a word that holds a place would not come back.
            if text and (field in ANY_WORD or not is_placeholder(str(text))):
                tex = to_tex(text)
                if field in {"address", "location"} and len(split_and(tex)) > 1:
                    # One place, which biblatex would take for several.
                    tex = f"{{{tex}}}"
                if field == "pages":
                    tex = (tex.replace("-", "--") if is_range(tex) else tex).replace("–", "--")
                self._put(field, tex, variable)

    def _numbers(self) -> None:
        """The field `number` is an issue, a place in a series or the work's own number, by the kind of entry."""
        kind = self.reference.type
        if kind in _ARTICLES:
            self._texts({"issue": "number"})
        elif kind in _NUMBERED or (kind not in _IN_SERIES and "collection-title" not in self.held):
            self._texts({"issue": "issue", "number": "number"})
        else:
            self._texts({"issue": "issue", "collection-number": "number"})

    def _issued(self) -> None:
        issued = self.reference.issued
        if issued.inferred and issued.year is not None:
            self._put("x-year-inferred", str(issued.year), "issued")
        elif issued.start and (issued.start[0] < 1 or issued != Date(issued.start)):
            self._put("date", edtf(issued), "issued")
        elif issued.start:
            self._put("year", str(issued.start[0]), "issued")
            for field, number in zip(("month", "day"), issued.start[1:], strict=False):
                self._put(field, str(number))
        elif issued.literal:
            self._put("year", escape(issued.literal), "issued")

    def _put(self, field: str, value: str, variable: str = "") -> None:
        # A formula may hold a brace that BibTeX would count.
        value = balanced(value)
        if value and all(field != written for written, _ in self.fields):
            self.fields.append((field, " ".join(value.split())))
            self.held.add(variable)


def people(names: NameList) -> str:
    """Names as "von Last, Jr, First", joined by "and"; the name of a body in braces of its own."""
    return " and ".join((*(_person(name) for name in names.names), *(("others",) if names.others else ())))


def _person(name: Name) -> str:
    if name.literal:
        return f"{{{escape(name.literal)}}}"
    family = _part(name.family)
    words = name.family.split()
    opens = words and words[0][:1].islower() and not name.non_dropping_particle
    if opens or any(word[:1].islower() for word in words[:-1]):
        # Small words in a family name would be taken for a particle, with all that stands before them.
        family = f"{{{escape(name.family)}}}"
    surname = " ".join(part for part in (escape(name.non_dropping_particle), family) if part)
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    written = _part(given)
    if not name.dropping_particle and given.rpartition(" ")[2][:1].islower() and " " in given:
        # A small word behind given names would be taken for a particle that may be dropped.
        written = f"{{{escape(given)}}}"
    if name.suffix:
        return f"{surname}, {_part(name.suffix)}, {written}"
    if given:
        return f"{surname}, {written}"
    # A family name of several words that stands alone would be taken apart.
    return surname if " " not in name.family else f"{{{surname}}}"


def _part(text: str) -> str:
    return f"{{{escape(text)}}}" if _PARTED.search(text) and text else escape(text)


def edtf(date: Date) -> str:
    """A date after EDTF level 1, as biblatex reads it."""
    mark = "%" if date.approximate and date.uncertain else "~" if date.approximate else "?" if date.uncertain else ""
    written = _level_0(date.start)
    if date.season:
        written = f"{written[:4]}-{20 + date.season}"
    if date.end:
        return f"{written}{mark}/{_level_0(date.end)}{mark}"
    return f"{written}{mark}/" if date.open_end else f"{written}{mark}"


def _level_0(date: tuple[int, ...]) -> str:
    year, *rest = date
    return "-".join((f"-{-year:04d}" if year < 0 else f"{year:04d}", *(f"{part:02d}" for part in rest)))


def _plain(identifier: str) -> str:
    """An identifier, which TeX is not to read, with its braces made harmless."""
    return identifier.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
