"""Types and fields of BibTeX and biblatex in CSL's terms."""

from __future__ import annotations

import pytest

from litreview.model.dates import Date
from litreview.model.reference import Reference
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import SourceFile


def read(text: str) -> list[Reference]:
    return list(read_bibtex([SourceFile("a.bib", text.encode())]).references)


def one(type_: str, **fields: str) -> Reference:
    body = ", ".join(f"{name.replace('_', '-')} = {{{value}}}" for name, value in fields.items())
    return read(f"@{type_}{{k, {body}}}")[0]


def rules(text: str) -> list[str]:
    return [finding.rule for finding in read_bibtex([SourceFile("a.bib", text.encode())]).diagnostics]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("article", "article-journal"),
        ("book mvbook collection mvcollection proceedings reference", "book"),
        ("inbook incollection suppbook bookinbook book_section", "chapter"),
        ("inproceedings conference", "paper-conference"),
        ("inreference", "entry-encyclopedia"),
        ("phdthesis mastersthesis thesis", "thesis"),
        ("techreport report manual", "report"),
        ("booklet", "pamphlet"),
        ("online electronic www web_page", "webpage"),
        ("unpublished", "manuscript"),
        ("misc generic", "document"),
        ("patent", "patent"),
        ("dataset", "dataset"),
        ("software", "software"),
        ("periodical", "periodical"),
        ("suppperiodical", "article-journal"),
    ],
)
def test_entry_types(types: str, expected: str) -> None:
    assert {name: one(name, title="x").type for name in types.split()} == dict.fromkeys(types.split(), expected)


@pytest.mark.parametrize(
    ("type_", "fields", "expected"),
    [
        ("article", {"entrysubtype": "magazine"}, "article-magazine"),
        ("article", {"entrysubtype": "newspaper"}, "article-newspaper"),
        ("article", {"eprint": "2101.00001", "archiveprefix": "arXiv"}, "article"),
        ("misc", {"eprint": "2101.00001", "archiveprefix": "arXiv"}, "article"),
        ("misc", {"note": "arXiv:2101.00001 [cs, stat]"}, "article"),
        ("article", {"journal": "arXiv preprint arXiv:2101.00001"}, "article"),
        ("article", {"eprint": "2101.00001", "archiveprefix": "arXiv", "journal": "Blood"}, "article-journal"),
        ("unpublished", {"eventtitle": "Meeting"}, "speech"),
    ],
)
def test_types_that_depend_on_fields(type_: str, fields: dict[str, str], expected: str) -> None:
    assert one(type_, **fields).type == expected


