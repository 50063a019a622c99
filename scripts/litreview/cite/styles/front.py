"""The front block of a style's file: the data of a style, beside its template."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from traceback import walk_tb
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final

import yaml
from jinja2 import TemplateSyntaxError
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from litreview.cite.intext_style import (
    AUTHOR_DATE_APA,
    AUTHOR_DATE_CHICAGO,
    AUTHOR_MLA,
    NUMERIC_BRACKETS,
    NUMERIC_EACH_IN_BRACKETS,
    NUMERIC_PARENTHESES,
    NUMERIC_SUPERSCRIPT,
    NUMERIC_SUPERSCRIPT_AMA,
    SETTINGS,
    InTextStyle,
    setting,
)
from litreview.cite.sandbox import reason
from litreview.cite.styles.names import NameForm
from litreview.cite.styles.numbers import PageForm
from litreview.model.csl import TEXT_VARIABLES
from litreview.model.frozen import nothing
from litreview.read.nearest import nearest_hint

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


def _in_text(value: object) -> Mapping[str, object]:
    """All settings of a style of citations, for its name or {like: its name, and what differs}."""
    said: dict[str, Any] = dict(value) if isinstance(value, dict) else {"like": value}
    like = str(said.pop("like", "numeric-brackets"))
    if like not in IN_TEXT:
        raise ValueError(f"{like!r} is no way to cite in the text; known are {', '.join(IN_TEXT)}")
    if barred := sorted(said.keys() & _NOT_SAID):
        raise ValueError(f"{barred[0]!r} is not said here")
    return {setting(one.name): getattr(IN_TEXT[like], one.name) for one in fields(InTextStyle)} | said


#: What of a style of citations the rest of the front block says, or its name alone.
_NOT_SAID: Final = frozenset({"form", "locator-labels", "small-words", "pages"})


def _variables(names: frozenset[str]) -> frozenset[str]:
    if strangers := sorted(names - TEXT_VARIABLES):
        raise ValueError(f"no reference can have {', '.join(strangers)}")
    return names


@dataclass(frozen=True, slots=True)
class SentenceCase:
    """How a style has titles in sentence case: which variables, but not of which types of works, and its subtitles.

    `subtitle` says whether a capital stands behind a colon ("capital") or not ("small").
    """

    __pydantic_config__: ClassVar[ConfigDict] = SETTINGS

    titles: Annotated[frozenset[str], AfterValidator(_variables)] = frozenset()
    exceptions: Annotated[frozenset[str], Field(alias="except")] = frozenset()
    subtitle: Annotated[str, Field(pattern="^(capital|small)$")] = "capital"


def _sentence_case(value: object) -> object:
    return {"titles": value} if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Front:
    """The front block of a style's file."""

    __pydantic_config__: ClassVar[ConfigDict] = SETTINGS

    label: Annotated[str, BeforeValidator(str)] = ""
    in_text: Annotated[InTextStyle, BeforeValidator(_in_text)] = field(default_factory=lambda: NUMERIC_BRACKETS)
    sorting: Sorting = Sorting.CITATION
    #: The types of works that are dated, and sorted, to the day.
    exact_dates: frozenset[str] = frozenset()
    small_words: frozenset[str] = frozenset()
    #: Whether the style prints a dash for the authors of an entry behind another by the same ones.
    marks_same_author: bool = False
    #: Whether full stops and commas stand inside closing quotes.
    stops_inside_quotes: bool = True
    names: Mapping[str, NameForm] = field(default_factory=nothing)
    pages: PageForm = "as-given"
    #: Which titles stand in sentence case.
    sentence_case: Annotated[SentenceCase, BeforeValidator(_sentence_case)] = SentenceCase()


_FRONT_BLOCK: Final = TypeAdapter(Front)
_KNOWN: Final = frozenset(
    setting(one.name) for kind in (Front, InTextStyle, NameForm, SentenceCase) for one in fields(kind)
)


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
    try:
        read = _FRONT_BLOCK.validate_python({"label": name, **front})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        unknown = first["type"] == "unexpected_keyword_argument"
        hint = nearest_hint(str(first["loc"][-1]), _KNOWN) or "see the guide's page on styles"
        wrong = f"{first['msg'].removeprefix('Value error, ')}, not {first['input']!r}"
        why = f"is unknown ({hint})" if unknown else wrong
        where = ": ".join(map(str, first["loc"]))
        message = f"the front block of the style {name!r}: {where}: {why}"
        raise StyleError(message, line=_line(tree, first["loc"]) + _FIRST_LINE) from error
    in_text = replace(read.in_text, small_words=read.in_text.small_words | read.small_words, pages=read.pages)
    return replace(read, in_text=in_text)


def _line(node: yaml.Node, path: Sequence[int | str]) -> int:
    """The line of what stands at a path, or of the nearest one above it that is written; from 0 on."""
    line: int = node.start_mark.line
    for step in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((key, value) for key, value in pairs if key.value == str(step)), None)
        if found is None:
            break
        line, node = found[0].start_mark.line, found[1]
    return line
