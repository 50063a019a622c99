"""What a style's template can say: the functions, filters and tests of its language.

The same for the package's own templates and for an author's. HTML is `Markup`; a `str` is words of the template, which
are escaped; a `TextValue` is text from data, which is escaped and whose punctuation is held (see `punctuation`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from markupsafe import Markup

from litreview.cite.styles import casing, numbers, values
from litreview.cite.styles.dates import format_date
from litreview.cite.styles.front import Front
from litreview.cite.styles.names import format_names
from litreview.cite.styles.values import bare, escaped, safe
from litreview.model.names import NameList

_EMPTY: Final = Markup()
#: The English names of languages, for styles that say in which one a work is written.
_LANGUAGES: Final = {
    "af": "Afrikaans", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "ms": "Malay", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_name(value: object) -> str:
    """The English name of a language that is not English ("nb-NO" is Norwegian); nothing for any other."""
    text = str(value).strip()
    if text.capitalize() in _LANGUAGES.values():
        return text.capitalize()
    return _LANGUAGES.get(text.replace("_", "-").partition("-")[0].lower(), "")


_FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "no_periods": values.no_periods,
    "sentence_case": casing.sentence_case,
    "capitalize_first": casing.capitalize_first,
    "lower_first": casing.lower_first,
    "italic": values.italic,
    "quoted": values.quoted,
    "ordinal": numbers.ordinal,
    "language_name": language_name,
}
TESTS: Final[dict[str, Callable[..., bool]]] = {
    "numeric": numbers.is_numeric,
    "plural": numbers.is_plural,
    "several_numbers": numbers.is_several,
    "author_of": values.is_author,
}


def filters(front: Front) -> dict[str, Callable[..., Any]]:
    """The filters for a style: those of all styles, and two that its front block has a say in."""
    return _FILTERS | {
        "title_case": partial(
            casing.title_case,
            small=casing.SMALL | front.small_words,
            lowered=casing.PREPOSITIONS & front.small_words,
        ),
        "date": partial(format_date, words=front.in_text.date_words),
    }


def functions(front: Front) -> dict[str, Any]:
    """The functions and values for a style."""

    def names(people: object, form: str, at_least: int = 0) -> Markup:
        """A list of names in one of the forms of the style's front block, `at_least` so many before "et al."."""
        if not isinstance(people, NameList) or not people.names:
            return Markup()
        if form not in front.names:
            raise KeyError(f"the front block has no form of names {form!r}")
        return format_names(people, front.names[form], at_least)

    pages = partial(numbers.pages, form=front.pages)
    exact_dates = front.exact_dates
    return {
        "around": around, "group": group, "names": names, "pages": pages, "several": several, "exact_dates": exact_dates
    }  # fmt: skip


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
