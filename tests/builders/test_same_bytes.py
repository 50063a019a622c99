"""The same files give the same bytes: whatever the line ends, the locale, the time zone, the place and the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import ROOT

EVIDENCE = ROOT / "tests" / "fixtures" / "evidence"
#: What differs from run to run: variables of the environment, line ends, the name of the folder, and processors.
RUNS: Mapping[str, tuple[Mapping[str, str], bytes, str, bool]] = {
    "as it is": ({"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}, b"\n", "review", False),
    "elsewhere": (
        {"LC_ALL": "POSIX", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"},
        b"\n",
        "another place/réview [1]",
        True,
    ),
    "CRLF": ({"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "8"}, b"\r\n", "crlf", False),
    "CR": ({"PYTHONHASHSEED": "random", "LANG": "de_DE.ISO-8859-1"}, b"\r", "cr", True),
}
_ONE_PROCESSOR = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
_RUN = "from litreview.program import run; run()"


def made(run: str, folder: Path) -> dict[str, bytes]:
    """What is built and said of the example review in one run."""
    variables, newline, name, alone = RUNS[run]
    project = folder / name
    shutil.copytree(EVIDENCE, project)
    for path in (*project.glob("docs/*.md"), *project.glob("refs/*.*"), project / "mkdocs.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", newline))
    code = (_ONE_PROCESSOR if alone and hasattr(os, "sched_setaffinity") else "") + _RUN
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **variables}
    said = b""
    for arguments in (["build"], ["check", "--format", "json"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=project, env=environment, capture_output=True, check=False
        )
        assert done.returncode in {0, 1}, done.stderr
        said += done.stdout if arguments[0] == "check" else b""
    site = {p.relative_to(project).as_posix(): p.read_bytes() for p in (project / "site").rglob("*") if p.is_file()}
    return {"said": said, **site}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made("as it is", tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("run", [run for run in RUNS if run != "as it is"])
def test_the_same_bytes(run: str, plain: dict[str, bytes], tmp_path: Path) -> None:
    other = made(run, tmp_path)
    assert set(other) == set(plain)
    assert [name for name in plain if other[name] != plain[name]] == []
