"""The frozen copies of released versions, `versions/*.zip`: what `litreview release` wrote, and nothing else.

Each holds `version.json`, which says what the version changed, and below `site/` the files of the site as it was. A
copy may come from somebody else: whatever could lead out of the folder that it is unpacked into is refused.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.model.versions import ChangedPart, ChangeKind, DataChange, ReleasedVersion, version_order
from litreview.read.project_files import ProjectFiles

#: The folder of the copies, beside refs/ and docs/.
FOLDER: Final = "versions"
FACTS: Final = "version.json"
#: The folder of the site inside a copy.
SITE: Final = "site"
#: How a version is called: numbers with points between them.
NAME: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,3}")
_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#: More than any site of ours: a small file can unpack to a full disk.
_MOST_FILES: Final = 200_000
_MOST_BYTES: Final = 2 << 30
_MOST_FACTS: Final = 64 << 20
_UNSAFE: Final = re.compile(r'[\x00-\x1f\\:*?"<>|]')


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid")
    part: ChangedPart
    kind: ChangeKind
    subject: str
    field: str = ""
    old: str = ""
    new: str = ""


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: str = Field(pattern=rf"^{NAME.pattern}$")
    date: str = Field(pattern=_DAY)
    title: str = ""
    previous: str = ""
    text: str = ""
    changes: list[_Change] = []
    pages: dict[str, dict[str, str]] = {}
    pooled: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class FrozenVersion:
    """A released version and the file that holds its copy.

    `pages` has a digest of each section of each page, and `pooled` the pooled estimates by the figures that show them.
    """

    version: ReleasedVersion
    file: Path
    pages: Mapping[str, Mapping[str, str]]
    pooled: Mapping[str, str]

    def data(self) -> Mapping[str, Any]:
        """Its `review.json`.

        Raises:
            ValueError: It has none that can be read.
        """
        try:
            with zipfile.ZipFile(self.file) as archive:
                found = json.loads(archive.read(f"{SITE}/review.json"))
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            message = f"{self.file.name} holds no review.json"
            raise ValueError(message) from error
        if not isinstance(found, dict):
            message = f"review.json in {self.file.name} is no review"
            raise ValueError(message)  # noqa: TRY004 - of the file, not of a caller's value
        return found

    def file_of(self, place: str) -> bytes | None:
        """A file of its site by its place in it, or nothing where it has none.

        Raises:
            OSError: The copy cannot be read.
        """
        with zipfile.ZipFile(self.file) as archive:
            try:
                return archive.read(f"{SITE}/{place}")
            except KeyError:
                return None

    def unpack(self, folder: Path) -> None:
        """Write the files of its site below `folder`/vVERSION, with the bytes that they had.

        Raises:
            OSError: They cannot be written.
        """
        with zipfile.ZipFile(self.file) as archive:
            for member in _members(archive):
                target = folder / self.version.folder / member.filename.removeprefix(f"{SITE}/")
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, target.open("wb") as file:
                    shutil.copyfileobj(packed, file)


def read_versions(files: ProjectFiles) -> tuple[tuple[FrozenVersion, ...], tuple[Diagnostic, ...]]:
    """The released versions of a project, the newest first, and what is wrong with their files."""
    found: list[FrozenVersion] = []
    problems: list[Diagnostic] = []
    folder = files.root / FOLDER
    for path in sorted(folder.glob("*.zip")) if folder.is_dir() else ():
        place = Position(f"{FOLDER}/{path.name}", 1)
        if problem := files.problem(path):
            problems.append(problem)
            continue
        try:
            found.append(_read(path))
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
            what = "it was not written by litreview release" if isinstance(error, ValidationError) else str(error)
            message = f"this is no copy of a released version: {what}. Take it out of {FOLDER}/, or restore it"
            problems.append(Diagnostic(Severity.ERROR, "released-version", place, message))
    found.sort(key=lambda one: version_order(one.version.name), reverse=True)
    return tuple(found), tuple(problems)


def _read(path: Path) -> FrozenVersion:
    with zipfile.ZipFile(path) as archive:
        for _ in _members(archive):
            pass
        facts = next((one for one in archive.infolist() if one.filename == FACTS), None)
        if facts is None or facts.file_size > _MOST_FACTS:
            message = f"it has no {FACTS}"
            raise ValueError(message)
        read = _Facts.model_validate_json(archive.read(facts))
    if path.stem != read.version:
        message = f"it holds version {read.version}, and its name says another"
        raise ValueError(message)
    changes = tuple(DataChange(**dict(change)) for change in read.changes)
    version = ReleasedVersion(read.version, read.date, read.title, read.previous, read.text, changes)
    return FrozenVersion(version, path, read.pages, read.pooled)


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files of the site in a copy.

    Raises:
        ValueError: One of them would stand elsewhere, is a link, or they are too many or too large.
    """
    members = [one for one in archive.infolist() if one.filename != FACTS]
    if len(members) > _MOST_FILES or sum(one.file_size for one in members) > _MOST_BYTES:
        message = "it unpacks to more than any site holds"
        raise ValueError(message)
    for member in members:
        parts = PurePosixPath(member.filename).parts
        kind = stat.S_IFMT(member.external_attr >> 16)
        whole = member.filename == "/".join(parts) and parts[0] == SITE and len(parts) > 1
        if not whole or ".." in parts or _UNSAFE.search(member.filename) or kind not in (0, stat.S_IFREG):
            message = f"{member.filename!r} is no plain file of a site"
            raise ValueError(message)
        yield member
