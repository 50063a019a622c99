"""The figures of the flagship's prose are those of its data: no count and no interval that the cited report lacks.

A sentence that says "41 of 87 [@siddiqi2023]" has to find 41 and 87 in one result of that report in refs/studies.yml,
and a sentence with "95% CI 36–58" both bounds. Other numbers of a sentence are the editor's to check.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from .prose_rules import Prose, citations, read_answers, read_prose, statements, without_citations, without_names

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")), "refs/review.yml"]

READ_FOR = {
    "aacr2024": "oncdata2024",
    "brightsurf2016": "fredhutch2017",
    "cllsociety_rt2025": "beyarkatz2025",
    "ecancer2023": "siddiqi2023",
    "hcn2024": "oncdata2024",
    "jeccr2022": "liu2020",
    "cllsociety_icml2023": "siddiqi2023",
    "onclive_pirto": "lls_pirto2023",
    "onclive_rt2024": "kittai2024",
    "targetedonc2024": "siddiqi2023",
}
"""References that give figures of a report which the data hold under another key."""

_COUNT = re.compile(r"(?<![\d.,–])(\d+)(?:/| of (?:the )?(?:these )?)(\d+)(?![\d,])(?!%)")
_INTERVAL = re.compile(r"\bCI (\d[\d.]*\d|\d)(?:–| to )(\d[\d.]*\d|\d)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def prose(name: str) -> Prose:
    """Return a page of docs/, or what the first page answers."""
    return read_prose(ROOT / name) if name.endswith(".md") else read_answers(ROOT / name)


def stated(text: str) -> list[tuple[str, set[float]]]:
    """Return each count and each interval of a sentence, as written and as the numbers that it holds."""
    found = [*_COUNT.finditer(without_names(text)), *_INTERVAL.finditer(without_citations(text))]
    return [(hit[0], {float(part) for part in hit.groups() if part}) for hit in found]


def numbers(value: object) -> set[float]:
    """Return all numbers of a result, those of its notes too."""
    if isinstance(value, dict):
        return set().union(*(numbers(part) for name, part in value.items() if name != "sources"))
    if isinstance(value, list):
        return set().union(*map(numbers, value))
    return {float(number) for number in _NUMBER.findall(str(value))}


def missing(text: str, data: dict[str, list[set[float]]]) -> list[str]:
    """Return the counts and intervals of a sentence that no result of a cited report holds."""
    results = [result for key in citations(text) for result in data.get(READ_FOR.get(key, key), [])]
    return [written for written, figure in stated(text) if not any(figure <= result for result in results)]


@pytest.fixture(scope="module")
def data() -> dict[str, list[set[float]]]:
    studies = yaml.safe_load((ROOT / "refs" / "studies.yml").read_text(encoding="utf-8"))["studies"]
    return {
        report["reference"]: [numbers(result) for result in report.get("results", [])]
        for study in studies
        for report in study["reports"]
    }


@pytest.mark.parametrize("name", PAGES)
def test_counts_and_intervals_are_those_of_the_cited_report(name: str, data: dict[str, list[set[float]]]) -> None:
    wrong = [
        f"{name}:{item.line}: not in the data of a cited report: {written}: {item.text}"
        for item in statements(prose(name))
        for written in missing(item.text, data)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_flagship_states_figures_to_check(data: dict[str, list[set[float]]]) -> None:
    checked = [written for name in PAGES for item in statements(prose(name)) for written, _ in stated(item.text)]
    assert len(checked) > 60
    assert len(data) > 30


RATE = re.compile(r"result\('(?:pfs|os)_\dy\w*'|result\('dor_6y'")
"""Rates over time, which no count of patients stands behind."""


@pytest.mark.parametrize("name", PAGES)
def test_rates_over_time_are_told_as_rates_and_not_as_shares_of_patients(name: str) -> None:
    told = [item for item in statements(prose(name)) if RATE.search(item.text)]
    assert [item.text for item in told if not re.search(r"surviv|continued", item.text, re.IGNORECASE)] == []
    assert [item.text for item in told if re.search(r"\b(?:free of progression|alive)\b", item.text)] == []


REPORT = {"a2020": [{41.0, 87.0, 47.0, 36.0, 58.0}, {12.4, 35.3}]}


@pytest.mark.parametrize(
    "text",
    [
        "Of all, 41 of 88 responded [@a2020].",
        "In 14/87 there was a response [@a2020].",
        "Response was 47% (95% CI 36–59) [@a2020].",
        "It lasted 35.3 months (95% CI 12.5 to not reached) [@a2020].",
        "Of all, 41 of 87 responded [@b2021].",
    ],
)
def test_a_figure_that_the_report_lacks_is_found(text: str) -> None:
    assert len(missing(text, REPORT)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Of all, 41 of 87 responded (47%, 95% CI 36–58) [@b2021; @a2020].",
        "| Any response | 41/87 | [@a2020] |",
        "It lasted 35.3 months (95% CI 12.4 to not reached) [@a2020].",
        "A phase 1/2 trial of 2024 [@a2020].",
    ],
)
def test_a_figure_of_the_report_is_left_alone(text: str) -> None:
    assert missing(text, REPORT) == []
