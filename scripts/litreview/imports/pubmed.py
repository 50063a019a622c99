"""PubMed through NCBI's E-utilities, and the converter between the numbers of PubMed, PubMed Central and DOIs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from litreview import DISTRIBUTION
from litreview.imports.records import Record, merged_notices, notices_of_title, own_title
from litreview.imports.services import Services, read_json
from litreview.imports.values import at, listed, objects, words
from litreview.model.dates import Date
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference
from litreview.model.text import Text
from litreview.model.verification import NoticeKind, PublishedNotice
from litreview.read.dates import date_of_parts
from litreview.read.pubmed_xml import read_pubmed_xml
from litreview.read.sources import SourceFile

NAME: Final = "PubMed"
_TOOLS: Final = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
_CONVERTER: Final = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
_TOOL: Final = {"tool": DISTRIBUTION}
#: So many records come with one request.
_TOGETHER: Final = 100
#: Where an answer names what of a string was not understood.
_DOUBTS: Final = (
    ("errorlist", "phrasesnotfound"),
    ("errorlist", "fieldsnotfound"),
    ("warninglist", "quotedphrasesnotfound"),
)
#: So many numbers a search gives at most.
_MOST: Final = 9_999
#: E-utilities answers 400 to a number that it cannot have given.
_UNKNOWN: Final = frozenset({400})
_LINKED: Final = {
    "RetractionIn": (NoticeKind.RETRACTION, "Retraction"),
    "PartialRetractionIn": (NoticeKind.RETRACTION, "Partial retraction"),
    "RetractedandRepublishedIn": (NoticeKind.RETRACTION, "Retracted and republished"),
    "ExpressionOfConcernIn": (NoticeKind.CONCERN, "Expression of concern"),
    "ErratumIn": (NoticeKind.ERRATUM, "Erratum"),
    "CorrectedandRepublishedIn": (NoticeKind.ERRATUM, "Corrected and republished"),
}
_LINK: Final = re.compile(r"(?:^|/)CommentsCorrections(?:\[[^\]]*\])*?\[RefType=(\w+)\](?:\[[^\]]*\])*(?:/(\w+)|$)")
_YEAR: Final = re.compile(r"(?:PubDate|ArticleDate(?:\[[^\]]*\])*)/(?:Year|MedlineDate)$")
_DATED: Final = re.compile(r"\b((?:1[89]|20)\d\d)(?: ([A-Z][a-z]{2})[a-z]*)?(?: (\d{1,2})\b)?")
_DOI: Final = re.compile(r"\bdoi:\s*(10\.\d{4,9}/\S+?)[.;,]?(?:\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The identifiers of one article in PubMed, in PubMed Central and as a DOI, as far as it has them."""

    pmid: str = ""
    pmcid: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: PMIDs, how many there are in all, and what of its string PubMed did not understand."""

    pmids: tuple[str, ...] = ()
    count: int = 0
    not_understood: tuple[str, ...] = ()


def works(services: Services, pmids: Iterable[str], *, abstracts: bool = False) -> dict[str, Record]:
    """The records with these PMIDs; those that PubMed does not have are missing.

    Args:
        services: A session.
        pmids: Their numbers.
        abstracts: Whether they keep their abstracts, which are the publishers'.

    Raises:
        ServiceError: PubMed could not be asked.
    """
    numbers = list(dict.fromkeys(pmids))
    found: dict[str, Record] = {}
    for start in range(0, len(numbers), _TOGETHER):
        part = numbers[start : start + _TOGETHER]
        asked = {"db": "pubmed", "id": ",".join(part), "retmode": "xml", "rettype": "abstract", **_TOOL}
        read = services.ask(NAME, f"{_TOOLS}/efetch.fcgi", asked, parse=_references, unknown=_UNKNOWN)
        for reference in read or ():
            pmid = reference.identifiers.get("PMID", "")
            # A number that was merged into another answers under the other.
            found[pmid if pmid in part or len(part) > 1 else part[0]] = record(
                reference, f"PMID {pmid}", abstract=abstracts
            )
    return found


def search(services: Services, term: str, most: int = 50) -> tuple[str, ...]:
    """The PMIDs that a search of PubMed gives.

    Raises:
        ServiceError: PubMed could not be asked.
    """
    asked = {"db": "pubmed", "term": term, "retmode": "json", "retmax": str(most), **_TOOL}
    return services.ask(NAME, f"{_TOOLS}/esearch.fcgi", asked, parse=_found) or ()


def search_since(services: Services, term: str, since: str, until: str) -> Found:
    """What a search gives of the records that PubMed has made between two days (YYYY/MM/DD).

    The day is that of the record's making: PubMed dates an older article, which it gets late, by its publication.

    Raises:
        ServiceError: PubMed could not be asked.
    """
    dated = f'({term}) AND ("{since}"[crdt] : "{until}"[crdt])'
    form = {"db": "pubmed", "term": dated, "retmode": "json", "retmax": str(_MOST), **_TOOL}
    return services.ask(NAME, f"{_TOOLS}/esearch.fcgi", form=form, parse=_found_since) or Found()


def convert(services: Services, identifiers: Sequence[str]) -> dict[str, Numbers]:
    """The numbers of articles in PubMed Central by their DOIs, PMIDs or PMCIDs (all of one kind); none for others.

    Raises:
        ServiceError: The converter could not be asked.
    """
    found: dict[str, Numbers] = {}
    for start in range(0, len(identifiers), _TOGETHER):
        part = identifiers[start : start + _TOGETHER]
        asked = {"ids": ",".join(part), "format": "json", **_TOOL}
        answer = services.ask("PubMed Central", _CONVERTER, asked, parse=_converted, unknown=_UNKNOWN)
        for one in objects(answer, "records"):
            numbers = Numbers(words(one, "pmid"), words(one, "pmcid"), words(one, "doi"))
            if words(one, "status") != "error" and any((numbers.pmid, numbers.doi)):
                found[words(one, "requested-id")] = numbers
    return found


def record(reference: Reference, found_by: str, *, abstract: bool = False) -> Record:
    """A record of PubMed's that was read from its XML; its abstract, the publisher's, is left out unless asked for."""
    title = str(reference.title)
    years = {int(year[1]) for one in reference.fields if _YEAR.search(one.name) and (year := _DATED.search(one.value))}
    if reference.year is not None:
        years.add(reference.year)
    notices, published_as = _linked(reference)
    types = {one.value for one in reference.fields if "/PublicationType[" in one.name}
    if "Retracted Publication" in types:
        notices.append(PublishedNotice(NoticeKind.RETRACTION, sources=(NAME,)))
    texts = {name: text for name, text in reference.texts.items() if abstract or name != "abstract"}
    if (own := own_title(title)) != title:
        texts["title"] = Text.plain(own)
    return Record(
        service=NAME,
        reference=replace(reference, key="", texts=texts, notices={}, fields=(), format=""),
        found_by=found_by,
        years=frozenset(years),
        titles=tuple(str(reference.text(name)) for name in ("original-title",) if reference.text(name)),
        journals=tuple(
            str(reference.text(name)) for name in ("container-title", "container-title-short") if reference.text(name)
        ),
        notices=merged_notices([*notices, *notices_of_title(title, NAME)]),
        published_as=published_as,
    )


def _linked(reference: Reference) -> tuple[list[PublishedNotice], str]:
    """The notices that the record links to, and the DOI of the article that a preprint became."""
    notices: list[PublishedNotice] = []
    published_as = ""
    for one in reference.fields:
        match = _LINK.search(one.name)
        if not match or match[2] not in {"RefSource", None}:
            continue
        doi = found[1] if (found := _DOI.search(one.value)) else ""
        if match[1] == "UpdateIn":
            published_as = published_as or doi
        elif match[1] in _LINKED:
            kind, label = _LINKED[match[1]]
            dated = _DATED.search(one.value)
            date = date_of_parts(*(part or "" for part in dated.groups())) if dated else Date()
            notices.append(PublishedNotice(kind, label, Date(date.start), doi, (NAME,)))
    return notices, published_as


def _references(data: bytes) -> tuple[Reference, ...]:
    if b"<PubmedArticleSet" not in data[:4000]:
        raise ValueError("there are no records in it")
    read = read_pubmed_xml(SourceFile(NAME, data))
    # A set without records is how PubMed says that it has none; any other error is an answer that broke off.
    broken = [one.message for one in read.diagnostics if one.severity is Severity.ERROR]
    if broken and "no PubMed record" not in broken[0]:
        raise ValueError(broken[0])
    return read.references


def _converted(data: bytes) -> dict[str, Any]:
    answer = read_json(data)
    if not isinstance(at(answer, "records"), list):
        raise ValueError("there are no numbers in it")  # noqa: TRY004 - an answer, not an argument
    return answer  # type: ignore[no-any-return] # an object, as was seen


def _found(data: bytes) -> tuple[str, ...]:
    answer = read_json(data)
    if not isinstance(answer, dict) or not isinstance(answer.get("esearchresult"), dict):
        raise ValueError("there are no results in it")  # noqa: TRY004 - an answer, not an argument
    return tuple(_ids(answer))


def _found_since(data: bytes) -> Found:
    ids = _found(data)
    result = read_json(data)["esearchresult"]
    if error := words(result, "ERROR"):
        return Found(not_understood=(error,))
    count = words(result, "count")
    doubts = (words(one) for path in _DOUBTS for one in listed(result, *path))
    return Found(ids, int(count) if count.isdecimal() else len(ids), tuple(one for one in doubts if one))


def _ids(answer: object) -> Iterator[str]:
    for one in listed(answer, "esearchresult", "idlist"):
        if isinstance(one, str) and one.isdecimal():
            yield one
