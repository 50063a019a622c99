"""Hostile and broken files: each gives a diagnostic with its place, or prints as itself; nothing else happens."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from tests.conftest import MINIMAL

from litreview.builders.site_folder import SITE_MARK
from litreview.cli import main

Review = Callable[..., Path]

#: Texts that would act as HTML, as Markdown or an extension's syntax, as Jinja, or in a terminal.
PAYLOADS = (
    "<script>boom()</script>",
    "</title><script>boom()</script>",
    '" onmouseover="boom()" x="',
    "' onfocus='boom()",
    "<img src=x onerror=boom()>",
    "<svg/onload=boom()>",
    "</p></section></article></div>boom",
    "<!-- boom",
    "<plaintext>boom",
    "javascript:boom()",
    "data:text/html,<script>boom()</script>",
    "{{ 'boom'~7*7 }}",
    "{% raw %}boom",
    '--8<-- "../../pyproject.toml"',
    "[@alpha2020]",
    "*[boom]: boom",
    "[TOC]",
    "$$boom$$",
    r"\(boom\)",
    "``` boom",
    "::: boom",
    '??? note "boom"',
    '!!! note "boom"',
    "[^1]: boom",
    "{: onclick=boom() }",
    "[boom](javascript:boom())",
    "![boom](http://evil.example/x.png)",
    "http://evil.example/boom?a=b&c=d_e_f",
    "# boom",
    "&lt;b&gt; boom &amp;",
    "litreviewMarktitlex litreviewMark0x",
    "\N{RIGHT-TO-LEFT OVERRIDE}boom",
    "\N{DNA DOUBLE HELIX} boom",
    "\U00100000boom",
    "boom\N{LINE SEPARATOR}boom\N{NEXT LINE}boom",
    "boom " * 5_000,
)
KEYS = (
    "../../etc/x",
    "CON",
    "aux.txt",
    "a/b",
    "A",
    "a",
    "\N{GRINNING FACE}",
    "k" * 300,
    "index",
    "by-year",
    "..",
    "%2e%2e",
)
#: Characters with which TeX does something else, as TeX says them.
TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "--": "-{}-"}
TEX |= {"`": r"\textasciigrave{}", **{char: f"\\{char}" for char in "#$%&_"}}
#: Fields of an entry that take any text.
FIELDS = [
    "title",
    "subtitle",
    "journal",
    "volume",
    "number",
    "pages",
    "publisher",
    "note",
    "abstract",
    "keywords",
    "doi",
    "url",
    "pmid",
    "language",
    "x-source",
    "x-unverified",
    "x-own",
    "x-annotation",
]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    return result


def build(folder: Path) -> Result:
    return run("build", "-C", str(folder))


class _Page(HTMLParser):
    """What a page would do, and what its reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []
        self.words: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._silent = tag in {"script", "style"}
        for name, value in values.items():
            address = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or "boom" in name:
                self.dangers.append(f"{tag} {name}={value}")
            if name in {"href", "src", "action"} and address.startswith(("javascript:", "data:text/html", "vbscript:")):
                self.dangers.append(f"{tag} {name}={value}")
            if name == "src" and re.match(r"(https?:)?//", address):
                self.dangers.append(f"{tag} asks {value}")
        if "boom" in tag or (tag == "script" and "src" not in values and not values.get("type", "").endswith("json")):
            self.dangers.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        if "boom" in data:
            self.dangers.append(f"comment {data}")


def page(path: Path) -> _Page:
    parsed = _Page()
    parsed.feed(path.read_text(encoding="utf-8"))
    parsed.close()
    return parsed


def words(text: str) -> str:
    return " ".join(text.split())


def in_tex(text: str) -> str:
    return re.sub("|".join(map(re.escape, TEX)), lambda match: TEX[match.group()], text)


