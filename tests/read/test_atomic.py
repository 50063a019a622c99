"""Files are written whole or not at all, inside the project, by one process at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from litreview.read.atomic import OutsideError, locked, write_atomically


def listed(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.bib", tmp_path / "link.bib"
    real.write_bytes(b"before")
    real.chmod(0o640)
    link.symlink_to("real.bib")
    write_atomically(link, b"after", inside=tmp_path)
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (b"after", 0o640)
    assert link.is_symlink()
    assert listed(tmp_path) == ["link.bib", "real.bib"]


def test_a_new_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_atomically(tmp_path / "new.bib", b"x", inside=tmp_path)
    assert (tmp_path / "new.bib").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("shape", ["file", "folder", "chain", "dangling", "relative"])
def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path, shape: str) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    (outside / "a.bib").write_bytes(b"theirs")
    path = project / "a.bib"
    match shape:
        case "file":
            path.symlink_to(outside / "a.bib")
        case "folder":
            (project / "refs").symlink_to(outside)
            path = project / "refs" / "a.bib"
        case "chain":
            path.symlink_to("b.bib")
            (project / "b.bib").symlink_to(outside / "a.bib")
        case "dangling":
            path.symlink_to(outside / "b.bib")
        case _:
            path.symlink_to("../outside/a.bib")
    before = listed(project)
    with pytest.raises(OutsideError, match="out of the project"):
        write_atomically(path, b"ours", inside=project)
    with pytest.raises(OutsideError, match="out of the project"), locked(path, inside=project):
        pytest.fail("it is locked")
    assert (listed(outside), listed(project)) == (["a.bib"], before)
    assert (outside / "a.bib").read_bytes() == b"theirs"


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.bib"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case _:
            path.symlink_to("a.bib")
    with pytest.raises(OSError, match=r"a\.bib"):
        write_atomically(path, b"x", inside=tmp_path)
    assert listed(tmp_path) == ["a.bib"]


@pytest.mark.parametrize("name", [".a.bib.part", ".a.bib.lock"])
@pytest.mark.parametrize("kind", ["link", "hard link"])
def test_the_files_beside_it_are_no_way_out_either(tmp_path: Path, name: str, kind: str) -> None:
    project, theirs = tmp_path / "project", tmp_path / "theirs"
    project.mkdir()
    theirs.write_bytes(b"theirs")
    if kind == "link":
        (project / name).symlink_to(theirs)
    else:
        (project / name).hardlink_to(theirs)
    with pytest.raises(OSError, match=name) if kind == "link" else nullcontext(), locked(project / "a.bib"):
        write_atomically(project / "a.bib", b"x", inside=project)
    assert theirs.read_bytes() == b"theirs"


def test_what_an_ended_process_left_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / ".a.bib.part").write_bytes(b"half of a longer text")
    (tmp_path / ".a.bib.lock").write_bytes(b"1\n")
    with locked(tmp_path / "a.bib", waiting=lambda process: pytest.fail(f"waits for {process}")):
        write_atomically(tmp_path / "a.bib", b"whole", inside=tmp_path)
    assert (tmp_path / "a.bib").read_bytes() == b"whole"
    assert listed(tmp_path) == ["a.bib"]


def test_where_nothing_can_be_written_the_file_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.bib").write_bytes(b"before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "a.bib", b"after")
    assert (tmp_path / "a.bib").read_bytes() == b"before"
    assert listed(tmp_path) == ["a.bib"]


_ADD_ONE = """
import sys
from pathlib import Path
from litreview.read.atomic import locked, write_atomically
path = Path(sys.argv[1])
for _ in range(50):
    with locked(path):
        write_atomically(path, b"%d" % (int(path.read_bytes()) + 1))
"""


def test_of_many_that_change_a_file_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "number"
    path.write_bytes(b"0")
    running = [subprocess.Popen([sys.executable, "-c", _ADD_ONE, str(path)]) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert (path.read_bytes(), listed(tmp_path)) == (b"150", ["number"])


def test_who_waits_is_told_for_whom(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from litreview.read.atomic import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "site")]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    told: list[str] = []

    def waiting(process: str) -> None:
        told.append(process)
        holder.communicate("\n")

    with locked(tmp_path / "site", waiting=waiting):
        assert told == [str(holder.pid)]
    assert not listed(tmp_path)
