"""What programs and people put into .bib files that no manual foresees, with the right values."""

from __future__ import annotations

import ast
import inspect

import pytest

from litreview.exports.registry import EXPORTS
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.text import Mark
from litreview.read.bibtex import details, facts, read_bibtex, references, titles
from litreview.read.formats import read_bibliography
from litreview.read.sources import Bibliography, SourceFile
from litreview.read.understood import UNDERSTOOD


def read(text: str | bytes) -> Bibliography:
    return read_bibtex([SourceFile("a.bib", text if isinstance(text, bytes) else text.encode())])


def one(fields: str, kind: str = "article") -> Reference:
    (reference,) = read(f"@{kind}{{a, {fields}}}").references
    return reference


def said(fields: str, kind: str = "article") -> list[tuple[str, str]]:
    return [(found.rule, found.message) for found in read(f"@{kind}{{a, {fields}}}").diagnostics]


# Markup of registries


@pytest.mark.parametrize(
    "title",
    [
        "The <i>bd</i> oxidase",
        r"The $\less$i$\greater$bd$\less$/i$\greater$ oxidase",
        r"The $<$i$>$bd$<$/i$>$ oxidase",
        r"The {\textless}i{\textgreater}bd{\textless}/i{\textgreater} oxidase",
        "The &lt;i&gt;bd&lt;/i&gt; oxidase",
        "The <em>bd</em> oxidase",
        "The <jats:italic>bd</jats:italic> oxidase",
        "The <i>b<!-- -->d</i> oxidase".replace("<!-- -->", ""),
        r"The \textit{bd} oxidase",
    ],
)
@pytest.mark.parametrize("field", ["title", "abstract", "journal", "booktitle", "note"])
def test_tags_are_settings_however_they_are_written(title: str, field: str) -> None:
    reference = one(f"{field} = {{{title}}}", "inproceedings")
    variable = {"journal": "container-title", "booktitle": "container-title"}.get(field, field)
    assert [(run.text, run.mark) for run in reference.text(variable).runs] == [
        ("The ", Mark.NONE),
        ("bd", Mark.ITALIC),
        (" oxidase", Mark.NONE),
    ]


def test_formulas_in_mathml_and_signs_of_html() -> None:
    title = one(
        "title = {On <mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math> A &amp; B}"
    ).title
    assert str(title) == "On x2 A & B"
    assert ("2", Mark.SUP) in [(run.text, run.mark) for run in title.runs]


@pytest.mark.parametrize(
    "title", ["p $<$ 0.05 and q $>$ 3", "a < b > c", "x <y> z", r"\textless 0.04 or {\textgreater} 2"]
)
def test_signs_that_form_no_tags_stay(title: str) -> None:
    assert "<" in str(one(f"title = {{{title}}}").title)
    assert said(f"title = {{{title}}}") == []


# TeX of programs


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"On \{\{\vphantom{\}\}}{{GaAs}}\vphantom\{\}\vphantom\{\} wires", "On {{GaAs}} wires"),
        (r"\vphantom{x}A\hphantom yB", "AB"),
        (r"Kept at 37 $^{\circ}$C", "Kept at 37 °C"),
        (r"Kept at 37$^\circ$C", "Kept at 37°C"),
        (r"A \ifmmode \acute{n}\else \'{n}\fi{} B", "A ń B"),
        (r"A \ifmmode x\fi B", "A  B".replace("  ", " ")),
        (r"\bibstring{mathesis} and \bibstring{unheardof}", "Master’s thesis and unheardof"),
    ],
)
def test_commands_of_programs_print_what_tex_prints(source: str, text: str) -> None:
    assert str(one(f"note = {{{source}}}").text("note")) == text


def test_alternatives_for_formulas_do_not_divide_a_name() -> None:
    assert one(r"author = {Skibi\ifmmode \acute{n}\else \'{n}\fi{}ski, R.}").authors.names == (Name("Skibiński", "R."),)


def test_unknown_commands_in_names_are_named() -> None:
    assert [rule for rule, _ in said(r"author = {\swabbr{M}ller, Ann and \'{E}mile Zola}")] == ["unknown-command"]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("One %\n  two", "One two"),
        ("One%\n  two", "Onetwo"),
        ("One\n  % a comment\n  two", "One two"),
        ("% first\n  One", "One"),
        ("Half, 50 % of\n all", "Half, 50 % of all"),
        ("Half, 50%\n of all", "Half, 50% of all"),
        ("100% pure", "100% pure"),
        ("One % a comment\n  two", "One two"),
    ],
)
def test_comments_inside_values(value: str, title: str) -> None:
    assert str(one(f"title = {{{value}}}").title) == title


