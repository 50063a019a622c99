"""Blocks in pages: where they count, what they say when they are wrong, and that places stay the author's own."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.figures.conftest import EXAMPLE, ROOT, Draw

from litreview.builders.prepare import prepare_review
from litreview.cli import main
from litreview.cli.project import find_project
from litreview.figures.registry import all_figures
from litreview.model.source_map import Edit, rewrite

GUIDE = ROOT / "guide" / "figures"


def test_findings_behind_a_figure_name_the_lines_that_the_author_wrote(draw: Draw) -> None:
    page = (
        "---\ntitle: R\n---\n\n# R\n\n```forest-plot\noutcome: slept\n```\n\n"
        "Value {{ study('ash').result('slept').n }}, then [@nobody].\n"
    )
    assert [line.partition(" No ")[0] for line in draw(page).said] == ["docs/results.md:11:51: error:"]


@pytest.mark.parametrize(
    ("page", "place", "message"),
    [
        (
            "```forest-plott\noutcome: slept\n```\n",
            "3:1: warning",
            "there is no figure “forest-plott” (did you mean forest-plot?)",
        ),
        ("```{forest-plot}\n```\n", "3:1: warning", "there is no figure “{forest-plot}” (did you mean forest-plot?)"),
        ("```Forest-Plot\n```\n", "3:1: warning", "(did you mean forest-plot?)"),
        ("```timelne\n```\n", "3:1: warning", "(did you mean timeline?)"),
        (
            "```timeline first=2000\n```\n",
            "3:1: warning",
            "did you mean timeline? Its options stand in the lines of the block.",
        ),
        ("a\u2028b\x0cc\n\n```forest-plot\noutcome: x\n```\n", "6:10: error", "there is no outcome “x”"),
        ("- list\n\n    ```timeline\n    ```\n", "5:1: error", "the block timeline is indented"),
        ("```timeline\nlast: 2000\n", "3:1: error", "the block timeline does not end"),
        ("```timeline\n```\n", "3:1: error", "timeline: there is no refs/timeline.yml to draw this from"),
        ("~~~evidence-table\ncolumns: [slept, colour]\n~~~\n", "4:18: error", "no outcome or characteristic “colour”"),
        ("```evidence-table\n```\n", "4:1: error", "`columns` is missing"),
        ("```forest-plot\noutcome: [\n```\n", "4:11: error", "did not find expected node content"),
        ("```references\nkeys: [ash2019, ahs2019]\n```\n", "4:17: error", "(did you mean ash2019?)"),
        ("```publications-by-year\nfirst: 2050\n```\n", "3:1: error", "no reference fits these options"),
        ("```risk-of-bias\n```\n", "3:1: error", "say appraisal: one of trials, cohorts, tests, series, house"),
    ],
)
def test_a_block_that_cannot_be_drawn_says_where_and_why(draw: Draw, page: str, place: str, message: str) -> None:
    said = draw(f"# R\n\n{page}").said
    assert any(line.startswith(f"docs/results.md:{place}: ") and message in line for line in said), said


@pytest.mark.parametrize(
    "page", ["````markdown\n```timeline\n```\n````\n", "```python\ntimeline()\n```\n", "    ```\n    x\n    ```\n"]
)
def test_other_code_stays_code(draw: Draw, page: str) -> None:
    drawn = draw(f"# R\n\n{page}")
    assert drawn.html == f"# R\n\n{page}"
    assert drawn.said == []


@pytest.mark.parametrize("comment", ["<!--\n{}\n-->\n", "<!-- x\n\n{}\n\ny -->\n"])
def test_a_figure_that_is_commented_out_is_left_alone(draw: Draw, comment: str) -> None:
    page = "# R\n\n" + comment.format("```forest-plot\noutcome: x\n```")
    drawn = draw(page)
    assert drawn.html == page
    assert drawn.said == []
    after = draw(f"{page}\n```forest-plot\noutcome: slept\npanels: green\n```\n")
    assert after.html.count("data-figure=") == 1
    # What begins like a comment and does not end is none.
    assert draw("# R\n\n<!--\n\n```forest-plot\noutcome: x\n```\n").said


def test_data_acts_as_nothing(draw: Draw) -> None:
    evil = "*a* [@ash2019] {{ 7*7 }} <b>x</b> `c` | $y$"
    studies = f"""outcomes: {{slept: {{name: Slept}}}}
studies:
  - id: ash
    name: Sample study one
    reports:
      - reference: ash2019
        label: '{evil}'
        characteristics: {{design: '{evil}'}}
        results: [{{outcome: slept, n: 1, total: 2, note: '{evil}'}}]
  - id: beech
    name: Two
    reports: []
  - id: cedar
    name: Three
    reports: []
