"""A whole review in each kind of style: the text and the lists say the same, and any CSL style will do."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.conftest import ROOT

from litreview.cli import main

STYLES = ROOT / "tests" / "fixtures" / "styles"
Review = Callable[..., Path]
WORKS = """
@article{zeta, author = {Zeta, Zoe}, title = {Last}, journal = {J}, year = 2021}
@article{first, author = {Hall, Hal}, title = {First look}, journal = {J}, year = 2020}
@article{second, author = {Hall, Hal}, title = {A second look}, journal = {J}, year = 2020}
@article{third, author = {Hall, Hal}, title = {Third look}, journal = {J}, year = 2019}
@article{many, author = {Young, Y. and Abel, A. and others}, title = {Many}, journal = {J}, year = 2018}
@book{unread, author = {Hall, Hal}, title = {Background}, publisher = {P}, year = 2020}
"""
TEXT = """# Text

Last [@zeta], then [@second; @first; @third] and @first [p. 3]; with [@many] at the end.
"""
HOUSE = """---
label: House
pages: minimal
names: {a: {}}
---
{% from "macros.html.j2" import edition %}{% macro reference(item) %}
{{ names(item.author, "a") }}.
{{ item.title }}.
{% endmacro %}
"""
DATED = {"first": "2020b", "second": "2020c", "third": "2019", "zeta": "2021", "many": "2018", "unread": "2020a"}


class Page(HTMLParser):
    """The citations of a page by key, as they read, and its list of references."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.citations: dict[str, list[str]] = {}
        self.entries: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.groups: list[str] = []
        self._citation = self._entry = ""
        self._in_group = 0
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        if "citation" in classes:
            self._citation = values["data-key"]
            self.citations.setdefault(self._citation, []).append("")
        elif "citation-group" in classes:
            self.groups.append("")
            self._in_group = 1
        elif tag == "span" and self._in_group:
            self._in_group += 1
        elif "csl-entry" in classes:
            self._entry = values["data-key"]
            self.entries[self._entry] = ""
            self.numbers[self._entry] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._citation = ""
        elif tag == "span" and self._in_group:
            self._in_group -= 1
        elif tag in {"li", "article"}:
            self._entry = ""

    def handle_data(self, text: str) -> None:
        if self._citation:
            self.citations[self._citation][-1] += text
        if self._in_group:
            self.groups[-1] += text
        if self._entry:
            self.entries[self._entry] += text


@pytest.fixture
def cited(review: Review) -> Callable[..., Path]:
    """The review of this module's works in a style, built; its folder."""

    def make(style: str, **more: str) -> Path:
        files: dict[str, str | bytes] = {f"refs/styles/{path.name}": path.read_bytes() for path in STYLES.iterdir()}
        files |= {"docs/text.md": TEXT, "refs/references.bib": WORKS, **more}
        files["refs/review.yml"] = f"title: A review\ntype: narrative\ncitation_style: {style}\n"
        folder = review(files)
        result = build(folder)
        assert result.exit_code == 0, result.output
        return folder

    return make


def build(folder: Path) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(folder)])


def check(folder: Path) -> Result:
    return CliRunner().invoke(main, ["check", "-C", str(folder)])


def text_page(folder: Path) -> Page:
    return Page(folder / "site" / "text" / "index.html")


def all_references(folder: Path) -> Page:
    return Page(folder / "site" / "references" / "index.html")


def years(entry: str) -> list[str]:
    return re.findall(r"\b(?:19|20)\d\d[a-z]?\b", entry)


@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
def test_years_have_the_same_letters_in_text_and_lists(cited: Callable[..., Path], style: str) -> None:
    folder = cited(style)
    page, everything = text_page(folder), all_references(folder)
    assert list(page.entries) == ["third", "first", "second", "many", "zeta"]
    assert list(everything.entries) == ["third", "first", "second", "many", "zeta", "unread"]
    for key, year in DATED.items():
        assert years(everything.entries[key]) == [year]
        for shown in page.citations.get(key, ()):
            assert years(shown) == [year]
    assert all(years(page.entries[key]) == [DATED[key]] for key in page.entries)
    # On a reference's own page as well; there is no dash for an author whose name stood above.
    own = Page(folder / "site" / "references" / "second" / "index.html").entries["second"]
    assert own.startswith("Hall, H")
    assert years(own)[0] == "2020c"
    assert everything.entries["second"].startswith("Hall, H")
    assert not any(page.numbers.values())


