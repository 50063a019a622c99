"""RIS as databases and reference managers really write it: each kind of what was seen in their files."""

from __future__ import annotations

import pytest

from litreview.exports.registry import EXPORTS
from litreview.model.dates import Date
from litreview.model.names import Name
from litreview.model.reference import Reference
from litreview.read.identifiers import normalise_identifier
from litreview.read.name_lists import read_names
from litreview.read.pages import join_pages
from litreview.read.ris import read_ris
from litreview.read.sources import Bibliography, SourceFile


def ris(text: str) -> Bibliography:
    return read_ris(SourceFile("a.ris", text.encode()))


def record(lines: str, kind: str = "JOUR") -> Reference:
    (found,) = ris(f"TY  - {kind}\nTI  - T\n{lines}\nER  - \n").references
    return found


def said(found: Bibliography) -> list[str]:
    return [f"{d.position.line}:{d.position.column} {d.severity}: {d.message}" for d in found.diagnostics]


def words(reference: Reference) -> dict[str, str]:
    return {name: str(text) for name, text in reference.texts.items() if name != "title"}


def people(reference: Reference, role: str = "author") -> list[str]:
    return [name.surname for name in reference.names[role].names] if role in reference.names else []


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("JOUR", "C7  - e0229", {"page": "e0229"}),
        ("JOUR", "SP  - 3\nC7  - e0229", {"page": "3"}),
        ("JOUR", "SE  - 405", {"page": "405"}),
        ("CPAPER", "T2  - Meeting\nC3  - Proceedings\nC1  - Rome", {"container-title": "Proceedings"}),
        ("CPAPER", "T2  - Workshop\nC3  - University of One", {"container-title": "Workshop"}),
        ("CPAPER", "T2  - Workshop\nC3  - Delft\nC3  - Siemens AG", {"container-title": "Workshop"}),
        ("CPAPER", "T2  - Workshop\nC3  - Delft\nAN  - WOS:0001", {"container-title": "Workshop"}),
        ("CPAPER", "C3  - Proceedings of the University of One Conference", {"container-title": "Proceedings of the"}),
        ("CPAPER", "T2  - Proc\nCP  - 9th Meeting\nCL  - Rome", {"event-title": "9th Meeting", "event-place": "Rome"}),
        ("BOOK", "T2  - Series\nSP  - 412\nM1  - 7", {"collection-title": "Series", "number-of-pages": "412"}),
        ("BOOK", "M1  - 7", {"collection-number": "7"}),
        ("CHAP", "T2  - Book\nT3  - Series\nSE  - 4", {"container-title": "Book", "collection-title": "Series"}),
        ("CHAP", "BT  - Book\nSE  - 4", {"container-title": "Book", "chapter-number": "4"}),
        ("THES", "VL  - Ph.D.\nPB  - University\nSP  - 90", {"genre": "Ph.D.", "publisher": "University"}),
        ("THES", "M3  - Doctoral thesis", {"genre": "Doctoral thesis"}),
        ("PAT", "A2  - Office\nM1  - 11/22\nSN  - US 7\nC3  - USA", {"authority": "Office", "call-number": "11/22"}),
        ("PAT", "SN  - US 7\nC6  - granted\nC5  - US 1", {"number": "US 7", "status": "granted", "references": "US 1"}),
        ("CASE", "PB  - High Court\nA2  - F. Supp.\nSV  - 12-3", {"authority": "High Court", "number": "12-3"}),
        ("CASE", "A2  - F. Supp.\nVL  - 3\nSP  - 9", {"container-title": "F. Supp.", "volume": "3", "page": "9"}),
        (
            "STAT",
            "T2  - Code\nM1  - 12\nET  - 3rd session",
            {"container-title": "Code", "chapter-number": "3rd session"},
        ),
        ("COMP", "ET  - 2.1\nM1  - Linux", {"version": "2.1", "medium": "Linux"}),
        ("SLIDE", "T2  - Meeting", {"event-title": "Meeting"}),
        ("MAP", "C1  - 1:500\nT2  - Series", {"scale": "1:500", "collection-title": "Series"}),
        ("VIDEO", "SP  - 90 min", {"dimensions": "90 min"}),
    ],
)
def test_what_a_tag_means_depends_on_the_type(kind: str, lines: str, expected: dict[str, str]) -> None:
    found = words(record(lines, kind))
    assert {name: found.get(name, "")[: len(value)] for name, value in expected.items()} == expected


