"""Every way in which a .bib file can be broken that parsers are known to pass over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from litreview.model.diagnostics import Severity
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import Bibliography, SourceFile

ROOT = Path(__file__).parents[3]


def read(*texts: str | bytes) -> Bibliography:
    files = [
        SourceFile(f"refs/{number}.bib", text.encode() if isinstance(text, str) else text)
        for number, text in enumerate(texts, 1)
    ]
    return read_bibtex(files)


def fields(bibliography: Bibliography, index: int = 0) -> dict[str, str]:
    return {field.name: field.value for field in bibliography.references[index].fields}


def found(bibliography: Bibliography) -> list[tuple[str, str, int, int]]:
    return [
        (finding.rule, finding.severity.value, finding.position.line, finding.position.column)
        for finding in bibliography.diagnostics
    ]


def keys(bibliography: Bibliography) -> list[str]:
    return [reference.key for reference in bibliography.references]


def test_a_clean_entry_keeps_every_field_and_its_place() -> None:
    result = read('@Article{a1,\n  Title = {One {Two}},\n  year=2020, note = "x"\n}\n')
    assert result.diagnostics == ()
    assert [(f.name, f.value, f.position.line, f.position.column) for f in result.references[0].fields] == [
        ("Title", "One {Two}", 2, 3),
        ("year", "2020", 3, 3),
        ("note", "x", 3, 14),
    ]
    assert result.references[0].entry_type == "Article"
    assert str(result.references[0].origin.at("title")) == "refs/1.bib:2:3"


@pytest.mark.parametrize(
    ("text", "expected", "findings"),
    [
        pytest.param(
            "@misc{a, title = {x}\n year=2000}",
            {"title": "x", "year": "2000"},
            [("bibtex-syntax", "warning", 1, 21)],
            id="missing comma",
        ),
        pytest.param(
            "@misc{a, title = {x}},\n year = {2000}\n}",
            {"title": "x", "year": "2000"},
            [("bibtex-syntax", "warning", 1, 21)],
            id="extra closing brace",
        ),
        pytest.param(
            "@misc{a,\n title = {Un{closed},\n year = {2000},\n}\n",
            {"title": "Un{closed}", "year": "2000"},
            [("bibtex-syntax", "error", 2, 10)],
            id="unclosed brace",
        ),
        pytest.param(
            '@misc{a,\n title = "unclosed,\n author = "A and B"\n}\n',
            {"title": "unclosed", "author": "A and B"},
            [("bibtex-syntax", "error", 2, 10)],
            id="unclosed quote",
        ),
        pytest.param(
            "@misc{a, title={back\\}, year={2000}}",
            {"title": "back\\", "year": "2000"},
            [],
            id="a backslash escapes no brace",
        ),
        pytest.param(
            "@misc{a,\n title = {set \\{ x},\n year = {2000}\n}\n",
            {"title": "set \\{ x", "year": "2000"},
            [("bibtex-syntax", "warning", 2, 10)],
            id="an escaped brace without partner",
        ),
        pytest.param(
            "@misc{a,\n title = {set x \\} y, and more = z},\n year = {2000}\n}\n",
            {"title": "set x \\} y, and more = z", "year": "2000"},
            [("bibtex-syntax", "warning", 2, 17)],
            id="an escaped brace that ends a value too soon",
        ),
        pytest.param(
            "@misc{a,\n title = {set x \\}},\n year = {2000}\n}\n",
            {"title": "set x \\}", "year": "2000"},
            [("bibtex-syntax", "warning", 2, 17)],
            id="an escaped brace at the end of a value",
        ),
        pytest.param(
            "@misc{a,\n title = {set x\\},\n year = {2000}\n}\n",
            {"title": "set x\\", "year": "2000"},
            [],
            id="a backslash at the end of a value",
        ),
        pytest.param(
            "@misc{a,\n % note = {x, y},\n year = 2000}",
            {"year": "2000"},
            [("bibtex-syntax", "warning", 2, 2)],
            id="comment inside an entry",
        ),
        pytest.param(
            "@misc{a, abstract = {see\n@article{foo, title = {x}} there}, year = 2000}",
            {"abstract": "see\n@article{foo, title = {x}} there", "year": "2000"},
            [("bibtex-syntax", "warning", 2, 1)],
            id="an entry quoted in a value",
        ),
        pytest.param(
            '@misc{a, title = "K\\"onig, or", year = 2000}',
            {"title": 'K\\"onig, or', "year": "2000"},
            [("bibtex-syntax", "warning", 1, 20)],
            id="an accent that ends the quotes",
        ),
        pytest.param(
            "@misc{a, pages = 12--15, year = 2000}",
            {"pages": "12--15", "year": "2000"},
            [("bibtex-syntax", "warning", 1, 18)],
            id="value without braces",
        ),
        pytest.param(
            "@misc{a, title = {x} {y}, year = 2000}",
            {"title": "{x} {y}", "year": "2000"},
            [("bibtex-syntax", "warning", 1, 22)],
            id="text after a value",
        ),
        pytest.param(
            "@misc{a\n  title = {x}}",
            {"title": "x"},
            [("bibtex-syntax", "warning", 1, 8)],
            id="no comma after the key",
        ),
        pytest.param(
            "@misc{a, title = {x}, Title = {y}}",
            {"title": "x"},
            [("duplicate-field", "error", 1, 23)],
            id="fields that differ in case",
        ),
        pytest.param(
            "@misc{a, title = {x}, title = {x}}",
            {"title": "x"},
            [("duplicate-field", "warning", 1, 23)],
            id="a field twice with one value",
        ),
        pytest.param(
            "@misc{a, title = {x}, {lost}, year = 2000}",
            {"title": "x", "year": "2000"},
            [("bibtex-syntax", "error", 1, 23)],
            id="what is no field",
        ),
        pytest.param(
            "@misc{a, date added = {x}}",
            {"date added": "x"},
            [("bibtex-syntax", "warning", 1, 10)],
            id="blank in a field name",
        ),
        pytest.param("@misc(a, title = {x})", {"title": "x"}, [], id="parentheses"),
        pytest.param("@misc{a,, title = {x},,}", {"title": "x"}, [], id="commas too many"),
        pytest.param("@misc{a, title = {}}", {"title": ""}, [], id="empty value"),
        pytest.param(
            "@misc{a, title = , year = 2000}",
            {"title": "", "year": "2000"},
            [("bibtex-syntax", "warning", 1, 18)],
            id="no value",
        ),
    ],
)
def test_one_entry_is_read_whole_and_what_is_wrong_is_named(
    text: str, expected: dict[str, str], findings: list[tuple[str, str, int, int]]
) -> None:
    result = read(text)
    assert keys(result) == ["a"]
    assert fields(result) == expected
    assert [finding for finding in found(result) if finding[0] in ("bibtex-syntax", "duplicate-field")] == findings


def test_an_unclosed_value_does_not_swallow_the_next_entries() -> None:
    result = read(
        "@misc{a,\n title = {two {{open},\n year = 1\n}\n\n@misc{b,\n title = {B}\n}\n"
        "@misc{c, title = {C}},\n note={z}\n}\n"
    )
    assert keys(result) == ["a", "b", "c"]
    assert fields(result, 1) == {"title": "B"}
    assert fields(result, 2) == {"title": "C", "note": "z"}


def test_an_unclosed_value_that_a_later_extra_brace_closes_does_not_swallow_either() -> None:
    result = read("@misc{a,\n t = {{{A},\n n = {1}\n}\n@misc{b,\n t = {B}\n}\n@misc{c,\n t = {C}},\n n = {1}\n}\n")
    assert keys(result) == ["a", "b", "c"]
    assert ("bibtex-syntax", "error", 2, 6) in found(result)


def test_an_unclosed_value_that_the_next_entry_closes_does_not_swallow_it() -> None:
    result = read(
        "@misc{a, editor = {E}, title = {Co\n@misc{b, title = {B}, year=2000}}\n"
        "@misc{c, title = {C}, note = {N, pages = {1}}\n@misc{d, title = {D}}\n@misc{e, year = 1}\n"
    )
    assert keys(result) == ["a", "b", "c", "d", "e"]
    assert fields(result, 1) == {"title": "B", "year": "2000"}
    assert ("bibtex-syntax", "error", 1, 32) in found(result)


def test_an_entry_that_an_unclosed_value_holds_is_named_though_a_field_follows_it() -> None:
    result = read("@misc{a, title = {A\n@misc{b, year = {1}}} note = {N}}\n")
    assert [d.message for d in result.diagnostics if "“b”" in d.message]
    assert keys(result) == ["a"]


def test_an_entry_without_its_last_brace_ends_before_the_next_one() -> None:
    result = read("@misc{a, title = {A}\n\n@misc{b, title = {B}}\n@misc{c, title = {C}\n")
    assert keys(result) == ["a", "b", "c"]
    assert [line for rule, _, line, _ in found(result) if rule == "bibtex-syntax"] == [1, 4]


def test_entries_in_comments_are_named_and_not_read() -> None:
    result = read("% @misc{a, title={x}}\n@comment{\n@misc{b, title={x}}}\n@misc{c, title={x}}")
    assert keys(result) == ["c"]
    infos = [finding.message for finding in result.diagnostics if finding.severity is Severity.INFO]
    assert infos == ["the entry “a” is commented out", "the entry “b” is commented out"]


def test_a_missing_opening_brace_is_named() -> None:
    result = read("@article a, title={x}\n@misc{b, title={x}}")
    assert keys(result) == ["b"]
    assert ("bibtex-syntax", "error", 1, 1) in found(result)


def test_addresses_and_jabref_comments_are_no_entries() -> None:
    result = read(
        'Made by me@example.org (2020)\n@comment{jabref-meta: x;}\n@preamble{"\\newcommand{\\x}{y}"}\n@misc{b}'
    )
    assert keys(result) == ["b"]
    assert result.diagnostics == ()


def test_entry_types_with_hyphens_and_unknown_ones() -> None:
    result = read("@in-proceedings{a, title={x}}\n@nonsense{b, title={x}}")
    assert [(r.type, r.entry_type) for r in result.references] == [
        ("paper-conference", "in-proceedings"),
        ("document", "nonsense"),
    ]
    assert found(result) == [("unknown-entry-type", "warning", 2, 1)]


def test_entries_without_a_key_are_kept_and_named() -> None:
    result = read("@misc{, title={x}}\n@misc{title={y}, year=2000}\n@misc{year=2001}")
    assert keys(result) == ["misc-line-1", "misc-line-2", "misc-line-3"]
    assert [rule for rule, *_ in found(result)] == ["missing-key"] * 3


def test_odd_keys() -> None:
    result = read("@misc{DBLP:conf/a-b_c.1+2, title={x}}\n@misc{two words, title={x}}\n@misc{a=b, title={x}}")
    assert keys(result) == ["DBLP:conf/a-b_c.1+2", "two words", "a=b"]
    assert found(result) == [("bibtex-syntax", "warning", 2, 7)]


def test_of_duplicate_keys_the_first_counts_also_across_files() -> None:
    result = read("@misc{a, title={1}}\n@misc{a, title={2}}", "@misc{A, title={3}}\n\n@misc{a, title={4}}")
    assert [(r.key, str(r.title)) for r in result.references] == [("a", "1"), ("A", "3")]
    assert [str(d.position) + " " + d.rule for d in result.diagnostics] == [
        "refs/1.bib:2:1 duplicate-key",
        "refs/2.bib:1:1 key-case",
        "refs/2.bib:3:1 duplicate-key",
    ]
    assert all("refs/1.bib:1:1" in d.message for d in result.diagnostics)


# Abbreviations


def test_abbreviations_are_joined_and_expanded_recursively_forward_and_across_files() -> None:
    result = read(
        '@string{a = "A"} @string{ab = a # " and " # b}\n@misc{k, title = ab # {!}, note = LATE, month = jan # "~1"}',
        "@string{b = {B}} @string(late = {from the next file})",
    )
    assert fields(result) == {"title": "A and B!", "note": "from the next file", "month": "January~1"}
    assert result.diagnostics == ()


def test_undefined_and_cyclic_abbreviations_are_named() -> None:
    result = read("@string{x = y}\n@string{y = x}\n@misc{k, title = none, note = x}")
    assert fields(result)["title"] == "none"
    assert ("undefined-string", "warning", 3, 18) in found(result)
    assert any(rule == "cyclic-string" for rule, *_ in found(result))


def test_a_later_definition_holds_from_there_on() -> None:
    result = read('@string{a="1"}\n@misc{x,title=a}\n@string{a="2"}\n@misc{y,title=a}')
    assert [str(r.title) for r in result.references] == ["1", "2"]
    assert found(result) == [("duplicate-string", "warning", 3, 9)]


def test_abbreviations_that_double_themselves_stay_small() -> None:
    text = '@string{s0="x"}' + "".join(f"@string{{s{i + 1}=s{i} # s{i}}}" for i in range(60)) + "@misc{k,title=s60}"
    result = read(text)
    assert len(fields(result)["title"]) <= 1_000_000
    assert any(rule == "string-too-long" for rule, *_ in found(result))


# Encodings and other formats


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        pytest.param("\ufeff@misc{a,\n title={é}}".encode(), [], id="byte order mark"),
        pytest.param("@misc{a,\r\n title={é}}\r\n".encode(), [], id="CRLF"),
        pytest.param("@misc{a,\r title={é}}\r".encode(), [], id="CR"),
        pytest.param("@misc{a,\n title={é}}".encode("utf-16"), [], id="UTF-16"),
        pytest.param("@misc{a,\n title={é}}".encode("utf-16-be"), [], id="UTF-16 without mark"),
        pytest.param("@misc{a,\n title={é}}".encode("latin-1"), [("encoding", "warning", 2, 1)], id="Latin-1"),
        pytest.param("@misc{a,\n title={\0é}}".encode(), [("encoding", "warning", 2, 1)], id="zero byte"),
    ],
)
def test_encodings(data: bytes, rules: list[tuple[str, str, int, int]]) -> None:
    result = read(data)
    assert str(result.references[0].title) == "é"
    assert result.references[0].fields[0].position.line == 2
    assert found(result) == rules


def test_lines_of_two_encodings_in_one_file() -> None:
    result = read("@misc{a, title={é}}\n".encode() + "@misc{b, title={é – “x”}}".encode("cp1252"))
    assert [str(r.title) for r in result.references] == ["é", "é – “x”"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TY  - JOUR\nTI  - x\nER  - \n", "RIS"),
        ("<!DOCTYPE html>\n<html><body>x</body></html>", "HTML"),
        ("PMID- 123\nTI  - x\n", "NBIB"),
        ('[{"id": "a"}]', "JSON"),
        ("some words", "no BibTeX entry"),
    ],
)
def test_other_formats_under_the_name_bib_are_recognised(text: str, name: str) -> None:
    result = read(text)
    (finding,) = (d for d in result.diagnostics if d.rule == "not-bibtex")
    assert finding.severity is Severity.ERROR
    assert name in finding.message


def test_empty_files_and_comments_are_no_error() -> None:
    assert read("", "\n\n", "% only a comment\n").diagnostics == ()


def test_merge_conflict_markers_leave_the_entries() -> None:
    result = read("<<<<<<< HEAD\n@misc{a, title={x}}\n=======\n@misc{b, title={x}}\n>>>>>>> main\n")
    assert keys(result) == ["a", "b"]


def test_the_flagships_bibliography_reads_without_a_finding() -> None:
    path = ROOT / "refs" / "references.bib"
    result = read_bibtex([SourceFile("refs/references.bib", path.read_bytes())])
    assert len(result.references) == path.read_text(encoding="utf-8").count("\n@")
    assert result.diagnostics == ()
