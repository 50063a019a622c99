"""The front block of a style's file: the data of a style, beside its template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from traceback import walk_tb
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, Literal

from jinja2 import TemplateSyntaxError
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

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
from litreview.read.schema.base import read_shape
from litreview.read.sources import SourceFile

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
        raise ValueError(f"is no way to cite in the text: {like!r}; known are {', '.join(IN_TEXT)}")
    if barred := sorted(said.keys() & _NOT_SAID):
        raise ValueError(f"has no {barred[0]!r} of its own")
    return {setting(one.name): getattr(IN_TEXT[like], one.name) for one in fields(InTextStyle)} | said


#: What of a style of citations the rest of the front block says, or its name alone.
_NOT_SAID: Final = frozenset({"form", "locator-labels", "small-words", "pages"})


def _variables(names: frozenset[str]) -> frozenset[str]:
    if strangers := sorted(names - TEXT_VARIABLES):
        raise ValueError(f"has {', '.join(strangers)}, which no reference can have")
    return names


@dataclass(frozen=True, slots=True)
class SentenceCase:
    """How a style has titles in sentence case: which variables, but not of which types of works, and its subtitles.

    `subtitle` says whether a capital stands behind a colon ("capital") or not ("small"), or what its author wrote.
    """

    __pydantic_config__: ClassVar[ConfigDict] = SETTINGS

    titles: Annotated[frozenset[str], AfterValidator(_variables)] = frozenset()
    exceptions: Annotated[frozenset[str], Field(alias="except")] = frozenset()
    subtitle: Literal["capital", "small", "kept"] = "capital"


def _sentence_case(value: object) -> object:
    return {"titles": value} if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Front:
    """The front block of a style's file."""

    __pydantic_config__: ClassVar[ConfigDict] = SETTINGS

    label: str = ""
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


def parted(source: str) -> tuple[str | None, str]:
    """The front block of a style's file, if any, and the template; blank lines keep the numbers of their lines."""
    match = _FRONT.match(source)
    if match is None:
        return None, source
    before, whole = (source[:end].count("\n") for end in (match.start(1), match.end()))
    return "\n" * before + match[1], "\n" * whole + source[match.end() :]


def read_front(name: str, text: str | None) -> Front:
    """The front block of the style of this name; the text is what stands between its lines of ---.

    Raises:
        StyleError: There is none, or it says what no style can say; with the line.
    """
    if text is None:
        raise StyleError(f"the style {name!r} does not begin with a front block between two lines of ---")
    _, front, found = read_shape(SourceFile(name, text.encode("utf-8", "replace")), Front)
    if front is None or found:
        why = f"{found[0].message} ({found[0].hint})" if found[0].hint else found[0].message
        raise StyleError(f"the front block of the style {name!r}: {why}", line=found[0].position.line)
    in_text = replace(front.in_text, small_words=front.in_text.small_words | front.small_words, pages=front.pages)
    return replace(front, label=front.label or name, in_text=in_text)
