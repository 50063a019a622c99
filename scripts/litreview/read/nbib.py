"""NBIB, the MEDLINE display of PubMed, read without loss: unknown and repeated tags and their order stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.names import Name
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.model.text import Text
from litreview.read import nbib_tags as tags
from litreview.read.bibtex.decoding import decode
from litreview.read.dates import parse_date
from litreview.read.draft import Draft, is_placeholder
from litreview.read.identifiers import normalise_identifier
from litreview.read.medline import (
    full_name,
    full_pages,
    initialled_name,
    is_article_number,
    is_untranslated,
    medline_date,
    title_words,
)
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import Record, TaggedField, bibliography

#: The hyphen is followed by a blank, or "CAR-T cells" at the start of a line would be a tag.
_TAG: Final = re.compile(r"([A-Z][A-Z0-9]{1,4}) {0,2}-(?: (.*))?", re.DOTALL)
_IDENTIFIER: Final = re.compile(r"\A(|.*?\S)\s*(?:\[(\w+)\])?", re.DOTALL)
_TITLES: Final = frozenset(("TI", "BTI"))
_FURNITURE: Final = re.compile(r"\d+\s*[.:]?")
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
    """A record has one PMID, or one title where none has a PMID; blank lines part records, and lines of one too."""
    record: Record | None = None
    for part in _stretches(text, path, diagnostics):
        names = {one.tag for one in part.fields}
        if record is None:
            record = part
        elif "PMID" in names or (names & _TITLES and any(one.tag in _TITLES for one in record.fields)):
            yield record
            record = part
        else:
            record.fields.extend(part.fields)
    if record is not None:
        yield record


def _stretches(text: str, path: str, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    """The fields between blank lines, cut once more where the next PMID stands with the tags that precede the first."""
    part: Record | None = None
    before: list[str] | None = None  # the tags in front of the first PMID of the file
    astray = False  # of text outside of records, each stretch is one finding
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.fullmatch(line)
        if part is not None and not line.strip():
            yield part
            part = None
        if match:
            astray = False
            part = part or Record(Position(path, number))
            if match[1] == "PMID":
                if before is None:
                    before = [one.tag for one in part.fields]
                elif any(one.tag == "PMID" for one in part.fields):
                    begun = _split_off(part, before)
                    yield part
                    part = begun or Record(Position(path, number))
            part.fields.append(TaggedField(match[1], Position(path, number), [match[2] or ""]))
        elif line.strip() and part is not None:
            part.fields[-1].lines.append(line)
        elif line.strip() and not astray and not _FURNITURE.fullmatch(line.strip()):
            astray = True
            message = f"text outside of a record: “{line.strip()[:40]}”"
            hint = "a record begins with a tag such as PMID- "
            diagnostics.append(Diagnostic(Severity.ERROR, _RULE, Position(path, number), message, hint))
    if part is not None:
        yield part


def _split_off(part: Record, before: list[str]) -> Record | None:
    """The fields at the end that open the next record, as such fields opened the first; or None."""
    if not before or [one.tag for one in part.fields[-len(before) :]] != before:
        return None
    begun = Record(part.fields[-len(before)].position, part.fields[-len(before) :])
    del part.fields[-len(before) :]
    return begun


def _joined(one: TaggedField) -> SourceField:
    one.lines = [stripped for line in one.lines if (stripped := line.strip(" \t"))] or [""]
    return one.source(" ")


def _reference(record: Record) -> tuple[Reference, list[Diagnostic]]:
    fields = [_joined(one) for one in record.fields]
    draft = Draft("nbib", record.position)
    entry_type, kind = _type(fields)
    _take_all(draft, fields)
    values = {one.name: one for one in reversed(fields) if one.value}
    _finish_title(draft, values)
    if "title" not in draft.texts and "BTI" in {one.name for one in fields} and "container-title" in draft.texts:
        # A whole book has no other title.
        draft.texts["title"] = draft.texts.pop("container-title")
    for tag in ("DP", "DEP"):
        if dated := values.get(tag):
            issue_date(draft, dated.value, dated.position)
    _article_number(draft, fields)
    _retracted(draft, fields)
    if serials := [one.value for one in fields if one.name in {"IS", "ISBN"} and one.value]:
        _serials(draft, serials, next(one.position for one in fields if one.name in {"IS", "ISBN"}))
    return draft.reference(kind, entry_type, fields), draft.diagnostics


def _take_all(draft: Draft, fields: list[SourceField]) -> None:
    """Takes over the fields whose meaning depends on no other field, names in their full form or their short one."""
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


def _type(fields: list[SourceField]) -> tuple[str, str]:
    """The publication type that says what kind of work it is, and the CSL type."""
    for one in fields:
        if one.name == "PT" and (kind := tags.publication_type(one.value)):
            return one.value, kind
    first = next((one.value for one in fields if one.name == "PT"), "")
    # The kinds of PubMed's books are those of articles: "Review", "Study Guide".
    named = {one.name for one in fields if one.value}
    return first, "article-journal" if "BTI" not in named else "chapter" if "TI" in named else "book"


def issue_date(draft: Draft, text: str, position: Position) -> None:
    """Takes the date of an issue, and says what of it stays out."""
    date = medline_date(text)
    plain = parse_date(text)
    if date.start and not plain.start and not date.end:
        draft.say(Severity.INFO, position, f"of the date “{text}” only {date.start[0]} or its beginning counts")
    draft.date("issued", date)


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


def _article_number(draft: Draft, fields: list[SourceField]) -> None:
    """The number that stands for pages: bare, or with its kind, pii ("E478 [pii]")."""
    for one in fields:
        match = _IDENTIFIER.fullmatch(one.value) if one.name in {"LID", "AID"} else None
        if match is None or "page" in draft.texts:
            continue
        if match[2] is None and not match[1].startswith(("https://", "http://")):
            draft.texts["page"] = Text.plain(full_pages(match[1]))
        elif match[2] == "pii" and is_article_number(match[1]):
            draft.texts["page"] = Text.plain(match[1])


def _pages(draft: Draft, value: str, _position: Position) -> None:
    if not is_placeholder(value):
        draft.texts["page"] = Text.plain(full_pages(value))


def _retracted(draft: Draft, fields: list[SourceField]) -> None:
    """A retraction that only the publication type tells."""
    told = any(one.name == "PT" and one.value.lower() in tags.RETRACTED for one in fields)
    if told and "retraction" not in draft.notices:
        draft.notice("retraction", "PubMed’s publication type says so")


def _finish_title(draft: Draft, values: Mapping[str, SourceField]) -> None:
    """The title in its own language, where there is no other."""
    own = values.get("TT")
    if own and "title" not in draft.texts and "BTI" not in values:
        draft.text("title", title_words(own.value), own.position)
        del draft.texts["original-title"]


def _title(draft: Draft, value: str, position: Position) -> None:
    if is_untranslated(value):
        return
    draft.text("title", title_words(value), position)


def _language(draft: Draft, value: str, position: Position) -> None:
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
_UNDERSTOOD: Final = frozenset((*_HANDLERS, *_TEXTS, *_SHORT_NAMES, "DP", "DEP", "IS", "ISBN", "SO"))


def _is_used(_reference: Reference, one: SourceField) -> bool:
    return one.name in _UNDERSTOOD or (one.name == "PT" and tags.is_said_by_type(one.value))


FORMAT: Final = ReadFormat(
    "nbib",
    "NBIB (PubMed)",
    re.compile(r"^PMID ?-(?: |$)", re.MULTILINE),
    (".nbib", ".medline"),
    read_nbib,
    _is_used,
)
