"""What holds for every reference in every style, whatever is in it."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.cite import styles
from litreview.cite.styles.format import format_bibliography, format_reference, plain_text
from litreview.cite.styles.registry import SUFFIX, Style, builtin_styles, load_style
from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES, TYPES
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.source import Origin, Position
from litreview.model.text import Mark, Run, Text

_HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "a & b",
        '" onload="x',
        "</i>",
        "&amp;",
        "\ufdd0\ufdd6",
        "“",
        "”",
        "..",
        "$x$",
    ]
)
_WORDS = st.text(max_size=30) | _HOSTILE | st.sampled_from(["2", "3–5", "A title: of things", "e12", "1-10"])
_TEXTS = st.lists(
    st.builds(Run, _WORDS, st.sampled_from([*list(Mark), Mark.NONE, Mark.ITALIC | Mark.NOCASE])), max_size=3
).map(lambda runs: Text(tuple(runs)))
_NAMES = st.builds(Name, family=_WORDS, given=_WORDS, suffix=_WORDS) | st.builds(Name, literal=_WORDS)
_LISTS = st.builds(NameList, st.lists(_NAMES, max_size=4).map(tuple), st.booleans())
_SIDES = st.one_of(
    st.just(()),
    st.tuples(st.integers(-50, 2100)),
    st.tuples(st.integers(1, 2100), st.integers(1, 12)),
    st.tuples(st.integers(1, 2100), st.integers(1, 12), st.integers(1, 28)),
)
_DATES = st.builds(
    Date,
    start=_SIDES,
    end=_SIDES,
    season=st.integers(0, 4),
    approximate=st.booleans(),
    open_end=st.booleans(),
    literal=st.just("") | _WORDS,
    inferred=st.booleans(),
)
_REFERENCES = st.builds(
    Reference,
    key=st.just("key"),
    type=st.sampled_from(sorted(TYPES)),
    origin=st.just(Origin(Position("refs.bib"))),
    texts=st.dictionaries(st.sampled_from(sorted(TEXT_VARIABLES)), _TEXTS, max_size=12),
    names=st.dictionaries(st.sampled_from(sorted(NAME_VARIABLES)), _LISTS, max_size=4),
    dates=st.dictionaries(st.sampled_from(sorted(DATE_VARIABLES)), _DATES, max_size=3),
    identifiers=st.dictionaries(st.sampled_from(IDENTIFIERS), _WORDS, max_size=3),
)
_LIGHT = {"i", "b", "sup", "sub", "span"}


class _Tags(HTMLParser):
    """The tags of a piece of HTML; an entity that does not end, or a tag that does not close, shows in `bad`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.bad: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _LIGHT or attrs not in ([], [("class", "small-caps")]):
            self.bad.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"/{tag}")


@pytest.mark.parametrize("name", builtin_styles())
@settings(max_examples=40)
@given(reference=_REFERENCES)
def test_any_reference_is_printed_as_balanced_light_markup(name: str, reference: Reference) -> None:
    html = format_reference(load_style(name), reference, year_suffix="a", same_author=True, authors_shown=3)
    tags = _Tags(html)
    assert tags.bad == []
    assert tags.open == []
    assert not re.search("[\ufdd0-\ufdef]", html)


@pytest.mark.parametrize("name", builtin_styles())
@settings(max_examples=40)
@given(reference=_REFERENCES)
def test_the_same_template_prints_the_same_as_an_authors_own(name: str, reference: Reference) -> None:
    # Ours are compiled, an author's copy of one runs in Jinja's sandbox.
    ours, copy = (
        format_reference(style, reference, year_suffix="a", same_author=True, authors_shown=3)
        for style in (load_style(name), _copied(name))
    )
    assert copy == ours


@cache
def _copied(name: str) -> Style:
    return load_style(Path(str(files(styles) / f"{name}{SUFFIX}")))


@pytest.mark.parametrize("name", builtin_styles())
@settings(max_examples=20)
@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zs", "Zl", "Zp"]), min_size=3, max_size=40))
def test_the_letters_of_a_title_are_all_printed(name: str, title: str) -> None:
    reference = Reference(
        "key",
        "article-journal",
        Origin(Position("refs.bib")),
        texts={"title": Text.plain(f"Q{title}Q"), "volume": Text.plain("1")},
    )
    printed = plain_text(format_reference(load_style(name), reference))
    assert _folded(title) in _folded(printed)


def _folded(text: str) -> str:
    """Without case, also of letters whose capitals are those of another one (ı, I), and with one kind of quotes."""
    return text.translate(str.maketrans("“”‘’", "''''")).upper().casefold()


@pytest.mark.parametrize("name", builtin_styles())
def test_a_hostile_title_prints_as_itself(name: str) -> None:
    title = "<script>alert(1)</script> {{ 7*7 }} &lt;b&gt;"
    reference = Reference(
        "key", "book", Origin(Position("refs.bib")), texts={"title": Text((Run(title, Mark.NOCASE),))}
    )
    html = format_reference(load_style(name), reference)
    assert "<script" not in html
    assert title in plain_text(html)


@pytest.mark.parametrize("name", builtin_styles())
@pytest.mark.parametrize("words", ["9" * 5000, f"{'9' * 5000}-1", f"1-{'9' * 5000}", f"{'8' * 5000}-{'9' * 5000}"])
def test_more_digits_than_python_reads_print_as_they_stand(name: str, words: str) -> None:
    values = dict.fromkeys(("edition", "volume", "issue", "page", "chapter-number", "number"), Text.plain(words))
    style = load_style(name)
    for kind in ("book", "article-journal", "chapter", "report"):
        reference = Reference("key", kind, Origin(Position("refs.bib")), texts={"title": Text.plain("T"), **values})
        assert words.replace("-", "–") in plain_text(format_reference(style, reference)).replace("-", "–")


@pytest.mark.parametrize("name", builtin_styles())
def test_thousands_are_formatted_in_one_go(name: str) -> None:
    references = [
        Reference(
            f"key{number}",
            "article-journal",
            Origin(Position("refs.bib")),
            texts={
                "title": Text.plain(f"Title {number}"),
                "container-title": Text.plain("Journal"),
                "page": Text.plain("1-9"),
            },
            names={"author": NameList((Name(family="Roe", given="Jane"), Name(family=f"Doe{number % 7}", given="Al")))},
            dates={"issued": Date((2000 + number % 20,))},
        )
        for number in range(1000)
    ]
    formatted = format_bibliography(load_style(name), references)
    assert len(set(formatted.values())) == len(references)