@pytest.mark.parametrize(
    ("kind", "lines", "role", "expected"),
    [
        ("BOOK", "A2  - Series, Ed\nA3  - Real, Editor\nT2  - S", "editor", ["Real"]),
        ("BOOK", "A2  - Series, Ed\nA3  - Real, Editor\nT2  - S", "collection-editor", ["Series"]),
        ("BOOK", "A2  - Lone, Ed", "editor", ["Lone"]),
        ("BOOK", "A4  - Trans, Lator", "translator", ["Trans"]),
        ("EDBOOK", "AU  - Ed, Itor\nA2  - Series, Ed\nT2  - S", "editor", ["Ed"]),
        ("CHAP", "A2  - Ed, Itor\nA3  - Series, Ed", "editor", ["Ed"]),
        ("CHAP", "C2  - Whole, Book", "container-author", ["Whole"]),
        ("THES", "AU  - Student, A\nA3  - Advisor, B", "collection-editor", []),
        ("PAT", "AU  - Inventor, A\nA2  - Office", "editor", []),
        ("CASE", "A2  - F. Supp.", "editor", []),
        ("PCOMM", "AU  - One, A\nA2  - Other, B", "recipient", ["Other"]),
        ("JOUR", "AU  - One, A\nCA  - The Group", "author", ["One", "The Group"]),
    ],
)
def test_whose_names_they_are_depends_on_the_type(kind: str, lines: str, role: str, expected: list[str]) -> None:
    assert people(record(lines, kind), role) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Liu R.", [Name("Liu", "R.")]),
        ("Adler D.G.", [Name("Adler", "D.G.")]),
        ("Oudin A", [Name("Oudin", "A.")]),
        ("van der Berg P-J", [Name("Berg", "P.-J.", "van der")]),
        ("Maxwell, BD", [Name("Maxwell", "B. D.")]),
        ("LEE, BO", [Name("LEE", "BO")]),
        ("R. Liu", [Name("Liu", "R.")]),
        ("D. J. van Hand", [Name("Hand", "D. J.", "van")]),
        ("Sanchez, Pedro J.; Montoya, Maria", [Name("Sanchez", "Pedro J."), Name("Montoya", "Maria")]),
        ("Sanchez, Pedro J. and Montoya, Maria", [Name("Sanchez", "Pedro J."), Name("Montoya", "Maria")]),
        ("Sanchez, Pedro J. and", [Name("Sanchez", "Pedro J.")]),
        ("Lee A, Kim B, Park CD", [Name("Lee", "A."), Name("Kim", "B."), Name("Park", "C. D.")]),
        ("Lee, A., Kim, B.", [Name("Lee", "A."), Name("Kim", "B.")]),
        ("King, Martin, Jr.", [Name("King", "Martin", suffix="Jr.")]),
        ("Lee, Ana, et al.", [Name("Lee", "Ana"), Name(literal="et al.")]),
        ("Lee, Ana (0000-0002-1825-0097)", [Name("Lee", "Ana")]),
        ("Lee, Ana (Ed.)", [Name("Lee", "Ana")]),
        ("Centers for Disease Control and Prevention", [Name(literal="Centers for Disease Control and Prevention")]),
        ("World Health Organization", [Name(literal="World Health Organization")]),
        ("World Health Organization,", [Name(literal="World Health Organization")]),
        ("Cochrane UK", [Name(literal="Cochrane UK")]),
        ("Study Group A", [Name(literal="Study Group A")]),
        ("WHO", [Name(literal="WHO")]),
        ("Plato,", [Name("Plato")]),
        ("NCT01234567,", [Name(literal="NCT01234567")]),
        ("A. B. -C. Kim", [Name("Kim", "A. B.-C.")]),
        ("", []),
    ],
)
def test_names_as_databases_write_them(text: str, expected: list[Name]) -> None:
    assert read_names(text) == expected


