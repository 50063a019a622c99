"""Files as each database and each reference manager writes them: all references, the right names, nothing unnamed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.expected_of_programs import EXPECTED as MORE

from litreview.exports.registry import EXPORTS
from litreview.model.reference import Reference
from litreview.read.formats import READERS, detect_format, read_bibliography, unused_fields
from litreview.read.sources import SourceFile

FILES = Path(__file__).parents[1] / "fixtures" / "exports"
Facts = tuple[str, str, str, str, str, str]
#: File to its format and, of each reference: type; authors; date; what it is in; pages; identifiers.
EXPECTED: dict[str, tuple[str, list[Facts]]] = {
    "cochrane.ris": (
        "ris",
        [
            ("article-journal", "Keller, R.; Ito, M.", "2020", "Mooring", "41-48", "DOI:10.5555/rc.2020"),
            ("article-journal", "EUCTR2015-001234-NL", "2015", "", "", ""),
        ],
    ),
    "covidence.csv": (
        "csv",
        [
            (
                "article-journal",
                "Keller, R.; Ito, M.; Rope Trial Group",
                "2020",
                "Mooring",
                "41-48",
                "DOI:10.5555/rc.2020",
            ),
            ("article-journal", "Sato, Y.", "2018-5", "Signals", "e17", ""),
        ],
    ),
    "doi-org.json": (
        "csl-json",
        [("article-journal", "Lee, Ana; Tide Group", "2021-5-1", "Journal of Tides", "1-9", "DOI:10.5555/jt.8")],
    ),
    "ebsco-cinahl.ris": (
        "ris",
        [
            (
                "article-journal",
                "Brandt, Ilse; Ferry Nurses Association",
                "2019-11",
                "Ferry Nursing",
                "301-308",
                "DOI:10.5555/fn.2019.8",
            )
        ],
    ),
    "embase-com.ris": (
        "ris",
        [
            (
                "article-journal",
                "Okafor, N.; Meer, P.",
                "2019-5-14",
                "Quay Science",
                "77-81",
                "DOI:10.5555/quay.7 PMID:30111222",
            )
        ],
    ),
    "endnote.ris": (
        "ris",
        [
            (
                "article-journal",
                "Novák, P.; King, M. L., Jr.",
                "2017-3-3",
                "Canal Studies",
                "118",
                "DOI:10.5555/barge.4",
            ),
            ("book", "", "2010", "Canals of the world", "", ""),
        ],
    ),
    "endnote.xml": (
        "endnote-xml",
        [
            (
                "article-journal",
                "Novák, P.; Barge Institute",
                "2017-3-3",
                "Canal Studies",
                "118-129",
                "DOI:10.5555/barge.4 PMID:29000001",
            ),
            ("thesis", "Castro, Inés M.", "2018", "", "", ""),
        ],
    ),
    "google-scholar.enw": (
        "endnote",
        [
            ("article-journal", "Vo, Nghia T; Atwood, Robert C", "2018", "Mooring express", "28396-28412", ""),
            ("chapter", "Harbour, Geoffrey; World Harbour Organization", "1957", "Works of the sea", "12-15", ""),
        ],
    ),
    "ieee.ris": (
        "ris",
        [
            (
                "paper-conference",
                "Liu, R.; van Hand, D. J.",
                "2021-10-12/2021-10-14",
                "2021 Conference on Buoys (CB)",
                "101-106",
                "DOI:10.5555/CB.2021.1",
            )
        ],
    ),
    "mendeley.ris": (
        "ris",
        [
            (
                "article-journal",
                "Boisvert, C; Brownstein, C D",
                "2016-10-19",
                "Night Water",
                "e1004-e1011",
                "DOI:10.5555/nw.5",
            )
        ],
    ),
    "ovid-embase.ris": (
        "ris",
        [
            (
                "article-journal",
                "Okafor, N.; van der Meer, P.J.; De Luca-Rossi, M.",
                "2020",
                "Journal of Imaginary Harbours",
                "123-129",
                "DOI:10.5555/jih.2020.12 PMID:31234567",
            ),
            ("article-journal", "Sato, Y.", "2018", "Signals", "e17", ""),
        ],
    ),
    "ovid-labels.txt": (
        "ovid",
        [
            ("article-journal", "Berg, A. L.; O'Neill, S.", "2021", "Annals of seabirds", "1021-1029", "PMID:33445566"),
            ("article-journal", "Roe, J.", "2019", "", "", "PMID:33445567"),
        ],
    ),
    "ovid-medline.ris": (
        "ris",
        [
            (
                "article-journal",
                "Berg, Anna L; O'Neill, Sean; Gull Watch Group",
                "2021",
                "Annals of seabirds",
                "1021-1029",
                "DOI:10.5555/as.33 PMID:33445566",
            )
        ],
    ),
    "ovid-medline.txt": (
        "ovid",
        [
            (
                "article-journal",
                "Berg, Anna L; O'Neill, Sean",
                "2021-5-12",
                "Annals of seabirds",
                "1021-1029",
                "DOI:10.5555/as.33 PMID:33445566",
            ),
            ("article-journal", "Roe, J.", "2019", "Terns today", "e12", "PMID:33445567"),
        ],
    ),
    "pandoc.yaml": (
        "csl-yaml",
        [
            ("article-journal", "Lee, Ana; Tide Group", "2020-5", "Journal of Tides", "12-19", "DOI:10.5555/jt.7"),
            ("book", "Kim, B.", "1999-3-2", "", "", ""),
        ],
    ),
    "pmc.nbib": (
        "nbib",
        [
            (
                "article-journal",
                "Vogel, Hans",
                "2020 season 4",
                "Kai",
                "e42692",
                "DOI:10.5555/elife.42692 PMID:32000002 PMCID:PMC7000001",
            ),
            (
                "article-journal",
                "Olmos-Koo, Lisa",
                "2019-7/2019-8",
                "Kites",
                "99-103",
                "PMID:32000003 PMCID:PMC7000002",
            ),
        ],
    ),
    "proquest.ris": ("ris", [("thesis", "Castro, Inés M.", "2018", "", "", "")]),
    "psycinfo.ris": (
        "ris",
        [
            ("chapter", "Moreau, Claire", "2015", "Handbook of harbour psychology.", "55-78", ""),
            ("article-journal", "Roy, Anne", "2014", "Sea Psychology", "", "DOI:10.5555/sp.1"),
        ],
    ),
    "rayyan.csv": (
        "csv",
        [
            (
                "article-journal",
                "Dahl, Eva; Holm, Per",
                "2022-5",
                "Pilotage",
                "14-20",
                "DOI:10.5555/p.3 PMID:36000001 PMCID:PMC55",
            )
        ],
    ),
    "rayyan.ris": ("ris", [("article-journal", "Dahl, Eva", "2022-5", "Pilotage", "14-20", "")]),
    "refworks.ris": (
        "ris",
        [
            ("article-journal", "Sanchez, Pedro J.; Montoya, Maria", "2011", "Keepers", "5-9", ""),
            ("chapter", "Hill, Tom", "2009", "Light in towers", "", ""),
        ],
    ),
    "scopus.ris": (
        "ris",
        [
            (
                "article-journal",
                "Lindqvist, Å.; Okonkwo, A.N.",
                "2020",
                "Water and Salt",
                "1045",
                "DOI:10.5555/ws15021045 PMID:32000111",
            ),
            ("paper-conference", "Berg, P.", "2019", "Lecture Notes in Knots", "12-20", ""),
        ],
    ),
    "web-of-science.ris": (
        "ris",
        [
            (
                "article-journal",
                "Maxwell, B. D.; Hartz, S. M.",
                "2020-5",
                "JOURNAL OF PIER SCIENCE",
                "e12990",
                "DOI:10.5555/jps.12990",
            ),
            ("paper-conference", "Zhang, H", "2014", "INTERNATIONAL CONFERENCE ON PIERS (ICP 2014)", "11-15", ""),
        ],
    ),
    "web-of-science.txt": (
        "web-of-science",
        [
            (
                "article-journal",
                "Smith, John; van Doe, Alice; Pier Mapping Group",
                "2019 season 1",
                "JOURNAL OF PIER MAPPING",
                "12-19",
                "DOI:10.5555/jpm.3.12 PMID:31000001",
            ),
            ("chapter", "Lee, K", "2016", "HANDBOOK OF KNOTS", "40-62", ""),
        ],
    ),
    "zotero.ris": (
        "ris",
        [
            ("book", "Duarte, Rui", "2012", "Law of the coast", "", ""),
            ("legal_case", "", "1999-3-2", "Harbour Reports", "88", ""),
            ("patent", "Weiss, Otto", "2005-6-1", "", "", ""),
            ("paper-conference", "Sato, Yumi", "2003", "Proceedings of the Tides Meeting", "9-12", ""),
        ],
    ),
}
EXPECTED |= MORE


def read(name: str) -> tuple[Reference, ...]:
    return read_bibliography(SourceFile(name, (FILES / name).read_bytes())).references


def people(one: Reference) -> str:
    return "; ".join(
        name.literal or ", ".join(part for part in (name.surname, name.given, name.suffix) if part)
        for name in one.authors.names
    )


def facts(one: Reference) -> Facts:
    date = one.issued
    spans = ["-".join(map(str, side)) for side in (date.start, date.end) if side]
    season = f" season {date.season}" if date.season else ""
    known = " ".join(f"{kind}:{one.identifiers[kind]}" for kind in ("DOI", "PMID", "PMCID") if kind in one.identifiers)
    return (
        one.type,
        people(one),
        "/".join(spans) + season,
        str(one.text("container-title") or one.text("collection-title")),
        str(one.text("page")),
        known,
    )


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_references_are_counted_right_and_say_what_they_should(name: str) -> None:
    form, expected = EXPECTED[name]
    # By its content alone, whatever the file is called.
    found = detect_format(SourceFile("file", (FILES / name).read_bytes()))
    assert found is not None
    assert found.name == form
    assert [facts(one) for one in read(name)] == expected


def test_every_file_has_its_expectation() -> None:
    assert sorted(path.name for path in FILES.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_field_goes_without_a_word(name: str) -> None:
    """Each field is in the reference, or it is named as held back, or as what another format cannot have."""
    for one in read(name):
        lost = {loss.variable for loss in EXPORTS["csl-json"].write([one]).losses}
        if one.format != "csl-json":
            assert {field.name for field in unused_fields(one)} <= lost
        assert {held.field.name for held in one.held_back} <= lost


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_field_keeps_its_place(name: str) -> None:
    lines = (FILES / name).read_text(encoding="utf-8-sig").split("\n")
    for one in read(name):
        for field in one.fields:
            position = field.position
            assert position.file == name
            assert 1 <= position.line <= len(lines)
            tag = field.name.rpartition("/")[2]
            if READERS[one.format].name not in {"csv", "csl-json", "ovid"}:
                assert tag in lines[position.line - 1]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"RT Journal Article\nSR Electronic(1)\nA1 Lee, Ana\n", "RefWorks"),
        (b"PK\x03\x04\x14\x00", "archive"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'<?xml version="1.0"?><modsCollection xmlns="m">', "MODS"),
        (b"SQLite format 3\x00", "reference manager"),
    ],
)
def test_what_is_not_read_is_said_with_what_to_do_instead(data: bytes, what: str) -> None:
    (told,) = read_bibliography(SourceFile("file", data)).diagnostics
    assert what in told.message
    assert told.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("authors,year\nLee,2020\n", "1:1 error: the first row names no column of titles"),
        ("title,authors,year\nT,Lee,2020,more\n", "2:1 warning: the row has 4 cells, and the first one 3"),
    ],
)
def test_a_table_says_where_it_is_not_what_it_should_be(text: str, message: str) -> None:
    (told,) = READERS["csv"].read(SourceFile("a.csv", text.encode())).diagnostics
    said = f"{told.position.line}:{told.position.column} {told.severity}: {told.message}"
    assert said.startswith(message)


def test_a_table_of_our_own_is_read_again() -> None:
    (before,) = read("rayyan.csv")
    text = EXPORTS["csv"].write([before]).text
    (after,) = read_bibliography(SourceFile("references.csv", text.encode())).references
    assert (after.key, facts(after)[1:]) == (before.key, ("Dahl, Eva; Holm, Per", "2022", *facts(before)[3:]))


def test_semicolons_and_tabs_divide_too() -> None:
    for mark in (";", "\t"):
        text = mark.join(("Title", "Authors", "Year")) + "\n" + mark.join(("On, or off", "Lee, Ana", "2020")) + "\n"
        (one,) = read_bibliography(SourceFile("a", text.encode())).references
        assert (str(one.title), people(one), one.year) == ("On, or off", "Lee, Ana", 2020)


def test_names_in_endnote_as_they_are_spoken_and_those_of_bodies() -> None:
    text = "%0 Book\n%A Ana van der Lee\n%A Tide Watch,\n%A Plato\n%A Lee, Ana\n%T T\n"
    (one,) = read_bibliography(SourceFile("a.enw", text.encode())).references
    assert people(one) == "van der Lee, Ana; Tide Watch; Plato; Lee, Ana"


def test_markdown_in_the_titles_of_pandoc() -> None:
    first = read("pandoc.yaml")[0]
    assert [(run.text, run.mark.name) for run in first.title.runs] == [
        ("The role of ", "NONE"),
        ("Larus", "ITALIC"),
        (" and CO", "NONE"),
        ("2", "SUB"),
    ]


def test_settings_of_endnote_s_xml() -> None:
    assert [(run.text, run.mark.name) for run in read("endnote.xml")[0].title.runs] == [
        ("Songs of ", "NONE"),
        ("Larus", "ITALIC"),
        (" at 10", "NONE"),
        ("3", "SUP"),
    ]


PIECES = st.one_of(
    st.sampled_from(
        [
            *(
                "%0 Book",
                "%A ",
                "%T T",
                "%D 2020",
                "FN Clarivate",
                "PT J",
                "AU Lee, A",
                "   Kim, B",
                "ER",
                "EF",
                "SO J",
            ),
            *(
                "<1>",
                "VN  - Ovid",
                "TI  - T",
                "Title",
                "  T",
                "SO  - J. 1(2):3-4, 2020",
                "title,authors,year",
                "a,b,2020",
            ),
            *(
                '"',
                "references:",
                "- id: a",
                "  title: *T*",
                "  issued: {year: 2020}",
                "  author: [{family: Lee}]",
                "---",
            ),
            *(
                "<xml><records><record>",
                "<titles><title>T</title></titles>",
                "</record></records></xml>",
                "<style face=",
            ),
        ]
    ),
    st.text(max_size=20),
)


@given(st.sampled_from(["endnote", "endnote-xml", "web-of-science", "ovid", "csl-yaml", "csv"]), st.lists(PIECES))
def test_no_text_breaks_a_reader(name: str, pieces: list[str]) -> None:
    text = "\n".join(pieces).encode(errors="replace").decode()
    found = READERS[name].read(SourceFile("a", text.encode()))
    keys = [one.key for one in found.references]
    assert len(set(keys)) == len(keys)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= d.position.line <= lines for d in found.diagnostics)
    for export in EXPORTS.values():
        assert export.write(found.references).text is not None


@given(st.binary(max_size=120))
def test_no_bytes_break_a_reader(data: bytes) -> None:
    for reader in READERS.values():
        reader.read(SourceFile("a", data))
