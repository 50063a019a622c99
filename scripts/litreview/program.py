"""The program `litreview`: the command line in a process of its own."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from types import FrameType
from typing import Final

#: Why an output that was open takes no more.
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

#: What asks a process to end: a service manager or a time limit, and the terminal that is closed.
_ENDINGS: Final = ("SIGTERM", "SIGHUP")
#: The first of them that has come.
_asked_to_end: Final[list[int]] = []


def run() -> None:
    """Run the command that the arguments name.

    A large review is millions of objects that live as long as the process, and so are the modules of a small one.
    Python looks through all of them for garbage time and again, and once more at its end, a tenth of a build. Here it
    does not, but for a preview, which goes on (see `litreview serve`); at the end the system takes all back at once.
    """
    gc.disable()
    for name in _ENDINGS:
        number = getattr(signal, name, None)  # Windows knows one of them
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    try:
        from litreview.cli import main  # noqa: PLC0415 - what is imported is looked through as well

        main()
    except KeyboardInterrupt:
        # Ctrl-C before the commands are there, which say the same of it.
        sys.exit("\nAborted!")
    except Exception as error:
        if _asked_to_end:
            # In the middle of an import, an exception comes out of it as another one.
            sys.exit(128 + _asked_to_end[0])
        if not isinstance(error, OSError) or error.errno not in _FULL:
            raise
        # Python would try once more at its end, and say so with a trace.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(f"Error: not all could be written: {error.strerror}")
    finally:
        gc.freeze()


def _end(number: int, _frame: FrameType | None) -> None:
    """End as after an error, so that what is half done is cleared and other processes end too."""
    _asked_to_end.append(number)
    sys.exit(128 + number)  # as shells say it
