"""Forest plot: the results of studies for one outcome, each with its interval."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.drawing import Drawing, table_drawing
from litreview.figures.evidence import evidence_link, result_id
from litreview.figures.forest.lines import Line, chosen_lines
from litreview.figures.forest.options import ForestPlotOptions
from litreview.figures.forest.question import question_file
from litreview.figures.forest.summary import heterogeneity, how_pooled, summary_of
from litreview.figures.html import drawn, tag, text
from litreview.figures.measures import SHARES, Measure, scale_of
from litreview.figures.references import short_name
from litreview.figures.registry import FigureKind
from litreview.figures.scale import Scale, axis, diamond, grid, interval_mark, plot, whisker
from litreview.figures.statistics.pooling import Pooled
from litreview.figures.table import Cell, Column, Notes, Row, download, table
from litreview.figures.words import localised, sentence, with_unit
from litreview.model.evidence import Outcome, OutcomeKind, Panel, Result

_NOT_DRAWN: Final = frozenset({OutcomeKind.COUNT, OutcomeKind.TEXT})
#: Two numbers with a dash, between which no line breaks.
_SPAN: Final = re.compile(r"(?<![^\s(])[^\s(]+–[^\s–),;]+")


@dataclass(frozen=True, slots=True)
class _Plot:
    """What the parts of a plot share."""

    options: ForestPlotOptions
    context: FigureContext
    outcome: Outcome
    lines: list[Line]
    panels: list[Panel]
    scale: Scale
    pooled: Pooled | None
    notes: Notes
    favours: tuple[str, ...]

    @property
    def unit(self) -> str:
        """The unit of the axis."""
        return "%" if self.outcome.kind in SHARES else ""

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

    def _row(self, line: Line, weight: float | None) -> Row:
        measure, result, report, words = line.measure, line.result, line.chosen.report, self.context.texts
        name = line.chosen.name
        if result.label:
            # Among results of one report alone, its name would only repeat itself.
            alone = len({one.chosen.report.reference for one in self.lines}) == 1
            name = result.label if alone else f"{name}: {result.label}"
        # Whom the number counts, and what limits it; how it was read is told where the estimate leads.
        remarks = self.notes.mark(
            result.population,
            sentence(words("interval_unknown")) if measure.published and measure.level is None else "",
            *report.caveats,
        )
        mark = interval_mark(self.scale, measure.point, measure.low, measure.high, self._share(measure, weight))
        cite = self.context.citation([report.reference]) or ""
        told = _circumstances(result, self.context)
        label = Markup("{} {}{}{}").format(
            tag("span", name, class_="study-name"),
            cite,
            remarks,
            Markup(" {}").format(drawn("span", told, class_="row-remark")) if told else "",
        )
        cells = self._cells(
            Cell(label, plain=f"{name} ({report.reference})", short=self._named(name, report.reference)),
            Cell(measure.counts, measure.size),
            Cell(self._linked(line, _unbroken(measure.text(words))), measure.point, measure.text(words)),
            plot(grid(self.scale), mark),
            Cell("" if weight is None else words("percent", value=localised(f"{weight:.1f}", words)), weight),
        )
        named = result_id(line.chosen.study, report, result)
        data = (("report", report.reference), ("study", line.chosen.study.id), ("row", line.id), ("result", named))
        return Row(cells, data=data)

    def _linked(self, line: Line, shown: Markup) -> Markup:
        """An estimate that leads to how it was read."""
        return evidence_link(self.context, line.chosen, line.result, shown, marked=False)

    def _named(self, name: str, key: str) -> str:
        """A row's name with its reference as it is called without a list of references."""
        reference = self.context.library.references.get(key)
        return f"{name} ({short_name(reference) if reference else key})"

    def _share(self, measure: Measure, weight: float | None) -> float:
        """The area of a mark as a share of the largest: its weight, else how much its study tells."""
        if weight is not None and self.pooled:
            return weight / max(self.pooled.weights)
        largest = max(one.measure.size for one in self.lines)
        return measure.size / largest if largest else _ALIKE

    def _summary(self, pooled: Pooled) -> Row:
        words, measure = self.context.texts, Measure.pooled(pooled, self.outcome, self.context.texts)
        marks = [grid(self.scale)]
        if measure.prediction:
            marks.append(whisker(self.scale, *measure.prediction))
        if measure.point is not None and measure.low is not None and measure.high is not None:
            marks.append(diamond(self.scale, measure.point, measure.low, measure.high))
        total = Cell(words("percent", value="100"))
        shown = measure.text(words)
        name, estimate = Cell(self.model), Cell(_unbroken(shown), plain=shown)
        numbers = {"value": pooled.value, "low": pooled.interval[0], "high": pooled.interval[1], "tau2": pooled.tau2}
        data = tuple((label, repr(value)) for label, value in numbers.items())
        return Row(self._cells(name, Cell(), estimate, plot(*marks), total), kind="figure-summary", data=data)

    @property
    def model(self) -> str:
        """What the summary is called."""
        fixed = self.options.pool is not None and self.options.pool.method == "fixed"
        return self.context.texts("forest_summary_fixed" if fixed else "forest_summary")

    def caption(self) -> str:
        """What the plot shows, where its author does not say it."""
        studies = len({line.chosen.study.id for line in self.lines})
        return self.context.texts("forest_caption", outcome=self.outcome.name, n=studies)

    def remarks(self) -> list[str]:
        """What is to be known of the rows."""
        words, several = self.context.texts, len(self.panels) > 1
        notes = [f"{panel.name}. {panel.note}" if several else panel.note for panel in self.panels if panel.note]
        if self.favours:
            # The axis shows it to the eye alone.
            low, high = self.favours
            notes.append(words("forest_favours", at=localised(f"{self.scale.reference:g}", words), low=low, high=high))
        if self.scale.chosen is not None:
            notes.append(words("forest_at", at=with_unit(localised(f"{self.scale.chosen:g}", words), self.unit, words)))
        intervals = []
        if any(line.measure.published for line in self.lines):
            intervals.append(words("forest_published"))
        if any(line.measure.computed for line in self.lines):
            intervals.append(words(f"forest_computed_{self.options.intervals}"))
        if any(line.measure.low is None and line.measure.high is None for line in self.lines):
            intervals.append(words("forest_without_interval"))
        return [*notes, *([" ".join(intervals)] if intervals else [])]

    def summed(self) -> list[str]:
        """How the summary was computed, and how far the studies differ."""
        if self.pooled is None or self.options.pool is None:
            return []
        words = self.context.texts
        prediction = [words("forest_prediction")] if self.pooled.prediction else []
        return [heterogeneity(self.pooled, words), how_pooled(self.options.pool, words), *prediction]

    def foot(self) -> Row:
        """The axis."""
        # No <div>: md_in_html would take one in a cell without Markdown for the end of the figure.
        ends = drawn("span", *(drawn("span", end) for end in self.favours), class_="plot-favours")
        drawing = Markup().join((axis(self.scale, self.context.texts, self.unit), *([ends] if self.favours else [])))
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