@pytest.mark.parametrize(
    ("type_", "fields", "expected"),
    [
        ("article", {"journal": "J"}, {"container-title": "J"}),
        ("article", {"journaltitle": "J", "journalsubtitle": "S"}, {"container-title": "J: S"}),
        ("incollection", {"booktitle": "B", "booksubtitle": "S"}, {"container-title": "B: S"}),
        ("article", {"shortjournal": "J"}, {"container-title-short": "J"}),
        ("article", {"journal_iso": "J"}, {"container-title-short": "J"}),
        ("book", {"title": "T", "subtitle": "S"}, {"title": "T: S", "title-short": "T"}),
        ("book", {"title": "T: S"}, {"title": "T: S", "title-short": "T"}),
        ("book", {"title": "{T: S} at 5:30"}, {"title": "T: S at 5:30"}),
        ("book", {"title": "Who?", "subtitle": "S", "titleaddon": "A"}, {"title": "Who? S. A", "title-short": "Who?"}),
        ("book", {"title": "T", "shorttitle": "S"}, {"title": "T", "title-short": "S"}),
        ("book", {"maintitle": "M", "mainsubtitle": "N", "title": "V"}, {"title": "M: N", "volume-title": "V"}),
        (
            "inbook",
            {"title": "T", "booktitle": "B", "maintitle": "M"},
            {"title": "T", "container-title": "M", "volume-title": "B"},
        ),
        (
            "periodical",
            {"title": "P", "issuetitle": "I", "issuesubtitle": "S"},
            {"title": "I: S", "container-title": "P"},
        ),
        ("article", {"number": "3"}, {"issue": "3"}),
        ("review", {"number": "3"}, {"issue": "3"}),
        ("article", {"number": "3", "issue": "3"}, {"issue": "3"}),
        ("article", {"number": "3", "issue": "Spring"}, {"issue": "3, Spring"}),
        ("report", {"number": "3", "series": "S"}, {"number": "3", "collection-title": "S"}),
        ("patent", {"number": "EP3"}, {"number": "EP3"}),
        ("book", {"number": "3", "series": "S"}, {"collection-number": "3", "collection-title": "S"}),
        ("article", {"series": "3"}, {"collection-title": "3rd series"}),
        ("book", {"volumes": "2", "pagetotal": "300"}, {"number-of-volumes": "2", "number-of-pages": "300"}),
        ("book", {"volume": "2", "part": "1"}, {"volume": "2.1"}),
        ("article", {"pages": "12--15"}, {"page": "12-15"}),
        ("article", {"pages": "e123"}, {"page": "e123"}),
        ("article", {"pages": "S1–S9"}, {"page": "S1-S9"}),
        ("article", {"eid": "e5"}, {"page": "e5"}),
        ("article", {"articleno": "7", "numpages": "9"}, {"page": "7", "number-of-pages": "9"}),
        ("book", {"address": "Berlin"}, {"publisher-place": "Berlin"}),
        ("book", {"location": "Berlin"}, {"publisher-place": "Berlin"}),
        ("book", {"publisher": "Taylor and Francis"}, {"publisher": "Taylor and Francis"}),
        ("book", {"organization": "O", "publisher": "P"}, {"publisher": "O; P"}),
        ("phdthesis", {"school": "S"}, {"publisher": "S", "genre": "PhD thesis"}),
        ("mastersthesis", {"school": "S"}, {"publisher": "S", "genre": "Master’s thesis"}),
        ("thesis", {"type": "phdthesis", "institution": "S"}, {"publisher": "S", "genre": "PhD thesis"}),
        ("techreport", {"number": "24"}, {"number": "24", "genre": "technical report"}),
        ("techreport", {"type": "Working Paper"}, {"genre": "Working Paper"}),
        ("misc", {"howpublished": "Leaflet"}, {"publisher": "Leaflet"}),
        ("misc", {"note": "N.", "addendum": "A"}, {"note": "N. A"}),
        ("misc", {"annotation": "A"}, {"annote": "A"}),
        ("article", {"pubstate": "inpress"}, {"status": "in press"}),
        ("article", {"langid": "ngerman"}, {"language": "de-DE"}),
        ("article", {"langid": "english", "langidopts": "variant=british"}, {"language": "en-GB"}),
        ("article", {"language": "en", "langid": "english"}, {"language": "en"}),
        ("article", {"hyphenation": "french"}, {"language": "fr-FR"}),
        ("article", {"language": "Klingon"}, {"language": "Klingon"}),
        ("misc", {"eventtitle": "E", "venue": "V"}, {"event-title": "E", "event-place": "V"}),
        (
            "book",
            {"origtitle": "O", "origpublisher": "P", "origlocation": "L"},
            {"original-title": "O", "original-publisher": "P", "original-publisher-place": "L"},
        ),
        ("patent", {"location": "countryfr and countryus"}, {"jurisdiction": "France; United States of America"}),
        (
            "book",
            {"edition": "2", "version": "1.0", "chapter": "4"},
            {"edition": "2", "version": "1.0", "chapter-number": "4"},
        ),
    ],
)
def test_fields_as_csl_variables(type_: str, fields: dict[str, str], expected: dict[str, str]) -> None:
    assert {name: str(text) for name, text in one(type_, **fields).texts.items()} == expected


