"""Moving in: a project that uses mkdocs-bibtex becomes a review that checks and builds, and stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from litreview.cli import main
from litreview.imports.their_citations import Commands, rewritten

MKDOCS = """\
# Our site
site_name: "Tea & sleep"
site_author: Ana Lee
theme:
  name: material   # as before
plugins:
  - search
  - bibtex:
      bib_dir: bib
      csl_file: ours.csl

markdown_extensions: [footnotes, admonition]
nav:
  - Home: index.md
  - Green tea: notes/green.md
  - All: all.md
"""
CSL = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>A style</title>
<id>http://www.zotero.org/styles/{}</id></info></style>"""
ASH = "@article{ash2019, author={Ash, Ida}, title={Green tea}, journal={J}, year=2019, doi={10.1000/x1}}\n"
BEECH = "@article{beech2020, author={Beech, Noor}, title={Tea before bed}, journal={J}, year=2020, doi={10.1000/x2}}\n"
PROJECT = {
    "mkdocs.yml": MKDOCS,
    "ours.csl": CSL.format("apa"),
    "bib/a.bib": ASH,
    "bib/more/a.bib": BEECH,
    "docs/index.md": "# Tea\n\nGreen [@ash2019;@beech2020], and [^@ash2019].\n\n## References\n\n\\bibliography\n",
    "docs/notes/green.md": "# Green\n\n!!! note\n\n    As @beech2020 says [^@ash2019].\n",
    "docs/all.md": "# All\n\n\\full_bibliography\n",
    "docs/data.csv": "a,b\n",
    "notes.txt": "Mine.\n",
}
COMMANDS = Commands.of({})


def put(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def new(project: Path, target: Path) -> Result:
    return CliRunner().invoke(main, ["new", str(target), "--yes", "--from-mkdocs-bibtex", str(project)])


def test_a_project_becomes_a_review_that_checks_and_builds(tmp_path: Path) -> None:
    project, review = put(tmp_path / "tea", PROJECT), tmp_path / "review"
    before = contents(project)
    done = new(project, review)
    assert done.exit_code == 0, done.output
    assert contents(project) == before
    theirs = "  - bibtex:\n      bib_dir: bib\n      csl_file: ours.csl\n"
    assert (review / "mkdocs.yml").read_text() == MKDOCS.replace(theirs, "  - litreview\n")
    assert (review / "refs" / "a.bib").read_text() == ASH
    assert (review / "refs" / "a-2.bib").read_text() == BEECH
    said = (review / "refs" / "review.yml").read_text()
    assert all(line in said for line in ('title: "Tea & sleep"', 'family: "Lee"', "citation_style: apa"))
    assert "and [@ash2019]." in (review / "docs" / "index.md").read_text()
    assert (review / "docs" / "data.csv").read_text() == "a,b\n"
    assert not (review / "docs" / "introduction.md").exists()
    assert "notes.txt is not copied" in done.output
    for command in ("check", "build"):
        result = CliRunner().invoke(main, [command, "-C", str(review)])
        assert result.exit_code == 0, result.output
    page = (review / "site" / "notes" / "green" / "index.html").read_text()
    assert 'data-key="ash2019"' in page
    assert 'class="csl-entry" data-key="beech2020"' in (review / "site" / "all" / "index.html").read_text()


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        ("plugins: [search, bibtex: {bib_file: a.bib}, tags]", "plugins: [search, litreview, tags]"),
        ("plugins:\n  bibtex:\n    bib_file: a.bib\n  search: {}", "plugins:\n  litreview: {}\n  search: {}"),
        ('plugins:\n- "bibtex":\n    bib_file: >-\n      a.bib\n- search', "plugins:\n- litreview\n- search"),
        ("plugins:\n  - bibtex # ours\n  - search", "plugins:\n  - litreview # ours\n  - search"),
    ],
)
def test_the_plugin_is_replaced_however_it_is_written(plugins: str, expected: str, tmp_path: Path) -> None:
    files = {"mkdocs.yml": f"site_name: Tea\n{plugins}\ntheme: material\n", "a.bib": ASH, "docs/tea.md": "# Tea\n"}
    done = new(put(tmp_path / "tea", files), tmp_path / "review")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "review" / "mkdocs.yml").read_text() == f"site_name: Tea\n{expected}\ntheme: material\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("bib_file: https://example.org/a.bib", "https://example.org/a.bib is not fetched"),
        ("bib_file: none.bib", "none.bib could not be read"),
        ("bib_file: ../a.bib", "../a.bib could not be read"),
        ("bib_file: a.bib, csl_file: 'https://example.org/cell.csl'", "save it as refs/styles/cell.csl"),
        ("bib_file: a.bib, enable_inline_citations: false", "a bare @key in the text is a citation now"),
        ("bib_file: a.bib, csl_file: cell.csl", "citation_style: refs/styles/cell.csl, which Pandoc prints"),
    ],
)
def test_what_could_not_be_done_is_told(options: str, told: str, tmp_path: Path) -> None:
    config = f"site_name: Tea\ntheme: material\nplugins:\n  - bibtex: {{{options}}}\n"
    files = {"mkdocs.yml": config, "a.bib": ASH, "cell.csl": CSL.format("cell"), "docs/tea.md": "# Tea\n"}
    put(tmp_path, {"a.bib": BEECH})
    done = new(put(tmp_path / "tea", files), tmp_path / "review")
    assert done.exit_code == 0, done.output
    assert told in done.output


@pytest.mark.parametrize(
    ("config", "target", "told"),
    [
        ("site_name: Tea\nplugins: [search]\n", "review", "names no plugin bibtex"),
        ("site_name: [Tea\n", "review", "mkdocs.yml:2"),
        (MKDOCS, "tea/review", "is to stay as it is"),
        (f"{MKDOCS}docs_dir: ..\n", "review", "is no folder in"),
    ],
)
def test_a_project_that_cannot_be_taken_over_is_told_and_nothing_is_written(
    config: str, target: str, told: str, tmp_path: Path
) -> None:
    project = put(tmp_path / "tea", {**PROJECT, "mkdocs.yml": config})
    done = new(project, tmp_path / target)
    assert done.exit_code == 1
    assert told in " ".join(done.output.split())
    assert [path.name for path in tmp_path.iterdir()] == ["tea"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A [^@a; @b].", "A [@a; @b]."),
        ("A `[^@a]` and\n\n    [^@a]\n\n```\n\\bibliography\n```\n", None),
        ("- a list\n\n    with [^@a]\n", "- a list\n\n    with [@a]\n"),
        ("A\n\n\\bibliography\n\nB\n", "A\n\n\nB\n"),
        ("A\r\n\r\n# References\r\n\r\n\\bibliography\r\n", "A\r\n"),
        ("A\n\n## All\n\n\\full_bibliography\n", "A\n\n## All\n\n```references\n```\n"),
        ("A [^1].\n\n[^1]: A note [^@a].\n", "A [^1].\n\n[^1]: A note [@a].\n"),
    ],
)
def test_a_page_in_our_form(source: str, expected: str | None) -> None:
    assert rewritten(source, COMMANDS).text == (source if expected is None else expected)


def test_a_list_in_the_middle_of_a_line_is_told_with_its_line() -> None:
    page = rewritten("A\n\nSee \\bibliography.\n", COMMANDS)
    assert page.left == ["3: a list of references has a line of its own: See \\bibliography."]
