"""Which reports and results of the studies a figure takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from litreview.figures.context import FigureContext, FigureError, known
from litreview.model.evidence import Report, Result, Study

#: How a source begins that nobody of the review has read: the figure was quoted somewhere else.
SECOND_HAND: Final = "secondary quotation"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A report of a study."""

    study: Study
    report: Report

    @property
    def name(self) -> str:
        """What a row is called: the report's label, which says more than the name of a study with many reports."""
        return self.report.label or self.study.name

    @property
    def group(self) -> str:
        """The patients that it counts: those of its overlap group, or of its study alone."""
        return self.study.overlap_group or f"study {self.study.id}"


def second_hand(result: Result) -> bool:
    """Whether every source of the result is a quotation by others; such a figure stays out of plots."""
    return bool(result.sources) and all(source.casefold().startswith(SECOND_HAND) for source in result.sources)


def all_reports(context: FigureContext, panels: Sequence[str]) -> Iterator[Chosen]:
    """Every report of the studies in these panels (in all, if none is named), by panel."""
    for index, name in enumerate(panels):
        context.panel(name, "panels", index)
    order = {name: index for index, name in enumerate(panels)}
    studies = [study for study in context.studies().studies if not panels or study.panel in order]
    for study in sorted(studies, key=lambda study: order.get(study.panel, 0)):
        for report in study.reports:
            yield Chosen(study, report)


def named_reports(context: FigureContext, keys: Sequence[str], panels: Sequence[str]) -> tuple[Chosen, ...]:
    """The reports with these citation keys, in their order.

    Raises:
        FigureError: A key names no report.
    """
    by_key: dict[str, Chosen] = {}
    for chosen in all_reports(context, panels):
        by_key.setdefault(chosen.report.reference, chosen)
    return tuple(known(key, by_key, "report", "reports", index) for index, key in enumerate(keys))


def plotted_reports(reports: Collection[Chosen], outcome: str) -> tuple[tuple[Chosen, ...], tuple[str, ...]]:
    """One report of each group of patients for a plot of an outcome.

    That is the report that the data mark as `plotted`; in a group where none is marked, the only one with a result.

    Returns:
        The reports, and the names of studies that have a result and no report that stands for their group.
    """
    groups: dict[tuple[str, str], list[Chosen]] = defaultdict(list)
    for chosen in reports:
        groups[chosen.study.panel, chosen.group].append(chosen)
    taken: list[Chosen] = []
    left: list[str] = []
    for group in groups.values():
        marked = [chosen for chosen in group if chosen.report.plotted]
        giving = [chosen for chosen in group if any(result.outcome == outcome for result in chosen.report.results)]
        if marked:
            taken += [chosen for chosen in marked[:1] if chosen in giving]
        elif len(giving) == 1 and len(group) == 1:
            taken += giving
        else:
            left += dict.fromkeys(chosen.study.name for chosen in giving)
    return tuple(taken), tuple(left)


def refuse_overlap(reports: Sequence[Chosen]) -> None:
    """Patients count once in a plot.

    Raises:
        FigureError: Two reports share patients.
    """
    seen: dict[str, Chosen] = {}
    for index, chosen in enumerate(reports):
        other = seen.setdefault(chosen.group, chosen)
        if other is not chosen:
            raise FigureError(
                f"{chosen.report.reference} and {other.report.reference} share patients ({chosen.group})",
                "reports",
                index,
                hint="one report of each overlap group may stand in a plot",
            )