@pytest.mark.parametrize(
    ("fields", "variable", "expected"),
    [
        ({"date": "2020-05-03"}, "issued", Date((2020, 5, 3))),
        ({"date": "1995-03-30/1995-04-05"}, "issued", Date((1995, 3, 30), (1995, 4, 5))),
        ({"date": "1997/"}, "issued", Date((1997,), open_end=True)),
        ({"date": "1723~"}, "issued", Date((1723,), approximate=True)),
        ({"date": "1723?"}, "issued", Date((1723,), uncertain=True)),
        ({"date": "2001-24"}, "issued", Date((2001,), season=4)),
        ({"date": "-0044-03-15"}, "issued", Date((-44, 3, 15))),
        ({"year": "2020", "month": "5"}, "issued", Date((2020, 5))),
        ({"year": "2020", "month": "May", "day": "7"}, "issued", Date((2020, 5, 7))),
        ({"year": "2020", "month": "10--12"}, "issued", Date((2020, 10), (2020, 12))),
        ({"year": "2020", "month": "January~1"}, "issued", Date((2020, 1, 1))),
        ({"year": "in press"}, "issued", Date(literal="in press")),
        ({"year": "2020", "date": "2021-01"}, "issued", Date((2021, 1))),
        ({"x_year_inferred": "2011"}, "issued", Date((2011,), inferred=True)),
        ({"x_year_inferred": "2011", "month": "3"}, "issued", Date((2011, 3), inferred=True)),
        ({"x_year_inferred": "2011", "year": "2012"}, "issued", Date((2012,))),
        ({"urldate": "2020-01-02"}, "accessed", Date((2020, 1, 2))),
        ({"origdate": "1888"}, "original-date", Date((1888,))),
        ({"eventdate": "2006-07-02/2006-07-05"}, "event-date", Date((2006, 7, 2), (2006, 7, 5))),
    ],
)
def test_dates(fields: dict[str, str], variable: str, expected: Date) -> None:
    assert one("misc", **fields).dates == {variable: expected}


def test_what_is_no_date_is_kept_and_named() -> None:
    assert rules("@misc{a, date = {03/04/2020}}") == ["malformed-date"]
    assert rules("@misc{a, year = 2001, month = {Michaelmas}}") == ["malformed-date"]
    assert one("misc", year="2001", month="Michaelmas").issued == Date((2001,))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"doi": "https://doi.org/10.1000/a_b"}, {"DOI": "10.1000/a_b"}),
        ({"doi": r"10.1000/a\_b{\_}c"}, {"DOI": "10.1000/a_b_c"}),
        (
            {"doi": r"10.1002/(SICI)1097{\textless}1661::AID-SIM968{\textgreater}3.0.CO;2-2"},
            {"DOI": "10.1002/(SICI)1097<1661::AID-SIM968>3.0.CO;2-2"},
        ),
        ({"doi": "10/abc"}, {"DOI": "10/abc"}),
        ({"pmid": "123", "pmc": "PMC77"}, {"PMID": "123", "PMCID": "PMC77"}),
        ({"eprint": "123", "eprinttype": "pubmed"}, {"PMID": "123"}),
        ({"note": "PMID: 123\nPMCID: PMC77"}, {"PMID": "123", "PMCID": "PMC77"}),
        ({"note": r"in print; doi: 10.1000/a\_b."}, {"DOI": "10.1000/a_b"}),
        ({"note": "see PMID: 123 and PMID: none"}, {}),
        ({"note": "PMID: 123", "pmid": "124"}, {"PMID": "124"}),
        ({"eprint": "hep-th/9901001"}, {"arXiv": "hep-th/9901001", "URL": "https://arxiv.org/abs/hep-th/9901001"}),
        ({"eprint": "555", "eprinttype": "jstor"}, {"URL": "https://www.jstor.org/stable/555"}),
        ({"url": r"https://a.b/~c\_d\%20e--f"}, {"URL": "https://a.b/~c_d%20e--f"}),
        ({"howpublished": r"\url{https://a.b/c}"}, {"URL": "https://a.b/c"}),
        ({"isbn": "978-3-16-148410-0"}, {"ISBN": "978-3-16-148410-0"}),
        ({"issn": "00280836"}, {"ISSN": "0028-0836"}),
    ],
)
def test_identifiers(fields: dict[str, str], expected: dict[str, str]) -> None:
    assert dict(one("article", title="t", journal="J", **fields).identifiers) == expected


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("url = {javascript:alert(1)}", "unsafe-url"),
        ("url = {data:text/html,x}", "unsafe-url"),
        ("doi = {unknown}", "malformed-identifier"),
        ("isbn = {9783161484101}", "malformed-identifier"),
    ],
)
def test_identifiers_that_are_none_are_named(field: str, rule: str) -> None:
    assert rules(f"@misc{{a, {field}}}") == [rule]


def test_an_unsafe_address_is_no_identifier_but_stays_a_field() -> None:
    reference = one("misc", url="JaVaScript:alert(1)")
    assert reference.identifiers == {}
    assert reference.fields[0].value == "JaVaScript:alert(1)"


