"""Summary of findings: what was found for each outcome, and how certain that is (GRADE)."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Notes, Row, download, table


class SummaryOfFindingsOptions(FigureOptions):
    """The options of a summary of findings."""

    caption: str = Field("", description="The caption; the table's title, if not said.")


def draw(options: SummaryOfFindingsOptions, context: FigureContext) -> Markup:
    """The table; why a certainty was rated down or up stands in its notes."""
    summary = context.library.summary_of_findings
    if summary is None or not summary.findings:
        raise FigureError("there is no refs/summary-of-findings.yml to draw this from")
    words, notes = context.texts, Notes(context)
    columns = [
        Column(words("outcome")),
        Column(words("sof_comparison")),
        Column(words("sof_intervention")),
        Column(words("sof_relative"), "number"),
        Column(words("sof_participants"), "number"),
        Column(words("sof_certainty")),
        Column(words("sof_comment")),
    ]
    rows = []
    for row in summary.findings:
        people = "" if row.participants is None else str(row.participants)
        if row.studies is not None:
            people = words("sof_studies", participants=people, studies=row.studies)
        level = words(f"certainty_{row.certainty}")
        symbols = "⊕" * row.certainty.dots + "◯" * (4 - row.certainty.dots)
        marks = drawn("span", symbols, class_="sof-symbols", aria_hidden="true")
        certainty = Markup("{} {}{}").format(marks, drawn("span", level), notes.mark(*row.reasons))
        counted = Markup("{} {}").format(drawn("span", people), context.citation(row.references) or "")
        cells = (
            Cell(row.outcome, plain=row.outcome),
            Cell(row.comparison, plain=row.comparison),
            Cell(row.intervention, plain=row.intervention),
            Cell(row.relative, plain=row.relative),
            Cell(counted, plain=people),
            Cell(certainty, float(row.certainty.dots), level),
            Cell(row.comment, plain=row.comment),
        )
        rows.append(Row(cells))
    facts = (
        ("population", summary.population),
        ("sof_intervention", summary.intervention),
        ("sof_comparison", summary.comparison),
    )
    return figure(
        context,
        FIGURE.name,
        options.caption or summary.title,
        tag("p", summary.notice, class_="figure-notice") if summary.notice else None,
        *(
            tag("p", drawn("b", words("labelled", label=words(name))), " ", value, class_="figure-remark")
            for name, value in facts
            if value
        ),
        table(f"#{context.id}-caption", columns, rows, class_="sof-table"),
        notes.printed(),
        download(context, "summary-of-findings", columns, rows),
        title=options.title,
    )


FIGURE: Final = FigureKind(
    "summary-of-findings", "what was found for each outcome, and how certain that is", SummaryOfFindingsOptions, draw
)
