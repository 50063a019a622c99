"""Evidence table: reports of studies in rows, what is known about them in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure, filtered, known
from litreview.figures.evidence import MARKS, Reading, evidence_link, reading
from litreview.figures.html import drawn, tag, text
from litreview.figures.options import FigureOptions
from litreview.figures.references import registry_address
from litreview.figures.registry import FigureKind
from litreview.figures.results import characteristic, result_text
from litreview.figures.selection import Chosen, all_reports, named_reports
from litreview.figures.table import Cell, Column, Notes, Row, download, table, transposed
from litreview.figures.words import sentence
from litreview.model.evidence import Result, Stated
from litreview.read.schema.base import Flag, Texts


class EvidenceTableOptions(FigureOptions):
    """The options of an evidence table."""

    columns: Annotated[Texts, Field(min_length=1)] = Field(
        description="What the columns show: an outcome or a characteristic by its name, or registration."
    )
    panels: Texts = Field(default_factory=list, description="The panels, each a group of rows; all, if not said.")
    reports: Texts = Field(
        default_factory=list, description="The reports, by citation key; if not said, all with a value to show."
    )
    transposed: Flag = Field(default=False, description="Whether the reports are columns, and what they tell is rows.")
    caption: str = Field("", description="The caption.")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column: its heading, what it shows of a report, and what has to be known of that."""

    column: Column
    cell: Callable[[Chosen], Cell]
    told: Callable[[Chosen], Iterator[str]] = lambda _: iter(())


def draw(options: EvidenceTableOptions, context: FigureContext) -> Markup:
    """The table with a download; each result leads to what stands behind it."""
    if options.reports:
        reports: Sequence[Chosen] = named_reports(context, options.reports, options.panels)
    else:
        reports = tuple(all_reports(context, options.panels))
    shown = [_shown(name, index, context) for index, name in enumerate(options.columns)]
    notes = Notes(context)
    columns = [Column(context.texts("report")), *(one.column for one in shown)]
    rows: list[Row] = []
    panels = [p for p in context.studies().panels if any(one.study.panel == p.id for one in reports)]
    grouped = len({one.study.panel for one in reports}) > 1 and not options.transposed
    taken: list[Chosen] = []
    named = {panel.id for panel in panels}
    for panel in (*panels, None):
        members = [
            one
            for one in reports
            if (panel.id if panel else None) == (one.study.panel if one.study.panel in named else None)
        ]
        given = [one for one in members if options.reports or any(item.cell(one).content for item in shown)]
        if given and grouped and panel:
            rows.append(Row((Cell(Markup("{}{}").format(text(panel.name), notes.mark(panel.note))),)))
        for one in given:
            # One mark a row: what limits the report, and whom each of its numbers counts.
            name = _name(one, notes.mark(" ".join(_told(one, shown))), context)
            cells = [item.cell(one) for item in shown]
            rows.append(Row((name, *cells), data=(("report", one.report.reference),)))
        taken += given
    if not taken:
        raise FigureError("no report gives any of these", "columns")
    shared = [one for one in taken if sum(one.group == other.group for other in taken) > 1]
    remark = context.texts("evidence_shared") if shared else None
    kind = "evidence-table is-sortable"
    if options.transposed:
        columns, rows = transposed(columns, rows)
        kind = "evidence-table"
    return figure(
        context,
        FIGURE.name,
        options.caption or context.texts("evidence_table"),
        table(f"#{context.id}-caption", columns, rows, class_=kind),
        notes.printed(),
        tag("p", remark, class_="figure-remark") if remark else None,
        _legend(taken, options.columns, context),
        download(context, "evidence-table", columns, rows),
        title=options.title,
        data_filtered=None if options.transposed else filtered(taken),
    )


