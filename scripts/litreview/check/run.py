"""All rules over a library, with the author's severities and ignores applied."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from litreview.check.external_rules import NON_CONFIGURABLE
from litreview.check.registry import CheckContext, Finding, Mend, Rule, all_rules
from litreview.model.diagnostics import Diagnostic, Severity, in_order
from litreview.model.library import Library
from litreview.model.reference import Reference
from litreview.model.source import Position
from litreview.model.titles.words import Words

#: The gravest first.
_GRAVITY: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.OFF)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A finding of a rule with the severity that it has in this review, and the keys whose ignores quiet it."""

    rule: str
    finding: Finding
    severity: Severity
    quieted_by: tuple[str, ...]

    @property
    def shown(self) -> bool:
        return not self.quieted_by and self.severity is not Severity.OFF


class KeptFindings:
    """What rules that judge each reference alone found in references that are as they were, for a preview."""

    def __init__(self) -> None:
        self._references: Mapping[str, Reference] = {}
        self._new: Mapping[str, Reference] = {}
        self._found: dict[str, dict[str, list[Finding]]] = {}

    def check(self, context: CheckContext, rule: Rule) -> Iterable[Finding]:
        """What the rule finds."""
        if not rule.alone:
            return rule.check(context)
        found = self._found.setdefault(rule.id, {})
        changed = replace(context, library=replace(context.library, references=self._new))
        for finding in rule.check(changed):
            found.setdefault(finding.about[0], []).append(finding)
        return [finding for findings in found.values() for finding in findings]

    def turn(self, library: Library) -> None:
        """A check begins: what was found in references that have changed or gone is forgotten."""
        references = library.references
        kept = {key for key, reference in references.items() if self._references.get(key) is reference}
        self._new = {key: reference for key, reference in references.items() if key not in kept}
        self._references = references
        for found in self._found.values():
            for key in found.keys() - kept:
                del found[key]


def check_library(
    library: Library,
    cited: frozenset[str] | None = None,
    found: Iterable[Diagnostic] = (),
    kept: KeptFindings | None = None,
    words: Words | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything that is to be said about the library, each finding once, in order of place.

    Args:
        library: The review with its references and evidence.
        cited: The keys that the pages cite; None where no page was read, so that nothing can be called unused.
        found: What reading and citing found. It is returned with the rest, under the same severities and ignores.
        kept: What earlier checks of the same review found.
        words: What the library shows of words, where formatting it has learned that already.
    """
    if kept:
        kept.turn(library)
    return in_order(
        Diagnostic(item.severity, item.rule, item.finding.position, item.finding.message, item.finding.hint)
        for item in _judge_all(CheckContext(library, cited, words=words), found, kept)
        if item.shown
    )


def judge_found(library: Library, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings of later rooms as the review has them: with the severities that it sets, without those it turns off."""
    for judged in _judge_found(library, found):
        if judged.shown:
            yield Diagnostic(
                judged.severity, judged.rule, judged.finding.position, judged.finding.message, judged.finding.hint
            )


def one_per_field(library: Library, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The gravest finding alone of each field of an entry of which there are several; the others as they are.

    Findings about an entry as a whole are about nothing in particular: all of them stay.
    """
    fields = {field.position for reference in library.references.values() for field in reference.fields}
    gravest: dict[Position, Diagnostic] = {}
    found = tuple(diagnostics)
    for item in found:
        if item.position in fields:
            first = gravest.setdefault(item.position, item)
            if _GRAVITY.index(item.severity) < _GRAVITY.index(first.severity):
                gravest[item.position] = item
    return tuple(item for item in found if gravest.get(item.position, item) is item)


def find_mends(library: Library) -> tuple[Mend, ...]:
    """The certain corrections among the findings that are shown, in order of place."""
    mends = (item.finding.mend for item in _judge_all(CheckContext(library), ()) if item.shown and item.finding.mend)
    return tuple(sorted(mends, key=lambda mend: mend.field.position))


def _judge_all(
    context: CheckContext, found: Iterable[Diagnostic], kept: KeptFindings | None = None
) -> Iterator[_Judged]:
    rules = all_rules().values()
    quieted: set[tuple[str, str]] = set()
    first = [rule for rule in rules if not rule.last]
    for judged in (*_judge_found(context.library, found), *_judge(context, first, kept)):
        quieted.update((key, judged.rule) for key in judged.quieted_by)
        yield judged
    yield from _judge(replace(context, quieted=frozenset(quieted)), [rule for rule in rules if rule.last])


def _judge(context: CheckContext, rules: Iterable[Rule], kept: KeptFindings | None = None) -> Iterator[_Judged]:
    library = context.library
    for rule in rules:
        setting = library.review.checks.get(rule.id, rule.severity)
        for finding in kept.check(context, rule) if kept else rule.check(context):
            # What a rule itself calls less grave stays so, whatever the review makes of its other findings.
            severity = setting if setting is Severity.OFF else finding.severity or setting
            yield _Judged(rule.id, finding, severity, _quieting(library, finding.about, rule.id))


def _judge_found(library: Library, found: Iterable[Diagnostic]) -> Iterator[_Judged]:
    entries = sorted((reference.origin.position, key) for key, reference in library.references.items())
    starts = [position for position, _key in entries]
    for item in found:
        # The entry that an earlier room spoke of is the last that begins at or before the place.
        index = bisect_right(starts, item.position) - 1
        about = (entries[index][1],) if index >= 0 and starts[index].file == item.position.file else ()
        finding = Finding(item.position, item.message, item.hint, about)
        severity = (
            item.severity if item.rule in NON_CONFIGURABLE else library.review.checks.get(item.rule, item.severity)
        )
        yield _Judged(item.rule, finding, severity, _quieting(library, about, item.rule))


def _quieting(library: Library, about: Iterable[str], rule: str) -> tuple[str, ...]:
    """The keys among those of a finding whose entries ignore the rule, with a reason."""
    return tuple(key for key in about if key in library.references and rule in library.references[key].ignored)
