"""The author's own use of rules: `checks` of review.yml, and the ignores beside entries. No ignore quiets these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litreview import GUIDE
from litreview.check.external_rules import EXTERNAL_RULES, NON_CONFIGURABLE
from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule, all_rules
from litreview.model.diagnostics import Severity
from litreview.model.source import Position
from litreview.read.nearest import nearest_hint

_FIELD: Final = "x-litreview-ignore"
#: The rule that finds nothing where no page was read.
_NEEDS_PAGES: Final = "uncited-reference"


def _unknown(context: CheckContext) -> Iterator[Finding]:
    review = context.library.review
    for name in review.checks:
        if name in NON_CONFIGURABLE:
            hint = "remove it: what cannot be read is always said"
            yield Finding(review.origin.at("checks", name), f"checks of review.yml cannot set {name}", hint)
        yield from _if_unknown(name, review.origin.at("checks", name), "checks of review.yml")
    for reference in context.library.references.values():
        for name in reference.ignored:
            yield from _if_unknown(name, place_of(reference, _FIELD), f"the ignores of {reference.key}")


def _if_unknown(name: str, place: Position, where: str) -> Iterator[Finding]:
    known = all_rules().keys() | EXTERNAL_RULES.keys()
    if name not in known:
        hint = nearest_hint(name, sorted(known)) or f"the guide lists every rule: {GUIDE}rules/"
        yield Finding(place, f"{where} name no rule: {name}", hint)


def _unused(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        for name in reference.ignored:
            if (reference.key, name) in context.quieted or name not in all_rules():
                continue
            if name != _NEEDS_PAGES or context.cited is not None:
                message = f"{reference.key} ignores {name}, which finds nothing there"
                yield Finding(place_of(reference, _FIELD), message, "remove the ignore")


RULES: Final = (
    Rule("unknown-rule", Severity.WARNING, "checks and ignores name rules that exist", _unknown),
    Rule("unused-ignore", Severity.WARNING, "an ignore has something to quiet", _unused, last=True),
)
