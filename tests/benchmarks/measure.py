"""Time and memory of whole processes, by the operating system's own account."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took: seconds on the clock and of processors, and the largest process's memory in MB."""

    wall: float
    cpu: float
    memory: float
    #: The last line that it printed.
    said: str = ""

    def told(self) -> Usage:
        """The same with the seconds that the command itself says its work took."""
        return Usage(float(self.said), float(self.said), self.memory)


class FailedError(RuntimeError):
    """A command that was to be measured has failed; the message holds the end of what it said."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Usage:
    """Run a command to its end in `folder`.

    Raises:
        FailedError: it ended with an error.
    """
    log = folder / "bench.log"
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        raise FailedError(f"{' '.join(command)}: {log.read_text(errors='replace')[-600:]}")
    said = log.read_text(errors="replace").strip().rpartition("\n")[2]
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)