def test_authors_alone_are_told_apart_by_titles(cited: Callable[..., Path]) -> None:
    folder = cited("mla")
    page = text_page(folder)
    assert page.citations["first"][0] == "Hall, “First Look”"
    assert list(page.entries) == ["first", "second", "third", "many", "zeta"]
    assert "2020a" not in "".join(page.entries.values())


@pytest.mark.parametrize("style", ["nlm", "ama", "ieee", "nature"])
def test_numbers_are_the_same_in_text_and_lists(cited: Callable[..., Path], style: str) -> None:
    folder = cited(style)
    page, everything = text_page(folder), all_references(folder)
    numbers = {"zeta": "1", "second": "2", "first": "3", "third": "4", "many": "5"}
    assert {key: page.numbers[key] for key in page.entries} == numbers
    assert list(page.entries) == list(numbers)
    assert {key: everything.numbers[key] for key in everything.entries} == numbers | {"unread": ""}
    assert page.citations["zeta"] == ["1"]
    assert page.citations["first"] == ["", "3"]  # within the range 2–4, and by name
    assert not [entry for entry in page.entries.values() if re.search(r"2020[a-z]", entry)]


@pytest.mark.parametrize(
    ("mistake", "found", "place", "message"),
    [
        ("label: [", "label: House", "house.html.j2:4:1", "the front block of the style 'house': while parsing"),
        ("pages: tiny", "pages: minimal", "house.html.j2:3:1", "`pages` has to be one of"),
        ("{% endmacaroni", "{% endmacro", "house.html.j2:9:1", "unknown tag 'endmacaroni'"),
        ("item.title|shout", "item.title", "house.html.j2:8:1", "No filter named 'shout'"),
        ("nonsense(item)", "item.title", "house.html.j2:8:1", "fails on 'zeta': 'nonsense' is undefined"),
        ('names(item.author, "b")', 'names(item.author, "a")', "house.html.j2:7:1", "no form of names 'b'"),
        ('"house-words.html.j2"', '"macros.html.j2"', "house-words.html.j2:2:1", "unexpected '}'"),
    ],
)
def test_a_mistake_in_a_style_is_told_where_it_stands(
    cited: Callable[..., Path], mistake: str, found: str, place: str, message: str
) -> None:
    folder = cited("nlm")
    styles = folder / "refs" / "styles"
    (styles / "house-words.html.j2").write_text("{% macro edition() %}x{% endmacro %}\n{{ 1 + }\n")
    (styles / "house.html.j2").write_text(HOUSE.replace(found, mistake))
    review = folder / "refs" / "review.yml"
    review.write_text("title: A review\ntype: narrative\ncitation_style: house\n")
    result = check(folder)
    assert result.exit_code == 1
    (line,) = [line for line in result.output.splitlines() if "citation-style" in line]
    assert line.startswith(f"refs/styles/{place}: error: ")
    assert message in line
    (styles / "house.html.j2").write_text(HOUSE)
    assert "citation-style" not in check(folder).output


