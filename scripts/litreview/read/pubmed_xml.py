"""PubMed's XML (PubmedArticleSet, as E-utilities and "Send to" give it), articles and books."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.names import Name
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Position
from litreview.model.text import Mark, Run, Text, merge_runs
from litreview.read import nbib_tags
from litreview.read.dates import date_of_parts
from litreview.read.draft import Draft, person
from litreview.read.identifiers import normalise_identifier
from litreview.read.medline import full_pages, is_article_number, is_untranslated, title_words
from litreview.read.nbib import issue_date
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.tagged import bibliography
from litreview.read.xml_tree import Element, XMLFaultError, read_elements

_RECORDS: Final = frozenset(("PubmedArticle", "PubmedBookArticle"))
_MARKS: Final = {"i": Mark.ITALIC, "b": Mark.BOLD, "sup": Mark.SUP, "sub": Mark.SUB}
#: Elements that set the text they are in.
_INLINE: Final = frozenset((*_MARKS, "u", "DispFormula", "math"))
_NOTICES: Final = {
    "RetractionIn": "retraction",
    "ErratumIn": "erratum",
    "ExpressionOfConcernIn": "concern",
}
#: Elements, with their parents where those matter, that something is made of.
_UNDERSTOOD_WORDS: Final = """
    PMID ISSN Isbn Volume Issue PubDate/Year PubDate/Month PubDate/Day PubDate/Season PubDate/MedlineDate
    ArticleDate/Year ArticleDate/Month ArticleDate/Day Title ISOAbbreviation MedlineTA ArticleTitle BookTitle
    VernacularTitle CollectionTitle StartPage EndPage MedlinePgn ELocationID AbstractText Author/LastName
    Author/ForeName Author/FirstName Author/Initials Author/Suffix CollectiveName Language
    DescriptorName Keyword ArticleId PublisherName PublisherLocation Edition CommentsCorrections/RefSource
