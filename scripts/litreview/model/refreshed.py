"""What services know of the references beyond the author's entries: further identifiers, free texts, citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from litreview.model.dates import Date
from litreview.model.frozen import nothing
from litreview.model.source import Origin


@dataclass(frozen=True, slots=True)
class RefreshedReference:
    """What a service said of one reference, since when. `cited_by` is None where it gives no number."""

    key: str
    checked: Date
    service: str
    identifiers: Mapping[str, str] = field(default_factory=nothing)
    open_access: str = ""
    cited_by: int | None = None


@dataclass(frozen=True, slots=True)
class Refreshed:
    """All of refs/refreshed.yml, by citation key."""

    origin: Origin
    references: Mapping[str, RefreshedReference] = field(default_factory=nothing)
