"""Each file of refs/ with its shape."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from litreview.read.schema.base import Shape
from litreview.read.schema.evidence_map import EvidenceMapShape
from litreview.read.schema.glossary import GlossaryShape
from litreview.read.schema.quotes import QuotesShape
from litreview.read.schema.refreshed import RefreshedShape
from litreview.read.schema.review import ReviewShape
from litreview.read.schema.risk_of_bias import RiskOfBiasShape
from litreview.read.schema.screening import ScreeningShape
from litreview.read.schema.studies import StudiesShape
from litreview.read.schema.summary_of_findings import SummaryOfFindingsShape
from litreview.read.schema.timeline import TimelineShape
from litreview.read.schema.verified import VerifiedShape

#: Each file of refs/, by its name without .yml, with its shape.
SHAPES: Final[MappingProxyType[str, type[Shape]]] = MappingProxyType(
    {
        "review": ReviewShape,
        "studies": StudiesShape,
        "evidence-map": EvidenceMapShape,
        "timeline": TimelineShape,
        "glossary": GlossaryShape,
        "quotes": QuotesShape,
        "screening": ScreeningShape,
        "risk-of-bias": RiskOfBiasShape,
        "summary-of-findings": SummaryOfFindingsShape,
        "verified": VerifiedShape,
        "refreshed": RefreshedShape,
    }
)
