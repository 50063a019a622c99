"""What a style's template can say: the functions, filters and tests of its language.

The same for the package's own templates and for an author's. HTML is `Markup`; a `str` is words of the template, which
are escaped; a `TextValue` is text from data, which is escaped and whose punctuation is held (see `punctuation`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import Markup

from litreview.cite.styles import casing, languages, numbers, values
from litreview.cite.styles.dates import Words, format_date
from litreview.cite.styles.names import NameForm, format_names
from litreview.cite.styles.values import bare, escaped, safe
from litreview.model.names import NameList

_EMPTY: Final = Markup()
_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "no_periods": values.no_periods,
    "sentence_case": casing.sentence_case,
    "capitalize_first": casing.capitalize_first,
    "lower_first": casing.lower_first,
    "italic": values.italic,
    "quoted": values.quoted,
    "ordinal": numbers.ordinal,
    "language_name": languages.language_name,
}
TESTS: Final[dict[str, Callable[..., bool]]] = {
    "numeric": numbers.is_numeric,
    "plural": numbers.is_plural,
    "several_numbers": numbers.is_several,
    "author_of": values.is_author,
}


def filters(small_words: frozenset[str], words: Words) -> dict[str, Callable[..., Any]]:
    """The filters for a style with these words small in title case and these in dates, beside those of all styles."""

    def date(value: object, pattern: str, suffix: str = "") -> Markup:
        """A date by a pattern, with a letter behind its year."""
        return format_date(value, pattern, suffix, words)

    return {**_FILTERS, "title_case": _title_case(small_words), "date": date}


def _title_case(small_words: frozenset[str]) -> Callable[..., object]:
    def title_case(value: object, language: object = "") -> object:
        """The value in the title case of the style, if its language is English."""
        return casing.title_case(value, language, casing.SMALL | small_words)

    return title_case


def functions(forms: Mapping[str, NameForm], page_form: str) -> dict[str, Callable[..., Any]]:
    """The functions for a style with these forms of names and of ranges of pages."""

    def names(people: object, form: str, at_least: int = 0) -> Markup:
        """A list of names in one of the forms of the style's front block, `at_least` so many before "et al."."""
        if not isinstance(people, NameList) or not people.names:
            return Markup()
        if form not in forms:
            raise KeyError(f"the front block has no form of names {form!r}")
        return format_names(people, forms[form], at_least)

    def pages(value: object, delimiter: str = "–") -> object:
        """Pages in the form of the style's front block."""
        return numbers.pages(value, page_form, delimiter)

    return {"around": around, "group": group, "names": names, "pages": pages, "several": several}


def page_form(value: object) -> str:
    """A known form of ranges of pages.

    Raises:
        ValueError: If there is none of that name.
    """
    if value not in numbers.PAGE_FORMS:
        raise ValueError(f"{value!r} is no form of pages; known are {', '.join(numbers.PAGE_FORMS)}")
    return str(value)


def group(delimiter: str, *parts: object) -> Markup:
    """The parts that are not empty with the delimiter between them; nothing if all are empty."""
    return safe(str(escaped(delimiter)).join([html for part in parts if part and (html := bare(part))]))


def around(before: str, value: object, after: str = "") -> Markup:
    """A value with something before and behind it; nothing if the value is empty."""
    html = bare(value) if value else ""
    return safe(f"{escaped(before)}{html}{escaped(after)}") if html else _EMPTY


def several(people: object) -> bool:
    """Whether there is more than one name, so that a label is plural."""
    return isinstance(people, NameList) and (len(people.names) > 1 or people.others)
