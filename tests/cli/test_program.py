"""The command line as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")
FILE = "refs/references.bib"


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
@pytest.mark.parametrize(
    "command", [["check"], ["check", "--format", "json"], ["convert", FILE], ["cite", FILE, "--style", "apa"], ["-h"]]
)
def test_a_full_disk_is_told_without_a_trace(command: list[str]) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "litreview.cli", *command],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "Error: not all could be written: No space left on device"
    assert "Traceback" not in done.stderr


#: Ctrl-C at the moment when a module is imported.
INTERRUPTED = """
import sys
class Interrupted:
    def find_spec(self, name, *rest):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
from litreview.program import run
sys.argv = ["litreview", "check"]
run()
"""


@pytest.mark.parametrize("module", ["click", "gettext", "litreview.cli.check", "litreview.read.library"])
def test_ctrl_c_is_quiet_while_the_program_begins(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED.format(module=module)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "\nAborted!\n")