def hostile_bibliography() -> str:
    entries = []
    for number, payload in enumerate(PAYLOADS):
        text = in_tex(payload)
        lines = [f"  {name} = {{{{{text}}} and Other, {{{text}}}}}," for name in ("author", "editor")]
        lines += [f"  {name} = {{{text}}}," for name in FIELDS]
        entries.append(f"@article{{k{number},\n" + "\n".join(lines) + "\n  year = {2020},\n}\n")
    entries += [f"@misc{{{key}, author = {{A, B}}, title = {{T{n}}}, year = {{2020}}}}\n" for n, key in enumerate(KEYS)]
    return "".join(entries)


def hostile_data(text: str) -> Mapping[str, str]:
    """All YAML files with one text in every place that takes any."""
    keys = ["alpha2020"]
    stated = {"value": text, "sources": [text], "note": text}
    statement = {"kind": text, "text": text}
    person = {"family": text, "given": text, "affiliations": [{"name": text}]}
    axis = {"name": text, "group": text, "stage": text, "facts": [{"text": text, "references": keys}]}
    cell = {"row": "r", "column": "c", "outcome": text, "direction": "d", "evidence": "k", "references": keys}
    result = {"outcome": "o", "label": text, "value": text, "population": text, "note": text}
    report = {"reference": keys[0], "label": text, "characteristics": {text: stated}, "results": [result]}
    study = {"id": "s", "name": text, "panel": "p", "registrations": [stated], "caveats": [text], "reports": [report]}
    about = {"title": text, "description": text}
    files = {
        "review": {
            "title": text,
            "subtitle": text,
            "contributors": [{"literal": text}, person],
            "licence": {"name": text, "url": text},
            "version": text,
            "abstract": [text],
            "keywords": [text],
            "notice": text,
            "declarations": [statement],
            "background": {"beta2021": text},
        },
        "glossary": {"terms": {text: {"expansion": text, "definition": text}}},
        "timeline": {**about, "events": [{"date": "2010", "event": text, "reference": keys[0], "sources": [text]}]},
        "evidence-map": {
            **about,
            "rows_title": text,
            "columns_title": text,
            "directions": {"d": {"name": text}},
            "kinds": {"k": {"name": text}},
            "rows": {"r": axis},
            "columns": {"c": axis},
            "cells": [cell],
        },
        "studies": {
            "outcomes": {"o": {"name": text, "unit": text}},
            "panels": {"p": {"name": text, "note": text}},
            "studies": [study],
            "contradictions": [{"title": text, "text": text, "references": keys}],
        },
    }
    return {f"refs/{name}.yml": yaml.safe_dump(value, sort_keys=False, width=10**6) for name, value in files.items()}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for path in MINIMAL.rglob("*"):
        if path.is_file():
            (folder / path.relative_to(MINIMAL)).parent.mkdir(parents=True, exist_ok=True)
            (folder / path.relative_to(MINIMAL)).write_bytes(path.read_bytes())
    bibliography = folder / "refs" / "references.bib"
    bibliography.write_text(bibliography.read_text() + hostile_bibliography(), encoding="utf-8")
    cited = " ".join(f"[@k{number}]" for number in range(len(PAYLOADS)))
    (folder / "docs" / "text.md").write_text(f"# Text\n\n{cited} [@alpha2020]\n", encoding="utf-8")
    result = build(folder)
    assert result.exit_code == 0, result.output
    return folder / "site"