"""
    blocks = "# R\n\n```forest-plot\noutcome: slept\n```\n\n```evidence-table\ncolumns: [slept, design]\n```\n"
    page = draw(blocks, {"refs/studies.yml": studies})
    assert page.said == []
    assert page.words.count(evil) == 3
    assert "<b>x</b>" not in page.html
    assert page.html.count('class="citation"') == 2


#: Names and numbers that other values point to; all else in the data is text.
POINTERS = {
    "id", "panel", "overlap_group", "outcome", "kind", "reference", "references", "study", "tool", "level", "tone",
    "certainty", "row", "column", "direction", "evidence", "date", "searched", "plotted", "page", "checklist",
}  # fmt: skip
EVIL = "§[x](javascript:alert(1)) <b>b</b> **c** `d` [@ash2019] {{ 7*7 }} --8<-- f | *[g]: h !!! i ~~j~~ ++k++ :l: $m$"


def spoilt(value: object, name: str = "") -> object:
    """A YAML value whose every text has markup at its end, and every free name too."""
    if isinstance(value, dict):
        free = name in {"identified", "registers", "excluded_reports"}
        return {f"{k} {EVIL}" if free else k: v if k in POINTERS else spoilt(v, k) for k, v in value.items()}
    if isinstance(value, list):
        # Rows of findings are named by their outcome, which points nowhere.
        return [{**spoilt(v), "outcome": EVIL} if name == "findings" else spoilt(v, name) for v in value]  # type: ignore[dict-item]
    return f"{value} {EVIL}" if isinstance(value, str) else value


def test_no_text_of_the_data_acts_as_markup_on_any_page(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    timeline = {"title": "T", "description": "D", "events": [{"date": "2020", "event": "E", "reference": "ash2019"}]}
    grid = {
        "title": "T", "description": "D", "rows_title": "R", "columns_title": "C", "kinds": {"k": {"name": "K"}},
        "directions": {"d": {"name": "D"}}, "rows": {"r": {"name": "R"}}, "columns": {"c": {"name": "C"}},
        "cells": [{"row": "r", "column": "c", "direction": "d", "evidence": "k", "references": ["ash2019"]}],
    }  # fmt: skip
    files = {f.name: yaml.safe_load(f.read_text("utf-8")) for f in (tmp_path / "refs").glob("*.yml")}
    files |= {"timeline.yml": timeline, "evidence-map.yml": grid}
    for name, content in files.items():
        if name != "review.yml":
            held = spoilt(content)
            if name == "evidence-map.yml":
                held["cells"][0]["outcome"] = EVIL  # type: ignore[index]
            (tmp_path / "refs" / name).write_text(yaml.safe_dump(held, width=10**6), encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "-C", str(tmp_path)])
    assert result.exit_code == 0, result.output
    kinds = set()
    for file in (tmp_path / "site").rglob("*.html"):
        page = unescape(re.sub(r"<script.*?</script>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL))
        # Wherever such a text begins, all of it stands there, sign by sign.
        assert all(part.startswith(EVIL[1:]) for part in page.split("§")[1:]), file
        kinds |= set(re.findall(r'data-figure="([a-z-]+)"', page)) if "§" in page else set()
    assert len(kinds) == 10


def test_the_download_holds_the_rows_and_no_formula(draw: Draw) -> None:
    page = draw("# R\n\n```evidence-table\ncolumns: [slept, design]\npanels: green\n```\n")
    assert '[CSV](assets/figures/results/figure-1.csv){: download="evidence-table.csv" }' in page.html
    assert page.file("figure-1.csv").removeprefix("\ufeff").splitlines() == [
        "Report,Slept through,Design",
        "Sample study one (ash2019),12/40 (30%),randomised",
        "Sample study two (beech2020),30/60 (50%; 95% CI 37 to 63),randomised",
        "Sample study three (cedar2021),25/45 (56%),cohort",
    ]


def test_several_results_of_one_outcome_stand_under_one_another_and_notes_in_order(draw: Draw) -> None:
    page = draw("# R\n\n```evidence-table\ncolumns: [minutes, slept]\n```\n")
    assert page.html.count("<br>") == 2
    assert "20 min (95% CI 5 to 35) First week: 14 min (95% CI −6 to 34) Last week: 26 min" in page.words
    # Letters follow the order of reading: the panel's note comes first, and a row has one.
    assert "a Sample data. b Minutes of sleep gained: follow-up: 4 weeks" in page.words


def test_a_table_can_be_turned(draw: Draw) -> None:
    page = draw("# R\n\n```evidence-table\ncolumns: [minutes, design]\nreports: beech2020\ntransposed: true\n```\n")
    assert 'data-label="Sample&#32;study&#32;two"' in page.html
    assert page.said == []
    assert re.findall(r'<th[^>]*scope="row"[^>]*>([^<]*)</th>', page.html) == ["Minutes of sleep gained, min", "Design"]
    assert "is-sortable" not in page.html
    assert page.file("figure-1.csv").splitlines()[0] == "\ufeffReport,Sample study two (beech2020)"


def test_no_figure_has_an_inline_style_or_script() -> None:
    pages = prepare_review(find_project(EXAMPLE)).cited.pages
    html = " ".join(page.source for page in pages)
    assert len(set(re.findall(r'data-figure="([a-z-]+)"', html))) >= 8
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=|<script|<style", html)


@pytest.mark.parametrize("name", list(all_figures()))
def test_each_figure_has_a_page_that_names_its_options(name: str) -> None:
    kind = all_figures()[name]
    page = (GUIDE / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {name}\n\n{kind.summary[0].upper()}{kind.summary[1:]}.\n")
    rows = re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", page, re.MULTILINE)
    assert rows == [(option, field.description) for option, field in kind.options.model_fields.items()]


@pytest.mark.parametrize("name", list(all_figures()))
def test_each_page_shows_the_figure_and_data_that_can_be_read(draw: Draw, name: str) -> None:
    page = (GUIDE / f"{name}.md").read_text(encoding="utf-8")
    images = re.findall(r"!\[(.+)\]\((\S+)\)", page)
    assert [(GUIDE / path).resolve().exists() for _, path in images] == [True]
    data = dict(re.findall(r"^```yaml\n# (refs/[a-z-]+\.yml)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    assert len(data) == (name not in {"references", "publications-by-year"})
    said = draw("# R\n", data).said
    assert [line for line in said if line.startswith(tuple(data)) and "[uncited-reference]" not in line] == []


def test_the_guide_lists_every_figure() -> None:
    listed = re.findall(
        r"^\| \[([a-z-]+)\]\(figures/\1\.md\)", (GUIDE.parent / "figures.md").read_text("utf-8"), re.MULTILINE
    )
    assert listed == list(all_figures())


def test_the_guide_has_no_page_of_a_figure_that_is_not() -> None:
    assert {path.stem for path in GUIDE.glob("*.md")} == {*all_figures(), "values"}


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=4)), max_size=4)
)
def test_a_rewritten_text_leads_back(source: str, wanted: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    for start, length, text in sorted(wanted):
        if (not edits or start >= edits[-1].end) and start + length <= len(source):
            edits.append(Edit(start, start + length, text))
    written = rewrite(source, edits)
    shift = 0
    for edit in edits:
        assert written.text[edit.start + shift :].startswith(edit.text)
        for offset in range(len(edit.text)):
            assert written.origin(edit.start + shift + offset) == edit.start
        shift += len(edit.text) - (edit.end - edit.start)
    kept = [i for i in range(len(source)) if not any(e.start <= i < e.end for e in edits)]
    behind = [written.origin(i) for i in range(len(written.text))]
    assert set(kept) <= set(behind)


MAP = """title: Remedies
rows_title: Cause
columns_title: Remedy
kinds: {clinical: {name: Clinical}}
directions: {supports: {name: Supports}, worse: {name: Makes it worse, sense: against}, open: {name: Open}}
rows: {cold: {name: Cold tea}, late: {name: Late tea}}
columns: {pot: {name: A warm pot}}
cells:
  - {row: cold, column: pot, outcome: slept, direction: supports, evidence: clinical, references: ash2019}
  - {row: cold, column: pot, outcome: woke, direction: worse, evidence: clinical, certainty: low, references: cedar2021}
