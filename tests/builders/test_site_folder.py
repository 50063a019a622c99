"""Only a folder that litreview made, or an empty one, inside the project is ever replaced, whatever stands there.

Every link leads into the same temporary folder: to `outside`, which stands for anything on the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from litreview.builders import site_folder
from litreview.builders.site_folder import SITE_MARK, TREE_MARK, RefusedError, SiteFolder, prepare_tree, refuse_links
from litreview.cli import main

Review = Callable[..., Path]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    (folder / "theirs.txt").write_text("theirs")
    (folder / "deep" / "theirs.txt").write_text("theirs")
    (folder / SITE_MARK).touch()  # as if litreview had made it once
    (folder / TREE_MARK).touch()
    return folder


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def contents(folder: Path) -> Mapping[str, bytes | str]:
    """All that stands in a folder: the bytes of files, what links say, and the names of folders."""
    found: dict[str, bytes | str] = {}
    for where, folders, names in os.walk(folder):
        for path in (Path(where, name) for name in (*folders, *names)):
            about = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else "no file"
            found[path.relative_to(folder).as_posix()] = about
    return found


def _chain(path: Path, outside: Path) -> None:
    path.symlink_to("between")
    path.with_name("between").symlink_to(outside)


def _unmarked(path: Path, _: Path) -> None:
    path.mkdir()
    (path / "index.html").write_text("mine")


def _with_a_mark_elsewhere(path: Path, outside: Path) -> None:
    _unmarked(path, outside)
    (path / SITE_MARK).symlink_to(outside / SITE_MARK)


#: What a `site`, `.site.building` or `.site.old` can be that is not ours: how it is made of its path and the outside.
SHAPES: Mapping[str, Callable[[Path, Path], object]] = {
    "absolute link": lambda path, outside: path.symlink_to(outside),
    "relative link": lambda path, _: path.symlink_to("../outside"),
    "link to a file": lambda path, outside: path.symlink_to(outside / "theirs.txt"),
    "dangling link": lambda path, outside: path.symlink_to(outside / "nothing"),
    "loop": lambda path, _: path.symlink_to(path.name),
    "chain": _chain,
    "link inside the project": lambda path, _: path.symlink_to("refs"),
    "file": lambda path, _: path.write_text("mine"),
    "pipe": lambda path, _: os.mkfifo(path),
    "folder without a mark": _unmarked,
    "mark that is a link": _with_a_mark_elsewhere,
}


@pytest.mark.parametrize("name", ["site", ".site.building", ".site.old"])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_not_ours_is_neither_replaced_nor_removed(review: Review, outside: Path, name: str, shape: str) -> None:
    folder = review()
    SHAPES[shape](folder / name, outside)
    before = contents(folder.parent)
    with pytest.raises(RefusedError, match=f"/{name} .*: (remove|move|name|if it may go)"):
        claim(folder)
    assert contents(folder.parent) == before


def claim(folder: Path, *, replace: bool = False) -> SiteFolder:
    """Build a site of one file into a project's folder."""
    site = SiteFolder.of(folder / "site", folder, [folder / "refs", folder / "docs"])
    with site.claimed(replace=replace):
        (site.building / "index.html").write_text("new")
        site.swap_in()
    return site


@pytest.mark.parametrize("shape", ["absolute link", "loop", "file", "folder without a mark"])
@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_a_build_says_what_to_do(review: Review, outside: Path, shape: str, builder: str) -> None:
    folder = review()
    SHAPES[shape](folder / "site", outside)
    before = contents(folder.parent)
    result = run("build", "-C", folder, "--builder", builder)
    assert result.exit_code == 1
    assert f"{folder}/site " in result.output
    assert contents(folder.parent) == before


@pytest.mark.parametrize("shape", ["absolute link", "relative link", "chain", "link inside the project"])
def test_a_parent_that_is_a_link_is_not_followed(review: Review, outside: Path, shape: str) -> None:
    folder = review()
    SHAPES[shape](folder / "out", outside)
    before = contents(folder.parent)
    for place in ("out/site", "out/deep", "out/../out/deep"):
        with pytest.raises(RefusedError, match=r"/out is a link"):
            SiteFolder.of(folder / place, folder)
    assert contents(folder.parent) == before


@pytest.mark.parametrize("place", ["../outside", "../outside/deep", "../new", "..", ".", "/", "docs/../.."])
def test_a_folder_outside_of_the_project_is_refused(review: Review, outside: Path, place: str) -> None:
    folder = review()
    assert outside.is_dir()
    with pytest.raises(RefusedError, match=r"site_dir is .* inside the project"):
        SiteFolder.of(folder / place, folder)


