"""The numbers of a RIS record that stand where one does not look for them: in notes, addresses and accessions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from litreview.model.reference import SourceField
from litreview.read import ris_tags as tags
from litreview.read.draft import Draft
from litreview.read.identifiers import normalise_identifier

_PUBMED: Final = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)
_DOI_IN_NOTE: Final = re.compile(r"\bdoi\s*:\s*(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s;,]+)", re.IGNORECASE)
DOI_ADDRESS: Final = re.compile(r"https?://(?:dx\.)?doi\.org/10\.", re.IGNORECASE)
#: Where databases name PubMed's number among their own: "PMID: 1234567", "PUBMED 1234567,EMBASE 1".
_PMID_IN_NOTE: Final = re.compile(r"\b(?:pmid|pubmed(?: id)?)(?: ?: ?| )([1-9]\d{5,8})\b", re.IGNORECASE)
PMID: Final = re.compile(r"\A(?:pmid\s*+(?::\s*+)?)?[1-9]\d{5,8}", re.IGNORECASE)

Values = Mapping[str, list[SourceField]]


def first_value(values: Values, tag: str) -> str:
    """The first value of a tag, or nothing."""
    return values[tag][0].value if tag in values else ""


def take_numbers(draft: Draft, kind: str, values: Values) -> None:
    """Takes the numbers that no tag of their own gives.

    Args:
        draft: The reference in the making, with what the tags give.
        kind: Its CSL type.
        values: The fields of the record by RIS's tags.
    """
    _accession(draft, kind, values)
    _late_doi(draft, values)
    _late_pmid(draft, values)


def _accession(draft: Draft, kind: str, values: Values) -> None:
    """The number in a database: that of PubMed is the PMID, that of an archive its place there."""
    base, number = first_value(values, "DB").strip(), first_value(values, "AN").strip()
    if number and (_PUBMED.search(base) or number.lower().startswith("pmid")):
        found = normalise_identifier("PMID", number)
        if found.value:
            draft.identifier("PMID", number, values["AN"][0].position)
            return
    if first_value(values, "C5") and "embase" in base.lower() and PMID.fullmatch(first_value(values, "C5").strip()):
        draft.identifier("PMID", first_value(values, "C5").strip(), values["C5"][0].position)
    if not base and kind not in tags.ARCHIVED:
        return
    for variable, tag in (("archive", "DB"), ("archive_location", "AN")):
        if tag in values and tags.is_archive(base, kind):
            draft.text(variable, values[tag][0].value, values[tag][0].position)


def _late_doi(draft: Draft, values: Values) -> None:
    """The DOI of a record without DO: in its address, or in its notes, where EBSCO writes it."""
    if "DOI" in draft.identifiers:
        return
    if DOI_ADDRESS.match(address := draft.identifiers.get("URL", "")):
        draft.identifier("DOI", address, values["UR" if "UR" in values else "LK"][0].position)
        if "DOI" in draft.identifiers:
            del draft.identifiers["URL"]
        return
    for one in values.get("N1", ()):
        if match := _DOI_IN_NOTE.search(one.value):
            draft.identifier("DOI", match[1].rstrip("."), one.position)
            return


def _late_pmid(draft: Draft, values: Values) -> None:
    """PubMed's number where a database names it among the numbers of others."""
    for one in (field for tag in ("XR", "C3", "N1") for field in values.get(tag, ())):
        if "PMID" not in draft.identifiers and (found := _PMID_IN_NOTE.search(one.value)):
            draft.identifier("PMID", found[1], one.position)