@pytest.mark.parametrize(
    "text", ["in % predicted\n values", "the share (%)\n of all", "5% and\n more", "5 % and\n more"]
)
def test_percent_signs_of_prose_are_no_comments(text: str) -> None:
    assert str(one(f"abstract = {{{text}}}").text("abstract")) == " ".join(text.split())
    assert said(f"abstract = {{{text}}}") == []


def test_addresses_have_no_comments() -> None:
    assert one("url = {https://a.org/x%\n20y}").identifiers["URL"].startswith("https://a.org/x%")


def test_comments_in_lists_of_names_are_named_and_left_out() -> None:
    fields = "author = {Lee, Ana and % the first\n  Poe, Bo}"
    assert [name.family for name in one(fields).authors.names] == ["Lee", "Poe"]
    assert ("bibtex-syntax", "a comment in the value of “author” is left out") in said(fields)


def test_signs_that_nobody_sees_are_no_part_of_titles_names_and_identifiers() -> None:
    reference = one("title = {pre\u00adColumbian a\u200bb}, author = {\u200eLee\ufeff, Ana}, doi = {10.1000/\u200babc}")
    assert str(reference.title) == "preColumbian ab"
    assert reference.authors.names == (Name("Lee", "Ana"),)
    assert reference.identifiers["DOI"] == "10.1000/abc"
    assert "\u00ad" in EXPORTS["bibtex"].write([reference]).text


# Values that are none, and values in the wrong place


@pytest.mark.parametrize("nothing", ["n/a", "N/A", "None", "NULL", "-", "--", "{n/a}", " nan "])
def test_what_stands_for_no_value_is_none_and_is_named(nothing: str) -> None:
    fields = f"title = {{T}}, volume = {{{nothing}}}, publisher = {{{nothing}}}"
    reference = one(fields)
    assert not reference.text("volume")
    assert not reference.text("publisher")
    assert [rule for rule, _ in said(fields)] == ["placeholder"] * 2
    assert nothing in EXPORTS["bibtex"].write([reference]).text


def test_pages_of_nothing_and_titles_that_are_words() -> None:
    assert not one("pages = {n/a-n/a}").text("page")
    assert str(one("title = {None}").title) == "None"


def test_a_book_is_in_nothing_and_a_chapter_is() -> None:
    assert not one("title = {Title of book}, booktitle = {Title of Book}".replace("Book", "book"), "book").text(
        "container-title"
    )
    assert str(one("title = {A}, booktitle = {B}", "incollection").text("container-title")) == "B"


def test_an_addition_without_a_title_is_the_title() -> None:
    assert str(one("titleaddon = {Photograph series}", "misc").title) == "Photograph series"


@pytest.mark.parametrize(
    ("eprint", "archive", "kind", "value"),
    [
        ("1234/5678", "hdl", "URL", "https://hdl.handle.net/1234/5678"),
        ("hal-01234567", "HAL", "URL", "https://hal.science/hal-01234567"),
        ("1912.07104", "arXiv", "arXiv", "1912.07104"),
        ("1912.07104", "", "arXiv", "1912.07104"),
        ("29768149", "pubmed", "PMID", "29768149"),
        ("https://example.org/x.pdf", "", "URL", "https://example.org/x.pdf"),
    ],
)
def test_numbers_of_archives_lead_there(eprint: str, archive: str, kind: str, value: str) -> None:
    fields = f"eprint = {{{eprint}}}" + (f", eprinttype = {{{archive}}}" if archive else "")
    assert one(fields).identifiers[kind] == value


def test_the_number_of_any_other_archive_is_kept() -> None:
    reference = one("eprint = {EP-17}, eprinttype = {Our Archive}")
    assert (str(reference.text("archive")), str(reference.text("archive_location"))) == ("Our Archive", "EP-17")


@pytest.mark.parametrize("field", ["note", "howpublished", "title"])
def test_the_address_behind_a_text_is_kept(field: str) -> None:
    fields = f"{field} = {{\\href{{http://y.org/b\\_c}}{{see here}}}}"
    assert one(fields).identifiers["URL"] == "http://y.org/b_c"
    rules = said(f"{fields}, url = {{https://a.org}}")
    assert [rule for rule, message in rules if "http://y.org/b_c" in message] == ["passed-over-field"]