def test_names_that_go_on_in_further_lines() -> None:
    assert people(record("AU  - Lee, A.\nKim, B.\nPark, C.")) == ["Lee", "Kim", "Park"]
    assert [name.given for name in record("AU  - Lee,\n  Ana Maria").authors.names] == ["Ana Maria"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("TY  - COMP\nTI  - A\nER\n\nTY  - COMP\nTI  - B\nER\n", ["A", "B"]),
        ("ty  - JOUR\nti  - A\ner  - \n", ["A"]),
        ("  TY  - JOUR\n  TI  - A\n  ER  - \n", ["A"]),
        ("TY\t-\tJOUR\nTI\t-\tA\nER\t-\n", ["A"]),
        ("TY  – JOUR\nTI  – A\nER  – \n", ["A"]),
        ("TY - JOUR\nTI - A\nER -\n", ["A"]),
        ("TI  - A\nTY  - JOUR\nER  - \nTI  - B\nTY  - BOOK\nER  - \n", ["A", "B"]),
        ("TY  - JOUR\nTI  - A\nER  - \n\nID  - x\nTY  - JOUR\nTI  - B\nER  - \n", ["A", "B"]),
        ("Scopus\nEXPORT DATE: 22 March 2021\n\nTY  - JOUR\nTI  - A\nER  - \n", ["A"]),
        ("Record #1 of 2\nProvider: X\nContent: text/plain\n\nTY  - JOUR\nTI  - A\nER  -\n\n", ["A"]),
    ],
)
def test_records_that_are_not_quite_in_form(text: str, titles: list[str]) -> None:
    found = ris(text)
    assert [str(one.title) for one in found.references] == titles
    assert [d for d in found.diagnostics if d.severity != "info"] == []


def test_tags_behind_er_belong_to_the_record_before_and_what_databases_add_is_counted() -> None:
    text = (
        "1.\nTY  - JOUR\nTI  - A\nER  -\nNL  - J Abbr\n\nLink to the Ovid Full Text or citation: http://x.org\n\n"
        "2.\nTY  - JOUR\nTI  - B\nER  -\nNL  - K Abbr\n"
    )
    found = ris(text)
    assert [[f.value for f in one.fields if f.name == "NL"] for one in found.references] == [["J Abbr"], ["K Abbr"]]
    assert [one.entry_type for one in found.references] == ["JOUR", "JOUR"]
    (told,) = said(found)
    assert told.startswith("7:1 info: lines outside of records are left out, 1 in all; the first is “Link to the Ovid")


def test_a_type_that_comes_late_is_put_first() -> None:
    (one,) = ris("AU  - Lee, Ana\nTI  - A\nTY  - BOOK\nER  - \n").references
    assert (one.type, one.fields[0].name) == ("book", "TY")
    assert EXPORTS["ris"].write([one]).text.startswith("TY  - BOOK\r\n")


def test_values_that_run_into_each_other_are_cut_apart() -> None:
    one = record(
        "DO  - 10.1000/x     LK  - https://x.org/a\nAD  - Perth, AustraliaPU  - Press\nAB  - Groups  AB - and O"
    )
    assert (one.identifiers["DOI"], one.identifiers["URL"]) == ("10.1000/x", "https://x.org/a")
    assert [(f.name, f.value) for f in one.fields if f.name in {"AD", "PU"}] == [
        ("AD", "Perth, Australia"),
        ("PU", "Press"),
    ]
    assert words(one)["abstract"] == "Groups AB - and O"


