"""The docs tree as files on disk, with a configuration that any builder of plain Markdown reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from litreview.builders.outline import Outline
from litreview.builders.progress import Stage, counted, current
from litreview.builders.project import REQUIRED_EXTENSIONS, Project
from litreview.builders.site_folder import prepare_tree
from litreview.builders.theme import SCRIPT, STYLESHEET, THEME_DIR, theme_settings
from litreview.builders.tree import DocsTree
from litreview.read.atomic import write_atomically
from litreview.read.configuration import CONFIG_FILE, PLUGIN, named_items, written

DOCS: Final = "docs"
OVERRIDES: Final = "overrides"
_HEADER: Final = "# Written by `litreview render`, which makes this file, docs/ and overrides/ anew each time.\n"


def write_tree(tree: DocsTree, target: Path) -> None:
    """Write `target/docs/`, `target/overrides/` and `target`'s configuration, complete for any builder.

    The first two folders are made anew; nothing else in `target` is touched.

    Raises:
        RefusedError: The folder is a link, or holds files that are not of an earlier run.
        RenderError: A template of the author's fails.
        OSError: A file could not be written.
    """
    prepare_tree(target, (DOCS, OVERRIDES), tree.project.configuration.own_folders)
    progress = current()
    progress.begin(Stage.PAGES, len(tree.pages) + len(tree.numbered))
    pages = 0
    for path, text in tree.markdown():
        _put(target / DOCS / path, text.encode())
        progress.advance()
        pages += 1
    for path, make in tree.files.items():
        _put(target / DOCS / path, make())
    for frozen in tree.project.versions:
        frozen.unpack(target / DOCS)
    progress.end(counted(pages, "page"), counted(len(tree.files), "file"))
    # A site that is built of it by hand is searched by the theme: ours needs an index of the pages once they are drawn.
    ours = {**theme_settings(tree.texts), "search_worker": ""}
    _write_rest(tree, target, {("extra", PLUGIN, name): value for name, value in ours.items()})


def write_outline(outline: Outline, target: Path, settings: Mapping[tuple[str, ...], object]) -> None:
    """Write what a builder is to draw as a project of its own.

    Args:
        outline: What it is to draw.
        target: An empty folder.
        settings: What its configuration says besides, by the path to each name.
    """
    tree = outline.tree
    for path, text in outline.pages.items():
        _put(target / DOCS / path, text.encode())
    ours = theme_settings(tree.texts)
    _write_rest(tree, target, {**{("extra", PLUGIN, name): value for name, value in ours.items()}, **settings})


def _write_rest(tree: DocsTree, target: Path, settings: Mapping[tuple[str, ...], object]) -> None:
    """The author's other files, the theme, and the configuration."""
    project = tree.project
    ours = {*tree.pages, *tree.numbered, *tree.files}
    for path in project.assets:
        if path not in ours:
            _put(target / DOCS / path, (project.docs / path).read_bytes())
    overrides = target / OVERRIDES
    shutil.copytree(THEME_DIR, overrides, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    if own := project.configuration.own_theme:
        shutil.copytree(own, overrides, dirs_exist_ok=True)
    generated = sorted({f"/{path.partition('/')[0]}" for path in ours if path not in project.pages})
    nav: dict[tuple[str, ...], object] = {("nav",): list(tree.nav)} if tree.nav is not None else {}
    language: dict[tuple[str, ...], object] = {("theme", "language"): tree.language}
    text = _HEADER + _configuration(project, generated, {**nav, **language, **settings})
    write_atomically(target / CONFIG_FILE, text.encode(), inside=target)


def _put(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _configuration(project: Project, generated: Iterable[str], settings: Mapping[tuple[str, ...], object]) -> str:
    """The author's configuration without our plugin, with what the plugin would have added written out.

    Generated pages need not stand in the navigation.
    """
    configuration = project.configuration
    said = configuration.verbatim()
    for name in ("docs_dir", "site_dir"):
        said.pop(name, None)
    plugins = said.get("plugins")
    if isinstance(plugins, list):
        said["plugins"] = [item for item in plugins if PLUGIN not in named_items([item])]
    elif isinstance(plugins, dict):
        plugins.pop(PLUGIN, None)
    not_in_nav = said.get("not_in_nav")
    patterns = [*(not_in_nav.splitlines() if isinstance(not_in_nav, str) else ()), *generated]
    ours: dict[tuple[str, ...], object] = {
        ("theme", "name"): configuration.settings.theme_settings.get("name") or "material",
        ("theme", "custom_dir"): OVERRIDES,
        ("theme", "font"): False,
        ("not_in_nav",): "\n".join(patterns),
        **settings,
    }
    for path, value in ours.items():
        _set(said, path, value)
    _extend(said, "extra_css", [STYLESHEET])
    _extend(said, "extra_javascript", [{"path": SCRIPT, "defer": True}])
    present = named_items(configuration.settings.markdown_extensions)
    # First, since of two that do the same the later one counts.
    missing = [name for name in ("fenced_code", *REQUIRED_EXTENSIONS) if name not in present]
    _extend(said, "markdown_extensions", missing, first=True)
    return written(said)


def _set(values: dict[str, Any], path: Sequence[str], value: object) -> None:
    """Set what stands at a path of names; whatever is in the way of one, a theme's bare name for example, goes."""
    for step in path[:-1]:
        if not isinstance(values.get(step), dict):
            values[step] = {}
        values = values[step]
    values[path[-1]] = value


def _extend(values: dict[str, Any], name: str, items: Sequence[Any], *, first: bool = False) -> None:
    """Add items to a list, or names to a mapping that may stand in its place."""
    before = values.get(name)
    if isinstance(before, dict):
        added: dict[str, object] = {item: {} for item in items}
        values[name] = {**added, **before} if first else {**before, **added}
    else:
        before = before if isinstance(before, list) else []
        values[name] = [*items, *before] if first else [*before, *items]
