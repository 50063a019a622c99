"""What entries take over from others: `crossref` and `xdata`, after biblatex's default inheritance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.reference import SourceField
from litreview.model.source import Position

#: Fields that belong to one entry alone.
_OWN: Final = frozenset(
    {
        *("ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort"),
        *("related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey"),
    }
)
_TITLES: Final = ("title", "subtitle", "titleaddon")
_SHORT_TITLES: Final = frozenset({"shorttitle", "sorttitle", "indextitle", "indexsorttitle"})
#: Fields of which one makes the others the child's own.
_DATES: Final = frozenset({"date", "year", "month", "day"})
_PARTS: Final = frozenset(
    {
        *("inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings", "conference"),
        *("inreference", "book_section"),
    }
)
_VOLUMES: Final = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})
_WHOLES: Final = frozenset({"book", "collection", "proceedings", "reference"})
_IN_PERIODICALS: Final = frozenset({"article", "suppperiodical", "review"})


@dataclass(slots=True)
class Resolved:
    """An entry whose values are texts; `values` and `positions` are by lower-case field name, inherited ones too."""

    type: str
    entry_type: str
    key: str
    position: Position
    fields: tuple[SourceField, ...]
    values: dict[str, str]
    positions: dict[str, Position]
    inherited: set[str] = field(default_factory=set)


def inherit(entries: Iterable[Resolved], index: Mapping[str, Resolved]) -> list[Diagnostic]:
    """Give each entry what it takes over; `index` holds the entries of all files by key and by folded key."""
    diagnostics: list[Diagnostic] = []
    done: set[int] = set()
    for entry in entries:
        if "crossref" in entry.values or "xdata" in entry.values:
            _inherit_one(entry, index, done, diagnostics)
    return diagnostics


def _inherit_one(first: Resolved, index: Mapping[str, Resolved], done: set[int], diagnostics: list[Diagnostic]) -> None:
    """Parents first, however long the chain; a chain that comes back to itself is cut."""
    # Each entry waits with those of its parents that are still to be looked at.
    stack = [(first, iter(_parents(first, index)))]
    open_ones = {id(first)}
    while stack:
        entry, parents = stack[-1]
        waiting = None
        if id(entry) not in done:
            later = (parent for _, _, parent in parents if parent is not None)
            waiting = next((one for one in later if id(one) not in done and id(one) not in open_ones), None)
        if waiting is not None:
            stack.append((waiting, iter(_parents(waiting, index))))
            open_ones.add(id(waiting))
            continue
        stack.pop()
        if id(entry) not in done:
            _take_over(entry, index, done, diagnostics)
            done.add(id(entry))


def _parents(entry: Resolved, index: Mapping[str, Resolved]) -> list[tuple[str, str, Resolved | None]]:
    """The field that names a parent, the key there, and the parent if it exists; xdata first."""
    found: list[tuple[str, str, Resolved | None]] = []
    for name in ("xdata", "crossref"):
        value = "" if name in entry.inherited else entry.values.get(name, "")
        keys = value.split(",") if name == "xdata" else [value]
        found.extend(
            (name, key.strip(), index.get(key.strip()) or index.get(key.strip().casefold()))
            for key in keys
            if key.strip()
        )
    return found


def _take_over(entry: Resolved, index: Mapping[str, Resolved], done: set[int], diagnostics: list[Diagnostic]) -> None:
    for name, key, parent in _parents(entry, index):
        if parent is None or (id(parent) not in done and (parent.values.keys() & {"crossref", "xdata"})):
            cyclic = parent is not None
            rule = "crossref-cycle" if cyclic else "crossref-missing"
            message = f"{name} leads from “{entry.key}” back to itself" if cyclic else f"no entry has the key “{key}”"
            hint = "remove one of the links" if cyclic else f"correct {name}, or add the entry"
            diagnostics.append(Diagnostic(Severity.ERROR, rule, entry.positions[name], message, hint))
            if parent is None or parent is entry:
                continue
        dated = bool(_DATES & entry.values.keys())
        for source_name, value in list(parent.values.items()):
            targets = (source_name,) if name == "xdata" else _renamed(source_name, parent.type, entry.type)
            for target in targets:
                if (
                    target in _OWN
                    or target.startswith("x-")
                    or (dated and target in _DATES)
                    or target in entry.values
                    # A parent that gives "booktitle" itself knows best what its parts call it.
                    or (target != source_name and target in parent.values)
                ):
                    continue
                entry.values[target] = value
                entry.positions[target] = parent.positions[source_name]
                entry.inherited.add(target)


def _renamed(name: str, parent: str, child: str) -> tuple[str, ...]:
    """What a parent's field is in the child; nothing if the child does not take it over."""
    if name not in _TITLES and name not in _SHORT_TITLES and name != "author":
        return (name,)
    if name == "author":
        return ("author", "bookauthor") if child in _PARTS and parent in ("book", "mvbook") else ("author",)
    if parent == "periodical" and child in _IN_PERIODICALS:
        renamed = {"title": "journaltitle", "subtitle": "journalsubtitle", "shorttitle": "shortjournal"}.get(name)
        return (renamed,) if renamed else ()
    if name in _SHORT_TITLES:
        return ()
    if parent in _VOLUMES and (child in _PARTS or child in _WHOLES):
        return (f"main{name}",)
    return (f"book{name}",) if child in _PARTS else (name,)
