"""Copies of a site that are kept in a file: the whole of it, drawn aside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from litreview.builders.filling import fill
from litreview.builders.outline import outline_of
from litreview.builders.registry import Builder
from litreview.builders.scratch import scratch_folder
from litreview.builders.tree import DocsTree


@contextmanager
def drawn_aside(tree: DocsTree, builder: Builder) -> Iterator[Path]:
    """The site of a tree in a folder that goes at the end.

    Raises:
        BuilderError: The builder failed.
        FrameError: The theme's page cannot serve as a frame.
        RenderError: A template of the author's failed.
        OSError: A file could not be written.
    """
    with scratch_folder() as folder:
        site = folder / "site"
        site.mkdir()
        outline = outline_of(tree)
        builder.draw(outline, site)
        fill(outline, site)
        yield site


def files_of(site: Path, without: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The files of a site by their paths, in order, but for hidden ones and those of these paths."""
    for path in sorted(site.rglob("*")):
        inside = path.relative_to(site)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not hidden and inside.as_posix() not in without:
            yield inside.as_posix(), path.read_bytes()
