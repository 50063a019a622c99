"""The shape of refreshed.yml, which `litreview refresh` writes."""

from __future__ import annotations

from pydantic import Field

from litreview.read.schema.base import Count, Day, Printed, Shape, Words


class FoundIdentifiersShape(Shape):
    """Identifiers that the entry does not have."""

    doi: str = Field("", description="DOI without resolver.")
    pmid: Printed = Field("", description="PubMed identifier.")
    pmcid: str = Field("", description="PubMed Central identifier, with PMC.")


class RefreshedReferenceShape(Shape):
    """What is known of one reference beyond its entry."""

    checked: Day = Field(description="When it was looked up.")
    service: Words = Field(description="Who says so.")
    identifiers: FoundIdentifiersShape = Field(
        default_factory=FoundIdentifiersShape, description="What of DOI, PMID and PMCID the entry lacks."
    )
    open_access: str = Field("", description="Where it can be read without paying.")
    cited_by: Count | None = Field(None, description="How many works cite it, as far as the service knows.")


class RefreshedShape(Shape):
    """What services know of the references beyond their entries. `litreview refresh` writes it."""

    references: dict[str, RefreshedReferenceShape] = Field(default_factory=dict, description="By citation key.")
