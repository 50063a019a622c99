"""EndNote's XML, which Zotero, Mendeley and databases write too, read through RIS's tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read import ris_tags
from litreview.read.draft import Draft
from litreview.read.name_lists import inverted
from litreview.read.ris_fields import reference_of
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import bibliography
from litreview.read.xml_tree import Element, XMLFaultError, read_elements

_RULE: Final = "endnote-xml-syntax"
#: The path of an element in its record, and RIS's tag.
_TAGS: Final = {
    "contributors/authors/author": "AU",
    "contributors/secondary-authors/author": "A2",
    "contributors/tertiary-authors/author": "A3",
    "contributors/subsidiary-authors/author": "A4",
    "contributors/translated-authors/author": "TA",
    "titles/title": "TI",
    "titles/secondary-title": "T2",
    "titles/tertiary-title": "T3",
    "titles/alt-title": "J2",
    "titles/short-title": "ST",
    "titles/translated-title": "TT",
    "periodical/full-title": "JF",
    "periodical/abbr-1": "JA",
    "alt-periodical/full-title": "J2",
    "alt-periodical/abbr-1": "J2",
    "pages": "SP",
    "volume": "VL",
    "number": "IS",
    "issue": "M1",
    "num-vols": "NV",
    "edition": "ET",
    "section": "SE",
    "reprint-edition": "RP",
    "reprint-status": "RP",
    "keywords/keyword": "KW",
    "dates/year": "PY",
    "dates/pub-dates/date": "DA",
    "publisher": "PB",
    "pub-location": "CY",
    "isbn": "SN",
    "accession-num": "AN",
    "call-num": "CN",
    "report-id": "SN",
    "label": "LB",
    "electronic-resource-num": "DO",
    "abstract": "AB",
    "notes": "N1",
    "research-notes": "RN",
    "work-type": "M3",
    "urls/related-urls/url": "UR",
    "urls/web-urls/url": "UR",
    "urls/pdf-urls/url": "L1",
    "custom1": "C1",
    "custom2": "C2",
    "custom3": "C3",
    "custom4": "C4",
    "custom5": "C5",
    "custom6": "C6",
    "custom7": "C7",
    "misc1": "M1",
    "misc2": "M2",
    "remote-database-name": "DB",
    "remote-database-provider": "DP",
    "language": "LA",
    "access-date": "Y2",
    "orig-pub": "OP",
    "reviewed-item": "RI",
    "auth-address": "AD",
    "meeting-place": "C1",
}
_NAMES: Final = frozenset(("AU", "A2", "A3", "A4", "TA"))
#: Values in which a setting says something.
_SET: Final = frozenset(("TI", "T2", "T3", "ST", "TT", "AB"))
_FACES: Final = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
#: What EndNote notes of its own.
_OWN: Final = frozenset(("rec-number", "foreign-keys/key", "source-app", "ref-type"))


def read_endnote_xml(file: SourceFile) -> Bibliography:
    """The references of an EndNote XML file, all that can be read, and what is to be said about it."""
    diagnostics: list[Diagnostic] = []

    def fault(error: XMLFaultError) -> None:
        diagnostics.append(Diagnostic(Severity.ERROR, _RULE, error.position, str(error)))

    found = []
    records = read_elements(file.data, file.path, frozenset(("record",)), fault)
    for record in records:
        draft = Draft("endnote-xml", record.position)
        fields = list(_fields(record))
        found.append(reference_of(draft, _tagged(record, fields), fields))
        diagnostics.extend(draft.diagnostics)
    if not records and not diagnostics:
        diagnostics.append(Diagnostic(Severity.ERROR, _RULE, Position(file.path), "the XML holds no EndNote record"))
    return bibliography(found, diagnostics, _RULE)


def _tagged(record: Element, fields: list[SourceField]) -> Iterator[SourceField]:
    kind = record.find("ref-type")
    if kind is not None:
        yield SourceField("TY", kind.attributes.get("name", "") or kind.text, kind.position)
    journal = record.value("periodical/full-title")
    for one in fields:
        tag = _TAGS.get(one.name, "")
        if tag in _NAMES:
            yield SourceField(tag, inverted(one.value), one.position)
        elif tag and not (tag == "T2" and one.value == journal):
            yield SourceField(tag, one.value, one.position)


def _fields(record: Element, path: str = "") -> Iterator[SourceField]:
    """Every element that holds text, under its path from the record on."""
    for child in record.elements():
        name = f"{path}/{child.tag}".removeprefix("/")
        inner = [one for one in child.elements() if one.tag != "style"]
        if inner:
            yield from _fields(child, name)
        elif value := _written(child, set_=_TAGS.get(name) in _SET):
            yield SourceField(name, value, child.position)


def _written(element: Element, *, set_: bool) -> str:
    """The text of an element, line breaks kept; its setting as the tags of CSL-JSON, where it says something."""
    parts = []
    for child in element.children:
        text = child if isinstance(child, str) else "".join(_letters(child))
        faces = child.attributes.get("face", "").split() if set_ and isinstance(child, Element) else []
        if set_:
            text = escape(text, quote=False)
        for face in faces:
            if (tag := _FACES.get(face)) and text.strip():
                text = f"<{tag}>{text}</{tag}>"
        parts.append(text)
    return "\n".join(" ".join(line.split()) for line in re.split(r"[\r\n]+", "".join(parts))).strip()


def _letters(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _letters(child)


def _is_used(reference: Reference, one: SourceField) -> bool:
    tag = _TAGS.get(one.name)
    return one.name in _OWN or (
        tag is not None and ris_tags.is_used(reference, SourceField(tag, one.value, one.position))
    )


FORMAT: Final = ReadFormat(
    "endnote-xml",
    "EndNote XML",
    re.compile(r"\A\s*(?=<[?!\w]).*?<(?:records|record)\b.*?<(?:ref-type|contributors|titles)\b", re.DOTALL),
    (),
    read_endnote_xml,
    _is_used,
)
