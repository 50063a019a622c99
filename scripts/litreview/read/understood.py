"""Which fields of BibTeX and biblatex something in the model is made of."""

from __future__ import annotations

from typing import Final

from litreview.model.reference import Reference, SourceField

#: The fields of BibTeX and biblatex that something is made of.
_BIBTEX_WORDS: Final = """
    title subtitle titleaddon shorttitle maintitle mainsubtitle maintitleaddon booktitle booksubtitle booktitleaddon
    issuetitle issuesubtitle issuetitleaddon journaltitle journal journal-full journalname journalsubtitle
    journaltitleaddon shortjournal journal-iso journal_iso journalabbr shortjournaltitle eventtitle origtitle
    reviewedtitle series volumes pagetotal numpages num_pages chapter edition version address location city
    origpublisher origlocation venue abstract annotation annote library call-number medium media source volume part
    number issue pages page eid articleno article-number article_number publisher school institution organization
    howpublished type pubstate note addendum language langid langidopts hyphenation keywords keyword entrysubtype
    author editor editora editorb editorc editortype editoratype editorbtype editorctype translator bookauthor director
    collaborator contributor composer illustrator interviewer compiler organizer serieseditor reviewedauthor options
    date year month day origdate origyear origmonth origday eventdate eventyear eventmonth eventday urldate urlyear
    urlmonth urlday accessed lastaccessed lastchecked doi pmid pmcid pmc arxiv arxivid eprint eprinttype archiveprefix
    isbn issn url crossref x-annotation x-year-inferred x-unverified x-source x-erratum x-retraction x-concern
"""
_BIBTEX: Final = frozenset(_BIBTEX_WORDS.split())


def is_used(_reference: Reference, one: SourceField) -> bool:
    """Whether something is made of a field of a BibTeX entry."""
    return one.name.lower() in _BIBTEX
