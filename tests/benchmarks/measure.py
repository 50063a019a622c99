"""Time and memory of whole processes, by the operating system's own account."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.memory import Memory, MemoryWatch


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took: seconds on the clock, seconds of processors (all of its processes), and memory."""

    clock: float
    cpu: float
    memory: Memory | None
    #: The last line that it printed.
    said: str = ""

    def told(self) -> Usage:
        """The same with the two times that the command itself says its work took."""
        clock, cpu = self.said.split()
        return Usage(float(clock), float(cpu), self.memory)


class FailedError(RuntimeError):
    """A command that was to be measured has failed; the message holds the end of what it said."""


def failed(command: Sequence[str], log: Path) -> FailedError:
    """The error that a command has failed which wrote into `log`."""
    return FailedError(f"{' '.join(command)}: {log.read_text(errors='replace')[-600:]}")


def as_installed() -> dict[str, str]:
    """The environment of programs: they keep what they have compiled, as an installed program has it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, *, watched: bool = True
) -> Usage:
    """Run a command to its end in `folder`.

    To be watched for its memory takes a program some time, and the more the more processes it has.

    Raises:
        FailedError: it ended with an error.
    """
    log = folder / "bench.log"
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**as_installed(), **(environment or {})}
        )
        with MemoryWatch(process.pid) if watched else nullcontext() as watch:
            _, status, usage = os.wait4(process.pid, 0)
            clock = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise failed(command, log)
    said = log.read_text(errors="replace").strip().rpartition("\n")[2]
    return Usage(clock, usage.ru_utime + usage.ru_stime, watch.peak if watch else None, said)
