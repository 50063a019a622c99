"""What opens an entry, which is what the text cites and what a list is sorted by: people, a body, or a title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from litreview.cite.intext_style import InTextForm
from litreview.cite.styles.front import StyleError
from litreview.cite.styles.item import Item
from litreview.cite.styles.punctuation import tidy
from litreview.cite.styles.registry import Style
from litreview.cite.styles.values import TextValue, safe
from litreview.model.csl import NAME_VARIABLES
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.text import Run, Text

_NOBODY: Final = NameList()
_UNTITLED: Final = Markup()
#: Variables that name a body, which stands where an author would.
_BODIES: Final = frozenset(("authority", "publisher"))


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opens the entry of a reference; and how the text calls the work where nobody does, or to tell works apart.

    `title` is light HTML, set as in the list: in italics or in quotes. A style that does not say leaves it empty.
    """

    people: NameList
    title: Markup = _UNTITLED


def openings(style: Style, references: Iterable[Reference]) -> Mapping[str, Opening]:
    """What opens the entries of a style's list, by key.

    Raises:
        StyleError: The style is an author's own and its template fails on a reference.
    """
    if style.lead is None or style.called is None or style.in_text.form is InTextForm.NUMERIC:
        return {reference.key: Opening(reference.creators) for reference in references}
    return {reference.key: _opening(style, reference) for reference in references}


def _opening(style: Style, reference: Reference) -> Opening:
    assert style.lead is not None  # noqa: S101 (openings has looked)
    assert style.called is not None  # noqa: S101
    item = Item(reference)
    try:
        role = str(style.lead(item)).strip()
        people = item[role] if role in NAME_VARIABLES else _NOBODY
        if role in _BODIES:
            people = NameList((Name(literal=str(item[role])),))
        short = TextValue(short_title(reference)) if reference.title else ""
        html = style.called(item, short, role)
    except Exception as error:
        raise StyleError.in_template(f"the style {style.name!r} fails on {reference.key!r}", error) from error
    return Opening(people if isinstance(people, NameList) else _NOBODY, safe(tidy(html)))


def short_title(reference: Reference) -> Text:
    """The short form of a title: the one of the entry, or what stands before the first colon."""
    if short := reference.text("title-short"):
        return short
    end = str(reference.title).find(": ")
    if end < 0:
        return reference.title
    runs: list[Run] = []
    for run in reference.title.runs:
        runs.append(Run(run.text[:end], run.mark))
        end -= len(run.text)
        if end <= 0:
            break
    return Text(tuple(runs))
