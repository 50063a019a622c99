"""The shape of review.yml."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from litreview.model.appraisal import Certainty
from litreview.model.living import LivingStatus
from litreview.model.review import ReviewType
from litreview.read.schema.base import Day, Flag, Paragraphs, Printed, Shape, Texts, Words


class AffiliationShape(Shape):
    """An institution."""

    name: Words = Field(description="The institution's name.")
    ror: str = Field("", description="Its address in the Research Organization Registry, https://ror.org/...")


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class ContributorShape(Shape):
    """A person (family, given) or a group (literal)."""

    family: str = Field("", description="Family name.")
    given: str = Field("", description="Given names.")
    literal: str = Field("", description="The name of a group, instead of family and given.")
    orcid: str = Field("", description="ORCID iD, such as 0000-0002-1825-0097.")
    email: str = Field("", description="Address for correspondence; shown to readers.")
    affiliations: list[
        Annotated[AffiliationShape, BeforeValidator(_named, json_schema_input_type=AffiliationShape | str)]
    ] = Field(default_factory=list, description="Institutions, by name or with their ROR address.")

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if bool(self.family) == bool(self.literal):
            raise ValueError("needs a family name (and a given one), or else the literal name of a group")
        return self


class LicenceShape(Shape):
    """A licence."""

    name: Words = Field(description="Its short name, such as CC BY 4.0.")
    url: str = Field("", description="Its address.")


class DeclarationShape(Shape):
    """A statement that readers expect of a review."""

    kind: Words = Field(description="competing-interests, funding, data-availability, or a heading of your own.")
    text: Words = Field(description="The statement.")


class KeyPointShape(Shape):
    """One thing that the review found."""

    text: Words = Field(description="The point, in a sentence or two of Markdown with its citations.")
    certainty: Certainty | None = Field(None, description="How sure one can be of it.")
    reason: str = Field("", description="Why so sure and no more, in a few words.")


def _point(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class ChangeShape(Shape):
    """What a version changed for its readers."""

    date: Day = Field(description="When.")
    version: Printed = Field("", description="The version that brought it.")
    text: Words = Field(description="What changed, in a sentence or two of Markdown.")


class LivingShape(Shape):
    """How a living review is kept up to date, as PRISMA-LSR asks for it (items L1 to L4)."""

    status: LivingStatus = Field(LivingStatus.ACTIVE, description="Whether it is kept up to date now.")
    since: Day = Field("", description="Since when it has this status.")
    reason: str = Field("", description="Why it is paused or retired.")
    next_search: Day = Field(
        "", description="The day up to which the next search is promised; when it has passed, readers are told."
    )
    rationale: str = Field("", description="Why the review is living.")
    frequency: str = Field("", description="How often is searched.")
    screening: str = Field("", description="How soon new records are screened.")
    trigger: str = Field("", description="What leads to a new version.")
    ends: str = Field("", description="When the review stops being living.")


class AutomationShape(Shape):
    """A program that made or suggested judgements, as RAISE asks for it."""

    tool: Words = Field(description="Its name.")
    version: Printed = Field("", description="Its version, or the day on which it was used.")
    did: Words = Field(description="What it did, such as: ranked records for screening.")
    checked: str = Field("", description="Who checked what it did, and how.")


class JournalShape(Shape):
    """The journal of a published article."""

    title: Words = Field(description="Full title.")
    abbreviation: str = Field("", description="Abbreviated title (ISO 4 or NLM).")
    issn: str = Field("", description="ISSN.")
    volume: Printed = Field("", description="Volume.")
    issue: Printed = Field("", description="Issue.")
    article: Printed = Field("", description="Article number, where there are no pages.")
    first_page: Printed = Field("", description="First page.")
    last_page: Printed = Field("", description="Last page.")
    publisher: str = Field("", description="Publisher.")


class IdentifiersShape(Shape):
    """The identifiers of a published article."""

    doi: str = Field("", description="DOI without resolver.")
    pmid: Printed = Field("", description="PubMed identifier.")
    pmcid: str = Field("", description="PubMed Central identifier, with PMC.")


class CompanionShape(Shape):
    """The record of the published article that the site accompanies."""

    title: Words = Field(description="Its title.")
    publication_type: str = Field("", description="Such as Review.")
    authors: list[ContributorShape] = Field(default_factory=list, description="The authors that the record shows.")
    et_al: Flag = Field(default=False, description="Whether the record shows that there are more authors.")
    journal: JournalShape | None = Field(None, description="Where it was published.")
    published: Day = Field("", description="Date of publication: 2024, 2024-05 or 2024-05-01.")
    collection: str = Field("", description="Collection line, such as eCollection 2024.")
    identifiers: IdentifiersShape = Field(default_factory=IdentifiersShape, description="DOI, PMID, PMCID.")
    abstract: Paragraphs = Field(
        default_factory=list,
        description="The abstract, in words of your own: paragraphs as a list, or with blank lines.",
    )
    keywords: Texts = Field(default_factory=list, description="Keywords as the record prints them.")
    declarations: list[DeclarationShape] = Field(default_factory=list, description="Statements of the record.")
    disclaimer: str = Field("", description="The disclaimer line of the record, in words of your own.")
    references: Texts = Field(default_factory=list, description="Keys of its references in the record's order.")
    printed_references: dict[str, str] = Field(
        default_factory=dict, description="References as the record prints them, by key; a style formats the others."
    )
    references_note: str = Field("", description="What is to be said of the list, such as that the record breaks off.")
    reference: str = Field("", description="The key of the article itself in the bibliography.")


class ReviewShape(Shape):
    """A literature review: the site's own work, and the published article that it accompanies, if it does."""

    title: Words = Field(description="The title of the review.")
    subtitle: str = Field("", description="A second line of the title.")
    type: ReviewType = Field(ReviewType.NARRATIVE, description="The kind of review.")
    contributors: list[ContributorShape] = Field(default_factory=list, description="Who wrote it.")
    version: Printed = Field("", description="Version of the text.")
    licence: Annotated[LicenceShape, BeforeValidator(_named, json_schema_input_type=LicenceShape | str)] | None = Field(
        None, description="The licence of text and data: its short name alone, or with its address."
    )
    published: Day = Field("", description="Date of this version: 2026-11-21.")
    searched_to: Day = Field("", description="The date up to which evidence was looked for; shown on every page.")
    language: str = Field(
        "en",
        description="Language of the text (BCP 47); the interface has it too where litreview knows it: en, de, fr.",
    )
    citation_style: str = Field(
        "nlm",
        description="nlm, ama, apa, mla, chicago-author-date, ieee, nature, a style of your own, or a CSL style "
        "(its file or its name).",
    )
    titles: Literal["sentence", "as-written"] = Field(
        "sentence",
        description="Titles of references that stand in title case: in sentence case where the style has titles so, "
        "or as they are written.",
    )
    keywords: Texts = Field(default_factory=list, description="Keywords.")
    abstract: Paragraphs = Field(
        default_factory=list, description="The abstract: paragraphs as a list, or with blank lines between them."
    )
    summary: str = Field("", description="What was found, in one sentence of Markdown; the first that readers read.")
    key_points: list[Annotated[KeyPointShape, BeforeValidator(_point, json_schema_input_type=KeyPointShape | str)]] = (
        Field(default_factory=list, description="Three to five things that the review found, and how sure one is.")
    )
    main_studies: dict[str, Any] = Field(
        default_factory=dict,
        description="The main studies at a glance: the options of a forest-plot, such as outcome and panels.",
    )
    key_figures: list[dict[str, Any]] = Field(
        default_factory=list,
        description="The figures that carry most, each by its name with its options, as in a block of a page.",
    )
    plain_language: Paragraphs = Field(
        default_factory=list, description="The summary for readers outside of the field, in Markdown."
    )
    changes: list[ChangeShape] = Field(default_factory=list, description="What changed, the newest first.")
    declarations: list[DeclarationShape] = Field(
        default_factory=list, description="Competing interests, funding, data."
    )
    living: LivingShape | None = Field(None, description="How the review is kept up to date, if it is living.")
    automation: list[AutomationShape] = Field(
        default_factory=list, description="Programs that made or suggested judgements: screening, extraction, text."
    )
    notice: str = Field("", description="A sentence shown at the foot of every page.")
    background: dict[str, str] = Field(
        default_factory=dict, description="References that the text does not cite: key, and why it is listed."
    )
    link_hosts: Texts = Field(
        default_factory=list, description="The only hosts that addresses of references are linked to; all, if not said."
    )
    publish_fields: Texts = Field(
        default_factory=list,
        description="Fields of references that are private by default and are published all the same, such as file or "
        "mendeley-*; `litreview check` names what is held back.",
    )
    documents: list[Literal["pdf", "docx", "jats", "markdown"]] = Field(
        default_factory=list,
        description="What the whole review is written as beside the site, for readers to download.",
    )
    picture: Flag = Field(
        default=False,
        description="Whether programs that show a link to the first page get a picture of its first figure.",
    )
    checks: dict[str, Literal["error", "warning", "info", "off"]] = Field(
        default_factory=dict, description="Severity by rule of `litreview check`."
    )
    companion_to: CompanionShape | None = Field(None, description="The published article that the site accompanies.")
