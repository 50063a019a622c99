"""The lines of a forest plot: who stands in it, in which order, and who is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from litreview.figures.context import FigureContext
from litreview.figures.forest.options import ForestPlotOptions
from litreview.figures.measures import Measure, measure_of
from litreview.figures.selection import (
    Chosen,
    all_reports,
    named_reports,
    plotted_reports,
    refuse_overlap,
    second_hand,
)
from litreview.model.evidence import Outcome, Result


@dataclass(frozen=True, slots=True)
class Line:
    """A result of a report as a point with its interval."""

    chosen: Chosen
    result: Result
    measure: Measure

    @property
    def id(self) -> str:
        """What tells it from the other lines of its outcome."""
        label = f"~{self.result.label}" if self.result.label else ""
        return f"{self.chosen.report.reference}{label}"


def chosen_lines(
    options: ForestPlotOptions, context: FigureContext, outcome: Outcome
) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of a block in their order, and who was left out and why.

    Raises:
        FigureError: A report does not exist, or two of those that are named share patients.
    """
    if options.reports:
        chosen = named_reports(context, options.reports, options.panels)
        refuse_overlap(chosen)
        left: tuple[str, ...] = ()
    else:
        chosen, left = plotted_reports(tuple(all_reports(context, options.panels)), outcome.id)
    lines, out = measured(chosen, options, context, outcome)
    told = dict.fromkeys((*(context.texts("forest_no_report", study=name) for name in left), *out))
    return _in_order(lines, options, context), tuple(told)


def measured(
    reports: Iterable[Chosen], options: ForestPlotOptions, context: FigureContext, outcome: Outcome
) -> tuple[list[Line], list[str]]:
    """The results of reports for an outcome that can be drawn; and why others cannot."""
    lines, out = [], []
    for one in reports:
        results = [r for r in one.report.results if r.outcome == outcome.id and (options.labelled or not r.label)]
        for result in results:
            measure = measure_of(result, outcome, options.intervals, context.texts)
            if second_hand(result):
                out.append(context.texts("forest_second_hand", study=one.study.name))
            elif measure is None:
                out.append(context.texts("forest_no_number", study=one.study.name))
            else:
                lines.append(Line(one, result, measure))
    return lines, out


def _in_order(lines: list[Line], options: ForestPlotOptions, context: FigureContext) -> list[Line]:
    """The lines as the block asks; of those that are alike, and of those without a value, the given order holds."""
    if options.sort == "given":
        return lines[::-1] if options.descending else lines

    def place(line: Line) -> float | str | None:
        reference = context.library.references.get(line.chosen.report.reference)
        if options.sort == "name":
            return line.chosen.name.casefold()
        if options.sort == "year":
            return reference.year if reference else None
        return line.measure.point if options.sort == "estimate" else line.measure.size

    known = [(value, line) for line in lines if (value := place(line)) is not None]
    unknown = [line for line in lines if place(line) is None]
    ordered = sorted(known, key=lambda pair: pair[0], reverse=options.descending)
    return [*(line for _, line in ordered), *unknown]
