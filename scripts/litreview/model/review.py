"""The review: the site's own work, and the published article that it accompanies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from litreview.model.appraisal import Certainty
from litreview.model.dates import Date
from litreview.model.diagnostics import Severity
from litreview.model.frozen import nothing
from litreview.model.living import Automation, Living
from litreview.model.source import Origin


class ReviewType(StrEnum):
    """Kinds of review; a systematic or scoping one is expected to report its screening."""

    NARRATIVE = "narrative"
    SYSTEMATIC = "systematic"
    SCOPING = "scoping"
    LIVING = "living"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An institution, with its ROR address where known."""

    name: str
    ror: str = ""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Someone who wrote the work: a person (family, given) or a group (literal)."""

    family: str = ""
    given: str = ""
    literal: str = ""
    orcid: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    email: str = ""

    @property
    def display(self) -> str:
        """The name as one reads it."""
        return self.literal or f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """The name as an index has it: "Family, Given"."""
        return self.literal or (f"{self.family}, {self.given}" if self.given else self.family)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its name and address."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A statement that readers expect of a review: competing interests, funding, data availability."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing that the review found, and how sure one can be of it."""

    text: str
    certainty: Certainty | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a version of the review changed for its readers."""

    date: Date
    text: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure by its name, with the options that its block would have."""

    name: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the review found, for readers who have half a minute. Texts are Markdown with citations."""

    summary: str = ""
    key_points: tuple[KeyPoint, ...] = ()
    main_studies: FigureBlock | None = None
    key_figures: tuple[FigureBlock, ...] = ()
    plain_language: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of a published article, as its record prints it."""

    title: str
    abbreviation: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    article: str = ""
    first_page: str = ""
    last_page: str = ""
    publisher: str = ""

    @property
    def pages(self) -> str:
        """Article number, else the page range."""
        if self.article:
            return self.article
        return f"{self.first_page}–{self.last_page}" if self.last_page else self.first_page


@dataclass(frozen=True, slots=True)
class Companion:
    """The record of the published article that the site accompanies (`companion_to:`)."""

    title: str
    authors: tuple[Contributor, ...]
    authors_et_al: bool
    origin: Origin
    publication_type: str = ""
    journal: Journal | None = None
    published: Date = Date()
    collection: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    abstract: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    disclaimer: str = ""
    references: tuple[str, ...] = ()
    #: References as the record prints them, by citation key, and what is to be said of the list as a whole.
    printed_references: Mapping[str, str] = field(default_factory=nothing)
    references_note: str = ""
    #: The citation key of the article itself, where the bibliography holds it.
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The work that the site publishes (`review.yml`)."""

    title: str
    origin: Origin
    subtitle: str = ""
    type: ReviewType = ReviewType.NARRATIVE
    contributors: tuple[Contributor, ...] = ()
    version: str = ""
    licence: Licence | None = None
    published: Date = Date()
    searched_to: Date = Date()
    language: str = "en"
    citation_style: str = "nlm"
    #: The case of titles in lists of references: "sentence" where the style has them so, or "as-written".
    titles: str = "sentence"
    abstract: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    answers: Answers = Answers()
    declarations: tuple[Declaration, ...] = ()
    #: How it is kept up to date, if it is, and what programs did in it.
    living: Living | None = None
    automation: tuple[Automation, ...] = ()
    notice: str = ""
    #: Citation keys listed as background: read for the review, not cited in its text; each with the reason.
    background: Mapping[str, str] = field(default_factory=nothing)
    #: Hosts whose addresses become links (their subdomains too); other addresses print as text. Empty: all hosts.
    link_hosts: tuple[str, ...] = ()
    #: Names of private fields that readers may see all the same.
    publish_fields: tuple[str, ...] = ()
    #: The documents that the whole is written as beside the site, such as "pdf".
    documents: tuple[str, ...] = ()
    #: Whether links to the first page show a picture of the review's main figure.
    picture: bool = False
    checks: Mapping[str, Severity] = field(default_factory=nothing)
    companion: Companion | None = None