class TestHostileBibliography:
    def test_nothing_acts(self, hostile_site: Path) -> None:
        dangers = {path: found for path in hostile_site.rglob("*.html") if (found := page(path).dangers)}
        assert not dangers
        assert not [path for path in hostile_site.rglob("*.html") if "build-backend" in path.read_text()]

    @pytest.mark.parametrize("number", range(len(PAYLOADS)))
    def test_title_prints_as_itself(self, hostile_site: Path, number: int) -> None:
        source = (hostile_site / "references" / f"k{number}" / "index.html").read_text(encoding="utf-8")
        heading = _Page()
        heading.feed(source[source.index("<h1") : source.index("</h1>")])
        # A control character leaves its mark; one that turns the direction of writing is no part of a title.
        expected = PAYLOADS[number].replace("\x85", "\ufffd").replace("\u202e", "")
        assert words(expected) in words("".join(heading.words))
        assert "title: " not in source

    def test_keys_stay_inside_and_apart(self, hostile_site: Path) -> None:
        pages = {path.parent.name: path.read_text() for path in (hostile_site / "references").glob("*/index.html")}
        keys = {name: re.search(r'data-reference="([^"]*)"', html) for name, html in pages.items()}
        owned = {name: match[1] for name, match in keys.items() if match}
        assert len(owned) == len(set(owned.values())) == len(PAYLOADS) + len(KEYS) + 3
        assert len({name.casefold() for name in owned}) == len(owned)
        assert not [path for path in hostile_site.parent.parent.iterdir() if path.name == "etc"]


