"""The program `litreview`: the command line in a process of its own."""

from __future__ import annotations

import gc


def run() -> None:
    """Run the command that the arguments name.

    A large review is millions of objects that live as long as the process, and so are the modules of a small one.
    Python looks through all of them for garbage time and again, and once more at its end, a tenth of a build; here it
    looks seldom, and leaves what there is at the end to the system.
    """
    gc.disable()
    from litreview.cli import main  # noqa: PLC0415 - what is imported is looked through as well

    gc.set_threshold(100_000, 20, 20)
    gc.enable()
    try:
        main()
    finally:
        gc.freeze()
