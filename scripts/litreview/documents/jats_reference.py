"""A reference as an `element-citation` of JATS: each fact in an element of its own."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.text import without_control

_TYPES: Final = {
    "article-journal": "journal",
    "article-magazine": "journal",
    "article-newspaper": "newspaper",
    "book": "book",
    "chapter": "book",
    "entry-encyclopedia": "book",
    "report": "report",
    "thesis": "thesis",
    "paper-conference": "confproc",
    "webpage": "web",
    "post-weblog": "web",
    "dataset": "data",
    "software": "software",
    "patent": "patent",
    "standard": "standard",
}
#: Variables with an element for each.
_TEXTS: Final = (
    ("container-title", "source"),
    ("edition", "edition"),
    ("publisher", "publisher-name"),
    ("publisher-place", "publisher-loc"),
    ("volume", "volume"),
    ("issue", "issue"),
)
_IDENTIFIERS: Final = (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"), ("arXiv", "arxiv"))
_RANGE: Final = re.compile(r"(\w+)\s*[-–—]\s*(\w+)\Z")
#: Titles that stand in nothing else are those of the source itself.
_WHOLE: Final = frozenset({"book", "report", "thesis", "software", "data", "web", "standard"})


def element_citation(reference: Reference) -> Element:
    """The facts of a reference; a year that its source does not print stands in brackets."""
    kind = _TYPES.get(reference.type, "other")
    made = Element("element-citation", {"publication-type": kind})
    for role in ("author", "editor"):
        _people(made, role, reference.names.get(role, NameList()))
    if title := str(reference.title):
        _add(made, _title_tag(kind, contained=bool(reference.text("container-title"))), title)
    _year(made, reference)
    for variable, tag in _TEXTS:
        if text := str(reference.text(variable)):
            _add(made, tag, text)
    _pages(made, str(reference.text("page")))
    for identifier, scheme in _IDENTIFIERS:
        if value := reference.identifiers.get(identifier):
            _add(made, "pub-id", value).set("pub-id-type", scheme)
    if url := reference.identifiers.get("URL", ""):
        _add(made, "uri", url)
    return made


def _title_tag(kind: str, *, contained: bool) -> str:
    if contained and kind == "book":
        return "chapter-title"
    return "source" if kind in _WHOLE and not contained else "article-title"


def _people(made: Element, role: str, names: NameList) -> None:
    if not names:
        return
    group = SubElement(made, "person-group", {"person-group-type": role})
    for name in names.names:
        _name(group, name)
    if names.others:
        SubElement(group, "etal")


def _add(parent: Element, tag: str, text: str) -> Element:
    child = SubElement(parent, tag)
    child.text = without_control(text)
    return child


def _name(group: Element, name: Name) -> None:
    if name.literal:
        _add(group, "collab", name.literal)
        return
    made = SubElement(group, "name")
    _add(made, "surname", name.surname)
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    if given:
        _add(made, "given-names", given)
    if name.suffix:
        _add(made, "suffix", name.suffix)


def _year(made: Element, reference: Reference) -> None:
    year = reference.year
    if year is not None:
        _add(made, "year", f"[{year}]" if reference.issued.inferred else str(year)).set("iso-8601-date", f"{year:04d}")


def _pages(made: Element, pages: str) -> None:
    if found := _RANGE.match(pages):
        _add(made, "fpage", found[1])
        _add(made, "lpage", found[2])
    elif pages:
        _add(made, "elocation-id", pages)
