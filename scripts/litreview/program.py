"""The program `litreview`: the command line in a process of its own."""

from __future__ import annotations

import gc


def run() -> None:
    """Run the command that the arguments name.

    A large review is millions of objects that live as long as the process, and so are the modules of a small one.
    Python looks through all of them for garbage time and again, and once more at its end, a tenth of a build. Here it
    does not, but for a preview, which goes on (see `litreview serve`); at the end the system takes all back at once.
    """
    gc.disable()
    from litreview.cli import main  # noqa: PLC0415 - what is imported is looked through as well

    try:
        main()
    finally:
        gc.freeze()