class TestCsl:
    @pytest.mark.parametrize("name", ["raised", "refs/styles/raised.csl", "follows"])
    def test_numbers(self, cited: Callable[..., Path], name: str) -> None:
        page = text_page(cited(name))
        assert page.groups == ["(1)", "(2)–(4)", "Hall(3(p3))", "(5)"]
        assert page.entries["second"].startswith("Hall, H: A second look {2020}.")
        assert page.entries["many"].startswith("Young, Y et al.: Many {2018}.")
        assert page.numbers["many"] == "5"

    def test_author_and_date(self, cited: Callable[..., Path]) -> None:
        folder = cited("dated")
        page, everything = text_page(folder), all_references(folder)
        # Its letters are Pandoc's, which go by the style's own order of titles.
        letters = {"second": "2020a", "unread": "2020b", "first": "2020c"}
        assert page.groups[1:3] == ["[Hall: 2020a, 2020c, 2019]", "Hall [2020c, p. 3]"]
        assert page.groups[3] == "[Young et al.: 2018]"
        assert {key: years(everything.entries[key])[0] for key in letters} == letters
        assert list(everything.entries) == ["third", "second", "first", "many", "zeta", "unread"]

    def test_own_style_is_offered_beside_those_asked_for(self, cited: Callable[..., Path]) -> None:
        html = (cited("raised") / "site" / "references" / "zeta" / "index.html").read_text()
        assert re.findall(r'data-style="([\w-]+)"><h3>([^<]+)', html) == [
            ("ama", "AMA"),
            ("apa", "APA"),
            ("mla", "MLA"),
            ("nlm", "NLM"),
            ("raised", "Raised numbers"),
        ]

    def test_printed_once_and_kept(self, cited: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
        folder = cited("raised")
        page = (folder / "site" / "text" / "index.html").read_bytes()
        (kept,) = (folder / ".cache" / "litreview").iterdir()
        # Without Pandoc what it printed still stands, until something changes.
        monkeypatch.setenv("PATH", "")
        monkeypatch.setitem(sys.modules, "pypandoc", None)
        assert build(folder).exit_code == 0
        assert (folder / "site" / "text" / "index.html").read_bytes() == page
        kept.write_text("{")
        result = check(folder)
        assert result.exit_code == 1
        assert "refs/review.yml:3:17: error: CSL styles need Pandoc: pip install pypandoc_binary" in result.output
        assert "Traceback" not in build(folder).output

    @pytest.mark.parametrize(
        ("style", "content", "expected"),
        [
            ("refs/styles/absent.csl", "", "'refs/styles/absent.csl' cannot be read"),
            ("absent", "", "there is no citation style 'absent'"),
            ("noted", "", "'noted' cites by note"),
            ("own", "<style><info>", "own.csl:1:"),
            ("own", "<html/>", "has no element <style>"),
            ("own", "<style/>", "does not say how to cite"),
            (
                "own",
                '<style><info><link rel="independent-parent" href="x/absent"/></info></style>',
                "refers to 'absent'",
            ),
            ("own", '<style><info><link rel="independent-parent" href="x/follows"/></info></style>', "only refer to"),
            ("own", "<style><citation><layout><text/></layout></citation></style>", "Pandoc refuses"),
        ],
    )
    def test_what_cannot_be_used_is_named_with_its_place(
        self, cited: Callable[..., Path], style: str, content: str, expected: str
    ) -> None:
        folder = cited("nlm")
        (folder / "refs" / "review.yml").write_text(f"title: A review\ntype: narrative\ncitation_style: {style}\n")
        if content:
            (folder / "refs" / "styles" / "own.csl").write_text(content)
        result = check(folder)
        assert result.exit_code == 1
        (line,) = [line for line in result.output.splitlines() if "citation-style" in line]
        assert line.startswith("refs/review.yml:3:17: error: ")
        assert expected in result.output

    def test_command_takes_them_too(self, tmp_path: Path) -> None:
        shutil.copy(STYLES / "raised.csl", tmp_path)
        (tmp_path / "works.bib").write_text(WORKS)
        command = ["cite", str(tmp_path / "works.bib"), "--style", str(tmp_path / "raised.csl")]
        result = CliRunner().invoke(main, command)
        assert result.output.splitlines()[4] == "Young, Y et al.: Many {2018}."


def test_pandoc_runs_once_for_a_site(cited: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[object] = []
    real = subprocess.run

    def run(command: list[str], **settings: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - as the real one
        runs.append(command)
        return real(command, **settings)

    monkeypatch.setattr("litreview.cite.pandoc.subprocess.run", run)
    folder = cited("dated")
    assert len(runs) == 1
    assert build(folder).exit_code == 0
    assert len(runs) == 1
