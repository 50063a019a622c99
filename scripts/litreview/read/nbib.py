"""NBIB, the MEDLINE display of PubMed, read without loss: unknown and repeated tags and their order stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.names import Name
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.model.text import Text
from litreview.read import nbib_tags as tags
from litreview.read.bibtex.decoding import decode
from litreview.read.dates import parse_date
from litreview.read.draft import Draft, person, split_suffix
from litreview.read.identifiers import normalise_identifier
from litreview.read.pages import normalise_pages, split_pages
from litreview.read.sources import Bibliography, SourceFile
from litreview.read.tagged import Record, TaggedField, bibliography

#: The hyphen is followed by a blank, or "CAR-T cells" at the start of a line would be a tag.
_TAG: Final = re.compile(r"([A-Z][A-Z0-9]{1,4}) {0,2}-(?: (.*))?", re.DOTALL)
_IDENTIFIER: Final = re.compile(r"(.*?)\s*(?:\[(\w+)\])?", re.DOTALL)
_INITIALS: Final = re.compile(r"(.+?) ([^\W\d_]{1,5})", re.DOTALL)
#: After a word of three letters or more, a number, a bracket or a quotation mark.
_FULL_STOP: Final = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[)\]”\"'\d]))\.$")
_RULE: Final = "nbib-syntax"


def read_nbib(file: SourceFile) -> Bibliography:
    """The references of an NBIB file, all that can be read, and what is to be said about it."""
    source, said = decode(file)
    diagnostics = list(said)
    found = []
    for record in _records(source.text, file.path, diagnostics):
        reference, values = _reference(record)
        found.append(("", reference))
        diagnostics.extend(values)
    return bibliography(found, diagnostics, _RULE)


def _records(text: str, path: str, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    """Records end with a blank line, or where the next PMID stands."""
    record: Record | None = None
    astray = False  # of text outside of records, each stretch is one finding
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.fullmatch(line)
        if record is not None and (not line.strip() or (match and match[1] == "PMID")):
            yield record
            record = None
        if match:
            astray = False
            record = record or Record(Position(path, number))
            record.fields.append(TaggedField(match[1], Position(path, number), [match[2] or ""]))
        elif line.strip() and record is not None:
            record.fields[-1].lines.append(line)
        elif line.strip() and not astray:
            astray = True
            message = f"text outside of a record: “{line.strip()[:40]}”"
            hint = "a record begins with a tag such as PMID- "
            diagnostics.append(Diagnostic(Severity.ERROR, _RULE, Position(path, number), message, hint))
    if record is not None:
        yield record


def _joined(one: TaggedField) -> SourceField:
    one.lines = [stripped for line in one.lines if (stripped := line.strip(" \t"))] or [""]
    return one.source(" ")


def _reference(record: Record) -> tuple[Reference, list[Diagnostic]]:
    fields = [_joined(one) for one in record.fields]
    draft = Draft("nbib", record.position)
    entry_type, kind = _type(fields)
    surnames = {one.value.partition(",")[0].strip().lower() for one in fields if one.name in {"FAU", "FED"}}
    repeats = False
    for one in fields:
        if not one.value:
            continue
        if one.name in _SHORT_NAMES:
            # The short form repeats the full name before it, however it is shortened; old records have it alone.
            name = initialled_name(one.value)
            if not repeats and name.surname.lower() not in surnames:
                draft.name(_SHORT_NAMES[one.name], name)
        elif handler := _HANDLERS.get(one.name):
            handler(draft, one.value, one.position)
        elif variable := _TEXTS.get(one.name):
            draft.text(variable, one.value, one.position)
        repeats = one.name in {"FAU", "FED"}
    if "title" not in draft.texts and "BTI" in {one.name for one in fields} and "container-title" in draft.texts:
        # A whole book has no other title.
        draft.texts["title"] = draft.texts.pop("container-title")
    values = {one.name: one.value for one in reversed(fields)}
    draft.date("issued", medline_date(values.get("DP", "")))
    draft.date("issued", parse_date(values.get("DEP", "")))
    if serials := [one.value for one in fields if one.name in {"IS", "ISBN"} and one.value]:
        _serials(draft, serials, next(one.position for one in fields if one.name in {"IS", "ISBN"}))
    return draft.reference(kind, entry_type, fields), draft.diagnostics


def _type(fields: list[SourceField]) -> tuple[str, str]:
    """The publication type that says what kind of work it is, and the CSL type."""
    for one in fields:
        if one.name == "PT" and (kind := tags.publication_type(one.value)):
            return one.value, kind
    first = next((one.value for one in fields if one.name == "PT"), "")
    # The kinds of PubMed's books are those of articles: "Review", "Study Guide".
    named = {one.name for one in fields if one.value}
    return first, "article-journal" if "BTI" not in named else "chapter" if "TI" in named else "book"


def full_name(text: str) -> Name:
    """The name in "Family, Given Names Suffix"; without a comma it is a body's."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        return Name(literal=text.strip())
    names, suffix = split_suffix(given)
    return person(family, names, suffix)


