"""An address at doi.org that leads to another work than the reference's DOI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from litreview.check.fields import bare, find_field
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.read.identifiers import normalise_identifier

_RESOLVERS: Final = frozenset(("doi.org", "dx.doi.org", "www.doi.org"))


def _differing(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        doi = reference.identifiers.get("DOI", "")
        field = find_field(reference, "url") if doi else None
        named = _named(bare(field.value)) if field else ""
        # DOIs know no case (DOI Handbook, 2.4).
        if field and named and named.casefold() != doi.casefold():
            yield Finding(
                field.position,
                f"the address of {reference.key} leads to another DOI, {named}, than its own, {doi}",
                "see which of the two is the work; the address can go, for the DOI is a link",
                (reference.key,),
            )


def _named(address: str) -> str:
    """The DOI that an address at doi.org leads to; nothing for any other address, and for a short DOI."""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host = parts.hostname
    except ValueError:
        return ""
    if host not in _RESOLVERS:
        return ""
    named = normalise_identifier("DOI", f"https://doi.org{parts.path}").value
    return named if named.startswith("10.") else ""


RULES: Final = (
    Rule("doi-mismatch", Severity.WARNING, "an address at doi.org leads to the work's own DOI", _differing, alone=True),
)
