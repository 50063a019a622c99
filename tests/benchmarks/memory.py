"""The memory of a process and of those below it, as Linux tells it in /proc while they run."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

#: Seconds between two looks at the least, and how many times as long as a look itself, so that what is looked at is
#: disturbed by no more than a few hundredths of its time.
_PAUSE: Final = 0.01
_REST: Final = 30
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Memory:
    """Peaks in MB (10^6 bytes).

    `main` and `other` are what one process has had in memory at most by the kernel's own account (VmHWM): the one that
    was started, and the largest of those below it, whose name is `other_name`. Pages that processes share count in each
    of them. `together` is the largest sum over all at one moment, each page counted once (PSS), as seen in passing.
    """

    main: float
    other: float
    other_name: str
    together: float


@dataclass(frozen=True, slots=True)
class _Process:
    id: int
    name: str
    started: str


class MemoryWatch:
    """Looks at a process and at all below it until the block ends; a process that is gone sooner may be missed."""

    def __init__(self, process: int) -> None:
        self._main = process
        self._seen: set[_Process] = set()
        self._peak = Memory(0, 0, "", 0)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        if available():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def peak(self) -> Memory | None:
        """The peaks so far; None where the system has no account of them, or the process was gone at once."""
        return self._peak if self._peak.main else None

    def _watch(self) -> None:
        sum_due = pause = 0.0
        while not self._ended.wait(pause):
            start = time.thread_time()
            known = self._known()
            self._look(known)
            looked = time.thread_time()
            pause = max(_PAUSE, _REST * (looked - start))
            # A sum walks through all pages, and is taken more seldom.
            if time.perf_counter() >= sum_due:
                self._add_up(known)
                sum_due = time.perf_counter() + _REST * (time.thread_time() - looked)

    def _known(self) -> set[_Process]:
        """The processes that the last look has seen too.

        One that is just being started still is, for a moment, the one that starts it, with all of its memory.
        """
        found = set(_tree(self._main))
        known = found & self._seen
        self._seen = found
        return known

    def _look(self, known: set[_Process]) -> None:
        for process in known:
            highest = _megabytes(process.id, "status", "VmHWM:")
            if process.id == self._main:
                self._peak = replace(self._peak, main=max(self._peak.main, highest))
            elif highest > self._peak.other:
                self._peak = replace(self._peak, other=highest, other_name=process.name)

    def _add_up(self, known: set[_Process]) -> None:
        together = sum(_megabytes(process.id, "smaps_rollup", "Pss:") for process in known)
        self._peak = replace(self._peak, together=max(self._peak.together, together))


def available() -> bool:
    """Whether this system tells the memory of processes, and which are below which, in the way that is read here."""
    return all(Path("/proc/thread-self", name).exists() for name in ("children", "smaps_rollup"))


def _tree(root: int) -> Iterator[_Process]:
    """A process and all below it."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        try:
            yield _process(number)
            for task in Path(f"/proc/{number}/task").iterdir():
                waiting.extend(map(int, (task / "children").read_text().split()))
        except OSError:  # it has ended
            continue


def _process(number: int) -> _Process:
    # `id (name) state parent ...`; the name may hold anything. The 22nd field tells when it was started.
    head, _, tail = _read(number, "stat").rpartition(")")
    return _Process(number, head.partition("(")[2], tail.split()[19])


def _megabytes(number: int, account: str, field: str) -> float:
    """A field of an account of a process, in MB; 0 if the process has ended."""
    try:
        lines = _read(number, account).splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 / _MB for line in lines if line.startswith(field)), 0)


def _read(number: int, name: str) -> str:
    return Path(f"/proc/{number}/{name}").read_text(errors="replace")
