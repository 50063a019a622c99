"""The citation styles: those that come with the package, and an author's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.runtime import Context

from litreview.cite.bytecode import bytecode_cache
from litreview.cite.sandbox import BoundedEnvironment
from litreview.cite.styles import vocabulary
from litreview.cite.styles.front import Front, StyleError, parted, read_front
from litreview.cite.styles.item import KNOWN, Item

SUFFIX: Final = ".html.j2"
_MACROS: Final = f"macros{SUFFIX}"
#: Other names of styles of the package.
_FORMER: Final = {
    "vancouver": "nlm",
    "apa-7th-edition": "apa",
    "apa7": "apa",
    "mla9": "mla",
    "chicago": "chicago-author-date",
}
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Context(Context):
    """A context whose calls are plain calls: templates of styles call some hundred times for a reference."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (Jinja's signature)
        """Jinja's own looks each time whether the function wants the context; none here does."""
        return obj(*args, **kwargs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style(Front):
    """A citation style: what its front block says, and how its template prints a reference."""

    name: str
    template: Callable[[Item], str]
    #: What opens an entry, and how the text calls a work by its title, where the style's template says so
    #: (macros `lead(item)` and `called(item, short, role)`); see `opening`.
    lead: Callable[[Item], str] | None = None
    called: Callable[[Item, object, str], str] | None = None

    @property
    def particles_apart(self) -> bool:
        """Whether "van Gogh" is sorted under G."""
        return any(form.demote_particle for form in self.names.values())


def builtin_styles() -> tuple[str, ...]:
    """The names of the styles that come with the package."""
    return tuple(sorted(name.removesuffix(SUFFIX) for name in _builtin_sources() if name != _MACROS))


def load_style(name_or_path: str | Path, folders: Sequence[Path] = ()) -> Style:
    """A style by its name, or from the file that a path names.

    A name is looked up in the author's `folders` first, then among the styles of the package. Templates of an author
    run in Jinja's sandbox.

    Raises:
        StyleError: There is no such style, or its file is no style.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith(SUFFIX):
        path = Path(name_or_path)
        return _from_file(path.name.removesuffix(SUFFIX), path)
    for folder in folders:
        path = folder / f"{text}{SUFFIX}"
        if _NAME.fullmatch(text) and path.is_file():
            return _from_file(text, path)
    text = _FORMER.get(text, text)
    if text in builtin_styles():
        return _builtin(text)
    raise StyleError(f"there is no citation style {text!r}; known are {', '.join(builtin_styles())}")


@cache
def _builtin_sources() -> Mapping[str, str]:
    folder = resources.files(__package__)
    return {entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(SUFFIX)}


def _builtin_template(name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template of the package for Jinja, its front block as blank lines."""
    source = _builtin_sources().get(name)
    if source is None:
        return None
    return parted(source)[1], str(resources.files(__package__) / name), lambda: True


def _prepared(jinja: Environment, front: Front) -> None:
    """Give an environment the words of the templates of styles."""
    jinja.context_class = _Context
    jinja.filters |= vocabulary.filters(front)
    jinja.tests |= vocabulary.TESTS
    jinja.globals = vocabulary.functions(front)


@cache
def _builtin(name: str) -> Style:
    front = read_front(name, parted(_builtin_sources()[f"{name}{SUFFIX}"])[0])
    # Compiling the seven styles takes half a second; reading what was compiled, a fiftieth of that.
    jinja = Environment(
        loader=FunctionLoader(_builtin_template),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=bytecode_cache("style", vocabulary.__file__),
    )
    _prepared(jinja, front)
    return _style(name, front, jinja.get_template(f"{name}{SUFFIX}").module)


def _from_file(name: str, path: Path) -> Style:
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as error:
        raise StyleError(f"the style {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StyleError(f"the style {name!r} cannot be read: it is not UTF-8", path) from error
    text, template = parted(source)
    try:
        front = read_front(name, text)
    except StyleError as error:
        raise StyleError(str(error), path, error.line) from error
    loaders: list[BaseLoader] = [FileSystemLoader(path.parent), FunctionLoader(_builtin_template)]
    jinja = BoundedEnvironment(loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined)
    _prepared(jinja, front)
    try:
        tree = jinja.parse(template, filename=str(path))
        code = jinja.compile(tree, filename=str(path))
        module = Template.from_code(jinja, code, jinja.globals).module
    except Exception as error:
        raise StyleError.in_template(f"the style {name!r} is no template", error, path) from error
    if not callable(getattr(module, "reference", None)):
        raise StyleError(f"the style {name!r} has no macro reference(item)", path)
    for variable, line in _asked(tree):
        if variable not in KNOWN:
            raise StyleError(f"the style {name!r} asks for item.{variable}, which no reference can have", path, line)
    return _style(name, front, module, jinja.bounded)


def _asked(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """The variables that a template asks `item` for by name, each with its line."""
    for node in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Call)):
        match node:
            case nodes.Getattr(node=nodes.Name(name="item"), attr=str(variable)):
                yield variable, node.lineno
            case nodes.Getitem(node=nodes.Name(name="item"), arg=nodes.Const(value=str(variable))):
                yield variable, node.lineno
            case nodes.Call(node=nodes.Getattr(node=nodes.Name(name="item"), attr="has" | "first" | "without")):
                yield from ((part.value, part.lineno) for part in node.args if isinstance(part, nodes.Const))


def _unbounded(macro: Any) -> Any:  # noqa: ANN401 (macros have no type)
    return macro


def _style(name: str, front: Front, module: Any, bounded: Callable[[Any], Any] = _unbounded) -> Style:  # noqa: ANN401
    lead, called = (bounded(macro) if (macro := getattr(module, name, None)) else None for name in ("lead", "called"))
    said = {one.name: getattr(front, one.name) for one in fields(Front)}
    return Style(**said, name=name, template=bounded(module.reference), lead=lead, called=called)
