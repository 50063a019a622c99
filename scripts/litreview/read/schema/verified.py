"""The shape of verified.yml, which `litreview verify` writes."""

from __future__ import annotations

from pydantic import Field

from litreview.model.verification import NoticeKind, Outcome
from litreview.read.schema.base import Day, Printed, Shape, Texts, Words


class AskedShape(Shape):
    """A service that was asked."""

    service: Words = Field(description="Which one: Crossref, PubMed, …")
    by: Words = Field(description="By what: an identifier, or the title.")
    result: Outcome = Field(description="What came of it.")


class DifferenceShape(Shape):
    """A fact that differs."""

    fact: Words = Field(description="title, authors, year, journal, volume, pages, or an identifier.")
    here: Printed = Field("", description="What the reference says.")
    there: Printed = Field("", description="What the service says.")
    service: Words = Field(description="Which service says so.")


class NoticeShape(Shape):
    """A notice that was published about a work."""

    kind: NoticeKind = Field(description="A retraction, an expression of concern, a correction, or another update.")
    label: str = Field("", description="What the service calls it.")
    date: Day = Field("", description="When it was published.")
    doi: str = Field("", description="The DOI of the notice.")
    told_by: Texts = Field(
        default_factory=list, description="Who told of it: the publisher, Retraction Watch, PubMed, …"
    )


class VerifiedReferenceShape(Shape):
    """What is known of one reference."""

    title: str = Field("", description="Its title when it was looked up.")
    checked: Day = Field(description="When it was looked up.")
    result: Outcome = Field(
        description="found; differs; another work (its identifier leads to one); not found; no answer."
    )
    fingerprint: Printed = Field("", description="Changes with the entry, so that an old look-up is known as such.")
    asked: list[AskedShape] = Field(default_factory=list, description="The services that were asked.")
    agreed: Texts = Field(default_factory=list, description="The facts that agree.")
    differs: list[DifferenceShape] = Field(default_factory=list, description="The facts that differ.")
    notices: list[NoticeShape] = Field(default_factory=list, description="Notices that were published about it.")
    published_as: str = Field("", description="The DOI of the article that a preprint became.")


class VerifiedShape(Shape):
    """What public services said of the references, and when. `litreview verify` writes it."""

    references: dict[str, VerifiedReferenceShape] = Field(default_factory=dict, description="By citation key.")
