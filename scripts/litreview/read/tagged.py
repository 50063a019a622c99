"""What the readers of line-based formats share: fields that go on over lines, and keys for references without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from litreview.model.diagnostics import Diagnostic, Severity, in_order
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.read.keys import Keys
from litreview.read.sources import Bibliography


@dataclass(slots=True)
class TaggedField:
    """A field in the making: its tag, the place of its tag, and its lines."""

    tag: str
    position: Position
    lines: list[str]

    def source(self, joint: str) -> SourceField:
        """The field with its lines joined, blank ones at the end left out."""
        while len(self.lines) > 1 and not self.lines[-1].strip():
            self.lines.pop()
        return SourceField(self.tag, joint.join(self.lines), self.position)


@dataclass(slots=True)
class Record:
    """The fields of one record, in their order."""

    position: Position
    fields: list[TaggedField] = field(default_factory=list)


def bibliography(found: Iterable[tuple[str, Reference]], diagnostics: Iterable[Diagnostic], rule: str) -> Bibliography:
    """References with keys that are unique: the source's own, or made from name and year where it has none."""
    said = list(diagnostics)
    keys = Keys()
    keyed = []
    for own, reference in found:
        key = keys.unique(own) if own else keys.make(reference)
        if own and key != own:
            message = f"the key “{own}” is taken; this reference becomes “{key}”"
            said.append(Diagnostic(Severity.WARNING, rule, reference.origin.position, message))
        keyed.append(replace(reference, key=key))
    return Bibliography(tuple(keyed), in_order(said))
