"""The site's configuration, mkdocs.yml, read without MkDocs: what all builders and `litreview check` need of it.

Names, links to environment variables (`!ENV`), other files (`INHERIT`) and Python objects (`!!python/name:`) are those
that MkDocs knows. What else stands in the file is the builder's business.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from yaml_env_tag import construct_env_tag

from litreview.model.source import Position

CONFIG_FILE: Final = "mkdocs.yml"
PLUGIN: Final = "litreview"
_MAP: Final = "tag:yaml.org,2002:map"
_NAME: Final = "tag:yaml.org,2002:python/name:"
_APPLY: Final = "tag:yaml.org,2002:python/object/apply:"
#: Packages whose functions the file may call, as their documentation asks for; no others, for checking a review is not
#: running it.
_CALLABLE: Final = ("markdown", "pymdownx", "material", "zensical")
#: How many files may inherit from one another.
_DEEPEST: Final = 20


class ConfigurationError(Exception):
    """The configuration cannot be used; the message says why, and `position` where, which may be a file it inherits."""

    def __init__(self, message: str, position: Position | None = None) -> None:
        super().__init__(message)
        self.position = position or Position(CONFIG_FILE)


class Settings(BaseModel):
    """The settings that our pages depend on, with MkDocs' defaults."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    site_name: str
    site_url: str | None = None
    docs_dir: str = "docs"
    site_dir: str = "site"
    use_directory_urls: bool = True
    strict: bool = False
    exclude_docs: str | None = None
    nav: list[Any] | dict[str, Any] | None = None
    markdown_extensions: list[Any] | dict[str, Any] | None = None
    plugins: list[Any] | dict[str, Any] | None = None
    theme: str | dict[str, Any] = Field(default_factory=dict)
    extra: dict[str, Any] = Field(default_factory=dict)

    @field_validator("theme", "extra", mode="before")
    @classmethod
    def _nothing_said(cls, value: object) -> object:
        return {} if value is None else value

    @property
    def theme_settings(self) -> Mapping[str, Any]:
        """What is said of the theme."""
        return {"name": self.theme} if isinstance(self.theme, str) else self.theme


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration: its file, its settings, and the whole of it as YAML, inherited parts included."""

    path: Path
    settings: Settings
    node: yaml.MappingNode

    @property
    def root(self) -> Path:
        """The folder of the review, without links."""
        return self.path.parent

    def values(self) -> dict[str, Any]:
        """All that the configuration says."""
        return named_items(_construct(self.node))

    def verbatim(self) -> dict[str, Any]:
        """All that it says, to be written again by `written`: what has a tag, such as `!ENV`, is left unread."""
        return named_items(_construct(self.node, _VerbatimLoader))

    def place(self, *path: str, word: Callable[[str], bool] | None = None) -> Position:
        """Where a setting stands, or the nearest one above it that there is.

        Args:
            path: The names that lead to it.
            word: Says of a word in its value whether it is meant; the place is then the first such word's.
        """
        found: yaml.Node | None = self.node
        place = Position(self.path.name)
        for name in path:
            pairs = found.value if isinstance(found, yaml.MappingNode) else ()
            key, found = next(((key, value) for key, value in pairs if key.value == name), (None, None))
            if key is None:
                break
            place = _position(key.start_mark, self.root)
        words = _words(found) if word and found else ()
        return next((_position(node.start_mark, self.root) for node in words if word and word(node.value)), place)

    def folder(self, name: str) -> Path:
        """A path that the configuration names."""
        return self.root / name

    @property
    def _plugin(self) -> Mapping[str, Any]:
        """What is said of our plugin."""
        said = named_items(self.settings.plugins).get(PLUGIN)
        return said if isinstance(said, Mapping) else {}

    @property
    def allow_links(self) -> bool | str | tuple[str, ...]:
        """Where links may lead out of the project: see `ProjectFiles.of`."""
        said = self._plugin.get("allow_links", False)
        return tuple(map(str, said)) if isinstance(said, list) else said if isinstance(said, str) else said is True

    @property
    def completes_nav(self) -> bool:
        """Whether generated pages that the navigation does not name join it."""
        return self._plugin.get("complete_nav", True) is not False

    @property
    def own_theme(self) -> Path | None:
        """The folder of the author's own templates and the like, if there is one."""
        name = self.settings.theme_settings.get("custom_dir")
        return self.folder(name) if isinstance(name, str) else None

    @property
    def own_folders(self) -> tuple[Path, ...]:
        """The author's own folders, which nothing of ours may replace."""
        theme = self.own_theme
        return (self.folder(self.settings.docs_dir), self.folder("refs"), *((theme,) if theme else ()))