def draw(options: ForestPlotOptions, context: FigureContext) -> Markup:
    """The plot as a table whose rows are the data."""
    outcome = context.outcome(options.outcome, "outcome")
    if outcome.kind in _NOT_DRAWN:
        raise FigureError(f"“{outcome.name}” holds no estimates: its kind is {outcome.kind}", "outcome")
    lines, out = chosen_lines(options, context, outcome)
    if not lines:
        raise FigureError(f"no report gives a result for “{outcome.name}”", "outcome", hint="; ".join(out))
    used = {line.chosen.study.panel for line in lines}
    panels = [panel for panel in context.studies().panels if panel.id in used]
    try:
        scale = scale_of(outcome, [line.measure for line in lines], options.at)
    except ValueError as error:
        raise FigureError(f"no axis can be drawn for “{outcome.name}”: {error}", "outcome") from None
    favours = tuple(options.favours or ())
    if favours and scale.reference is None:
        raise FigureError(f"“{outcome.name}” has no line of no effect: its kind is {outcome.kind}", "favours")
    pooled = summary_of(options.pool, lines, panels) if options.pool else None
    shown = _Plot(options, context, outcome, lines, panels, scale, pooled, Notes(context), favours)
    columns, rows = shown.columns(), list(shown.rows())
    notes, summed, left = shown.remarks(), shown.summed(), context.texts("forest_left_out", what="; ".join(out))
    caption = options.caption or shown.caption()
    drawing = Drawing.of(options.title, caption, (*notes, *summed, *([left] if out else [])))
    data = question_file(options, context, outcome, lines, scale)
    return figure(
        context,
        FIGURE.name,
        caption,
        table(f"#{context.id}-caption", columns, rows, foot=shown.foot(), class_="forest-table"),
        shown.notes.printed(),
        *(tag("p", remark, class_="figure-remark") for remark in notes),
        *(tag("p", remark, class_="figure-remark", data_part="summary") for remark in summed),
        tag("p", left, class_="figure-remark") if out else None,
        download(
            context,
            options.outcome,
            columns,
            rows,
            table_drawing(context, drawing, columns, rows, (axis(scale, context.texts, shown.unit), favours)),
        ),
        title=options.title,
        data_plot=context.attach(f"{context.id}.js", data).address if data else None,
    )


FIGURE: Final = FigureKind(
    "forest-plot", "the results of studies for one outcome, each with its interval", ForestPlotOptions, draw
)
