"""The number of a result as a way to its evidence: a link to where the study's page says how it was read.

Whatever shows a number of a result, in a sentence, a table or a plot, shows it through `evidence_link`. The link leads
to the words on the page of the study; scripts open them as a card beside the number.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from markupsafe import Markup

from litreview.cite.escape import ref_id
from litreview.figures.context import FigureContext
from litreview.figures.html import drawn, text
from litreview.figures.selection import Chosen, second_hand
from litreview.model.evidence import Report, Result, Study


class Reading(StrEnum):
    """How a number came to the review, where that is not simply that its report prints it."""

    PRINTED = "printed"
    DERIVED = "derived"
    SECOND_HAND = "second-hand"


#: What stands behind a number that was not simply read; the card has the words.
MARKS: Final = {Reading.PRINTED: "", Reading.DERIVED: "≈", Reading.SECOND_HAND: "”"}
#: What `counts` says of a count that its source prints.
PRINTED_COUNTS: Final = frozenset({"", "stated"})


def result_id(study: Study, report: Report, result: Result) -> str:
    """What a result is called in addresses: its study, report and outcome, and its number among those of one outcome.

    It is the same from build to build as long as these names and the order of results of one outcome stay.
    """
    alike = [one for one in report.results if one.outcome == result.outcome]
    number = next((index for index, one in enumerate(alike) if one is result), alike.index(result))
    parts = [study.id, report.reference, result.outcome, *([str(number + 1)] if number else [])]
    return ref_id("-".join(parts)).removeprefix("ref-")


def result_anchor(study: Study, report: Report, result: Result) -> str:
    """The id of the element that holds the evidence of a result on the page of its study."""
    return f"result-{result_id(study, report, result)}"


def reading(result: Result) -> Reading:
    """How a number came to the review."""
    if second_hand(result):
        return Reading.SECOND_HAND
    return Reading.PRINTED if result.counts in PRINTED_COUNTS else Reading.DERIVED


def evidence_link(
    context: FigureContext, chosen: Chosen, result: Result, shown: object, *, marked: bool = True
) -> Markup:
    """A number, or all of a result, as a link to its evidence.

    Args:
        context: Of the page that shows it.
        chosen: The report that gives it, of its study.
        result: The result.
        shown: What is shown of it.
        marked: Whether a sign tells of numbers that were derived, or read at second hand.

    Returns:
        An element with `data-result` around a link in Markdown, which every builder resolves; only what is shown where
        the review makes no pages of studies.
    """
    page = context.study_pages.get(chosen.study.id)
    if page is None:
        return text(shown)
    how, name = reading(result), result_id(chosen.study, chosen.report, result)
    sign = drawn("span", MARKS[how], class_="evidence-mark") if marked and MARKS[how] else Markup()
    link = context.link(Markup("{}{}").format(text(shown), sign), page, f"result-{name}")
    return drawn("span", link, class_="evidence", data_result=name, data_reading=how.value)
