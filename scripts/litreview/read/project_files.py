"""The guard before the files of a project: nothing outside of it is read, and nothing is waited for.

A review may be somebody else's. A link in it that leads to `/etc/passwd`, to `/proc/self/environ` or round in a circle,
a pipe that nobody writes to, or a device without end is named, with its place, and is neither read nor published.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.read.configuration import CONFIG_FILE

#: More folders than these behind links of one folder are no longer looked into: links in a few folders that lead to one
#: another make more paths than any machine can walk.
_MOST_LINKED: Final = 300
#: Folders within one another; programs that walk deeper ones break off.
_DEEPEST: Final = 100
_KINDS: Final = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_ALLOW: Final = f"copy what it leads to, or name the folder that links may lead into as allow_links in {CONFIG_FILE}"


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The files of a project.

    `root` is its folder without links; `allowed` are the folders outside of it that links may lead into.
    """

    root: Path
    allowed: tuple[Path, ...] = ()

    @classmethod
    def of(cls, folder: Path, allow_links: bool | str | Iterable[str] = False) -> ProjectFiles:  # noqa: FBT001, FBT002 - a setting
        """The files of the project in a folder.

        Args:
            folder: The project's folder; it may itself be reached through links.
            allow_links: Folders, seen from the project's, into which links may lead out of it; True for any.
        """
        root = Path(os.path.realpath(folder))
        if isinstance(allow_links, bool):
            return cls(root, (Path(root.anchor),) if allow_links else ())
        named = (allow_links,) if isinstance(allow_links, str) else tuple(allow_links)
        return cls(root, tuple(Path(os.path.realpath(root / name)) for name in named))

    def problem(self, path: Path) -> Diagnostic | None:
        """Why a file of the project cannot be read, or None.

        Args:
            path: The file: below `root`, or where one of the author's files says.
        """
        return self.link_problem(path) or self._file_problem(path)

    def link_problem(self, path: Path) -> Diagnostic | None:
        """Why a file or folder cannot be reached, or None: of links in the project, the first on the way to it."""
        if path.is_relative_to(self.root):
            parents = (self.root / parent for parent in reversed(path.relative_to(self.root).parents[:-1]))
            if found := next((found for part in (*parents, path) if (found := self._link_problem(part))), None):
                return found
        if not self._is_inside(Path(os.path.realpath(path))):
            return self._error("outside-link", path, "this is outside of the project", _ALLOW)
        return None

    def look_through(self, folder: Path) -> Iterator[Diagnostic]:
        """What is wrong with files of a folder, and of those in it, before anything walks it that follows links.

        Hidden links that lead nowhere are passed over: editors leave them beside a file that is being edited.

        Args:
            folder: The folder, which need not be there.
        """
        if found := self.link_problem(folder):
            yield found
        elif folder.is_dir():
            yield from self._walk(folder)

    def _walk(self, folder: Path) -> Iterator[Diagnostic]:
        #: Folders to look into, each with those in which it stands and itself, without links.
        waiting: list[tuple[Path, tuple[Path, ...]]] = [(folder, (Path(os.path.realpath(folder)),))]
        linked = 0
        while waiting:
            where, inside = waiting.pop()
            try:
                entries = sorted(where.iterdir())
            except OSError as error:
                yield self._error("unreadable-file", where, f"the folder cannot be looked into: {error.strerror}")
                continue
            for path in entries:
                found = self._entry_problem(path, inside)
                if found is None and path.is_dir():
                    linked += path.is_symlink()
                    waiting.append((path, (*inside, Path(os.path.realpath(path)))))
                elif found and (path.exists() or not path.name.startswith(".")):
                    yield found
            if linked > _MOST_LINKED:
                message = f"there are more than {_MOST_LINKED} folders behind links"
                yield self._error("unreadable-file", folder, message, "copy what they lead to")
                return

    def _entry_problem(self, path: Path, inside: tuple[Path, ...]) -> Diagnostic | None:
        """What is wrong with an entry of the folder that the last one of `inside` is."""
        if (found := self._link_problem(path)) or not path.is_dir():
            return found or self._file_problem(path)
        if path.is_symlink() and any(folder.is_relative_to(os.path.realpath(path)) for folder in inside):
            message = "the link leads to a folder that it stands in"
            return self._error("unreadable-file", path, message, "remove it, or copy what it leads to")
        if len(inside) > _DEEPEST:
            message = f"the folder lies in more than {_DEEPEST} others"
            return self._error("unreadable-file", path, message, "move it up")
        return None

    def _is_inside(self, real: Path) -> bool:
        return any(real.is_relative_to(folder) for folder in (self.root, *self.allowed))

    def _may_be_read(self, real: Path) -> bool:
        """Whether a link may lead to a path; what is hidden in the project, such as .git, is nobody's page."""
        if any(real.is_relative_to(folder) for folder in self.allowed):
            return True
        return real.is_relative_to(self.root) and not any(
            part.startswith(".") for part in real.relative_to(self.root).parts
        )

    def _link_problem(self, path: Path) -> Diagnostic | None:
        if not path.is_symlink():
            return None
        real = Path(os.path.realpath(path))
        if not self._may_be_read(real):
            message = "the link leads out of the project, or into a hidden folder of it"
            return self._error("outside-link", path, message, _ALLOW)
        try:
            path.stat()
        except OSError as error:
            leads = "to itself" if error.errno == errno.ELOOP else "nowhere"
            message = f"the link leads {leads}: {error.strerror}"
            return self._error("unreadable-file", path, message, "remove it, or say where it is to lead")
        return None

    def _file_problem(self, path: Path) -> Diagnostic | None:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            return self._error("unreadable-file", path, f"the file cannot be read: {error.strerror}")
        kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "a folder" if stat.S_ISDIR(mode) else "")
        if kind:
            message = f"the file cannot be read: it is {kind}"
            return self._error("unreadable-file", path, message, "move it out of this folder")
        if not os.access(path, os.R_OK):
            message = f"the file cannot be read: {os.strerror(errno.EACCES)}"
            return self._error("unreadable-file", path, message, "give yourself the right to read it")
        return None

    def _error(self, rule: str, path: Path, message: str, hint: str = "") -> Diagnostic:
        place = Position(Path(os.path.relpath(path, self.root)).as_posix())
        return Diagnostic(Severity.ERROR, rule, place, message, hint)
