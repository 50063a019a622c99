"""The work that a record describes, as a reference: what is cited, downloaded and told to machines of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.review import Companion, Contributor, Review
from litreview.model.text import Text

_KEY = "record"


def article_reference(article: Companion, references: Mapping[str, Reference]) -> Reference:
    """The published article: its own entry in the bibliography, else what its record says."""
    if entry := references.get(article.reference):
        return entry
    journal = article.journal
    texts = {"title": article.title}
    if journal:
        texts |= {
            "container-title": journal.title,
            "container-title-short": journal.abbreviation,
            "volume": journal.volume,
            "issue": journal.issue,
            "page": journal.pages,
            "publisher": journal.publisher,
        }
    identifiers = {
        "DOI": article.doi,
        "PMID": article.pmid,
        "PMCID": article.pmcid,
        "ISSN": journal.issn if journal else "",
    }
    people = _people(article.authors, others=article.authors_et_al)
    kind = "article-journal" if journal else "article"
    return _reference(article, kind=kind, texts=texts, people=people, issued=article.published, identifiers=identifiers)


def review_reference(review: Review, url: str) -> Reference:
    """The site's own work, at its address."""
    texts = {"title": review.title, "version": review.version}
    people = _people(review.contributors)
    return _reference(
        review, kind="webpage", texts=texts, people=people, issued=review.published, identifiers={"URL": url}
    )


def _reference(  # noqa: PLR0913 - the parts of a reference
    work: Companion | Review,
    *,
    kind: str,
    texts: Mapping[str, str],
    people: NameList,
    issued: Date,
    identifiers: Mapping[str, str],
) -> Reference:
    return Reference(
        _KEY,
        kind,
        work.origin,
        texts={name: Text.plain(text) for name, text in texts.items() if text},
        names={"author": people} if people else {},
        dates={"issued": issued} if issued else {},
        identifiers={name: value for name, value in identifiers.items() if value},
        keywords=work.keywords,
        # No file holds it, so that an export writes it from what it is.
        format="",
    )


def _people(contributors: Iterable[Contributor], *, others: bool = False) -> NameList:
    return NameList(tuple(Name(family=c.family, given=c.given, literal=c.literal) for c in contributors), others=others)
