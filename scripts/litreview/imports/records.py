"""A work as a public service describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from litreview.model.reference import Reference
from litreview.model.verification import NoticeKind, PublishedNotice

#: What publishers put before the title of a work that they took back. "Retraction:" begins the title of the notice.
_TAKEN_BACK: Final = re.compile(r"\A\W*+(?:retracted|withdrawn)(?:\s+(?:article|paper|chapter))?\b\W*", re.IGNORECASE)
#: What Crossref and others call their notices, by the first letters of the name.
_KINDS: Final = (
    ("retract", NoticeKind.RETRACTION),
    ("partial_retract", NoticeKind.RETRACTION),
    ("removal", NoticeKind.RETRACTION),
    ("withdraw", NoticeKind.RETRACTION),
    ("expression", NoticeKind.CONCERN),
    ("concern", NoticeKind.CONCERN),
    ("correct", NoticeKind.ERRATUM),
    ("corrigend", NoticeKind.ERRATUM),
    ("err", NoticeKind.ERRATUM),
)


@dataclass(frozen=True, slots=True)
class Record:
    """What a service says of a work.

    `years` are all that it gives, in print and online. `found_by` says what it was asked by. `published_as` is the DOI
    of the article that a preprint became. `titles` are further ones, such as the original of a translated title.
    """

    service: str
    reference: Reference
    found_by: str = ""
    years: frozenset[int] = frozenset()
    titles: tuple[str, ...] = ()
    journals: tuple[str, ...] = ()
    notices: tuple[PublishedNotice, ...] = ()
    published_as: str = ""
    open_access: str = ""
    citations: int | None = None


def notice_kind(name: str) -> NoticeKind:
    """The kind of a notice by what a service calls it; one that is not known is an update."""
    plain = name.lower().replace("-", "_").replace(" ", "_")
    return next((kind for start, kind in _KINDS if plain.startswith(start)), NoticeKind.UPDATE)


def notices_of_title(title: str, service: str) -> tuple[PublishedNotice, ...]:
    """What the beginning of a title says: older works have no other notice than "RETRACTED: ..."."""
    if _TAKEN_BACK.match(title):
        return (PublishedNotice(NoticeKind.RETRACTION, sources=(f"title in {service}",)),)
    return ()


def own_title(title: str) -> str:
    """A title without the remark that it was retracted."""
    match = _TAKEN_BACK.match(title)
    return title[match.end() :] or title if match else title


def merged_notices(notices: list[PublishedNotice]) -> tuple[PublishedNotice, ...]:
    """Each notice once, with all who told of it, oldest first; one without date or DOI only where no other is."""
    found: dict[tuple[NoticeKind, str], PublishedNotice] = {}
    for one in sorted(notices, key=lambda notice: (not notice.doi, not notice.date)):
        same = next((known for known in found.values() if _is_same(known, one)), None)
        if same is None:
            found[one.kind, one.doi or str(one.date.start)] = one
            continue
        name = next(name for name, known in found.items() if known is same)
        sources = tuple(dict.fromkeys((*same.sources, *one.sources)))
        found[name] = PublishedNotice(
            same.kind, same.label or one.label, same.date or one.date, same.doi or one.doi, sources
        )
    return tuple(sorted(found.values(), key=lambda notice: (notice.date.start, notice.kind, notice.doi)))


def _is_same(known: PublishedNotice, other: PublishedNotice) -> bool:
    if known.kind is not other.kind:
        return False
    if known.doi and other.doi:
        return known.doi.casefold() == other.doi.casefold()
    shared = min(len(known.date.start), len(other.date.start))
    return known.date.start[:shared] == other.date.start[:shared]
