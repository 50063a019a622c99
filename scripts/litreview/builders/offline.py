"""The offline copy: the whole site in one ZIP file, which works from a disk when it is unpacked.

A disk has no address for a folder: `studies/` would show what is in it. So the site is drawn once more with an address
for each file, as `use_directory_urls: false` has it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from litreview.builders.filling import fill
from litreview.builders.outline import outline_of
from litreview.builders.project import Project
from litreview.builders.registry import Builder
from litreview.builders.scratch import scratch_folder
from litreview.builders.tree import build_tree
from litreview.read.atomic import write_atomically

#: Files that a server alone has a use for.
_OF_SERVERS: Final = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "objects.inv"})
#: The first moment that a ZIP file can hold: the same site gives the same file.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
#: Regular files that their owner may write and everybody may read.
_RIGHTS: Final = 0o100644 << 16


def write_offline_copy(project: Project, builder: Builder, target: Path) -> None:
    """Write the site of a project as a ZIP file, in a folder of the file's own name.

    Args:
        project: The project, whose site was built without an error.
        builder: What draws it.
        target: The file, which is replaced if it is there.

    Raises:
        BuilderError: The builder failed.
        OSError: The file could not be written.
    """
    # No address of a server is named: none of its pages stands at any.
    settings = replace(project.settings, directory_urls=False, url="")
    with scratch_folder() as folder:
        site = folder / "site"
        site.mkdir()
        outline = outline_of(build_tree(replace(project, settings=settings, versions=())))
        builder.draw(outline, site)
        fill(outline, site)
        write_atomically(target, _zipped(site, target.stem))


def _zipped(site: Path, name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in _files(site):
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(site).as_posix()}", _STAMP)
            entry.external_attr = _RIGHTS
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _files(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        inside = path.relative_to(site)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not hidden and inside.as_posix() not in _OF_SERVERS:
            yield path
