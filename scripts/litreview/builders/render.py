"""The docs tree as files on disk, with a configuration that any builder of plain Markdown reads."""

from __future__ import annotations

import shutil
from itertools import chain
from pathlib import Path
from typing import Final

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel, get_files

from litreview.builders.progress import counted, current
from litreview.builders.project import REQUIRED_EXTENSIONS, own_folders
from litreview.builders.site_folder import prepare_tree
from litreview.builders.theme import SCRIPTS, STYLESHEETS, THEME_DIR
from litreview.builders.tree import DocsTree
from litreview.read.atomic import write_atomically

DOCS: Final = "docs"
OVERRIDES: Final = "overrides"
_PLUGIN: Final = "litreview"
_HEADER: Final = "# Written by `litreview render`, which makes this file, docs/ and overrides/ anew each time.\n"


def write_tree(tree: DocsTree, config: MkDocsConfig, target: Path) -> None:
    """Write `target/docs/`, `target/overrides/` and `target/mkdocs.yml`.

    The first two folders are made anew; nothing else in `target` is touched.

    Raises:
        RefusedError: the folder is a link, or holds files that are not of an earlier run.
        OSError: a file could not be written.
    """
    prepare_tree(target, (DOCS, OVERRIDES), own_folders(config))
    docs, overrides = target / DOCS, target / OVERRIDES
    for file in get_files(config):
        if file.src_uri not in tree.pages and file.inclusion is not InclusionLevel.EXCLUDED:
            place = docs / file.src_uri
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content_bytes)
    progress = current()
    progress.expect(len(tree.pages))
    pages = ((path, text.encode()) for path, text in tree.pages.items())
    for path, data in chain(pages, tree.files.items()):
        place = docs / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        if path in tree.pages:
            progress.advance()
    progress.end(counted(len(tree.pages), "page"), counted(len(tree.files), "file"))
    shutil.copytree(THEME_DIR, overrides, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    if config.theme.custom_dir:
        shutil.copytree(config.theme.custom_dir, overrides, dirs_exist_ok=True)
    configuration = _HEADER + _configuration(tree, config)
    write_atomically(target / "mkdocs.yml", configuration.encode(), inside=target)


def _configuration(tree: DocsTree, config: MkDocsConfig) -> str:
    """The author's mkdocs.yml without our plugin, with what the plugin would have added written out.

    It is changed as a tree of YAML nodes, because tags such as `!ENV` have to come through unread.
    """
    source = Path(config.config_file_path or "mkdocs.yml").read_text(encoding="utf-8")
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        root = yaml.MappingNode("tag:yaml.org,2002:map", [])
    _drop(root, "docs_dir", "site_dir")
    plugins = _child(root, "plugins")
    if isinstance(plugins, yaml.SequenceNode):
        plugins.value = [node for node in plugins.value if _name(node) != _PLUGIN]
    elif isinstance(plugins, yaml.MappingNode):
        _drop(plugins, _PLUGIN)
    theme = _child(root, "theme")
    if not isinstance(theme, yaml.MappingNode):
        theme = _mapping({"name": config.theme.name or "material"})
        _set(root, "theme", theme)
    _set(theme, "custom_dir", _node(OVERRIDES))
    _set(theme, "font", _node(value=False))
    extra = _child(root, "extra")
    if not isinstance(extra, yaml.MappingNode):
        extra = _mapping({})
        _set(root, "extra", extra)
    own = _child(extra, _PLUGIN)
    if not isinstance(own, yaml.MappingNode):
        own = _mapping({})
        _set(extra, _PLUGIN, own)
    _set(own, "csp", _node(value=True))
    _set(own, "texts", _node(dict(tree.texts)))
    written = _child(root, "not_in_nav")
    patterns = [*(written.value.splitlines() if isinstance(written, yaml.ScalarNode) else ()), *_ours(tree, config)]
    _set(root, "not_in_nav", _node("\n".join(patterns)))
    _extend(root, "extra_css", STYLESHEETS)
    _extend(root, "extra_javascript", [{"path": path, "defer": True} for path in SCRIPTS])
    extensions = _child(root, "markdown_extensions")
    if isinstance(extensions, yaml.MappingNode):
        extensions.value.extend(
            (_node(name), _node({})) for name in REQUIRED_EXTENSIONS if _child(extensions, name) is None
        )
    else:
        present = {_name(node) for node in extensions.value} if isinstance(extensions, yaml.SequenceNode) else set()
        _extend(root, "markdown_extensions", [name for name in REQUIRED_EXTENSIONS if name not in present])
    text: str = yaml.serialize(root, allow_unicode=True, width=120)
    return text


def _ours(tree: DocsTree, config: MkDocsConfig) -> list[str]:
    """Patterns, as in .gitignore, of the generated pages: they need not stand in the navigation."""
    own = {file.src_uri for file in get_files(config)}
    return sorted({f"/{path.partition('/')[0]}" for path in tree.pages if path not in own})


def _node(value: object) -> yaml.Node:
    node = yaml.compose(yaml.safe_dump(value), Loader=yaml.SafeLoader)
    if node is None:  # pragma: no cover - safe_dump always writes a document
        raise ValueError("no document")
    return node


def _mapping(value: dict[str, object]) -> yaml.MappingNode:
    node = _node(value)
    if not isinstance(node, yaml.MappingNode):  # pragma: no cover - a dict is a mapping
        raise TypeError("not a mapping")
    node.flow_style = False
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


def _set(mapping: yaml.MappingNode, name: str, value: yaml.Node) -> None:
    _drop(mapping, name)
    mapping.value.append((_node(name), value))


def _extend(root: yaml.MappingNode, name: str, items: object) -> None:
    added = _node(list(items))  # type: ignore[call-overload] # a tuple or a list
    existing = _child(root, name)
    if isinstance(existing, yaml.SequenceNode):
        existing.value.extend(added.value)
    else:
        _set(root, name, added)
