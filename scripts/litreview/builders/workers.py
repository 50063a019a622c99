"""Work that is done beside the main process, on the machine's other processors."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from mmap import mmap
from multiprocessing.connection import Connection
from struct import calcsize
from typing import Any, Final, Generic, TypeVar

from litreview.builders.progress import current

_Result = TypeVar("_Result")
#: The only way to start a process that knows what this one knows.
_FORK: Final = "fork"
#: A count, as `struct` calls it.
_COUNT: Final = "Q"
#: Seconds between two looks at what is being waited for.
_LOOK: Final = 0.1


def processors() -> int:
    """How many processors this process may use; 1 where no process can be started that shares its memory."""
    if _FORK not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Tally:
    """What several processes count, each for itself, and this one sees: they are started after it is made."""

    def __init__(self, number: int) -> None:
        self._counts = memoryview(mmap(-1, number * calcsize(_COUNT))).cast(_COUNT)

    def add(self, process: int, steps: int) -> None:
        """Count for the process of that number."""
        self._counts[process] += steps

    def total(self) -> int:
        """What all have counted so far."""
        return sum(self._counts)


class Workers(Generic[_Result]):
    """Jobs that run at once, each in a process of its own that shares this one's memory as it is now."""

    def __init__(self, jobs: Sequence[Callable[[], _Result]]) -> None:
        context: Any = multiprocessing.get_context(_FORK)  # it has what the system has, which its type does not say
        self._running = []
        # What is shared stays shared: a search for garbage would write into all of it.
        gc.freeze()
        for job in jobs:
            receive, send = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(job, send), daemon=True)
            process.start()
            send.close()
            self._running.append((process, receive))
        gc.unfreeze()

    def results(self) -> list[_Result]:
        """What the jobs gave, in their order; who waits for the build is shown how far they are.

        Raises:
            Exception: what a job raised.
            ChildProcessError: a process was ended from outside.
        """
        results: list[_Result] = []
        for process, receive in self._running:
            while not receive.poll(_LOOK):
                current().advance(0)
            try:
                done, value = receive.recv()
            except EOFError as error:
                process.join()
                message = f"a process that wrote pages was ended from outside (exit code {process.exitcode})"
                raise ChildProcessError(message) from error
            process.join()
            if not done:
                raise value
            results.append(value)
        self._running = []
        return results

    def stop(self) -> None:
        """End what still runs."""
        for process, receive in self._running:
            process.terminate()
            process.join()
            receive.close()
        self._running = []


def _work(job: Callable[[], object], send: Connection) -> None:
    gc.disable()
    # Ctrl-C reaches every process of a terminal. The one that started this one answers it, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer: tuple[bool, object] = (True, job())
    except Exception as error:  # noqa: BLE001 - raised again in the process that asked
        answer = (False, error)
    with suppress(BrokenPipeError):  # nobody waits for it any more
        send.send(answer)
    send.close()
