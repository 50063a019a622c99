"""Names, dates and identifiers of an entry, and the fields of this project's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from litreview.model.csl import NAME_VARIABLES
from litreview.model.diagnostics import Severity
from litreview.model.names import NameList
from litreview.model.text import Text
from litreview.read.bibtex.details import address_of
from litreview.read.bibtex.draft import Draft
from litreview.read.bibtex.entry_types import BIBLATEX_FIELDS
from litreview.read.bibtex.latex import plain
from litreview.read.bibtex.persons import read_names
from litreview.read.bibtex.source_text import unknown_commands
from litreview.read.bibtex.verbatim import verbatim
from litreview.read.dates import date_of_parts, parse_date
from litreview.read.identifiers import normalise_identifier

#: CSL name variable by field.
_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "author": "author",
        "editor": "editor",
        "editora": "editor",
        "editorb": "editor",
        "editorc": "editor",
        "translator": "translator",
        "bookauthor": "container-author",
        "director": "director",
        "collaborator": "contributor",
        "contributor": "contributor",
        "composer": "composer",
        "illustrator": "illustrator",
        "interviewer": "interviewer",
        "compiler": "compiler",
        "organizer": "organizer",
        "serieseditor": "collection-editor",
        "reviewedauthor": "reviewed-author",
        "holder": "holder",
        "assignee": "holder",
    }
)
#: CSL name variable by `editortype`, where it has another name there; some types ("redactor", "founder") have none.
_EDITOR_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {name: name for name in NAME_VARIABLES} | {"collaborator": "contributor", "scriptwriter": "script-writer"}
)
_DATES: Final = (("origdate", "orig", "original-date"), ("eventdate", "event", "event-date"))
_ACCESSED: Final = ("urldate", "accessed", "lastaccessed", "lastchecked")
#: A note that says no more than when a page was looked at, as Paperpile and many authors write it.
_ACCESSED_IN_NOTE: Final = re.compile(
    r"\s*+\[?(?:online[;,]? )?(?:last )?(?:accessed|retrieved|viewed|visited)(?: on)?\s*+[:,]?\s*+"
    r"(\w[\w ,/-]*+(?:\.[\w ,/-]++)*+)[.\]]*+\s*+",
    re.IGNORECASE,
)
_IDENTIFIERS: Final = (
    ("DOI", ("doi",)),
    ("PMID", ("pmid",)),
    ("PMCID", ("pmcid", "pmc")),
    ("arXiv", ("arxiv", "arxivid")),
    ("ISBN", ("isbn",)),
    ("URL", ("url",)),
)
_SERIALS: Final = ("issn", "eissn", "e-issn", "issn-online", "issn-print", "pissn")
#: Every field that a name, a date, an identifier or a mark of this project's own is made of.
FIELDS: Final = frozenset(
    (
        *(*_ROLES, *(f"{role}type" for role, variable in _ROLES.items() if variable == "editor"), "options"),
        *("date", *(f"{prefix}{part}" for prefix in ("", "orig", "event", "url") for part in ("year", "month", "day"))),
        *(*(whole for whole, _, _ in _DATES), *_ACCESSED, *_SERIALS, "eprint", "eprinttype", "archiveprefix"),
        *(name for _, names in _IDENTIFIERS for name in names),
        *("keywords", "keyword", "x-year-inferred", "x-source", "x-erratum", "x-retraction", "x-concern"),
    )
)
_ARXIV_IN_JOURNAL: Final = re.compile(r"\barxiv:?\s*+(?:preprint\s*+)?(?:arxiv:\s*+)?(\S+)", re.IGNORECASE)
#: What Zotero's "Extra" and PubMed's users write into a note, each on a line of its own or between semicolons.
_IN_NOTE: Final = re.compile(
    r"(?:^|(?<=[\n;]))[ \t]*+(PMID|PMCID|DOI|arXiv)[ \t]*+:[ \t]*+([^\s;]+?)[.,]?[ \t]*+(?:\[[\w., -]*+\][ \t]*+)?"
    r"(?=[\n;]|$)",
    re.IGNORECASE,
)
_NOTED: Final = {"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI", "arxiv": "arXiv"}
_ADDRESS_OF_EPRINT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "jstor": "https://www.jstor.org/stable/{}",
        "googlebooks": "https://books.google.com?id={}",
        "hdl": "https://hdl.handle.net/{}",
        "handle": "https://hdl.handle.net/{}",
        "hal": "https://hal.science/{}",
        "osf": "https://osf.io/{}",
        "ssrn": "https://ssrn.com/abstract={}",
    }
)
#: Archives whose numbers are identifiers.
_EPRINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pubmed": "PMID",
        "pmid": "PMID",
        "pmc": "PMCID",
        "pmcid": "PMCID",
        "pubmedcentral": "PMCID",
        "arxiv": "arXiv",
    }
)
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
#: Fields in whose text a link may hide.
_WITH_LINKS: Final = frozenset(("title", "howpublished", "note", "addendum", "publisher", "journal", "booktitle"))
_HREF: Final = re.compile(r"\\href\s*\{\s*([^{}\s]+)\s*\}")
_USE_PREFIX: Final = re.compile(r"\buseprefix\b(?:\s*+=\s*+(?:\{\s*+)?(\w+))?", re.IGNORECASE)
_IGNORE: Final = re.compile(r"\A\s*+([a-z][a-z0-9-]*+)\s*+:\s*+(.*)", re.DOTALL)


def read_people(draft: Draft) -> None:
    """Set the name variables."""
    dropping = _drops_prefix(draft)
    # In the entry's own order: a set's would change from run to run.
    for name in [name for name in draft.entry.values if name in _ROLES]:
        read = read_names(draft.raw(name), dropping=dropping)
        if "\\" in draft.raw(name):
            draft.report_commands(name, unknown_commands(draft.raw(name)))
        for problem in read.problems:
            draft.report(
                "name-syntax", name, f"{name}: {problem}", "divide names by “and”: Family, Given and Family, Given"
            )
        if not read.names and not read.names.others:
            continue
        variable = _ROLES[name]
        if variable == "editor" and (kind := draft.words(f"{name}type").lower()):
            variable = _EDITOR_TYPES.get(kind, "editor" if name == "editor" else "contributor")
        known = draft.names.get(variable)
        both = NameList((*known.names, *read.names.names), known.others or read.names.others) if known else read.names
        draft.names[variable] = both
        draft.place(variable, name)


def _drops_prefix(draft: Draft) -> bool:
    """Whether styles may leave the "von" part out: biblatex's default, which `useprefix` changes; BibTeX knows none.

    Programs that export for biblatex write the option wherever the particle belongs to the name.
    """
    option = _USE_PREFIX.search(draft.raw("options"))
    if option:
        return option[1] is not None and option[1].lower() == "false"
    return not BIBLATEX_FIELDS.isdisjoint(draft.entry.values)


def read_dates(draft: Draft) -> None:
    """Set the date variables."""
    _issued(draft)
    for name, prefix, variable in _DATES:
        _date(draft, name, prefix, variable)
    if name := draft.choose(*_ACCESSED):
        _date(draft, name, "", "accessed")
    elif draft.first("urlyear"):
        _date(draft, "", "url", "accessed")
    elif (note := _ACCESSED_IN_NOTE.fullmatch(draft.raw("note"))) and (date := parse_date(note[1])).start:
        draft.dates["accessed"] = date
        draft.place("accessed", "note")
        draft.texts.pop("note", None)


def _issued(draft: Draft) -> None:
    _date(draft, "date", "", "issued")
    name = draft.first("x-year-inferred")
    if name and "issued" not in draft.dates:
        date = date_of_parts(draft.words(name), draft.words("month"), draft.words("day"))
        if date:
            draft.dates["issued"] = replace(date, inferred=True)
            draft.place("issued", name)


def _date(draft: Draft, whole: str, prefix: str, variable: str) -> None:
    """Set a date that stands in one field, or in year, month and day."""
    name, month = whole, ""
    if whole and draft.first(whole):
        # In EDTF the tilde says "about"; in TeX it is a blank.
        raw = parse_date(draft.raw(whole))
        date = raw if raw.start else parse_date(draft.words(whole))
    else:
        name = f"{prefix}year"
        if name not in draft.filled:
            return
        month = draft.words(f"{prefix}month")
        date = date_of_parts(draft.words(name), month, draft.words(f"{prefix}day"))
    if not date:
        return
    draft.dates[variable] = date
    draft.place(variable, name)
    if date.literal and not date.start and any(char.isdigit() for char in date.literal):
        draft.report("malformed-date", name, f"“{date.literal}” is no date that is understood; it is kept as it is")
    elif month and not date.literal and len(date.start) == 1 and not date.end and not date.season:
        message = f"“{month}” with {date.start[0]} is no date that is understood; the year alone counts"
        draft.report("malformed-date", f"{prefix}month", message)


def read_identifiers(draft: Draft) -> None:
    """Set the identifiers; what is none is reported and stays among the fields alone."""
    for kind, names in _IDENTIFIERS:
        if name := draft.choose(*names):
            _identify(draft, kind, name, verbatim(draft.raw(name)))
    # In print and on the net a journal has a number each.
    if serials := [name for name in _SERIALS if name in draft.filled]:
        _identify(draft, "ISSN", serials[0], ", ".join(dict.fromkeys(verbatim(draft.raw(name)) for name in serials)))
    if name := draft.first("eprint"):
        _eprint(draft, name)
    name = draft.first("journal", "journaltitle")
    if name and "arXiv" not in draft.identifiers and (match := _ARXIV_IN_JOURNAL.search(draft.raw(name)[:200])):
        found = normalise_identifier("arXiv", match[1].rstrip(".,;"))
        if found.value:
            draft.identifiers["arXiv"] = found.value
            draft.place("arXiv", name)
    _noted(draft)
    if "URL" not in draft.identifiers:
        if "arXiv" in draft.identifiers:
            draft.identifiers["URL"] = f"https://arxiv.org/abs/{draft.identifiers['arXiv']}"
        elif not draft.first("url") and (address := address_of(draft)):
            _identify(draft, "URL", "howpublished", address)
    _linked(draft)


def _noted(draft: Draft) -> None:
    """The identifiers that a note gives and no field does; what is none there is a remark like any other."""
    note = draft.raw("note")
    if ":" not in note:
        return
    for match in _IN_NOTE.finditer(verbatim(note)):
        kind = _NOTED[match[1].lower()]
        if kind not in draft.identifiers and (found := normalise_identifier(kind, match[2])).value:
            draft.identifiers[kind] = found.value
            draft.place(kind, "note")


def _identify(draft: Draft, kind: str, name: str, text: str) -> None:
    found = normalise_identifier(kind, text)
    if found.value:
        draft.identifiers[kind] = found.value
        draft.place(kind, name)
    if found.problem:
        rule = "malformed-identifier" if kind != "URL" else "unsafe-url" if not found.value else "malformed-url"
        draft.report(rule, name, found.problem)


def _eprint(draft: Draft, name: str) -> None:
    """An e-print by the archive that holds it; arXiv's own numbers speak for themselves."""
    value = verbatim(draft.raw(name))
    where = draft.first("eprinttype", "archiveprefix")
    archive = draft.words(where).lower() if where else ""
    kind = _EPRINTS.get(archive, "")
    if not archive and normalise_identifier("arXiv", value).value:
        kind = "arXiv"
    if kind == "arXiv" or (kind and kind not in draft.identifiers):
        _identify(draft, kind, name, value)
    elif archive in _ADDRESS_OF_EPRINT and "URL" not in draft.identifiers:
        _identify(draft, "URL", name, _ADDRESS_OF_EPRINT[archive].format(value))
    elif not archive and "URL" not in draft.identifiers and _ADDRESS.match(value):
        _identify(draft, "URL", name, value)
    elif not kind:
        if where:
            draft.put("archive", draft.text(where), where)
        draft.put("archive_location", Text.plain(value), name)


