"""Files that are written whole or not at all, and by one process at a time.

Whoever ends a process that writes finds the file as it was before or as it is after. What such an end leaves behind,
`.NAME.part` or `.NAME.lock` beside the file, holds nobody up: the system lets go of a lock with the process that had
it, and the next run takes both over.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import lock_descriptor

#: Windows opens files as text if not told otherwise, and knows no links to refuse.
_OPEN: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class OutsideError(OSError):
    """A file that is to be written is a link, or lies behind one, that leads out of its folder."""


def write_atomically(path: Path, data: bytes, *, inside: Path | None = None) -> None:
    """Write a file whole or not at all, with the rights and the owner that it had.

    A link stays a link: what it leads to is replaced.

    Args:
        path: The file, which need not be there yet.
        data: All that it is to hold.
        inside: The project's folder, which the file must not leave through links; None where a person has named the
            file.

    Raises:
        OutsideError: The file lies outside of `inside`.
        OSError: It cannot be written, or is a folder, a pipe or a device. It is as it was.
    """
    target = _real(path, inside)
    before = _status(target)
    if before is not None and not stat.S_ISREG(before.st_mode):
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
    scratch = target.with_name(f".{target.name}.part")
    handle = _open_alone(scratch)
    try:
        os.ftruncate(handle, 0)  # what a process left that was ended while it wrote
        with os.fdopen(os.dup(handle), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(handle)
        if before is not None:
            if hasattr(os, "fchown"):
                with suppress(OSError):  # only the superuser may give a file away
                    os.fchown(handle, before.st_uid, before.st_gid)
            scratch.chmod(stat.S_IMODE(before.st_mode))
        scratch.replace(target)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)


def _unheard(_process: str) -> None:
    """Nobody is told that a process waits."""


@contextmanager
def locked(path: Path, *, inside: Path | None = None, waiting: Callable[[str], None] = _unheard) -> Iterator[None]:
    """Let no other process work on a file or folder while this one reads it, changes it and writes it.

    Args:
        path: The file or folder, which need not be there. Its folder has to be.
        inside: As for `write_atomically`.
        waiting: Told once, where another process has it, the id of that process (empty if not known), before this
            one waits.

    Raises:
        OutsideError: It lies outside of `inside`.
        OSError: Nothing can be written beside it.
    """
    target = _real(path, inside)
    lock = target.with_name(f".{target.name}.lock")
    handle = _open_alone(lock, waiting)
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, b"%d\n" % os.getpid())
        yield
    finally:
        # Before it is let go: who waits for it sees that its name is gone, and begins again.
        with suppress(PermissionError):  # Windows removes no open file
            lock.unlink(missing_ok=True)
        os.close(handle)


def _real(path: Path, inside: Path | None) -> Path:
    """The file that a path leads to, through all links."""
    target = Path(os.path.realpath(path))
    if inside is not None and not target.is_relative_to(os.path.realpath(inside)):
        raise OutsideError(errno.EPERM, f"it leads out of the project, to {target}", str(path))
    return target


def _open_alone(path: Path, waiting: Callable[[str], None] = _unheard) -> int:
    """Open a file beside another, made if need be, as the only process that has it open this way."""
    while True:
        handle = os.open(path, _OPEN, 0o666)
        try:
            if not lock_descriptor(handle, blocking=False):
                waiting(os.read(handle, 20).decode("ascii", "replace").strip())
                lock_descriptor(handle)
            opened, named = os.fstat(handle), _status(path)
            if named is not None and os.path.samestat(opened, named):
                if opened.st_nlink == 1:
                    return handle
                path.unlink()  # it is another file's name too, which is not ours to write
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _status(path: Path) -> os.stat_result | None:
    """What stands at a path itself, or None."""
    try:
        return path.lstat()
    except FileNotFoundError:
        return None
