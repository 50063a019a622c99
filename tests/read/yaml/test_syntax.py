"""YAML as a text file: what scalars mean, where they stand, and what is said about files that cannot be read."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.read.sources import SourceFile
from litreview.read.yaml import Document, read_yaml


def read(text: str | bytes) -> Document:
    return read_yaml(SourceFile("refs/x.yml", text if isinstance(text, bytes) else text.encode()))


def only(text: str | bytes) -> Diagnostic:
    document = read(text)
    (found,) = document.diagnostics
    assert (found.severity, found.rule, found.position.file) == (Severity.ERROR, "yaml", "refs/x.yml")
    return found


@pytest.mark.parametrize(
    "scalar",
    ["no", "yes", "on", "off", "y", "2024-05-01", "012", "0o14", "1:30", "1.10", "1_000", ".inf", "=", "+1", "2024"],
)
def test_scalars_stay_the_text_that_the_author_wrote(scalar: str) -> None:
    assert read(f"a: {scalar}\n").value == {"a": scalar}


@pytest.mark.parametrize("scalar", ["", "~", "null", "Null", "NULL"])
def test_only_a_plain_null_is_nothing(scalar: str) -> None:
    assert read(f"a: {scalar}\n").value == {"a": None}
    assert read(f"a: '{scalar}'\n").value == {"a": scalar}


def test_a_paragraph_ends_alike_in_folded_and_in_literal_text() -> None:
    plain, folded, literal = "a: one\n  and\n\n  two\n", "a: >-\n  one\n  and\n\n  two\n", "a: |-\n  one and\n\n  two\n"
    assert [read(text).value["a"] for text in (plain, folded, literal)] == ["one and\n\ntwo"] * 3


def test_every_value_and_every_name_has_its_place() -> None:
    document = read('title: "Ä 😀"\nlist: [a, {b: c}]\nmore:\n  - "x"\n  -   y: z\n')
    places = {path: (place.line, place.column) for path, place in document.places.items()}
    assert places == {
        (): (1, 1), ("title",): (1, 8), ("list",): (2, 7), ("list", 0): (2, 8), ("list", 1): (2, 11),
        ("list", 1, "b"): (2, 15), ("more",): (4, 3), ("more", 0): (4, 5), ("more", 1): (5, 7),
        ("more", 1, "y"): (5, 10),
    }  # fmt: skip
    assert {path: (place.line, place.column) for path, place in document.names.items()} == {
        ("title",): (1, 1), ("list",): (2, 1), ("list", 1, "b"): (2, 12), ("more",): (3, 1), ("more", 1, "y"): (5, 7),
    }  # fmt: skip


def test_columns_count_characters_behind_a_byte_order_mark() -> None:
    assert str(read("\ufeffa: ü b: c".encode()).diagnostics[0].position) == "refs/x.yml:1:7"


def test_an_anchor_repeats_a_value() -> None:
    document = read("a: &one [x, {y: z}]\nb: *one\n")
    assert document.value == {"a": ["x", {"y": "z"}], "b": ["x", {"y": "z"}]}
    assert document.places["b", 1, "y"] == document.places["a", 1, "y"]


def test_a_second_name_is_named_with_the_line_of_the_first_which_counts() -> None:
    document = read("a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\na: 5\n")
    assert document.value == {"a": "1", "b": {"c": "2", "d": "3"}}
    assert [(d.position.line, d.position.column, d.message) for d in document.diagnostics] == [
        (5, 3, "`c` stands here a second time; the first, in line 3, counts"),
        (6, 1, "`a` stands here a second time; the first, in line 1, counts"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("a: 1\n\tb: 2\n", 2, 1, "tab", "indent with spaces"),
        ("a: x\nb: y: z\n", 2, 5, "mapping values", "quotes"),
        ("a: 1\nb: [x, y\n", 2, 4, "line 2", "bracket"),
        ("a: 1\n---\nb: 2\n", 2, 1, "another document", "delete the line ---"),
        ("a: *b\n", 1, 4, "undefined alias", "quotes"),
        ("a: @b\n", 1, 4, "cannot start", "quotes"),
        ("a: !!python/object/apply:os.system [x]\n", 1, 4, "python/object", "without it"),
        ("a: !own x\n", 1, 4, "!own", "without it"),
        ("? [a]\n: b\n", 1, 3, "not a list", ""),
        ("b: 1\n<<: {a: 1}\n", 2, 1, "merge key", "write the values out"),
        ("a: x\nb: c\x07\n", 2, 5, "U+0007", "delete"),
        ('a: x\nb: "c\\e"\n', 2, 4, "U+001B", "leave it out"),
        (b"a: x\nb: caf\xe9\n", 2, 7, "not UTF-8", "UTF-8"),
        ("a: x".encode("utf-16"), 1, 1, "not UTF-8", "UTF-16"),
        ("a: &a [*a]\n", 1, 4, "anchors", ""),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(
    text: str | bytes, line: int, column: int, message: str, hint: str
) -> None:
    found = only(text)
    assert (found.position.line, found.position.column) == (line, column)
    assert message in found.message
    assert hint in found.hint


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_nesting_without_end_is_refused_and_not_walked(opening: str, closing: str) -> None:
    assert "nested" in only("a:\n " + opening * 20_000 + "x" + closing * 20_000).message


def test_anchors_that_multiply_are_refused_soon() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    start = time.process_time()
    assert "anchors" in only("\n".join(lines)).message
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n"])
def test_a_file_without_values_is_empty(text: str) -> None:
    document = read(text)
    assert (document.value, document.diagnostics) == (None, ())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_value_or_a_diagnostic(data: bytes) -> None:
    document = read(data)
    assert all(d.position.line >= 1 and d.position.column >= 1 for d in document.diagnostics)
    if document.value is not None:
        assert () in document.places


syntax = st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,\n \t<=~0.", max_size=60)


@given(syntax)
def test_any_mixture_of_syntax_gives_a_value_or_a_diagnostic(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(1 <= d.position.line <= lines for d in read(text).diagnostics)


printable = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=12).filter(
    lambda text: not {"\x85", "\u2028", "\u2029", "\ufeff"} & set(text)
)
trees = st.recursive(
    printable, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(printable, inner, max_size=3), max_leaves=12
)


@given(trees, st.booleans())
def test_what_another_program_writes_is_read_back_and_each_text_stands_at_its_place(tree: Any, flow: bool) -> None:  # noqa: ANN401, FBT001 - a drawn tree and way of writing
    # Quoted, since a plain null is nothing and what the writer folds is another test.
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, default_style='"', width=10_000)
    document = read(text)
    assert document.value == tree
    lines = text.split("\n")
    for path, place in document.places.items():
        value = document.value
        for step in path:
            value = value[step]
        if isinstance(value, str):
            written = lines[place.line - 1][place.column - 1 :]
            assert written.startswith('"')
            if value.isalnum() and value.isascii():
                assert written.startswith(f'"{value}"')


def test_a_document_without_some_values_keeps_the_places_of_the_others() -> None:
    document = read("a: [x, y, z]\nb: {c: 1, d: 2}\n")
    rest = document.without({("a", 0), ("a", 2), ("b", "c")})
    assert rest.value == {"a": ["y"], "b": {"d": "2"}}
    assert {path: str(place) for path, place in rest.below(("a",))} == {(): "refs/x.yml:1:4", (0,): "refs/x.yml:1:8"}
    assert rest.place(("b", "d", "deeper")) == document.places["b", "d"]
    assert rest.names == {path: place for path, place in document.names.items() if path != ("b", "c")}
