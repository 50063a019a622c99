"""Everything that the author's data files say, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from litreview.model.appraisal import RiskOfBias, SummaryOfFindings
from litreview.model.diagnostics import Diagnostic
from litreview.model.evidence import EvidenceMap, Studies, Timeline
from litreview.model.frozen import nothing
from litreview.model.glossary import Glossary
from litreview.model.quotes import Quote, Quotes
from litreview.model.reference import Reference
from litreview.model.refreshed import Refreshed, RefreshedReference
from litreview.model.review import Review
from litreview.model.screening import Screening
from litreview.model.verification import NoticeKind, Verification, Verified


@dataclass(frozen=True, slots=True)
class Library:
    """A review with its references and evidence. What has no file is None; references keep the files' order."""

    review: Review
    references: Mapping[str, Reference] = field(default_factory=nothing)
    studies: Studies | None = None
    evidence_map: EvidenceMap | None = None
    timeline: Timeline | None = None
    glossary: Glossary | None = None
    quotes: Quotes | None = None
    screening: Screening | None = None
    risk_of_bias: RiskOfBias | None = None
    summary_of_findings: SummaryOfFindings | None = None
    verification: Verification | None = None
    refreshed: Refreshed | None = None

    def verified(self, key: str) -> Verified | None:
        """What came of looking a reference up, if that was done."""
        return self.verification.references.get(key) if self.verification else None

    def known_beyond(self, key: str) -> RefreshedReference | None:
        """What services know of a reference beyond its entry, if that was asked."""
        return self.refreshed.references.get(key) if self.refreshed else None

    def quoted(self) -> Mapping[str, Quote]:
        """The quotes by their ids."""
        return self.quotes.quotes if self.quotes else {}

    def prose(self) -> tuple[str, ...]:
        """Its sentences beside those of its references: the abstract and the glossary."""
        terms = self.glossary.terms if self.glossary else ()
        return (*self.review.abstract, *(f"{term.expansion}. {term.definition}" for term in terms))

    def retracted(self) -> frozenset[str]:
        """The keys of the references that were retracted, by their own entries or by the services that were asked."""
        verified = self.verification.references.values() if self.verification else ()
        told = {one.key for one in verified if any(notice.kind is NoticeKind.RETRACTION for notice in one.notices)}
        return frozenset(key for key, one in self.references.items() if "retraction" in one.notices or key in told)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading gave: the library as far as it could be read, and what is to be said about the files."""

    library: Library
    diagnostics: tuple[Diagnostic, ...] = ()
