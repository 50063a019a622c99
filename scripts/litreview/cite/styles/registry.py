"""The citation styles: those that come with the package, and an author's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from traceback import walk_tb
from types import MappingProxyType
from typing import Any, Final

import yaml
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from litreview.cite.bytecode import bytecode_cache
from litreview.cite.intext_style import (
    AUTHOR_DATE_APA,
    AUTHOR_DATE_CHICAGO,
    AUTHOR_MLA,
    NUMERIC_BRACKETS,
    NUMERIC_EACH_IN_BRACKETS,
    NUMERIC_PARENTHESES,
    NUMERIC_SUPERSCRIPT,
    NUMERIC_SUPERSCRIPT_AMA,
    InTextStyle,
)
from litreview.cite.styles import vocabulary
from litreview.cite.styles.item import KNOWN, Item
from litreview.cite.styles.names import NameForm
from litreview.model.frozen import nothing

SUFFIX: Final = ".html.j2"
#: What `in-text:` of a style's front block may name.
IN_TEXT: Final[Mapping[str, InTextStyle]] = MappingProxyType(
    {
        "numeric-brackets": NUMERIC_BRACKETS,
        "numeric-each-in-brackets": NUMERIC_EACH_IN_BRACKETS,
        "numeric-parentheses": NUMERIC_PARENTHESES,
        "numeric-superscript": NUMERIC_SUPERSCRIPT,
        "numeric-superscript-behind-stops": NUMERIC_SUPERSCRIPT_AMA,
        "author-date": AUTHOR_DATE_CHICAGO,
        "author-date-comma": AUTHOR_DATE_APA,
        "author": AUTHOR_MLA,
    }
)
_MACROS: Final = f"macros{SUFFIX}"
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: The front block begins in the second line of a file.
_FIRST_LINE: Final = 2
_FRONT: Final = re.compile(r"\A\s*---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)


class StyleError(ValueError):
    """A style that cannot be used; the message says which and why.

    Of an author's own style, `path` is its file, or one that it imports, and `line` the line at fault as far as that is
    known.
    """

    def __init__(self, message: str, path: Path | None = None, line: int = 1) -> None:
        super().__init__(message)
        self.path = path
        self.line = line

    @classmethod
    def in_template(cls, message: str, error: Exception, path: Path | None = None) -> StyleError:
        """What goes wrong in a template, with its place there."""
        why = error.message if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
        if isinstance(error, KeyError):
            why = str(error.args[0])
        file, line = (error.filename, error.lineno) if isinstance(error, TemplateSyntaxError) else _place(error)
        return cls(f"{message}: {why}", Path(file) if file else path, line)


def _place(error: Exception) -> tuple[str | None, int]:
    """The innermost line of a template's file that an error went through."""
    place: tuple[str | None, int] = None, 1
    for frame, line in walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            place = template.filename, template.get_corresponding_lineno(line)
    return place


class _Context(Context):
    """A context whose calls are plain calls: templates of styles call some hundred times for a reference."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (Jinja's signature)
        """Jinja's own looks each time whether the function wants the context; none here does."""
        return obj(*args, **kwargs)


class Sorting(StrEnum):
    """The order of a list of references: as they are cited, or by author.

    By year, works without one come behind the others; by date, before them, and some types count days.
    """

    CITATION = "citation"
    AUTHOR_DATE_TITLE = "author-date-title"
    AUTHOR_YEAR_TITLE = "author-year-title"
    AUTHOR_TITLE = "author-title"


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style: how it prints a reference, a list of references, and citations in the text."""

    name: str
    label: str
    in_text: InTextStyle
    sorting: Sorting
    #: The types of works that are dated, and sorted, to the day.
    exact_dates: frozenset[str]
    #: Whether "van Gogh" is sorted under G.
    particles_apart: bool
    #: Whether the style prints a dash for the authors of an entry behind another by the same ones.
    marks_same_author: bool
    #: Whether full stops and commas stand inside closing quotes.
    stops_inside_quotes: bool
    template: Callable[[Item], str]


@dataclass(frozen=True, slots=True)
class _Front:
    """The front block of a style's file."""

    label: str
    in_text: InTextStyle = NUMERIC_BRACKETS
    sorting: Sorting = Sorting.CITATION
    exact_dates: frozenset[str] = frozenset()
    small_words: frozenset[str] = frozenset()
    marks_same_author: bool = False
    stops_inside_quotes: bool = True
    names: Mapping[str, NameForm] = field(default_factory=nothing)
    pages: str = "as-given"


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
    return _parted(source)[1], str(resources.files(__package__) / name), lambda: True


