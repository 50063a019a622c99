"""The offline copy: the whole site in one ZIP file, which works from a disk when it is unpacked.

A disk has no address for a folder: `studies/` would show what is in it. So the site is drawn once more with an address
for each file, as `use_directory_urls: false` has it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from litreview.builders.copies import drawn_aside, files_of
from litreview.builders.project import Project
from litreview.builders.registry import Builder
from litreview.builders.tree import build_tree
from litreview.exports.archive import zipped
from litreview.read.atomic import write_atomically

#: Files that a server alone has a use for.
_OF_SERVERS: Final = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "objects.inv"})


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
    tree = build_tree(replace(project, settings=settings, versions=()))
    with drawn_aside(tree, builder) as site:
        files = ((f"{target.stem}/{path}", data) for path, data in files_of(site, _OF_SERVERS))
        write_atomically(target, zipped(files))
