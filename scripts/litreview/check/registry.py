"""What a rule is, and the registry of all rules.

A module in `litreview.check.rules` registers what its `RULES` holds. Adding a rule takes that module and a page
`guide/rules/ID.md`; nothing else names it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from litreview.check import rules as package
from litreview.model.diagnostics import Severity
from litreview.model.library import Library
from litreview.model.reference import SourceField
from litreview.model.source import Position
from litreview.model.titles.words import Words


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a rule may look at.

    `cited` holds the keys that the pages cite, None where no page was read. `quieted` holds the key and rule of each
    ignore that quieted a finding; rules that run `last` alone see any. `words` is what the library shows of the words
    of its titles, where that is known already.
    """

    library: Library
    cited: frozenset[str] | None = None
    quieted: frozenset[tuple[str, str]] = frozenset()
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """A certain correction: the field of the author's file, and what its value should be."""

    field: SourceField
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at a place.

    `about` holds the keys of the references concerned: an ignore beside any of them quiets the finding.
    `severity` is given where the finding is less grave than its rule. `mend` is given only where it is certain.
    """

    position: Position
    message: str
    hint: str = ""
    about: tuple[str, ...] = ()
    severity: Severity | None = None
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name in kebab-case, how grave a breach is, what it asks in one line, and how to look for it.

    One that runs `last` looks at what the author quieted of the others. One that judges each reference `alone` looks at
    no other, and at nothing else; each of its findings is about one.
    """

    id: str
    severity: Severity
    summary: str
    check: Callable[[CheckContext], Iterable[Finding]]
    last: bool = False
    alone: bool = False


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its name, in the order of names.

    Raises:
        ValueError: If two rules have one name.
    """
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(package.__path__):
        for rule in import_module(f"{package.__name__}.{module.name}").RULES:
            if rule.id in found:
                raise ValueError(f"two rules are named {rule.id}")
            found[rule.id] = rule
    return MappingProxyType(dict(sorted(found.items())))
