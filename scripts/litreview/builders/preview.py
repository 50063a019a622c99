"""A preview: the site of a project as it is now, whose parts are made when a reader asks for them.

The builder draws only when something that it is given has changed: most edits of the data change what is filled in, and
nothing else. Where a build fails, readers keep the last good site and are told what is wrong.
"""

from __future__ import annotations

import gc
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from litreview.builders import search
from litreview.builders.filling import Filling, FrameError
from litreview.builders.outline import Outline, outline_of
from litreview.builders.project import Project, load_project
from litreview.builders.registry import Builder, BuilderError
from litreview.builders.tree import RenderError, build_tree
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.memo import Memo
from litreview.model.source import Position
from litreview.read.configuration import ConfigurationError

#: What the builder is given besides pages: when a file of it was changed.
_Stamps = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Site:
    """A site that readers see: what its builder has drawn, and what is filled in."""

    outline: Outline
    drawn: Path
    stamps: _Stamps
    filling: Filling
    index: Mapping[str, bytes]
    #: What readers have asked for.
    made: dict[str, bytes] = field(default_factory=dict)


class Preview:
    """The site of the project with a configuration file, below an address.

    `version` counts the sites that readers have been shown, and `problems` says what is wrong with the files now.
    """

    def __init__(self, configuration: Path, address: str, builder: Builder, scratch: Path) -> None:
        self.version = 0
        self.problems: tuple[Diagnostic, ...] = ()
        self.changed = threading.Condition()
        self._configuration = configuration
        self._address = address
        self._builder = builder
        self._scratch = scratch
        self._memo = Memo()
        self._site: _Site | None = None
        self._watched: _Stamps = {}
        # What pages are made of changes while a site is built, so that both never happen at once.
        self._working = threading.RLock()

    def follow(self) -> bool:
        """Build the site anew where a file has changed since the last time; whether one had."""
        watched = dict(self._files())
        if watched == self._watched:
            return False
        self._watched = watched
        with self._working:
            # What a build makes lives on, so that to look through it for garbage meanwhile finds little.
            gc.disable()
            try:
                problems = self._rebuilt()
            finally:
                gc.enable()
        with self.changed:
            self.problems = problems
            self.version += not any(problem.severity is Severity.ERROR for problem in problems)
            self.changed.notify_all()
        return True

    def content(self, place: str) -> bytes | None:
        """A file of the site by its place in it, or nothing where there is none.

        Raises:
            RenderError: A template of the author's fails.
        """
        with self._working:
            site = self._site
            if site is None:
                return None
            if place in site.filling.files:
                if place not in site.made:
                    site.made[place] = site.filling.files[place]()
                return site.made[place]
            if place in site.index:
                return site.index[place]
            folder, _, inside_copy = place.partition("/")
            file = site.drawn / place
            try:
                for frozen in site.outline.tree.project.versions:
                    if frozen.version.folder == folder:
                        return frozen.file_of(inside_copy)
                inside = file.resolve().is_relative_to(site.drawn.resolve())
                return file.read_bytes() if inside and file.is_file() else None
            except (OSError, ValueError):  # an address that no file can have
                return None

    def _files(self) -> Iterator[tuple[str, int]]:
        """All files that a site may be made of, and when each was changed."""
        yield from _stamps([self._configuration])
        try:
            project = load_project(self._configuration)
            # One that lies elsewhere is an error, and nothing to look through four times a second.
            own = project.configuration.own_folders
            folders = tuple(folder for folder in own if not project.files.link_problem(folder))
        except ConfigurationError:
            folders = tuple(self._configuration.parent / name for name in ("docs", "refs"))
        for folder in folders:
            yield from _stamps(Path(where, name) for where, _, names in os.walk(folder) for name in names)

    def _rebuilt(self) -> tuple[Diagnostic, ...]:
        """Make the site that readers are to see; what is to be said of the files, where there is an error no site."""
        name = self._configuration.name
        try:
            project = load_project(self._configuration)
            project = replace(project, settings=replace(project.settings, url=self._address))
            tree = build_tree(project, self._memo, self._builder.findings(project))
            if not tree.failed:
                self._show(outline_of(tree))
        except ConfigurationError as error:
            return (_problem(str(error), error.position),)
        except RenderError as error:
            return (error.diagnostic,)
        except (BuilderError, FrameError, OSError) as error:
            return (_problem(str(error), Position(name)),)
        return tree.diagnostics

    def _show(self, outline: Outline) -> None:
        stamps = dict(_given(outline.tree.project))
        before = self._site
        if before and _same(before, outline, stamps):
            self._site = replace(before, outline=outline, filling=Filling(outline, before.drawn), made={})
            return
        drawn = self._scratch / f"site-{self.version}"
        shutil.rmtree(drawn, ignore_errors=True)
        drawn.mkdir()
        self._builder.draw(outline, drawn)
        filling = Filling(outline, drawn)
        search.empty_theme_index(drawn)
        self._site = _Site(outline, drawn, stamps, filling, dict(search.index_files(list(filling.passages()))))
        if before:
            shutil.rmtree(before.drawn, ignore_errors=True)
        else:
            # Most of it lives as long as the preview, and to look through it for garbage takes half a second.
            gc.collect()
            gc.freeze()


def _same(site: _Site, outline: Outline, stamps: _Stamps) -> bool:
    """Whether the builder would draw the same again."""
    pages, texts = outline.pages, outline.tree.texts
    return (site.outline.pages, site.outline.tree.texts, site.stamps) == (pages, texts, stamps)


def _given(project: Project) -> Iterator[tuple[str, int]]:
    """The files that the builder takes as they are."""
    yield from _stamps([project.configuration.path])
    yield from _stamps(project.docs / path for path in project.assets)
    yield from _stamps(
        Path(where, name) for where, _, names in os.walk(project.configuration.own_theme or "") for name in names
    )


def _stamps(files: Iterator[Path] | list[Path]) -> Iterator[tuple[str, int]]:
    for file in files:
        try:
            yield str(file), file.stat().st_mtime_ns
        except OSError:  # it has just gone
            yield str(file), 0


def _problem(message: str, place: Position) -> Diagnostic:
    return Diagnostic(Severity.ERROR, "preview", place, message)


SCRIPT: Final = Path(__file__).with_name("preview.js")