def _linked(draft: Draft) -> None:
    r"""The addresses behind texts (\href): one is the work's own where it has no other, the rest are named."""
    for name in [name for name in draft.filled if name in _WITH_LINKS and "\\href" in draft.raw(name)]:
        for match in _HREF.finditer(draft.raw(name)):
            address = verbatim(match[1])
            doi = normalise_identifier("DOI", address).value if "doi.org/" in address else ""
            kind = "DOI" if doi else "URL"
            if kind not in draft.identifiers:
                _identify(draft, kind, name, doi or address)
            elif draft.identifiers[kind].lower() != (doi or address).lower():
                message = f"the address {address} behind a text of “{name}” is kept in the entry alone"
                draft.report("passed-over-field", name, message, severity=Severity.INFO)


def keywords(draft: Draft) -> tuple[str, ...]:
    """The keywords, each once, divided by semicolons, or by commas where there are none.

    Subject headings hold commas: "Leukemia, Lymphocytic, Chronic, B-Cell; Immunotherapy" are two.
    """
    words = draft.words(draft.choose("keywords", "keyword") or "keywords")
    divided = words.split(";" if ";" in words else ",")
    return tuple(dict.fromkeys(word.strip() for word in divided if word.strip()))


def aliases(draft: Draft) -> tuple[str, ...]:
    """The other keys of an entry, divided by commas: biblatex's `ids`."""
    return tuple(filter(None, map(str.strip, draft.raw("ids").split(","))))


def sources(draft: Draft) -> tuple[str, ...]:
    """Where the facts were seen: `x-source`, divided by semicolons with a blank."""
    text = " ".join(verbatim(draft.raw("x-source")).split())
    return tuple(part.strip() for part in text.split("; ") if part.strip())


def notices(draft: Draft) -> dict[str, str]:
    """Correction, retraction and expression of concern, by kind."""
    kinds = ("erratum", "retraction", "concern")
    return {kind: plain(draft.raw(f"x-{kind}")) for kind in kinds if draft.raw(f"x-{kind}").strip()}


def ignored(draft: Draft) -> dict[str, str]:
    """The rules that are quieted, each with its reason; one without a reason is reported."""
    rules: dict[str, str] = {}
    for part in draft.words("x-litreview-ignore").split(";"):
        match = _IGNORE.fullmatch(part)
        if match and match[2].strip():
            rules[match[1]] = match[2].strip()
        elif part.strip():
            message = f"“{part.strip()}” quiets no rule, for it gives no reason"
            draft.report("ignore-syntax", "x-litreview-ignore", message, "write {rule: reason; rule: reason}")
    return rules
