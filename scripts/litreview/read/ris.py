"""RIS, read without loss: unknown and repeated tags, their order and their lines stay with the reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.model.text import Text
from litreview.read import ris_tags as tags
from litreview.read.bibtex.decoding import decode
from litreview.read.bibtex.languages import language_tag
from litreview.read.dates import parse_date
from litreview.read.draft import Draft, inverted_name
from litreview.read.identifiers import normalise_identifier
from litreview.read.nbib_tags import LANGUAGES
from litreview.read.pages import normalise_pages
from litreview.read.sources import Bibliography, SourceFile
from litreview.read.tagged import Record, TaggedField, bibliography

_TAG: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)", re.DOTALL)
#: Some programs number the records of a file.
_COUNTER: Final = re.compile(r"\s*(?:\d+\.?)?\s*")
_PUBMED: Final = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)
_DOI_LIKE: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_RULE: Final = "ris-syntax"

_TEXT_OF: Final = {tag: variable for variable, tag in tags.TEXTS.items()} | tags.OTHER_TEXTS
_NAME_OF: Final = {tag: variable for variable, tag in tags.NAMES.items()} | tags.OTHER_NAMES


def read_ris(file: SourceFile) -> Bibliography:
    """The references of a RIS file, all that can be read, and what is to be said about it."""
    source, said = decode(file)
    diagnostics = list(said)
    found = []
    for record in _Splitter(file.path, diagnostics).records(source.text):
        key, reference, values = _reference(record)
        found.append((key, reference))
        diagnostics.extend(values)
    return bibliography(found, diagnostics, _RULE)


class _Splitter:
    """Cuts a file into records, and says where it is not what it should be."""

    def __init__(self, path: str, diagnostics: list[Diagnostic]) -> None:
        self._path = path
        self._diagnostics = diagnostics
        self._open: Record | None = None
        self._astray = False  # of text outside of records, each stretch is one finding

    def records(self, text: str) -> Iterator[Record]:
        """The records in their order."""
        for number, line in enumerate(text.split("\n"), 1):
            match = _TAG.fullmatch(line)
            if match is None:
                self._untagged(number, line)
            elif match[1] == "ER":
                if self._open is None:
                    self._say(Severity.WARNING, number, "ER without a record")
                yield from self._close()
            else:
                if match[1] == "TY":
                    yield from self._close("the record has no ER; it ends where the next begins")
                self._add(number, match[1], match[2] or "")
        yield from self._close("the record has no ER; it ends with the file")

    def _add(self, number: int, tag: str, value: str) -> None:
        if self._open is None:
            self._astray = False
            self._open = Record(Position(self._path, number))
            if tag != "TY":
                self._say(Severity.WARNING, number, "the record has no TY", "give its type, such as TY  - JOUR")
        self._open.fields.append(TaggedField(tag, Position(self._path, number), [value]))

    def _untagged(self, number: int, line: str) -> None:
        if self._open is not None:
            self._open.fields[-1].lines.append(line)
        elif not self._astray and not _COUNTER.fullmatch(line):
            self._astray = True
            message = f"text outside of a record: “{line.strip()[:40]}”"
            self._say(Severity.ERROR, number, message, "a record begins with TY and ends with ER")

    def _close(self, finding: str = "") -> Iterator[Record]:
        if self._open is not None:
            if finding:
                self._say(Severity.WARNING, self._open.position.line, finding)
            yield self._open
            self._open = None

    def _say(self, severity: Severity, line: int, message: str, hint: str = "") -> None:
        self._diagnostics.append(Diagnostic(severity, _RULE, Position(self._path, line), message, hint))


def _reference(record: Record) -> tuple[str, Reference, list[Diagnostic]]:
    fields = [one.source("\n") for one in record.fields]
    draft = Draft("ris", record.position)
    values: dict[str, list[SourceField]] = {}
    for one in fields:
        values.setdefault(one.name, []).append(one)
    entry_type = _first(values, "TY").strip()
    kind = tags.TYPES.get(entry_type.upper(), "document")
    if entry_type and entry_type.upper() not in tags.TYPES:
        draft.say(Severity.WARNING, values["TY"][0].position, f"the type “{entry_type}” is unknown; GEN is taken")
    for one in fields:
        _take(draft, kind, one)
    _containers(draft, kind, values)
    _dates(draft, values)
    _pages(draft, kind, values)
    _accession(draft, values)
    if entry_type.upper() in tags.UNPUBLISHED and "arXiv" in draft.identifiers:
        kind = "article"
    key = " ".join(_first(values, "ID").split())
    return key, draft.reference(kind, entry_type, fields), draft.diagnostics


def _first(values: dict[str, list[SourceField]], tag: str) -> str:
    """The first value of a tag, or nothing."""
    return values[tag][0].value if tag in values else ""


def _take(draft: Draft, kind: str, one: SourceField) -> None:
    """Takes over a field whose meaning depends on no other field."""
    tag, value, position = one.name, one.value.strip(), one.position
    if not value:
        return
    if tag in _NAME_OF:
        draft.name(_NAME_OF[tag], inverted_name(value))
    elif handler := _HANDLERS.get(tag):
        handler(draft, kind, value, position)
    elif variable := _TEXT_OF.get(tag):
        draft.text(variable, value, position)


def _abstract(draft: Draft, _kind: str, value: str, position: Position) -> None:
    # Lines run on; a blank line begins a paragraph.
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", value))
    draft.text("abstract", Text.plain("\n".join(part for part in paragraphs if part)), position)


def _note(draft: Draft, _kind: str, value: str, _position: Position) -> None:
    draft.add_text("note", value)


def _annote(draft: Draft, _kind: str, value: str, _position: Position) -> None:
    draft.add_text("annote", value)


def _genre(draft: Draft, _kind: str, value: str, position: Position) -> None:
    # Some programs put the DOI here.
    if _DOI_LIKE.fullmatch(value):
        draft.identifier("DOI", value, position)
    else:
        draft.text("genre", value, position)


def _edition(draft: Draft, kind: str, value: str, position: Position) -> None:
    draft.text("version" if kind == "software" else "edition", value, position)


def _keywords(draft: Draft, _kind: str, value: str, _position: Position) -> None:
    for word in re.split(r"[;\n]", value):
        draft.keyword(word)


def _doi(draft: Draft, _kind: str, value: str, position: Position) -> None:
    draft.identifier("DOI", value, position)


def _number(draft: Draft, _kind: str, value: str, position: Position) -> None:
    draft.text("number", value, position)


def _language(draft: Draft, _kind: str, value: str, position: Position) -> None:
    draft.text("language", LANGUAGES.get(value.lower()) or language_tag(value, ""), position)


def _place_of_event(draft: Draft, kind: str, value: str, position: Position) -> None:
    if kind == "paper-conference":
        draft.text("event-place", value, position)


def _pmcid(draft: Draft, _kind: str, value: str, position: Position) -> None:
    if value[:3].upper() == "PMC":
        draft.identifier("PMCID", value, position)


def _addresses(draft: Draft, _kind: str, value: str, position: Position) -> None:
    for address in value.split("\n"):
        _address(draft, address.strip(), position)


def _address(draft: Draft, address: str, position: Position) -> None:
    """An address; those of PubMed, PMC and arXiv are identifiers."""
    for kind, host in (("PMID", "pubmed"), ("PMCID", "/articles/"), ("arXiv", "arxiv.org/")):
        if host in address.lower() and (found := normalise_identifier(kind, address)).value and not found.problem:
            draft.identifier(kind, found.value, position)
            return
    if "URL" not in draft.identifiers:
        draft.identifier("URL", address, position)


def _serial(draft: Draft, kind: str, value: str, position: Position) -> None:
    for serial in ("ISBN", "ISSN"):
        found = normalise_identifier(serial, value)
        # The number of a patent may have as many digits.
        if found.value and not (found.problem and kind in tags.NUMBERED):
            draft.identifier(serial, value, position)
            return
    if kind in tags.NUMBERED:
        draft.text("number", value, position)
    else:
        draft.say(Severity.WARNING, position, f"“{value[:40]}” is neither ISSN nor ISBN")


_HANDLERS: Final[Mapping[str, Callable[[Draft, str, str, Position], None]]] = {
    "AB": _abstract,
    "N2": _abstract,
    "N1": _note,
    "RN": _annote,
    "M3": _genre,
    "ET": _edition,
    "KW": _keywords,
    "DO": _doi,
    "LA": _language,
    "M1": _number,
    "C1": _place_of_event,
    "C2": _pmcid,
    "UR": _addresses,
    "SN": _serial,
}


def _containers(draft: Draft, kind: str, values: dict[str, list[SourceField]]) -> None:
    """The titles of what the work is in: their tags depend on the type and on each other."""

    def take(variable: str, tag: str) -> None:
        if tag in values:
            draft.text(variable, values[tag][0].value, values[tag][0].position)

    if kind == "paper-conference" and _first(values, "C3").strip():
        take("container-title", "C3")
        take("event-title", "T2")
    else:
        take("collection-title" if kind in tags.WHOLE else "container-title", "T2")
    take("collection-title", "T3")
    # JO is the abbreviation beside a full title, and the only title elsewhere.
    if "container-title" in draft.texts:
        take("container-title-short", "JO")
    else:
        take("container-title", "JO")
    if "container-title" not in draft.texts and kind not in tags.WHOLE and "container-title-short" in draft.texts:
        draft.texts["container-title"] = draft.texts.pop("container-title-short")


def _dates(draft: Draft, values: dict[str, list[SourceField]]) -> None:
    year = ris_date(_first(values, "PY") or _first(values, "Y1"))
    date = ris_date(_first(values, "DA"))
    if date.literal and not date.start and year.start:
        # The day without the year, as in "May 12".
        date = parse_date(f"{year.start[0]} {date.literal}")
    agrees = date.start and (not year.start or date.start[0] == year.start[0])
    draft.date("issued", date if agrees and len(date.start) >= len(year.start) else year)
    draft.date("issued", date)
    draft.date("accessed", ris_date(_first(values, "Y2")))


def ris_date(value: str) -> Date:
    """A date as YYYY/MM/DD/other, where other may be a season or say more; else any date that sources write."""
    parts = [part.strip() for part in " ".join(value.split()).split("/")]
    if len(parts) == 1 or not re.fullmatch(r"\d{4}", parts[0]):
        return parse_date("/".join(parts))
    numbers = [part for part in parts[1:3] if part]
    other = " ".join(parts[3:]).strip()
    date = parse_date("-".join((parts[0], *(part.zfill(2) for part in numbers))))
    if len(date.start) == 1 and not date.season and other:
        worded = parse_date(f"{parts[0]} {other}")
        return worded if worded.start else date
    if date.start:
        return date
    worded = parse_date(" ".join(part for part in parts if part))
    return worded if worded.start else parse_date("/".join(parts).rstrip("/"))


def _pages(draft: Draft, kind: str, values: dict[str, list[SourceField]]) -> None:
    first, last = (" ".join(_first(values, tag).split()) for tag in ("SP", "EP"))
    if kind in tags.PAGINATED and first.isdecimal() and not last:
        draft.text("number-of-pages", first, values["SP"][0].position)
    elif first or last:
        place = values["SP" if first else "EP"][0].position
        both = first and last and first != last
        draft.text("page", normalise_pages(f"{first}--{last}" if both else first or last), place)


def _accession(draft: Draft, values: dict[str, list[SourceField]]) -> None:
    """The number in a database; that of PubMed is the PMID."""
    base, number = _first(values, "DB").strip(), _first(values, "AN").strip()
    if number and (_PUBMED.search(base) or number.lower().startswith("pmid")):
        found = normalise_identifier("PMID", number)
        if found.value:
            draft.identifier("PMID", number, values["AN"][0].position)
            return
    for variable, tag in (("archive", "DB"), ("archive_location", "AN")):
        if tag in values:
            draft.text(variable, values[tag][0].value, values[tag][0].position)
