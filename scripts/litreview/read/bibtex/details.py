"""Numbers, publishers, notes and the like: everything that is neither title, name, date nor identifier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from litreview.model.text import Text
from litreview.read.bibtex.draft import Draft
from litreview.read.bibtex.entry_types import ARTICLES, BIBLATEX_FIELDS, BOOKS, CHAPTERS, GENRES
from litreview.read.bibtex.languages import language_tag
from litreview.read.bibtex.latex import decode, plain
from litreview.read.bibtex.latex_commands import BIBSTRINGS
from litreview.read.bibtex.persons import split_and
from litreview.read.bibtex.titles import joined
from litreview.read.bibtex.verbatim import verbatim
from litreview.read.pages import normalise_pages

#: Fields that are one CSL variable each; of several for one variable the first counts.
_SIMPLE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "number-of-volumes": ("volumes",),
        "number-of-pages": ("pagetotal", "numpages", "num_pages"),
        "chapter-number": ("chapter",),
        "edition": ("edition",),
        "version": ("version",),
        "original-publisher": ("origpublisher",),
        "original-publisher-place": ("origlocation",),
        "event-place": ("venue",),
        "abstract": ("abstract",),
        "annote": ("annotation", "annote"),
        "call-number": ("library", "call-number"),
        "medium": ("medium", "media"),
        "source": ("source",),
    }
)
_SIMPLE_BY_FIELD: Final = {name: variable for variable, names in _SIMPLE.items() for name in names}
_PUBLISHERS: Final = ("school", "institution", "organization", "publisher")
_PAGES: Final = ("pages", "page", "eid", "articleno", "article-number", "article_number")
#: Every field that a detail is made of.
FIELDS: Final = frozenset(
    (
        *(*_SIMPLE_BY_FIELD, *_PUBLISHERS, *_PAGES, "howpublished", "address", "location", "city"),
        *("nationality", "country"),
        *("volume", "part", "number", "issue", "type", "pubstate", "note", "addendum"),
        *("language", "langid", "hyphenation", "langidopts"),
    )
)
_ADDRESS: Final = re.compile(r"\A\s*+(?:\\(?:url|path)\s*+\{\s*+)?(https?://[^\s{}]++)\s*+\}?\s*", re.IGNORECASE)
_URL: Final = re.compile(r"\\(?:url|path)\s*\{\s*(https?://[^\s{}]+)\s*\}", re.IGNORECASE)


def read_details(draft: Draft) -> None:
    """Set the variables of all fields that are a number or a plain text."""
    for variable in dict.fromkeys(_SIMPLE_BY_FIELD[name] for name in draft.filled if name in _SIMPLE_BY_FIELD):
        name = draft.choose(*_SIMPLE[variable])
        draft.put(variable, draft.text(name), name)
    _place(draft)
    _volume(draft)
    _number(draft)
    if name := draft.choose(*_PAGES):
        draft.put("page", Text.plain(normalise_pages(draft.words(name))), name)
    _publisher(draft)
    _kind(draft)
    _notes(draft)
    _language(draft)


def _place(draft: Draft) -> None:
    """Where the publisher sits; biblatex's `location`, alias `address`, is a list, divided by "and" outside of braces.

    Where a patent holds (IEEEtran's `nationality`, Zotero's `country`) is no place of a publisher; biblatex has keys.
    """
    of_patents = ("nationality", "country") if draft.type == "patent" else ()
    name = draft.choose(*of_patents, "address", "location", "city")
    if not name:
        return
    if name in of_patents:
        draft.put("jurisdiction", draft.text(name), name)
        return
    if name != "location" and BIBLATEX_FIELDS.isdisjoint(draft.entry.values):
        draft.put("publisher-place", draft.text(name), name)
        return
    places = [decode(part) for part in split_and(draft.raw(name)) if part]
    if draft.type == "patent":
        places = [Text.plain(BIBSTRINGS.get(str(part), str(part))) for part in places]
    draft.put("jurisdiction" if draft.type == "patent" else "publisher-place", Text.join(places, "; "), name)


def _volume(draft: Draft) -> None:
    """The volume, with its part after a point as biblatex prints it."""
    if names := [name for name in ("volume", "part") if name in draft.filled]:
        draft.put("volume", Text.join(map(draft.text, names), "."), names[0])


def _number(draft: Draft) -> None:
    """`number` is the issue of a journal, the place in a series, or the number of a report, by the kind of entry."""
    number, issue = draft.first("number"), draft.first("issue")
    if draft.type in ARTICLES or draft.type == "periodical":
        texts = [draft.text(name) for name in (number, issue) if name]
        if len(texts) > 1 and str(texts[0]) == str(texts[1]):
            texts.pop()
        if texts:
            draft.put("issue", Text.join(texts, ", "), number or issue)
        return
    if issue:
        draft.put("issue", draft.text(issue), issue)
    if number:
        in_series = draft.type in BOOKS or draft.type in CHAPTERS or draft.first("series")
        numbered = draft.type in ("report", "techreport", "patent", "manual")
        draft.put("collection-number" if in_series and not numbered else "number", draft.text(number), number)


def _publisher(draft: Draft) -> None:
    """All who publish, each once.

    " and " may be part of a name and divides nothing, unless the entry writes its places as a list of biblatex's too.
    """
    names = [name for name in _PUBLISHERS if draft.first(name)]
    how = draft.first("howpublished")
    if how and not _ADDRESS.fullmatch(draft.raw(how)):
        if names:
            draft.put("medium", draft.text(how), how)
        else:
            names.append(how)
    if not names:
        return
    place = draft.raw(draft.first("location", "address") or "location")
    listed = not BIBLATEX_FIELDS.isdisjoint(draft.entry.values) and len(split_and(place)) > 1
    texts: dict[str, Text] = {}
    for name in names:
        parts = split_and(draft.raw(name)) if listed and name != how else []
        for text in [decode(part) for part in parts if part] if len(parts) > 1 else [draft.text(name)]:
            texts.setdefault(str(text), text)
    if texts:
        draft.put("publisher", Text.join(texts.values(), "; "), names[0])


def address_of(draft: Draft) -> str:
    r"""The web address in `howpublished`, alone or as TeX's \url, where an entry has no `url`."""
    how = draft.raw("howpublished")
    match = _ADDRESS.fullmatch(how) or _URL.search(how)
    return verbatim(match[1]) if match else ""


def _kind(draft: Draft) -> None:
    if name := draft.first("type"):
        text = draft.text(name)
        key = BIBSTRINGS.get(str(text).lower())
        draft.put("genre", Text.plain(key) if key else text, name)
    elif draft.type in GENRES:
        draft.texts["genre"] = Text.plain(GENRES[draft.type])
    if name := draft.first("pubstate"):
        text = draft.text(name)
        key = BIBSTRINGS.get(str(text).lower())
        draft.put("status", Text.plain(key) if key else text, name)


def _notes(draft: Draft) -> None:
    if name := draft.first("note", "addendum"):
        draft.put("note", joined([draft.text("note"), draft.text("addendum")], ". "), name)


def _language(draft: Draft) -> None:
    name = draft.first("language", "langid", "hyphenation")
    if name:
        language, langid, hyphenation = (draft.words(field) for field in ("language", "langid", "hyphenation"))
        tag = language_tag(language, langid, hyphenation, plain(draft.raw("langidopts")))
        draft.put("language", Text.plain(tag), name)
