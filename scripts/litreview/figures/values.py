"""Values from the data in prose: `{{ study('transcend').result('cr').percent }}`.

What an expression may do is little: call `study`, and ask what it gives for the names below. No operators, filters or
statements, so that no page can loop, reach into Python, or compute a number that no source prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from litreview.cite.escape import inert
from litreview.cite.markdown import ConversionError, Converter
from litreview.cite.tokens import KEY, RESERVED, token
from litreview.figures.context import FigureContext, FigureError, known
from litreview.figures.evidence import evidence_link
from litreview.figures.results import interval_text, number, result_text
from litreview.figures.selection import Chosen
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.evidence import Outcome, Report, Result, Study
from litreview.model.source import Position
from litreview.model.source_map import Edit

_RULE: Final = "value"
#: How much of an expression a finding repeats.
_SHOWN: Final = 60
_EXPRESSION: Final = re.compile(r"\{\{(?P<inside>[^{}\n]*)\}\}")
_NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)")
#: What an expression may begin with.
_BEGINNINGS: Final = frozenset({"study", "report"})
_ALLOWED: Final = (nodes.Output, nodes.Call, nodes.Getattr, nodes.Name, nodes.Const, nodes.Keyword)


class _Asked:
    """Answers for the names of a view; what it lacks is named with what is nearest."""

    _kind = ""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - only ever raises
        names = sorted(n for n in dir(type(self)) if not n.startswith("_"))
        return known(name, dict.fromkeys(names), f"value of {self._kind}")


class _Value(str):
    """What is printed of a result, and whose it is."""

    __slots__ = ("of",)
    of: _ResultView

    @classmethod
    def taken(cls, text: str, of: _ResultView) -> Self:
        """The text as a value of a result."""
        value = cls(text)
        value.of = of
        return value


class _ResultView(_Asked):
    """What prose may take from a result; each value prints as the source has it, and leads to its evidence."""

    _kind = "a result"

    def __init__(self, chosen: Chosen, result: Result, outcome: Outcome | None, context: FigureContext) -> None:
        self._chosen = chosen
        self._result = result
        self._outcome = outcome
        self._context = context

    def _given(self, value: Any, what: str) -> Any:  # noqa: ANN401 - passed through
        if value is None or value == "":
            raise FigureError(f"this result has no {what}: it reads “{self.text}”")
        return value

    @property
    def n(self) -> str:
        """How many had the outcome."""
        return self._value(str(self._given(self._result.n, "n")))

    @property
    def total(self) -> str:
        """Of how many."""
        return self._value(str(self._given(self._result.total, "total")))

    @property
    def percent(self) -> str:
        """The percentage as published, with its sign; else that of n and total, rounded to a whole one."""
        percent = self._result.percent
        if percent is not None:
            shown = number(percent, self._context.texts)
        elif self._result.n is not None and self._result.total:
            shown = f"{100 * self._result.n / self._result.total:.0f}"
        else:
            shown = self._given(None, "percent")
        return self._value(self._context.texts("percent", value=shown))

    @property
    def estimate(self) -> str:
        """The estimate without its unit."""
        return self._value(number(self._given(self._result.estimate, "estimate"), self._context.texts))

    @property
    def interval(self) -> str:
        """The interval with its level: 95% CI 36 to 58."""
        return self._value(interval_text(self._given(self._result.interval, "interval"), self._context.texts))

    @property
    def text(self) -> str:
        """All of it, as the tables print it."""
        return self._value(result_text(self._result, self._outcome, self._context.texts))

    @property
    def counts(self) -> str:
        """How many of how many: 9 of 49."""
        return self._value(self._context.texts("counts_of", n=self.n, total=self.total))

    def says(self, words: str) -> str:
        """These words of the author's, each number of which is one of the result's."""
        given = self._result
        bounds = (given.interval.low, given.interval.high) if given.interval else ()
        values = (given.n, given.total, given.percent, given.estimate, given.treated, *bounds, *(given.range or ()))
        own = {float(value) for value in values if value is not None}
        name = self._outcome.name if self._outcome else ""
        printed = f"{name} {given.label} {given.value} {given.follow_up} {self.text}"
        own |= {float(one) for one in self._numbers(printed)}
        if given.n is not None and given.total:
            own |= {float(round(100 * given.n / given.total, digits)) for digits in (0, 1)}
        for one in self._numbers(words):
            if float(one) not in own:
                raise FigureError(f"“{one}” is no number of this result, which reads “{self.text}”")
        return self._value(words)

    def _numbers(self, text: str) -> list[str]:
        """The numbers of a text, which writes them as its language does."""
        words = self._context.texts
        # The sign between thousands is none of a number's digits.
        whole = re.sub(rf"(?<=\d){re.escape(words('thousands'))}(?=\d{{3}}\b)", "", text)
        return _NUMBER.findall(re.sub(rf"(?<=\d){re.escape(words('decimal'))}(?=\d)", ".", whole))

    def _value(self, text: str) -> str:
        return _Value.taken(text, self)

    def linked(self, text: str) -> Markup:
        """A text as the way to the evidence of this result."""
        return evidence_link(self._context, self._chosen, self._result, text, marked=False)


def _result(chosen: Sequence[Chosen], context: FigureContext, outcome: str, label: str | None) -> _ResultView:
    """The one result for an outcome among these reports."""
    described = context.outcome(outcome)
    found = [
        (one, result)
        for one in chosen
        for result in one.report.results
        if result.outcome == outcome and (label is None or result.label == label)
    ]
    where = " or ".join(dict.fromkeys(one.report.reference for one in chosen))
    if label is None:
        found = [pair for pair in found if not pair[1].label] or found
    if not found:
        labelled = f" with the label “{label}”" if label is not None else ""
        raise FigureError(f"{where} gives no result for “{outcome}”{labelled}")
    if len({one.report.reference for one, _ in found}) > 1:
        found = [pair for pair in found if pair[0].report.plotted] or found
    if len(found) > 1:
        several = "; ".join(f"{one.report.reference}{f' ({r.label})' if r.label else ''}" for one, r in found)
        raise FigureError(f"several results for “{outcome}”: {several}", hint="say which by report= or label=")
    return _ResultView(*found[0], described, context)


class _ReportView(_Asked):
    """What prose may take from a report."""

    _kind = "a report"

    def __init__(self, chosen: Chosen, context: FigureContext) -> None:
        self._chosen = chosen
        self._context = context

    def result(self, outcome: str, label: str | None = None) -> _ResultView:
        """Its result for an outcome; a label tells several apart."""
        return _result([self._chosen], self._context, outcome, label)

    @property
    def label(self) -> str:
        """What it reports, in a few words."""
        return self._chosen.report.label


class _StudyView(_Asked):
    """What prose may take from a study."""

    _kind = "a study"

    def __init__(self, study: Study, context: FigureContext) -> None:
        self._study = study
        self._context = context

    def report(self, key: str) -> _ReportView:
        """One of its reports, by citation key."""
        reports: dict[str, Report] = {report.reference: report for report in self._study.reports}
        return _ReportView(Chosen(self._study, known(key, reports, "report")), self._context)

    def result(self, outcome: str, report: str | None = None, label: str | None = None) -> _ResultView:
        """Its result for an outcome: that of the named report, else of the plotted one, else of the only one."""
        if report is not None:
            return self.report(report).result(outcome, label)
        return _result([Chosen(self._study, one) for one in self._study.reports], self._context, outcome, label)

    @property
    def name(self) -> str:
        """Its name."""
        return self._study.name


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    inside: str


def print_values(
    source: str, file: str, line_offset: int, context: FigureContext, converter: Converter
) -> tuple[tuple[Edit, ...], tuple[Diagnostic, ...]]:
    """The values that a page's text takes from the data; expressions in code, math and the like stay as they are.

    Args:
        source: The page without front matter.
        file: The page's file, for findings.
        line_offset: Lines of the file before `source`.
        context: What the values come from.
        converter: The site's own Markdown, which decides what is text.
    """
    candidates = [_Candidate(*match.span(), match["inside"]) for match in _EXPRESSION.finditer(source)]
    if not candidates or RESERVED.search(source):
        return (), ()
    edits: list[Edit] = []
    found: list[Diagnostic] = []
    for candidate in _in_text(source, candidates, converter):
        try:
            value = _evaluate(candidate.inside, context)
            shown = value.of.linked(value) if isinstance(value, _Value) else inert(value)
            edits.append(Edit(candidate.start, candidate.end, shown))
        except FigureError as error:
            line = source.count("\n", 0, candidate.start)
            column = candidate.start - source.rfind("\n", 0, candidate.start)
            place = Position(file, line_offset + line + 1, column)
            found.append(Diagnostic(Severity.ERROR, _RULE, place, error.message, error.hint))
    return tuple(edits), tuple(found)


def _in_text(source: str, candidates: Sequence[_Candidate], converter: Converter) -> list[_Candidate]:
    """The candidates that the site's Markdown takes for text."""
    parts: list[str] = []
    done = 0
    for index, candidate in enumerate(candidates):
        parts += (source[done : candidate.start], token(KEY, index))
        done = candidate.end
    try:
        _, seen = converter.convert("".join((*parts, source[done:])))
    except ConversionError:
        return []  # citing converts the page again and says why it cannot
    return [candidate for index, candidate in enumerate(candidates) if token(KEY, index) in seen]


