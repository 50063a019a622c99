"""What leads out of a project, or is no file, is named with its place and is neither read nor waited for.

Every link leads into the same temporary folder: to `outside`, which stands for anything on the machine.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from litreview.model.diagnostics import Diagnostic
from litreview.read.library import read_library
from litreview.read.project_files import ProjectFiles

Review = Callable[..., Path]
THEIRS = "@misc{secret, title = {A secret}}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    (outside / "secret.txt").write_text(THEIRS)
    (outside / "folder" / "secret.txt").write_text(THEIRS)
    project = tmp_path / "project"
    (project / "docs" / "deep").mkdir(parents=True)
    (project / "common").mkdir()
    (project / "common" / "own.txt").write_text("own")
    (project / ".git").mkdir()
    (project / ".git" / "config").write_text("token")
    return project


def link(path: str, to: str) -> Callable[[Path], None]:
    def make(project: Path) -> None:
        (project / path).symlink_to(to.replace("OUTSIDE", str(project.parent / "outside")))

    return make


def both(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    def make(project: Path) -> None:
        for step in steps:
            step(project)

    return make


def sock(project: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(project / "docs")  # an address is short
        try:
            made.bind("x.txt")
        finally:
            os.chdir(before)


def moved(project: Path) -> None:
    (project / "docs").rename(project / "moved")


OUT, CIRCLE, NOWHERE = "out of the project", "a folder that it stands in", "leads nowhere"
#: A shape: how it is made, where it is named, and what is said. Nothing is named where the shape is harmless.
SHAPES: Mapping[str, tuple[Callable[[Path], None], str, str]] = {
    "file, absolute": (link("docs/x.txt", "OUTSIDE/secret.txt"), "docs/x.txt", OUT),
    "file, relative": (link("docs/x.txt", "../../outside/secret.txt"), "docs/x.txt", OUT),
    "file, hidden": (link("docs/.x", "OUTSIDE/secret.txt"), "docs/.x", OUT),
    "folder": (link("docs/x", "OUTSIDE/folder"), "docs/x", OUT),
    "folder, hidden": (link("docs/.x", "OUTSIDE/folder"), "docs/.x", OUT),
    "chain": (both(link("docs/x.txt", "y"), link("docs/y", "OUTSIDE/secret.txt")), "docs/x.txt", OUT),
    "through a link to a folder": (link("docs/deep/x", "../../../outside/folder"), "docs/deep/x", OUT),
    "out and in again": (link("docs/x.txt", "../../project/../outside/folder/../secret.txt"), "docs/x.txt", OUT),
    "the folder itself": (both(moved, link("docs", "OUTSIDE")), "docs", OUT),
    "dangling, out": (link("docs/x.txt", "OUTSIDE/nothing"), "docs/x.txt", OUT),
    "dangling, in": (link("docs/x.txt", "nothing"), "docs/x.txt", NOWHERE),
    "a lock of an editor": (link("docs/.#x.md", "ann@host.123:456"), "", ""),
    "to itself": (link("docs/x.txt", "x.txt"), "docs/x.txt", "to itself"),
    "loop of two": (both(link("docs/x", "y"), link("docs/y", "x")), "docs/x", "to itself"),
    "to its own folder": (link("docs/x", "."), "docs/x", CIRCLE),
    "to a folder above": (link("docs/deep/x", "../.."), "docs/deep/x", CIRCLE),
    "two folders in a circle": (
        both(link("docs/deep/x", "../../common"), link("common/y", "../docs/deep")),
        "docs/deep/x/y",
        CIRCLE,
    ),
    "into a hidden folder": (link("docs/x.txt", "../.git/config"), "docs/x.txt", OUT),
    "a file of the project": (link("docs/x.txt", "../common/own.txt"), "", ""),
    "a folder of the project": (link("docs/x", "../common"), "", ""),
    "pipe": (lambda p: os.mkfifo(p / "docs" / "x.txt"), "docs/x.txt", "it is a pipe"),
    "socket": (sock, "docs/x.txt", "it is a socket"),
}


def found(files: ProjectFiles, folder: str = "docs") -> list[Diagnostic]:
    return list(files.look_through(files.root / folder))


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_named_once_where_it_stands(project: Path, shape: str) -> None:
    make, place, words = SHAPES[shape]
    make(project)
    # Of links that lead to each other, each is one.
    said = [d for d in found(ProjectFiles.of(project)) if d.position.file != "docs/y"]
    assert [d.position.file for d in said] == ([place] if place else [])
    for diagnostic in said:
        assert words in diagnostic.message
        assert diagnostic.severity == "error"
        assert diagnostic.hint


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_read_is_refused_in_the_same_words(project: Path, shape: str) -> None:
    """A file that is asked for by its name needs no walk before."""
    make, place, _ = SHAPES[shape]
    make(project)
    files = ProjectFiles.of(project)
    walked = [d for d in found(files) if d.position.file == place and "folder that it" not in d.message]
    for diagnostic in walked:
        assert files.problem(files.root / place) == diagnostic
        if diagnostic.rule == "outside-link":
            assert files.problem(files.root / place / "secret.txt") == diagnostic


@pytest.mark.parametrize("allowed", ["../outside", ["nowhere", "../outside"], True])
def test_links_may_lead_into_a_stated_folder(project: Path, allowed: bool | str | list[str]) -> None:  # noqa: FBT001
    link("docs/x.txt", "OUTSIDE/secret.txt")(project)
    link("docs/x", "OUTSIDE/folder")(project)
    (project / "elsewhere").symlink_to("../other")
    assert found(ProjectFiles.of(project, allowed)) == []
    assert len(found(ProjectFiles.of(project, "../outside/folder"))) == 1
    assert len(found(ProjectFiles.of(project, False))) == 2  # noqa: FBT003


def test_a_folder_outside_is_named(project: Path) -> None:
    said = list(ProjectFiles.of(project).look_through(project.parent / "outside"))
    assert [(d.rule, d.position.file) for d in said] == [("outside-link", "../outside")]
    assert not list(ProjectFiles.of(project, "../outside").look_through(project.parent / "outside"))


def test_links_that_lead_to_one_another_are_walked_for_a_while_only(project: Path) -> None:
    """Thirty folders of two links to the next one have more paths than anybody can walk."""
    for number in range(30):
        folder = project / "docs" / f"f{number}"
        folder.mkdir()
        for name in "ab":
            (folder / name).symlink_to(f"../f{number + 1}")
    (project / "docs" / "f30").mkdir()
    said = found(ProjectFiles.of(project))
    assert [d.position.file for d in said] == ["docs"]
    assert "folders behind links" in said[0].message


def test_a_folder_that_lies_too_deep_is_named(project: Path) -> None:
    (project / "docs" / "/".join(["d"] * 300)).mkdir(parents=True)
    (said,) = found(ProjectFiles.of(project))
    assert "lies in more than 100 others" in said.message


_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from litreview.read.project_files import ProjectFiles
folder = Path(sys.argv[1])
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for diagnostic in ProjectFiles.of(folder).look_through(folder / "docs"):
    print(diagnostic)
"""