@pytest.mark.parametrize(
    ("lines", "kind", "value"),
    [
        ("SN  - 0140-6736\nSN  - 1474-547X", "ISSN", "0140-6736, 1474-547X"),
        ("SN  - 01406736 (ISSN)", "ISSN", "0140-6736"),
        ("SN  - 0302-9743 (ISSN); 9783161484100 (ISBN)", "ISSN", "0302-9743"),
        ("SN  - 0302-9743 (ISSN); 9783161484100 (ISBN)", "ISBN", "9783161484100"),
        ("SN  - 1939-1455(Electronic),0033-2909(Print)", "ISSN", "1939-1455, 0033-2909"),
        ("DO  - 10.1000/x [doi]", "DOI", "10.1000/x"),
        ("M3  - 10.1000/x", "DOI", "10.1000/x"),
        ("UR  - https://doi.org/10.1000/x", "DOI", "10.1000/x"),
        ("UR  - http://a.org\nUR  - https://doi.org/10.1000/x", "DOI", "10.1000/x"),
        ("N1  - Accession Number: 2. DOI: 10.1000/x.y. ", "DOI", "10.1000/x.y"),
        ("C2  - 31234567\nDB  - Scopus", "PMID", "31234567"),
        ("C2  - PMC77", "PMCID", "PMC77"),
        ("DB  - Embase\nAN  - L20\nC5  - 31234567", "PMID", "31234567"),
        ("DB  - Ovid MEDLINE(R) <1946>\nAN  - 31234567", "PMID", "31234567"),
    ],
)
def test_identifiers_wherever_they_stand(lines: str, kind: str, value: str) -> None:
    assert record(lines).identifiers[kind] == value


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("UR  - http://a.org\nUR  - http://b.org", 4),
        ("T2  - One\nT2  - Two", 4),
        ("PY  - 2020\nDA  - 2021/05/01", 4),
        ("DO  - 10.1000/x\nDO  - 10.1000/y", 4),
        ("VL  - 1\nVL  - 2", 4),
        ("JO  - One\nT2  - Two\nJO  - Three", 5),
        ("LA  - English; French", 3),
    ],
)
def test_a_second_value_is_named_with_its_line(lines: str, line: int) -> None:
    found = ris(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n")
    assert [d.position.line for d in found.diagnostics] == [line]


@pytest.mark.parametrize(
    ("lines", "tag"),
    [("M3  - Article", "M3"), ("DB  - Scopus", "DB"), ("DB  - APA PsycInfo\nAN  - 1", "AN"), ("AD  - Rome", "AD")],
)
def test_kinds_of_documents_and_names_of_databases_are_no_facts_and_are_named(lines: str, tag: str) -> None:
    one = record(lines)
    assert words(one) == {}
    assert tag in {loss.variable for loss in EXPORTS["csl-json"].write([one]).losses}


def test_an_archive_is_one() -> None:
    assert words(record("DB  - City Archive\nAN  - Box 7", "UNPB")) == {
        "archive": "City Archive",
        "archive_location": "Box 7",
    }


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("Y1  - 2016/10/19\nPY  - 2016", Date((2016, 10, 19))),
        ("PY  - 2016\nDA  - 2016/10\nY1  - 2016/10/19", Date((2016, 10, 19))),
        ("PY  - 2020\nDA  - MAY", Date((2020, 5))),
        ("PY  - 2020\nDA  - 2021/01/01", Date((2020,))),
        ("DA  - 20201231", Date((2020, 12, 31))),
        ("PY  - n/a\nDA  - 2020/05", Date((2020, 5))),
    ],
)
def test_the_fullest_date_that_agrees_counts(lines: str, date: Date) -> None:
    assert record(lines).issued == date


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("12", "15", "12-15"),
        ("12–15", "", "12-15"),
        ("12--15", "15", "12-15"),
        ("12-15", "15", "12-15"),
        ("6913", "7", "6913-6917"),
        ("12", "12", "12"),
        ("e12", "", "e12"),
        ("45", "+", "45"),
        ("", "15", "15"),
        ("12-1", "12-8", "12-1–12-8"),
        ("S1", "S9", "S1-S9"),
    ],
)
def test_pages_of_two_ends(first: str, last: str, pages: str) -> None:
    assert join_pages(first, last) == pages


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.1000/x     LK - https://y.org", "10.1000/x"),
        ("10.1000/xhttps://y.org", ""),
        ("10.1016/j.tides. 2020.01.001", "10.1016/j.tides.2020.01.001"),
        ("10.1000/ abc", "10.1000/abc"),
    ],
)
def test_a_doi_has_neither_blanks_nor_an_address_in_it(text: str, value: str) -> None:
    found = normalise_identifier("DOI", text)
    assert found.value == value
    assert found.problem


@pytest.mark.parametrize(
    ("lines", "variable", "value"),
    [
        ("JF  - J. Boats. Conference: 12th Congress. Oslo Norway", "container-title", "J. Boats"),
        ("JF  - J. Boats. Conference: 12th Congress. Oslo Norway", "event-title", "12th Congress. Oslo Norway"),
        ("T2  - https://clinicaltrials.gov/show/NCT01234567", "container-title", ""),
    ],
)
def test_what_databases_write_where_a_journal_is_expected(lines: str, variable: str, value: str) -> None:
    assert str(record(lines).text(variable)) == value


def test_an_address_where_a_journal_is_expected_is_one() -> None:
    reference = record("T2  - https://clinicaltrials.gov/show/NCT01234567", "GEN")
    assert reference.identifiers == {"URL": "https://clinicaltrials.gov/show/NCT01234567"}


def test_a_thesis_in_dissertation_abstracts_has_its_volume() -> None:
    assert str(record("VL  - 77", "THES").text("volume")) == "77"
    assert str(record("VL  - Ph.D.", "THES").text("genre")) == "Ph.D."


@pytest.mark.parametrize(
    "line", ["N1  - PUBMED 34012345", "N1  - A: 1. PMID: 34012345 B", "C3  - PUBMED 34012345,EMBASE 1"]
)
def test_the_number_of_pubmed_among_those_of_other_databases(line: str) -> None:
    assert record(line).identifiers == {"PMID": "34012345"}
