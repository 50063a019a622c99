from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from litreview.cite.intext_style import AUTHOR_DATE_APA, NUMERIC_BRACKETS, NUMERIC_SUPERSCRIPT_AMA, InTextStyle
from tests.cite.citing import Dom, bibliography, cite, reference, to_html

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("placements.yml").read_text(encoding="utf-8"))
REFERENCES = bibliography(
    reference("a", "Adams, Ann", "Zhu, Li", "Zorn, Z", year=2020),
    reference("b", "Brown, Bea", year=2021),
    reference("c", "Clark, Cy", year=2022),
    reference("müller2020", "Müller, M", year=2020),
    reference("DBLP:conf/x", "Diaz, D", year=2019),
    reference("10.1000/a(b)", "Evans, E", year=2018),
    reference("odd_", "Odd, O", year=2017),
)


def test_the_table_covers_both_sides() -> None:
    assert sum(bool(case["cites"]) for case in CASES) >= 60
    assert sum(not case["cites"] for case in CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)


def check(case: dict[str, Any], style: InTextStyle) -> None:
    site = cite(case["source"], REFERENCES, style)
    page = Dom(to_html(site.pages[0].source))
    # What is printed is what a builder then shows: every citation, in this order, and nothing else.
    assert page.keys == case["cites"]
    assert list(site.pages[0].keys) == list(dict.fromkeys(case["cites"]))
    assert set(site.mentions) == set(case["cites"])
    assert not [d for d in site.diagnostics if d.rule == "unknown-citation"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_citations_are_found_where_text_is(case: dict[str, Any]) -> None:
    check(case, NUMERIC_BRACKETS)


@pytest.mark.parametrize("style", [AUTHOR_DATE_APA, NUMERIC_SUPERSCRIPT_AMA])
@pytest.mark.parametrize("case", [case for case in CASES if case["cites"]], ids=lambda case: case["name"])
def test_other_styles_survive_in_the_same_places(case: dict[str, Any], style: InTextStyle) -> None:
    check(case, style)


# An escaped "@" is written as a character reference: Markdown knows no such escape.
@pytest.mark.parametrize(
    "case",
    [case for case in CASES if not case["cites"] and r"\@" not in case["source"]],
    ids=lambda case: case["name"],
)
def test_a_page_without_citations_keeps_its_bytes(case: dict[str, Any]) -> None:
    assert cite(case["source"], REFERENCES, NUMERIC_BRACKETS).pages[0].source == case["source"]
