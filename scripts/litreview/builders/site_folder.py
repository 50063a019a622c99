"""The folder of a site: built beside the last one, put into its place at the end, and never anybody else's.

A folder that litreview made carries a mark, and only such a folder, or an empty one, inside the project is ever
replaced or removed. Links and mounted file systems are refused and not followed.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from litreview.read.atomic import locked

#: Hidden, so that builders leave it alone when they empty a site's folder, and publish it with no page.
SITE_MARK: Final = ".litreview-site"
#: The mark of a docs tree that `litreview render` made.
TREE_MARK: Final = ".litreview-tree"
_EXPLAINED: Final = b"Made by litreview, which replaces what stands beside this file. Keep nothing of your own here.\n"
#: Linux lists what is mounted, with spaces and the like in octal: proc(5), "/proc/pid/mountinfo".
_MOUNTS: Final = Path("/proc/self/mountinfo")
_OCTAL: Final = re.compile(rb"\\([0-7]{3})")


class RefusedError(Exception):
    """A folder that is not ours to write into, to replace or to remove; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """The folder of a project's site, and the two beside it: of the site that is built, and of the one it replaces.

    `root` is the project's folder and `place` the site's below it, both without links.
    """

    root: Path
    place: Path

    @property
    def building(self) -> Path:
        """Where a site is built: beside the last one, on the same file system."""
        return self.place.with_name(f".{self.place.name}.building")

    @property
    def old(self) -> Path:
        """Where the last site stands while the new one takes its place."""
        return self.place.with_name(f".{self.place.name}.old")

    @classmethod
    def of(cls, site: Path, project: Path, data: Iterable[Path] = ()) -> SiteFolder:
        """The folder that a configuration names as `site_dir`.

        Args:
            site: What `site_dir` says, seen from the current folder.
            project: The project's folder.
            data: Folders of the author's, which the site may not replace, hold or lie in.

        Raises:
            RefusedError: It is not inside the project, or one of the author's own, or reached through a link.
        """
        root = Path(os.path.realpath(project))
        absolute = Path(os.path.abspath(site))  # noqa: PTH100 - without following a link
        below = next((base for base in (project.absolute(), root) if _is_below(absolute, base)), None)
        if below is None:
            message = f"site_dir is {absolute}, which is not a folder inside the project: name one below {root}"
            raise RefusedError(message)
        folder = cls(root, root / absolute.relative_to(below))
        refuse_links(folder.place, root)
        _refuse_data(folder.place, (*data, root / ".git"))
        return folder

    @contextmanager
    def claimed(self, *, replace: bool = False, waiting: Callable[[str], None] = print) -> Iterator[None]:
        """Make `building` anew, and let no other process build this site in the meantime; it goes at the end.

        What a process left that was ended in the middle of a build is cleared: a site that it had put aside comes back.

        Args:
            replace: Whether a site that litreview did not make may be replaced this once.
            waiting: Told the id of another process that builds this site, before this one waits for it.

        Raises:
            RefusedError: One of the three folders is not ours.
            OSError: They cannot be written.
        """
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.place, inside=self.root, waiting=waiting):
            self._prepare(replace=replace)
            try:
                yield
            finally:
                with suppress(RefusedError, OSError):  # which the next build will name
                    remove(self.building)

    def _prepare(self, *, replace: bool) -> None:
        _refuse_what_is_not_ours(self.place, or_else="" if replace else _REPLACE)
        for beside in (self.building, self.old):
            _refuse_what_is_not_ours(beside, or_else="move it away")
        if replace and self.place.is_dir():
            _mark(self.place, SITE_MARK)
        if self.old.exists():
            if self.place.exists():
                self._clear_old()
            else:
                self.old.rename(self.place)
        remove(self.building)
        self.building.mkdir()
        _mark(self.building, SITE_MARK)

    def swap_in(self) -> None:
        """Put `building` in the site's place; what stood there goes once the new one is in place.

        Hidden files stay, as builders leave them when they empty a site's folder: `.git` of a checkout that is
        published.

        Raises:
            RefusedError: A folder has become something else in the meantime.
            OSError: A folder could not be moved; the last site is then back in its place.
        """
        _refuse_what_is_not_ours(self.place, or_else=_REPLACE)
        _mark(self.building, SITE_MARK)  # should another program have emptied it
        if self.place.exists():
            self.place.rename(self.old)
        try:
            self.building.rename(self.place)
        except OSError:
            if self.old.exists():
                self.old.rename(self.place)
            raise
        self._clear_old()

    def _clear_old(self) -> None:
        """Remove the site that was replaced, but for its hidden files."""
        if self.old.is_dir():
            for hidden in self.old.glob(".*"):
                if not os.path.lexists(self.place / hidden.name):
                    hidden.rename(self.place / hidden.name)
        remove(self.old)