"""


def test_a_bubble_that_speaks_against_has_a_shape_a_sign_and_words_of_its_own(draw: Draw) -> None:
    page = draw("# R\n\n```evidence-map\n```\n", {"refs/evidence-map.yml": MAP})
    assert page.said == []
    found = re.findall(
        r'<a class="(bubble[^"]*)" .*?<span class="bubble-sign">(.)<.*?<span class="map-said">([^<]*)<',
        unescape(page.html),
    )
    assert [(kind.split()[-1], sign) for kind, sign, _ in found] == [("sense-for", "+"), ("sense-against", "−")]
    assert found[1][2] == "Cold tea × A warm pot: Makes it worse; Clinical, references: 1; Low certainty"
    # The legend has what the map shows and nothing else, and each row and column its sum.
    assert re.findall(r'<li data-value="(\w+)"', page.html) == ["supports", "worse", "clinical"]
    assert "Supports: 1 − Makes it worse: 1" in page.words
    assert "+Cl 1" in unescape(page.file("figure-1.svg"))


def test_every_drawing_of_the_example_stands_alone() -> None:
    drawings = {
        path: give()
        for path, give in prepare_review(find_project(EXAMPLE)).figure_files.items()
        if path.endswith(".svg")
    }
    assert len(drawings) >= 9
    for path, content in drawings.items():
        root = ET.fromstring(content)  # noqa: S314 - our own
        texts = [text for element in root.iter("{http://www.w3.org/2000/svg}text") if (text := element.text)]
        assert any("Source: Tea and sleep" in text for text in texts), path
        assert not any("[@" in text or "](" in text for text in texts), path
    flow = drawings["assets/figures/methods/figure-2.svg"].decode()
    assert "Reports not retrieved" in unescape(flow)
