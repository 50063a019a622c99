"""Work on a list that several processes share, where there are processors for them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, Final, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
#: The only way to start a process that knows what this one knows, so that nothing has to be handed over.
_FORK: Final = "fork"
#: What a process that was started works with: set there, and there alone.
_work: Callable[[Any], Any] | None = None


def processors() -> int:
    """How many processors this process may use; 1 where no process can be started that shares its memory."""
    if _FORK not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, most: int | None = None
) -> Generator[_Result]:
    """What `work` gives for each item, in their order; to be closed by who breaks off, so that no work goes on.

    Args:
        work: Any function; it finds the memory as it is now, and changes none of it.
        items: What processes can hand over.
        most: How many processes may work; as many as there are processors if not said.

    Raises:
        Exception: What `work` raised.
        ChildProcessError: A process was ended from outside.
    """
    number = min(most or processors(), len(items))
    if number < 2:  # noqa: PLR2004 - one is this process
        yield from map(work, items)
        return
    # What is shared stays shared: a search for garbage would write into all of it.
    gc.freeze()
    context = multiprocessing.get_context(_FORK)
    try:
        with ProcessPoolExecutor(number, context, initializer=_begin, initargs=(work,)) as pool:
            try:
                yield from pool.map(_do, items)
            except BrokenProcessPool as error:
                raise ChildProcessError("a process that wrote pages was ended from outside") from error
            finally:
                # What is being written now is waited for, or it would be written into a folder that was cleared.
                pool.shutdown(cancel_futures=True)
    finally:
        gc.unfreeze()


def _begin(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 - how a process of the pool knows what it is for
    _work = work
    gc.disable()
    # Ctrl-C reaches every process of a terminal. The one that started this one answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """However the process ends that started this one: nobody else would end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(item: Any) -> Any:  # noqa: ANN401 - of any kind
    if _work is None:  # pragma: no cover - each process begins with its work
        raise RuntimeError("a process without work")
    return _work(item)
