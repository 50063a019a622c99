"""References as a style prints them, one by one and as a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from html import unescape
from itertools import takewhile
from typing import Final

from markupsafe import Markup

from litreview.cite import intext_names
from litreview.cite.collation import collated, collated_title
from litreview.cite.intext_style import InTextForm
from litreview.cite.opening import Opening, openings
from litreview.cite.styles.front import Sorting, StyleError
from litreview.cite.styles.item import Item
from litreview.cite.styles.names import parted
from litreview.cite.styles.punctuation import tidy
from litreview.cite.styles.registry import Style
from litreview.cite.styles.values import safe
from litreview.cite.titles import AS_WRITTEN, Titles
from litreview.model.memo import Remember, make_anew
from litreview.model.names import Name
from litreview.model.reference import Reference

_TAG: Final = re.compile(r"<[^<>]*>")


def format_reference(
    style: Style, reference: Reference, *, year_suffix: str = "", same_author: bool = False, authors_shown: int = 0
) -> Markup:
    """A reference in a style, as HTML with light markup alone (i, b, sup, sub, span.small-caps) and no links.

    Args:
        style: The style.
        reference: The reference; everything in it is escaped.
        year_suffix: The letter behind the year ("a" of 2001a); see `FormattedList`.
        same_author: Whether the entry before this one in a list has the same authors, for styles that then print
            a dash.
        authors_shown: How many authors are named before "et al." at least; see `FormattedList`.

    Raises:
        StyleError: The style is an author's own and its template fails on this reference.
    """
    same_author = same_author and style.marks_same_author
    item = Item(reference, year_suffix=year_suffix, same_author=same_author, authors_shown=authors_shown)
    try:
        html = style.template(item)
    except Exception as error:
        raise StyleError.in_template(f"the style {style.name!r} fails on {reference.key!r}", error) from error
    return safe(tidy(html, stops_inside_quotes=style.stops_inside_quotes))


@dataclass(frozen=True, slots=True)
class FormattedList:
    """A list of references: its entries by key, in the style's order, and the letters that tell years apart in it.

    `year_suffixes` are those letters by key ("a" of 2020a), only where works of one author and year need them; they
    follow the order of the list. Styles without years have none. `openings` are what the text cites.
    """

    entries: Mapping[str, Markup]
    year_suffixes: Mapping[str, str]
    openings: Mapping[str, Opening]


def format_bibliography(
    style: Style, references: Iterable[Reference], titles: Titles = AS_WRITTEN
) -> Mapping[str, Markup]:
    """The entries of a list of references; see `format_list`."""
    return format_list(style, references, titles=titles).entries


def format_list(
    style: Style,
    references: Iterable[Reference],
    *,
    titles: Titles = AS_WRITTEN,
    alone: bool = False,
    remember: Remember = make_anew,
) -> FormattedList:
    """A list of references with all that tells them apart in it.

    Args:
        style: The style.
        references: The references.
        titles: The case of their titles.
        alone: Whether its entries will also be read alone, on a card or a page of their own, so that no dash stands
            for their authors.
        remember: Gives entries that an earlier list had.

    Raises:
        StyleError: The style is an author's own and its template fails on a reference.
    """
    given = tuple(references)
    opened = openings(style, given)
    ordered = _sorted(style, given, opened)
    suffixes = intext_names.year_suffixes({reference.key: reference for reference in ordered}, style.in_text, opened)
    shown = _authors_shown(style, ordered, opened)
    formatted: dict[str, Markup] = {}
    before: Reference | None = None
    for listed in ordered:
        reference = titles.cased(listed, style.sentence_case)
        key = reference.key
        people = opened[key].people
        same = style.marks_same_author and not alone and before is not None and people == opened[before.key].people
        make = partial(
            format_reference,
            style,
            reference,
            year_suffix=suffixes.get(key, ""),
            same_author=same and bool(people),
            authors_shown=shown.get(key, 0),
        )
        made_of = (style, reference.content, *make.keywords.values())
        formatted[key] = remember(("entry", style.name, key), made_of, make)
        before = reference
    return FormattedList(formatted, suffixes, opened)


def plain_text(html: Markup) -> str:
    """A formatted reference without markup."""
    return unescape(_TAG.sub("", html))


def _sorted(style: Style, references: Sequence[Reference], opened: Mapping[str, Opening]) -> Sequence[Reference]:
    """References in the order of the style's lists; where that is the order of citation, as they are given.

    What has the same authors, year and title stands in the order of its volumes (APA), or of all that is printed of it.
    """
    if style.sorting is Sorting.CITATION:
        return references
    # The same people stand in many entries of a list.
    name_order = cache(partial(_name_order, apart=style.particles_apart))
    alike: dict[tuple[object, ...], list[Reference]] = defaultdict(list)
    for reference in references:
        alike[_order(style, reference, opened[reference.key], name_order)].append(reference)
    return tuple(
        reference
        for order in sorted(alike)
        for reference in (
            sorted(alike[order], key=lambda same: _fine_order(style, same)) if len(alike[order]) > 1 else alike[order]
        )
    )


def _authors_shown(style: Style, references: Iterable[Reference], opened: Mapping[str, Opening]) -> Mapping[str, int]:
    """How many authors must be named for a citation to be told from others, by key; only where "et al." is too short.

    The names of the text decide: in styles without years works of any year can be taken for one another.
    """
    form = style.in_text
    if form.form is InTextForm.NUMERIC:
        return {}
    alike: dict[tuple[Hashable, bool, int | None], list[Reference]] = defaultdict(list)
    for reference in references:
        creators = opened[reference.key].people
        people = creators.names
        cut = len(people) + creators.others >= form.et_al_min
        year = reference.year if form.form is InTextForm.AUTHOR_DATE else None
        alike[people[: form.et_al_first if cut else None], cut, year].append(reference)
    shown: dict[str, int] = {}
    for (_, cut, _), group in alike.items():
        if cut and len(group) > 1:
            shown |= _told_apart({one.key: opened[one.key].people.names for one in group}, form.et_al_first)
    return shown


def _told_apart(people: Mapping[str, Sequence[Name]], first: int) -> Mapping[str, int]:
    """The number of names by which each of the references differs from most others; absent where names cannot help."""
    shown: dict[str, int] = {}
    for key, names in people.items():
        rivals = [others for others in people.values() if others != names]
        needed = [_shared(names, others) + 1 for others in rivals]
        if needed and max(needed) > first:
            shown[key] = min(max(needed), len(names))
    return shown


def _shared(one: Sequence[Name], other: Sequence[Name]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _order(
    style: Style, reference: Reference, opening: Opening, name_order: Callable[[Name], str]
) -> tuple[object, ...]:
    language = reference.text("language")
    title = collated_title(str(reference.title), language)
    opened = collated_title(plain_text(opening.title), language)
    people = tuple(map(name_order, opening.people.names)) or (opened or title,)
    if style.sorting is Sorting.AUTHOR_TITLE:
        return people, (), title
    # "In press" comes last; works without a date before all others (APA 7, 9.46) or behind them (CMOS 18, 14.44).
    undated_first = style.sorting is Sorting.AUTHOR_DATE_TITLE
    if reference.issued.start:
        exact = undated_first and reference.type in style.exact_dates
        return people, (1, *reference.issued.start[: 3 if exact else 1]), title
    return people, (3 if reference.text("status") else 0 if undated_first else 2,), title


def _name_order(name: Name, *, apart: bool) -> str:
    if apart and not name.literal:
        particle, family = parted(name)
        return collated(f"{family} {name.given} {particle} {name.suffix}")
    return collated(f"{name.non_dropping_particle} {name.literal or name.family} {name.given} {name.suffix}")


def _fine_order(style: Style, reference: Reference) -> tuple[bool, str]:
    if style.sorting is Sorting.AUTHOR_DATE_TITLE:
        return not reference.text("volume"), collated(str(reference.text("volume")))
    return False, collated(plain_text(format_reference(style, replace(reference, identifiers={}))))
