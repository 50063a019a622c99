"""The vocabulary of CSL 1.0.2: item types and variables by kind."""

from __future__ import annotations

from typing import Final

TYPES: Final = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage
    """.split()
)
#: Text and number variables. `event` is the older name of `event-title`.
TEXT_VARIABLES: Final = frozenset(
    """
    abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number
    citation-key citation-label citation-number collection-number collection-title container-title
    container-title-short dimensions division edition event event-place event-title first-reference-note-number genre
    issue jurisdiction keyword language locator medium note number number-of-pages number-of-volumes
    original-publisher original-publisher-place original-title page page-first part-number part-title printing-number
    publisher publisher-place references reviewed-genre reviewed-title scale section source status supplement-number
    title title-short version volume volume-title volume-title-short year-suffix
    """.split()
)
NAME_VARIABLES: Final = frozenset(
    """
    author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator
    """.split()
)
#: Names of people and bodies that references have and CSL has no variable for: whom a patent belongs to.
OTHER_NAMES: Final = frozenset(("holder",))
DATE_VARIABLES: Final = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
IDENTIFIERS: Final = ("DOI", "PMID", "PMCID", "ISBN", "ISSN", "URL")
