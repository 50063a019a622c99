"""bibtexparser first, recovery where it would lose something: together they find what recovery alone finds."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.read.bibtex.test_bibtex_properties import BREAKS, ENTRIES, HOSTILE, TOKENS

from litreview.read.bibtex import recover, split
from litreview.read.bibtex.blocks import Block
from litreview.read.bibtex.decoding import SourceText

#: Each of these is lost, cut short or run together by bibtexparser alone.
LOST = {
    "a comma that is missing": "@misc{a, title = {x}\n year=2000}\n@misc{b}",
    "an extra brace": "@misc{a, title = {x}},\n year = {2000}\n}\n@misc{b, title={y}}",
    "an extra brace before a bare value": "@misc{a, title = {x}},\n year = 2000\n\n@misc{b, title={y}}",
    "an unclosed brace": "@misc{a,\n title = {Un{closed},\n year = {2000},\n}\n@misc{b, title={y}}\n",
    "an unclosed value that a later brace closes": "@misc{a,\n t = {{{A},\n n = {1}\n}\n@misc{b,\n t={B}\n}\n}}\n@x{c}",
    "an unclosed quote": '@misc{a,\n title = "open,\n author = "A and B"\n}\n@misc{b, title="y"}\n',
    "an escaped brace": "@misc{a, title={back\\}, year={2000}}\n@misc{b, title={set \\{ x}, year=1}",
    "an escaped quote": '@misc{a, title = "K\\"onig, or", year = 2000}\n@misc{b, title="\\"o"}',
    "a quote in braces in quotes": '@misc{a, title = "a {"} b", year = 1}\n@misc{b, title = "a {"b"} c" # d}',
    "a comment in an entry": "@misc{a,\n % note = {x, y},\n year = 2000, % {\n title={x} % z\n}\n@misc{b}",
    "an entry in a value": "@misc{a, abstract = {see\n@article{foo, title = {x}} there}, year = 2000}\n@misc{b}",
    "an entry in a comment": "% @misc{a, title={x}}\n@comment{\n@misc{b, title={x}}}\n@misc{c} % @misc{d, title={x}}\n",
    "a comment without an end": "@comment{ {\n@misc{a, title={x}}\n@comment\n@misc{b}",
    "a type that begins as another": "@commentary{a, year=2000}\n@stringent{b, year=1}\n@preambles{c, year=2}",
    "a type with a hyphen": "@in-proceedings{a, title={x}}\n@misc{b}",
    "a type on a line of its own": "@misc\n{a, title={x}}\n@ misc {b, title={y}}\n@misc{c}",
    "no type": "@{a, title={x}}\n@misc{b}",
    "parentheses": '@misc(a, title = {x)}, note="(y)")\n@string(s = "t")\n@misc(b)\n@misc(c))\n@misc{d}',
    "capitals": "@MISC{a, Title = {x}}\n@String{s = {t}}\n@Comment{x}\n@PREAMBLE{{x}}",
    "text behind a preamble": '@preamble{ " \\newcommand{\\noop}[1]{} " } loose {\n@x{a}\n@preamble{"x"} {y}\n@x{b}',
    "text behind an entry": "@misc{a} note {b}\n@misc{c}, title = {x}\n@misc{d}\n title = {y}\n",
    "addresses": "x@misc{a, title={y}}\nme@example.org {\n@misc{b}",
    "no key": "@misc{, title={x}}\n@misc{title={y}, year=2000}\n@misc{a b, t={x}}\n@misc{c=d, t={x}}",
    "an escaped comma": "@misc{a\\, t={x}}\n@misc{b\\,\n}\n@misc{c, t={x}\\, u={y}, v=1\\, w=2}\n@misc{d}",
    "two keys": "@misc{a, t={1}}\n@misc{a, t={2}, t={3}}\n@string{s={1}}\n@string{s={2}}",
    "two definitions in one": '@string{a = "x", b = "y"}\n@string{c = "x",}\n@misc{k, title = a # b # {c} # 1}',
    "pieces without a sign": '@misc{a, t = {x} {y}, u = "x"{y}, v = {x} # , w = # {x}, x = 12--15}\n@misc{b}',
    "no value": "@misc{a, t = , u = {}, v}\n@misc{b, t={x},,}\n@misc{c,}",
    "an equals sign on the next line": "@misc{a, title\n = jan # {x}, note\n= {y}, u\n=12--15}",
    "the same again": "% @misc{a}\nx @misc{a} @misc{a}\n@misc{a\n@misc{a}",
    "an entry in an unclosed one": "@a{k @b{c, t={x}}\n@misc{d, t={ @misc{e}\n@misc{e}\n",
}


def alone(source: SourceText) -> tuple[list[Block], list[str]]:
    recovery = recover.Recovery(source)
    recovery.read(0, len(source.text))
    return recovery.blocks, sorted(map(str, recovery.diagnostics))


def same_as_alone(text: str) -> None:
    source = SourceText.of("a.bib", text)
    blocks, found = split.read_blocks(source)
    assert (blocks, sorted(map(str, found))) == alone(source)


@pytest.mark.parametrize("text", LOST.values(), ids=LOST.keys())
def test_what_bibtexparser_loses_is_recovered(text: str) -> None:
    same_as_alone(text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_read_alike(text: str) -> None:
    same_as_alone(text[:20_000])


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Files of sound entries and lost ones, broken in a few places."""
    entries = [f"@misc{{{key},\n  {fields}\n}}" for key, fields in draw(ENTRIES)]
    pieces = draw(st.permutations([*entries, *draw(st.lists(st.sampled_from([*LOST.values()]), max_size=2))]))
    text = draw(st.sampled_from(["\n", "\n\n", " ", "", ",", " % "])).join(pieces)
    for place, sign in draw(BREAKS):
        at = place % (len(text) + 1)
        text = text[:at] + sign + text[at:]
    return text


@given(broken() | TOKENS)
@settings(max_examples=300)
@example('@preamble{{a}}\n@misc{b} "')
def test_any_file_is_read_alike(text: str) -> None:
    same_as_alone(text)


def test_sound_entries_are_bibtexparsers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recover.Recovery, "read", lambda *_: pytest.fail("recovered"))
    text = '% made\n@string{j = "J"}\n@comment{x: y;}\n@article{a, title = {T {U}}, journal = j # { K}, year = 2000}\n'
    blocks, found = split.read_blocks(SourceText.of("a.bib", text))
    assert len(blocks) == 2
    assert not found
