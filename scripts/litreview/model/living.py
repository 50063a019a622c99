"""How a review is kept up to date (PRISMA-LSR, Akl 2024), and what programs did in it (RAISE, Thomas 2025)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from litreview.model.dates import Date
from litreview.model.source import Origin


class LivingStatus(StrEnum):
    """Whether a living review is kept up to date now."""

    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Living:
    """The living mode of a review: its status, what is promised, and by what rules it is kept."""

    origin: Origin
    status: LivingStatus = LivingStatus.ACTIVE
    #: Since when it has this status, and why it is paused or retired.
    since: Date = Date()
    reason: str = ""
    #: The day up to which the next search is promised.
    next_search: Date = Date()
    #: Why it is living, how often is searched, how fast is screened, what leads to a new version, and when it ends.
    rationale: str = ""
    frequency: str = ""
    screening: str = ""
    trigger: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Automation:
    """A program that made or suggested judgements, what it did, and who checked that."""

    tool: str
    did: str
    origin: Origin
    version: str = ""
    checked: str = ""
