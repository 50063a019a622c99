"""References as a style prints them, one by one and as a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from html import unescape
from itertools import takewhile
from typing import Final

from markupsafe import Markup

from litreview.cite import intext_names
from litreview.cite.intext_style import InTextForm
from litreview.cite.styles.item import Item
from litreview.cite.styles.punctuation import tidy
from litreview.cite.styles.registry import Sorting, Style, StyleError
from litreview.model.names import Name
from litreview.model.reference import Reference

_TAG: Final = re.compile(r"<[^>]*>")
_ARTICLE: Final = re.compile(r"\A(?:an?|the)\s+")
#: Behind every year: works without a date come last.
_NO_YEAR: Final = 10_000


def format_reference(
    style: Style, reference: Reference, *, year_suffix: str = "", same_author: bool = False, authors_shown: int = 0
) -> Markup:
    """A reference in a style, as HTML with light markup alone (i, b, sup, sub, span.small-caps) and no links.

    Args:
        style: The style.
        reference: The reference; everything in it is escaped.
        year_suffix: The letter behind the year ("a" of 2001a); see `year_suffixes`.
        same_author: Whether the entry before this one in a list has the same authors, for styles that then print
            a dash.
        authors_shown: How many authors are named before "et al." at least; see `authors_shown`.

    Raises:
        StyleError: The style is an author's own and its template fails on this reference.
    """
    same_author = same_author and style.marks_same_author
    item = Item(reference, year_suffix=year_suffix, same_author=same_author, authors_shown=authors_shown)
    try:
        html = style.template(item)
    except Exception as error:
        message = f"the style {style.name!r} fails on {reference.key!r}: {type(error).__name__}: {error}"
        raise StyleError(message) from error
    return Markup(tidy(html, stops_inside_quotes=style.stops_inside_quotes))  # noqa: S704 (the template escapes)


def format_bibliography(style: Style, references: Iterable[Reference], *, alone: bool = False) -> Mapping[str, Markup]:
    """A list of references by key, in the style's order, with all that tells them apart in it.

    Where its entries will also be read `alone`, on a card or a page of their own, no dash stands for their authors.
    """
    ordered = sort_bibliography(style, references)
    suffixes = year_suffixes(style, ordered)
    shown = authors_shown(style, ordered)
    formatted: dict[str, Markup] = {}
    before: Reference | None = None
    for reference in ordered:
        formatted[reference.key] = format_reference(
            style,
            reference,
            year_suffix=suffixes.get(reference.key, ""),
            same_author=not alone
            and before is not None
            and bool(reference.creators)
            and reference.creators == before.creators,
            authors_shown=shown.get(reference.key, 0),
        )
        before = reference
    return formatted


def plain_text(html: Markup) -> str:
    """A formatted reference without markup."""
    return unescape(_TAG.sub("", html))


def year_suffixes(style: Style, references: Iterable[Reference]) -> Mapping[str, str]:
    """The letters that tell works of one author and year apart, by key; only where a style with years needs them."""
    return intext_names.year_suffixes({reference.key: reference for reference in references}, style.in_text)


def sort_bibliography(style: Style, references: Iterable[Reference]) -> Sequence[Reference]:
    """References in the order of the style's lists; where that is the order of citation, as they are given."""
    if style.sorting is Sorting.CITATION:
        return tuple(references)
    return tuple(sorted(references, key=lambda reference: _order(style.sorting, reference)))


def authors_shown(style: Style, references: Iterable[Reference]) -> Mapping[str, int]:
    """How many authors must be named for a citation to be told from others, by key; only where "et al." is too short.

    The names of the text decide: in styles without years works of any year can be taken for one another.
    """
    form = style.in_text
    if form.form is InTextForm.NUMERIC:
        return {}
    alike: dict[Hashable, list[Reference]] = defaultdict(list)
    for reference in references:
        people = reference.creators.names
        cut = len(people) >= form.et_al_min
        year = reference.year if form.form is InTextForm.AUTHOR_DATE else None
        alike[people[: form.et_al_first if cut else None], cut, year].append(reference)
    shown: dict[str, int] = {}
    for group in alike.values():
        if len(group) > 1 and len(group[0].creators.names) >= form.et_al_min:
            shown |= _told_apart(group, form.et_al_first)
    return shown


def _told_apart(group: Sequence[Reference], first: int) -> Mapping[str, int]:
    """The number of names by which each of the references differs from most others; absent where names cannot help."""
    people = {reference.key: reference.creators.names for reference in group}
    shown: dict[str, int] = {}
    for key, names in people.items():
        rivals = [others for others in people.values() if others != names]
        needed = [_shared(names, others) + 1 for others in rivals]
        if needed and max(needed) > first:
            shown[key] = min(max(needed), len(names))
    return shown


def _shared(one: Sequence[Name], other: Sequence[Name]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _order(sorting: Sorting, reference: Reference) -> tuple[tuple[str, ...], int, str, str]:
    people = tuple(
        " ".join((name.literal or name.family, name.given, name.non_dropping_particle, name.suffix)).casefold()
        for name in reference.creators.names
    )
    title = _ARTICLE.sub("", str(reference.title).casefold(), count=1)
    if sorting is Sorting.AUTHOR_TITLE:
        return people or (title,), 0, title, reference.key
    return people or (title,), _NO_YEAR if reference.year is None else reference.year, title, reference.key
