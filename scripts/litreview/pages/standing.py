"""What readers must know of a reference before they trust it: notices about it, and whether it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from litreview.figures.dates import in_words
from litreview.figures.words import listed
from litreview.model.library import Library
from litreview.model.reference import RESOLVERS, Reference
from litreview.model.verification import NoticeKind, Outcome, PublishedNotice, Verified, fingerprint
from litreview.pages.site import Site

#: What the reference browser filters by; its scripts know these by the same order.
STANDINGS: Final = ("retraction", "concern", "erratum", "preprint", "found", "differs", "not_found")
_OUTCOMES: Final = {
    Outcome.FOUND: "found",
    Outcome.DIFFERS: "differs",
    Outcome.ANOTHER_WORK: "differs",
    Outcome.NOT_FOUND: "not_found",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a reader must know: its kind, in words, where to read it, and why the authors cite it still."""

    kind: str
    label: str
    text: str
    href: str = ""
    doi: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What came of looking a reference up, in a sentence; `kind` is found, differs or not_found."""

    kind: str
    text: str


def notices(site: Site, reference: Reference) -> tuple[Notice, ...]:
    """Retractions and corrections, then what the author could not verify."""
    texts = site.texts
    found = [
        Notice(kind, texts(f"notice_{kind}"), text, reason=_why_cited(site, reference, kind))
        for kind, text in reference.notices.items()
    ]
    verified = site.library.verified(reference.key)
    if verified:
        found += _published(site, reference, verified)
    if reference.issued.inferred:
        found.append(Notice("inferred", texts("notice_inferred"), texts("inferred_year", year=reference.year)))
    if reference.unverified:
        found.append(Notice("unverified", texts("notice_unverified"), reference.unverified))
    return tuple(found)


def _published(site: Site, reference: Reference, verified: Verified) -> Iterator[Notice]:
    """The notices that services told of, but for kinds that the author tells of; the gravest first."""
    for kind in NoticeKind:
        for one in verified.notices if kind not in reference.notices else ():
            if one.kind is kind:
                yield Notice(
                    kind.value,
                    site.texts(f"notice_{kind.value}"),
                    _told(site, one),
                    RESOLVERS["DOI"].format(one.doi) if one.doi else "",
                    one.doi,
                    _why_cited(site, reference, kind.value),
                )
    if verified.published_as:
        doi = verified.published_as
        yield Notice("preprint", site.texts("notice_preprint"), "", RESOLVERS["DOI"].format(doi), doi)


def _told(site: Site, notice: PublishedNotice) -> str:
    # The heading has said already that it is a retraction.
    label = (
        "" if notice.label.casefold() in {"", site.texts(f"notice_{notice.kind.value}").casefold()} else notice.label
    )
    said = ", ".join(part for part in (label, in_words(notice.date, site.texts)) if part)
    sources = listed(notice.sources, site.texts)
    return site.texts("notice_told", what=said, sources=sources) if said else site.texts("notice_by", sources=sources)


def _why_cited(site: Site, reference: Reference, kind: str) -> str:
    """Why the authors cite a work that was retracted: the reason that quiets the check."""
    reason = reference.ignored.get("retracted-reference", "") if kind in {"retraction", "concern"} else ""
    return site.texts("notice_reason", reason=reason) if reason else ""


def looked_up(site: Site, reference: Reference) -> LookedUp | None:
    """Where and when a reference was found, or not; None where that was not looked for, or is no longer true of it."""
    verified = site.library.verified(reference.key)
    if verified is None or verified.fingerprint != fingerprint(reference):
        return None
    texts = site.texts
    date = in_words(verified.checked, texts)
    facts = listed([texts.word(one.fact) for one in verified.differences], texts)
    match verified.outcome:
        case Outcome.FOUND:
            return LookedUp("found", texts("verified_found", services=listed(verified.found_in, texts), date=date))
        case Outcome.DIFFERS:
            text = texts("verified_differs", services=listed(verified.found_in, texts), date=date, facts=facts)
        case Outcome.ANOTHER_WORK:
            wrong = [one for one in verified.differences if one.fact in reference.identifiers]
            services = listed(list(dict.fromkeys(one.service for one in wrong)), texts)
            facts = listed([one.fact for one in wrong], texts)
            text = texts("verified_another", services=services, date=date, facts=facts)
        case Outcome.NOT_FOUND if verified.missed_in:
            text = texts("verified_missed", services=listed(verified.missed_in, texts), date=date)
        case _:
            return None
    rule = "reference-not-found" if verified.outcome is Outcome.NOT_FOUND else "reference-differs"
    reason = reference.ignored.get(rule, "")
    said = f" {texts('verified_reason', reason=reason)}" if reason else ""
    return LookedUp(_OUTCOMES[verified.outcome], text + said)


def standing(library: Library, reference: Reference) -> Iterator[str]:
    """Which of the standings a reference has."""
    verified = library.verified(reference.key)
    kinds = {*reference.notices, *(one.kind.value for one in (verified.notices if verified else ()))}
    yield from (kind for kind in ("retraction", "concern", "erratum") if kind in kinds)
    if verified and verified.published_as:
        yield "preprint"
    if verified and verified.fingerprint == fingerprint(reference) and verified.outcome in _OUTCOMES:
        yield _OUTCOMES[verified.outcome]
