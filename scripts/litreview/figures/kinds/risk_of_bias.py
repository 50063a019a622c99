"""Risk of bias: a table of judgements by domain, and how they are spread over the studies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure, known
from litreview.figures.drawing import Drawing, table_drawing
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.scale import bar
from litreview.figures.table import Cell, Column, Row, download, table
from litreview.model.appraisal import Appraisal, Assessment, Domain, Judgement, Level, Tone

SYMBOLS: Final[Mapping[Tone, str]] = MappingProxyType(
    {Tone.GOOD: "+", Tone.DOUBT: "−", Tone.BAD: "×", Tone.CRITICAL: "!", Tone.UNKNOWN: "?"}
)


class RiskOfBiasOptions(FigureOptions):
    """The options of a table of the risk of bias."""

    appraisal: str = Field("", description="Which set of assessments; the only one, if not said.")
    caption: str = Field("", description="The caption.")


def draw(options: RiskOfBiasOptions, context: FigureContext) -> Markup:
    """The judgements by study, each with its support, and their shares by domain."""
    data = context.library.risk_of_bias
    if data is None or not data.appraisals:
        raise FigureError("there is no refs/risk-of-bias.yml to draw this from")
    sets = {appraisal.id: appraisal for appraisal in data.appraisals}
    if not options.appraisal and len(sets) > 1:
        raise FigureError("there are several sets of assessments", hint=f"say appraisal: one of {', '.join(sets)}")
    appraisal = known(options.appraisal or next(iter(sets)), sets, "set of assessments", "appraisal")
    if not appraisal.assessments:
        raise FigureError(
            f"the set of assessments “{appraisal.id}” has none", *(["appraisal"] if options.appraisal else [])
        )
    words = context.texts
    appraisal = replace(
        appraisal, levels=tuple(replace(level, name=words.word(level.name)) for level in appraisal.levels)
    )
    domains = [Domain(domain.id, words.word(domain.name)) for domain in appraisal.domains]
    if any(item.overall for item in appraisal.assessments):
        domains.append(Domain("overall", words("rob_overall")))
    columns = [Column(words("study")), *(Column(domain.name) for domain in domains)]
    rows = [
        Row(
            (
                _name(item, context),
                *(_cell(_judgement(item, domain), appraisal, words("rob_missing")) for domain in domains),
            )
        )
        for item in appraisal.assessments
    ]
    spread = [_spread(domain, appraisal) for domain in domains]
    caption = options.caption or appraisal.title
    heads = [Column(words("rob_domain")), Column(words("rob_shares"), "plot"), Column(words("rob_judgements"))]
    return figure(
        context,
        FIGURE.name,
        caption,
        tag("p", data.notice, class_="figure-notice") if data.notice else None,
        table(f"#{context.id}-caption", columns, rows, class_="rob-table"),
        table(f"{caption}: {words('rob_summary')}", heads, spread, class_="rob-summary"),
        _support(appraisal, domains, context),
        download(
            context,
            "risk-of-bias",
            columns,
            rows,
            table_drawing(context, Drawing(options.title or f"{caption}: {words('rob_summary')}"), heads, spread),
        ),
        title=options.title,
    )


def _judgement(item: Assessment, domain: Domain) -> Judgement | None:
    return item.judgements.get(domain.id) or (item.overall if domain.id == "overall" else None)


def _level(judgement: Judgement, appraisal: Appraisal) -> Level:
    levels = {level.id: level for level in appraisal.levels}
    return levels.get(judgement.level, Level(judgement.level, judgement.level, Tone.UNKNOWN))


def _mark(level: Level) -> Markup:
    symbol = drawn("span", SYMBOLS[level.tone], class_=f"rob-symbol tone-{level.tone}", aria_hidden="true")
    return Markup("{} {}").format(symbol, drawn("span", level.name, class_="rob-word"))


def _cell(judgement: Judgement | None, appraisal: Appraisal, missing: str) -> Cell:
    if judgement is None:
        return Cell(missing)
    level = _level(judgement, appraisal)
    return Cell(_mark(level), plain=f"{level.name}: {judgement.support}" if judgement.support else level.name)


def _called(item: Assessment, context: FigureContext) -> str:
    studies = {study.id: study.name for study in context.library.studies.studies} if context.library.studies else {}
    return item.label or studies.get(item.study, item.study) or item.reference


def _name(item: Assessment, context: FigureContext) -> Cell:
    name = _called(item, context)
    cite = context.citation([item.reference]) if item.reference else ""
    return Cell(Markup("{} {}").format(drawn("span", name, class_="study-name"), cite), plain=name)


def _spread(domain: Domain, appraisal: Appraisal) -> Row:
    judged = [j for item in appraisal.assessments if (j := _judgement(item, domain))]
    counts = Counter(judgement.level for judgement in judged)
    levels = [level for level in appraisal.levels if counts[level.id]]
    shares = [(f"tone-{level.tone}", counts[level.id] / len(judged)) for level in levels]
    words = "; ".join(f"{level.name} {counts[level.id]}" for level in levels)
    return Row((Cell(domain.name), Cell(bar(1, shares) if shares else ""), Cell(words)))


def _support(appraisal: Appraisal, domains: Sequence[Domain], context: FigureContext) -> Markup | None:
    """What each judgement rests on."""
    items = []
    for item in appraisal.assessments:
        lines = [
            tag(
                "li",
                drawn("b", domain.name),
                ": ",
                _mark(_level(judgement, appraisal)),
                ". ",
                tag("span", judgement.support),
            )
            for domain in domains
            if (judgement := _judgement(item, domain)) and judgement.support
        ]
        if lines:
            head = tag("p", drawn("b", _called(item, context)))
            items.append(tag("li", head, tag("ul", *lines), markdown="1"))
    if not items:
        return None
    summary = tag("summary", context.texts("rob_support"))
    return tag("details", summary, tag("ul", *items), class_="figure-sources")


FIGURE: Final = FigureKind(
    "risk-of-bias", "judgements of the risk of bias by study and domain", RiskOfBiasOptions, draw
)
