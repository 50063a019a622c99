"""`make attack`: ends commands at random moments, many times, and says what happened."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.attack.kills import SIGNALS, Attack


def main() -> int:
    """The number of faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="how many, over all commands")
    parser.add_argument("--seed", type=int, default=1, help="where the random moments begin")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        attack = Attack(Path(folder), arguments.seed)
        # A build does most, and is ended most often.
        names = ["build", "serve", "build", "check --fix", "build", "add", "serve", "convert"]
        for turn in range(arguments.kills):
            attack.kill(names[turn % len(names)], SIGNALS[turn // len(names) % len(SIGNALS)])
        attack.clear()
    tally = attack.tally
    for name, number in tally.kills.items():
        sys.stdout.write(f"{name}: ended {number} times, {tally.in_time.get(name, 0)} of them before its end\n")
    sys.stdout.write(f"between the two steps of a swap: {tally.between}\nfaults: {len(tally.faults)}\n")
    sys.stdout.writelines(f"  {fault}\n" for fault in tally.faults)
    return min(len(tally.faults), 1)


if __name__ == "__main__":
    sys.exit(main())
