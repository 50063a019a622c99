"""From an entry whose values are resolved to a reference of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from inspect import cleandoc
from types import MappingProxyType
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.memo import Remember
from litreview.model.reference import Reference
from litreview.model.source import Origin, Position
from litreview.read.bibtex import facts
from litreview.read.bibtex.details import read_details
from litreview.read.bibtex.draft import Draft
from litreview.read.bibtex.entry_types import CSL_TYPES, SUBTYPES
from litreview.read.bibtex.inheritance import Resolved
from litreview.read.bibtex.titles import read_titles

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def known_type(entry_type: str) -> str:
    """The entry type in the spelling of the tables ("In-Proceedings" is "inproceedings"); "misc" if unknown."""
    lower = entry_type.lower()
    if lower in CSL_TYPES:
        return lower
    bare = lower.replace("-", "").replace("_", "")
    return bare if bare in CSL_TYPES else "misc"


def remembered_reference(entry: Resolved, diagnostics: list[Diagnostic], remember: Remember) -> Reference:
    """The same as `reference_of`, where a preview may have read the entry before, then perhaps on other lines.

    What has only moved in its file shares all but its places with the reference that was made first.
    """

    def make() -> tuple[Resolved, Reference, list[Diagnostic]]:
        found: list[Diagnostic] = []
        return entry, reference_of(entry, found), found

    names = tuple(field.name for field in entry.fields)
    says = (entry.type, entry.entry_type, entry.values, names, entry.inherited)
    first, reference, found = remember(("reference", entry.key), says, make)
    if first.position == entry.position and first.positions == entry.positions:
        diagnostics += found
        return reference
    return (None if found else _moved(first, reference, entry)) or reference_of(entry, diagnostics)


def _moved(first: Resolved, reference: Reference, entry: Resolved) -> Reference | None:
    """The reference of an entry on its new lines; nothing where the entry is laid out otherwise than before."""
    down = entry.position.line - first.position.line

    def moved(place: Position) -> Position:
        return Position(entry.position.file, place.line + down, place.column)

    if moved(first.position) != entry.position:
        return None
    if any(moved(first.positions[name]) != place for name, place in entry.positions.items()):
        return None
    places = {path: moved(place) for path, place in reference.origin.parts.items()}
    return replace(reference, origin=Origin(entry.position, places), fields=entry.fields)


def reference_of(entry: Resolved, diagnostics: list[Diagnostic]) -> Reference:
    """The reference that an entry describes; what is wrong with its fields goes into `diagnostics`."""
    draft = Draft(entry, entry.type, diagnostics)
    if entry.type == "misc" and entry.entry_type.lower() != "misc":
        message = f"the entry type “{entry.entry_type}” is unknown; the entry is read as a document"
        diagnostics.append(Diagnostic(Severity.WARNING, "unknown-entry-type", entry.position, message))
    read_titles(draft)
    read_details(draft)
    facts.read_people(draft)
    facts.read_dates(draft)
    facts.read_identifiers(draft)
    own = any(name.startswith("x-") for name in entry.values)
    return Reference(
        key=entry.key,
        type=_csl_type(draft),
        origin=Origin(entry.position, draft.places),
        entry_type=entry.entry_type,
        texts=draft.texts,
        names=draft.names,
        dates=draft.dates,
        identifiers=draft.identifiers,
        keywords=facts.keywords(draft),
        fields=entry.fields,
        unverified=draft.words("x-unverified") if own else "",
        sources=facts.sources(draft) if own else (),
        notices=facts.notices(draft) if own else _NOTHING,
        ignored=facts.ignored(draft) if own else _NOTHING,
        aliases=facts.aliases(draft) if "ids" in draft.filled else (),
        annotation=cleandoc(draft.raw("x-annotation")) if own else "",
    )


def _csl_type(draft: Draft) -> str:
    subtype = draft.words("entrysubtype").lower()
    if draft.type in ("article", "periodical", "suppperiodical") and subtype in SUBTYPES:
        return SUBTYPES[subtype]
    if draft.type in ("article", "misc") and "arXiv" in draft.identifiers:
        container = str(draft.texts.get("container-title", "")).lower()
        if not container or "arxiv" in container or container == "corr":
            return "article"
    if draft.type == "unpublished" and draft.first("eventtitle", "eventdate", "venue"):
        return "speech"
    return CSL_TYPES.get(draft.type, "document")
