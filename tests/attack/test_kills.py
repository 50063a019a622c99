"""A command that is ended at any moment leaves a whole site, whole files, no process, and nothing that stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.attack.kills import SIGNALS, Attack

#: How often each command is ended.
KILLS = {"build": 8, "serve": 4, "check --fix": 6, "add": 6, "convert": 6}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_thirty_kills(tmp_path: Path) -> None:
    attack = Attack(tmp_path, seed=12)
    for name, number in KILLS.items():
        for turn in range(number):
            attack.kill(name, SIGNALS[turn % len(SIGNALS)])
    attack.clear()
    assert sum(attack.tally.kills.values()) == 30
    assert attack.tally.faults == []
