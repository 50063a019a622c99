"""NBIB (the MEDLINE display of PubMed): what PubMed itself gives for "Send to citation manager".

A tag padded to four characters, "- ", the value; a longer value goes on in lines indented by six spaces; a blank line
ends a record. Programs recognise a record by its first tag, PMID, which is therefore there even without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from litreview.exports.base import (
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
from litreview.model.reference import Reference
from litreview.read import nbib_tags as tags
from litreview.read.medline import full_name, title_words

#: Letters of a value in a line, which is 88 wide and begins with six signs.
_ROOM: Final = 82
_LANGUAGES: Final = {short: code for code, short in tags.LANGUAGES.items()}
#: Formats whose records have no key either: theirs was made when they were read, and will be again.
_KEYLESS: Final = frozenset(("nbib", "pubmed-xml"))
#: Formats whose references hold PubMed's publication types, and the field that has them there.
_FROM_PUBMED: Final = frozenset(("pubmed-xml", "ovid-medline"))
_TYPE_FIELD: Final = re.compile(r"^PT$|(?:^|/)PublicationType(?:\[|$)")
_BLANK: Final = re.compile(r"(?<! ) (?! )")


def record(reference: Reference) -> Export:
    """One reference from its PMID to the blank line."""
    if reference.format == "nbib":
        text = "".join(_wrap(field.name, field.value) for field in reference.fields)
        return Export(text + "\n", partial(withheld, reference))
    writer = _Writer(reference)
    return Export("".join(_wrap(tag, value) for tag, value in writer.lines) + "\n", writer.losses)


def _wrap(tag: str, value: str) -> str:
    """A value under its tag, broken at single blanks alone: joined with one blank, its lines are the value again."""
    lines: list[str] = []
    start = 0
    while len(value) - start > _ROOM:
        end = value.rfind(" ", start, start + _ROOM + 1)
        while end > start and " " in {value[end - 1], value[end + 1 : end + 2]}:
            end = value.rfind(" ", start, end)
        if end <= start:
            # A word that is longer than a line stands in one of its own.
            blank = _BLANK.search(value, start + 1)
            if blank is None:
                break
            end = blank.start()
        lines.append(value[start:end])
        start = end + 1
    return f"{tag:<4}- " + "".join(f"{line}\n      " for line in lines) + f"{value[start:]}\n"


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
        yield from changed_names(reference, self.held, _read_back)
        yield from lost_dates(reference, self.held, ranges=("issued",))
        title = one_line(reference.text("title"))
        if title_words(title) != title:
            yield Loss(reference.key, "title", "the full stop at its end")
        if reference.type not in tags.PUBLICATION_TYPES:
            yield Loss(reference.key, "type", reference.type)
        if reference.type == "chapter" and "container-title" in self.held and "title" not in self.held:
            yield Loss(reference.key, "container-title", "of a chapter without a title, which is read as the book")
        if reference.format not in _KEYLESS:
            yield Loss(reference.key, "id", "the key that it is cited by")

    def _write(self) -> None:
        reference = self.reference
        pmid = reference.identifiers.get("PMID", "")
        self.lines.append(("PMID", pmid))
        self.held.add("PMID")
        for kind in ("ISSN", "ISBN"):
            self._put(tags.IDENTIFIERS[kind], reference.identifiers.get(kind, ""), kind)
        self._text("volume", "VI")
        self._text("issue", "IP")
        self._date()
        self._text("title", "TI")
        if reference.type == "chapter":
            self._text("container-title", "BTI")
        self._text("page", "PG")
        if "page" not in self.held:
            self._text("page-first", "PG")
        self.held.add("page-first")
        doi = reference.identifiers.get("DOI", "")
        self._put("LID", doi and f"{doi} [doi]", "DOI")
        self._put("LID", reference.identifiers.get("URL", ""), "URL")
        self._text("abstract", "AB")
        self._names()
        language = str(reference.text("language"))
        self._put("LA", _LANGUAGES.get(language, language), "language")
        self._types()
        self._text("publisher-place", "PL")
        self._text("publisher", "PB")
        self._text("edition", "EN")
        self._text("container-title-short", "TA")
        if reference.type != "chapter":
            self._text("container-title", "JT")
        self._text("collection-title", "CTI")
        for word in reference.keywords:
            self._put("OT", word, "keyword")
        self._put("PMC", reference.identifiers.get("PMCID", ""), "PMCID")
        self._put("AID", doi and f"{doi} [doi]")
        for line in str(reference.text("note")).split("\n"):
            self._put("GN", line, "note")
        for remark in remarks(reference):
            self._put("GN", remark)
        self._put("SO", self._source())

    def _types(self) -> None:
        """The publication types: all that PubMed itself gives, else the one that says what kind of work it is."""
        own = [one for one in self.reference.fields if _TYPE_FIELD.search(one.name)]
        for one in own if self.reference.format in _FROM_PUBMED else ():
            self._put("PT", one.value, one.name)
        if all(tag != "PT" for tag, _ in self.lines):
            self._put("PT", tags.PUBLICATION_TYPES.get(self.reference.type, ""))

    def _names(self) -> None:
        for variable, (full, short, body) in tags.NAMES.items():
            names = self.reference.names.get(variable)
            for name in names.names if names else ():
                if name.literal:
                    self._put(body, name.literal, variable)
                else:
                    self._put(full, _full(name), variable)
                    self._put(short, name.indexed)

    def _date(self) -> None:
        issued = self.reference.issued
        if issued.inferred:
            self.held.add("issued")
        elif not issued.start or issued.start[0] > 0:
            self._put("DP", _printed(issued), "issued")

    def _source(self) -> str:
        """The line "J Abbrev. 2024 May 1;16(1):e45." that PubMed closes a record with."""
        text = self.reference.text
        journal = one_line(text("container-title-short") or text("container-title"))
        volume, issue, page = (one_line(text(name)) for name in ("volume", "issue", "page"))
        date = "" if self.reference.issued.inferred else _printed(self.reference.issued)
        where = volume + (f"({issue})" if issue else "") + (f":{page}" if page else "")
        when = ";".join(part for part in (date, where) if part)
        return f"{journal}. {when}." if journal and when else ""

    def _text(self, variable: str, tag: str) -> None:
        self._put(tag, self.reference.texts.get(variable, ""), variable)

    def _put(self, tag: str, value: object, variable: str = "") -> None:
        if line := one_line(str(value)):
            self.lines.append((tag, line))
            self.held.add(variable)


def _full(name: Name) -> str:
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    return f"{name.surname}, {f'{given} {name.suffix}'.strip()}".strip()


def _read_back(variable: str, name: Name) -> Name:
    """What is read of a name: a body among the authors has a tag of its own, one among the editors has not."""
    if name.literal:
        return name if variable == "author" else full_name(name.literal)
    return full_name(_full(name))


def _printed(date: Date) -> str:
    """A date as MEDLINE prints it: "2024 May 1", "2024 Jan-Feb", "2024 Spring"."""
    if not date.start:
        return date.literal
    first = _words(date.start, date.season)
    if not date.end:
        return first
    if date.end[:1] == date.start[:1]:
        same = 2 if len(date.end) == len(date.start) == 3 and date.end[1] == date.start[1] else 1  # noqa: PLR2004 - y, m, d
        return f"{first}-{' '.join(_words(date.end, 0).split()[same:])}"
    return f"{first}-{_words(date.end, 0)}"


def _words(date: tuple[int, ...], season: int) -> str:
    year, *rest = date
    words = [f"{year:04d}"]
    if rest:
        words.append(tags.MONTHS[rest[0] - 1])
    elif season:
        words.append(tags.SEASONS[season - 1])
    return " ".join((*words, *(str(day) for day in rest[1:])))