class _UnfinishedError(Exception):
    """An expression ends before it comes to a value."""


def _finished(value: object) -> str:
    """A value as it prints; a study or a report is none."""
    if isinstance(value, _ResultView):
        return value.text
    if isinstance(value, Undefined):
        return str(value)  # which raises what names it
    if not isinstance(value, str):
        raise _UnfinishedError
    return value


def _evaluate(inside: str, context: FigureContext) -> str:
    taken: list[object] = []

    def take(value: object) -> str:
        taken.append(value)
        return _finished(value)

    environment = ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined, finalize=take)
    try:
        tree = environment.parse("{{" + inside + "}}")
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Name) and node.name not in _BEGINNINGS):
                raise FigureError(
                    f"“{inside.strip()}” is no look-up of data", hint="write {{ study('…').result('…').text }}"
                )
    except TemplateSyntaxError as error:
        raise FigureError(f"“{inside.strip()}” cannot be read: {error.message}") from None
    except RecursionError:
        raise FigureError(f"“{inside.strip()[:_SHOWN]}…” is too deep to be a look-up of data") from None
    studies = context.studies().studies
    by_id = {study.id: study for study in studies}
    by_key = {one.reference: Chosen(study, one) for study in studies for one in study.reports}
    try:
        compiled = environment.from_string(tree)
        printed = compiled.render(
            study=lambda name: _StudyView(known(name, by_id, "study"), context),
            report=lambda key: _ReportView(known(key, by_key, "report"), context),
        )
    except _UnfinishedError:
        message = f"“{inside.strip()}” is not a value yet"
        raise FigureError(message, hint="end it in .text, .percent or the like") from None
    except (TypeError, AttributeError, TemplateRuntimeError) as error:
        raise FigureError(f"“{inside.strip()}” cannot be looked up: {error}") from None
    text = " ".join(printed.split())
    match taken:
        case [_Value() as value]:
            return _Value.taken(text, value.of)
        case [_ResultView() as view]:
            return _Value.taken(text, view)
    return text
