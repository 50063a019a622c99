"""Text from data stays text, whatever the extensions of the site."""

from __future__ import annotations

import html
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.cite.escape import inert, inert_attribute
from litreview.cite.intext_style import AUTHOR_DATE_APA, NUMERIC_BRACKETS
from tests.cite.citing import Dom, bibliography, cite, reference, to_html

HOSTILE = [
    '--8<-- "../../secret"',
    "<script>alert(1)</script>",
    "*a* _b_ **c** `d`",
    "[x](javascript:alert(1))",
    "![x](y.png)",
    "{{ 7*7 }} {% x %}",
    ":smile: ++ctrl+c++ ==m== ~~d~~ ^s^ ~s~ ^^i^^",
    "{++a++} {--b--} {>>c<<} {==d==}",
    "$x$ \\(y\\) $$z$$",
    "# h",
    "- x",
    "1. x",
    "a. x",
    "iv) x",
    "> x",
    "+ x",
    ": x",
    "| a | b |",
    "!!! note",
    "??? note",
    '=== "Tab"',
    "/// note",
    "```",
    "    code",
    "[TOC]",
    "[^1]",
    "*[CLL]: x",
    "[x]: y",
    "@a and [@a; @b]",
    "(c) (TM) 1st 2ND 3rd 4th 1/2 c/o +/- --> <-- =/= ...",
    "\"quoted\" 'words' it's -- --- <<x>>",
    "https://example.org www.example.org me@example.org",
    "&amp; &#64; &lt;",
    "{: #id .class } { .x }",
    "two  spaces  ",
    "trailing \\",
    "\x02klzzwxh:0\x03",
    "\U0010fff0\U0010ffe0",
    "AT&T; x<y>z",
    "klzzwxh:0001",
    "---",
    "===",
]
PLACES = {
    "paragraph": "{}",
    "sentence": "Before {} after.",
    "heading": "## {}\n\nText",
    "list": "- {}",
    "table": "| x | y |\n|---|---|\n| {} | 1 |",
    "admonition": '!!! note "{}"\n    Text',
    "definition": "Term\n:   {}",
    "emphasis": "*{}*",
}


def read(text: str) -> str:
    """What a reader sees: HTML folds white space."""
    return " ".join(text.split())


@cache
def harmless(place: str) -> Dom:
    return Dom(to_html(PLACES[place].format("zzz")))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", HOSTILE)
def test_inert_text_reads_as_itself(text: str, place: str) -> None:
    plain = harmless(place)
    page = Dom(to_html(PLACES[place].format(inert(text))))
    assert page.elements == plain.elements
    visible = "".join(character if character >= " " else "\N{REPLACEMENT CHARACTER}" for character in text)
    assert read(page.text) == read(plain.text.replace("zzz", visible))


@given(st.text(max_size=40))
def test_inert_text_loses_no_character(text: str) -> None:
    shown = html.unescape(inert(text))
    assert len(shown) == len(text)
    assert all(b in {a, "\N{REPLACEMENT CHARACTER}"} for a, b in zip(text, shown, strict=True))


@given(st.text(alphabet="*_`[]()<>{}|\\^~$&#=+@\"'!?:;/.,%- \n18abcth", max_size=24))
@settings(max_examples=60)
def test_no_syntax_acts_on_inert_text(text: str) -> None:
    page = Dom(to_html(f"Before {inert(text)} after."))
    assert page.elements == ["p"]
    assert read(page.text) == read(f"Before {text} after.")


class _Attribute(HTMLParser):
    value: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.value = dict(attrs).get("data-x") if tag == "i" else self.value


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.isprintable()])
def test_inert_attributes_keep_their_value(text: str) -> None:
    parser = _Attribute()
    parser.feed(to_html(f'Text <i data-x="{inert_attribute(text)}">i</i>'))
    assert parser.value == text


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", [t.strip() for t in HOSTILE if t.isprintable() and len(t.strip()) > 1])
def test_hostile_names_and_keys_print_as_they_are(name: str, place: str) -> None:
    references = bibliography(reference("k", name, year=2020))
    source = cite(PLACES[place].format("@k [p. 3]"), references, AUTHOR_DATE_APA).pages[0].source
    page = Dom(to_html(source))
    assert [read(text) for text in page.group_texts] == [read(f"{name} (2020, p. 3)")]
    assert page.keys == ["k"]


@pytest.mark.parametrize(
    "key", ["a*b*c", "x_y_z", "a<b>", 'q"q', "a&amp;b", "$x$", "[x](y)", ":smile:", "--8<--", "| |", "ü"]
)
def test_hostile_keys_arrive_whole(key: str) -> None:
    references = bibliography(reference(key, "Adams, A.", year=2020))
    site = cite(f"Text [@{{{key}}}] text\n\n| x |\n|---|\n| [@{{{key}}}] |", references, NUMERIC_BRACKETS)
    assert Dom(to_html(site.pages[0].source)).keys[:1] == [key]
    assert site.numbers == {key: 1}