def test_a_doi_behind_a_text_is_the_doi() -> None:
    assert one(r"note = {\href{https://doi.org/10.1000/x}{10.1000/x}}").identifiers == {"DOI": "10.1000/x"}


def test_an_address_in_howpublished_has_its_escapes_undone() -> None:
    assert one(r"howpublished = {\url{https://a.org/x\_y\%20z}}").identifiers["URL"] == "https://a.org/x_y%20z"
    assert one(r"howpublished = {Available at \url{https://a.org/x\_y}}").identifiers["URL"] == "https://a.org/x_y"


# Entries that are none, and encodings


def test_sets_and_orders_to_styles_are_no_references() -> None:
    orders = "@IEEEtranBSTCTL{c, CTLuse_article_number={yes}}\n@control{d, title={1}}\n"
    found = read(f"@set{{s, entryset={{a,b}}}}\n{orders}@book{{a}}\n@book{{b}}")
    assert [reference.key for reference in found.references] == ["a", "b"]
    assert [one.rule for one in found.diagnostics] == ["data-container"] * 3


@pytest.mark.parametrize(
    ("declared", "codec", "title"),
    [
        ("Cp1251", "cp1251", "Название"),
        ("ISO8859_2", "iso8859-2", "Łódź"),
        ("GBK", "gbk", "名称"),
        ("x-nonsense", "cp1252", "é"),
    ],
)
def test_the_encoding_that_a_file_declares(declared: str, codec: str, title: str) -> None:
    found = read(f"% Encoding: {declared}\n".encode() + f"@book{{a, title={{{title}}}}}\n".encode(codec))
    assert str(found.references[0].title) == title
    assert [one.rule for one in found.diagnostics] == ["encoding"]


# Dates


@pytest.mark.parametrize(
    ("date", "start", "end", "open_end"),
    [
        ("30-Mar-2020", (2020, 3, 30), (), False),
        ("22.08.2000", (2000, 8, 22), (), False),
        ("2016/09/22 17:12:01", (2016, 9, 22), (), False),
        ("1998/unknown", (1998,), (), True),
        ("1999/open", (1999,), (), True),
        ("1999/", (1999,), (), True),
        ("1999/..", (1999,), (), True),
        ("1999-10-14/2001", (1999, 10, 14), (2001,), False),
    ],
)
def test_dates_of_programs(date: str, start: tuple[int, ...], end: tuple[int, ...], *, open_end: bool) -> None:
    issued = one(f"date = {{{date}}}").issued
    assert (issued.start, issued.end, issued.open_end) == (start, end, open_end)


# What is written and read back


@pytest.mark.parametrize(
    "name",
    [
        Name("Olmos de Koo", "Lisa"),
        Name("de Koo", "Lisa"),
        Name("Koo", "Lisa", "de"),
        Name("der Berg van Ost", "A.", "van"),
        Name("Silva e Costa", "M.", "", "", "Jr."),
        Name("Lee", "Ana"),
        Name("Cruz", "Ana de la"),
        Name("Cruz", "Ana", "", "de la"),
        Name(literal="and Friends of the Trial, Inc."),
    ],
)
def test_names_with_small_words_come_back_as_they_were(name: Name) -> None:
    before = Reference("a", "book", one("title={T}").origin, names={"author": NameList((name,))}, format="")
    text = EXPORTS["bibtex"].write([before]).text
    assert read(text).references[0].authors.names == (name,)


def test_what_is_understood_is_not_called_lost() -> None:
    (reference,) = read_bibliography(
        SourceFile("a.bib", b"@article{a, eissn={1476-5551}, month=jan, year=2001}")
    ).references
    export = EXPORTS["ris"].write([reference])
    assert "SN  - 1476-5551" in export.text
    assert export.losses == ()


def test_every_field_that_the_reader_asks_for_is_understood() -> None:
    asked: set[str] = set()
    for module in (titles, details, facts, references):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in {"first", "choose", "raw", "words", "text"}:
                asked |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant) and arg.value}
    # An order to check is no part of what an entry says.
    assert asked - UNDERSTOOD == {"x-litreview-ignore"}
    assert {"eissn", "titleaddon", "eprinttype", "origday", "editoratype"} <= UNDERSTOOD


def test_other_keys_of_an_entry() -> None:
    assert one("ids = {old2019, older-2018}").aliases == ("old2019", "older-2018")
    found = read("@misc{a, ids = {b}}\n@misc{b}").diagnostics
    assert [(one.rule, one.position.line) for one in found] == [("duplicate-key", 1)]
