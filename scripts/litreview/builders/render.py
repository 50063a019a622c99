"""The docs tree as files on disk, with a configuration that any builder of plain Markdown reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Final

import yaml

from litreview.builders.config import CONFIG_FILE, PLUGIN, named_items
from litreview.builders.outline import Outline
from litreview.builders.progress import Stage, counted, current
from litreview.builders.project import REQUIRED_EXTENSIONS, Project
from litreview.builders.site_folder import prepare_tree
from litreview.builders.theme import SCRIPTS, STYLESHEETS, THEME_DIR, theme_settings
from litreview.builders.tree import DocsTree
from litreview.read.atomic import write_atomically

DOCS: Final = "docs"
OVERRIDES: Final = "overrides"
_HEADER: Final = "# Written by `litreview render`, which makes this file, docs/ and overrides/ anew each time.\n"


def write_tree(tree: DocsTree, target: Path) -> None:
    """Write `target/docs/`, `target/overrides/` and `target/mkdocs.yml`, complete for any builder.

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
    own = project.configuration.settings.theme_settings.get("custom_dir")
    if isinstance(own, str):
        shutil.copytree(project.configuration.folder(own), overrides, dirs_exist_ok=True)
    generated = sorted({f"/{path.partition('/')[0]}" for path in ours if path not in project.pages})
    nav: dict[tuple[str, ...], object] = {("nav",): list(tree.nav)} if tree.nav is not None else {}
    text = _HEADER + _configuration(project, generated, {**nav, **settings})
    write_atomically(target / CONFIG_FILE, text.encode(), inside=target)


def _put(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _configuration(project: Project, generated: Iterable[str], settings: Mapping[tuple[str, ...], object]) -> str:
    """The author's mkdocs.yml without our plugin, with what the plugin would have added written out.

    It is changed as a tree of YAML nodes, because tags such as `!ENV` have to come through unread. Generated pages need
    not stand in the navigation.
    """
    root = deepcopy(project.configuration.node)
    _drop(root, "docs_dir", "site_dir")
    plugins = _child(root, "plugins")
    if isinstance(plugins, yaml.SequenceNode):
        plugins.value = [node for node in plugins.value if _name(node) != PLUGIN]
    elif isinstance(plugins, yaml.MappingNode):
        _drop(plugins, PLUGIN)
    written = _child(root, "not_in_nav")
    patterns = [*(written.value.splitlines() if isinstance(written, yaml.ScalarNode) else ()), *generated]
    name = project.configuration.settings.theme_settings.get("name") or "material"
    said: dict[tuple[str, ...], object] = {
        ("theme", "name"): name,
        ("theme", "custom_dir"): OVERRIDES,
        ("theme", "font"): False,
        ("not_in_nav",): "\n".join(patterns),
        **settings,
    }
    for path, value in said.items():
        _set(root, path, value)
    _extend(root, "extra_css", STYLESHEETS)
    _extend(root, "extra_javascript", [{"path": path, "defer": True} for path in SCRIPTS])
    present = named_items(project.configuration.settings.markdown_extensions)
    # First, since of two that do the same the later one counts.
    missing = [name for name in ("fenced_code", *REQUIRED_EXTENSIONS) if name not in present]
    _extend(root, "markdown_extensions", missing, first=True)
    text: str = yaml.serialize(root, allow_unicode=True, width=120)
    return text


def _node(value: object) -> yaml.Node:
    node = yaml.compose(yaml.safe_dump(value), Loader=yaml.SafeLoader)
    if node is None:  # pragma: no cover - safe_dump always writes a document
        raise ValueError("no document")
    return node


def _name(node: yaml.Node) -> str:
    """The name of an item of a list: the text itself, or the single key of a mapping."""
    if isinstance(node, yaml.MappingNode) and node.value:
        node = node.value[0][0]
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _child(mapping: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in mapping.value if key.value == name), None)


def _drop(mapping: yaml.MappingNode, *names: str) -> None:
    mapping.value = [(key, value) for key, value in mapping.value if key.value not in names]


def _set(mapping: yaml.MappingNode, path: Sequence[str], value: object) -> None:
    """Set what stands at a path of names, in mappings that are made where there are none."""
    name, *rest = path
    node = _node(value)
    if rest:
        inner = _child(mapping, name)
        if not isinstance(inner, yaml.MappingNode):
            inner = yaml.MappingNode("tag:yaml.org,2002:map", [], flow_style=False)
        _set(inner, rest, value)
        node = inner
    _drop(mapping, name)
    mapping.value.append((_node(name), node))


def _extend(root: yaml.MappingNode, name: str, items: Sequence[object], *, first: bool = False) -> None:
    """Add items to a list, or names to a mapping that may stand in its place."""
    existing = _child(root, name)
    if isinstance(existing, yaml.MappingNode):
        added = [(_node(item), _node({})) for item in items]
        existing.value = [*added, *existing.value] if first else [*existing.value, *added]
        return
    before = existing.value if isinstance(existing, yaml.SequenceNode) else []
    nodes = [_node(item) for item in items]
    both = [*nodes, *before] if first else [*before, *nodes]
    node = yaml.SequenceNode("tag:yaml.org,2002:seq", both, flow_style=False)
    _drop(root, name)
    root.value.append((_node(name), node))
