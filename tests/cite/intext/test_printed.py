from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from litreview.cite.intext_style import (
    AUTHOR_DATE_APA,
    AUTHOR_DATE_CHICAGO,
    AUTHOR_MLA,
    NUMERIC_BRACKETS,
    NUMERIC_EACH_IN_BRACKETS,
    NUMERIC_SUPERSCRIPT_AMA,
)
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.text import Text
from tests.cite.citing import Dom, bibliography, cite, reference, to_html

STYLES = {
    "nlm": NUMERIC_BRACKETS,
    "apa": AUTHOR_DATE_APA,
    "chicago": AUTHOR_DATE_CHICAGO,
    "mla": AUTHOR_MLA,
    "ama": NUMERIC_SUPERSCRIPT_AMA,
    "ieee": NUMERIC_EACH_IN_BRACKETS,
}
CASES: list[dict[str, str]] = yaml.safe_load(Path(__file__).with_name("printed.yml").read_text(encoding="utf-8"))
REFERENCES = bibliography(
    reference("adams", "Adams, Ann", "Zhu, Li", "Zorn, Z.", year=2020),
    reference("brown", "Brown, Bea", year=2021),
    reference("clark", "Clark, Cy", "Dunn, Di", year=2022),
    reference("evans", "Evans, Eve", year=2019),
    reference("who", "World Health Organization", year=2018),
    reference("guidance", year=2017, title="Guidance on cells: third edition", type_="report"),
    reference("fox", "Fox, Flo"),
    replace(reference("green", "Green, Gus"), dates={"issued": Date((2022,), inferred=True)}),
    reference("hall-first", "Hall, Hal", year=2020, title="First look"),
    reference("hall-second", "Hall, Hal", year=2020, title="A second look"),
    reference("smith-j", "Smith, John", year=2020),
    reference("smith-a", "Smith, Anna", year=2021),
    reference("kim-lee", "Kim, K.", "Lee, L.", "Moon, M.", year=2020),
    reference("kim-park", "Kim, K.", "Park, P.", "Moon, M.", year=2020),
    replace(
        reference("gogh", year=2015),
        names={"author": NameList((Name(family="Gogh", given="Vincent", non_dropping_particle="van"),))},
    ),
    replace(reference("press", "Ito, Ichi", "others"), dates={"issued": Date(literal="in press")}),
    replace(reference("kant", "Kant, Imm"), dates={"issued": Date((1998,)), "original-date": Date((1781,))}),
    replace(reference("iqbal", "Iqbal, Ian"), texts={"status": Text.plain("forthcoming")}),
    reference("essay", year=2011, title="Ageing with grace: a study"),
    reference("hall-undated", "Hall, Hal", title="Third look"),
)


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60
    assert len({case["source"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("source", "style", "expected"),
    [
        pytest.param(case["source"], style, case[style], id=f"{style} {case['source']}")
        for case in CASES
        for style in STYLES
        if style in case
    ],
)
def test_a_citation_prints_as_its_style_has_it(source: str, style: str, expected: str) -> None:
    site = cite(source, REFERENCES, STYLES[style], opening=tuple(REFERENCES))
    assert Dom(to_html(site.pages[0].source)).text == expected


def test_the_guide_shows_every_case_as_it_prints() -> None:
    guide = (Path(__file__).parents[3] / "guide" / "in-text.md").read_text(encoding="utf-8")
    rows = [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in guide.splitlines() if line.startswith("| `")]
    shown = [(row[0], row[1], row[3]) for row in rows]
    assert shown == [(f"`{case['source']}`".replace("\n", "⏎"), case["nlm"], case["apa"]) for case in CASES]
