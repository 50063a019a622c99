"""What a preview keeps from one build to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from litreview.check.run import KeptFindings
from litreview.model.memo import Memo
from litreview.pages.similar import Relations
from litreview.read.bibtex import KeptReferences


@dataclass(frozen=True, slots=True)
class Kept:
    """What earlier builds of the same project have read, found alike and made."""

    references: KeptReferences = field(default_factory=KeptReferences)
    relations: Relations = field(default_factory=Relations)
    findings: KeptFindings = field(default_factory=KeptFindings)
    memo: Memo = field(default_factory=Memo)
