"""The author and date by which the text calls a reference, told apart from all others of the bibliography.

Author-date styles tell works apart in this order: initials (or given names) for different people of one surname, more
co-authors, then letters behind the year. Styles that print the author alone add a short title instead. All references
take part, cited or not, so that a letter means the same on every page of the site.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeVar

from litreview.cite.collation import collated, collated_title
from litreview.cite.escape import inert, inert_markup
from litreview.cite.intext_style import InTextForm, InTextStyle
from litreview.cite.opening import Opening, short_title
from litreview.cite.styles import dates
from litreview.cite.styles.casing import title_case
from litreview.cite.styles.names import unspaced
from litreview.cite.styles.values import TextValue
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference

_T = TypeVar("_T")
#: CSL types of works that stand by themselves, whose titles are set in italics and not in quotation marks.
_STANDALONE: Final = frozenset(
    {"book", "classic", "collection", "dataset", "legislation", "map", "motion_picture", "pamphlet", "periodical"}
    | {"regulation", "report", "software", "standard", "thesis", "webpage", "manuscript"}
)
_WORD_BREAK: Final = re.compile(r"[\s.]+")
#: "TK" for Tanya K.: how PubMed writes given names.
_RUN_OF_INITIALS: Final = re.compile(r"[A-Z]{2,3}")


@dataclass(frozen=True, slots=True)
class InTextName:
    """How the text calls a reference, as inert HTML.

    `running` stands in a sentence, `grouped` in brackets ("Smith and Jones", "Smith & Jones"). `year` holds the letter
    that tells works of a year apart; where it is not `dated`, it says "n.d." or "in press". `ambiguous` says that the
    names alone do not tell it from another reference: then styles without years add the `title`, which is short and set
    as titles are.
    """

    running: str
    grouped: str
    year: str
    dated: bool
    title: str
    ambiguous: bool
    order: tuple[str, ...]


def year_text(date: Date, style: InTextStyle) -> str:
    """The year as the text prints it: "2020", "2019–2020", "ca. 2020", "[2022]" if inferred, "n.d." if unknown."""
    if not date.start:
        return date.literal or style.no_date
    text = dates.year_text(date.start[0], style.date_words)
    if date.open_end:
        text += f"–{style.open_end}"
    elif date.end and date.end[0] != date.start[0]:
        text += f"–{dates.year_text(date.end[0], style.date_words)}"
    if date.approximate or date.uncertain:
        text = f"ca. {text}"
    return f"[{text}]" if date.inferred else text


def _years(reference: Reference, style: InTextStyle) -> str:
    """The year, beside that of the original work where the style names both ("1781/1968"); without one, "in press"."""
    if not reference.issued and (status := str(reference.text("status"))):
        return status
    year = year_text(reference.issued, style)
    original = reference.dates.get("original-date", Date())
    if not (style.original_year and reference.issued.start and original.start):
        return year
    return style.original_year.replace("{original}", year_text(original, style)).replace("{year}", year)


def year_suffixes(
    references: Mapping[str, Reference], style: InTextStyle, openings: Mapping[str, Opening] | None = None
) -> Mapping[str, str]:
    """The letters that tell works of one author and year apart ("a" of 2020a), by key; only where they are needed.

    They follow the order in which the references are given: that of their list. Styles without years have none.
    """
    if style.form is not InTextForm.AUTHOR_DATE:
        return {}
    years = {key: _years(reference, style) for key, reference in references.items()}
    return _suffixes(references, _calls(references, _opened(references, openings), years, style), years)


def names_in_text(
    references: Mapping[str, Reference],
    style: InTextStyle,
    suffixes: Mapping[str, str] | None = None,
    openings: Mapping[str, Opening] | None = None,
) -> Mapping[str, InTextName]:
    """How the text calls each reference, by key.

    Args:
        references: All of them.
        style: How citations print.
        suffixes: The letters of their list; otherwise they follow the order of titles.
        openings: What opens the entries of their list; otherwise authors or editors, or the title.
    """
    opened = _opened(references, openings)
    years = {key: _years(reference, style) for key, reference in references.items()}
    calls = _calls(references, opened, years, style)
    if suffixes is None:
        by_title = dict(
            sorted(
                references.items(),
                key=lambda item: (collated_title(str(item[1].title), item[1].text("language")), item[0]),
            )
        )
        suffixes = _suffixes(by_title, calls, years) if style.form is InTextForm.AUTHOR_DATE else {}
    alike = _groups(references, lambda key: calls[key].running) if style.form is InTextForm.AUTHOR else {}
    names: dict[str, InTextName] = {}
    for key, reference in references.items():
        call = calls[key]
        year = _with_suffix(years[key], suffixes.get(key, ""))
        ambiguous = bool(opened[key].people) and len(alike.get(call.running, ())) > 1
        title = _title_html(reference, opened[key], style) if style.form is InTextForm.AUTHOR else ""
        order = _order(reference, opened[key].people, suffixes.get(key, "")) if style.sort else ()
        names[key] = InTextName(
            call.running, call.grouped, inert(year), bool(reference.issued.start), title, ambiguous, order
        )
    return names


@dataclass(frozen=True, slots=True)
class _Call:
    running: str
    grouped: str


def _opened(references: Mapping[str, Reference], openings: Mapping[str, Opening] | None) -> Mapping[str, Opening]:
    return openings or {key: Opening(reference.creators) for key, reference in references.items()}


def _calls(
    references: Mapping[str, Reference], opened: Mapping[str, Opening], years: Mapping[str, str], style: InTextStyle
) -> dict[str, _Call]:
    creators = {key: opened[key].people for key in references}
    people: dict[str, tuple[str, ...]] = {
        key: tuple(name.surname or name.given for name in listed.names) for key, listed in creators.items()
    }
    shown = {key: _shown(listed, style) for key, listed in creators.items()}
    if style.form is not InTextForm.NUMERIC:
        for key, first in _told_apart_by_given_names(creators, in_full=style.given_in_full).items():
            people[key] = (first, *people[key][1:])
    if style.form is InTextForm.AUTHOR_DATE:
        shown |= _told_apart_by_coauthors(creators, people, shown, years)
    calls: dict[str, _Call] = {}
    for key, reference in references.items():
        names = people[key]
        if not names:
            title = _title_html(reference, opened[key], style)
            calls[key] = _Call(title, title)
            continue
        et_al = shown[key] < len(names) or creators[key].others
        listed = [inert(name) for name in names[: shown[key]]]
        calls[key] = _Call(
            _list(listed, style.conjunction, style.et_al if et_al else ""),
            _list(listed, style.group_conjunction, style.et_al if et_al else ""),
        )
    return calls


def _list(names: list[str], conjunction: str, et_al: str) -> str:
    if et_al:
        return f"{', '.join(names)}{', ' if len(names) > 1 else ' '}{inert(et_al)}"
    if len(names) <= 2:  # noqa: PLR2004 (two names take no comma)
        return f" {inert(conjunction)} ".join(names)
    return f"{', '.join(names[:-1])}, {inert(conjunction)} {names[-1]}"


def _shown(people: NameList, style: InTextStyle) -> int:
    """How many names the style prints before "et al."."""
    count = len(people.names)
    known_to_be = count + people.others
    return min(count, style.et_al_first) if known_to_be >= style.et_al_min else count


def _told_apart_by_given_names(creators: Mapping[str, NameList], *, in_full: bool) -> dict[str, str]:
    """First authors with initials, or given names `in_full`, where another first author has the same surname."""
    first = {
        key: listed.names[0]
        for key, listed in creators.items()
        if listed and listed.names[0].given and listed.names[0].family
    }
    told: dict[str, str] = {}
    for keys in _groups(first, lambda key: first[key].surname.casefold()).values():
        if len(keys) == 1:
            continue
        whole = {key: together for key in keys if (together := unspaced(first[key]))}
        if whole:
            told |= whole if len(set(whole.values())) > 1 or len(whole) < len(keys) else {}
            keys = [key for key in keys if key not in whole]  # noqa: PLW2901 (the others are told apart below)
        initials = {key: _initials(first[key].given) for key in keys}
        conflict = _conflict(initials.values())
        for alike in _groups(keys, initials.__getitem__).values():
            full = [key for key in alike if in_full and _is_word(first[key].given)]
            given = {first[key].given.split()[0].casefold() for key in full}
            for key in alike:
                name = first[key]
                if len(given) > 1 and key in full:
                    told[key] = f"{name.given} {name.surname}"
                elif conflict or len(given) > 1:
                    told[key] = f"{_print_initials(name)} {name.surname}".lstrip()
    return told


def _is_word(given: str) -> bool:
    return len(_WORD_BREAK.split(given)[0]) > 1 and not _RUN_OF_INITIALS.fullmatch(given.split(maxsplit=1)[0])


def _initials(given: str) -> tuple[str, ...]:
    letters: list[str] = []
    for word in re.split(r"[\s.\-]+", given):
        letters += word if _RUN_OF_INITIALS.fullmatch(word) else word[:1]
    return tuple(letter.casefold() for letter in letters)


def _conflict(people: Iterable[tuple[str, ...]]) -> bool:
    """Whether initials contradict each other: "T." and "T. J." may be one person, "T." and "M." are not."""
    by_place: dict[int, set[str]] = defaultdict(set)
    for initials in people:
        for place, letter in enumerate(initials):
            by_place[place].add(letter)
    return any(len(letters) > 1 for letters in by_place.values())


def _print_initials(name: Name) -> str:
    words = []
    # "J.-P." is one name with a hyphen, as "Jean-Paul" is.
    for word in _WORD_BREAK.split(name.given.replace(".-", "-")):
        parts = list(word) if _RUN_OF_INITIALS.fullmatch(word) else [word]
        words += ["-".join(f"{bit[0].upper()}." for bit in part.split("-") if bit) for part in parts if part]
    return " ".join(words)


def _told_apart_by_coauthors(
    creators: Mapping[str, NameList],
    people: Mapping[str, tuple[str, ...]],
    shown: Mapping[str, int],
    years: Mapping[str, str],
) -> dict[str, int]:
    """How many names to print for works that the first names and the year leave ambiguous."""

    def looks(key: str) -> tuple[Hashable, ...]:
        names = people[key]
        cut = shown[key] < len(names) or creators[key].others
        return names[: shown[key]], cut, years[key]

    more: dict[str, int] = {}
    for keys in _groups(people, looks).values():
        distinct = {people[key] for key in keys}
        if len(distinct) == 1:
            continue
        # In alphabetical order the most similar list of names is a neighbour, so two comparisons per list suffice.
        ordered = sorted(distinct)
        needed = dict.fromkeys(ordered, 0)
        for one, other in pairwise(ordered):
            common = next(
                (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
            )
            for names in (one, other):
                needed[names] = max(needed[names], common + 1)
        for key in keys:
            count = min(needed[people[key]], len(people[key]))
            # "et al." never stands for one name alone.
            more[key] = len(people[key]) if count == len(people[key]) - 1 else max(count, shown[key])
    return more


def _suffixes(keys: Iterable[str], calls: Mapping[str, _Call], years: Mapping[str, str]) -> dict[str, str]:
    def looks(key: str) -> tuple[str, str]:
        return calls[key].running, years[key]

    suffixes: dict[str, str] = {}
    for alike in _groups(keys, looks).values():
        if len(alike) > 1:
            suffixes |= {key: _letters(number) for number, key in enumerate(alike)}
    return suffixes


def _groups(keys: Iterable[str], by: Callable[[str], _T]) -> dict[_T, list[str]]:
    groups: dict[_T, list[str]] = defaultdict(list)
    for key in keys:
        groups[by(key)].append(key)
    return groups


def _order(reference: Reference, creators: NameList, suffix: str) -> tuple[str, ...]:
    people = (collated(f"{name.surname} {name.given}") for name in creators.names)
    return (
        *people,
        *_place_in_time(reference),
        suffix,
        collated_title(str(reference.title), reference.text("language")),
    )


def _place_in_time(reference: Reference) -> tuple[str, str]:
    """Works without a date come first, those that are yet to appear last (APA 7, 8.12); all before further authors."""
    if reference.year is not None:
        return "1", str(reference.year)
    return "2" if reference.issued.literal or reference.text("status") else "0", ""


def _letters(number: int) -> str:
    """Number letters as spreadsheets number columns: a to z, aa, ab."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _with_suffix(year: str, suffix: str) -> str:
    if not suffix:
        return year
    if year.endswith("]"):
        return f"{year[:-1]}{suffix}]"
    return f"{year}{suffix}" if year[-1:].isdigit() else f"{year}-{suffix}"


def _title_html(reference: Reference, opening: Opening, style: InTextStyle) -> str:
    """The title in its short form, for works without an author and for telling works of an author apart."""
    if opening.title:
        return str(inert_markup(opening.title)).replace("<i>", "<em>").replace("</i>", "</em>")
    value: object = TextValue(short_title(reference))
    if style.title_case:
        value = title_case(value, reference.text("language"), style.small_words)
    shown = inert(str(value) or reference.key)
    return f"<em>{shown}</em>" if reference.type in _STANDALONE else f"“{shown}”"
