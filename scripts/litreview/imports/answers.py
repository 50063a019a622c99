"""The answers of public services, kept for a day, so that the same is not asked twice."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from litreview.read.atomic import write_atomically

_DAY: Final = 86_400.0
_ENDING: Final = ".answer"


@dataclass(frozen=True, slots=True)
class Answers:
    """A folder of answers, each in a file of its own: its address on the first line, then what was said.

    What cannot be kept is asked for again; no fault of the folder is worth a message.
    """

    folder: Path
    now: Callable[[], float] = time.time

    def get(self, url: str, accept: str) -> bytes | None:
        """What was answered at an address during the last day, or None."""
        path = self._path(url, accept)
        try:
            age = self.now() - path.stat().st_mtime
            head, _, body = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        # A file of the future has a wrong clock, and would stay for ever.
        return body if 0 <= age < _DAY and head == _head(url, accept) else None

    def put(self, url: str, accept: str, body: bytes) -> None:
        """Keep an answer."""
        with suppress(OSError):
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                # Whatever the author's own list of ignored files says, this is not for the repository.
                (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
            write_atomically(self._path(url, accept), _head(url, accept) + b"\n" + body, inside=self.folder)

    def forget_old(self) -> None:
        """Remove the answers that are older than a day."""
        with suppress(OSError):
            for path in self.folder.glob(f"*{_ENDING}"):
                if not 0 <= self.now() - path.stat().st_mtime < _DAY:
                    path.unlink(missing_ok=True)

    def _path(self, url: str, accept: str) -> Path:
        return self.folder / (hashlib.sha256(_head(url, accept)).hexdigest()[:32] + _ENDING)


def _head(url: str, accept: str) -> bytes:
    return f"{url} {accept}".replace("\n", " ").encode()
