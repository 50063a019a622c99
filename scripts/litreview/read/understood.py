"""Which of a source's own fields something in the model is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES
from litreview.model.reference import Reference, SourceField
from litreview.read import nbib, pubmed_xml, ris_tags

_CSL: Final = TEXT_VARIABLES | NAME_VARIABLES | DATE_VARIABLES | {*IDENTIFIERS, "id", "type", "keyword"}
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
_BY_FORMAT: Final[Mapping[str, Callable[[str], bool]]] = {
    "bibtex": lambda name: name.lower() in _BIBTEX,
    "nbib": nbib.UNDERSTOOD.__contains__,
    "pubmed-xml": pubmed_xml.is_understood,
    "csl-json": _CSL.__contains__,
    # Of no file, and so without fields.
    "": lambda _name: True,
}


def unused_fields(reference: Reference) -> tuple[SourceField, ...]:
    """The fields of a reference that no variable of it holds: another format can therefore not have them."""
    if reference.format == "ris":
        return tuple(one for one in reference.fields if not ris_tags.is_used(one, reference))
    understood = _BY_FORMAT[reference.format]
    return tuple(field for field in reference.fields if field.value.strip() and not understood(field.name))