_REPLACE: Final = "if it may go, remove it, or say so once with: litreview build --replace"


def prepare_tree(target: Path, folders: Iterable[str], data: Iterable[Path]) -> None:
    """Make the folders of a docs tree anew in `target`, which is empty, not there yet, or made here earlier.

    Args:
        target: The folder, which a person has named: it may lie outside of the project.
        folders: Their names.
        data: Folders of the author's, which it may not hold or lie in.

    Raises:
        RefusedError: `target` is a link, is mounted, or holds something else.
        OSError: It cannot be written.
    """
    refuse_links(target, Path.cwd())
    _refuse_data(target, data)
    _refuse_what_is_not_ours(target, or_else="name a folder that is empty or not there yet", mark=TREE_MARK)
    target.mkdir(parents=True, exist_ok=True)
    _mark(target, TREE_MARK)
    for name in folders:
        _refuse_link(target / name)
        remove(target / name)
        (target / name).mkdir()


def refuse_links(path: Path, root: Path) -> None:
    """Refuse a path that is, or below `root` goes through, a link or a mounted file system.

    Raises:
        RefusedError: It does.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - without following a link
    checked = [absolute, *absolute.parents[: len(absolute.parts) - len(root.parts) - 1]]
    for part in reversed(checked if _is_below(absolute, root) else [absolute]):
        _refuse_link(part)


def remove(path: Path) -> None:
    """Remove a folder or a file, if one is there; of a link the link alone.

    Raises:
        RefusedError: A file system is mounted there, or inside it.
        OSError: It could not be removed.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    if inside := next(_mounted_in(path), None):
        raise RefusedError(f"{inside} is a mounted file system, which is not removed: unmount it")
    # The mark goes last: what is left where the process is ended here is still known as ours.
    for item in path.iterdir():
        if item.is_symlink() or not item.is_dir():
            if item.name not in {SITE_MARK, TREE_MARK}:
                item.unlink()
        else:
            shutil.rmtree(item)
    shutil.rmtree(path)


def _refuse_data(place: Path, data: Iterable[Path]) -> None:
    for own in data:
        if _within(place, own) or _within(own, place):
            raise RefusedError(f"{place} would take the place of your own files in {own}: name another folder")


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        why = f"{path} is a link, which is neither followed nor replaced: remove it, or name another folder"
        raise RefusedError(why)
    if os.path.ismount(path) or (path.is_dir() and os.path.realpath(path) in map(str, _mounted())):
        raise RefusedError(f"{path} is a mounted file system: name a folder inside of it")
    if path.exists() and not path.is_dir():
        raise RefusedError(f"{path} is not a folder: move it away, or name another one")


def _refuse_what_is_not_ours(path: Path, *, or_else: str, mark: str = SITE_MARK) -> None:
    """Refuse a folder that has no mark and is not empty; with no hint of what else to do, only links and the like."""
    _refuse_link(path)
    if not path.exists():
        return
    if inside := next(_mounted_in(path), None):
        raise RefusedError(f"{inside} is a mounted file system inside of a folder to be replaced: unmount it")
    with suppress(FileNotFoundError):
        if stat.S_ISREG((path / mark).lstat().st_mode):
            return
    if or_else and any(item.name != ".git" for item in path.iterdir()):
        raise RefusedError(f"{path} holds files and was not made by litreview, so it is left as it is: {or_else}")


def _mark(folder: Path, mark: str) -> None:
    with suppress(FileExistsError), (folder / mark).open("xb") as file:
        file.write(_EXPLAINED)


def _mounted() -> Iterator[Path]:
    """Where file systems are mounted, folders bound to another place too; nothing where the system does not say."""
    try:
        lines = _MOUNTS.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        yield Path(os.fsdecode(_OCTAL.sub(lambda code: bytes([int(code[1], 8)]), line.split()[4])))


def _mounted_in(folder: Path) -> Iterator[Path]:
    real = os.path.realpath(folder)
    return (place for place in _mounted() if place.is_relative_to(real))


def _is_below(path: Path, base: Path) -> bool:
    return path != base and path.is_relative_to(base)


def _within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it, by whatever names: some file systems ignore capitals."""
    return any(_same(part, folder) for part in (path, *path.parents))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return one == other