def _prepared(jinja: Environment, front: _Front) -> None:
    """Give an environment the words of the templates of styles."""
    jinja.context_class = _Context
    jinja.filters |= vocabulary.filters(front.small_words, front.in_text.eras)
    jinja.tests |= vocabulary.TESTS
    jinja.globals = vocabulary.functions(front.names, front.pages) | {"exact_dates": front.exact_dates}


@cache
def _builtin(name: str) -> Style:
    front = _read_front(name, _parted(_builtin_sources()[f"{name}{SUFFIX}"])[0])
    # Compiling the seven styles takes half a second; reading what was compiled, a fiftieth of that.
    jinja = Environment(
        loader=FunctionLoader(_builtin_template),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=bytecode_cache("style", vocabulary.__file__),
    )
    _prepared(jinja, front)
    return _style(name, front, jinja.get_template(f"{name}{SUFFIX}").module.reference)  # type: ignore[attr-defined]


def _from_file(name: str, path: Path) -> Style:
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as error:
        raise StyleError(f"the style {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StyleError(f"the style {name!r} cannot be read: it is not UTF-8", path) from error
    text, template = _parted(source)
    try:
        front = _read_front(name, text)
    except StyleError as error:
        raise StyleError(str(error), path, error.line) from error
    loaders: list[BaseLoader] = [FileSystemLoader(path.parent), FunctionLoader(_builtin_template)]
    jinja = ImmutableSandboxedEnvironment(loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined)
    _prepared(jinja, front)
    try:
        tree = jinja.parse(template, filename=str(path))
        code = jinja.compile(tree, filename=str(path))
        reference = getattr(Template.from_code(jinja, code, jinja.globals).module, "reference", None)
    except Exception as error:
        raise StyleError.in_template(f"the style {name!r} is no template", error, path) from error
    if not callable(reference):
        raise StyleError(f"the style {name!r} has no macro reference(item)", path)
    for variable, line in _asked(tree):
        if variable not in KNOWN:
            raise StyleError(f"the style {name!r} asks for item.{variable}, which no reference can have", path, line)
    return _style(name, front, reference)


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


def _parted(source: str) -> tuple[str | None, str]:
    """The front block of a style's file, if any, and the template; blank lines in it keep the numbers of the lines."""
    match = _FRONT.match(source)
    if match is None:
        return None, source
    return match[1], "\n" * source[: match.end()].count("\n") + source[match.end() :]


def _style(name: str, front: _Front, template: Callable[[Item], str]) -> Style:
    return Style(
        name=name,
        label=front.label,
        in_text=front.in_text,
        sorting=front.sorting,
        exact_dates=front.exact_dates,
        particles_apart=any(form.demote_particle for form in front.names.values()),
        marks_same_author=front.marks_same_author,
        stops_inside_quotes=front.stops_inside_quotes,
        template=template,
    )


def _read_front(name: str, text: str | None) -> _Front:
    if text is None:
        raise StyleError(f"the style {name!r} does not begin with a front block between two lines of ---")
    try:
        front = yaml.safe_load(text)
        tree = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        line = error.problem_mark.line if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else -1
        why = error.problem if isinstance(error, yaml.MarkedYAMLError) else error
        raise StyleError(f"the front block of the style {name!r} is no YAML: {why}", line=line + _FIRST_LINE) from error
    if not isinstance(front, dict) or not isinstance(tree, yaml.MappingNode):
        raise StyleError(f"the front block of the style {name!r} is no mapping")
    places = {key.value: (key, value) for key, value in tree.value}
    read: dict[str, Any] = {}
    for key, value in front.items():
        if key not in _READERS:
            known = f"unknown keys: {key}; known are {', '.join(_READERS)}"
            raise StyleError(f"the front block of the style {name!r} has {known}", line=_line(places[str(key)][0]))
        try:
            read[key.replace("-", "_")] = _READERS[key](value)
        except (TypeError, ValueError) as error:
            line = _line_at_fault(key, value, *places[key])
            raise StyleError(f"the front block of the style {name!r}: {key}: {error}", line=line) from error
    front_block = _Front(**{"label": name, **read})
    in_text = front_block.in_text
    return replace(front_block, in_text=replace(in_text, small_words=in_text.small_words | front_block.small_words))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + _FIRST_LINE


def _line_at_fault(key: str, value: object, key_node: yaml.Node, value_node: yaml.Node) -> int:
    """The line of a key of the front block, or of the part of its value that is wrong already by itself."""
    if isinstance(value, dict) and isinstance(value_node, yaml.MappingNode):
        for (name, part), (node, _) in zip(value.items(), value_node.value, strict=False):
            try:
                _READERS[key]({name: part})
            except (TypeError, ValueError):
                return _line(node)
    return _line(key_node)


def _words(value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError(f"must be a list of words, not {value!r}")
    return frozenset(value)


def _in_text(value: object) -> InTextStyle:
    """A style of citations by its name, or {like: its name, and what differs}."""
    settings: dict[str, Any] = dict(value) if isinstance(value, dict) else {"like": value}
    like = str(settings.pop("like", "numeric-brackets"))
    if like not in IN_TEXT:
        raise ValueError(f"{like!r} is no way to cite in the text; known are {', '.join(IN_TEXT)}")
    return replace(IN_TEXT[like], **_matching(InTextStyle, settings, ("form", "locator_labels", "small_words")))


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"must be true or false, not {value!r}")
    return value


def _name_forms(value: object) -> Mapping[str, NameForm]:
    if not isinstance(value, dict):
        raise TypeError("must map names of forms to their settings")
    return {str(form): _name_form(settings) for form, settings in value.items()}


def _name_form(value: object) -> NameForm:
    if not isinstance(value, dict):
        raise TypeError("the settings of a form of names must be a mapping")
    return NameForm(**_matching(NameForm, value))


def _matching(
    kind: type[InTextStyle | NameForm], values: Mapping[str, Any], barred: Sequence[str] = ()
) -> dict[str, Any]:
    """Keyword arguments for a dataclass, their names with hyphens for underscores, each of the type of its default."""
    defaults = {item.name: item.default for item in fields(kind) if item.name not in barred}
    matched: dict[str, Any] = {}
    for key, value in values.items():
        name = str(key).replace("-", "_")
        if name not in defaults:
            raise ValueError(f"{key!r} is unknown; known are {', '.join(defaults).replace('_', '-')}")
        expected = str if defaults[name] is None else type(defaults[name])
        if type(value) is not expected:
            raise TypeError(f"{key!r} must be {_KINDS[expected]}, not {value!r}")
        matched[name] = value
    return matched


_KINDS: Final = {str: "text", int: "a number", bool: "true or false"}
_READERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "label": str,
    "in-text": _in_text,
    "sorting": Sorting,
    "exact-dates": _words,
    "small-words": _words,
    "marks-same-author": _yes_or_no,
    "stops-inside-quotes": _yes_or_no,
    "names": _name_forms,
    "pages": vocabulary.page_form,
}
