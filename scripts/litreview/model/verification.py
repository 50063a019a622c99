"""What public services said of the references: whether they know them, what agrees, which notices were published."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from litreview.model.dates import Date
from litreview.model.folding import folded
from litreview.model.frozen import nothing
from litreview.model.reference import Reference
from litreview.model.source import Origin


class Outcome(StrEnum):
    """What came of looking for a reference.

    FOUND: a service knows it, and what was compared agrees. DIFFERS: a service knows it, and some of it is otherwise
    there. ANOTHER_WORK: its identifier leads to a work of another title and other authors. NOT_FOUND: no service that
    was asked knows it, which does not say that it does not exist. NO_ANSWER: those that may know it did not answer.
    """

    FOUND = "found"
    DIFFERS = "differs"
    ANOTHER_WORK = "another work"
    NOT_FOUND = "not found"
    NO_ANSWER = "no answer"


class NoticeKind(StrEnum):
    """What a published notice says of a work."""

    RETRACTION = "retraction"
    CONCERN = "concern"
    ERRATUM = "erratum"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class PublishedNotice:
    """A notice about a work: what the service calls it, its date, its own DOI, and who told of it."""

    kind: NoticeKind
    label: str = ""
    date: Date = Date()
    doi: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A service that was asked, by what ("DOI 10.1000/1", "title"), and what came of it."""

    service: str
    by: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that the reference gives in one way (`here`) and a service in another (`there`)."""

    fact: str
    here: str
    there: str
    service: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of one reference, since when.

    `fingerprint` tells whether the entry has changed since, `title` which work it was. `published_as` is the DOI of
    the article that a preprint became.
    """

    key: str
    checked: Date
    outcome: Outcome
    origin: Origin
    fingerprint: str = ""
    title: str = ""
    questions: tuple[Question, ...] = ()
    agreed: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    notices: tuple[PublishedNotice, ...] = ()
    published_as: str = ""

    @property
    def found_in(self) -> tuple[str, ...]:
        """The services that know it."""
        known = (one.service for one in self.questions if one.outcome in {Outcome.FOUND, Outcome.DIFFERS})
        return tuple(dict.fromkeys(known))

    @property
    def missed_in(self) -> tuple[str, ...]:
        """The services that were asked and do not know it."""
        return tuple(dict.fromkeys(one.service for one in self.questions if one.outcome is Outcome.NOT_FOUND))


@dataclass(frozen=True, slots=True)
class Verification:
    """All of refs/verified.yml, by citation key."""

    origin: Origin
    references: Mapping[str, Verified] = field(default_factory=nothing)


def fingerprint(reference: Reference) -> str:
    """Eight signs that change with what of a reference is looked up: who, what, when, where, and its identifiers."""
    texts = (str(reference.text(name)) for name in ("title", "container-title", "volume", "page"))
    people = (name.surname for name in reference.creators.names)
    said = (reference.type, reference.year or "", *texts, *people, *sorted(reference.identifiers.items()))
    return hashlib.sha256(folded(repr(said)).encode("utf-8", "surrogatepass")).hexdigest()[:8]
