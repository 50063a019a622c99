"""An author's project: where its files are, and what our pages need to know of its configuration."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pathspec.gitignore import GitIgnoreSpec

from litreview.cite.markdown import MarkdownSettings
from litreview.model.diagnostics import Diagnostic
from litreview.pages.own_texts import own_texts
from litreview.pages.site import SiteSettings
from litreview.read.configuration import Configuration, named_items, read_configuration
from litreview.read.project_files import ProjectFiles
from litreview.read.versions import FrozenVersion, read_versions

#: Extensions that the rendered pages are written for; they are added where the author's configuration lacks them.
REQUIRED_EXTENSIONS: Final = ("abbr", "attr_list", "md_in_html", "tables", "toc")
#: Those that MkDocs uses in any case, first.
_BUILT_IN: Final = ("toc", "tables", "fenced_code")
#: What of docs/ is no part of a site unless the author says otherwise, as in .gitignore.
_LEFT_OUT: Final = (".*", "/templates/")
_MARKDOWN: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
#: Pages that stand for their folder; of the two, the first counts.
_INDEX: Final = ("index", "README")


@dataclass(frozen=True, slots=True)
class NavPage:
    """A page of the navigation, with the title it is given there."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Project:
    """Where a review's files are and how its site is set up.

    `pages` are the Markdown files below docs/ in the order of the navigation, those outside it last, by path; `assets`
    are its other files.
    """

    configuration: Configuration
    settings: SiteSettings
    markdown: MarkdownSettings
    pages: tuple[str, ...]
    assets: tuple[str, ...]
    nav: tuple[NavPage, ...]
    #: The guard before all that is read.
    files: ProjectFiles
    #: What is wrong in the configuration, of that which is ours, and with links and the like among its files.
    problems: tuple[Diagnostic, ...] = ()
    #: The versions that were released, the newest first.
    versions: tuple[FrozenVersion, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of the review."""
        return self.configuration.root

    @property
    def docs(self) -> Path:
        """The folder of the author's pages."""
        return self.configuration.folder(self.configuration.settings.docs_dir)

    @property
    def site(self) -> Path:
        """The folder that the site is to stand in."""
        return self.configuration.folder(self.configuration.settings.site_dir)


def load_project(path: Path) -> Project:
    """The project of a configuration file; reads folder listings, and nothing else.

    Raises:
        ConfigurationError: The configuration cannot be used.
    """
    configuration = read_configuration(path)
    settings = configuration.settings
    files = ProjectFiles.of(configuration.root, configuration.allow_links)
    unread = [found for folder in configuration.own_folders for found in files.look_through(folder)]
    refused = {found.position.file for found in unread}
    found = list(_files(configuration, refused))
    written = [file for file in found if file.endswith(_MARKDOWN)]
    nav = tuple(flatten(settings.nav))
    position = {page.path: index for index, page in enumerate(nav)}
    # Without a navigation MkDocs makes one of all files in the order that they are found in.
    ordered = sorted(written, key=lambda path: (position.get(path, len(position)), path)) if nav else written
    texts, problems = own_texts(configuration)
    versions, unusable = read_versions(files)
    extensions = named_items(settings.markdown_extensions)
    return Project(
        configuration=configuration,
        settings=SiteSettings(
            name=settings.site_name,
            url=_with_slash(settings.site_url or ""),
            directory_urls=settings.use_directory_urls,
            texts=texts,
        ),
        markdown=MarkdownSettings(
            tuple(dict.fromkeys((*_BUILT_IN, *extensions, *REQUIRED_EXTENSIONS))),
            {extension: dict(options) for extension, options in extensions.items() if options},
        ),
        pages=tuple(ordered),
        assets=tuple(file for file in found if not file.endswith(_MARKDOWN)),
        nav=nav,
        files=files,
        problems=(*problems, *unread, *unusable),
        versions=versions,
    )


def flatten(nav: Any, title: str = "") -> Iterator[NavPage]:  # noqa: ANN401 - YAML of the author's
    """The pages of a navigation in their order."""
    if isinstance(nav, str):
        if nav.endswith(".md"):
            yield NavPage(nav, title)
    elif isinstance(nav, list):
        for item in nav:
            yield from flatten(item)
    elif isinstance(nav, Mapping):
        for name, item in nav.items():
            yield from flatten(item, str(name))


def relative(path: Path, root: Path) -> str:
    """A path for diagnostics: below the root with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


def _files(configuration: Configuration, refused: Container[str]) -> Iterator[str]:
    """The files of a site, below docs/, in the order in which MkDocs finds them; without those that are refused."""
    docs = configuration.folder(configuration.settings.docs_dir)
    excluded = configuration.settings.exclude_docs or ""
    left_out = GitIgnoreSpec.from_lines([*_LEFT_OUT, *excluded.splitlines()])

    def is_refused(path: Path) -> bool:
        return relative(path, configuration.root) in refused

    for folder, folders, names in os.walk(docs, followlinks=True) if not is_refused(docs) else ():
        folders[:] = sorted(name for name in folders if not is_refused(Path(folder, name)))
        ordered = sorted(names, key=lambda name: (Path(name).stem not in _INDEX, name))
        if "index.md" in ordered and "README.md" in ordered:
            ordered.remove("README.md")
        for name in ordered:
            file = relative(Path(folder, name), docs)
            if not left_out.match_file(file) and not is_refused(Path(folder, name)):
                yield file


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"
