"""What tests need of the system: Debian's packages are installed where we may, by one process at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

Found = TypeVar("Found")


def found_or_installed(find: Callable[[], Found | None], *packages: str) -> Found | None:
    """What `find` finds, if need be after an installation of packages; None where that did not help or is not ours."""
    if (found := find()) or os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    with FileLock(Path(tempfile.gettempdir()) / "litreview-tests-apt.lock"):
        if not (found := find()):
            for command in (["apt-get", "update"], ["apt-get", "install", "-y", *packages]):
                subprocess.run(command, check=False, capture_output=True)
            found = find()
    return found
