"""A project that uses mkdocs-bibtex, as the files of a review: its configuration, pages and bibliographies.

The project itself is only read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from litreview.cite.styles.registry import builtin_styles
from litreview.imports.their_citations import Commands, rewritten
from litreview.model.diagnostics import Diagnostic
from litreview.read.configuration import (
    CONFIG_FILE,
    PLUGIN,
    Configuration,
    ConfigurationError,
    named_items,
    read_configuration,
)
from litreview.read.project_files import ProjectFiles
from litreview.read.xml_tree import XMLFaultError, read_elements

_THEIRS: Final = "bibtex"
_MARKDOWN: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_ADDRESS: Final = re.compile(r"https?://")
#: Folders of a project that no review needs.
_NEVER: Final = frozenset({".git", ".cache", "__pycache__", ".venv", "venv", "node_modules"})


class MovingError(ValueError):
    """The project cannot be taken over; the message says why."""


@dataclass(slots=True)
class Moved:
    """What a project becomes: files by their paths in the review, and what has been done and what could not be."""

    files: dict[str, bytes] = field(default_factory=dict)
    #: What the review is called, who wrote it, and its citation style, as far as the project says.
    title: str = ""
    author: str = ""
    style: str = ""
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    #: Files of the project that are not read, such as links that lead out of it.
    problems: list[Diagnostic] = field(default_factory=list)


def moved_from_mkdocs_bibtex(folder: Path) -> Moved:
    """The review that a project becomes.

    Args:
        folder: The project's folder, with its mkdocs.yml.

    Raises:
        MovingError: There is no mkdocs.yml that could be used, or it does not name the plugin.
    """
    try:
        configuration = read_configuration(folder / CONFIG_FILE)
    except ConfigurationError as error:
        raise MovingError(f"{folder / error.position.file}:{error.position.line}: {error}") from error
    project = _Project(configuration)
    project.take_configuration()
    project.take_bibliographies()
    project.take_style()
    project.take_pages()
    project.take_folders()
    return project.moved


class _Project:
    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.root = configuration.root
        self.guard = ProjectFiles.of(self.root, configuration.allow_links)
        self.moved = Moved(title=configuration.settings.site_name, author=_site_author(configuration))
        self.options: Mapping[str, Any] = {}
        #: The project's files that have become others, and are not copied beside them.
        self.taken: set[Path] = set()

    def take_configuration(self) -> None:
        """mkdocs.yml with the one plugin in place of the other, and every other byte as it was."""
        plugins = named_items(self.configuration.settings.plugins)
        if _THEIRS not in plugins:
            raise MovingError(f"{self.configuration.path} names no plugin {_THEIRS}: it does not use mkdocs-bibtex")
        self.options = plugins[_THEIRS] if isinstance(plugins[_THEIRS], Mapping) else {}
        text = self.configuration.path.read_text(encoding="utf-8-sig")
        changed = _with_our_plugin(text)
        if changed is None:
            raise MovingError(
                f"{_THEIRS} is named in a file that {CONFIG_FILE} inherits from: name it in {CONFIG_FILE}"
            )
        self.moved.files[CONFIG_FILE] = changed.encode()
        self.moved.done.append(f"{CONFIG_FILE}: the plugin {_THEIRS} is {PLUGIN}; all else is as it was")
        if not self.options.get("enable_inline_citations", True):
            self.moved.left.append("enable_inline_citations: false: a bare @key in the text is a citation now")
        theme = self.configuration.settings.theme_settings.get("name")
        if theme != "material":
            self.moved.left.append(f"theme: {theme or 'mkdocs'}: the pages are made for material; set theme: material")

    def take_bibliographies(self) -> None:
        """The .bib files into refs/."""
        file, folder = self.options.get("bib_file"), self.options.get("bib_dir")
        if isinstance(file, str) and _ADDRESS.match(file):
            self.moved.files["refs/references.bib"] = b""
            self.moved.left.append(
                f"bib_file: {file} is not fetched: save what it gives as refs/references.bib "
                "(a library of Zotero: litreview add --from-zotero ADDRESS)"
            )
            return
        found = [self.root / file] if file else sorted((self.root / str(folder)).rglob("*.bib")) if folder else []
        for path in found:
            data = self._read(path)
            if data is None:
                self.moved.left.append(f"{self._name(path)} could not be read: put the bibliography into refs/")
                continue
            name = _free(f"refs/{path.stem}", ".bib", self.moved.files)
            self.moved.files[name] = data
            self.moved.done.append(f"{self._name(path)} → {name}")
            self._take(path)
        if not any(name.endswith(".bib") for name in self.moved.files):
            self.moved.files["refs/references.bib"] = b""
            if not found:
                self.moved.left.append("there is no bibliography: put .bib files into refs/")

    def take_style(self) -> None:
        """The CSL file as our style of the same name, or as a file of the author's."""
        said = self.options.get("csl_file")
        if not isinstance(said, str):
            return
        path = self.root / said
        data = None if _ADDRESS.match(said) else self._read(path)
        name = _style_id(data, path.name) or Path(said).stem
        if name in builtin_styles():
            self.moved.style = name
            self.moved.done.append(f"csl_file: {said} → citation_style: {name}, which comes with litreview")
        elif data is None:
            todo = f"save it as refs/styles/{Path(said).name} and say citation_style: {Path(said).stem}"
            self.moved.left.append(f"csl_file: {said} is not read: {todo} in refs/review.yml")
        else:
            self.moved.style = f"refs/styles/{path.name}"
            self.moved.files[self.moved.style] = data
            self.moved.done.append(f"csl_file: {said} → citation_style: {self.moved.style}, which Pandoc prints")
        self._take(path)

    def take_pages(self) -> None:
        """What is below docs/, with citations in our form."""
        docs = self.configuration.folder(self.configuration.settings.docs_dir)
        if not docs.resolve().is_relative_to(self.root) or docs.resolve() == self.root:
            raise MovingError(f"docs_dir: {self.configuration.settings.docs_dir} is no folder in {self.root}")
        commands = Commands.of(self.options)
        for path, data in self._below(docs):
            name = self._name(path)
            is_page = path.name.endswith(_MARKDOWN)
            self.moved.files[name] = self._page(name, data, commands) if is_page else data
        if self._name(docs / "index.md") in self.moved.files:
            self.moved.left.append(
                f"{self._name(docs / 'index.md')} stays the first page, where the record of a review stands: "
                "to have the record there, rename the page and the links to it"
            )

    def _page(self, name: str, data: bytes, commands: Commands) -> bytes:
        try:
            page = rewritten(data.decode("utf-8-sig"), commands)
        except UnicodeDecodeError:
            self.moved.left.append(f"{name} is not UTF-8: save it as UTF-8")
            return data
        self.moved.done += [f"{name}: {change}" for change in page.done]
        self.moved.left += [f"{name}:{problem}" for problem in page.left]
        return page.text.encode() if page.done else data

    def take_folders(self) -> None:
        """The files and folders beside docs/ that mkdocs.yml names, and the names of all others."""
        settings = self.configuration.settings
        own = [settings.theme_settings.get("custom_dir")]
        own += _named(self.configuration, "hooks")
        own += _named(self.configuration, "INHERIT")
        for said in own:
            path = self.root / str(said)
            if said and path.resolve().is_relative_to(self.root):
                self.moved.files |= {self._name(file): data for file, data in self._below(path)}
        there = {path.parts[0] for path in map(Path, self.moved.files)} | {settings.site_dir} | _NEVER
        taken = {self._name(path) for path in self.taken}
        for path in sorted(self.root.iterdir()):
            inside = {self._name(file) for file in path.rglob("*") if file.is_file()} if path.is_dir() else {path.name}
            if path.name not in there and not inside <= taken:
                name = f"{path.name}/" if path.is_dir() else path.name
                self.moved.left.append(f"{name} is not copied; copy it if the review needs it")

    def _below(self, folder: Path) -> Iterator[tuple[Path, bytes]]:
        self.moved.problems += self.guard.look_through(folder) if folder.is_dir() else ()
        refused = {problem.position.file for problem in self.moved.problems}
        if folder.is_file():
            data = self._read(folder)
            if data is not None:
                yield folder, data
        for below, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name not in _NEVER)
            for path in sorted(Path(below, name) for name in names):
                if path not in self.taken and self._name(path) not in refused:
                    data = self._read(path)
                    if data is not None:
                        yield path, data

    def _read(self, path: Path) -> bytes | None:
        if problem := self.guard.problem(path):
            self.moved.problems.append(problem)
            return None
        return path.read_bytes()

    def _take(self, path: Path) -> None:
        self.taken.add(Path(os.path.normpath(path)))

    def _name(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.root)).as_posix()


