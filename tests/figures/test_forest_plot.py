"""Forest plots: who stands in them, with which interval, and when nothing is pooled."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.figures.conftest import Draw

from litreview.builders.prepare import prepare_review
from litreview.cli.project import find_project

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def flagship() -> dict[str, str]:
    """The flagship's pages with figures and citations."""
    gathered = prepare_review(find_project(ROOT))
    return {page.path: page.source for page in gathered.cited.pages}


def rows(page: str, number: int = 0) -> list[tuple[str, ...]]:
    """Report, counts and estimate of each row of a forest plot."""
    figure = re.findall(r'<figure[^>]*data-figure="forest-plot".*?</figure>', page, re.DOTALL)[number]
    found = []
    for report, row in re.findall(r'<tr[^>]*data-report="([^"]+)"[^>]*>(.*?)</tr>', figure, re.DOTALL):
        cells = [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        found.append((report, *(re.sub(r"^\[(.*)\]\(\S+\)$", r"\1", cell) for cell in cells if cell)))
    return found


def test_the_flagship_counts_each_group_of_patients_once(flagship: dict[str, str]) -> None:
    assert rows(flagship["response.md"]) == [
        ("frey2020", "9/32", "28% (14–47)"),
        ("geyer2019", "3/12", "25% (5–57)"),
        ("siddiqi2023", "9/49", "18.4% (9–32)"),
    ]


def test_richter_transformation_shares_no_table_with_cll(flagship: dict[str, str]) -> None:
    cohorts = {"kittai2024", "benjamini2024", "beyarkatz2025"}
    for path, page in flagship.items():
        for figure in re.findall(
            r'<figure[^>]*data-figure="(?:evidence-table|forest-plot)".*?</table>', page, re.DOTALL
        ):
            reports = set(re.findall(r'<a class="citation" data-key="([^"]+)"', figure))
            assert not reports & cohorts or reports <= cohorts, path
    assert flagship["richter.md"].count('data-figure="evidence-table"') == 2


def test_nothing_on_the_flagship_is_pooled(flagship: dict[str, str]) -> None:
    pages = " ".join(flagship.values())
    assert pages.count('data-figure="forest-plot"') == 2
    assert "figure-summary" not in pages
    assert "plot-summary" not in pages


@pytest.mark.parametrize(
    ("panel", "reason"),
    [
        ("cll", "selection and criteria of response differ"),
        ("richter", "two of the cohorts may share patients"),
        ("mixed-disease", "the figures hold several diseases together"),
    ],
)
def test_a_summary_of_the_flagship_s_studies_is_refused(tmp_path: Path, panel: str, reason: str) -> None:
    for name in ("docs", "refs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    outcome = "cr" if panel == "mixed-disease" else "orr"
    block = f"```forest-plot\noutcome: {outcome}\npanels: {panel}\npool: {{}}\n```\n"
    (tmp_path / "docs" / "response.md").write_text(block, encoding="utf-8")
    said = [d for d in prepare_review(find_project(tmp_path)).diagnostics if d.rule == "figure-block"]
    assert [d.severity for d in said] == ["error"]
    assert f"are not pooled: {reason}" in said[0].message


def test_each_row_cites_its_reference(flagship: dict[str, str]) -> None:
    for page in ("response.md", "richter.md"):
        for report, row in re.findall(r'<tr[^>]*data-report="([^"]+)"[^>]*>(.*?)</tr>', flagship[page], re.DOTALL):
            assert f'<a class="citation" data-key="{report}"' in row


def test_a_summary_stands_under_its_studies(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: slept\npanels: green\npool: {method: reml}\n```\n")
    assert page.said == []
    assert "Random-effects summary 45% (31–60; prediction 0–100) 100%" in page.words
    assert "τ² = 0.1951, I² = 68.6%, Q = 5.96 (df = 2, P = 0.051)." in page.words
    assert "Variance between studies by restricted maximum likelihood; the summary’s interval is Wald’s." in page.words
    assert "The dashed line is the 95% prediction interval" in page.words
    assert 'class="plot-summary"' in page.html


def test_the_interval_of_a_summary_is_chosen(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: minutes\npool: {method: dl, interval: hartung-knapp}\n```\n")
    assert page.said == []
    assert "the method of DerSimonian and Laird; the summary’s interval is that of Hartung and Knapp" in page.words
    assert "Random-effects summary 11.76 min (−3.20 to 26.71; prediction −32.41 to 55.92) 100%" in page.words


def test_subgroups_of_one_report_are_rows_and_are_not_pooled(draw: Draw) -> None:
    block = "outcome: minutes\nreports: beech2020\nlabelled: true\n"
    page = draw(f"# R\n\n```forest-plot\n{block}```\n")
    assert page.said == []
    assert [row[1] for row in rows(page.html)] == [
        "20 min (5–35, published)",
        "14 min (−6 to 34, published)",
        "26 min (8–44, published)",
    ]
    assert "First week [ 2 ] 14 min" in page.words
    assert "Sample study two [ 2 ] 4 weeks 20 min" in page.words
    said = draw(f"# R\n\n```forest-plot\n{block}pool: {{}}\n```\n").said
    assert len(said) == 1
    assert said[0].startswith("docs/results.md:7:7: error: forest-plot: several results of one study are not pooled")


def mark_sizes(page: str) -> list[float]:
    return [float(size) for size in re.findall(r'<rect class="plot-point"[^>]* width="([\d.]+)"', page)]


def test_the_area_of_a_mark_goes_with_what_its_study_tells(draw: Draw) -> None:
    weighted = draw("# R\n\n```forest-plot\noutcome: woke\npool: {}\n```\n")
    weights = [float(w) for w in re.findall(r"([\d.]+)% (?=Sample|Random)", weighted.words)]
    areas = [size**2 for size in mark_sizes(weighted.html)]
    assert [area / max(areas) for area in areas] == pytest.approx([w / max(weights) for w in weights], abs=0.01)
    # Without a summary: by the precision of ratios, by the patients of proportions.
    precise = mark_sizes(draw("# R\n\n```forest-plot\noutcome: woke\n```\n").html)
    assert precise.index(max(precise)) == 2
    assert mark_sizes(draw("# R\n\n```forest-plot\noutcome: slept\npanels: green\n```\n").html) == pytest.approx(
        [14 * (n / 60) ** 0.5 for n in (40, 60, 45)], abs=0.05
    )


def test_what_the_sides_speak_for_is_said_in_words_and_beside_the_axis(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: woke\nfavours: [For tea, For water]\n```\n")
    assert page.said == []
    assert '<span class="plot-favours"><span>For tea</span><span>For water</span></span>' in page.html


def test_rows_are_sorted_as_told_and_a_chosen_value_has_a_line(draw: Draw) -> None:
    block = "outcome: minutes\nsort: estimate\ndescending: true\nat: 10\n"
    page = draw(f"# R\n\n```forest-plot\n{block}```\n")
    assert page.said == []
    assert [row[0] for row in rows(page.html)] == ["beech2020", "ash2019", "cedar2021"]
    assert page.html.count('class="plot-chosen"') == 3
    assert "The dotted line stands at 10, which the authors chose." in page.words
    wrong = "outcome: slept\npanels: green\nat: 120\n"
    said = draw(f"# R\n\n```forest-plot\n{wrong}```\n").said
    assert any("120 is no percentage" in line for line in said)


def test_a_title_is_a_sentence_over_the_caption_and_the_drawing_stands_alone(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: minutes\ntitle: Tea helps <some>.\npool: {method: fixed}\n```\n")
    assert page.said == []
    assert "Tea helps <some>. # Minutes of sleep gained, in 3 studies" in page.words
    assert "Source: Tea and sleep, an example review. Searched to 30 June 2024." in page.words
    drawing = ET.fromstring(page.file("figure-1.svg"))  # noqa: S314 - our own
    said = [text for text in drawing.itertext() if text.strip()]
    for words in ("Tea helps <some>.", "Sample study one (Ash 2019)", "Fixed-effect summary", "100%"):
        assert words in said
    data = page.file("figure-1.js")
    assert data.startswith("litreview.plotData({")
    assert '"pool":{"method":"fixed","interval":"wald"}' in data


def test_a_fixed_effect_has_no_prediction_and_the_interval_of_its_own(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: minutes\npool: {method: fixed}\n```\n")
    assert "prediction" not in page.words
    said = draw("# R\n\n```forest-plot\noutcome: minutes\npool: {method: fixed, interval: hartung-knapp}\n```\n").said
    assert any("the interval of Hartung and Knapp belongs to random effects" in line for line in said)


def test_a_negative_end_is_not_parted_by_a_dash(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: minutes\n```\n")
    assert "12 min (−4 to 28, published)" in page.words
    assert "20 min (5–35, published)" in page.words


RESULTS = """outcomes:
  slept: {name: Slept}
  woke: {name: Woke, kind: hazard-ratio}
  minutes: {name: Minutes, kind: mean-difference}
panels: {green: {name: Green}}
studies:
  - id: ash
    name: One
    panel: PANEL
    reports: [{reference: ash2019, results: [{FIRST}]}]
  - {id: beech, name: Two, panel: green, reports: [{reference: beech2020, results: [{SECOND}]}]}
  - {id: cedar, name: Three}
"""
PLAIN = "outcome: slept, n: 1, total: 2"


def drawn_with(draw: Draw, outcome: str, first: str, second: str = PLAIN, panel: str = "green") -> list[str]:
    studies = RESULTS.replace("PANEL", panel).replace("FIRST", first).replace("SECOND", second)
    page = f"# R\n\n```forest-plot\noutcome: {outcome}\npool: {{}}\n```\n"
    return draw(page, {"refs/studies.yml": studies}).said


@pytest.mark.parametrize(
    ("outcome", "first", "message"),
    [
        ("minutes", "outcome: minutes, estimate: 20, interval: [-5, 44.5]", "a summary needs at least two results"),
        (
            "woke",
            "outcome: woke, estimate: 1, interval: [1, 1]",
            "ash2019 cannot be pooled: its interval cannot be used",
        ),
        ("woke", "outcome: woke, estimate: 1e20, interval: [1e19, 1e21]", "no axis can be drawn for “Woke”"),
        ("woke", "outcome: woke, estimate: 1e-20, interval: [1e-21, 1e-19]", "no axis can be drawn for “Woke”"),
        ("minutes", "outcome: minutes, estimate: 1e308, interval: [-1e308, 1.7e308]", "no axis can be drawn"),
        ("minutes", "outcome: minutes, estimate: 1e-320, interval: [0, 1e-319]", "no axis can be drawn"),
        ("slept", "outcome: slept, n: 0, total: 0", "a summary needs at least two results"),
        ("woke", "outcome: woke, estimate: -1, interval: [-2, 3]", "no report gives a result"),
    ],
)
def test_numbers_out_of_all_bounds_are_named_and_break_nothing(
    draw: Draw, outcome: str, first: str, message: str
) -> None:
    said = drawn_with(draw, outcome, first)
    assert any(re.match(r"docs/results\.md:[45]:\d+: error: ", line) and message in line for line in said), said


def test_none_and_all_can_be_pooled(draw: Draw) -> None:
    assert drawn_with(draw, "slept", "outcome: slept, n: 0, total: 5", "outcome: slept, n: 5, total: 5") == []


def test_a_panel_that_is_not_declared_is_named_and_drawn(draw: Draw) -> None:
    studies = RESULTS.replace("PANEL", "gren").replace("FIRST", PLAIN).replace("SECOND", PLAIN)
    page = draw("# R\n\n```forest-plot\noutcome: slept\n```\n", {"refs/studies.yml": studies})
    assert [line.partition(": error: ")[2][:19] for line in page.said] == ["unknown panel: gren"]
    assert [row[0] for row in rows(page.html)] == ["beech2020", "ash2019"]


def test_ratios_stand_on_a_logarithmic_axis_with_the_line_of_no_effect(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: woke\n```\n")
    assert "0.80 (0.60–1.07, published)" in page.words
    assert page.html.count('class="plot-reference"') == 3
    labels = re.findall(r'class="plot-label"[^>]*>([^<]+)<', page.html)
    assert [unescape(label) for label in labels] == ["0.5", "1", "2"]


def test_an_open_interval_ends_in_an_arrow(draw: Draw) -> None:
    page = draw("# R\n\n```forest-plot\noutcome: onset\n```\n")
    assert "22 min (15–…, published)" in page.words
    assert page.html.count('class="plot-arrow"') == 1


@pytest.mark.parametrize(
    ("block", "place", "message"),
    [
        (
            "outcome: slept\npool: {method: reml}",
            "5:7",
            "results of several panels are not pooled: Green tea, Camomile tea",
        ),
        ("outcome: slept\npanels: camomile\npool: {}", "6:7", "are not pooled: the two cohorts may share drinkers"),
        ("outcome: onset\npool: {method: dl}", "5:7", "ash2019 cannot be pooled: medians are not pooled"),
        ("outcome: slept\nreports: [dogwood2022, elm2023]", "5:24", "elm2023 and dogwood2022 share patients (garden)"),
        ("outcome: sleppt", "4:10", "there is no outcome “sleppt” (did you mean slept?)"),
        ("outcome: slept\npanels: [green, blue]", "5:17", "there is no panel “blue”"),
        ("outcome: cups", "4:10", "holds no estimates: its kind is count"),
        ("outcome: slept\nreports: ashh2019", "5:10", "there is no report “ashh2019” (did you mean ash2019?)"),
        ("outcome: slept\nintervals: wald", "5:12", "`intervals` has to be one of exact, wilson"),
        ("outcom: slept", "4:1", "`outcom` has no meaning here (did you mean outcome?)"),
        ("outcome: slept\nfavours: [a, b]", "5:10", "has no line of no effect: its kind is proportion"),
        ("outcome: woke\nfavours: [a]", "5:10", "`favours` has to have"),
    ],
)
def test_what_cannot_be_drawn_is_named_where_it_is_written(draw: Draw, block: str, place: str, message: str) -> None:
    said = draw(f"# R\n\n```forest-plot\n{block}\n```\n").said
    assert any(line.startswith(f"docs/results.md:{place}: error: ") and message in line for line in said), said


def test_figures_read_at_second_hand_stay_out_and_are_named(draw: Draw) -> None:
    studies = (
        "outcomes: {slept: {name: Slept}}\nstudies:\n"
        "  - id: ash\n    name: One\n    reports:\n      - reference: ash2019\n        results:\n"
        "          - {outcome: slept, n: 1, total: 2, sources: secondary quotation in a file}\n"
        "  - id: beech\n    name: Two\n    reports:\n      - reference: beech2020\n        results:\n"
        "          - {outcome: slept, n: 3, total: 4}\n"
    )
    files = {"refs/studies.yml": studies, "refs/risk-of-bias.yml": "appraisals: {}\n"}
    page = draw("# R\n\n```forest-plot\noutcome: slept\n```\n", files)
    assert [row[0] for row in rows(page.html)] == ["beech2020"]
    assert "Left out: One (read at second hand alone)." in page.words