def initialled_name(text: str) -> Name:
    """The name in "Family FM Suffix", as MEDLINE shortens it."""
    rest, suffix = split_suffix(text.strip())
    match = _INITIALS.fullmatch(rest)
    if match is None or not match[2].isupper():
        # The last word was no suffix: "Lee II" has the initials I. I.
        match, suffix = _INITIALS.fullmatch(text.strip()), ""
    if match is None or not match[2].isupper():
        return Name(literal=text.strip())
    return person(match[1], " ".join(f"{letter}." for letter in match[2]), suffix)


def medline_date(text: str) -> Date:
    """A date as MEDLINE prints it: "2024 May 1", "1998 Dec-1999 Jan", "2000 Spring-Summer"."""
    date = parse_date(text)
    if date.start or "-" not in text:
        return date
    first, last = (parse_date(side) for side in text.split("-", 1))
    if not first.start:
        return date
    if last.start and not last.season and not first.season and last.start >= first.start[: len(last.start)]:
        return replace(first, end=last.start)
    return date


def _serials(draft: Draft, values: list[str], position: Position) -> None:
    """Of an article all ISSNs (print, electronic, linking), of a book its ISBNs."""
    for kind in ("ISSN", "ISBN"):
        numbers = [normalise_identifier(kind, value.partition("(")[0]) for value in values]
        if found := ", ".join(dict.fromkeys(number.value for number in numbers if number.value)):
            draft.identifier(kind, found, position)


def _location(draft: Draft, value: str, position: Position) -> None:
    """LID and AID: an identifier with its kind in brackets."""
    match = _IDENTIFIER.fullmatch(value)
    number, kind = (match[1], match[2]) if match else (value, None)
    if kind == "doi":
        draft.identifier("DOI", number, position)
    elif number.startswith(("https://", "http://")):
        draft.identifier("URL", value, position)
    elif kind is None:
        # An article number stands bare.
        draft.texts.setdefault("page", _page(number))


def _page(value: str) -> Text:
    return Text.plain(full_pages(value))


def full_pages(value: str) -> str:
    """Pages with both ends in full: MEDLINE shortens "6913-6917" to "6913-7"."""
    pages = normalise_pages(value)
    first, last = split_pages(pages)
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        return f"{first}-{first[: -len(last)]}{last}"
    return pages


def _pages(draft: Draft, value: str, _position: Position) -> None:
    draft.texts["page"] = _page(value)


def _title(draft: Draft, value: str, position: Position) -> None:
    draft.text("title", title_words(value), position)


def title_words(value: str) -> str:
    """A title without the full stop that MEDLINE ends it with; one that belongs to an abbreviation stays."""
    return _FULL_STOP.sub("", value)


def _language(draft: Draft, value: str, position: Position) -> None:
    if "language" not in draft.texts:
        draft.text("language", tags.LANGUAGES.get(value, value), position)


def _keyword(draft: Draft, value: str, _position: Position) -> None:
    draft.keyword(value.strip("*"))


def _subject(draft: Draft, value: str, _position: Position) -> None:
    """A subject heading without its subheadings; the asterisk marks a main topic."""
    draft.keyword(value.partition("/")[0].strip("*"))


def _body(draft: Draft, value: str, _position: Position) -> None:
    draft.name("author", Name(literal=value))


def _author(draft: Draft, value: str, _position: Position) -> None:
    draft.name("author", full_name(value))


def _editor(draft: Draft, value: str, _position: Position) -> None:
    draft.name("editor", full_name(value))


def _note(draft: Draft, value: str, _position: Position) -> None:
    draft.add_text("note", value)


def _pmid(draft: Draft, value: str, position: Position) -> None:
    draft.identifier("PMID", value, position)


def _pmcid(draft: Draft, value: str, position: Position) -> None:
    draft.identifier("PMCID", value, position)


def _retraction(draft: Draft, value: str, _position: Position) -> None:
    draft.notice("retraction", value)


def _erratum(draft: Draft, value: str, _position: Position) -> None:
    draft.notice("erratum", value)


def _concern(draft: Draft, value: str, _position: Position) -> None:
    draft.notice("concern", value)


_SHORT_NAMES: Final = {"AU": "author", "ED": "editor"}
_TEXTS: Final = {
    "BTI": "container-title",
    "JT": "container-title",
    "TA": "container-title-short",
    "CTI": "collection-title",
    "VI": "volume",
    "IP": "issue",
    "AB": "abstract",
    "TT": "original-title",
    "PL": "publisher-place",
    "PB": "publisher",
    "EN": "edition",
}
_HANDLERS: Final[Mapping[str, Callable[[Draft, str, Position], None]]] = {
    "PMID": _pmid,
    "PMC": _pmcid,
    "LID": _location,
    "AID": _location,
    "PG": _pages,
    "TI": _title,
    "FAU": _author,
    "FED": _editor,
    "CN": _body,
    "LA": _language,
    "OT": _keyword,
    "MH": _subject,
    "GN": _note,
    "RIN": _retraction,
    "EIN": _erratum,
    "ECI": _concern,
}

#: All tags that something is made of; the others stay with the reference as they are.
UNDERSTOOD: Final = frozenset((*_HANDLERS, *_TEXTS, *_SHORT_NAMES, "DP", "DEP", "IS", "ISBN", "PT", "SO"))