def _site_author(configuration: Configuration) -> str:
    said = _value(configuration.node, "site_author")
    return str(said.value) if isinstance(said, yaml.ScalarNode) else ""


def _named(configuration: Configuration, setting: str) -> Iterator[str]:
    """The files that a setting names: one, or a list."""
    said = _value(yaml.compose(configuration.path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader), setting)
    if isinstance(said, yaml.ScalarNode):
        yield str(said.value)
    elif isinstance(said, yaml.SequenceNode):
        yield from (str(item.value) for item in said.value if isinstance(item, yaml.ScalarNode))


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _with_our_plugin(text: str) -> str | None:
    """mkdocs.yml with our plugin in place of theirs and its options; None where it names no such plugin itself."""
    plugins = _value(yaml.compose(text, Loader=yaml.SafeLoader), "plugins")
    items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for item in items:
        if isinstance(item, yaml.ScalarNode) and item.value == _THEIRS:
            return text[: item.start_mark.index] + PLUGIN + text[item.end_mark.index :]
        for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
            if key.value == _THEIRS:
                ours = f"{PLUGIN}: {{}}" if item is plugins else PLUGIN
                return text[: key.start_mark.index] + ours + text[len(text[: _end(value)].rstrip()) :]
    return None


def _end(node: yaml.Node) -> int:
    """Where the last word of a piece of YAML ends: a block itself ends where the next one begins."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    end: int = node.end_mark.index
    return end


def _style_id(data: bytes | None, name: str) -> str:
    """The name that a CSL file gives itself: the last part of its id."""
    faults: list[XMLFaultError] = []
    styles = read_elements(data, name, frozenset({"style"}), faults.append) if data else ()
    return styles[0].value("info/id").strip().rstrip("/").rpartition("/")[2] if styles and not faults else ""


def _free(stem: str, ending: str, there: Mapping[str, bytes]) -> str:
    """A name that no other file has."""
    names = (f"{stem}{ending}", *(f"{stem}-{number}{ending}" for number in range(2, len(there) + 3)))
    return next(name for name in names if name not in there)
