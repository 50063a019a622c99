"""What runs on GitHub has no more rights than it needs, and runs what was looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

WORKFLOWS = sorted(path for path in ROOT.rglob("workflows/*.yml") if ".venv" not in path.parts)


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
