"""The README's commands do what it says, as a newcomer types them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT

BLOCKS = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the repository's files, without an environment and without a site."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    folder = tmp_path / "checkout"
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def run(block: str, folder: Path) -> str:
    # What the commands install is here already, so nothing has to come over the network; and of a suite that is started
    # from within a test, one file is collected.
    suite = "--collect-only --quiet -p no:cacheprovider tests/test_house.py"
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PYTEST_ADDOPTS": suite}
    environment.pop("MAKEFLAGS", None)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_every_block_of_commands_is_run_here() -> None:
    assert [block.split()[0] for block in BLOCKS] == ["make", "python3", ".venv/bin/litreview"]


def test_two_commands(checkout: Path) -> None:
    (checkout / ".venv").symlink_to(sys.prefix)
    for stamp in (".site-ready", ".dev-ready"):
        (checkout / ".venv" / stamp).touch()
    output = run(BLOCKS[0], checkout)
    assert (checkout / "site" / "index.html").is_file()
    assert f"The site is in {checkout / 'site'}" in output
    assert "tests collected" in output


def test_the_same_without_make_and_a_review_of_ones_own(checkout: Path) -> None:
    commands = BLOCKS[1].splitlines()
    run(commands[0], checkout)
    packages = next((checkout / ".venv" / "lib").glob("python3*/site-packages"))
    (packages / "present.pth").write_text(sysconfig.get_path("purelib") + "\n")
    # A program that is there already gets no second script in the new environment.
    assert commands[-1] == ".venv/bin/pytest"
    run("\n".join([*commands[1:-1], ".venv/bin/python -m pytest"]), checkout)
    assert (checkout / "site" / "index.html").is_file()
    run(BLOCKS[2], checkout)
    site = checkout / "my-review" / "site"
    assert (site / "references" / "siddiqi2023" / "index.html").is_file()
    assert "Ugo Testa" not in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["serve", "check", "lint", "bench", "screenshots"])
def test_targets_that_the_readme_names_exist(target: str) -> None:
    subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)
