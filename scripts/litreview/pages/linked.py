"""Works as schema.org JSON-LD: the published article, the site's own work, and other people's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from litreview.figures.dates import iso
from litreview.model.frozen import full
from litreview.model.names import Name
from litreview.model.reference import RESOLVERS, Reference
from litreview.model.review import Companion, Contributor, Journal, Review

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_CONTEXT: Final = "https://schema.org"
#: CSL types as schema.org types; all others are creative works.
_TYPES: Final[Mapping[str, str]] = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "collection": "Collection",
    "dataset": "Dataset",
    "entry-dictionary": "DefinedTerm",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "paper-conference": "ScholarlyArticle",
    "periodical": "Periodical",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "review": "Review",
    "software": "SoftwareApplication",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
#: What a chapter or an article is part of.
_WHOLES: Final[Mapping[str, str]] = {"article-journal": "Periodical", "chapter": "Book", "entry": "Book"}


def json_ld(value: Mapping[str, Any]) -> Markup:
    """A data block; `<` is written as an escape so that no value can close the element."""
    text = _ENCODE(value).replace("<", "\\u003c").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - escaped above


def _contributor(author: Contributor) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Organization" if author.literal else "Person", "name": author.display}
    if author.family:
        person |= {"familyName": author.family, "givenName": author.given}
    if author.orcid:
        person["@id"] = f"https://orcid.org/{author.orcid}"
    person["affiliation"] = [full({"@type": "Organization", "name": a.name, "@id": a.ror}) for a in author.affiliations]
    return full(person)


def _name(name: Name) -> dict[str, Any]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    return full({"@type": "Person", "name": name.display, "familyName": name.surname, "givenName": name.given})


def _identifiers(identifiers: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"@type": "PropertyValue", "propertyID": kind.casefold(), "value": value}
        for kind, value in identifiers
        if value
    ]


def _same_as(pmid: str, pmcid: str) -> list[str]:
    return [RESOLVERS[kind].format(value) for kind, value in (("PMID", pmid), ("PMCID", pmcid)) if value]


def _part_of(kind: str, title: str, issn: str, volume: str, issue: str) -> dict[str, Any]:
    """The whole that a work is part of: the journal, and its volume and issue around the work."""
    if not title:
        return {}
    part = full({"@type": kind, "name": title, "issn": issn})
    if volume:
        part = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": part}
    return {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": part} if issue else part


def _in_journal(journal: Journal | None) -> dict[str, Any]:
    if journal is None:
        return {}
    return _part_of("Periodical", journal.title, journal.issn, journal.volume, journal.issue)


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _topics(keywords: Iterable[str]) -> list[dict[str, str]]:
    return [{"@type": "Thing", "name": keyword} for keyword in keywords]


def article_json(article: Companion, language: str, cited: Sequence[str]) -> dict[str, Any]:
    """The published article as MedicalScholarlyArticle; its abstract is not ours to give. `cited` are addresses."""
    doi = RESOLVERS["DOI"].format(article.doi) if article.doi else ""
    journal = article.journal
    return full(
        {
            "@context": _CONTEXT,
            "@type": "MedicalScholarlyArticle",
            "@id": doi,
            "url": doi,
            "headline": article.title,
            "author": [_contributor(author) for author in article.authors],
            "datePublished": iso(article.published),
            "identifier": _identifiers((("doi", article.doi), ("pmid", article.pmid), ("pmcid", article.pmcid))),
            "sameAs": _same_as(article.pmid, article.pmcid),
            "keywords": list(article.keywords),
            "about": _topics(article.keywords),
            "inLanguage": language,
            "publicationType": article.publication_type,
            "isPartOf": _in_journal(journal),
            "publisher": _organization(journal.publisher if journal else ""),
            "pagination": journal.pages if journal else "",
            "citation": list(cited),
        }
    )


def review_json(review: Review, url: str, site_name: str, cited: Sequence[str]) -> dict[str, Any]:
    """The site's own work as ScholarlyArticle, at `url`; `cited` are addresses."""
    return full(
        {
            "@context": _CONTEXT,
            "@type": "ScholarlyArticle",
            "@id": url,
            "url": url,
            "headline": review.title,
            "alternativeHeadline": review.subtitle,
            "author": [_contributor(author) for author in review.contributors],
            "datePublished": iso(review.published),
            # The date is that of this version.
            "dateModified": iso(review.published),
            "abstract": " ".join(review.abstract),
            "keywords": list(review.keywords),
            "about": _topics(review.keywords),
            "inLanguage": review.language,
            "version": review.version,
            "license": (review.licence.url or review.licence.name) if review.licence else "",
            "isPartOf": full({"@type": "WebSite", "name": site_name, "url": url}) if site_name else {},
            "citation": list(cited),
        }
    )


def _dated(reference: Reference) -> str:
    """The date as the source prints it; an inferred one is no date of publication."""
    return "" if reference.issued.inferred else iso(reference.issued)


def _people(reference: Reference, variable: str) -> Iterator[dict[str, Any]]:
    found = reference.names.get(variable)
    return (_name(name) for name in found.names) if found else iter(())


def reference_json(reference: Reference, address: str) -> dict[str, Any]:
    """A work of other people's: what it is, who made it, and where it stands; `address` is where readers are sent."""
    kind = _TYPES.get(reference.type, "CreativeWork")
    ids = reference.identifiers
    whole = _WHOLES.get(reference.type, "CreativeWork")
    texts = {name: str(text) for name, text in reference.texts.items()}
    return full(
        {
            "@context": _CONTEXT,
            "@type": kind,
            "@id": address,
            "url": address,
            "name": texts.get("title", ""),
            "headline": texts.get("title", "") if kind.endswith("Article") else "",
            "author": list(_people(reference, "author")),
            "editor": list(_people(reference, "editor")),
            "datePublished": _dated(reference),
            "identifier": _identifiers((name, ids.get(name, "")) for name in RESOLVERS),
            "isbn": ids.get("ISBN", ""),
            "sameAs": _same_as(ids.get("PMID", ""), ids.get("PMCID", "")),
            "isPartOf": _part_of(
                whole,
                texts.get("container-title", ""),
                ids.get("ISSN", ""),
                texts.get("volume", ""),
                texts.get("issue", ""),
            ),
            "pagination": texts.get("page", ""),
            "publisher": _organization(texts.get("publisher", "")),
            "keywords": list(reference.keywords),
            "inLanguage": texts.get("language", ""),
        }
    )
