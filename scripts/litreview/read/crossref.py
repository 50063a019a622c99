"""What Crossref, DataCite and reference managers call types and members in what they give as CSL-JSON."""

from __future__ import annotations

from typing import Final

#: Types of Crossref's schema, and names of other programs, to CSL types.
TYPES: Final = {
    "journal-article": "article-journal",
    "journal article": "article-journal",
    "proceedings-article": "paper-conference",
    "conference-paper": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "posted-content": "article",
    "preprint": "article",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "proceedings": "book",
    "proceedings-series": "book",
    "dissertation": "thesis",
    "report-component": "report",
    "report-series": "report",
    "report-series-component": "report",
    "journal": "periodical",
    "journal-volume": "periodical",
    "journal-issue": "periodical",
    "peer-review": "review",
    "database": "dataset",
    "grant": "document",
    "component": "document",
    "other": "document",
    "misc": "document",
    "motion-picture": "motion_picture",
    "legal-case": "legal_case",
    "personal-communication": "personal_communication",
    "musical-score": "musical_score",
}
#: Members by other names than CSL's.
MEMBERS: Final = {
    "journalAbbreviation": "container-title-short",
    "short-container-title": "container-title-short",
    "shortTitle": "title-short",
    "short-title": "title-short",
    "publisher-location": "publisher-place",
    "article-number": "page",
    "edition-number": "edition",
    "degree": "genre",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "eventTitle": "event-title",
}
#: Where the date of publication stands that `issued` does not give.
PUBLISHED: Final = ("published", "published-print", "published-online", "posted")
#: What a registry notes about its record and not about the work.
BOOKKEEPING: Final = frozenset(
    (
        *PUBLISHED,
        *("subtitle", "accepted", "alternative-id", "approved", "archive", "assertion", "clinical-trial-number"),
        *("content-created", "content-domain", "content-updated", "copyright", "created", "deposited", "funder"),
        *("group-title", "indexed", "institution", "is-referenced-by-count", "isbn-type", "issn-type"),
        *("journal-issue", "license", "link", "member", "prefix", "project", "published-other", "reference"),
        *("reference-count", "references-count", "relation", "resource", "review", "schema", "score", "short-title"),
        *("standards-body", "subject", "subtype", "update-policy", "update-to", "updated-by", "version-relation"),
    )
)
