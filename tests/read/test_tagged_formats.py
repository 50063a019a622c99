"""RIS, NBIB and PubMed XML become references; what is wrong is named by its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.dates import Date
from litreview.model.diagnostics import Severity
from litreview.model.names import Name
from litreview.model.reference import Reference
from litreview.model.text import Mark, Run
from litreview.read.nbib import read_nbib
from litreview.read.pubmed_xml import read_pubmed_xml
from litreview.read.ris import read_ris
from litreview.read.sources import Bibliography, SourceFile

FIXTURES = Path(__file__).parents[1] / "fixtures" / "bibliographies"


def ris(text: str) -> Bibliography:
    return read_ris(SourceFile("a.ris", text.encode()))


def nbib(text: str) -> Bibliography:
    return read_nbib(SourceFile("a.nbib", text.encode()))


def xml(text: str | bytes) -> Bibliography:
    return read_pubmed_xml(SourceFile("a.xml", text.encode() if isinstance(text, str) else text))


def only(found: Bibliography) -> Reference:
    (reference,) = found.references
    return reference


def said(found: Bibliography) -> list[str]:
    return [f"{d.position.line}:{d.position.column} {d.severity}: {d.message}" for d in found.diagnostics]


def words(reference: Reference) -> dict[str, str]:
    return {name: str(text) for name, text in reference.texts.items()}


def test_ris_article_in_full() -> None:
    found = read_ris(SourceFile("harbours.ris", (FIXTURES / "harbours.ris").read_bytes()))
    assert found.diagnostics == ()
    first = found.references[0]
    assert (first.key, first.type, first.entry_type, first.format) == ("Okonkwo2021", "article-journal", "JOUR", "ris")
    assert words(first) == {
        "title": 'Tides and the α-β ratio of "brackish" harbours: 50 % more [or less]',
        "container-title": "Journal of Imaginary Harbours",
        "container-title-short": "J Imag Harb",
        "volume": "12",
        "issue": "3-4",
        "page": "e45-e52",
        "abstract": "First paragraph of the abstract. Second line - with a hyphen.\nThird line after a blank one.",
        "note": "A first note\nA second note",
        "language": "en",
    }
    assert first.authors.names == (
        Name("Okonkwo", "Ada N."),
        Name("Berg", "Pieter", non_dropping_particle="van der"),
        Name("King", "Martin", suffix="Jr."),
        Name(literal="Harbour Observation Group"),
    )
    assert first.names["editor"].names == (Name("Lindqvist", "Åsa"),)
    assert first.issued == Date((2021, 3, 14))
    assert first.dates["accessed"] == Date((2022, 1, 5))
    assert dict(first.identifiers) == {
        "DOI": "10.5555/Harb.2021(03)<14>",
        "ISSN": "2049-3630",
        "URL": "https://example.org/a?b=1&c=2",
        "PMID": "12345678",
        "PMCID": "PMC7654321",
    }
    assert first.keywords == ("tides", "harbours", "brackish water")


def test_ris_keeps_unknown_and_repeated_tags_in_order_with_their_places() -> None:
    first = read_ris(SourceFile("harbours.ris", (FIXTURES / "harbours.ris").read_bytes())).references[0]
    assert [field.value for field in first.fields if field.name == "ZZ"] == ["a tag of nobody", "and again"]
    assert [field.name for field in first.fields][:5] == ["TY", "ID", "A1", "AU", "AU"]
    assert str(next(f.position for f in first.fields if f.name == "T1")) == "harbours.ris:8:1"
    assert str(first.origin.at("DO")) == "harbours.ris:17:1"


def test_ris_meaning_depends_on_the_type() -> None:
    _, talk, report = read_ris(SourceFile("harbours.ris", (FIXTURES / "harbours.ris").read_bytes())).references
    assert talk.type == "paper-conference"
    assert words(talk)["event-title"] == "Meeting of Harbour Masters"
    assert words(talk)["container-title"] == "Proceedings of the Meeting"
    assert words(talk)["event-place"] == "Genoa"
    assert report.type == "report"
    assert words(report)["number"] == "TR-12"
    assert report.issued == Date((2003, 11))
    assert [talk.key, report.key] == ["sato1999", "ministryofports2003"]


@pytest.mark.parametrize(
    ("text", "title", "container", "short"),
    [
        ("T2  - Full Name\nJO  - F Name", "t", "Full Name", "F Name"),
        ("JF  - Full Name\nJA  - F Name", "t", "Full Name", "F Name"),
        ("JO  - Only Name", "t", "Only Name", ""),
        ("J2  - Only Name", "t", "Only Name", ""),
    ],
)
def test_ris_journal_names(text: str, title: str, container: str, short: str) -> None:
    reference = only(ris(f"TY  - JOUR\nTI  - {title}\n{text}\nER  - \n"))
    assert str(reference.text("container-title")) == container
    assert str(reference.text("container-title-short")) == short


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("PY  - 2020", Date((2020,))),
        ("PY  - 2020///", Date((2020,))),
        ("PY  - 2020\nDA  - 2020/03//", Date((2020, 3))),
        ("PY  - 2020\nDA  - 2020///Spring", Date((2020,), season=1)),
        ("PY  - 2020\nDA  - Mar 5", Date((2020, 3, 5))),
        ("Y1  - 1999/12/31/", Date((1999, 12, 31))),
        ("PY  - 2020\nDA  - 2021/01/01/", Date((2020,))),
        ("PY  - in press", Date(literal="in press")),
        ("PY  - 2020/13/45/", Date(literal="2020/13/45")),
    ],
)
def test_ris_dates(lines: str, date: Date) -> None:
    assert only(ris(f"TY  - JOUR\n{lines}\nER  - \n")).issued == date


@pytest.mark.parametrize(
    ("text", "count", "findings"),
    [
        ("hello\n\nagain\nTY  - JOUR\nTI  - a\nER  - \n", 1, ["1:1 error: text outside of a record: “hello”"]),
        ("TY  - JOUR\nTI  - a\n", 1, ["1:1 warning: the record has no ER; it ends with the file"]),
        (
            "TY  - JOUR\nTI  - a\nTY  - BOOK\nTI  - b\nER  -\n",
            2,
            ["1:1 warning: the record has no ER; it ends where the next begins"],
        ),
        ("TI  - a\nER  - \n", 1, ["1:1 warning: the record has no TY"]),
        ("ER  - \n", 0, ["1:1 warning: ER without a record"]),
        ("TY  - NOPE\nTI  - a\nER  - \n", 1, ["1:1 warning: the type “NOPE” is unknown; GEN is taken"]),
        ("TY  - JOUR\nTI  - a\nDO  - 12\nER  - \n", 1, ["3:1 warning: “12” is no DOI"]),
        ("TY  - JOUR\nTI  - a\nDO  - n/a\nER  - \n", 1, ["3:1 info: “n/a” is no value: it stands for none"]),
        ("TY  - JOUR\nTI  - a\nT1  - b\nER  - \n", 1, ["3:1 info: a second title: the first counts"]),
        (
            "TY  - JOUR\nID  - x\nER  - \n1.\nTY  - JOUR\nID  - x\nER  - \n",
            2,
            ["5:1 warning: the key “x” is taken; this reference becomes “xa”"],
        ),
    ],
)
def test_ris_names_what_is_wrong_and_keeps_the_rest(text: str, count: int, findings: list[str]) -> None:
    found = ris(text)
    assert len(found.references) == count
    assert said(found) == findings


def test_ris_title_with_the_tags_of_reference_managers() -> None:
    title = only(ris("TY  - JOUR\nTI  - Songs of <i>Passer</i> at p < .05\nER  - \n")).title
    assert title.runs == (Run("Songs of "), Run("Passer", Mark.ITALIC), Run(" at p < .05"))


def test_ris_in_other_encodings() -> None:
    text = "TY  - JOUR\r\nAU  - Müller, Jörg\r\nER  - \r\n"
    for data in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace("\r\n", "\r").encode()):
        found = read_ris(SourceFile("a.ris", data))
        assert found.diagnostics == ()
        assert only(found).authors.names == (Name("Müller", "Jörg"),)
    latin = read_ris(SourceFile("a.ris", text.encode("latin-1")))
    assert only(latin).authors.names == (Name("Müller", "Jörg"),)
    assert [d.rule for d in latin.diagnostics] == ["encoding"]


def test_nbib_article_in_full() -> None:
    found = read_nbib(SourceFile("sparrows.nbib", (FIXTURES / "sparrows.nbib").read_bytes()))
    assert found.diagnostics == ()
    first, second = found.references
    assert (first.key, first.type, first.entry_type, first.format) == (
        "raaij1998",
        "article-journal",
        "Journal Article",
        "nbib",
    )
    assert words(first) == {
        "title": "Sparrows of the old harbour: a study of song that runs over more than one line of this file",
        "container-title": "Journal of imaginary harbours",
        "container-title-short": "J Imag Harb",
        "volume": "12",
        "issue": "3",
        "page": "6913-6917",
        "abstract": "BACKGROUND: Sparrows sing. METHODS: We listened. CAR-like calls were counted, "
        "T- shaped ones were not.",
        "language": "en",
        "publisher-place": "Italy",
    }
    assert first.authors.names == (
        Name("Raaij", "Marijke J", non_dropping_particle="van"),
        Name("King", "Martin", suffix="Jr"),
        Name(literal="Harbour Song Group"),
    )
    assert first.issued == Date((1998, 12), (1999, 1))
    assert dict(first.identifiers) == {
        "PMID": "31415926",
        "DOI": "10.5555/sparrow.1998",
        "PMCID": "PMC38908",
        "ISSN": "2049-3630",
    }
    assert first.keywords == ("Animals", "Song", "sparrows", "harbour")
    assert dict(first.notices) == {"retraction": "J Imag Harb. 2001 May;15(5):77. PMID: 31415999"}
    assert (second.type, str(second.text("container-title"))) == ("chapter", "Birds of the Harbour")
    assert second.authors.names == (Name("Bianchi", "L. M."),)
    assert second.names["editor"].names == (Name("Rossi", "Anna"),)
    assert second.identifiers["ISBN"] == "9783161484100"
    assert str(second.fields[-1].position) == "sparrows.nbib:58:1"


def test_nbib_without_blank_lines_between_records() -> None:
    assert [r.identifiers["PMID"] for r in nbib("PMID- 1\nTI  - a\nPMID- 2\nTI  - b\n").references] == ["1", "2"]


def test_nbib_text_outside_of_a_record() -> None:
    found = nbib("Search results\n1 of 2\n\nPMID- 1\n")
    assert said(found) == ["1:1 error: text outside of a record: “Search results”"]
    assert len(found.references) == 1


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("TI  - Of one thing.\n", "chapter", {"title": "Of one thing", "container-title": "A handbook"}),
        ("", "book", {"title": "A handbook"}),
    ],
)
def test_nbib_books_and_their_chapters_are_told_by_the_title_of_a_book(
    title: str, kind: str, expected: dict[str, str]
) -> None:
    reference = only(nbib(f"PMID- 1\n{title}BTI - A handbook\nPT  - Review\n"))
    assert (reference.type, words(reference)) == (kind, expected)


@pytest.mark.parametrize("short", ["Chaundy TW(W", "Chaundy-Lee TW", "chaundy"])
def test_nbib_takes_the_short_form_behind_a_full_name_for_no_other_person(short: str) -> None:
    reference = only(nbib(f"PMID- 1\nFAU - Chaundy, T. W. (William)\nAU  - {short}\nAU  - Roe J\n"))
    assert [name.surname for name in reference.authors.names] == ["Chaundy", "Roe"]


@pytest.mark.parametrize(
    ("kind", "number", "held"),
    [
        ("PAT", "88105607.3", {"number": "88105607.3"}),
        ("RPRT", "94/802 4004667978", {"number": "94/802 4004667978"}),
        ("RPRT", "978-3-16-148410-0", {"ISBN": "978-3-16-148410-0"}),
        ("BOOK", "978-1-4799-1922-1", {"ISBN": "978-1-4799-1922-1"}),
    ],
)
def test_ris_number_of_a_patent_or_report_is_no_serial_number(kind: str, number: str, held: dict[str, str]) -> None:
    reference = only(ris(f"TY  - {kind}\nSN  - {number}\nER  - \n"))
    assert words(reference) | dict(reference.identifiers) == held


def test_nbib_keeps_every_erratum() -> None:
    reference = only(nbib("PMID- 1\nTI  - T\nEIN - One. 2020;1:2.\nEIN - One. 2021;2:3.\n"))
    assert reference.notices == {"erratum": "One. 2020;1:2.; One. 2021;2:3."}


@pytest.mark.parametrize(
    ("written", "tag"),
    [("eng", "en"), ("English", "en"), ("de", "de"), ("German", "de"), ("pt-BR",) * 2, ("Old Norse",) * 2],
)
def test_ris_languages_are_tags_where_they_are_known(written: str, tag: str) -> None:
    assert words(only(ris(f"TY  - JOUR\nLA  - {written}\nER  - \n")))["language"] == tag


def test_pubmed_xml_article_and_chapter() -> None:
    found = read_pubmed_xml(SourceFile("sparrows.xml", (FIXTURES / "sparrows.xml").read_bytes()))
    assert found.diagnostics == ()
    first, second = found.references
    assert first.title.runs == (
        Run("Songs of "),
        Run("Passer domesticus", Mark.ITALIC),
        Run(" at 10"),
        Run("3", Mark.SUP),
        Run(" Hz & below"),
    )
    assert str(first.text("abstract")) == "BACKGROUND: Sparrows sing.\nMETHODS: We listened to H2O."
    assert str(first.text("page")) == "6913-6917"
    assert first.authors.others
    assert first.authors.names[1:] == (Name("King", "Martin", suffix="Jr"), Name(literal="Harbour Song Group"))
    assert first.issued == Date((1998, 12, 4))
    assert first.identifiers["PMCID"] == "PMC38908"
    assert first.keywords == ("sparrows", "Animals")
    assert "retraction" in first.notices
    assert any("Affiliation" in field.name and "Bari" in field.value for field in first.fields)
    assert (second.type, second.key) == ("chapter", "bianchi2009")
    assert second.names["editor"].names == (Name("Rossi", "Anna"),)


@pytest.mark.parametrize(
    ("text", "count", "finding"),
    [
        ("<PubmedArticleSet/>", 0, "1:1 error: the XML holds no PubMed record"),
        ("", 0, "1:1 error: the XML is broken here: no element found"),
        (
            "<s><PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle>\n<PubmedArticle>",
            1,
            "2:16 error: the XML is broken here: no element found",
        ),
        (
            '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><s><PubmedArticle>&b;</PubmedArticle></s>',
            0,
            "1 error: the file declares the entity “a”, which is not expanded",
        ),
        (
            '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><s><PubmedArticle>&a;</PubmedArticle></s>',
            0,
            "1 error: the file declares the entity “a”, which is not expanded",
        ),
        ("<a>" * 200, 0, "1:301 error: elements are nested too deeply"),
        (
            '<?xml version="1.0" encoding="klingon"?><s/>',
            0,
            "1:31 error: the file cannot be read: unknown encoding: klingon",
        ),
    ],
)
def test_pubmed_xml_names_what_is_wrong(text: str, count: int, finding: str) -> None:
    found = xml(text)
    assert len(found.references) == count
    (diagnostic,) = found.diagnostics
    # Inside of a document type the parser knows the line alone.
    place = (
        diagnostic.position.line if "entity" in finding else f"{diagnostic.position.line}:{diagnostic.position.column}"
    )
    assert f"{place} {diagnostic.severity}: {diagnostic.message}" == finding


def test_pubmed_xml_entities_of_a_document_type_that_is_not_read() -> None:
    text = (
        '<!DOCTYPE s PUBLIC "x" "y.dtd"><s><PubmedArticle><MedlineCitation><Article>'
        "<ArticleTitle>Caf&eacute; &unheard; A</ArticleTitle>"
        "</Article></MedlineCitation></PubmedArticle></s>"
    )
    assert str(only(xml(text)).title) == "Café &unheard; A"


RIS_LINES = st.sampled_from(
    ["TY  - JOUR", "ER  - ", "AU  - ", "PY  - ", "DA  - 2020//x", "SP  - 1", "EP  - ", "ID  - a", "DO  - 10.1/", "  - "]
)
NBIB_LINES = st.sampled_from(
    ["PMID- 1", "FAU - A, B", "AU  - ", "DP  - 2020 -", "", "      more", "PG  - 1-", "PT  - Book"]
)
TAGS = st.sampled_from(["TY", "AU", "A2", "DA", "PY", "SN", "UR", "PMID", "FAU", "AU", "DP", "LID", "IS", "PT", "TI"])


@given(st.lists(st.one_of(RIS_LINES, NBIB_LINES, st.text(max_size=20), st.builds("{}  - {}".format, TAGS, st.text()))))
def test_no_text_breaks_the_line_based_readers(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    for found in (ris(text.encode(errors="replace").decode()), nbib(text.encode(errors="replace").decode())):
        assert len({reference.key for reference in found.references}) == len(found.references)
        assert all(1 <= d.position.line <= text.count("\n") + text.count("\r") + 1 for d in found.diagnostics)


@given(st.binary(max_size=200))
def test_no_bytes_break_a_reader(data: bytes) -> None:
    for reader in (read_ris, read_nbib, read_pubmed_xml):
        found = reader(SourceFile("a", data))
        assert found.references or found.diagnostics or not data.strip() or reader is not read_pubmed_xml


ELEMENTS = st.sampled_from(
    ["PMID", "Article", "ArticleTitle", "PubDate", "Year", "AuthorList", "Author", "LastName", "Abstract", "Book", "i"]
)


@given(st.recursive(st.text("ab<&2 ", max_size=5), lambda inner: st.tuples(ELEMENTS, st.lists(inner, max_size=4))))
def test_no_tree_breaks_the_xml_reader(tree: object) -> None:
    def written(node: object) -> str:
        if isinstance(node, str):
            return node.replace("&", "&amp;").replace("<", "&lt;")
        assert isinstance(node, tuple)
        return f"<{node[0]}>{''.join(map(written, node[1]))}</{node[0]}>"

    for record, inner in (("PubmedArticle", "MedlineCitation"), ("PubmedBookArticle", "BookDocument")):
        found = xml(f"<s><{record}><{inner}>{written(tree)}</{inner}></{record}></s>")
        assert len(found.references) == 1
        assert all(d.severity is not Severity.ERROR for d in found.diagnostics)
