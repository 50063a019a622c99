"""screening.yml, risk-of-bias.yml and summary-of-findings.yml: drawn as they are, and each slip named."""

from __future__ import annotations

import re

import pytest
from tests.figures.conftest import EXAMPLE, Draw

from litreview.builders.tree import build_tree
from litreview.cli.project import find_project

SCREENING = (EXAMPLE / "refs" / "screening.yml").read_text(encoding="utf-8")
RISK = (EXAMPLE / "refs" / "risk-of-bias.yml").read_text(encoding="utf-8")


def test_the_flow_has_every_number_and_the_lists_behind_them(draw: Draw) -> None:
    page = draw("# R\n\n```prisma-flow\n```\n")
    assert page.said == []
    for line in (
        "Records identified (n = 220) MEDLINE (n = 120) Embase (n = 95) ClinicalTrials.gov (n = 5)",
        "Duplicates (n = 60)",
        "Records screened (n = 150) Records excluded (n = 120)",
        "Reports not retrieved (n = 2)",
        "Black tea (n = 1) [ 1 ]",
        "Identification of studies via other methods Records identified (n = 10)",
        "New studies included in the review (n = 4)",
        "Total studies included in the review (n = 5)",
    ):
        assert line in page.words


@pytest.mark.parametrize(
    ("gone", "streams", "last"),
    [
        ((), 3, "Total studies"),
        (("previous", "total"), 2, "Studies included in the review (n = 4)"),
        (("other",), 2, "Total studies"),
        (("previous", "total", "other"), 1, "Studies included in the review (n = 4)"),
    ],
)
def test_the_data_choose_among_the_four_templates(draw: Draw, gone: tuple[str, ...], streams: int, last: str) -> None:
    text = SCREENING
    for name in gone:
        text = re.sub(rf"^{name}:.*\n(?:  .*\n)*", "", text, flags=re.MULTILINE)
    page = draw("# R\n\n```prisma-flow\n```\n", {"refs/screening.yml": text})
    assert page.html.count('class="flow-stream"') == streams
    assert last in page.words


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("screened: 150", "screened: 160", "26:13", "screened is 160, but 220 identified less 70 removed is 150"),
        ("sought: 30", "sought: 31", "28:11", "sought is 31, but 150 screened less 120 excluded is 30"),
        ("assessed: 28", "assessed: 29", "30:13", "assessed is 29, but 30 sought less 2 not retrieved is 28"),
        ("Not about tea: 20", "Not about tea: 200", "32:5", "205 excluded reports are more than the 28 assessed"),
        (
            "  reports: {n: 4,",
            "  reports: {n: 5,",
            "44:16",
            "reports is 5, but 28 assessed less 25 excluded plus 5 assessed",
        ),
        (
            "total: {studies: 5,",
            "total: {studies: 6,",
            "45:18",
            "total: studies is 6, but 1 of the earlier version plus 4 new is 5",
        ),
        ("references: fir2018", "references: [fir2018, elm2023]", "36:19", "2 references are listed for the number 1"),
        ("references: fir2018", "references: firr2018", "36:19", "unknown reference: firr2018"),
        ('"16a"', '"16c"', "51:10", "the PRISMA 2020 checklist has no item “16c”"),
        ("    results: 120", "    results: 121", "22:25", "MEDLINE: 120 were identified, but its searches found 121"),
        ("total: {studies: 5, reports: 5}\n", "", "20:11", "previous is given without total"),
        ("previous: {studies: 1, reports: 1}\n", "", "44:8", "total is given without previous"),
        (
            '"1": index.md',
            '"1": ../index.md',
            "48:8",
            "item 1 of the checklist is answered by “../index.md”, which is no",
        ),
        ('"1": index.md', '"1": javascript:alert(1)', "48:8", "which is no page of docs/"),
        ('"1": index.md', '"1": https://example.org/', "48:8", "which is no page of docs/"),
        ("duplicates: 60", "duplicates: sixty", "24:15", "has to be a whole number"),
    ],
)
def test_a_slip_in_the_selection_is_an_error_with_its_place(
    draw: Draw, old: str, new: str, place: str, message: str
) -> None:
    assert SCREENING.count(old) == 1
    said = draw("# R\n", {"refs/screening.yml": SCREENING.replace(old, new)}).said
    assert any(
        line.startswith(f"refs/screening.yml:{place}") and ": error: " in line and message in line for line in said
    ), said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("D2: {level: some-concerns, support: Drinkers", "D2: {level: some, support: Drinkers", "no level “some”"),
        (
            "D3: {level: low, support: All were followed.}\n          D4: {level: high",
            "D9: {level: low, support: x}\n          D4: {level: high",
            "no domain “D9”",
        ),
        ("study: beech", "study: beach", "no study has the id “beach” (did you mean beech?)"),
        ("tool: quadas-2", "tool: quadas", "`tool` has to be one of"),
    ],
)
def test_a_judgement_that_no_tool_knows_is_an_error(draw: Draw, old: str, new: str, message: str) -> None:
    assert RISK.count(old) == 1
    said = draw("# R\n", {"refs/risk-of-bias.yml": RISK.replace(old, new)}).said
    assert any(re.match(r"refs/risk-of-bias\.yml:\d+:\d+: error: ", line) and message in line for line in said), said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trials", "+ Low − Some concerns + Low × High + Low × High"),
        ("cohorts", "× Serious − Moderate + Low ? No information + Low ! Critical − Moderate ! Critical"),
        ("tests", "+ Low ? Unclear + Low × High"),
        ("series", "+ Yes − Unclear"),
        ("house", "× Stale"),
    ],
)
def test_each_judgement_has_a_symbol_and_a_word(draw: Draw, name: str, words: str) -> None:
    page = draw(f"# R\n\n```risk-of-bias\nappraisal: {name}\n```\n")
    assert page.said == []
    assert words in page.words


