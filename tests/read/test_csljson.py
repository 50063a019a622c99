"""CSL-JSON: every item and field with its place, and no broken file without its diagnostic."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.exports.registry import EXPORTS
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.source import Position
from litreview.model.text import Mark, Run, Text
from litreview.read.csl_markup import parse_csl_markup
from litreview.read.csljson import read_csljson
from litreview.read.sources import Bibliography, SourceFile


def read(source: str | bytes) -> Bibliography:
    return read_csljson(SourceFile("refs/items.json", source.encode() if isinstance(source, str) else source))


def read_item(**item: Any) -> Bibliography:  # noqa: ANN401 (JSON)
    return read(json.dumps([{"id": "a", "type": "book", **item}]))


def findings(bibliography: Bibliography) -> list[tuple[int, int, str]]:
    return [(item.position.line, item.position.column, item.rule) for item in bibliography.diagnostics]


def test_items_and_fields_keep_their_places() -> None:
    (reference,) = read('[\n  {"id": "a",\n   "type": "book",\n   "title": "T"}\n]').references
    assert reference.origin.position == Position("refs/items.json", 2, 3)
    assert reference.origin.at("title") == Position("refs/items.json", 4, 4)
    assert [(field.name, field.value) for field in reference.fields] == [
        ("id", '"a"'),
        ("type", '"book"'),
        ("title", '"T"'),
    ]


def test_variables_go_where_the_model_has_them() -> None:
    bibliography = read_item(
        title="A <i>b</i>",
        volume=12,
        author=[
            {"family": "Roe", "given": "Jane", "suffix": "Jr."},
            {"literal": "WHO"},
            {"family": "Gogh", "non-dropping-particle": "van"},
        ],
        issued={"date-parts": [["2001", 3, "4"]]},
        DOI="https://doi.org/10.1000/X",
        keyword="one; two, three",
        note="PMID: 123\nURL: https://roe.example/1\nA note",
    )
    (reference,) = bibliography.references
    assert bibliography.diagnostics == ()
    assert reference.title == Text((Run("A "), Run("b", Mark.ITALIC)))
    assert str(reference.text("volume")) == "12"
    assert reference.authors == NameList(
        (
            Name(family="Roe", given="Jane", suffix="Jr."),
            Name(literal="WHO"),
            Name(family="Gogh", non_dropping_particle="van"),
        )
    )
    assert reference.issued == Date((2001, 3, 4))
    assert reference.identifiers == {"DOI": "10.1000/X", "PMID": "123", "URL": "https://roe.example/1"}
    assert reference.keywords == ("one", "two, three")
    assert str(reference.text("note")) == "A note"


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2001]]}, Date((2001,))),
        ({"date-parts": [[1984], [1986]]}, Date((1984,), (1986,))),
        ({"date-parts": [[1984], [0]]}, Date((1984,), open_end=True)),
        ({"date-parts": [[2001, 22]]}, Date((2001,), season=2)),
        ({"date-parts": [[2001, 16]]}, Date((2001,), season=4)),
        ({"date-parts": [[1998, 12], [1999, 21]]}, Date((1998, 12), (1999,))),
        ({"date-parts": [[2001]], "season": "Spring"}, Date((2001,), season=1)),
        ({"date-parts": [[2001]], "circa": True}, Date((2001,), approximate=True)),
        ({"date-parts": [[-44]]}, Date((-43,))),
        ({"date-parts": [[2001, 13.5]]}, Date((2001,))),
        ({"raw": "2001-03"}, Date((2001, 3))),
        ({"literal": "in the spring"}, Date(literal="in the spring")),
        ("2001-03-04", Date((2001, 3, 4))),
    ],
)
def test_dates(value: object, date: Date) -> None:
    (reference,) = read_item(issued=value).references
    assert reference.issued == date


@pytest.mark.parametrize(
    "value", [{"date-parts": []}, {"date-parts": [[]]}, {"date-parts": "x"}, {}, {"date-parts": [[None]]}]
)
def test_dates_that_say_nothing_are_absent(value: object) -> None:
    (reference,) = read_item(issued=value).references
    assert "issued" not in reference.dates


def test_a_last_name_others_says_that_there_are_more() -> None:
    (reference,) = read_item(author=[{"family": "Roe"}, {"literal": "others"}]).references
    assert reference.authors == NameList((Name(family="Roe"),), others=True)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", [(1, 1, "json-syntax")]),
        ("[", [(1, 2, "json-syntax")]),
        ("7", [(1, 1, "json-syntax")]),
        ('[{"id": "a", "type": "book",}]', [(1, 29, "json-syntax")]),
        ('[{"id": "a", "type": "book"}\n {}]', [(2, 2, "json-syntax")]),
        ('[{"id": "a", "type": "book", "volume": NaN}]', [(1, 40, "json-syntax")]),
        ("[]\nx", [(2, 1, "json-syntax")]),
        ("[1]", [(1, 2, "not-an-item")]),
        ("[" * 100_000, [(1, 2, "json-syntax")]),
        (b'[\n"\xff"]', [(2, 2, "encoding")]),
        ('[{"type": "book"}]', [(1, 2, "missing-key")]),
        ('[{"id": "a"}]', [(1, 2, "unknown-type")]),
        ('[{"id": "a", "type": "scroll"}]', [(1, 14, "unknown-type")]),
        ('[{"id": "a", "type": "book", "title": {"x": 1}}]', [(1, 30, "unreadable-field")]),
        ('[{"id": "a", "type": "book", "issued": {"date-parts": "2020"}}]', [(1, 30, "unreadable-field")]),
        ('[{"id": "a", "type": "book", "issued": {"date-parts": [[99999999, 1]]}}]', [(1, 30, "unreadable-field")]),
        ('[{"id": "a", "type": "book", "issued": {"date-parts": [["", null]], "circa": true}}]', []),
        (f'[{{"id": "a", "type": "book", "issued": {{"date-parts": {"[" * 900}{"]" * 900}}}}}]', []),
        ('[{"id": "a", "type": "book", "x": 1}]', [(1, 30, "unknown-field")]),
        ('[{"id": "a", "type": "book"},\n{"id": "a", "type": "book"}]', [(2, 1, "duplicate-key")]),
        ('[{"id": "a", "type": "book", "title": "x", "title": "y"}]', [(1, 44, "duplicate-field")]),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(source: str | bytes, found: list[tuple[int, int, str]]) -> None:
    assert findings(read(source)) == found


def test_what_stands_before_a_mistake_is_read() -> None:
    assert [
        item.key for item in read('[{"id": "a", "type": "book"}, {"id": "b", "type": "book"}, {"id"').references
    ] == ["a", "b"]


def test_the_first_of_two_counts() -> None:
    (reference,) = read(
        '[{"id": "a", "type": "book", "title": "x", "title": "y"}, {"id": "a", "type": "map"}]'
    ).references
    assert (str(reference.title), reference.type) == ("x", "book")


@pytest.mark.parametrize(
    "source",
    ['{"id": "a", "type": "book"}', '{"items": [{"id": "a", "type": "book"}]}', '\ufeff[{"id": "a", "type": "book"}]'],
)
def test_one_item_and_wrapped_items_are_read_too(source: str) -> None:
    assert [item.key for item in read(source).references] == ["a"]


def test_unknown_members_are_kept() -> None:
    (reference,) = read_item(**{"other-ids": ["x"]}).references
    assert ("other-ids", '["x"]') in [(field.name, field.value) for field in reference.fields]


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_no_file_is_too_strange(source: str | bytes) -> None:
    data = source.encode("utf-8", "replace") if isinstance(source, str) else source
    bibliography = read(data)
    assert bibliography.diagnostics or data.strip() == b"[]"


def item(**members: Any) -> Reference:  # noqa: ANN401 (whatever JSON holds)
    (found,) = read(json.dumps([{"id": "a", "type": "article-journal", "title": "T", **members}])).references
    return found


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("journal-article", "article-journal"),
        ("proceedings-article", "paper-conference"),
        ("book-chapter", "chapter"),
        ("monograph", "book"),
        ("edited-book", "book"),
        ("posted-content", "article"),
        ("dissertation", "thesis"),
        ("reference-entry", "entry-encyclopedia"),
        ("peer-review", "review"),
        ("Journal-Article", "article-journal"),
    ],
)
def test_types_of_crossref_are_types_of_csl(given: str, kind: str) -> None:
    found = read(json.dumps([{"id": "a", "type": given, "title": "T"}]))
    assert [(one.type, one.entry_type) for one in found.references] == [(kind, given)]
    assert found.diagnostics == ()


def test_what_doi_org_gives_is_read_whole() -> None:
    record = {
        "DOI": "10.5555/x",
        "type": "journal-article",
        "title": ["Tides &amp; <i>Mus</i>"],
        "subtitle": ["A study"],
        "container-title": ["Journal of Harbours"],
        "short-container-title": ["J Harb"],
        "ISSN": ["0140-6736", "1474-547X"],
        "article-number": "e42",
        "publisher-location": "Bari",
        "author": [{"given": "A", "family": "Lee", "sequence": "first"}, {"name": "Tide Group", "affiliation": []}],
        "published-online": {"date-parts": [[2020, 5, 1]]},
        "issued": {"date-parts": [[None]]},
        "source": "Crossref",
        "score": 1.0,
        "reference-count": 12,
    }
    found = read(json.dumps(record))
    (one,) = found.references
    assert one.key == "lee2020"
    assert {name: str(text) for name, text in one.texts.items()} == {
        "title": "Tides & Mus: A study",
        "container-title": "Journal of Harbours",
        "container-title-short": "J Harb",
        "page": "e42",
        "publisher-place": "Bari",
    }
    assert one.authors.names == (Name("Lee", "A"), Name(literal="Tide Group"))
    assert (one.identifiers["ISSN"], one.issued) == ("0140-6736, 1474-547X", Date((2020, 5, 1)))
    assert [(d.severity, d.rule) for d in found.diagnostics] == [("info", "missing-key")]
    lost = {loss.variable for loss in EXPORTS["bibtex"].write([one]).losses}
    assert lost == {"score", "reference-count"}


@pytest.mark.parametrize(
    ("members", "variable", "value"),
    [
        ({"journalAbbreviation": "J T"}, "container-title-short", "J T"),
        ({"shortTitle": "S"}, "title-short", "S"),
        ({"page": "12–15"}, "page", "12-15"),
        ({"page": "12--15"}, "page", "12-15"),
        ({"volume": [7]}, "volume", "7"),
    ],
)
def test_members_by_other_names_and_in_other_forms(members: dict[str, Any], variable: str, value: str) -> None:
    assert str(item(**members).text(variable)) == value


@pytest.mark.parametrize(
    ("ids", "key"),
    [
        ({"id": "http://zotero.org/users/1/items/AB", "citation-key": "lee2020"}, "lee2020"),
        ({"id": "own", "citation-key": "lee2020"}, "own"),
        ({"id": "http://zotero.org/users/1/items/AB"}, "http://zotero.org/users/1/items/AB"),
        ({"id": 7, "citation-key": "lee2020"}, "lee2020"),
    ],
)
def test_the_key_that_one_would_cite_by(ids: dict[str, Any], key: str) -> None:
    assert item(**ids).key == key


@pytest.mark.parametrize("ids", [[{}, {"id": "lee"}], [{"id": "lee"}, {}], [{}, {}]])
def test_a_key_that_was_made_is_no_reason_to_drop_an_item(ids: list[dict[str, Any]]) -> None:
    items = [{"type": "book", "author": [{"family": "Lee"}], **one} for one in ids]
    assert {one.key for one in read(json.dumps(items)).references} == {"lee", "leea"}


def test_identifiers_in_the_lines_of_a_note() -> None:
    one = item(note="PMID: 7\narXiv:2301.12345 [cs]\nRead it.")
    assert (one.identifiers["PMID"], one.identifiers["arXiv"], str(one.text("note"))) == ("7", "2301.12345", "Read it.")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_NAMES = st.sampled_from(["id", "type", "title", "author", "issued", "DOI", "note", "keyword", "volume", "x"])


@given(st.lists(st.dictionaries(_NAMES, _JSON, max_size=6), max_size=3))
def test_any_json_gives_references_that_keep_their_members(items: list[dict[str, Any]]) -> None:
    bibliography = read(json.dumps(items))
    assert len(bibliography.references) + sum(item.rule == "duplicate-key" for item in bibliography.diagnostics) == len(
        items
    )
    for reference in bibliography.references:
        kept = {field.name: json.loads(field.value) for field in reference.fields}
        assert kept in items


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("plain", [Run("plain")]),
        ("a <i>b</i>", [Run("a "), Run("b", Mark.ITALIC)]),
        ("<i>a <i>b</i></i>", [Run("a ", Mark.ITALIC), Run("b")]),
        ("H<sub>2</sub>O<sup>+</sup>", [Run("H"), Run("2", Mark.SUB), Run("O"), Run("+", Mark.SUP)]),
        ('<span class="nocase">CAR</span>', [Run("CAR", Mark.NOCASE)]),
        ('<span style="font-variant: small-caps;">x</span>', [Run("x", Mark.SMALLCAPS)]),
        ("<sc>x</sc>", [Run("x", Mark.SMALLCAPS)]),
        ("<b><i>x</i></b>", [Run("x", Mark.BOLD | Mark.ITALIC)]),
        ("p <i> 0.05", [Run("p <i> 0.05")]),
        ("a </i> b", [Run("a </i> b")]),
        ("<i>a <b>b</i> c", [Run("a <b>b", Mark.ITALIC), Run(" c")]),
        ("<script>x</script>", [Run("<script>x</script>")]),
        ("a < b &amp; c", [Run("a < b & c")]),
        ("&lt;i&gt;b&lt;/i&gt; p &lt; .05 &amp;amp;", [Run("b", Mark.ITALIC), Run(" p < .05 &")]),
        ("R&D x&parameter;", [Run("R&D x&parameter;")]),
        ("<em>b</em> <strong>c</strong>", [Run("b", Mark.ITALIC), Run(" "), Run("c", Mark.BOLD)]),
        ("<jats:italic>b</jats:italic>", [Run("b", Mark.ITALIC)]),
        ('<a href="x">b</a> <span lang="la">c</span>', [Run("b c")]),
        ("<jats:title>Aim</jats:title><jats:p>One.</jats:p>\n <jats:p>Two.</jats:p>", [Run("Aim\nOne.\nTwo.")]),
        (
            '<mml:math xmlns:mml="m"><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math>O',
            [Run("H"), Run("2", Mark.SUB), Run("O")],
        ),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>\\frac12</annotation></math>", [Run("1/2")]),
        ("<math><mi>x", [Run("<math><mi>x")]),
        ("pre\u00adColumbian a\u200bb", [Run("preColumbian ab")]),
    ],
)
def test_rich_text(source: str, runs: list[Run]) -> None:
    assert parse_csl_markup(source) == Text(tuple(runs))


@given(st.lists(st.sampled_from(["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "</span>", "Q", "<"]), max_size=12))
def test_no_letter_of_rich_text_is_lost(parts: list[str]) -> None:
    assert str(parse_csl_markup("".join(parts))).count("Q") == parts.count("Q")
