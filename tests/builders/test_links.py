"""No command reads, publishes or writes through a link that leads out of the project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from litreview.cli import main

Review = Callable[..., Path]
THEIRS = "a text that stands outside of the project"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("x.md", "x.txt", "x.csl", "x.html.j2", "x.bib"):
        (folder / name).write_text(THEIRS)
    return folder


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def published(folder: Path) -> list[Path]:
    """The files of a project, but for links, that hold what stands outside."""
    files = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    return [file for file in files if not file.is_symlink() and file.is_file() and THEIRS in file.read_text("latin-1")]


COMMANDS = {
    "check": ["check"],
    "build": ["build"],
    "build with ProperDocs": ["build", "--builder", "properdocs"],
    "build with Zensical": ["build", "--builder", "zensical"],
    "render": ["render", "tree"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_every_link(
    review: Review, outside: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = review({"theme/main.html": '{% extends "base.html" %}'})
    settings = (folder / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(settings.replace("theme:\n", "theme:\n  custom_dir: theme\n"))
    links = {
        "docs/x.md": outside / "x.md",
        "docs/x.txt": outside / "x.txt",
        "docs/folder": outside,
        "docs/.hidden": outside / "x.txt",
        "docs/round": Path(),
        "docs/itself.txt": Path("itself.txt"),
        "refs/x.bib": outside / "x.bib",
        "refs/templates": outside,
        "theme/x.txt": outside / "x.txt",
    }
    for name, target in links.items():
        (folder / name).symlink_to(target)
    monkeypatch.chdir(folder)
    result = run(*COMMANDS[command])
    assert result.exit_code == 1
    for name in links:
        assert f"{name}:1:1: error: " in result.output
    assert published(folder) == []
    assert not (folder / "site").exists()
    assert not (folder / "tree").exists()


def test_mkdocs_by_itself_stops_before_it_reads(review: Review, outside: Path) -> None:
    folder = review()
    (folder / "docs" / "x.txt").symlink_to(outside / "x.txt")
    (folder / "docs" / "round").symlink_to(".")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "docs/x.txt:1:1: error: the link leads out of the project" in done.stderr
    assert "Traceback" not in done.stderr
    assert published(folder) == []


def test_links_into_a_stated_folder_are_published(review: Review, outside: Path) -> None:
    folder = review()
    (folder / "docs" / "x.txt").symlink_to(outside / "x.txt")
    settings = (folder / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(
        settings.replace("  - litreview\n", "  - litreview:\n      allow_links: ../outside\n")
    )
    assert run("build", "-C", folder).exit_code == 0
    assert (folder / "site" / "x.txt").read_text() == THEIRS


@pytest.mark.parametrize("place", ["../outside", "{outside}", "docs"])
def test_pages_that_lie_outside(review: Review, outside: Path, place: str) -> None:
    folder = review()
    named = place.format(outside=outside)
    if place == "docs":
        (folder / "docs").rename(folder / "moved")
        (folder / "docs").symlink_to(outside)
    (folder / "mkdocs.yml").write_text((folder / "mkdocs.yml").read_text() + f"docs_dir: {named}\n")
    result = run("build", "-C", folder)
    assert result.exit_code == 1
    assert "out of the project" in result.output or "outside of the project" in result.output
    assert published(folder) == []


@pytest.mark.parametrize("style", ["../outside/x.csl", "../outside/x.html.j2", "{outside}/x.csl", "linked.csl"])
def test_a_style_that_lies_outside(review: Review, outside: Path, style: str) -> None:
    folder = review()
    (folder / "linked.csl").symlink_to(outside / "x.csl")
    review_file = folder / "refs" / "review.yml"
    review_file.write_text(review_file.read_text() + f"citation_style: {style.format(outside=outside)}\n")
    result = run("check", "-C", folder)
    assert result.exit_code == 1
    assert "is not read: " in result.output
    assert THEIRS not in result.output


def test_a_configuration_that_is_a_link(review: Review, tmp_path: Path) -> None:
    folder = review()
    (folder / "mkdocs.yml").rename(tmp_path / "mkdocs.yml")
    (folder / "mkdocs.yml").symlink_to("../mkdocs.yml")
    result = run("check", "-C", folder)
    assert result.exit_code == 1
    assert "a link that leads out of the project" in result.output


def test_mending_writes_through_no_link(review: Review, tmp_path: Path) -> None:
    folder = review()
    source = "@article{k, title={T}, author={Lee, A}, journal={J}, year={2020}, pages={1-2}}\n"
    (tmp_path / "theirs.bib").write_text(source)
    (folder / "refs" / "more.bib").symlink_to(tmp_path / "theirs.bib")
    assert run("check", "-C", folder, "--fix").exit_code == 1
    assert (tmp_path / "theirs.bib").read_text() == source
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review", "theirs.bib"]


@pytest.mark.parametrize(
    "text",
    [
        '--8<-- "linked.txt"',
        "--8<--\nlinked.txt\n--8<--",
        '--8<-- "inner.md"',
        '--8<-- "linked.txt:1:2"',
        '--8<-- "../outside/x.txt"',
        '```\n--8<-- "linked.txt"\n```',
    ],
)
def test_a_snippet_that_lies_outside(review: Review, outside: Path, text: str) -> None:
    folder = review({"docs/text.md": f"# T\n\nText.\n\n{text}\n", "inner.md": '--8<-- "linked.txt"\n'})
    (folder / "linked.txt").symlink_to(outside / "x.txt")
    result = run("build", "-C", folder)
    assert result.exit_code == 1
    assert re.search(r"docs/text.md:[56]:1: error: the snippet \S+ is not read: ", result.output)
    assert published(folder) == []


def test_snippets_come_from_the_project_wherever_the_command_runs(
    review: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = review({"docs/text.md": '# T\n\n--8<-- "own.txt"\n\n--8<-- "theirs.txt"\n', "own.txt": "ours"})
    (tmp_path / "theirs.txt").write_text(THEIRS)
    monkeypatch.chdir(tmp_path)
    assert run("build", "-C", folder).exit_code == 0
    assert "ours" in (folder / "site" / "text" / "index.html").read_text()
    assert published(folder) == []


def test_a_citation_in_a_title_or_a_snippet_is_told(review: Review) -> None:
    text = '---\ntitle: As @alpha2020 said\n---\n\nText.\n\n--8<-- "outer.txt"\n'
    inner = "One.\n\nTwo, as @beta2021 said."
    folder = review({"docs/text.md": text, "outer.txt": 'More.\n\n--8<-- "inner.txt"\n', "inner.txt": inner})
    told = [line for line in run("check", "-C", folder).output.splitlines() if "[citation-unread]" in line]
    assert [line.partition(" stands")[0] for line in told] == [
        "docs/text.md:2:1: warning: @alpha2020",
        "docs/text.md:7:1: warning: @beta2021",
    ]


def test_what_an_inherited_file_says_is_told_with_its_place_there(review: Review) -> None:
    base = "theme:\n  name: material\nplugins:\n  - serch\n  - litreview\nextra:\n  litreview:\n    texs: {}\n"
    folder = review({"mkdocs.yml": "INHERIT: base/base.yml\nsite_name: Tea\n", "base/base.yml": base})
    told = run("check", "-C", folder).output
    assert 'base/base.yml:4:5: error: plugins: The "serch" plugin' in told
    assert "base/base.yml:8:5: warning: “texs” under extra: litreview is not read" in told
