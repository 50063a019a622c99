"""A temporary folder goes with its process, however that ends."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from litreview.builders.scratch import scratch_folder

_HOLD = """
import sys
from litreview.builders.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "page.html").touch()
    print(folder, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_what_an_ended_process_left_goes_and_what_is_in_use_stays(place: Path) -> None:
    others = place / "others"
    others.mkdir()
    (others / "theirs").touch()
    (place / "litreview-link").symlink_to(others)
    (place / "litreview-unknown").mkdir()
    running = [
        subprocess.Popen([sys.executable, "-c", _HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    held = [Path(process.stdout.readline().strip()) for process in running if process.stdout]
    assert all(folder.parent == place for folder in held)
    running[0].kill()
    running[0].communicate()
    assert (held[0] / "page.html").exists()
    with scratch_folder() as folder:
        assert [one.exists() for one in held] == [False, True]
    running[1].communicate("\n")
    assert not folder.exists()
    assert sorted(one.name for one in place.iterdir()) == ["litreview-link", "litreview-unknown", "others"]
    assert (others / "theirs").exists()
