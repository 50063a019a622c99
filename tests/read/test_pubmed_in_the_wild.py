"""NBIB and PubMed XML as PubMed and PMC really write them: each kind of what was seen in their files."""

from __future__ import annotations

import pytest

from litreview.exports.registry import EXPORTS
from litreview.model.dates import Date
from litreview.model.reference import Reference
from litreview.read.medline import medline_date
from litreview.read.nbib import read_nbib
from litreview.read.pubmed_xml import read_pubmed_xml
from litreview.read.sources import Bibliography, SourceFile

NOTE = "PubMed’s publication type says so"


def nbib(text: str) -> Bibliography:
    return read_nbib(SourceFile("a.nbib", text.encode()))


def record(lines: str) -> Reference:
    (found,) = nbib(f"PMID- 1\n{lines}\n").references
    return found


def xml(article: str, citation: str = "") -> Bibliography:
    text = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue>"
        "<PubDate><Year>2020</Year></PubDate></JournalIssue><Title>J</Title></Journal>"
        f"{article}</Article>{citation}</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    return read_pubmed_xml(SourceFile("a.xml", text.encode()))


def only(found: Bibliography) -> Reference:
    (reference,) = found.references
    return reference


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("PMC - PMC1\nPMID- 11\nTI  - A.\n\nPMC - PMC2\nPMID- 12\nTI  - B.\n", [("11", "PMC1"), ("12", "PMC2")]),
        ("PMC - PMC1\nPMID- 11\nTI  - A.\nPMC - PMC2\nPMID- 12\nTI  - B.\n", [("11", "PMC1"), ("12", "PMC2")]),
        ("PMID- 11\n\nTI  - A.\n\nPMC - PMC1\n\nPMID- 12\n\nPMC - PMC2\n", [("11", "PMC1"), ("12", "PMC2")]),
        ("1.\nPMID- 11\nPMC - PMC1\n\n2.\nPMID- 12\nPMC - PMC2\n", [("11", "PMC1"), ("12", "PMC2")]),
    ],
)
def test_a_record_has_one_pmid_wherever_it_stands(text: str, records: list[tuple[str, str]]) -> None:
    found = nbib(text)
    assert [(one.identifiers["PMID"], one.identifiers["PMCID"]) for one in found.references] == records
    assert found.diagnostics == ()


def test_records_without_a_pmid_are_told_by_their_titles() -> None:
    found = nbib("TI  - One.\nAU  - Lee A\n\nTI  - Two.\n\nAU  - Kim B\n")
    assert [(str(one.title), one.authors.names[0].family) for one in found.references] == [
        ("One", "Lee"),
        ("Two", "Kim"),
    ]


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        ("LID - E478 [pii]", "E478"),
        ("LID - 10.1/x [doi]\nLID - e42692 [pii]", "e42692"),
        ("AID - bbz118 [pii]", "bbz118"),
        ("LID - S0140-6736(20)30183-5 [pii]", ""),
        ("PG  - 5-9\nLID - e42692 [pii]", "5-9"),
        ("LID - 1234", "1234"),
        ("PG  - 6913-7", "6913-6917"),
    ],
)
def test_the_number_of_an_article_stands_for_its_pages(lines: str, pages: str) -> None:
    assert str(record(lines).text("page")) == pages


@pytest.mark.parametrize(
    ("lines", "title", "original"),
    [
        ("TI  - [Not Available].\nTT  - Der Titel.", "Der Titel", ""),
        ("TT  - Der Titel.", "Der Titel", ""),
        ("TI  - [The title].\nTT  - Der Titel.", "[The title]", "Der Titel."),
    ],
)
def test_a_title_in_its_own_language(lines: str, title: str, original: str) -> None:
    one = record(lines)
    assert (str(one.title), str(one.text("original-title"))) == (title, original)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2000 Spring-Summer", Date((2000,), season=1)),
        ("2019 Winter", Date((2019,), season=4)),
        ("2005 3rd Quart", Date((2005, 7), (2005, 9))),
        ("2000 Suppl 1", Date((2000,))),
        ("2004 Mar;Suppl 2", Date((2004,))),
        ("1998 Dec-1999 Jan", Date((1998, 12), (1999, 1))),
        ("1999-2000 Winter", Date((1999,), season=4)),
        ("2010 Jul 15-Aug 1", Date((2010, 7, 15), (2010, 8, 1))),
        ("1976-1977", Date((1976,), (1977,))),
        ("2000 Christmas", Date((2000,))),
        ("in press", Date(literal="in press")),
    ],
)
def test_dates_of_issues(text: str, date: Date) -> None:
    assert medline_date(text) == date
    assert record(f"DP  - {text}").issued == date


