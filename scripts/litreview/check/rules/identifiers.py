"""Identifiers: in their plain form, and present. Reading itself names the malformed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import bare, find_field
from litreview.check.registry import CheckContext, Finding, Mend, Rule
from litreview.model.diagnostics import Severity
from litreview.read.identifiers import normalise_identifier

_IDENTIFY_A_WORK: Final = ("DOI", "PMID", "PMCID", "arXiv", "ISBN", "URL")
_RESOLVER: Final = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(?=10\.)", re.IGNORECASE)
_LABEL: Final = re.compile(r"doi:\s*(?=10\.)", re.IGNORECASE)
#: Remarks in which readers find an address, and what one looks like.
_REMARKS: Final = ("howpublished", "note", "addendum", "publisher", "organization")
_ADDRESS: Final = re.compile(r"https?://\S|\bwww\.\w|\bdoi:?\s?10\.\d", re.IGNORECASE)


def _form(context: CheckContext) -> Iterator[Finding]:
    """DOIs that are read, but not written in their plain form."""
    for reference in context.library.references.values():
        field = find_field(reference, "doi")
        if field is None:
            continue
        written = field.value.strip()
        plain = _LABEL.sub("", _RESOLVER.sub("", written, count=1), count=1).rstrip(".")
        # Only what reads as the very same DOI is certain; a percent sign may be an escape of the address.
        same = normalise_identifier("DOI", bare(plain)).value == reference.identifiers.get("DOI", "") != ""
        if plain != written and same and "%" not in plain:
            yield Finding(
                field.position,
                f"the DOI of {reference.key} is written with more than the DOI: {written}",
                f"write {plain}; litreview check --fix does",
                (reference.key,),
                mend=Mend(field, plain),
            )


def _without(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        remarks = (field.value for field in reference.fields if field.name.lower() in _REMARKS)
        if not any(reference.identifiers.get(kind) for kind in _IDENTIFY_A_WORK) and not any(
            map(_ADDRESS.search, remarks)
        ):
            yield Finding(
                reference.origin.position,
                f"{reference.key} has no identifier and no address",
                "give doi, pmid, pmcid, isbn, eprint or url, so that readers find the work",
                (reference.key,),
            )


RULES: Final = (
    Rule("doi-form", Severity.INFO, "a DOI is written without resolver, label or final full stop", _form, alone=True),
    Rule("no-identifier", Severity.INFO, "a reference has an identifier or an address", _without, alone=True),
)
