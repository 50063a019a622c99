"""Numbers of the selection that add up, and judgements that a tool knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.appraisal import Appraisal, Judgement
from litreview.model.checklists import CHECKLISTS
from litreview.model.diagnostics import Severity
from litreview.model.screening import Included, Screening, Stream, Tally, tallies
from litreview.model.source import Position
from litreview.read.nearest import nearest_hint

#: A page's path below docs/: no address, and no way out of the folder.
_PAGE: Final = re.compile(r"\A(?!/)(?:(?!\.\.?/)[^/:?#\\]+/)*[^/:?#\\]+\.md")
_CHANGE: Final = "one of these numbers is not what was counted"


def _sum(parts: tuple[Tally, ...]) -> int:
    return sum(part.n for part in parts)


def _totals(context: CheckContext) -> Iterator[Finding]:
    screening = context.library.screening
    if screening is None:
        return
    for name, stream in (("databases", screening.databases), ("other", screening.other)):
        if stream:
            yield from _of_stream(name, stream)
    yield from _of_included(screening)
    yield from _of_searches(screening)


def _of_stream(name: str, stream: Stream) -> Iterator[Finding]:
    found = _sum(stream.identified) + _sum(stream.registers)
    if stream.screened and stream.excluded:
        yield from _expect(
            stream.screened,
            found - _sum(stream.removed),
            f"{found} identified less {_sum(stream.removed)} removed",
            name,
        )
        left = stream.screened.n - stream.excluded.n
        yield from _expect(stream.sought, left, f"{stream.screened.n} screened less {stream.excluded.n} excluded", name)
    elif stream.removed:
        left = found - _sum(stream.removed)
        yield from _expect(stream.sought, left, f"{found} identified less {_sum(stream.removed)} removed", name)
    elif stream.sought.n > found:
        message = f"{name}: {stream.sought.n} sought are more than the {found} identified"
        yield Finding(_place(stream.sought), message, _CHANGE)
    retrieved = stream.sought.n - stream.not_retrieved.n
    yield from _expect(
        stream.assessed, retrieved, f"{stream.sought.n} sought less {stream.not_retrieved.n} not retrieved", name
    )
    out = _sum(stream.excluded_reports)
    if out > stream.assessed.n:
        message = f"{name}: {out} excluded reports are more than the {stream.assessed.n} assessed"
        yield Finding(stream.origin.at("excluded_reports"), message, _CHANGE)


def _of_included(screening: Screening) -> Iterator[Finding]:
    streams = [stream for stream in (screening.databases, screening.other) if stream]
    if screening.included and streams:
        kept = sum(stream.assessed.n - _sum(stream.excluded_reports) for stream in streams)
        told = " plus ".join(f"{s.assessed.n} assessed less {_sum(s.excluded_reports)} excluded" for s in streams)
        yield from _expect(screening.included.reports, kept, told, "included")
    if screening.total and screening.included and screening.previous:
        for part in ("studies", "reports"):
            before, new = getattr(screening.previous, part).n, getattr(screening.included, part).n
            told = f"{before} of the earlier version plus {new} new"
            yield from _expect(getattr(screening.total, part), before + new, told, "total")
    if screening.versions and screening.previous:
        for part in ("studies", "reports"):
            counted = sum(getattr(version, part) for version in screening.versions)
            told = f"that of the {len(screening.versions)} earlier versions together"
            yield from _expect(getattr(screening.previous, part), counted, told, "previous")
    if (screening.total is None) != (screening.previous is None):
        given, lacking = ("total", "previous") if screening.total else ("previous", "total")
        origin = (screening.total or screening.previous or screening).origin
        message = f"{given} is given without {lacking}"
        yield Finding(origin.position, message, "an update tells both; a new review tells neither, but included alone")
    for name in ("previous", "included", "total"):
        included: Included | None = getattr(screening, name)
        if included and included.studies.n > included.reports.n:
            message = f"{name}: {included.studies.n} studies are more than the {included.reports.n} reports of them"
            yield Finding(_place(included.studies), message, "each study has at least one report")


def _of_searches(screening: Screening) -> Iterator[Finding]:
    """What the searches of a source found is what was identified from it, where both are told under one name."""
    found: dict[str, list[int | None]] = defaultdict(list)
    for search in screening.searches:
        found[search.source.casefold()].append(search.results)
    for stream in (screening.databases, screening.other):
        for tally in (*stream.identified, *stream.registers) if stream else ():
            results = found[tally.label.casefold()]
            known = [number for number in results if number is not None]
            if known and len(known) == len(results) and sum(known) != tally.n:
                message = f"{tally.label}: {tally.n} were identified, but its searches found {sum(known)}"
                yield Finding(_place(tally), message, _CHANGE)


def _expect(tally: Tally, expected: int, told: str, where: str) -> Iterator[Finding]:
    if tally.n != expected:
        yield Finding(_place(tally), f"{where}: {tally.label} is {tally.n}, but {told} is {expected}", _CHANGE)


def _place(tally: Tally) -> Position:
    return tally.origin.at("n")


def _lists(context: CheckContext) -> Iterator[Finding]:
    for tally in tallies(context.library.screening) if context.library.screening else ():
        listed = len(set(tally.references))
        if tally.references and listed != tally.n:
            message = f"{tally.label}: {listed} references are listed for the number {tally.n}"
            yield Finding(tally.origin.at("references"), message, "list all of them, or none")


def _checklist(context: CheckContext) -> Iterator[Finding]:
    screening = context.library.screening
    for answer in screening.checklist if screening else ():
        checklist = CHECKLISTS[answer.checklist]
        if answer.item not in checklist.items:
            message = f"the {checklist.name} checklist has no item “{answer.item}”"
            yield Finding(answer.origin.position, message, f"its items are {', '.join(checklist.items)}")
        if not _PAGE.fullmatch(answer.page):
            message = f"item {answer.item} of the checklist is answered by “{answer.page}”, which is no page of docs/"
            yield Finding(
                answer.origin.position, message, "write the page's path below docs/, such as methods.md#searches"
            )


def _judgements(context: CheckContext) -> Iterator[Finding]:
    studies = {study.id for study in context.library.studies.studies} if context.library.studies else set()
    for appraisal in context.library.risk_of_bias.appraisals if context.library.risk_of_bias else ():
        for part in ("domains", "levels"):
            if not getattr(appraisal, part):
                yield Finding(
                    appraisal.origin.position,
                    f"the tool {appraisal.tool} has no {part} of its own",
                    f"name them under {part}",
                )
        for item in appraisal.assessments:
            if item.study and item.study not in studies:
                hint = nearest_hint(item.study, studies)
                yield Finding(item.origin.at("study"), f"no study has the id “{item.study}”", hint)
            if not item.study and not item.reference and not item.label:
                yield Finding(item.origin.position, "nothing says what was assessed", "name a study or a reference")
            known = [domain.id for domain in appraisal.domains]
            for name, judgement in item.judgements.items():
                if name not in known:
                    hint = nearest_hint(name, known) or f"known are: {', '.join(known)}"
                    yield Finding(judgement.origin.position, f"the tool has no domain “{name}”", hint)
                yield from _level(appraisal, judgement)
            if item.overall:
                yield from _level(appraisal, item.overall)


def _level(appraisal: Appraisal, judgement: Judgement) -> Iterator[Finding]:
    known = [level.id for level in appraisal.levels]
    if known and judgement.level not in known:
        hint = nearest_hint(judgement.level, known) or f"known are: {', '.join(known)}"
        yield Finding(judgement.origin.at("level"), f"the tool has no level “{judgement.level}”", hint)


def _support(context: CheckContext) -> Iterator[Finding]:
    for appraisal in context.library.risk_of_bias.appraisals if context.library.risk_of_bias else ():
        for item in appraisal.assessments:
            name = item.label or item.study or item.reference
            for domain in appraisal.domains:
                judgement = item.judgements.get(domain.id)
                if judgement is None:
                    yield Finding(item.origin.at("judgements"), f"{name}: {domain.name} is not judged")
                elif not judgement.support:
                    message = f"{name}: the judgement on {domain.name} has no support"
                    yield Finding(judgement.origin.position, message, "say under support what it rests on")


RULES: Final = (
    Rule("screening-total", Severity.ERROR, "the numbers of the selection add up", _totals),
    Rule("screening-list", Severity.ERROR, "a number of the selection has as many references as it says", _lists),
    Rule("unknown-item", Severity.ERROR, "items of checklists are answered by pages", _checklist),
    Rule("unknown-judgement", Severity.ERROR, "judgements name studies, domains and levels that exist", _judgements),
    Rule("unsupported-judgement", Severity.WARNING, "each domain is judged, with the text that supports it", _support),
)