def test_what_of_a_date_stays_out_is_named() -> None:
    (told,) = nbib("PMID- 1\nDP  - 2000 Suppl 1\n").diagnostics
    assert (told.severity, told.position.line) == ("info", 2)


def test_several_languages_are_named() -> None:
    found = nbib("PMID- 1\nLA  - eng\nLA  - fre\n")
    assert str(only(found).text("language")) == "en"
    assert [d.position.line for d in found.diagnostics] == [3]


def test_publication_types_survive() -> None:
    types = (
        '<PublicationTypeList><PublicationType UI="1">Journal Article</PublicationType>'
        '<PublicationType UI="2">Review</PublicationType><PublicationType UI="3">Practice Guideline</PublicationType>'
        '<PublicationType UI="4">Retracted Publication</PublicationType></PublicationTypeList>'
    )
    one = only(xml(f"<ArticleTitle>T.</ArticleTitle>{types}"))
    written = EXPORTS["nbib"].write([one])
    again = only(nbib(written.text))
    assert [field.value for field in again.fields if field.name == "PT"] == [
        "Journal Article",
        "Review",
        "Practice Guideline",
        "Retracted Publication",
    ]
    assert one.notices == {"retraction": NOTE}
    assert not [loss for loss in written.losses if "PublicationType" in loss.variable]
    for reference in (one, again):
        lost = [loss for loss in EXPORTS["bibtex"].write([reference]).losses if loss.variable[:2] in {"PT", "Me"}]
        assert lost


def test_xml_without_an_english_title() -> None:
    one = only(xml("<ArticleTitle/><VernacularTitle>Der Titel.</VernacularTitle>"))
    assert str(one.title) == "Der Titel"
    one = only(xml("<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Der Titel.</VernacularTitle>"))
    assert (str(one.title), str(one.text("original-title"))) == ("Der Titel", "")


def test_xml_article_numbers() -> None:
    location = '<ELocationID EIdType="pii" ValidYN="Y">{}</ELocationID>'
    assert str(only(xml(location.format("e42692"))).text("page")) == "e42692"
    assert str(only(xml(location.format("S0140-6736(20)3"))).text("page")) == ""
    pages = "<Pagination><MedlinePgn>12-5</MedlinePgn></Pagination>"
    assert str(only(xml(pages + location.format("e4"))).text("page")) == "12-15"


def test_xml_names_that_are_marked_as_not_valid_are_left_out_and_named() -> None:
    names = (
        '<AuthorList><Author ValidYN="Y"><LastName>Lee</LastName><ForeName>Ana</ForeName></Author>'
        '<Author ValidYN="N"><LastName>Leee</LastName><ForeName>Ana</ForeName></Author></AuthorList>'
    )
    found = xml(names)
    assert [name.family for name in only(found).authors.names] == ["Lee"]
    assert [d.severity for d in found.diagnostics] == ["info"]


@pytest.mark.parametrize(
    ("dated", "date"),
    [
        ("<Year>2019</Year><Season>Winter</Season>", Date((2019,), season=4)),
        ("<MedlineDate>2005 3rd Quart</MedlineDate>", Date((2005, 7), (2005, 9))),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", Date((1998, 12), (1999, 1))),
        ("<Year>2020</Year><Month>05</Month><Day>3</Day>", Date((2020, 5, 3))),
    ],
)
def test_xml_dates(dated: str, date: Date) -> None:
    text = (
        f"<PubmedArticle><MedlineCitation><Article><Journal><JournalIssue><PubDate>{dated}</PubDate></JournalIssue>"
        "</Journal></Article></MedlineCitation></PubmedArticle>"
    )
    assert only(read_pubmed_xml(SourceFile("a.xml", text.encode()))).issued == date
