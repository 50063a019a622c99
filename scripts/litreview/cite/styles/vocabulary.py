"""What a style's template can say: the functions, filters and tests of its language.

In templates of the package every `str` is safe HTML (see `compiling`). Those of an author have markup for it, which
Jinja tells from words that it escapes: the functions whose name begins with `marked` are for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import Markup

from litreview.cite.styles import casing, numbers, values
from litreview.cite.styles.dates import format_date
from litreview.cite.styles.names import NameForm, format_names
from litreview.cite.styles.values import NOTHING, TextValue, escaped, held, markup, safe
from litreview.model.names import NameList

_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "no_periods": values.no_periods,
    "sentence_case": casing.sentence_case,
    "capitalize_first": casing.capitalize_first,
    "lower_first": casing.lower_first,
}
TESTS: Final[dict[str, Callable[..., bool]]] = {
    "numeric": numbers.is_numeric,
    "plural": numbers.is_plural,
}


def filters(small_words: frozenset[str]) -> dict[str, Callable[..., Any]]:
    """The filters for a style that has these words small in title case, beside those that all have."""
    return {
        **_FILTERS,
        "title_case": _title_case(small_words),
        "italic": values.italic,
        "quoted": values.quoted,
        "ordinal": lambda value: escaped(numbers.ordinal(value)),
        "date": format_date,
    }


def marked_filters(small_words: frozenset[str]) -> dict[str, Callable[..., Any]]:
    """The same for the templates of an author."""
    return {
        **_FILTERS,
        "title_case": _title_case(small_words),
        "italic": lambda value: _marked(values.italic(_stripped(value))),
        "quoted": lambda value: safe(values.quoted(_stripped(value))),
        "ordinal": numbers.ordinal,
        "date": _marking(format_date),
    }


def _title_case(small_words: frozenset[str]) -> Callable[..., object]:
    def title_case(value: object, language: object = "") -> object:
        """The value in the title case of the style, if its language is English."""
        return casing.title_case(value, language, casing.SMALL | small_words)

    return title_case


def functions(forms: Mapping[str, NameForm], page_form: str) -> dict[str, Callable[..., Any]]:
    """The functions for a style with these forms of names and of ranges of pages."""

    def names(people: object, form: str, at_least: int = 0) -> str:
        """A list of names in one of the forms of the style's front block, `at_least` so many before "et al."."""
        if not isinstance(people, NameList) or not people.names:
            return ""
        if form not in forms:
            raise KeyError(f"the front block has no form of names {form!r}")
        return format_names(people, forms[form], at_least)

    def pages(value: object, delimiter: str = "–") -> object:
        """Pages in the form of the style's front block."""
        return numbers.pages(value, page_form, delimiter)

    return {"around": around, "group": group, "names": names, "pages": pages, "several": several}


def marked_functions(forms: Mapping[str, NameForm], page_form: str) -> dict[str, Callable[..., Any]]:
    """The same for the templates of an author."""
    plain = functions(forms, page_form)

    def marked_around(before: str, value: object, after: str = "") -> Markup:
        return safe(around(escaped(before), _part(value), escaped(after)))

    def marked_group(delimiter: str, *parts: object) -> Markup:
        return safe(group(escaped(delimiter), *map(_part, parts)))

    return {**plain, "around": marked_around, "group": marked_group, "names": _marking(plain["names"])}


def page_form(value: object) -> str:
    """A known form of ranges of pages.

    Raises:
        ValueError: If there is none of that name.
    """
    if value not in numbers.PAGE_FORMS:
        raise ValueError(f"{value!r} is no form of pages; known are {', '.join(numbers.PAGE_FORMS)}")
    return str(value)


def group(delimiter: str, *parts: TextValue | str) -> str:
    """The parts that are not empty with the delimiter between them; nothing if all are empty."""
    html: list[str] = []
    for part in parts:
        if part:
            html.append(part if isinstance(part, str) else part.__html__())  # noqa: PERF401 (one call more)
    return delimiter.join(html)


def around(before: str, value: TextValue | str, after: str = "") -> str:
    """A value with something before and behind it; nothing if the value is empty."""
    if not value:
        return ""
    return f"{before}{value if isinstance(value, str) else value.__html__()}{after}"


def several(people: object) -> bool:
    """Whether there is more than one name, so that a label is plural."""
    return isinstance(people, NameList) and (len(people.names) > 1 or people.others)


def _marking(function: Callable[..., str]) -> Callable[..., Markup]:
    """A function that gives HTML as markup, and takes what it did, by name too."""

    def marked(*values: object, **named: object) -> Markup:
        return safe(function(*values, **named))

    return marked


def _part(value: object) -> TextValue | str:
    """A part of a template of an author, for the functions above."""
    if not value:
        return NOTHING
    if isinstance(value, Markup):
        return str.strip(value)
    return value if isinstance(value, TextValue) else held(str(value))


def _stripped(value: object) -> TextValue | str:
    return value if isinstance(value, TextValue) else str.strip(markup(value))


def _marked(value: TextValue | str) -> TextValue | Markup:
    return safe(value) if isinstance(value, str) else value
