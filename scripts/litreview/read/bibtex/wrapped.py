"""Braces that a program has put into titles, where an author's own protect a name or a title.

Mendeley writes `title = {{Like This}}` for each entry, Web of Science does so with every field. Such braces say nothing
of the words in them, so titles are read without them. Better BibTeX writes `title = {On {{Words With Capitals}}}`; what
is protected there are single words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from litreview.read.bibtex.inheritance import Resolved
from litreview.read.bibtex.name_parts import is_braced

_TITLES: Final = ("title", "booktitle", "shorttitle")
#: What nobody has a reason to protect: braces round these are a program's.
_NEVER_PROTECTED: Final = ("year", "volume", "number", "pages", "month")
#: Fields that are Mendeley's own, and those of the databases of astronomy (ADS) and physics (INSPIRE).
_OF_PROGRAMS: Final = ("mendeley-groups", "mendeley-tags", "adsurl", "adsnote", "slaccitation", "reportnumber")
_DOUBLE: Final = re.compile(r"\{\{([^{}\\$]*)\}\}")
#: One or two titles may each be protected by hand.
_MOST_BY_HAND: Final = 2


def unwrap_titles(entries: Iterable[Resolved]) -> None:
    """Take the braces off titles that a program has wrapped: where the entry shows it, or most titles have them."""
    titled = [entry for entry in entries if entry.values.get("title")]
    wrapped = [entry for entry in titled if _is_wrapped(entry.values["title"])]
    usual = len(wrapped) > _MOST_BY_HAND and 2 * len(wrapped) > len(titled)
    for entry in wrapped:
        if usual or _shows_its_program(entry):
            for name in _TITLES:
                if _is_wrapped(value := entry.values.get(name, "")):
                    entry.values[name] = value.strip()[1:-1]
    for entry in titled:
        for name in _TITLES:
            if "{{" in (value := entry.values.get(name, "")) and not _is_wrapped(value):
                entry.values[name] = _DOUBLE.sub(_word_by_word, value)


def _word_by_word(match: re.Match[str]) -> str:
    return " ".join(f"{{{word}}}" for word in match[1].split())


def _is_wrapped(title: str) -> bool:
    """Whether one pair of braces holds all of a title; a single word in braces is a name."""
    title = title.strip()
    return title[:1] == "{" and " " in title and title[1] != "\\" and is_braced(title)


def _shows_its_program(entry: Resolved) -> bool:
    return any(name in entry.values for name in _OF_PROGRAMS) or any(
        is_braced(entry.values.get(name, "").strip()) for name in _NEVER_PROTECTED
    )
