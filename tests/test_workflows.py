"""What runs on GitHub has no more rights than it needs, and runs what was looked at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from litreview.cli import main
from tests.conftest import ROOT

WORKFLOWS = sorted(path for path in ROOT.rglob("workflows/*.yml") if not {".venv", ".cache"} & {*path.parts})


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_workflow_keeps_no_credentials_and_runs_pinned_actions(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for step in steps(workflow):
        action = step.get("uses", "")
        assert not action or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)
        if action.startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        # A title of a pull request in a command would run as one.
        assert "github.event." not in step.get("run", "")


def test_both_kinds_are_looked_at() -> None:
    assert {path.name for path in WORKFLOWS} >= {"publish.yml", "weekly.yml"}
    assert len([path for path in WORKFLOWS if "starter" in path.parts]) >= 1


#: Stands in for GitHub's program: writes down what it is asked, and answers as an empty list of pull requests would.
GH = '#!/bin/sh\necho "$@" >> "$GH_LOG"\n[ "$1 $2" = "pr create" ] && cat "$8" >> "$GH_LOG"\n[ "$1 $2" != "pr view" ]\n'


def test_what_is_new_comes_as_a_pull_request_and_what_is_not_as_none(tmp_path: Path) -> None:
    """The weekly step is run as it stands in the workflow, in a clone of a new living review."""
    origin, clone, tools = tmp_path / "origin.git", tmp_path / "clone", tmp_path / "tools"
    command = [sys.executable, "-m", "litreview.cli", "new", str(clone), "--yes", "--template", "living"]
    subprocess.run(command, check=True, capture_output=True)
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    log = tmp_path / "log"
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "GH_LOG": str(log), "HOME": str(tmp_path)}

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=clone, env=environment, check=True, capture_output=True, text=True)
        return done.stdout

    git("init", "--quiet", "--initial-branch", "main")
    git("init", "--quiet", "--bare", str(origin))
    git("remote", "add", "origin", str(origin))
    git("add", "--all")
    git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "--quiet", "--message", "A review")
    workflow = yaml.safe_load((clone / ".github" / "workflows" / "update.yml").read_text(encoding="utf-8"))
    step = list(steps(workflow))[-1]["run"]

    def run() -> str:
        shell = ["bash", "-e", "-c", step]
        return subprocess.run(shell, cwd=clone, env=environment, check=True, capture_output=True, text=True).stdout

    assert run() == "Nothing has changed.\n"
    assert not log.exists()
    (clone / "searches").mkdir()
    (clone / "searches" / "2026-11-30.md").write_text("# What was found\n")
    (clone / ".cache").mkdir()
    (clone / ".cache" / "answer").write_text("kept for a day")
    run()
    pushed = git("ls-tree", "-r", "--name-only", "origin/update").splitlines()
    assert "searches/2026-11-30.md" in pushed
    assert ".cache/answer" not in pushed
    said = log.read_text()
    assert "pr create --head update --title Weekly update --body-file searches/2026-11-30.md" in said
    assert "# What was found" in said


@pytest.mark.parametrize("name", ["publish.yml", "update.yml"])
def test_every_command_of_a_new_reviews_workflow_is_one(name: str) -> None:
    workflow = next(path for path in WORKFLOWS if path.name == name and "starter" in path.parts)
    runs = "\n".join(step.get("run", "") for step in steps(yaml.safe_load(workflow.read_text(encoding="utf-8"))))
    lines = re.findall(r"^litreview ([^|\n]*)", runs, re.MULTILINE)
    assert len(lines) >= 2
    for line in lines:
        context = main.make_context("litreview", line.split(), resilient_parsing=True)
        called, command, words = main.resolve_command(context, line.split())
        assert command is not None, called
        command.make_context(str(called), words)


def test_zizmor_finds_nothing_in_any_workflow() -> None:
    files = metadata.files("zizmor") or ()
    program = next(
        Path(str(file.locate())).resolve() for file in files if file.stem == "zizmor" and "bin" in file.parts
    )
    command = [str(program), "--offline", "--no-progress", "--quiet", "--format", "json", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
