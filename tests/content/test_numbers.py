"""The flagship's figures recomputed from their counts by YAML and arithmetic, with none of the project's own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import comb
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PRINTERS = re.compile(
    r"https?://(?:www\.)?(?:"
    r"(?:pmc|pubmed)\.ncbi\.nlm\.nih\.gov|ashpublications\.org/blood|haematologica\.org|jci\.org|nature\.com|"
    r"clinicaltrials\.gov|fda\.gov|api\.fda\.gov|ec\.europa\.eu)[/.a-z]*"
)
"""Where journals, registries and regulators print what a plot may show."""

COPIES = {
    "discovery.researcher.life": "meeting abstract",
    "searchworks.jioinstitute.edu.in": "copy of the paper's abstract",
}
"""Hosts of copied abstracts, which a plot may show where its caption says in these words what they are."""


class _Exact(yaml.SafeLoader):
    """Keeps the digits of a number, which tell how it was rounded."""


_Exact.add_constructor("tag:yaml.org,2002:float", lambda _, node: str(node.value))
STUDIES = yaml.load((ROOT / "refs" / "studies.yml").read_text(encoding="utf-8"), _Exact)  # noqa: S506 - a SafeLoader


def results() -> Iterator[tuple[str, bool, dict[str, Any]]]:
    for study in STUDIES["studies"]:
        for report in study["reports"]:
            for result in report.get("results", []):
                yield report["reference"], report.get("plotted", False), result


def tail(n: int, total: int, share: float) -> float:
    """The probability of n or more of a total."""
    return sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(n, total + 1))


def exact(n: int, total: int) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson in percent, by halving."""

    def root(*, rising: bool) -> float:
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            at = tail(n, total, middle) if rising else 1 - tail(n + 1, total, middle)
            low, high = (middle, high) if (at < 0.025) == rising else (low, middle)
        return 100 * low

    return (root(rising=True) if n else 0.0), (root(rising=False) if n < total else 100.0)


def digits(value: object) -> int:
    return len(str(value).partition(".")[2])


def rounds_to(value: float, printed: object) -> bool:
    """Whether a value rounds to what is printed; a half may go either way."""
    return abs(value - float(str(printed))) <= 0.5 / float(10 ** digits(printed)) + 1e-9


def test_every_percentage_is_that_of_its_counts() -> None:
    wrong = [
        (key, result)
        for key, _, result in results()
        if "n" in result and "total" in result and "percent" in result
        if not rounds_to(100 * result["n"] / result["total"], result["percent"])
    ]
    assert wrong == []


def test_a_count_derived_from_a_percentage_is_the_only_one() -> None:
    for key, _, result in results():
        if "derived from the percentage" in result.get("counts", ""):
            fits = (
                [n for n in range(result["total"] + 1) if rounds_to(100 * n / result["total"], result["percent"])]
                if ("percent" in result)
                else [result["n"]]
            )
            assert fits == [result["n"]], (key, result)


def test_published_intervals_are_exact_intervals_of_the_counts() -> None:
    checked = 0
    for key, _, result in results():
        if "reproduces the published interval" in result.get("counts", ""):
            for bound, printed in zip(exact(result["n"], result["total"]), result["interval"], strict=True):
                assert rounds_to(bound, printed), (key, result, bound)
            checked += 1
    assert checked >= 9


def test_sums_are_sums() -> None:
    sums = 0
    for key, _, result in results():
        if result.get("counts", "").startswith("summed"):
            parts = [int(number) for number in re.findall(r"(?<!grade )\b(\d+)\b(?= \+|$)", result["counts"])]
            assert sum(parts) == result["n"], (key, result["counts"], parts)
            sums += 1
    assert sums >= 3


def test_nine_of_forty_nine_is_the_only_count_of_the_primary_endpoint() -> None:
    fits = [
        (n, total)
        for total in range(30, 101)
        for n in range(total + 1)
        if rounds_to(100 * n / total, "18.4") and f"{tail(n, total, 0.05):.4f}" == "0.0006"
    ]
    assert fits == [(9, 49)]
    assert [round(bound) for bound in exact(9, 49)] == [9, 32]
    assert [n for n in (21, 31, 29) if not any(rounds_to(100 * n / 49, p) for p in ("42.9", "63.3", "59.2"))] == []


def test_half_of_the_treatments_is_four_of_eight() -> None:
    fits = [
        (n, total)
        for total in range(1, 47)
        for n in range(total + 1)
        if rounds_to(100 * n / total, 50) and all(map(rounds_to, exact(n, total), (16, 84)))
    ]
    assert fits == [(4, 8)]


IMPOSSIBLE = [("51", 46), ("37", 69), ("36", 54), ("63", 66), ("87.5", 13), ("60.3", 16), ("46.9", 16)]


@pytest.mark.parametrize(("percent", "total"), IMPOSSIBLE)
def test_percentages_that_the_pages_call_impossible_are(percent: str, total: int) -> None:
    assert not any(rounds_to(100 * n / total, percent) for n in range(total + 1))


def plots() -> list[dict[str, Any]]:
    """Return the forest plots of the pages, and that of the first page, if it has one."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    found = re.findall(r"^```forest-plot\n(.*?)^```", pages, re.MULTILINE | re.DOTALL)
    review = yaml.safe_load((ROOT / "refs" / "review.yml").read_text(encoding="utf-8"))
    return [*map(yaml.safe_load, found), *filter(None, [review.get("main_studies")])]


@pytest.mark.parametrize("plot", plots(), ids=lambda plot: str(plot["outcome"]))
def test_what_is_plotted_rests_on_a_journal_a_registry_or_a_regulator(plot: dict[str, Any]) -> None:
    keys = [plot["reports"]] if isinstance(plot["reports"], str) else plot["reports"]
    rows = [
        (key, set(result["sources"]))
        for key, _, result in results()
        if key in keys and result["outcome"] == plot["outcome"] and ("label" not in result or plot.get("labelled"))
    ]
    assert {key for key, _ in rows} == set(keys)
    for key, sources in rows:
        told = any(host in source and words in plot["caption"] for source in sources for host, words in COPIES.items())
        assert told or any(map(PRINTERS.match, sources)), (key, sources)


@pytest.mark.parametrize(
    "source",
    [
        "https://www.targetedonc.com/view/x",
        "https://ashpublications.org/ashclinicalnews/news/1513",
        "https://fda.einnews.com/pr_news/1",
    ],
)
def test_news_and_mirrors_are_not_where_a_plot_may_rest(source: str) -> None:
    assert not PRINTERS.match(source)
