"""A reference as a COinS: an OpenURL ContextObject in a span, which reference managers find on any page.

ANSI/NISO Z39.88-2004 with its formats for journals, books and dissertations, and the one for Dublin Core for all else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote_plus

from markupsafe import Markup

from litreview.figures.dates import iso
from litreview.model.names import Name
from litreview.model.reference import Reference

_FORMAT: Final = "info:ofi/fmt:kev:mtx:{}"
#: CSL type → format and genre.
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "article": ("journal", "preprint"),
    "article-journal": ("journal", "article"),
    "article-magazine": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "review": ("journal", "article"),
    "review-book": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "entry-encyclopedia": ("book", "bookitem"),
    "paper-conference": ("book", "proceeding"),
    "report": ("book", "report"),
    "thesis": ("dissertation", ""),
}
_Pairs = Iterator[tuple[str, str]]


def coins(reference: Reference, address: str) -> Markup:
    """The span, which shows nothing; `address` is where readers are sent."""
    kind, genre = _KINDS.get(reference.type, ("dc", ""))
    body = _dublin_core(reference, address) if kind == "dc" else _work(reference, kind, genre)
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", _FORMAT.format(kind)), *_ids(reference), *body]
    # Nothing of a query is to be escaped but what parts its pairs.
    query = "&amp;".join(f"{name}={quote_plus(value, errors='replace')}" for name, value in pairs if value)
    return Markup(f'<span class="Z3988" title="{query}"></span>')  # noqa: S704 - quoted above


def _ids(reference: Reference) -> _Pairs:
    for name, prefix in (("DOI", "info:doi/"), ("PMID", "info:pmid/")):
        if value := reference.identifiers.get(name):
            yield "rft_id", prefix + value


def _date(reference: Reference) -> str:
    return "" if reference.issued.inferred else iso(reference.issued)


def _work(reference: Reference, kind: str, genre: str) -> _Pairs:
    title, whole = str(reference.title), str(reference.text("container-title"))
    yield "rft.genre", genre
    if kind == "dissertation":
        yield "rft.title", title
        yield "rft.inst", str(reference.text("publisher"))
    elif whole or kind == "journal":
        yield "rft.atitle", title
        yield ("rft.jtitle" if kind == "journal" else "rft.btitle"), whole
    else:
        yield "rft.btitle", title
    if kind == "journal":
        yield "rft.stitle", str(reference.text("container-title-short"))
        yield "rft.volume", str(reference.text("volume"))
        yield "rft.issue", str(reference.text("issue"))
    if kind == "book":
        yield "rft.pub", str(reference.text("publisher"))
        yield "rft.place", str(reference.text("publisher-place"))
        yield "rft.edition", str(reference.text("edition"))
        yield "rft.isbn", reference.identifiers.get("ISBN", "")
    if kind != "dissertation":
        yield "rft.pages", str(reference.text("page")).replace("–", "-")
        yield "rft.issn", reference.identifiers.get("ISSN", "")
    yield "rft.date", _date(reference)
    yield from _authors(reference)


def _authors(reference: Reference) -> _Pairs:
    """The first author in parts and all others whole: one in both would be read as two people."""
    for index, name in enumerate(reference.authors.names):
        if index:
            yield "rft.au", _inverted(name)
        elif name.literal:
            yield "rft.aucorp", name.literal
        else:
            yield "rft.aulast", name.surname
            yield "rft.aufirst", name.given
            yield "rft.ausuffix", name.suffix


def _inverted(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.surname, name.given) if part)


def _dublin_core(reference: Reference, address: str) -> _Pairs:
    yield "rft.title", str(reference.title)
    yield from (("rft.creator", _inverted(name)) for name in reference.creators.names)
    yield "rft.date", _date(reference)
    yield "rft.publisher", str(reference.text("publisher"))
    yield "rft.source", str(reference.text("container-title"))
    yield "rft.identifier", address
    yield "rft.language", str(reference.text("language"))
