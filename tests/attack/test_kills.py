"""A command that is ended at any moment leaves a whole site, whole files, no process, and nothing that stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.attack.kills import SIGNALS, Attack

#: How often each command is ended; `make attack` does it a hundred times.
KILLS = {"build": 3, "serve": 2, "check --fix": 3, "add": 2, "convert": 2}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_a_dozen_kills(tmp_path: Path) -> None:
    attack = Attack(tmp_path, seed=12)
    for name, number in KILLS.items():
        for turn in range(number):
            attack.kill(name, SIGNALS[turn % len(SIGNALS)])
    attack.clear()
    assert sum(attack.tally.kills.values()) == sum(KILLS.values())
    assert attack.tally.faults == []
