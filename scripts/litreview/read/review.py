"""review.yml as the model's Review."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from litreview.model.dates import Date
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.living import Automation, Living
from litreview.model.review import (
    Affiliation,
    Answers,
    Change,
    Companion,
    Contributor,
    Declaration,
    FigureBlock,
    Journal,
    KeyPoint,
    Licence,
    Review,
)
from litreview.model.source import Step
from litreview.read.dates import parse_date
from litreview.read.identifiers import normalise_identifier
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.review import CompanionShape, ContributorShape, DeclarationShape, LivingShape, ReviewShape
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document


class _Reader:
    """Turns the checked shape into the model, gathering what is to be said on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.diagnostics: list[Diagnostic] = []

    def date(self, text: str, *path: Step) -> Date:
        date = parse_date(text) if text else Date()
        if text and not date.start:
            place = origin(self.document, *path).position
            message = f"`{text}` is no date"
            hint = "write 2024, 2024-05 or 2024-05-01"
            self.diagnostics.append(Diagnostic(Severity.ERROR, "malformed-date", place, message, hint))
        return date

    def identifier(self, kind: str, text: str, *path: Step) -> str:
        if not text:
            return ""
        found = normalise_identifier(kind, text)
        if not found.problem:
            return found.value
        place = origin(self.document, *path).position
        self.diagnostics.append(Diagnostic(Severity.ERROR, "malformed-identifier", place, found.problem))
        return ""

    def companion(self, shape: CompanionShape) -> Companion:
        journal = shape.journal
        here = "companion_to"
        ids = shape.identifiers
        return Companion(
            title=shape.title,
            authors=_contributors(shape.authors),
            authors_et_al=shape.et_al,
            origin=origin(self.document, here),
            publication_type=shape.publication_type,
            journal=Journal(**journal.model_dump()) if journal else None,
            published=self.date(shape.published, here, "published"),
            collection=shape.collection,
            doi=self.identifier("DOI", ids.doi, here, "identifiers", "doi"),
            pmid=self.identifier("PMID", ids.pmid, here, "identifiers", "pmid"),
            pmcid=self.identifier("PMCID", ids.pmcid, here, "identifiers", "pmcid"),
            abstract=tuple(shape.abstract),
            keywords=tuple(shape.keywords),
            declarations=_declarations(shape.declarations),
            disclaimer=shape.disclaimer,
            references=tuple(shape.references),
            printed_references=MappingProxyType(dict(shape.printed_references)),
            references_note=shape.references_note,
            reference=shape.reference,
        )

    def answers(self, shape: ReviewShape) -> Answers:
        return Answers(
            summary=shape.summary,
            key_points=tuple(KeyPoint(point.text, point.certainty, point.reason) for point in shape.key_points),
            main_studies=FigureBlock("forest-plot", shape.main_studies) if shape.main_studies else None,
            key_figures=tuple(
                FigureBlock(name, options or {}) for figure in shape.key_figures for name, options in figure.items()
            ),
            plain_language=tuple(shape.plain_language),
            changes=tuple(
                Change(self.date(change.date, "changes", index, "date"), change.text, change.version)
                for index, change in enumerate(shape.changes)
            ),
        )

    def living(self, shape: LivingShape) -> Living:
        return Living(
            origin=origin(self.document, "living"),
            status=shape.status,
            since=self.date(shape.since, "living", "since"),
            reason=shape.reason,
            next_search=self.date(shape.next_search, "living", "next_search"),
            rationale=shape.rationale,
            frequency=shape.frequency,
            screening=shape.screening,
            trigger=shape.trigger,
            ends=shape.ends,
        )

    def review(self, shape: ReviewShape) -> Review:
        return Review(
            title=shape.title,
            origin=origin(self.document),
            subtitle=shape.subtitle,
            type=shape.type,
            contributors=_contributors(shape.contributors),
            version=shape.version,
            licence=Licence(shape.licence.name, shape.licence.url) if shape.licence else None,
            published=self.date(shape.published, "published"),
            searched_to=self.date(shape.searched_to, "searched_to"),
            language=shape.language,
            citation_style=shape.citation_style,
            titles=shape.titles,
            abstract=tuple(shape.abstract),
            keywords=tuple(shape.keywords),
            answers=self.answers(shape),
            declarations=_declarations(shape.declarations),
            living=self.living(shape.living) if shape.living else None,
            automation=tuple(
                Automation(one.tool, one.did, origin(self.document, "automation", index), one.version, one.checked)
                for index, one in enumerate(shape.automation)
            ),
            notice=shape.notice,
            background=MappingProxyType(dict(shape.background)),
            link_hosts=tuple(host.casefold() for host in shape.link_hosts),
            publish_fields=tuple(shape.publish_fields),
            documents=tuple(dict.fromkeys(shape.documents)),
            picture=shape.picture,
            checks=MappingProxyType({rule: Severity(value) for rule, value in shape.checks.items()}),
            companion=self.companion(shape.companion_to) if shape.companion_to else None,
        )


def _contributors(shapes: Iterable[ContributorShape]) -> tuple[Contributor, ...]:
    return tuple(
        Contributor(
            family=s.family,
            given=s.given,
            literal=s.literal,
            orcid=s.orcid.removeprefix("https://orcid.org/"),
            affiliations=tuple(Affiliation(a.name, a.ror) for a in s.affiliations),
            email=s.email,
        )
        for s in shapes
    )


def _declarations(shapes: Iterable[DeclarationShape]) -> tuple[Declaration, ...]:
    return tuple(Declaration(s.kind, s.text) for s in shapes)


def read_review(file: SourceFile) -> tuple[Review | None, tuple[Diagnostic, ...]]:
    """The review, or None where the file is empty or cannot be used; the diagnostics then hold an error."""
    document, shape, diagnostics = read_shape(file, ReviewShape)
    if shape is None:
        return None, diagnostics
    reader = _Reader(document)
    review = reader.review(shape)
    return review, (*diagnostics, *reader.diagnostics)
