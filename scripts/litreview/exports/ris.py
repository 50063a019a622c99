"""RIS: the tagged format that every reference manager imports.

A tag of two characters, two spaces, a hyphen, a space, the value; lines end with CR LF; a record runs from TY to ER.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from litreview.exports.base import (
    NOTES,
    Export,
    Loss,
    changed_names,
    lost_dates,
    lost_names,
    lost_settings,
    missing,
    one_line,
    remarks,
)
from litreview.model.dates import Date
from litreview.model.names import Name
from litreview.model.reference import RESOLVERS, Reference
from litreview.read import ris_tags as tags
from litreview.read.draft import inverted_name
from litreview.read.identifiers import normalise_identifier
from litreview.read.pages import split_pages

_SEASONS: Final = ("", "Spring", "Summer", "Autumn", "Winter")
_TYPES: Final = {csl: ris for ris, csl in reversed(tags.TYPES.items())}
_DATES: Final = {"issued": "DA", "accessed": "Y2"}


def record(reference: Reference) -> Export:
    """One reference from TY to ER."""
    if reference.format == "ris":
        lines = [(field.name, field.value.replace("\n", "\r\n")) for field in reference.fields]
        return Export(_lines(lines))
    writer = _Writer(reference)
    return Export(_lines(writer.lines), writer.losses)


def _lines(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in (*lines, ("ER", "")))


def person(name: Name) -> str:
    """A name as "Family, Given, Suffix"; a comma ends a family name that stands alone, and none is in a body's name."""
    if name.literal:
        return one_line(name.literal)
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    parts = [name.surname, given, name.suffix]
    while len(parts) > 2 and not parts[-1]:  # noqa: PLR2004 - family and given are always there
        parts.pop()
    return one_line(", ".join(parts))


class _Writer:
    """Writes the variables of one reference, and remembers which of them found a place."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.lines: list[tuple[str, str]] = []
        self.held: set[str] = set()
        self._write()

    def losses(self) -> Iterator[Loss]:
        """What found no place."""
        reference = self.reference
        yield from missing(reference, self.held)
        yield from lost_settings(reference, self.held)
        yield from lost_names(reference, self.held)
        yield from lost_dates(reference, self.held)
        if _TYPES.get(reference.type) is None and not self._is_preprint():
            yield Loss(reference.key, "type", reference.type)
        yield from changed_names(reference, self.held, lambda _, name: inverted_name(person(name)))

    def _is_preprint(self) -> bool:
        return self.reference.type == "article" and "arXiv" in self.reference.identifiers

    def _type(self) -> str:
        kind = self.reference.type
        if kind == "manuscript" and "arXiv" in self.reference.identifiers:
            return "MANSCPT"  # UNPB with an arXiv number is a preprint
        return _TYPES.get(kind, "UNPB" if kind == "article" else "GEN")

    def _write(self) -> None:
        reference = self.reference
        self._put("TY", self._type())
        self._put("ID", reference.key)
        self._names()
        self._dates()
        for variable, tag in self._places():
            if variable not in NOTES:
                self._text(variable, tag)
        self._pages()
        self._identifiers()
        for word in reference.keywords:
            self._put("KW", word, "keyword")
        for variable in NOTES:
            for line in str(reference.text(variable)).split("\n"):
                self._put(tags.TEXTS[variable], line, variable)
        for remark in remarks(reference):
            self._put("N1", remark)

    def _places(self) -> Iterator[tuple[str, str]]:
        """Each text variable with its tag in a record of this type."""
        kind = self.reference.type
        texts = self.reference.texts
        # Of software, ET is the version.
        numbered = "version" if kind == "software" else "edition"
        yield from ((numbered if variable == "edition" else variable, tag) for variable, tag in tags.TEXTS.items())
        if kind == "paper-conference" and texts.get("event-title") and texts.get("container-title"):
            yield from (("event-title", "T2"), ("container-title", "C3"))
        elif kind not in tags.WHOLE:
            yield ("container-title", "T2")
        yield ("collection-title", "T2" if kind in tags.WHOLE else "T3")
        if kind == "paper-conference":
            yield ("event-place", "C1")
        # As SN, what is right as an ISSN or ISBN would be read as one.
        own = kind in tags.NUMBERED and not _is_serial(one_line(texts.get("number", "")))
        yield ("number", "SN" if own else "M1")

    def _names(self) -> None:
        for variable, tag in tags.NAMES.items():
            names = self.reference.names.get(variable)
            # Of a book, A2 is the series editor for the programs that tell the two apart.
            place = "ED" if (variable, self.reference.type) == ("editor", "book") else tag
            for name in names.names if names else ():
                self._put(place, person(name), variable)

    def _dates(self) -> None:
        issued = self.reference.issued
        if issued.inferred:
            self.held.add("issued")
        elif issued.start:
            if issued.start[0] > 0:
                self._put("PY", f"{issued.start[0]:04d}", "issued")
                if len(issued.start) > 1 or issued.season:
                    self._put("DA", _slashed(issued))
        elif issued.literal:
            self._put("PY", issued.literal, "issued")
        accessed = self.reference.dates.get("accessed", Date())
        if accessed.start and accessed.start[0] > 0:
            self._put("Y2", _slashed(accessed), "accessed")

    def _pages(self) -> None:
        texts = self.reference.texts
        if page := one_line(texts.get("page", "")):
            first, last = split_pages(page)
            self._put("SP", first, "page")
            # Without an end, the one page of a book would be read as its extent.
            self._put("EP", last or (first if self.reference.type in tags.PAGINATED else ""))
            self.held.add("page-first")
        elif first := one_line(texts.get("page-first", "")):
            self._put("SP", first, "page-first")
        elif self.reference.type in tags.PAGINATED and str(texts.get("number-of-pages", "")).isdecimal():
            self._text("number-of-pages", "SP")

    def _identifiers(self) -> None:
        known = self.reference.identifiers
        for kind in ("ISSN", "ISBN"):
            self._put("SN", known.get(kind, ""), kind)
        self._put("DO", known.get("DOI", ""), "DOI")
        self._put("UR", known.get("URL", ""), "URL")
        if arxiv := known.get("arXiv"):
            self._put("UR", RESOLVERS["arXiv"].format(arxiv), "arXiv")
        self._put("C2", known.get("PMCID", ""), "PMCID")
        if pmid := known.get("PMID"):
            self._put("AN", pmid, "PMID")
            self._put("DB", "PubMed")
        else:
            self._text("archive", "DB")
            self._text("archive_location", "AN")

    def _text(self, variable: str, tag: str) -> None:
        self._put(tag, self.reference.texts.get(variable, ""), variable)

    def _put(self, tag: str, value: object, variable: str = "") -> None:
        if line := one_line(str(value)):
            self.lines.append((tag, line))
            self.held.add(variable)


def _is_serial(number: str) -> bool:
    """Whether a number has the form and the check digit of an ISBN or ISSN."""
    found = (normalise_identifier(kind, number) for kind in ("ISBN", "ISSN"))
    return any(one.value and not one.problem for one in found)


def _slashed(date: Date) -> str:
    """A date as YYYY/MM/DD/other, where other holds the season."""
    year, *rest = date.start
    parts = [f"{year:04d}", *(f"{part:02d}" for part in rest)]
    return "/".join((*parts, *("" for _ in range(3 - len(parts))), _SEASONS[date.season]))
