"""The review as one text, whatever it is then written as: its own facts, its sections, its references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markupsafe import Markup

from litreview.model.frozen import nothing
from litreview.model.reference import Reference
from litreview.model.review import Review
from litreview.pages.texts import Texts


class DocumentError(Exception):
    """A document that cannot be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the review: its id, its title, and its text without it, in which every id is unique in the document.

    Headings inside begin at `h3`.
    """

    id: str
    title: str
    content: Element


@dataclass(frozen=True, slots=True)
class ListedReference:
    """A reference as the list at the end prints it; `number` is None where the style numbers none."""

    id: str
    number: int | None
    reference: Reference
    html: Markup
    #: The attributes that say in which language it is.
    tongue: Mapping[str, str] = field(default_factory=nothing)
    links: tuple[tuple[str, str], ...] = ()
    #: What a reader must know of it, such as that it was retracted.
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The whole of it."""

    review: Review
    #: Where the site stands; empty where that is not known.
    url: str
    texts: Texts
    sections: tuple[Section, ...]
    references: tuple[ListedReference, ...]
    #: What the site's own work is about, where it accompanies a published article: one sentence.
    companion: str = ""

    @property
    def head(self) -> str:
        """What stands at the head of each page of paper: the title and the version."""
        review = self.review
        return f"{review.title} · {self.texts('version')} {review.version}" if review.version else review.title

    @property
    def by_id(self) -> Mapping[str, ListedReference]:
        """The references by their ids."""
        return {listed.id: listed for listed in self.references}
