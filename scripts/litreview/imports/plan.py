"""What comes of references that come in: which are new, which are known, and what known ones could gain."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from litreview.exports.base import Loss
from litreview.exports.registry import EXPORTS
from litreview.imports.compare import compare
from litreview.imports.matching import Index
from litreview.imports.naming import KeyMaker
from litreview.imports.records import Record
from litreview.model.frozen import nothing
from litreview.model.reference import Reference, SourceField
from litreview.model.verification import Difference
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import SourceFile

#: What a known reference gains where it lacks it: identifiers, and the facts that lead to the work.
_IDENTIFIERS: Final = ("DOI", "PMID", "PMCID", "arXiv", "ISBN")
_FACTS: Final = ("container-title", "volume", "issue", "page", "publisher")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A reference that comes in: what a file or a service says of a work, and from where."""

    record: Record
    source: str

    @property
    def reference(self) -> Reference:
        """The reference, under the key that its source gives it."""
        return self.record.reference


@dataclass(frozen=True, slots=True)
class Addition:
    """A new reference under its key, as an entry of BibTeX, and what that entry could not hold."""

    reference: Reference
    entry: str
    losses: tuple[Loss, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """A known reference: the fields that it gains, those that are replaced, and what differs and stays the author's."""

    reference: Reference
    gained: tuple[SourceField, ...]
    differences: tuple[Difference, ...]
    source: str
    replaced: tuple[tuple[SourceField, str], ...] = ()

    @property
    def writes(self) -> bool:
        """Whether the entry changes."""
        return bool(self.gained or self.replaced)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written, and what there is already."""

    new: tuple[Addition, ...] = ()
    changed: tuple[Change, ...] = ()
    known: tuple[str, ...] = ()
    #: New works that come in more than once, and are written once.
    twice: tuple[str, ...] = ()
    #: What comes in, by the key under which it is here.
    keys: Mapping[str, Reference] = field(default_factory=nothing)

    @property
    def writes(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.new) or any(change.writes for change in self.changed)


def add_what_lacks(here: Reference, incoming: Incoming) -> Change | None:
    """What a known reference gains: identifiers that it lacks, and facts where nothing else differs."""
    differences = compare(here, incoming.record).differences
    gained = _gained(here, incoming.reference, identifiers_alone=bool(differences))
    return Change(here, gained, differences, incoming.source) if gained or differences else None


def make_plan(
    library: Iterable[Reference],
    taken: Iterable[str],
    incoming: Sequence[Incoming],
    change_of: Callable[[Reference, Incoming], Change | None] = add_what_lacks,
    merged: Container[str] = (),
) -> Plan:
    """Tell new references from known ones.

    Args:
        library: The references that there are.
        taken: Their keys and all others that a new reference may not have.
        incoming: What comes in; of one work that comes twice the first counts.
        change_of: What comes of a reference that is known.
        merged: Keys by which what comes in has been known before, whatever else of it has changed.
    """
    references = tuple(library)
    index = Index(references)
    by_key = {reference.key: reference for reference in references}
    keys = KeyMaker((*taken, *(reference.key for reference in references)))
    added: list[tuple[Reference, str]] = []
    changes: dict[str, Change] = {}
    known: dict[str, None] = {}
    twice: dict[str, None] = {}
    renamed: dict[tuple[str, str], str] = {}
    new = set()
    came: dict[str, Reference] = {}
    for one in incoming:
        own = one.reference.key
        same = by_key[own] if own in by_key and own in merged else index.find(one.reference)
        if same is None:
            reference = replace(one.reference, key=keys.key(one.reference))
            index.add(reference)
            added.append((reference, one.source))
            new.add(reference.key)
        elif same.key not in new and same.key not in came and (change := change_of(same, one)):
            reference = same
            changes.setdefault(same.key, change)
        else:
            reference = same
            (twice if same.key in new else known).setdefault(same.key)
        came.setdefault(reference.key, one.reference)
        renamed[one.source, one.reference.key] = reference.key
    return Plan(
        tuple(_addition(_with_parents(reference, source, renamed), source) for reference, source in added),
        tuple(changes.values()),
        tuple(key for key in known if key not in changes),
        tuple(twice),
        came,
    )


def _with_parents(reference: Reference, source: str, renamed: Mapping[tuple[str, str], str]) -> Reference:
    """The reference with the entry that it inherits from under the key that this one got."""
    if reference.format != "bibtex":
        return reference
    fields = tuple(
        replace(field, value=renamed.get((source, field.value.strip()), field.value))
        if field.name.lower() == "crossref"
        else field
        for field in reference.fields
    )
    return replace(reference, fields=fields)


def _addition(reference: Reference, source: str) -> Addition:
    export = EXPORTS["bibtex"].record(reference)
    return Addition(reference, export.text, export.losses, source)


def _gained(here: Reference, there: Reference, *, identifiers_alone: bool) -> tuple[SourceField, ...]:
    """The fields for what one reference lacks and the other has."""
    texts = {} if identifiers_alone else {name: there.texts[name] for name in _FACTS if _lacks(here, there, name)}
    dates = {} if identifiers_alone or here.issued or not there.issued else {"issued": there.issued}
    identifiers = {
        kind: there.identifiers[kind]
        for kind in _IDENTIFIERS
        if there.identifiers.get(kind) and not here.identifiers.get(kind)
    }
    if not (texts or dates or identifiers):
        return ()
    return fields_of(
        Reference("x", here.type, here.origin, texts=texts, dates=dates, identifiers=identifiers, format=""), here
    )


def _lacks(here: Reference, there: Reference, name: str) -> bool:
    return here.type == there.type and bool(there.text(name)) and not here.text(name)


def fields_of(part: Reference, beside: Reference) -> tuple[SourceField, ...]:
    """The fields of BibTeX that hold what a part of a reference says, without names that the entry uses already."""
    entry = read_bibtex([SourceFile("part.bib", EXPORTS["bibtex"].record(part).text.encode())]).references
    used = {field.name.lower() for field in beside.fields}
    return tuple(field for one in entry for field in one.fields if field.name.lower() not in used)