def read_configuration(path: Path) -> Configuration:
    """Read a configuration.

    Raises:
        ConfigurationError: There is none, it is no YAML, or a setting is of another kind than MkDocs has it.
    """
    place = path.absolute().parent.resolve() / path.name
    if not place.resolve().is_relative_to(place.parent):
        raise ConfigurationError("it is a link that leads out of the project: copy the file")
    try:
        node = _composed(place)
        values = named_items(_construct(node))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        position = _position(mark, place.parent) if mark else None
        raise ConfigurationError(error.problem or str(error), position) from error
    except FileNotFoundError as error:
        raise ConfigurationError(f"there is no {Path(error.filename).name}: litreview new DIR makes one") from error
    except OSError as error:
        raise ConfigurationError(f"it cannot be read: {error.strerror}") from error
    except (ValueError, yaml.YAMLError) as error:  # a date that is none, an encoding that is another
        raise ConfigurationError(" ".join(str(error).split())) from error
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        marks = (key.start_mark for key, _ in node.value if key.value == name)
        position = next((_position(mark, place.parent) for mark in marks), None)
        raise ConfigurationError(f"{name}: {first['msg']}", position) from error
    return Configuration(place, settings, node)


def named_items(value: object) -> dict[str, Any]:
    """Names with their settings, whether a mapping or a list has them: `[a, {b: {c: 1}}]` is `{a: {}, b: {c: 1}}`."""
    if isinstance(value, Mapping):
        return {str(name): settings for name, settings in value.items()}
    found: dict[str, Any] = {}
    for item in value if isinstance(value, list) else ():
        found |= named_items(item) if isinstance(item, Mapping) else {str(item): {}}
    return found


def _position(mark: yaml.Mark, root: Path) -> Position:
    return Position(Path(os.path.relpath(mark.name, root)).as_posix(), mark.line + 1, mark.column + 1)


def _words(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """All words of a piece of YAML."""
    if isinstance(node, yaml.ScalarNode):
        if node.value:
            yield node
    else:
        for item in node.value:
            for part in item if isinstance(item, tuple) else (item,):
                yield from _words(part)


def _composed(path: Path, depth: int = 0) -> yaml.MappingNode:
    """The YAML of a configuration, with that of the file that it inherits from below it."""
    loader = yaml.SafeLoader(path.read_text(encoding="utf-8-sig"))
    loader.name = str(path)  # which places of its nodes then have
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    if not isinstance(node, yaml.MappingNode):
        raise ConfigurationError("it has to be names and values", Position(path.name))
    parent = next((value for key, value in node.value if key.value == "INHERIT"), None)
    if parent is None:
        return node
    node.value = [(key, value) for key, value in node.value if key.value != "INHERIT"]
    if depth > _DEEPEST:
        raise ConfigurationError(f"the files that {path.name} inherits from go round in a circle")
    return _merged(_composed(path.parent / str(parent.value), depth + 1), node)


def _merged(base: yaml.MappingNode, own: yaml.MappingNode) -> yaml.MappingNode:
    """Mappings are merged name by name; of everything else the own one counts."""
    merged = {key.value: (key, value) for key, value in base.value}
    for key, value in own.value:
        before = merged.get(key.value, (key, None))[1]
        both = isinstance(before, yaml.MappingNode) and isinstance(value, yaml.MappingNode)
        merged[key.value] = key, _merged(before, value) if both else value
    return yaml.MappingNode(_MAP, list(merged.values()), own.start_mark, own.end_mark)


class _Loader(yaml.SafeLoader):
    """Safe, but for the names of Python objects that Markdown extensions take."""


class _VerbatimLoader(yaml.SafeLoader):
    """Leaves what has a tag of its own as a node."""


class _Dumper(yaml.SafeDumper):
    """Writes such a node as it was."""


def written(values: Mapping[str, Any]) -> str:
    """A configuration as YAML; see `Configuration.verbatim`."""
    text: str = yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def _construct(node: yaml.Node, kind: type[yaml.SafeLoader] = _Loader) -> object:
    loader = kind("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _python_name(loader: _Loader, suffix: str, node: yaml.Node) -> object:  # noqa: ARG001 - PyYAML's interface
    module, _, name = suffix.rpartition(".")
    try:
        return getattr(import_module(_installed(module)), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise yaml.constructor.ConstructorError(
            None, None, f"there is no {suffix}: {error}", node.start_mark
        ) from error


def _installed(module: str) -> str:
    """Zensical brings Material's extensions along, by its own name."""
    package, _, rest = module.partition(".")
    if package == "material":
        try:
            import_module(package)
        except ImportError:
            return f"zensical.{rest}"
    return module


def _python_call(loader: _Loader, suffix: str, node: yaml.Node) -> object:
    if suffix.partition(".")[0] not in _CALLABLE:
        problem = f"{suffix} is not called: only functions of {', '.join(_CALLABLE)} are"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    function = _python_name(loader, suffix, node)
    if isinstance(node, yaml.MappingNode):
        said = loader.construct_mapping(node, deep=True)
        arguments, named = said.get("args") or (), said.get("kwds") or {}
    else:
        arguments, named = loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else (), {}
    return function(*arguments, **named) if callable(function) else function


def _relative(loader: _Loader, node: yaml.Node) -> object:  # noqa: ARG001 - PyYAML's interface
    """`!relative`: a folder, as MkDocs and its extensions look for it; ours need none."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_constructor("!relative", _relative)
_Loader.add_multi_constructor(_NAME, _python_name)
_Loader.add_multi_constructor(_APPLY, _python_call)
_VerbatimLoader.add_constructor(None, lambda _, node: node)
_Dumper.add_multi_representer(yaml.Node, lambda _, node: node)
