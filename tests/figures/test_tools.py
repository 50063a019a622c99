"""The tools and checklists that come with litreview: known by name, drawn whole, and told apart."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml
from tests.figures.conftest import Drawn

from litreview.model.checklists import CHECKLISTS
from litreview.model.tools import DOMAINS, LEVELS, TOOLS

Draw = Callable[..., Drawn]
#: How many domains each tool has, as its authors count them; of AMSTAR 2 items.
COUNTS = {
    "rob2": 5,
    "robins-i": 7,
    "robins-i-v2": 6,
    "robins-e": 7,
    "quadas-2": 7,
    "probast": 7,
    "robis": 4,
    "amstar-2": 16,
}
#: How many items each checklist has, as its authors number them, letters apart.
ITEMS = {"prisma-2020": 27, "prisma-lsr": 31, "prisma-s": 16, "prisma-scr": 22, "prisma-p": 17}


def test_the_tools_are_those_that_are_documented() -> None:
    assert {name: len(domains) for name, domains in DOMAINS.items()} == COUNTS
    assert set(TOOLS) == {*COUNTS, "jbi", "custom"}
    for domains in DOMAINS.values():
        assert len({domain.id for domain in domains}) == len({domain.name for domain in domains}) == len(domains)
    assert {name: len({item.rstrip("abcdef") for item in one.items}) for name, one in CHECKLISTS.items()} == ITEMS


@pytest.mark.parametrize("tool", list(DOMAINS))
def test_every_level_of_every_tool_is_known_and_drawn(draw: Draw, tool: str) -> None:
    levels, domains = LEVELS[tool], DOMAINS[tool]
    assessments = [
        {
            "label": f"Row {level.id}",
            "judgements": {domain.id: {"level": level.id, "support": "Seen."} for domain in domains},
            "overall": {"level": level.id, "support": "All alike."},
        }
        for level in levels
    ]
    data = yaml.safe_dump({"appraisals": {"one": {"title": "T", "tool": tool, "assessments": assessments}}})
    page = draw("# R\n\n```risk-of-bias\n```\n", {"refs/risk-of-bias.yml": data})
    assert page.said == []
    assert all(level.name in page.words for level in levels)
    assert all(domain.name in page.words for domain in domains)


@pytest.mark.parametrize("name", list(CHECKLISTS))
def test_every_item_of_a_checklist_stands_in_its_table(draw: Draw, name: str) -> None:
    items = list(CHECKLISTS[name].items)
    answers = {items[0]: "results.md"}
    data = {"checklist": answers} if name == "prisma-2020" else {"checklists": {name: answers}}
    body = f"# R\n\n```prisma-checklist\nchecklist: {name}\n```\n"
    page = draw(body, {"refs/screening.yml": yaml.safe_dump(data), "docs/methods.md": "# Methods\n"})
    assert page.said == []
    assert f"{CHECKLISTS[name].name} checklist" in page.words
    assert [item for item in items if not re.search(rf"\b{item}\. ", page.words)] == []
    assert page.words.count("Not answered") == len(items) - 1


def test_an_item_of_another_checklist_is_named(draw: Draw) -> None:
    said = draw("# R\n", {"refs/screening.yml": "checklists:\n  prisma-s: {L1: results.md}\n"}).said
    assert any("the PRISMA-S checklist has no item “L1”" in line for line in said)


def test_a_checklist_without_an_answer_is_not_drawn(draw: Draw) -> None:
    screening = {"refs/screening.yml": 'checklist: {"1": results.md}\n'}
    said = draw("# R\n\n```prisma-checklist\nchecklist: prisma-p\n```\n", screening).said
    assert any("answers no item of the PRISMA-P checklist" in line for line in said)
