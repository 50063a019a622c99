"""What holds for any input: no error, every entry accounted for, time in proportion to size."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.model.diagnostics import has_errors
from litreview.read.bibtex import read_bibtex
from litreview.read.bibtex.latex import decode
from litreview.read.sources import Bibliography, SourceFile

WORDS = st.text(alphabet="abcXYZ äß0189 -.:;&%#_~^$'`\\", max_size=20)
NESTED = st.recursive(WORDS, lambda inner: st.builds("{{{}}}".format, inner) | st.builds("{}{}".format, inner, inner))
NAMES = st.sampled_from(
    ["title", "Title", "author", "year", "month", "pages", "doi", "url", "crossref", "keywords", "x-source"]
)
VALUES = st.one_of(
    st.builds("{{{}}}".format, NESTED.filter(lambda text: not text.endswith("\\"))),
    st.integers(0, 3000).map(str),
    st.sampled_from(["jan", "jan # { 1}", '"quoted {text}"', "{A and B}", "{Smith, J. and others}"]),
)
FIELDS = st.lists(st.builds("{} = {}".format, NAMES, VALUES), max_size=6).map(",\n  ".join)
KEYS = st.integers(0, 10**6).map("key{}".format)
ENTRIES = st.lists(st.tuples(KEYS, FIELDS), max_size=6, unique_by=lambda entry: entry[0])
BREAKS = st.lists(
    st.tuples(st.integers(0, 2000), st.sampled_from(["{", "}", '"', ",", "@", "%", "\\", "\n", "=", "#"])), max_size=4
)
TOKENS = st.lists(
    st.sampled_from(
        [*'{}"()@,=#%\\$~ \n', "@article{", "@string{", "@comment{", "key,", "title", "author", " and ", "a", "1"]
    ),
    max_size=60,
).map("".join)


def read(text: str | bytes) -> Bibliography:
    return read_bibtex([SourceFile("a.bib", text.encode() if isinstance(text, str) else text)])


def check(result: Bibliography) -> None:
    keys = [reference.key for reference in result.references]
    assert len(keys) == len(set(keys))
    assert all(keys)


@given(ENTRIES)
@settings(max_examples=60)
def test_entries_of_the_grammar_are_read_with_all_their_fields(entries: list[tuple[str, str]]) -> None:
    result = read("\n\n".join(f"@misc{{{key},\n  {fields}\n}}" for key, fields in entries))
    check(result)
    assert [reference.key for reference in result.references] == [key for key, _ in entries]
    for reference, (_, fields) in zip(result.references, entries, strict=True):
        written = {name.lower() for name in re.findall(r"(?:^|,\n  )([\w-]+) = ", fields)}
        assert {field.name.lower() for field in reference.fields} == written


@given(ENTRIES, BREAKS)
@settings(max_examples=120)
def test_entries_are_accounted_for_in_broken_files(
    entries: list[tuple[str, str]], breaks: list[tuple[int, str]]
) -> None:
    text = "\n\n".join(f"@misc{{{key},\n  {fields}\n}}" for key, fields in entries)
    for place, char in breaks:
        at = place % (len(text) + 1)
        text = text[:at] + char + text[at:]
    result = read(text)
    check(result)
    told = " ".join([*(reference.key for reference in result.references), *(d.message for d in result.diagnostics)])
    present = re.findall(r"^@misc\{(key\d+),\n", text, flags=re.MULTILINE)
    assert all(re.search(rf"\b{key}\b", told) for key in present)


@given(TOKENS | st.text(max_size=80) | st.binary(max_size=80))
@settings(max_examples=150)
def test_nothing_raises_an_error(data: str | bytes) -> None:
    text = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    check(read(text))


@given(st.text(alphabet="ab {}\\$^_'\"`~-&;cuvtextit", max_size=60))
@settings(max_examples=150)
def test_any_latex_gives_runs_without_blanks_at_the_ends(source: str) -> None:
    runs = decode(source, protect=True).runs
    assert all(run.text for run in runs)
    assert all(one.mark != other.mark or "MATH" in str(one.mark) for one, other in pairwise(runs))


HOSTILE = {
    "nesting": "@a{k,t=" + "{" * 10_000 + "x" + "}" * 10_000 + "}",
    "accents": "@a{k,title={" + r"\'{" * 10_000 + "e" + "}" * 10_000 + "}}",
    "a long field": "@a{k,title={" + "word {W} " * 100_000 + "}}",
    "unclosed values": "@a{k,t={\n" * 5_000,
    "unclosed quotes": '@a{k,t="x\n' * 5_000,
    "escaped braces": "@a{k," + "t={\\}x\n" * 20_000,
    "escaped braces in one line": "@a{k," + "t={\\{ ," * 20_000,
    "unclosed entries": "@a{k\n" * 5_000,
    "nested and rejected": "@a{k,t={\n" * 3_000 + "}\n@x{y}\n" * 3_000,
    "unclosed entries in one line": "@a{" * 40_000,
    "entries in one line": "% " + "@a{k} " * 40_000,
    "entries in an address": "x@a{k}" * 40_000,
    "parentheses in one line": "@a(k) @a(l" * 20_000,
    "the same entry, commented out": "% @a{k}\n" * 20_000,
    "at signs": "x @ " * 40_000,
    "dollars": "@a{k,title={" + "$" * 50_000 + "}}",
    "formula openers": "@a{k,title={" + "\\(" * 50_000 + "}}",
    "and": "@a{k,author={" + "A and " * 20_000 + "}}",
    "commas": "@a{k,author={" + "A, " * 50_000 + "}}",
    "many parents of one": "".join(f"@xdata{{x{i},f{i}={{v}}}}\n" for i in range(10_000))
    + "@book{k,xdata={"
    + ",".join(f"x{i}" for i in range(10_000))
    + "}}",
    "a chain of parents": "".join(f"@a{{k{i},crossref={{k{i + 1}}}}}\n" for i in range(3_000)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_take_no_more_than_linear_time(text: str) -> None:
    start = time.process_time()
    result = read(text)
    assert time.process_time() - start < 5
    assert result.references or has_errors(result.diagnostics) or text.startswith(("%", "x"))