def test_editors_by_their_type() -> None:
    reference = one(
        "book", editor="A, B", editortype="compiler", editora="C, D", editoratype="collaborator", translator="E, F"
    )
    assert {role: [n.family for n in names.names] for role, names in reference.names.items()} == {
        "compiler": ["A"],
        "contributor": ["C"],
        "translator": ["E"],
    }


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("producer", "producer"),
        ("composer", "composer"),
        ("narrator", "narrator"),
        ("scriptwriter", "script-writer"),
        ("redactor", "contributor"),
    ],
)
def test_further_editors_have_the_role_that_csl_knows(kind: str, role: str) -> None:
    reference = one("movie", editora="A, B", editoratype=kind)
    assert {name: [n.family for n in names.names] for name, names in reference.names.items()} == {role: ["A"]}


def test_own_fields_of_a_review() -> None:
    reference = one(
        "misc",
        keywords="a, b, a",
        x_unverified="the year",
        x_source="PubMed 1; https://a.b/c~d",
        x_erratum="Nature 2022",
        x_retraction="R",
        x_litreview_ignore="missing-doi: a web page; missing-year: none printed",
    )
    assert reference.keywords == ("a", "b")
    assert reference.unverified == "the year"
    assert reference.sources == ("PubMed 1", "https://a.b/c~d")
    assert reference.notices == {"erratum": "Nature 2022", "retraction": "R"}
    assert reference.ignored == {"missing-doi": "a web page", "missing-year": "none printed"}


def test_keywords_that_hold_commas_are_divided_by_semicolons() -> None:
    assert one("misc", keywords="Leukemia, B-Cell; CAR-T").keywords == ("Leukemia, B-Cell", "CAR-T")


def test_quieting_a_rule_needs_a_reason() -> None:
    assert rules("@misc{a, x-litreview-ignore = {missing-doi}}") == ["ignore-syntax"]


# Inheritance


def test_a_paper_takes_over_from_its_proceedings_even_if_they_come_later() -> None:
    paper = read(
        "@inproceedings{p, crossref={P}, title={T}, pages={1--2}}"
        "@proceedings{P, title={Proc}, subtitle={Sub}, date={2006}, publisher={X}, editor={A, B}, shorttitle={no}}"
    )[0]
    assert {name: str(text) for name, text in paper.texts.items()} == {
        "title": "T",
        "container-title": "Proc: Sub",
        "page": "1-2",
        "publisher": "X",
    }
    assert paper.year == 2006
    assert [field.name for field in paper.fields] == ["crossref", "title", "pages"]


def test_volumes_inherit_from_their_whole_and_chapters_from_them() -> None:
    references = {
        r.key: r
        for r in read(
            "@inbook{c, crossref={v}, title={C}} @book{v, crossref={m}, title={V}, volume={1}, author={N, F}}"
            "@mvbook{m, title={M}, volumes={15}, date={1988}}"
        )
    }
    chapter = {name: str(text) for name, text in references["c"].texts.items()}
    assert (chapter["container-title"], chapter["volume-title"], chapter["volume"]) == ("M", "V", "1")
    assert references["c"].names["container-author"].names[0].family == "N"
    assert str(references["v"].title) == "M"
    assert references["c"].year == 1988


def test_an_article_inherits_from_its_issue_and_keeps_its_own_date() -> None:
    article = read(
        "@article{a, crossref={p}, title={T}, year={2001}}@periodical{p, title={J}, date={2000-05}, volume={3}}"
    )[0]
    assert str(article.text("container-title")) == "J"
    assert article.issued == Date((2001,))


def test_xdata_gives_fields_and_is_no_reference() -> None:
    references = read(
        "@book{b, xdata={x, y}, title={T}}@xdata{x, publisher={P}, xdata={z}}@xdata{y, year=1}@xdata{z, note={N}}"
    )
    assert [r.key for r in references] == ["b"]
    assert {name: str(text) for name, text in references[0].texts.items()} == {
        "title": "T",
        "publisher": "P",
        "note": "N",
    }


def test_missing_and_cyclic_parents_are_named() -> None:
    assert rules("@book{a, crossref={none}}") == ["crossref-missing"]
    assert "crossref-cycle" in rules("@book{a, crossref={b}}@book{b, crossref={a}}")
    assert "crossref-cycle" in rules("@book{a, crossref={a}}")


def test_parents_in_other_files_count() -> None:
    files = [
        SourceFile("a.bib", b"@incollection{c, crossref={K}, title={C}}"),
        SourceFile("b.bib", b"@collection{k, title={K}}"),
    ]
    assert str(read_bibtex(files).references[0].text("container-title")) == "K"


