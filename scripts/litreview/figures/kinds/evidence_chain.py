"""Evidence chain: the rows of the evidence map in their groups, one stage after the other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure, known
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.model.evidence import MapAxisItem
from litreview.read.schema.base import Texts


class EvidenceChainOptions(FigureOptions):
    """The options of an evidence chain."""

    groups: Texts = Field(
        default_factory=list, description="The groups of rows that are its stages, in their order; all, if not said."
    )
    caption: str = Field("", description="The caption; the map's title, if not said.")


def draw(options: EvidenceChainOptions, context: FigureContext) -> Markup:
    """Each group as a stage, its rows with the kinds of evidence behind them and what speaks against them."""
    evidence = context.library.evidence_map
    if evidence is None:
        raise FigureError("there is no refs/evidence-map.yml to draw this from")
    stages: dict[str, list[MapAxisItem]] = {}
    for row in evidence.rows:
        stages.setdefault(row.group, []).append(row)
    for index, name in enumerate(options.groups):
        known(name, stages, "group of rows", "groups", index)
    kinds = {term.id: term.name for term in evidence.kinds}
    shown = (
        tag(
            "li",
            drawn("span", name, class_="chain-stage"),
            tag("ul", *(_row(row, kinds, context) for row in stages[name])),
        )
        for name in (options.groups or stages)
    )
    return figure(
        context, FIGURE.name, options.caption or evidence.title, tag("ol", *shown, class_="chain"), title=options.title
    )


def _row(row: MapAxisItem, kinds: Mapping[str, str], context: FigureContext) -> Markup:
    against = tuple(dict.fromkeys(chain.from_iterable(fact.references for fact in row.counter_evidence)))
    parts = [drawn("span", kinds.get(kind, kind), class_="chain-kind") for kind in row.evidence]
    opposed = (
        Markup(" {} {}").format(
            drawn("span", context.texts("chain_against"), class_="chain-against"), context.citation(against)
        )
        if against
        else None
    )
    return tag(
        "li",
        drawn("span", row.name, class_="chain-name"),
        " ",
        Markup(" ").join(parts),
        " ",
        context.citation(row.references),
        opposed,
    )


FIGURE: Final = FigureKind(
    "evidence-chain",
    "the rows of the evidence map in their groups, one stage after the other",
    EvidenceChainOptions,
    draw,
)
