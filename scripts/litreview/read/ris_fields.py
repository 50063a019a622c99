"""What the fields of RIS and of EndNote hold: formats with other tags are read through those of RIS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from litreview.model.csl import DATE_VARIABLES, NAME_VARIABLES
from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.names import Name
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read import ris_tags as tags
from litreview.read.bibtex.decoding import decode
from litreview.read.bibtex.languages import language_tag
from litreview.read.csl_markup import parse_csl_markup
from litreview.read.dates import parse_date, ris_date
from litreview.read.draft import PLACEHOLDERS_BEGIN, Draft, is_placeholder
from litreview.read.identifiers import normalise_identifier
from litreview.read.name_lists import read_names
from litreview.read.nbib_tags import LANGUAGES
from litreview.read.pages import join_pages
from litreview.read.ris_numbers import DOI_ADDRESS, PMID, Values, first_value, take_numbers
from litreview.read.sources import Bibliography, SourceFile
from litreview.read.tagged import Record, bibliography

_DOI_LIKE: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_WEB_ADDRESS: Final = re.compile(r"https?://\S++", re.IGNORECASE)
#: How Embase names the meeting whose abstracts a journal prints.
_CONFERENCE: Final = re.compile(r"(?P<journal>[^.]++(?:\.(?! Conference: )[^.]*+)*+)\. Conference: (?P<meeting>.+)")
#: Languages by a name that says where they are spoken too.
_REGIONAL: Final = frozenset(("american", "australian", "austrian", "brazilian", "british", "canadian", "swissgerman"))
#: Tags of notes, in which any word counts.
_NOTES: Final = frozenset(("N1", "RN"))

#: Splits a text into records; takes the text, the file's path, and the list that its findings are added to.
SplitRecords = Callable[[str, str, list[Diagnostic]], Iterable[Record]]
#: The fields of a record under RIS's tags.
AsRis = Callable[[Draft, list[SourceField]], Iterable[SourceField]]


def read_as_ris(file: SourceFile, name: str, rule: str, split: SplitRecords, as_ris: AsRis) -> Bibliography:
    """The references of a file with other tags than RIS's, and what is to be said about it.

    Args:
        file: The file.
        name: The name of its format.
        rule: The rule that findings about its text belong to.
        split: Splits its text into records.
        as_ris: Gives the fields of a record under RIS's tags.
    """
    source, said = decode(file)
    diagnostics = list(said)
    found = []
    for record in split(source.text, file.path, diagnostics):
        draft = Draft(name, record.position)
        fields = [one.source("\n") for one in record.fields]
        found.append(reference_of(draft, as_ris(draft, fields), fields))
        diagnostics.extend(draft.diagnostics)
    return bibliography(found, diagnostics, rule)


def reference_of(draft: Draft, tagged: Iterable[SourceField], fields: Iterable[SourceField]) -> tuple[str, Reference]:
    """The key (or nothing) and the reference that fields under RIS's tags describe.

    Args:
        draft: The reference in the making.
        tagged: The fields under RIS's tags.
        fields: The fields as the source has them, which stay with the reference.
    """
    tagged = list(tagged)
    entry_type, kind = _type(draft, tagged)
    values: dict[str, list[SourceField]] = {}
    for one in tagged:
        value = one.value.strip()
        if value[:1] in PLACEHOLDERS_BEGIN and is_placeholder(value) and one.name not in _NOTES:
            draft.say(Severity.INFO, one.position, f"“{value}” is no value: it stands for none")
        elif value:
            values.setdefault(one.name, []).append(one)
            _take(draft, kind, one.name, value, one.position)
    if tags.WORDED_TYPES.get(entry_type.lower(), entry_type.upper()) in tags.EDITED and "editor" not in draft.names:
        if "author" in draft.names:
            draft.names["editor"] = draft.names.pop("author")
    elif kind == "book" and "collection-editor" in draft.names and not {"T2", "T3", "A3", "ED"} & values.keys():
        # Without a series there is no editor of one.
        draft.names["editor"] = draft.names.pop("collection-editor")
    _containers(draft, kind, values)
    _dates(draft, values)
    _pages(draft, kind, values)
    take_numbers(draft, kind, values)
    if entry_type.upper() in tags.UNPUBLISHED and "arXiv" in draft.identifiers:
        kind = "article"
    return " ".join(first_value(values, "ID").split()), draft.reference(kind, entry_type, fields)


def _type(draft: Draft, fields: list[SourceField]) -> tuple[str, str]:
    """The type as the record gives it, and the CSL type."""
    first = next((one for one in fields if one.name == "TY"), None)
    entry_type = " ".join(first.value.split()) if first else ""
    name = tags.WORDED_TYPES.get(entry_type.lower(), entry_type.upper())
    if first and entry_type and name not in tags.TYPES:
        draft.say(Severity.WARNING, first.position, f"the type “{entry_type}” is unknown; GEN is taken")
    return entry_type, tags.TYPES.get(name, "document")


def _take(draft: Draft, kind: str, tag: str, value: str, position: Position) -> None:
    """Takes over a field whose meaning depends on no other field."""
    if handler := _HANDLERS.get(tag):
        handler(draft, kind, value, position)
        return
    variable = tags.variable_of(tag, kind)
    if tag == "VL" and variable == "genre" and value.isdecimal():
        variable = "volume"  # of Dissertation Abstracts, where the degree is expected
    if variable in NAME_VARIABLES:
        for name in _names(value):
            draft.name(variable, name)
    elif variable in DATE_VARIABLES:
        draft.date(variable, ris_date(value))
    elif variable and not (variable == "container-title" and tag in {"T2", "JF"}):
        draft.text(variable, value, position)


def _names(value: str) -> list[Name]:
    """The names of a field; each of its lines is a name where every one of them looks like one."""
    if "\n" in value:
        lines = [line.strip() for line in value.split("\n") if line.strip()]
        if all("," in line.rstrip(",; ") for line in lines):
            return [name for line in lines for name in read_names(line)]
    return read_names(value)


def _abstract(draft: Draft, _kind: str, value: str, position: Position) -> None:
    # Lines run on; a blank line begins a paragraph.
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", value))
    draft.text("abstract", parse_csl_markup("\n".join(part for part in paragraphs if part)), position)


def _note(draft: Draft, _kind: str, value: str, _position: Position) -> None:
    draft.add_text("note", value)


def _annote(draft: Draft, _kind: str, value: str, _position: Position) -> None:
    draft.add_text("annote", value)


def _genre(draft: Draft, kind: str, value: str, position: Position) -> None:
    # Some programs put the DOI here; most databases what kind of document they took the work for.
    if _DOI_LIKE.fullmatch(value):
        draft.identifier("DOI", value, position)
    elif variable := tags.variable_of("M3", kind):
        draft.text(variable, value, position)


def _keywords(draft: Draft, _kind: str, value: str, _position: Position) -> None:
    for word in re.split(r"[;\n]", value):
        # An asterisk marks a main topic.
        draft.keyword(word.strip().strip("*"))


def _doi(draft: Draft, _kind: str, value: str, position: Position) -> None:
    draft.identifier("DOI", value, position)


def _link(draft: Draft, _kind: str, value: str, position: Position) -> None:
    """L3: related records, or the DOI in old exports."""
    if _DOI_LIKE.fullmatch(value):
        draft.identifier("DOI", value, position)


def _language(draft: Draft, _kind: str, value: str, position: Position) -> None:
    languages = [one.strip() for one in re.split(r"[;,\n]", value) if one.strip()]
    first = languages[0] if languages else value
    tag = LANGUAGES.get(first.lower()) or language_tag(first, "")
    if first.isalpha() and first.lower() not in _REGIONAL:
        # A database that says "English" does not say of which country.
        tag = tag.partition("-")[0]
    draft.text("language", tag, position)
    if len(languages) > 1:
        draft.say(Severity.INFO, position, f"several languages: {first} counts")


def _second_custom(draft: Draft, kind: str, value: str, position: Position) -> None:
    """C2: PMC's number, or PubMed's in the files of Scopus."""
    if value[:3].upper() == "PMC":
        draft.identifier("PMCID", value, position)
    elif variable := tags.variable_of("C2", kind):
        for name in _names(value):
            draft.name(variable, name)
    elif kind != "patent" and PMID.fullmatch(value):
        draft.identifier("PMID", value, position)


def _addresses(draft: Draft, _kind: str, value: str, position: Position) -> None:
    for address in value.split("\n"):
        if address.strip():
            _address(draft, address.strip(), position)


def _address(draft: Draft, address: str, position: Position) -> None:
    """An address; those of PubMed, PMC and arXiv are identifiers."""
    for kind, host in (("PMID", "pubmed"), ("PMCID", "/articles/"), ("arXiv", "arxiv.org/")):
        if host in address.lower() and (found := normalise_identifier(kind, address)).value and not found.problem:
            draft.identifier(kind, found.value, position)
            return
    if DOI_ADDRESS.match(address) and "URL" in draft.identifiers:
        draft.identifier("DOI", address, position)
    else:
        draft.identifier("URL", address, position)


def _serial(draft: Draft, kind: str, value: str, position: Position) -> None:
    found = {serial: normalise_identifier(serial, value) for serial in ("ISBN", "ISSN")}
    # The number of a patent may have as many digits.
    right = {serial: one for serial, one in found.items() if one.value and not (one.problem and kind in tags.NUMBERED)}
    for serial in right:
        draft.serial(serial, value, position)
    if right:
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
    "KW": _keywords,
    "DO": _doi,
    "DI": _doi,
    "L3": _link,
    "LA": _language,
    "C2": _second_custom,
    "UR": _addresses,
    "LK": _addresses,
    "SN": _serial,
}


def _containers(draft: Draft, kind: str, values: Values) -> None:
    """The titles of what the work is in: their tags depend on the type and on each other."""
    proceedings = _proceedings_title(kind, values)
    if proceedings:
        draft.text("container-title", proceedings.value, proceedings.position)
    for tag in ("JF", "T2"):
        variable = tags.variable_of(tag, kind)
        for one in values.get(tag, ()):
            if variable == "container-title":
                _container(draft, "event-title" if tag == "T2" and proceedings else variable, one)
            elif tag == "JF":
                draft.text(variable, one.value, one.position)
    # JO is the abbreviation beside a full title, and the only title elsewhere.
    short = "container-title-short" if "container-title" in draft.texts else "container-title"
    for one in values.get("JO", ()):
        if str(draft.texts.get("container-title", "")) != " ".join(one.value.split()):
            draft.text(short, one.value, one.position)
    if "container-title" not in draft.texts and kind not in tags.WHOLE and "container-title-short" in draft.texts:
        draft.texts["container-title"] = draft.texts.pop("container-title-short")


def _container(draft: Draft, variable: str, one: SourceField) -> None:
    """A title of what the work is in, with which databases write a meeting, or in place of which an address."""
    value = one.value.strip()
    if _WEB_ADDRESS.fullmatch(value):
        _address(draft, value, one.position)
    elif found := _CONFERENCE.fullmatch(value):
        draft.text(variable, found["journal"], one.position)
        draft.text("event-title", found["meeting"], one.position)
    else:
        draft.text(variable, value, one.position)


def _proceedings_title(kind: str, values: Values) -> SourceField | None:
    """The title of the proceedings (C3), unless affiliations stand there, as in the files of Web of Science."""
    given = values.get("C3", ())
    if kind != "paper-conference" or len(given) != 1 or first_value(values, "AN").upper().startswith("WOS:"):
        return None
    return given[0] if tags.is_proceedings(given[0].value) else None


def _dates(draft: Draft, values: Values) -> None:
    """The date of publication: the fullest that agrees with the year."""
    given = [(one, ris_date(one.value)) for tag in ("PY", "Y1", "DA") for one in values.get(tag, ())]
    best = given[0][1] if given else Date()
    for one, date in given[1:]:
        if date.literal and not date.start and best.start:
            # The day without the year, as in "May 12".
            date = parse_date(f"{best.start[0]} {date.literal}")  # noqa: PLW2901 - the same date, with its year
        agrees = date.start and (not best.start or date.start[: len(best.start)] == best.start[: len(date.start)])
        if agrees and (len(date.start), date.season) >= (len(best.start), best.season):
            best = date
        elif not agrees:
            draft.say(Severity.INFO, one.position, f"the date “{one.value.strip()}” is another than {given[0][0].name}")
    draft.date("issued", best)
    for one in values.get("Y2", ()):
        draft.date("accessed", ris_date(one.value))


def _pages(draft: Draft, kind: str, values: Values) -> None:
    if kind == "motion_picture":
        # SP is how long it runs.
        for one in values.get("SP", ()):
            draft.text("dimensions", one.value, one.position)
        return
    start = "SP" if "SP" in values or kind != "article-journal" else "SE"
    first, last = (" ".join(first_value(values, tag).split()) for tag in (start, "EP"))
    if kind in tags.PAGINATED and first.isdecimal() and not last:
        draft.text("number-of-pages", first, values["SP"][0].position)
    elif pages := join_pages(first, last):
        draft.text("page", pages, values[start if first else "EP"][0].position)
    for one in values.get("C7", ()):
        # An article number stands in place of pages.
        if kind != "patent" and "page" not in draft.texts:
            draft.text("page", one.value, one.position)