def test_each_judgement_shows_what_it_rests_on(draw: Draw) -> None:
    page = draw("# R\n\n```risk-of-bias\nappraisal: trials\n```\n")
    assert "Deviations from the intended interventions : − Some concerns . Drinkers knew what they drank." in page.words


def test_a_set_without_assessments_is_named(draw: Draw) -> None:
    files = {"refs/risk-of-bias.yml": "appraisals: {a: {title: T, tool: rob2}}\n"}
    assert draw("# R\n\n```risk-of-bias\nappraisal: a\n```\n", files).said == [
        "docs/results.md:4:12: error: risk-of-bias: the set of assessments “a” has none [figure-block]"
    ]


def test_certainty_is_told_in_words(draw: Draw) -> None:
    page = draw("# R\n\n```summary-of-findings\n```\n")
    assert page.said == []
    assert "⊕⊕◯◯ Low a Green tea may help a little." in page.words
    assert "a risk of bias; imprecision" in page.words


def test_methods_have_dates_strings_and_a_checklist_that_links(draw: Draw) -> None:
    page = draw("# R\n\n```searches\n```\n\n```prisma-checklist\n```\n")
    assert page.said == []
    assert "30 June 2024" in page.words
    assert "1. exp tea/ 2. sleep.ti,ab. 3. 1 and 2" in page.words
    assert "[Methods, Searches](methods.md#searches)" in page.words
    assert page.words.count("Not answered") == 42 - 5


def test_the_data_make_pages_of_their_own() -> None:
    tree = build_tree(find_project(EXAMPLE))
    assert not tree.failed
    screening, appraisal = (tree.pages[path].markdown for path in ("screening/index.md", "risk-of-bias/index.md"))
    assert re.findall(r'data-figure="([a-z-]+)" id="(figure-\d)"', screening) == [
        ("searches", "figure-1"),
        ("prisma-flow", "figure-2"),
        ("prisma-checklist", "figure-3"),
    ]
    assert re.findall(r'data-figure="([a-z-]+)"', appraisal) == ["risk-of-bias"] * 5 + ["summary-of-findings"]
    assert 'data-key="fir2018" href="#ref-fir2018"' in screening
    assert 'id="ref-fir2018"' in screening.replace("{ #ref-fir2018", 'id="ref-fir2018"')


VERSIONS = """\
versions:
  - {version: 1.0, searched: 2022-06-30, identified: 210, screened: 160, studies: 1, reports: 1}
  - {version: 1.1, searched: 2023-06-30, identified: 60, studies: 0, reports: 0}
"""


def test_versions_stand_side_by_side_with_what_is_included_so_far(draw: Draw) -> None:
    page = draw("# R\n\n```versions-flow\n```\n", {"refs/screening.yml": VERSIONS + SCREENING})
    assert page.said == []
    for row in (
        "Version 1.0 (30 June 2022) Version 1.1 (30 June 2023) This version (30 June 2024)",
        "Records identified 210 60 230",
        "Records screened 160 150",
        "Studies newly included 1 0 4 Studies included so far 1 1 5",
        "Reports newly included 1 0 4 Reports included so far 1 1 5",
    ):
        assert row in page.words


def test_earlier_versions_are_what_an_update_begins_with(draw: Draw) -> None:
    screening = VERSIONS.replace("studies: 0", "studies: 2") + SCREENING
    said = draw("# R\n", {"refs/screening.yml": screening}).said
    assert any("previous: studies is 1, but that of the 2 earlier versions together is 3" in line for line in said), (
        said
    )


def test_a_flow_without_screening_has_no_box_for_it(draw: Draw) -> None:
    unscreened = re.sub(r"  (?:screened|excluded): 1[25]0\n", "", SCREENING)
    said = draw("# R\n", {"refs/screening.yml": unscreened}).said
    assert any("databases: sought is 30, but 220 identified less 70 removed is 150" in line for line in said), said
    half = SCREENING.replace("  screened: 150\n", "")
    said = draw("# R\n", {"refs/screening.yml": half}).said
    assert any("screened and excluded go together" in line for line in said), said
    whole = unscreened.replace("duplicates: 60", "duplicates: 180")
    page = draw("# R\n\n```prisma-flow\n```\n", {"refs/screening.yml": whole})
    assert page.said == []
    assert "Records screened" not in page.words
    assert "Reports sought for retrieval (n = 30)" in page.words
