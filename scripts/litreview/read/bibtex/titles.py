"""Titles: of the work, of what contains it, of its volume and its series."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.diagnostics import Severity
from litreview.model.text import Run, Text
from litreview.read.bibtex.draft import Draft
from litreview.read.bibtex.entry_types import ARTICLES, BOOKS, CHAPTERS
from litreview.read.bibtex.latex import decode
from litreview.read.bibtex.source_text import markup_as_tex

_JOURNALS: Final = ("journaltitle", "journal", "journal-full", "journalname")
_BOOK_TITLES: Final = ("booktitle",)
_SHORT_JOURNALS: Final = ("shortjournal", "journal-iso", "journal_iso", "journalabbr", "shortjournaltitle")
_OTHER_TITLES: Final = {
    "eventtitle": "event-title",
    "origtitle": "original-title",
    "reviewedtitle": "reviewed-title",
}
#: A colon that ends a title proper; those in formulas and in times of day do not.
_COLON_OR_BRACE: Final = re.compile(r"\\.|\$[^$]*+\$|[{}]|:(?=\s)", re.DOTALL)
#: Titles with what may follow them: subtitle and addition.
_WORKS: Final = ("", "main", "book", "issue")
#: Every field that a title is made of.
FIELDS: Final = frozenset(
    (
        *(f"{work}{part}" for work in _WORKS for part in ("title", "subtitle", "titleaddon")),
        *(*_JOURNALS, *_SHORT_JOURNALS, "journalsubtitle", "journaltitleaddon"),
        *("shorttitle", "series", "eventtitle", "origtitle", "reviewedtitle"),
    )
)
_SERIES_KEYS: Final = {"newseries": "New series", "oldseries": "Old series"}
_AFTER_PUNCTUATION: Final = frozenset(".,:;!?…–—")


def read_titles(draft: Draft) -> None:
    """Set all variables that are titles.

    An entry with `maintitle` is a volume: the work it is cited by is the whole, or the whole contains it.
    """
    is_part = draft.type in CHAPTERS
    has_main = bool(draft.first("maintitle"))
    if draft.type == "periodical":
        _periodical(draft)
    elif has_main and not is_part:
        _put(draft, "title", "maintitle", "mainsubtitle", "maintitleaddon")
        _put(draft, "volume-title", "title", "subtitle", "titleaddon")
        if draft.first("shorttitle"):
            message = "“shorttitle” is that of the volume, and is kept in the entry alone"
            draft.report("passed-over-field", "shorttitle", message, severity=Severity.INFO)
    else:
        _put(draft, "title", "title", "subtitle", "titleaddon")
        if draft.first("shorttitle"):
            draft.put("title-short", draft.text("shorttitle", protect=True), "shorttitle")
        elif draft.first("title") and (short := _before_colon(draft)):
            draft.put("title-short", decode(short, protect=True), "title")
    if has_main and is_part:
        _put(draft, "container-title", "maintitle", "mainsubtitle", "maintitleaddon")
        _put(draft, "volume-title", "booktitle", "booksubtitle", "booktitleaddon")
    _container(draft, (*_JOURNALS, *_BOOK_TITLES) if draft.type in ARTICLES else (*_BOOK_TITLES, *_JOURNALS))
    if name := draft.choose(*_SHORT_JOURNALS):
        draft.put("container-title-short", draft.text(name, protect=True), name)
    _series(draft)
    for name, variable in _OTHER_TITLES.items():
        if draft.first(name):
            draft.put(variable, draft.text(name, protect=True), name)


def _before_colon(draft: Draft) -> str:
    """The title up to its first colon outside of braces; without one the whole title, if more follows it."""
    title = markup_as_tex(draft.raw("title"))
    depth = 0
    for match in _COLON_OR_BRACE.finditer(title):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif match[0] == ":" and depth <= 0:
            return title[: match.start()]
    return title if draft.first("subtitle", "titleaddon") else ""


def joined(parts: list[Text], separator: str) -> Text:
    """Texts with a separator, of which only the blank stays after a punctuation mark."""
    runs: list[Run] = []
    for part in parts:
        if not part:
            continue
        if runs:
            text = runs[-1].text
            runs.append(Run(" " if text[-1] in _AFTER_PUNCTUATION else separator))
        runs.extend(part.runs)
    return Text.join([Text((run,)) for run in runs])


def _put(draft: Draft, variable: str, title: str, subtitle: str, addon: str) -> None:
    """Set a variable to a title with what follows it: "Title: subtitle. Addon"."""
    name = draft.first(title, subtitle, addon)
    if not name or variable in draft.texts:
        return
    text = draft.text(title, protect=True)
    if draft.first(subtitle, addon):
        text = joined([text, draft.text(subtitle, protect=True)], ": ")
        text = joined([text, draft.text(addon, protect=True)], ". ")
    draft.put(variable, text, name)


def _periodical(draft: Draft) -> None:
    """An issue of a periodical: its own title, if it has one, in the title of the periodical."""
    _put(draft, "title", "issuetitle", "issuesubtitle", "issuetitleaddon")
    _put(draft, "container-title", "title", "subtitle", "titleaddon")
    _put(draft, "title", "title", "subtitle", "titleaddon")
    if draft.first("shorttitle"):
        draft.put("container-title-short", draft.text("shorttitle", protect=True), "shorttitle")


def _container(draft: Draft, names: tuple[str, ...]) -> None:
    name = draft.choose(*names)
    if name in _BOOK_TITLES and draft.type in BOOKS and draft.words(name) in {draft.words("title"), ""}:
        return  # a book is in no book, least of all in itself
    if name in _BOOK_TITLES:
        _put(draft, "container-title", name, "booksubtitle", "booktitleaddon")
    elif name:
        _put(draft, "container-title", name, "journalsubtitle", "journaltitleaddon")


def _series(draft: Draft) -> None:
    name = draft.first("series")
    if not name:
        return
    text = draft.text(name, protect=True)
    words = str(text)
    if draft.type in ARTICLES or draft.type == "periodical":
        # A journal's series is a number or one of biblatex's keys.
        if words in _SERIES_KEYS:
            text = Text.plain(_SERIES_KEYS[words])
        elif re.fullmatch(r"\d{1,3}", words):
            text = Text.plain(f"{_ordinal(int(words))} series")
    draft.put("collection-title", text, name)


def _ordinal(number: int) -> str:
    if 11 <= number % 100 <= 13:  # noqa: PLR2004 - eleventh to thirteenth
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