"""
_UNDERSTOOD: Final = frozenset(_UNDERSTOOD_WORDS.split())
_ATTRIBUTES: Final = re.compile(r"\[[^\[\]]*\]")
_RULE: Final = "pubmed-xml-syntax"


def read_pubmed_xml(file: SourceFile) -> Bibliography:
    """The references of a PubMed XML file, all that can be read, and what is to be said about it."""
    diagnostics: list[Diagnostic] = []

    def fault(error: XMLFaultError) -> None:
        diagnostics.append(Diagnostic(Severity.ERROR, _RULE, error.position, str(error)))

    found = []
    records = read_elements(file.data, file.path, _RECORDS, fault)
    for record in records:
        draft = Draft("pubmed-xml", record.position)
        reference = _article(draft, record) if record.tag == "PubmedArticle" else _book(draft, record)
        found.append(("", reference))
        diagnostics.extend(draft.diagnostics)
    if not records and not diagnostics:
        message = "the XML holds no PubMed record"
        hint = "PubmedArticle and PubmedBookArticle are read"
        diagnostics.append(Diagnostic(Severity.ERROR, _RULE, Position(file.path), message, hint))
    return bibliography(found, diagnostics, _RULE)


def _article(draft: Draft, record: Element) -> Reference:
    citation = record.find("MedlineCitation") or record
    article = citation.find("Article") or citation
    _put_title(draft, article)
    _put(draft, "container-title", article.find("Journal/Title"))
    _put(draft, "container-title-short", article.find("Journal/ISOAbbreviation"))
    if "container-title-short" not in draft.texts:
        _put(draft, "container-title-short", citation.find("MedlineJournalInfo/MedlineTA"))
    for variable, name in (("volume", "Volume"), ("issue", "Issue")):
        _put(draft, variable, article.find(f"Journal/JournalIssue/{name}"))
    _date(draft, article.find("Journal/JournalIssue/PubDate"))
    _date(draft, article.find("ArticleDate"))
    _pages(draft, article)
    _abstract(draft, article.find("Abstract"))
    for names in article.elements("AuthorList"):
        _names(draft, names)
    _language(draft, article)
    _serials(draft, "ISSN", article.find_all("Journal/ISSN"))
    for location in article.elements("ELocationID"):
        if location.attributes.get("EIdType") == "doi" and location.attributes.get("ValidYN", "Y") == "Y":
            draft.identifier("DOI", location.text, location.position)
    _identifiers(draft, record, citation)
    _keywords(draft, citation)
    _notices(draft, citation)
    types = [one.text for one in article.find_all("PublicationTypeList/PublicationType")]
    named = next((one for one in types if nbib_tags.publication_type(one)), types[0] if types else "")
    kind = nbib_tags.publication_type(named) or "article-journal"
    if "retraction" not in draft.notices and any(one.lower() in nbib_tags.RETRACTED for one in types):
        draft.notice("retraction", "PubMed’s publication type says so")
    return draft.reference(kind, named, _fields(record))


def _book(draft: Draft, record: Element) -> Reference:
    document = record.find("BookDocument") or record
    book = document.find("Book") or document
    part = document.find("ArticleTitle")
    _put(draft, "title", part if part is not None else book.find("BookTitle"))
    if part is not None:
        _put(draft, "container-title", book.find("BookTitle"))
    _put(draft, "collection-title", book.find("CollectionTitle"))
    _put(draft, "publisher", book.find("Publisher/PublisherName"))
    _put(draft, "publisher-place", book.find("Publisher/PublisherLocation"))
    _put(draft, "edition", book.find("Edition"))
    _put(draft, "volume", book.find("Volume"))
    _date(draft, book.find("PubDate"))
    _pages(draft, document)
    _abstract(draft, document.find("Abstract"))
    for names in (*document.elements("AuthorList"), *book.elements("AuthorList")):
        _names(draft, names)
    _language(draft, document)
    _serials(draft, "ISBN", book.elements("Isbn"))
    _identifiers(draft, record, document)
    _keywords(draft, document)
    types = [one.text for one in document.elements("PublicationType")]
    return draft.reference("book" if part is None else "chapter", types[0] if types else "", _fields(record))


def _put(draft: Draft, variable: str, element: Element | None) -> None:
    if element is None:
        return
    text = _rich(element)
    if variable == "title" and text.runs and text.runs[-1].text.endswith("."):
        last = text.runs[-1]
        text = Text((*text.runs[:-1], Run(title_words(last.text), last.mark)))
    draft.text(variable, text, element.position)


def _rich(element: Element) -> Text:
    """Text with the setting that PubMed knows, blanks run together."""
    runs = merge_runs(_runs(element, Mark.NONE))
    squeezed: list[Run] = []
    for run in runs:
        words = " ".join(f"x{run.text}x".split())[1:-1]
        after_blank = not squeezed or squeezed[-1].text.endswith(" ")
        squeezed.append(Run(words.lstrip() if after_blank else words, run.mark))
    if squeezed:
        squeezed[-1] = Run(squeezed[-1].text.rstrip(), squeezed[-1].mark)
    return Text(merge_runs(squeezed))


def _runs(element: Element, mark: Mark) -> Iterator[Run]:
    for child in element.children:
        if isinstance(child, str):
            yield Run(child, mark)
        else:
            yield from _runs(child, mark | _MARKS.get(child.tag, Mark.NONE))


def _put_title(draft: Draft, article: Element) -> None:
    """The title, in its own language where PubMed has no other."""
    title, own = article.find("ArticleTitle"), article.find("VernacularTitle")
    if title is None or not title.text or is_untranslated(title.text):
        _put(draft, "title", own)
    else:
        _put(draft, "title", title)
        _put(draft, "original-title", own)


def _date(draft: Draft, element: Element | None) -> None:
    if element is None:
        return
    if worded := element.value("MedlineDate"):
        issue_date(draft, worded, element.position)
        return
    year, month, day = (element.value(name) for name in ("Year", "Month", "Day"))
    if month:
        draft.date("issued", date_of_parts(year, month, day))
    elif year:
        issue_date(draft, f"{year} {element.value('Season')}".strip(), element.position)


def _pages(draft: Draft, element: Element) -> None:
    pagination = element.find("Pagination")
    if pagination is not None:
        first, last = pagination.value("StartPage"), pagination.value("EndPage")
        pages = pagination.value("MedlinePgn") or (f"{first}--{last}" if last and last != first else first)
        draft.text("page", full_pages(pages), pagination.position)
    for one in element.elements("ELocationID"):
        # Journals without pages give their articles numbers.
        if one.attributes.get("EIdType") == "pii" and "page" not in draft.texts and is_article_number(one.text):
            draft.text("page", one.text, one.position)


def _abstract(draft: Draft, element: Element | None) -> None:
    """Paragraphs, each behind its label where it has one."""
    if element is None:
        return
    paragraphs = []
    for one in element.elements("AbstractText"):
        label = one.attributes.get("Label", "")
        paragraphs.append(Text.join([Text.plain(f"{label}: "), _rich(one)]) if label else _rich(one))
    draft.text("abstract", Text(merge_runs(Text.join(paragraphs, "\n").runs)), element.position)


def _names(draft: Draft, element: Element) -> None:
    role = "editor" if element.attributes.get("Type") == "editors" else "author"
    for author in element.elements("Author"):
        if author.attributes.get("ValidYN") == "N":
            # The name as it was misprinted; the right one stands beside it.
            draft.say(Severity.INFO, author.position, f"“{author.text[:40]}” is marked as a name that is not valid")
        elif body := author.value("CollectiveName"):
            draft.name(role, Name(literal=body))
        else:
            given = author.value("ForeName") or author.value("FirstName") or author.value("Initials")
            draft.name(role, person(author.value("LastName"), given, author.value("Suffix")))
    if element.attributes.get("CompleteYN") == "N":
        draft.others.add(role)


def _language(draft: Draft, element: Element) -> None:
    languages = list(element.elements("Language"))
    for one in languages:
        draft.text("language", nbib_tags.LANGUAGES.get(one.text, one.text), one.position)


def _serials(draft: Draft, kind: str, elements: Iterator[Element]) -> None:
    numbers = [(normalise_identifier(kind, one.text).value, one.position) for one in elements]
    if found := ", ".join(dict.fromkeys(number for number, _ in numbers if number)):
        draft.identifier(kind, found, numbers[0][1])


def _identifiers(draft: Draft, record: Element, citation: Element) -> None:
    if (pmid := citation.find("PMID")) is not None:
        draft.identifier("PMID", pmid.text, pmid.position)
    lists = ("PubmedData/ArticleIdList/ArticleId", "PubmedBookData/ArticleIdList/ArticleId")
    for path in lists:
        for one in record.find_all(path):
            kind = {"doi": "DOI", "pmc": "PMCID", "pubmed": "PMID"}.get(one.attributes.get("IdType", ""))
            if kind and one.text:
                draft.identifier(kind, one.text, one.position)


def _keywords(draft: Draft, citation: Element) -> None:
    for path in ("KeywordList/Keyword", "MeshHeadingList/MeshHeading/DescriptorName"):
        for one in citation.find_all(path):
            draft.keyword(one.text)


def _notices(draft: Draft, citation: Element) -> None:
    for one in citation.find_all("CommentsCorrectionsList/CommentsCorrections"):
        if kind := _NOTICES.get(one.attributes.get("RefType", "")):
            draft.notice(kind, one.value("RefSource") or one.text)


def _fields(record: Element, path: str = "") -> Iterator[SourceField]:
    """Every element that holds text, under its path from the record on, attributes in brackets."""
    for child in record.elements():
        attributes = "".join(f"[{name}={value}]" for name, value in child.attributes.items())
        name = f"{path}/{child.tag}{attributes}".removeprefix("/")
        inner = [one for one in child.elements() if one.tag not in _INLINE]
        if inner:
            yield from _fields(child, name)
        else:
            yield SourceField(name, child.text, child.position)


def _is_used(_reference: Reference, one: SourceField) -> bool:
    """Whether something is made of the element with this path; the others stay with the reference as they are."""
    tags = _ATTRIBUTES.sub("", one.name).split("/")
    if tags[-1] == "PublicationType":
        return nbib_tags.is_said_by_type(one.value)
    return tags[-1] in _UNDERSTOOD or "/".join(tags[-2:]) in _UNDERSTOOD


FORMAT: Final = ReadFormat(
    "pubmed-xml",
    "PubMed XML",
    re.compile(r"\A\s*(?=<[?!\w]).*?Pubmed(?:Book)?Article", re.DOTALL),
    (".xml",),
    read_pubmed_xml,
    _is_used,
)
