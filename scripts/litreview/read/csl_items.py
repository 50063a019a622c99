"""CSL items, whatever notation holds them: JSON (Zotero, Pandoc, doi.org) or YAML (Pandoc)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES, TYPES
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Origin, Position
from litreview.read import crossref
from litreview.read.csl_values import Variables, keywords, string_value
from litreview.read.keys import Keys

#: An address or a number for an id, as Zotero and doi.org give: nothing that one would cite by.
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://|\d+$", re.IGNORECASE)
#: Members of an item that say nothing about the work.
_STRUCTURE: Final = frozenset(("id", "type", "custom", "categories", "keyword"))
_SERIALS: Final = {"ISSN": ", ", "ISBN": " "}
_VARIABLES: Final = TEXT_VARIABLES | NAME_VARIABLES | DATE_VARIABLES | {*IDENTIFIERS}


@dataclass(slots=True)
class ItemMember:
    """A member of an item: its name, its value, the value as it is written, and its place."""

    name: str
    value: Any
    written: str
    position: Position


@dataclass(frozen=True, slots=True)
class Items:
    """Reads items one after another; what is to be said about them gathers in `found`."""

    format: str
    found: list[Diagnostic]
    _references: dict[str, Reference] = field(default_factory=dict)
    _keys: Keys = field(default_factory=Keys)
    _made: set[str] = field(default_factory=set)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references that were read, no key twice."""
        return tuple(self._references.values())

    def read(self, parts: Mapping[str, ItemMember], position: Position) -> None:
        """Reads the item at a place; of two with one id, the first counts and the other is named."""
        reference = self._reference(parts, position)
        if reference.key in self._made and string_value(parts["id"].value if "id" in parts else ""):
            # The key that was made for an item without one is no reason to drop another.
            other = self._keys.unique(reference.key)
            message = f"the id {reference.key!r} was made for an item without one; this item becomes {other!r}"
            self._say(Severity.WARNING, "renamed-key", position, message)
            reference = replace(reference, key=other)
        if reference.key in self._references:
            first = self._references[reference.key].origin.position
            message = f"the id {reference.key!r} was given before, at {first}; this item is not used"
            self._say(Severity.ERROR, "duplicate-key", position, message)
        else:
            self._references[reference.key] = reference
            if not string_value(parts["id"].value if "id" in parts else ""):
                self._made.add(reference.key)

    def _say(self, severity: Severity, rule: str, position: Position, message: str) -> None:
        self.found.append(Diagnostic(severity, rule, position, message))

    def _reference(self, parts: Mapping[str, ItemMember], position: Position) -> Reference:
        given = string_value(parts["type"].value) if "type" in parts else ""
        kind = crossref.TYPES.get(given.lower(), given)
        if kind not in TYPES:
            message = f"{given!r} is no CSL type" if given else "the item has no type"
            self._say(
                Severity.WARNING, "unknown-type", parts["type"].position if "type" in parts else position, message
            )
        variables = Variables()
        for member in parts.values():
            self._take(variables, member)
        variables.finish({name: member.value for name, member in parts.items()})
        reference = Reference(
            key="",
            type=kind if kind in TYPES else "document",
            entry_type=given,
            origin=Origin(position, {(name,): member.position for name, member in parts.items()}),
            texts=variables.texts,
            names=variables.names,
            dates=variables.dates,
            identifiers=variables.identifiers,
            keywords=keywords(parts["keyword"].value) if "keyword" in parts else (),
            fields=tuple(SourceField(name, member.written, member.position) for name, member in parts.items()),
            format=self.format,
        )
        return replace(reference, key=self._key(reference, parts, position))

    def _key(self, reference: Reference, parts: Mapping[str, ItemMember], position: Position) -> str:
        """The id; where it is missing, or an address beside a citation key, what one would cite the item by."""
        own = string_value(parts["id"].value) if "id" in parts else ""
        citation_key = str(reference.text("citation-key"))
        if citation_key and (not own or _ADDRESS.match(own)):
            return citation_key
        if own:
            return own
        key = self._keys.make(reference)
        while key in self._references:
            key = self._keys.unique(key)
        self._say(Severity.INFO, "missing-key", position, f"the item has no id; it is called {key!r} here")
        return key

    def _take(self, variables: Variables, member: ItemMember) -> None:
        name = member.name if member.name in _VARIABLES else crossref.MEMBERS.get(member.name, member.name)
        if name not in _VARIABLES:
            if name not in _STRUCTURE and name not in crossref.BOOKKEEPING:
                self._say(Severity.INFO, "unknown-field", member.position, f"{name!r} is no CSL variable; it is kept")
            return
        value = member.value
        if isinstance(value, list) and name not in NAME_VARIABLES:
            # Crossref gives titles and numbers in arrays, mostly of one.
            several = [one for one in value if string_value(one)]
            if name in _SERIALS:
                value = _SERIALS[name].join(map(string_value, several))
            else:
                value = several[0] if several else ""
                if len(several) > 1:
                    message = f"{member.name!r} has several values; the first one counts"
                    self._say(Severity.INFO, "several-values", member.position, message)
        if name != member.name and (name in variables.texts or name in variables.dates):
            return
        if not variables.take(name, value):
            self._say(
                Severity.WARNING, "unreadable-field", member.position, f"{member.name!r} has no value of its kind"
            )


def is_used(reference: Reference, one: SourceField) -> bool:
    """Whether something is made of a member of an item."""
    name = crossref.MEMBERS.get(one.name, one.name)
    if name == "citation-key":
        return str(reference.text(name)) == reference.key
    if name == "source":
        return True
    return name in _VARIABLES or name in _STRUCTURE or name in crossref.PUBLISHED or name == "subtitle"