@pytest.mark.parametrize("payload", ["".join(PAYLOADS[:13]), *PAYLOADS[13:28:2], PAYLOADS[32]])
def test_hostile_data_prints_as_itself(review: Review, payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = review(hostile_data(payload))
    result = build(folder)
    assert result.exit_code == 0, result.output
    first = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    for name in ("", "studies/", "evidence-map/", "timeline/", "glossary/"):
        shown = page(folder / "site" / name / "index.html")
        assert not shown.dangers
        assert words(payload) in words("".join(shown.words))
    if payload == PAYLOADS[13]:
        assert build(folder).exit_code == 0
        assert {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()} == first


#: A few lines of YAML that write out more than any memory holds.
BOMB = "a: &a [x, x, x, x]\n"
for last, name in zip("abcdefgh", "bcdefghi", strict=True):
    BOMB += f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n"
#: A file, what it holds, and where the diagnostic has to point.
BROKEN = {
    "bomb": ("refs/glossary.yml", f"{BOMB}terms: *i\n", "refs/glossary.yml:"),
    "bomb in front matter": ("docs/text.md", f"---\n{BOMB}title: *i\n---\n# T\n", "docs/text.md:"),
    "endless": ("refs/review.yml", "title: A\nkeywords: &k [*k]\n", "refs/review.yml:2:"),
    "endless front matter": ("docs/text.md", "---\ntitle: &k [*k]\n---\n# T\n", "docs/text.md:2:"),
    "deep": ("refs/review.yml", f"title: {'[' * 3000}{']' * 3000}\n", "refs/review.yml:1:"),
    "deep front matter": ("docs/text.md", f"---\ntitle: {'[' * 3000}{']' * 3000}\n---\n# T\n", "docs/text.md:2:"),
    "code": ("refs/review.yml", "title: !!python/object/apply:os.system [x]\n", "refs/review.yml:1:8"),
    "code in front matter": ("docs/text.md", "---\ntitle: !!python/name:os.system\n---\n", "docs/text.md:2:8"),
    "no date": ("docs/text.md", "---\ntitle: A\nwhen: 2024-02-31\n---\n# T\n", "docs/text.md:2:1"),
    "title of parts": ("docs/text.md", "---\ntitle: {a: b}\n---\n# T\n", "docs/text.md:2:8"),
    "template of parts": ("docs/text.md", "---\ntemplate: [a]\n---\n# T\n", "docs/text.md:2:11"),
    "no template": ("docs/text.md", "---\ntemplate: ../../etc/passwd\n---\n# T\n", "there is no template"),
    "twice": ("docs/text.md", "---\ntitle: A\ntitle: B\n---\n# T\n", "docs/text.md:3:1"),
    "tab": ("docs/text.md", "---\ntitle: A\n\tb: c\n---\n# T\n", "docs/text.md:3:1"),
    "null": ("docs/text.md", "---\ntitle: a\0b\n---\n# T\n", "docs/text.md:2:9"),
    "list": ("docs/text.md", "---\n- a\n---\n# T\n", "docs/text.md:2:1"),
    "wrong types": ("refs/review.yml", "title: [1]\nkeywords: {a: b}\n", "refs/review.yml:1:8"),
    "empty": ("refs/review.yml", "", "refs/review.yml:1:1"),
    "UTF-16": ("refs/review.yml", "title: A\n".encode("utf-16"), "refs/review.yml:1:1"),
    "Latin-1": ("docs/text.md", "# T\n\n\xe9".encode("latin-1"), "docs/text.md:3:"),
    "terminal": ("docs/text.md", "# T\n\n[@{\N{RIGHT-TO-LEFT OVERRIDE}x}]\n", "docs/text.md:3:"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_named_and_the_last_site_stays(review: Review, name: str) -> None:
    file, content, place = BROKEN[name]
    folder = review({file: content, "site/index.html": "the last good site", f"site/{SITE_MARK}": ""})
    result = build(folder)
    assert result.exit_code == 1
    assert place in result.output
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in result.output
    assert (folder / "site" / "index.html").read_text() == "the last good site"
    assert not (folder / ".site.building").exists()


@pytest.mark.parametrize("name", ["docs/loop.md", "refs/loop.bib", "refs/studies.yml"])
@pytest.mark.parametrize("target", ["itself", "/nonexistent/file"])
def test_link_that_leads_nowhere(review: Review, name: str, target: str) -> None:
    folder = review()
    link = folder / name
    link.symlink_to(link.name if target == "itself" else target)
    result = build(folder)
    assert result.exit_code == 1
    assert f"{name}:1:1: error" in result.output


@pytest.mark.parametrize("name", ["docs/endless.md", "refs/endless.bib", "refs/studies.yml"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_not_waited_for(review: Review, name: str, kind: str) -> None:
    folder = review()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "device":
        (folder / name).symlink_to("/dev/zero")
    else:
        (folder / name).mkdir()
    result = run("check", "-C", str(folder))
    # MkDocs takes no folder for a page.
    told = f"{name}:1:1: error" in result.output
    assert told is not (kind == "folder" and name.startswith("docs/"))


def test_name_that_no_address_can_hold(review: Review) -> None:
    folder = review()
    (folder / os.fsdecode(b"docs/\xff.md")).write_text("# T\n")
    result = build(folder)
    assert result.exit_code == 1
    assert r"docs/\udcff.md:1:1: error" in result.output


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("docs/text/index.md", "text.md"),
        ("docs/references.md", "references/index.md"),
        ("docs/references/alpha2020.md", "references/alpha2020/index.md"),
        ("docs/README.md", "index.md"),
    ],
)
def test_two_pages_at_one_address(review: Review, name: str, beside: str) -> None:
    result = build(review({name: "# Mine\n"}))
    assert result.exit_code == 1
    assert "same-address" in result.output
    assert beside in result.output


def test_nothing_is_said_of_what_could_not_be_read(review: Review) -> None:
    assert "incomplete-review" not in build(review({"refs/review.yml": "title: [\n"})).output


def test_bibliography_by_a_name_that_is_not_read(review: Review) -> None:
    assert "call it more.bib" in run("check", "-C", str(review({"refs/more.BIB": ""}))).output


@pytest.mark.parametrize("address", ["here", "127.0.0.1:99999", "127.0.0.1:"])
def test_no_address_to_serve_at(review: Review, address: str) -> None:
    assert run("serve", "-C", str(review()), "--address", address).exit_code == 2


def test_address_that_is_taken(review: Review) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "-C", str(review()), "--address", f"127.0.0.1:{taken.getsockname()[1]}")
    assert result.exit_code == 1
    assert "--address" in result.output


@pytest.mark.parametrize(
    ("front", "title"),
    [("{title: Braces, x: 1}\n", "Braces"), ("  title: Indented\n", "Indented"), ("# x\ntitle: Noted\n", "Noted")],
)  # fmt: skip
def test_front_matter_of_any_form_gets_a_description(review: Review, front: str, title: str) -> None:
    folder = review({"docs/text.md": f"---\n{front}---\n# T\n\nBell \a and escape \x1b in the first words.\n"})
    assert build(folder).exit_code == 0
    html = (folder / "site" / "text" / "index.html").read_text()
    assert f"<title>{title} - A small review</title>" in html
    assert '<meta name="description" content="Bell' in html
    assert "description: " not in html


CONFIGURATIONS = {
    "no nav": ("nav:", "exclude_docs: x.md\nold_nav:"),
    "externals": ("  - Text: text.md", "  - Text: text.md\n  - Out: https://example.org/\n  - More: [https://example.com/]"),
    "files": ("theme:", "use_directory_urls: false\ntheme:"),
    "fonts": ("  font: false\n", ""),
    "tags": ("  - litreview", "  - tags\n  - litreview"),
    "no search": ("  - search\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_any_configuration_gives_whole_pages(review: Review, name: str) -> None:
    entry = "@misc{dna, author = {A, B}, title = {The \N{DNA DOUBLE HELIX}}, year = {2020}}\n"
    folder = review({"docs/index.md": "# Home\n\n[@dna]\n", "refs/references.bib": entry, "docs/text.md": "# T\n"})
    configuration = (folder / "mkdocs.yml").read_text()
    assert CONFIGURATIONS[name][0] in configuration
    (folder / "mkdocs.yml").write_text(configuration.replace(*CONFIGURATIONS[name]))
    result = build(folder)
    assert result.exit_code == 0, result.output
    own = next((folder / "site" / "references").glob("dna*/index.html")).read_text()
    assert "<title>The \N{DNA DOUBLE HELIX} - A small review</title>" in own
    for path in (folder / "site").rglob("*.html"):
        html = path.read_text()
        assert html.index("Content-Security-Policy") < html.index("<title>")
        assert "fonts.g" not in html
        assert not page(path).dangers


def test_a_theme_that_the_pages_are_not_made_for_is_named(review: Review) -> None:
    folder = review()
    configuration = (folder / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(configuration.replace("name: material\n  font: false", "name: mkdocs"))
    assert "theme" in build(folder).output


class TestPlace:
    """Nothing of the author's is lost where a site or a tree goes."""

    @pytest.mark.parametrize("place", ["refs", "refs/site"])
    def test_the_data_are_never_replaced(self, review: Review, place: str) -> None:
        folder = review()
        (folder / "mkdocs.yml").write_text((folder / "mkdocs.yml").read_text() + f"site_dir: {place}\n")
        result = build(folder)
        assert result.exit_code == 1
        assert "your own files" in result.output
        assert (folder / "refs" / "references.bib").is_file()

    @pytest.mark.parametrize("place", [".", "docs", "docs/tree", "refs"])
    def test_render_takes_no_place_that_is_taken(self, review: Review, place: str) -> None:
        folder = review()
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        result = run("render", "-C", str(folder), str(folder / place))
        assert result.exit_code == 1
        assert "nothing written" in result.output
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

    def test_render_writes_its_own_tree_anew(self, review: Review, tmp_path: Path) -> None:
        folder = review()
        configuration = (folder / "mkdocs.yml").read_text()
        (folder / "mkdocs.yml").write_text(configuration.replace("  font: false\n", ""))
        for _ in range(2):
            assert run("render", "-C", str(folder), str(tmp_path / "tree")).exit_code == 0
        assert "  font: false\n" in (tmp_path / "tree" / "mkdocs.yml").read_text()

    def test_new_says_where_it_cannot_write(self) -> None:
        result = run("new", "/dev/null/review", "--yes")
        assert result.exit_code == 1
        assert "could not be written" in result.output or "cannot be looked into" in result.output
