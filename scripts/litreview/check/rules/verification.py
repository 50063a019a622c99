"""What came of looking the references up (refs/verified.yml): what was not found, differs, or has become old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference
from litreview.model.verification import Outcome, Verified, fingerprint
from litreview.read.clock import today

#: Days after which a look-up is old: half a year, in which some works are retracted and most errors corrected.
_OLD: Final = 180
_NAMED: Final = 5
#: The fields that hold a fact that was compared.
_FIELDS: Final = {
    "title": ("title",),
    "authors": ("author", "editor"),
    "year": ("year", "date", "x-year-inferred"),
    "journal": ("journal", "journaltitle"),
    "volume": ("volume",),
    "pages": ("pages", "eid"),
    "DOI": ("doi",),
    "PMID": ("pmid", "eprint"),
    "PMCID": ("pmcid", "pmc"),
    "arXiv": ("eprint",),
    "ISBN": ("isbn",),
}
#: Kinds of works that the services which are asked hold by exception.
_OUT_OF_REACH: Final = frozenset(
    """
    bill broadcast document entry entry-dictionary event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet patent performance periodical personal_communication post
    post-weblog regulation software song speech standard treaty webpage
    """.split()
)


def _looked_up(context: CheckContext) -> Iterator[tuple[Reference, Verified]]:
    """The references with what came of looking them up, if they have not changed since."""
    verification = context.library.verification
    for key, verified in verification.references.items() if verification else ():
        reference = context.library.references.get(key)
        if reference and verified.fingerprint == fingerprint(reference):
            yield reference, verified


def _not_found(context: CheckContext) -> Iterator[Finding]:
    for reference, verified in _looked_up(context):
        if verified.outcome is not Outcome.NOT_FOUND:
            continue
        where = f" at {', '.join(verified.missed_in)}" if verified.missed_in else ""
        hint = "see whether it is written as it should be, and an identifier of it would lead to it"
        severity = Severity.INFO if reference.type in _OUT_OF_REACH else None
        message = f"{reference.key} was not found{where}"
        yield Finding(reference.origin.position, message, hint, (reference.key,), severity)


def _differs(context: CheckContext) -> Iterator[Finding]:
    for reference, verified in _looked_up(context):
        for one in verified.differences:
            leads = verified.outcome is Outcome.ANOTHER_WORK and one.fact in reference.identifiers
            message = (
                f"{one.fact} {one.here} of {reference.key} leads to another work in {one.service}: {one.there}"
                if leads
                else f"{reference.key} differs from {one.service} in {one.fact}: “{one.here}” here, “{one.there}” there"
            )
            yield Finding(
                place_of(reference, *_FIELDS.get(one.fact, ())),
                message,
                "correct the entry, or say why yours is right: x-litreview-ignore = {reference-differs: reason}",
                (reference.key,),
            )


def _superseded(context: CheckContext) -> Iterator[Finding]:
    for reference, verified in _looked_up(context):
        if verified.published_as:
            message = f"{reference.key} is a preprint of what was published since: {verified.published_as}"
            hint = f"see whether the article says the same, and cite it: litreview add {verified.published_as}"
            yield Finding(reference.origin.position, message, hint, (reference.key,))


def _old(context: CheckContext) -> Iterator[Finding]:
    verification = context.library.verification
    if verification is None:
        return
    place = verification.origin.position
    known = verification.references
    references = context.library.references
    limit = dt.date(*today().start) - dt.timedelta(days=_OLD)
    old = [key for key, one in known.items() if key in references and one.checked.start < limit.timetuple()[:3]]
    if old:
        message = f"{_counted(old)} looked up more than {_OLD} days ago: {_listed(old)}"
        yield Finding(place, message, "look them up again: litreview refresh")
    new = [key for key, one in references.items() if key not in known or known[key].fingerprint != fingerprint(one)]
    if new:
        message = f"{_counted(new)} not looked up as {'it is' if len(new) == 1 else 'they are'} now: {_listed(new)}"
        yield Finding(place, message, "look them up: litreview refresh")


def _counted(keys: list[str]) -> str:
    return "1 reference was" if len(keys) == 1 else f"{len(keys)} references were"


def _listed(keys: list[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return f"{', '.join(keys[:_NAMED])}{more}"


RULES: Final = (
    Rule("reference-not-found", Severity.WARNING, "a service knows each reference that was looked up", _not_found),
    Rule("reference-differs", Severity.WARNING, "a reference says what the services say of the work", _differs),
    Rule("superseded-preprint", Severity.WARNING, "no preprint was published as an article since", _superseded),
    Rule("old-verification", Severity.INFO, "references were looked up in the last half year", _old),
)