@pytest.mark.parametrize("place", ["refs", "refs/site", "docs", "docs/a", ".git", ".git/hooks"])
def test_folders_of_the_author_are_no_place_for_a_site(review: Review, place: str) -> None:
    folder = review({".git/config": "[core]"})
    with pytest.raises(RefusedError, match="your own files"):
        SiteFolder.of(folder / place, folder, [folder / "refs", folder / "docs"])


def test_other_names_of_the_same_folder_are_seen_through(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on file systems that ignore capitals or normalise Unicode, where one folder answers to several names."""
    folder = review()
    real = Path.samefile
    monkeypatch.setattr(
        Path, "samefile", lambda self, other: real(Path(str(self).replace("REFS", "refs")), other)
    )  # fmt: skip
    with pytest.raises(RefusedError, match="your own files"):
        SiteFolder.of(folder / "REFS" / "site", folder, [folder / "refs"])


def test_a_project_that_is_itself_reached_through_a_link(review: Review, tmp_path: Path) -> None:
    folder = review()
    (tmp_path / "way").symlink_to(folder)
    assert run("build", "-C", tmp_path / "way").exit_code == 0
    assert (folder / "site" / "index.html").is_file()


def test_a_site_of_plain_mkdocs_is_replaced_when_a_person_says_so(review: Review) -> None:
    folder = review({"site/index.html": "of plain MkDocs", "site/old.html": "old"})
    refused = run("build", "-C", folder)
    assert refused.exit_code == 1
    assert "litreview build --replace" in refused.output
    assert (folder / "site" / "index.html").read_text() == "of plain MkDocs"
    for arguments in (["--replace"], []):
        assert run("build", "-C", folder, *arguments).exit_code == 0
    assert not (folder / "site" / "old.html").exists()
    assert sorted(p.name for p in folder.iterdir()) == ["docs", "mkdocs.yml", "refs", "site"]


def test_no_word_of_a_person_replaces_a_link(review: Review, outside: Path) -> None:
    folder = review()
    (folder / "site").symlink_to(outside)
    before = contents(folder.parent)
    assert run("build", "-C", folder, "--replace").exit_code == 1
    assert contents(folder.parent) == before


def test_an_empty_folder_or_a_fresh_checkout_is_taken(review: Review) -> None:
    folder = review({"site/.git": "gitdir: elsewhere"})
    claim(folder)
    assert contents(folder / "site") == {
        ".git": b"gitdir: elsewhere",
        SITE_MARK: (folder / "site" / SITE_MARK).read_bytes(),
        "index.html": b"new",
    }


def test_links_inside_a_site_are_removed_and_not_followed(review: Review, outside: Path) -> None:
    folder = review({f"site/{SITE_MARK}": "", f".site.building/{SITE_MARK}": "", f".site.old/{SITE_MARK}": ""})
    for name in ("site", ".site.building", ".site.old"):
        (folder / name / "link").symlink_to(outside)
        (folder / name / ".hidden").symlink_to(outside)
    before = contents(outside)
    claim(folder)
    assert contents(outside) == before
    assert set(contents(folder / "site")) == {SITE_MARK, ".hidden", "index.html"}


@pytest.mark.parametrize("ended", ["before the swap", "in the middle of it", "before the old one is gone"])
def test_what_an_ended_build_left_is_cleared(review: Review, ended: str) -> None:
    folder = review()
    claim(folder)
    (folder / "site" / ".git").write_text("gitdir: elsewhere")
    shutil.copytree(folder / "site", folder / ".site.building")
    if ended != "before the swap":
        (folder / "site").rename(folder / ".site.old")
    if ended == "before the old one is gone":
        (folder / ".site.building").rename(folder / "site")
        (folder / "site" / ".git").unlink()
    site = SiteFolder.of(folder / "site", folder)
    with site.claimed():  # a build that fails
        assert (folder / "site" / "index.html").read_text() == "new"
    assert (folder / "site" / ".git").read_text() == "gitdir: elsewhere"
    assert sorted(p.name for p in folder.iterdir()) == ["docs", "mkdocs.yml", "refs", "site"]


def test_what_is_half_removed_is_still_known(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = review()
    claim(folder)
    for number in range(20):
        (folder / "site" / f"page-{number}").mkdir()
        (folder / "site" / f"{number}.html").touch()
    rmtree = shutil.rmtree

    def ended(path: Path) -> None:
        if Path(path).name == ".site.old":
            raise KeyboardInterrupt
        rmtree(path)

    monkeypatch.setattr(shutil, "rmtree", ended)
    with pytest.raises(KeyboardInterrupt):
        claim(folder)
    assert [path.name for path in (folder / ".site.old").iterdir()] == [SITE_MARK]
    monkeypatch.setattr(shutil, "rmtree", rmtree)
    claim(folder)
    assert sorted(p.name for p in folder.iterdir()) == ["docs", "mkdocs.yml", "refs", "site"]


@pytest.mark.parametrize("inside", ["", "deep/er"])
@pytest.mark.parametrize("name", ["site", ".site.building", ".site.old", "."])
def test_what_is_mounted_is_not_removed(
    review: Review, monkeypatch: pytest.MonkeyPatch, name: str, inside: str
) -> None:
    folder = review({"site/deep/er/file": "theirs", f"site/{SITE_MARK}": ""})
    for beside in (".site.building", ".site.old"):
        shutil.copytree(folder / "site", folder / beside)
    mounts = folder.parent / "mountinfo"
    place = str(folder / ("site" if name == "." else name) / inside).rstrip("/")
    mounts.write_text(f"36 35 98:0 /mnt {place} rw,noatime master:1 - ext3 /dev/root rw\n")
    monkeypatch.setattr(site_folder, "_MOUNTS", mounts)
    before = contents(folder)
    with pytest.raises(RefusedError, match="mounted"):
        claim(folder)
    assert contents(folder) == before


_IN_A_MOUNT = """
import subprocess, sys
from pathlib import Path
from tests.builders.test_site_folder import claim
folder, outside, place = map(Path, sys.argv[1:])
subprocess.run(["mount", "--bind", str(outside), str(place)], check=True)
try:
    claim(folder)
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("place", ["site", "site/deep", ".site.building"])
def test_a_folder_that_is_bound_to_another_place(review: Review, outside: Path, place: str) -> None:
    """In a name space of its own: what is mounted there goes with the process."""
    apart = ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], check=False, capture_output=True).returncode:
        pytest.skip("needs a name space of mounts")
    folder = review()
    (folder / place).mkdir(parents=True)
    if place == "site/deep":
        (folder / "site" / SITE_MARK).touch()
    before = contents(outside)
    command = [*apart, sys.executable, "-c", _IN_A_MOUNT, str(folder), str(outside), str(folder / place)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "RefusedError\n"
    assert contents(outside) == before


@pytest.mark.parametrize("shape", [s for s in SHAPES if s not in {"pipe", "file", "link to a file"}])
def test_a_tree_is_rendered_into_no_folder_of_others(review: Review, outside: Path, shape: str) -> None:
    folder = review()
    SHAPES[shape](folder / "tree", outside)
    before = contents(folder.parent)
    result = run("render", "-C", folder, folder / "tree")
    assert result.exit_code == 1
    assert "nothing written: " in result.output
    assert contents(folder.parent) == before


@pytest.mark.parametrize("name", ["docs", "overrides", "mkdocs.yml"])
def test_a_link_in_a_rendered_tree_is_not_followed(review: Review, outside: Path, tmp_path: Path, name: str) -> None:
    tree = tmp_path / "tree"
    prepare_tree(tree, ["docs", "overrides"], [])
    if name != "mkdocs.yml":
        (tree / name).rmdir()
    (tree / name).symlink_to(outside / ("theirs.txt" if name == "mkdocs.yml" else "deep"))
    before = contents(outside)
    assert run("render", "-C", review(), tree).exit_code == 1
    assert contents(outside) == before


def test_a_mark_in_the_project_does_not_give_its_docs_away(review: Review) -> None:
    folder = review({TREE_MARK: "", SITE_MARK: "", f"docs/{TREE_MARK}": "", f"refs/{SITE_MARK}": ""})
    before = contents(folder)
    for place in (".", "docs", "refs"):
        assert run("render", "-C", folder, folder / place).exit_code == 1
    assert contents(folder) == before


@pytest.mark.parametrize("shape", ["absolute link", "relative link", "chain", "loop", "dangling link", "file"])
def test_schemas_go_into_no_link(tmp_path: Path, outside: Path, shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    SHAPES[shape](project / "schemas", outside)
    before = contents(tmp_path)
    for place in ("schemas", "schemas/deep"):
        result = run("schema", place)
        assert result.exit_code in {1, 2}
        assert "schemas" in result.output
    assert contents(tmp_path) == before


def test_a_schema_is_not_written_through_a_link(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "review.schema.json").symlink_to(outside / "theirs.txt")
    assert run("schema", tmp_path / "schemas").exit_code == 1
    assert (outside / "theirs.txt").read_text() == "theirs"


def test_a_folder_that_a_person_names_may_lie_behind_a_link_of_the_machine(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "way").symlink_to(outside)
    (tmp_path / "project").mkdir()
    refuse_links(tmp_path / "way" / "new", tmp_path / "project")
    with pytest.raises(RefusedError):
        refuse_links(tmp_path / "way" / "new", tmp_path)
