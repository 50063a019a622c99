"""An author's project as MkDocs' configuration describes it: what our pages need of it, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel, get_files

from litreview.builders.interface import own_texts
from litreview.cite.markdown import MarkdownSettings
from litreview.model.diagnostics import Diagnostic
from litreview.pages.site import SiteSettings

#: Extensions that the rendered pages are written for; they are added where the author's configuration lacks them.
REQUIRED_EXTENSIONS = ("abbr", "attr_list", "md_in_html", "tables", "toc")


@dataclass(frozen=True, slots=True)
class Project:
    """Where a review's files are and how its site is set up.

    `pages` are the Markdown files below docs/ in the order of the navigation, those outside it last, by path.
    """

    root: Path
    docs: Path
    settings: SiteSettings
    markdown: MarkdownSettings
    pages: tuple[str, ...]
    nav: tuple[NavPage, ...]
    #: What is wrong in the configuration, of that which is ours.
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class NavPage:
    """A page of the navigation, with the title it is given there."""

    path: str
    title: str


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


def project_root(config: MkDocsConfig) -> Path:
    """The folder that holds mkdocs.yml, without links."""
    return Path(config.config_file_path or "mkdocs.yml").absolute().parent.resolve()


def own_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    """The author's own folders, which nothing of ours may replace."""
    theme = (Path(config.theme.custom_dir),) if config.theme.custom_dir else ()
    return (Path(config.docs_dir), project_root(config) / "refs", *theme)


def load_project(config: MkDocsConfig) -> Project:
    """The project of a loaded configuration; reads folder listings, and no file but to say where a fault stands."""
    root = project_root(config)
    files = get_files(config)
    found = [f.src_uri for f in files.documentation_pages() if f.inclusion is not InclusionLevel.EXCLUDED]
    nav = tuple(flatten(config.nav))
    position = {page.path: index for index, page in enumerate(nav)}
    # Without a navigation MkDocs makes one of all files in their order, which is the order they were found in.
    ordered = sorted(found, key=lambda path: (position.get(path, len(position)), path)) if nav else found
    path = root / Path(config.config_file_path or "mkdocs.yml").name
    texts, problems = own_texts(config.extra, path, relative(path, root))
    return Project(
        root=root,
        docs=Path(config.docs_dir),
        settings=SiteSettings(
            name=config.site_name,
            url=_with_slash(config.site_url or ""),
            directory_urls=config.use_directory_urls,
            texts=texts,
        ),
        markdown=MarkdownSettings(tuple(config.markdown_extensions), dict(config.mdx_configs)),
        pages=tuple(ordered),
        nav=nav,
        problems=problems,
    )


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"


def relative(path: Path, root: Path) -> str:
    """A path for diagnostics: below the root with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()