def _shown(name: str, index: int, context: FigureContext) -> _Shown:
    studies = context.studies()
    outcomes = {outcome.id: outcome for outcome in studies.outcomes}
    characteristics = {
        fact.name for study in studies.studies for report in study.reports for fact in report.characteristics
    }
    if name in outcomes:
        outcome = outcomes[name]

        def results(one: Chosen) -> Cell:
            found = [result for result in one.report.results if result.outcome == name]
            parts = [
                Markup("{}{}").format(
                    drawn("span", f"{result.label}: ", class_="datum-label") if result.label else "",
                    evidence_link(context, one, result, result_text(result, outcome, context.texts)),
                )
                for result in found
            ]
            plain = "; ".join(_labelled(result, result_text(result, outcome, context.texts)) for result in found)
            return Cell(Markup("<br>").join(parts), _sort_value(found), plain)

        head = outcome.abbreviation or outcome.name
        unit = f", {outcome.unit}" if outcome.unit else ""

        def told(one: Chosen) -> Iterator[str]:
            for result in one.report.results:
                parts = [part for part in (result.population, *_circumstances(result, context)) if part]
                if result.outcome == name and parts:
                    called = f"{head} ({result.label})" if result.label else head
                    yield f"{called}: {'; '.join(parts)}"

        return _Shown(Column(f"{head}{unit}", "number"), results, told)
    if name == "registration":
        return _Shown(Column(context.texts("registration")), lambda one: _registered(one.study.registrations))
    known(
        name,
        dict.fromkeys((*outcomes, *sorted(characteristics), "registration")),
        "outcome or characteristic",
        "columns",
        index,
    )
    return _Shown(
        Column(characteristic(name, context.texts)),
        lambda one: _facts([fact for fact in one.report.characteristics if fact.name == name]),
    )


def _told(one: Chosen, shown: Sequence[_Shown]) -> Iterator[str]:
    """What a reader has to know of a row, each part a sentence."""
    for part in dict.fromkeys((*one.report.caveats, *(said for item in shown for said in item.told(one)))):
        yield sentence(part) + ("" if part.endswith((".", "!", "?")) else ".")


def _circumstances(result: Result, context: FigureContext) -> Iterator[str]:
    """How many were treated, how long they were followed, and who judged."""
    if result.treated is not None:
        yield context.texts("forest_treated", n=result.treated)
    if result.follow_up:
        yield context.texts("followed", time=result.follow_up)
    if result.assessor:
        yield context.texts("assessed", who=result.assessor)


def _labelled(result: Result, text: str) -> str:
    return f"{result.label}: {text}" if result.label else text


def _sort_value(results: Sequence[Result]) -> float | None:
    for result in results:
        if result.percent is not None:
            return result.percent
        if result.n is not None:
            return 100 * result.n / result.total if result.total else float(result.n)
        if result.estimate is not None:
            return result.estimate
    return None


def _facts(facts: Sequence[Stated]) -> Cell:
    values = "; ".join(fact.value for fact in facts)
    return Cell(values, plain=values)


def _registered(facts: Sequence[Stated]) -> Cell:
    """Registration numbers, each linked to its registry where that is known."""
    links = (
        tag("a", fact.value, href=address) if (address := registry_address(fact.value)) else text(fact.value)
        for fact in facts
    )
    return Cell(Markup("; ").join(links), plain="; ".join(fact.value for fact in facts))


def _name(one: Chosen, mark: Markup, context: FigureContext) -> Cell:
    cite = context.citation([one.report.reference]) or ""
    page = context.study_pages.get(one.study.id)
    name = tag("span", context.link(text(one.name), page, "") if page else one.name, class_="study-name")
    return Cell(
        Markup("{} {}{}").format(name, cite, mark),
        plain=f"{one.name} ({one.report.reference})",
    )


def _legend(chosen: Sequence[Chosen], columns: Sequence[str], context: FigureContext) -> Markup | None:
    """What the signs beside numbers mean, and that each number leads to its evidence."""
    shown = [result for one in chosen for result in one.report.results if result.outcome in columns]
    if not shown or not context.study_pages:
        return None
    found = {reading(result) for result in shown}
    told = [context.texts("legend_numbers")]
    told += [context.texts(f"legend_{how}", sign=MARKS[how]) for how in Reading if MARKS[how] and how in found]
    return tag("p", " ".join(told), class_="evidence-legend")


FIGURE: Final = FigureKind(
    "evidence-table", "reports of studies in rows, what is known about them in columns", EvidenceTableOptions, draw
)
