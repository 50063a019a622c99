"""RIS: the tagged format that every reference manager imports.

A tag of two characters, two spaces, a hyphen, a space, the value; lines end with CR LF; a record runs from TY to ER.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
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
    withheld,
)
from litreview.model.dates import Date
from litreview.model.names import Name
from litreview.model.reference import RESOLVERS, Reference
from litreview.read import ris_tags as tags
from litreview.read.draft import is_placeholder
from litreview.read.identifiers import normalise_identifier
from litreview.read.name_lists import read_names
from litreview.read.pages import split_pages

_SEASONS: Final = ("", "Spring", "Summer", "Autumn", "Winter")
_TYPES: Final = {csl: ris for ris, csl in reversed(tags.TYPES.items())}


def record(reference: Reference) -> Export:
    """One reference from TY to ER."""
    if reference.format == "ris":
        lines = [(field.name, field.value.replace("\n", "\r\n")) for field in reference.fields]
        # Without a type, only a blank line parts a record from the one before.
        typed = any(tag == "TY" for tag, _ in lines)
        return Export(_lines(lines) if typed else f"\r\n{_lines(lines)}", partial(withheld, reference))
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
        yield from changed_names(reference, self.held, lambda _, name: _read_back(name))
        alone = self._kind() == "book" and not {"collection-title", "editor"} & self.held
        if alone and "collection-editor" in self.held:
            yield Loss(reference.key, "collection-editor", "of a book without a series, which is read as its editor")
        untitled = "container-title" not in self.held and self._kind() not in tags.WHOLE
        if untitled and "container-title-short" in self.held:
            yield Loss(reference.key, "container-title-short", "which is read as the title that it shortens")
        if ("T2", one_line(reference.text("event-title"))) in self.lines and "container-title" not in self.held:
            yield Loss(reference.key, "event-title", "which is read as the title of the proceedings")

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
        for variable, tag in self._places().items():
            self._text(variable, tag)
        self._pages()
        self._identifiers()
        for word in reference.keywords:
            self._put("KW", word, "keyword")
        for variable in NOTES:
            for line in str(reference.text(variable)).split("\n"):
                self._put(tags.tags_of(self._kind())[variable], line, variable)
        for remark in remarks(reference):
            self._put("N1", remark)

    def _kind(self) -> str:
        """The CSL type that the record is read as."""
        return tags.TYPES[self._type()]

    def _places(self) -> Mapping[str, str]:
        """Each text variable with its tag in this record."""
        kind, texts = self._kind(), self.reference.texts
        places = {name: tag for name, tag in tags.tags_of(kind).items() if name in texts and name not in NOTES}
        if kind == "paper-conference" and "event-title" in places:
            if tags.is_proceedings(str(texts.get("container-title", ""))):
                places |= {"container-title": "C3", "event-title": "T2"}
            elif "container-title" not in places:
                places["event-title"] = "T2"
        if kind in tags.NUMBERED and "number" in texts:
            # As SN, what is right as an ISSN or ISBN would be read as one.
            if not _is_serial(one_line(texts["number"])):
                places["number"] = "SN"
            elif kind == "patent":
                places.pop("number", None)
        return places

    def _names(self) -> None:
        for variable, tag in tags.tags_of(self._kind()).items():
            names = self.reference.names.get(variable)
            for name in names.names if names else ():
                self._put(tag, person(name), variable)

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
        for variable, tag in {**tags.tags_of(self._kind()), "accessed": "Y2"}.items():
            date = self.reference.dates.get(variable)
            if date and date.start and date.start[0] > 0:
                self._put(tag, _slashed(date), variable)

    def _pages(self) -> None:
        texts, kind = self.reference.texts, self._kind()
        if kind == "motion_picture":
            # SP is how long it runs.
            self._text("dimensions", "SP")
        elif page := one_line(texts.get("page", "")):
            first, last = split_pages(page)
            self._put("SP", first, "page")
            # Without an end, the one page of a book would be read as its extent.
            self._put("EP", last or (first if kind in tags.PAGINATED else ""))
            self.held.add("page-first")
        elif first := one_line(texts.get("page-first", "")):
            self._put("SP", first, "page-first")
            self._put("EP", first if kind in tags.PAGINATED else "")
        elif kind in tags.PAGINATED and str(texts.get("number-of-pages", "")).isdecimal():
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
            base = one_line(self.reference.text("archive"))
            if tags.is_archive(base, self._kind()) and (base or self._kind() in tags.ARCHIVED):
                self._text("archive", "DB")
                self._text("archive_location", "AN")

    def _text(self, variable: str, tag: str) -> None:
        self._put(tag, self.reference.texts.get(variable, ""), variable)

    def _put(self, tag: str, value: object, variable: str = "") -> None:
        line = one_line(str(value))
        # What stands for no value would be read as none.
        if line and (tag in {"N1", "RN"} or not is_placeholder(line)):
            self.lines.append((tag, line))
            self.held.add(variable)


def _read_back(name: Name) -> Name:
    names = read_names(person(name))
    return names[0] if len(names) == 1 else Name()


def _is_serial(number: str) -> bool:
    """Whether a number has the form and the check digit of an ISBN or ISSN."""
    found = (normalise_identifier(kind, number) for kind in ("ISBN", "ISSN"))
    return any(one.value and not one.problem for one in found)


def _slashed(date: Date) -> str:
    """A date as YYYY/MM/DD/other, where other holds the season."""
    year, *rest = date.start
    parts = [f"{year:04d}", *(f"{part:02d}" for part in rest)]
    return "/".join((*parts, *("" for _ in range(3 - len(parts))), _SEASONS[date.season]))
