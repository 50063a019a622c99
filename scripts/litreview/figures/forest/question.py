"""What readers need to question a plot: every result of its outcome as data, and what forbids pooling them.

A script reads it where a reader asks, and computes what `statistics` computes here. The file is a classic script of one
call, because data that a page fetches are not to be had from a disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from litreview.figures.context import FigureContext
from litreview.figures.forest.lines import Line, measured
from litreview.figures.forest.options import ForestPlotOptions
from litreview.figures.html import script_literal
from litreview.figures.measures import RATIOS, SHARES, scale_of
from litreview.figures.references import short_name
from litreview.figures.scale import Scale
from litreview.figures.selection import all_reports
from litreview.model.appraisal import overall_judgements
from litreview.model.evidence import Outcome, OutcomeKind

#: Medians are never pooled, so that there is nothing to be asked.
_NO_QUESTION: Final = frozenset({OutcomeKind.MEDIAN})
_FEWEST: Final = 2
#: Texts of the script, which come with the data; their {placeholders} are filled there.
_TEXTS: Final = (
    "percent",
    "plot_changed",
    "plot_files",
    "plot_back",
    "plot_studies",
    "plot_panels",
    "plot_risks",
    "plot_risk_unknown",
    "plot_model",
    "plot_model_none",
    "plot_model_reml",
    "plot_model_dl",
    "plot_model_fixed",
    "plot_interval",
    "plot_interval_wald",
    "plot_interval_hartung-knapp",
    "plot_proportions",
    "plot_proportions_exact",
    "plot_proportions_wilson",
    "plot_empty",
    "plot_drawn",
    "plot_summary",
    "plot_theirs",
    "plot_refused",
    "plot_shared",
    "plot_several_panels",
    "plot_panel",
    "plot_one_study",
    "plot_lacks",
    "plot_few",
    "forest_summary",
    "forest_summary_fixed",
    "forest_weight",
    "measure_span",
    "measure_span_signed",
    "measure_prediction",
    "measure_prediction_signed",
)


def question_file(
    options: ForestPlotOptions, context: FigureContext, outcome: Outcome, lines: Sequence[Line], scale: Scale
) -> str:
    """The data of a plot as a script, or nothing where there is nothing to be asked."""
    if not options.question or outcome.kind in _NO_QUESTION:
        return ""
    others, _ = measured(all_reports(context, []), options, context, outcome)
    known = {line.id for line in lines}
    every = [*lines, *(line for line in others if line.id not in known)]
    if sum(line.measure.estimate is not None for line in every) < _FEWEST:
        return ""
    try:
        wide = scale_of(outcome, [line.measure for line in every], options.at)
    except ValueError:  # no axis holds them all, so that those of the plot alone can be chosen
        every, wide = list(lines), scale
    risks = _risks(context)
    panels = {panel.id: panel for panel in context.studies().panels}
    used = dict.fromkeys(line.chosen.study.panel for line in every)
    data = {
        "outcome": outcome.name,
        "unit": f" {outcome.unit}" if outcome.unit else "",
        "kind": "share" if outcome.kind in SHARES else "ratio" if outcome.kind in RATIOS else "other",
        "intervals": options.intervals,
        "pool": options.pool.model_dump() if options.pool else None,
        "favours": list(options.favours or ()),
        "texts": {name: context.texts(name) for name in _TEXTS},
        "scale": _axis(scale),
        "wide": _axis(wide),
        "panels": [
            {"id": name, "name": panels[name].name, "notPooled": panels[name].not_pooled}
            if name in panels
            else {"id": name, "name": name, "notPooled": ""}
            for name in used
        ],
        "rows": [_row(line, context, risks, chosen=line.id in known) for line in every],
    }
    return f"litreview.plotData({script_literal(data)});\n"


def _axis(scale: Scale) -> dict[str, Any]:
    return {
        "low": scale.low,
        "high": scale.high,
        "ticks": list(scale.ticks),
        "log": scale.log,
        "reference": scale.reference,
        "chosen": scale.chosen,
    }


def _row(line: Line, context: FigureContext, risks: dict[str, str], *, chosen: bool) -> dict[str, Any]:
    study, report, measure = line.chosen.study, line.chosen.report, line.measure
    reference = context.library.references.get(report.reference)
    name = f"{line.chosen.name}: {line.result.label}" if line.result.label else line.chosen.name
    return {
        "id": line.id,
        "report": report.reference,
        "study": study.id,
        "panel": study.panel,
        "group": line.chosen.group,
        "chosen": chosen,
        "name": name,
        "cited": short_name(reference) if reference else report.reference,
        "page": context.reference_address(report.reference) if reference else "",
        "risk": risks.get(f"reference {report.reference}") or risks.get(f"study {study.id}", ""),
        "counts": measure.counts,
        "said": measure.text(context.texts),
        "point": measure.point,
        "low": measure.low,
        "high": measure.high,
        "open": measure.published,
        "size": measure.size,
        "value": measure.estimate.value if measure.estimate else None,
        "variance": measure.estimate.variance if measure.estimate else None,
        "lacks": context.texts.word(measure.lacks) if measure.lacks else "",
        "computed": [line.result.n, line.result.total] if measure.computed else None,
    }


def _risks(context: FigureContext) -> dict[str, str]:
    """The overall judgement of each study and report, by its name."""
    return {
        f"{kind} {name}": context.texts.word(level)
        for item, level in overall_judgements(context.library.risk_of_bias)
        for kind, name in (("reference", item.reference), ("study", item.study))
        if name
    }
