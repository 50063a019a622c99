"""Temporary folders that go with the process that made them, however it ends."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import lock_descriptor

from litreview.builders.site_folder import RefusedError, remove

_PREFIX: Final = "litreview-"
#: Locked by the process that the folder belongs to, which the system undoes with the process.
_OWNER: Final = ".process"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temporary folder; those that processes of this user left that were ended from outside go first."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / _OWNER).open("xb") as owner:
            lock_descriptor(owner.fileno(), blocking=False)
            yield folder


def _sweep(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}*"):
        with suppress(OSError, RefusedError):  # in use, somebody else's, or just gone
            if hasattr(os, "getuid") and folder.lstat().st_uid != os.getuid():
                continue
            handle = os.open(folder / _OWNER, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
            try:
                if not folder.is_symlink() and lock_descriptor(handle, blocking=False):
                    remove(folder)
            finally:
                os.close(handle)