def test_what_one_has_no_right_to_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:  # one that others may look into
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "docs" / "closed").mkdir(parents=True)
        (folder / "docs" / "x.txt").touch(0o000)
        (folder / "docs" / "closed").chmod(0o000)
        done = subprocess.run(
            [sys.executable, "-c", _WITHOUT_RIGHTS, name], capture_output=True, text=True, check=True
        )  # fmt: skip
        (folder / "docs" / "closed").chmod(0o700)
    assert [line.partition(" (")[0] for line in done.stdout.splitlines()] == [
        "docs/x.txt:1:1: error: the file cannot be read: Permission denied",
        "docs/closed:1:1: error: the folder cannot be looked into: Permission denied [unreadable-file]",
    ]


@pytest.mark.parametrize("name", ["review.yml", "references.bib", "studies.yml", "templates", "styles/x.csl"])
def test_data_are_not_read_through_a_link_that_leads_out(review: Review, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text(THEIRS)
    folder = review()
    place = folder / "refs" / name
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(tmp_path / "outside" / ("" if name == "templates" else "secret"))
    read = read_library(folder)
    said = [d for d in read.diagnostics if d.rule == "outside-link"]
    assert [d.position.file for d in said] == [f"refs/{name}"]
    assert "secret" not in read.library.references


def test_a_folder_of_data_that_is_a_link_is_not_even_listed(review: Review, tmp_path: Path) -> None:
    folder = review()
    (folder / "refs").rename(tmp_path / "data")
    (tmp_path / "data" / "referencs.yml").touch()
    (folder / "refs").symlink_to(tmp_path / "data")
    read = read_library(folder)
    assert not read.library.references
    assert [(d.rule, d.position.file) for d in read.diagnostics if d.rule != "missing-file"] == [
        ("outside-link", "refs")
    ]
    assert read_library(folder, files=ProjectFiles.of(folder, "../data")).library.references
