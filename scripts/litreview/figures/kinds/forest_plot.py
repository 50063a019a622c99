"""Forest plot: the results of studies for one outcome, each with its interval."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.html import drawn, tag, text
from litreview.figures.measures import Measure, measure_of, scale_of
from litreview.figures.registry import FigureKind
from litreview.figures.scale import Scale, axis, diamond, grid, interval_mark, plot, whisker
from litreview.figures.selection import (
    Chosen,
    all_reports,
    named_reports,
    plotted_reports,
    refuse_overlap,
    second_hand,
)
from litreview.figures.statistics.pooling import Pooled, pool
from litreview.figures.table import Cell, Column, Notes, Row, download, table
from litreview.model.evidence import Outcome, OutcomeKind, Panel, Result
from litreview.read.schema.base import Flag, Shape, Texts, Words

_NOT_DRAWN: Final = frozenset({OutcomeKind.COUNT, OutcomeKind.TEXT})
#: Two numbers with a dash, between which no line breaks.
_SPAN: Final = re.compile(r"(?<![^\s(])[^\s(]+–[^\s–),;]+")
#: Below this, a probability is told as being below it.
_LEAST_P: Final = 0.001


class PoolShape(Shape):
    """A random-effects summary."""

    method: Literal["reml", "dl"] = Field("reml", description="How the variance between studies is estimated.")
    interval: Literal["wald", "hartung-knapp"] = Field("wald", description="How the summary's interval is computed.")


class ForestPlotOptions(Shape):
    """The options of a forest plot."""

    outcome: Words = Field(description="The outcome, by its name under outcomes.")
    panels: Texts = Field(default_factory=list, description="The panels, each a group of rows; all, if not said.")
    reports: Texts = Field(
        default_factory=list,
        description="The reports, by citation key; if not said, those that the data mark as plotted.",
    )
    labelled: Flag = Field(
        default=False, description="Whether results with a label of their own (subgroups) are rows too."
    )
    intervals: Literal["exact", "wilson"] = Field(
        "exact", description="How intervals of proportions are computed where none was published."
    )
    pool: PoolShape | None = Field(None, description="Whether a random-effects summary is drawn, and how.")
    favours: Annotated[Texts, Field(min_length=2, max_length=2)] | None = Field(
        None, description="What values below, and what values above the line of no effect speak for: two texts."
    )
    caption: str = Field("", description="The caption; the outcome's name, if not said.")


@dataclass(frozen=True, slots=True)
class _Line:
    chosen: Chosen
    result: Result
    measure: Measure


def _lines(options: ForestPlotOptions, context: FigureContext, outcome: Outcome) -> tuple[list[_Line], list[str]]:
    if options.reports:
        chosen = named_reports(context, options.reports, options.panels)
        refuse_overlap(chosen)
        left: tuple[str, ...] = ()
    else:
        chosen, left = plotted_reports(tuple(all_reports(context, options.panels)), outcome.id)
    lines, out = [], [context.texts("forest_no_report", study=name) for name in left]
    for one in chosen:
        results = [r for r in one.report.results if r.outcome == outcome.id and (options.labelled or not r.label)]
        for result in results:
            measure = measure_of(result, outcome, options.intervals)
            if second_hand(result):
                out.append(context.texts("forest_second_hand", study=one.study.name))
            elif measure is None:
                out.append(context.texts("forest_no_number", study=one.study.name))
            else:
                lines.append(_Line(one, result, measure))
    return lines, out


def _pooled(options: ForestPlotOptions, lines: list[_Line], panels: list[Panel]) -> Pooled | None:
    """The summary, or nothing where none is asked for; what forbids one is a FigureError."""
    if options.pool is None:
        return None
    if len({line.chosen.study.panel for line in lines}) > 1:
        names = ", ".join(panel.name for panel in panels)
        raise FigureError(f"results of several panels are not pooled: {names}", "pool", hint="plot each on its own")
    for panel in panels:
        if panel.not_pooled:
            raise FigureError(f"results of the panel “{panel.name}” are not pooled: {panel.not_pooled}", "pool")
    studies = [line.chosen.study.id for line in lines]
    if len(set(studies)) < len(studies):
        raise FigureError("several results of one study are not pooled", "pool", hint="set labelled: false")
    for line in lines:
        if line.measure.estimate is None:
            message = f"the result of {line.chosen.report.reference} cannot be pooled: {line.measure.lacks}"
            raise FigureError(message, "pool", hint="name the reports to be pooled under reports")
    estimates = [line.measure.estimate for line in lines if line.measure.estimate]
    if len(estimates) < 2:  # noqa: PLR2004 - one has nothing to be pooled with
        raise FigureError("a summary needs at least two results", "pool")
    return pool(estimates, options.pool.method, options.pool.interval)


@dataclass(frozen=True, slots=True)
class _Plot:
    """What the parts of a plot share."""

    context: FigureContext
    outcome: Outcome
    lines: list[_Line]
    panels: list[Panel]
    scale: Scale
    pooled: Pooled | None
    notes: Notes
    favours: tuple[str, ...]

    @property
    def unit(self) -> str:
        """The unit of the axis."""
        return "%" if self.outcome.kind in {OutcomeKind.PROPORTION, OutcomeKind.PERCENTAGE} else ""

    @property
    def has_counts(self) -> bool:
        """Whether a column tells n of total."""
        return any(line.measure.counts for line in self.lines)

    def columns(self) -> list[Column]:
        """Name, counts, estimate, drawing, weight; counts and weight where there are any."""
        words = self.context.texts
        return [
            Column(words("study")),
            *([Column(words("forest_counts"), "number")] if self.has_counts else []),
            Column(words(f"measure_{self.outcome.kind}"), "number"),
            Column(words("forest_plot"), "plot"),
            *([Column(words("forest_weight"), "number")] if self.pooled else []),
        ]

    def _cells(self, name: Cell, counts: Cell, estimate: Cell, drawing: Markup, weight: Cell) -> tuple[Cell, ...]:
        middle = (counts,) if self.has_counts else ()
        return (name, *middle, estimate, Cell(drawing), *((weight,) if self.pooled else ()))

    def rows(self) -> Iterator[Row]:
        """The results by panel, and their summary."""
        known_panels = {panel.id: panel for panel in self.panels}
        named = [*known_panels, *dict.fromkeys(line.chosen.study.panel for line in self.lines)]
        groups = list(dict.fromkeys(named))
        for group in groups:
            if len(groups) > 1 and group in known_panels:
                yield Row((Cell(known_panels[group].name),))
            for index, line in enumerate(self.lines):
                if line.chosen.study.panel == group:
                    yield self._row(line, self.pooled.weights[index] if self.pooled else None)
        if self.pooled:
            yield self._summary(self.pooled)

    def _row(self, line: _Line, weight: float | None) -> Row:
        measure, result, report, words = line.measure, line.result, line.chosen.report, self.context.texts
        name = line.chosen.name
        if result.label:
            # Among results of one report alone, its name would only repeat itself.
            alone = len({one.chosen.report.reference for one in self.lines}) == 1
            name = result.label if alone else f"{name}: {result.label}"
        remarks = self.notes.mark(
            result.population,
            result.note,
            words("counts_derived", how=result.counts) if result.counts not in {"", "stated"} else "",
            words("interval_unknown").capitalize() if measure.published and measure.level is None else "",
            *report.caveats,
        )
        mark = interval_mark(self.scale, measure.point, measure.low, measure.high, self._share(measure, weight))
        cite = self.context.citation([report.reference]) or ""
        told = _circumstances(result, self.context)
        label = Markup("{} {}{}{}").format(
            tag("span", name, class_="study-name"),
            cite,
            remarks,
            drawn("span", told, class_="row-remark") if told else "",
        )
        cells = self._cells(
            Cell(label, plain=f"{name} ({report.reference})"),
            Cell(measure.counts, measure.size),
            Cell(_unbroken(measure.text(words)), measure.point, measure.text(words)),
            plot(grid(self.scale), mark),
            Cell("" if weight is None else words("percent", value=f"{weight:.1f}"), weight),
        )
        return Row(cells, data=(("report", report.reference), ("study", line.chosen.study.id)))

    def _share(self, measure: Measure, weight: float | None) -> float:
        """The area of a mark as a share of the largest: its weight, else how much its study tells."""
        if weight is not None and self.pooled:
            return weight / max(self.pooled.weights)
        largest = max(one.measure.size for one in self.lines)
        return measure.size / largest if largest else _ALIKE

    def _summary(self, pooled: Pooled) -> Row:
        words, measure = self.context.texts, Measure.pooled(pooled, self.outcome)
        marks = [grid(self.scale)]
        if measure.prediction:
            marks.append(whisker(self.scale, *measure.prediction))
        if measure.point is not None and measure.low is not None and measure.high is not None:
            marks.append(diamond(self.scale, measure.point, measure.low, measure.high))
        total = Cell(words("percent", value="100"))
        shown = measure.text(words)
        name, estimate = Cell(words("forest_summary")), Cell(_unbroken(shown), plain=shown)
        return Row(self._cells(name, Cell(), estimate, plot(*marks), total), kind="figure-summary")

    def foot(self) -> Row:
        """The axis."""
        # No <div>: md_in_html would take one in a cell without Markdown for the end of the figure.
        ends = drawn("span", *(drawn("span", end) for end in self.favours), class_="plot-favours")
        drawing = Markup().join((axis(self.scale, self.unit), *([ends] if self.favours else [])))
        return Row(self._cells(Cell(), Cell(), Cell(), drawing, Cell()), kind="figure-axis", silent=True)


def _circumstances(result: Result, context: FigureContext) -> str:
    """How many were treated, when it was judged and by whom: what rows of one plot may differ in."""
    parts = (
        context.texts("forest_treated", n=result.treated) if result.treated is not None else "",
        result.follow_up,
        context.texts("assessed", who=result.assessor) if result.assessor else "",
    )
    return "; ".join(part for part in parts if part)


#: The area of marks of which nothing is known that would tell them apart.
_ALIKE: Final = 0.4


def _unbroken(shown: str) -> Markup:
    """A text in which no line breaks within a span of numbers."""
    parts: list[Markup] = []
    done = 0
    for match in _SPAN.finditer(shown):
        parts += (text(shown[done : match.start()]), drawn("span", match[0], class_="plot-span"))
        done = match.end()
    return Markup().join((*parts, text(shown[done:])))


def _scale(outcome: Outcome, lines: list[_Line]) -> Scale:
    try:
        return scale_of(outcome, [line.measure for line in lines])
    except ValueError as error:
        raise FigureError(f"no axis can be drawn for “{outcome.name}”: {error}", "outcome") from None


def draw(options: ForestPlotOptions, context: FigureContext) -> Markup:
    """The plot as a table whose rows are the data."""
    outcome = context.outcome(options.outcome, "outcome")
    if outcome.kind in _NOT_DRAWN:
        raise FigureError(f"“{outcome.name}” holds no estimates: its kind is {outcome.kind}", "outcome")
    lines, out = _lines(options, context, outcome)
    if not lines:
        raise FigureError(f"no report gives a result for “{outcome.name}”", "outcome", hint="; ".join(out))
    used = {line.chosen.study.panel for line in lines}
    panels = [panel for panel in context.studies().panels if panel.id in used]
    scale = _scale(outcome, lines)
    favours = tuple(options.favours or ())
    if favours and scale.reference is None:
        raise FigureError(f"“{outcome.name}” has no line of no effect: its kind is {outcome.kind}", "favours")
    pooled = _pooled(options, lines, panels)
    shown = _Plot(context, outcome, lines, panels, scale, pooled, Notes(context), favours)
    columns, rows = shown.columns(), list(shown.rows())
    remarks = [
        *(f"{panel.name}. {panel.note}" if len(panels) > 1 else panel.note for panel in panels if panel.note),
        *_sides(favours, scale, context),
        _method(options, lines, context),
        *_heterogeneity(options, pooled, context),
        *([context.texts("forest_left_out", what="; ".join(dict.fromkeys(out)))] if out else []),
    ]
    return figure(
        context,
        FIGURE.name,
        options.caption or outcome.name,
        table(f"#{context.id}-caption", columns, rows, foot=shown.foot(), class_="forest-table"),
        shown.notes.printed(),
        *(tag("p", remark, class_="figure-remark") for remark in remarks if remark),
        download(context, options.outcome, columns, rows),
    )


def _sides(favours: tuple[str, ...], scale: Scale, context: FigureContext) -> Iterator[str]:
    """What each side of the line of no effect speaks for, in words; the axis shows it to the eye alone."""
    if favours:
        yield context.texts("forest_favours", at=f"{scale.reference:g}", low=favours[0], high=favours[1])


def _method(options: ForestPlotOptions, lines: list[_Line], context: FigureContext) -> str:
    parts = []
    if any(line.measure.published for line in lines):
        parts.append(context.texts("forest_published"))
    if any(line.measure.computed for line in lines):
        parts.append(context.texts(f"forest_computed_{options.intervals}"))
    if any(line.measure.low is None and line.measure.high is None for line in lines):
        parts.append(context.texts("forest_without_interval"))
    return " ".join(parts)


def _heterogeneity(options: ForestPlotOptions, pooled: Pooled | None, context: FigureContext) -> Iterator[str]:
    """How the summary was computed, and how far the studies differ."""
    if pooled is None or options.pool is None:
        return
    words, how = context.texts, options.pool
    yield words(
        "forest_heterogeneity",
        tau2=f"{pooled.tau2:.4f}",
        i2=f"{pooled.i2:.1f}",
        q=f"{pooled.q:.2f}",
        df=len(pooled.weights) - 1,
        p=f"< {_LEAST_P:g}" if pooled.p < _LEAST_P else f"= {pooled.p:.3f}",
    )
    yield words("forest_pooled", method=words(f"pool_{how.method}"), interval=words(f"pool_{how.interval}"))
    if pooled.prediction:
        yield words("forest_prediction")


FIGURE: Final = FigureKind(
    "forest-plot", "the results of studies for one outcome, each with its interval", ForestPlotOptions, draw
)
