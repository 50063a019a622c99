"""The front block of a style's file: the data of a style, beside its template."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from traceback import walk_tb
from types import MappingProxyType
from typing import Any, Final

import yaml
from jinja2 import TemplateSyntaxError

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
from litreview.cite.sandbox import reason
from litreview.cite.styles import vocabulary
from litreview.cite.styles.names import NameForm
from litreview.model.csl import TEXT_VARIABLES
from litreview.model.frozen import nothing

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
        file, line = (error.filename, error.lineno) if isinstance(error, TemplateSyntaxError) else _place(error)
        return cls(f"{message}: {reason(error)}", Path(file) if file else path, line)


def _place(error: Exception) -> tuple[str | None, int]:
    """The innermost line of a template's file that an error went through."""
    place: tuple[str | None, int] = None, 1
    for frame, line in walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            place = template.filename, template.get_corresponding_lineno(line)
    return place


class Sorting(StrEnum):
    """The order of a list of references: as they are cited, or by author.

    By year, works without one come behind the others; by date, before them, and some types count days.
    """

    CITATION = "citation"
    AUTHOR_DATE_TITLE = "author-date-title"
    AUTHOR_YEAR_TITLE = "author-year-title"
    AUTHOR_TITLE = "author-title"


@dataclass(frozen=True, slots=True)
class SentenceCase:
    """How a style has titles in sentence case: which variables, but not of which types of works, and its subtitles.

    `subtitle` says whether a capital stands behind a colon ("capital") or not ("small").
    """

    variables: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()
    subtitle: str = "capital"


_AS_WRITTEN: Final = SentenceCase()


@dataclass(frozen=True, slots=True)
class Front:
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
    sentence_case: SentenceCase = _AS_WRITTEN


def parted(source: str) -> tuple[str | None, str]:
    """The front block of a style's file, if any, and the template; blank lines in it keep the numbers of the lines."""
    match = _FRONT.match(source)
    if match is None:
        return None, source
    return match[1], "\n" * source[: match.end()].count("\n") + source[match.end() :]


def read_front(name: str, text: str | None) -> Front:
    """The front block of the style of this name; the text is what stands between its lines of ---.

    Raises:
        StyleError: There is none, or it says what no style can say; with the line.
    """
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
    front_block = Front(**{"label": name, **read})
    in_text = front_block.in_text
    small_words = in_text.small_words | front_block.small_words
    return replace(
        front_block,
        in_text=replace(in_text, small_words=small_words, pages=front_block.pages),
    )


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
    return replace(
        IN_TEXT[like], **_matching(InTextStyle, settings, ("form", "locator_labels", "small_words", "pages"))
    )


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"must be true or false, not {value!r}")
    return value


def _sentence_case(value: object) -> SentenceCase:
    settings = dict(value) if isinstance(value, dict) else {"titles": value}
    subtitle = settings.pop("subtitle", "capital")
    if subtitle not in ("capital", "small"):
        raise ValueError(f"'subtitle' must be capital or small, not {subtitle!r}")
    titles, exceptions = _words(settings.pop("titles", [])), _words(settings.pop("except", []))
    if strangers := sorted(titles - TEXT_VARIABLES):
        raise ValueError(f"no reference can have {', '.join(strangers)}")
    if settings:
        raise ValueError(f"unknown: {', '.join(map(str, settings))}; known are titles, except, subtitle")
    return SentenceCase(titles, exceptions, subtitle)


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
    "sentence-case": _sentence_case,
    "pages": vocabulary.page_form,
}