@pytest.mark.parametrize(
    ("fields", "dropped"),
    [
        ({"year": "1888"}, False),
        ({"date": "1888"}, True),
        ({"year": "1888", "journaltitle": "J"}, True),
        ({"date": "1888", "options": "useprefix=true"}, False),
        ({"date": "1888", "options": "maxnames=3, useprefix"}, False),
        ({"year": "1888", "options": "useprefix = {false}"}, True),
    ],
)
def test_a_particle_is_part_of_the_name_but_for_biblatex(fields: dict[str, str], dropped: bool) -> None:  # noqa: FBT001
    name = one("book", author="van Gogh, Vincent", **fields).authors.names[0]
    assert (name.dropping_particle, name.non_dropping_particle) == (("van", "") if dropped else ("", "van"))


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("location", "London and New York", "London; New York"),
        ("location", "{Trinidad and Tobago}", "Trinidad and Tobago"),
        ("address", "Trinidad and Tobago", "Trinidad and Tobago"),
    ],
)
def test_a_list_of_places(field: str, value: str, expected: str) -> None:
    assert str(one("book", **{field: value}).text("publisher-place")) == expected


@pytest.mark.parametrize(
    ("place", "publisher", "expected"),
    [
        ("London and New York", "Upper Press and Lower House", "Upper Press; Lower House"),
        ("London and New York", "{Taylor and Francis}", "Taylor and Francis"),
        ("London", "Taylor and Francis", "Taylor and Francis"),
    ],
)
def test_publishers_are_a_list_where_places_are(place: str, publisher: str, expected: str) -> None:
    assert str(one("book", location=place, publisher=publisher).text("publisher")) == expected


def test_biblatex_takes_address_for_location() -> None:
    assert str(one("book", address="London and New York", date="2000").text("publisher-place")) == "London; New York"


def test_the_numbers_of_a_journal_in_print_and_on_the_net_are_both_its_own() -> None:
    assert one("article", eissn="2050-084X").identifiers["ISSN"] == "2050-084X"
    assert one("article", issn="0378-5955", eissn="2050-084X").identifiers["ISSN"] == "0378-5955, 2050-084X"


@pytest.mark.parametrize(
    ("fields", "passed_over"),
    [
        ("pages={1--12}, eid={e123}", ["eid"]),
        ("pages={1--12}, articleno={7}, numpages={12}", ["articleno"]),
        ("annotation={One}, annote={Two}", ["annote"]),
        ("journal={Blood}, booktitle={Proceedings}", ["booktitle"]),
        ("issn={0378-5955}, eissn={2050-084X}", []),
        ("annotation={O{n}e}, annote={One}", []),
        ("eid={e123}, pages={}", []),
        ("volume={1}, part={2}, note={A}, addendum={B}", []),
    ],
)
def test_a_field_that_another_takes_the_place_of_is_named(fields: str, passed_over: list[str]) -> None:
    text = f"@article{{a, author={{Doe, J}}, title={{T}}, year={{2020}}, {fields}}}"
    said = [
        one for one in read_bibtex([SourceFile("a.bib", text.encode())]).diagnostics if one.rule == "passed-over-field"
    ]
    assert [one.message.split("”")[0].lstrip("“") for one in said] == passed_over
    assert {text[one.position.column - 1 :].split("=", maxsplit=1)[0] for one in said} == set(passed_over)


def test_the_short_title_of_a_volume_is_not_that_of_the_whole_and_not_lost_in_silence() -> None:
    library = read_bibtex([SourceFile("a.bib", b"@book{a, title={V}, maintitle={M}, shorttitle={S}}")])
    assert "title-short" not in library.references[0].texts
    assert [one.rule for one in library.diagnostics] == ["passed-over-field"]


@pytest.mark.parametrize(
    ("note", "accessed", "kept"),
    [
        ("Accessed: 2024-3-12", Date((2024, 3, 12)), ""),
        ("[Last accessed on 12 March 2024].", Date((2024, 3, 12)), ""),
        ("Accessed: 2024-3-12, in part", None, "Accessed: 2024-3-12, in part"),
        ("Accessed by all", None, "Accessed by all"),
    ],
)
def test_a_note_of_when_a_page_was_looked_at(note: str, accessed: Date | None, kept: str) -> None:
    source = f"@misc{{a, title={{T}}, note={{{note}}}}}"
    (reference,) = read_bibtex([SourceFile("a.bib", source.encode())]).references
    assert reference.dates.get("accessed") == accessed
    assert str(reference.text("note")) == kept
