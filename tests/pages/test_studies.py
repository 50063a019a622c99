"""The pages of the studies: each number leads to the words behind it, and sources are called by their names."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from click.testing import CliRunner
from tests.conftest import MINIMAL

from litreview.cli import main

EXAMPLE = MINIMAL.parent / "evidence"
STUDIES = """\
source_names: {mirror.example.net/news: The Sleep News}
outcomes: {slept: {name: Slept through}}
studies:
  - id: ash
    name: The ash trial
    reports:
      - reference: beta2021
        characteristics: {design: cohort}
        results:
          - outcome: slept
            percent: 30
            counts: stated
            sources:
              - https://doi.org/10.1000/beta
              - https://mirror.example.net/news/1?x=2
              - https://host.example.org/page (the denominator)
              - PubMed 12345678
              - a talk
          - {outcome: slept, label: women, n: 2, total: 3, counts: from a bar chart, sources: [secondary quotation]}
"""


def built(folder: Path) -> Path:
    done = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert done.exit_code == 0, done.output
    return folder / "site"


def cards(study: Path) -> dict[str, str]:
    script = (study / "evidence.js").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(script.removeprefix("litreview.evidence(").rstrip().removesuffix(");"))
    return found


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_every_number_leads_to_its_words_on_the_page_and_in_the_script(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    site = built(tmp_path)
    shown = set()
    for page in site.rglob("*.html"):
        place = f"/{page.relative_to(site).as_posix()}"
        for name, href in re.findall(r'data-result="([^"]+)"[^>]*><a href="([^"]+)"', page.read_text("utf-8")):
            target = urlsplit(urljoin(place, unescape(href)))
            study = site / target.path.strip("/").removesuffix("index.html")
            assert target.fragment == f"result-{name}"
            assert f'id="{target.fragment}"' in (study / "index.html").read_text(encoding="utf-8")
            assert name in cards(study)
            shown.add((place, name))
    assert {place for place, _ in shown} >= {"/results/index.html", "/studies/index.html", "/studies/ash/index.html"}


def test_sources_have_names_and_links_and_no_bare_address(make_studies: Path) -> None:
    site = built(make_studies)
    card = cards(site / "studies" / "ash")["ash-beta2021-slept"]
    said = words(card)
    for name in ("The Sleep News", "host.example.org (the denominator)", "PubMed 12345678", "a talk"):
        assert name in said
    assert "The count is printed in:" in said
    assert "of how many is not known" in said
    assert "http" not in said
    assert "mirror" not in said
    assert 'href="https://mirror.example.net/news/1?x=2"' in card


def test_second_hand_and_derived_are_told_apart(make_studies: Path) -> None:
    site = built(make_studies)
    page = (site / "studies" / "ash" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'data-reading="([a-z-]+)"', page) == ["printed", "second-hand"]
    assert "from a bar chart" in words(cards(site / "studies" / "ash")["ash-beta2021-slept-2"])
    table = list(csv.DictReader((site / "studies.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["outcome"], row["label"], row["percent"], row["reading"]) for row in table] == [
        ("slept", "", "30", "printed"),
        ("slept", "women", "", "second-hand"),
    ]


def test_a_study_is_called_by_its_report_and_by_no_one_who_wrote_about_it(make_studies: Path) -> None:
    bibliography = make_studies / "refs" / "references.bib"
    news = "@online{news2019, author = {News, Nora}, title = {A trial in the news}, year = {2019}, url = {https://a.example}}"
    bibliography.write_text(f"{bibliography.read_text(encoding='utf-8')}\n{news}\n", encoding="utf-8")
    studies = (
        STUDIES
        + """\
      - reference: news2019
  - {id: beech, name: The beech trial, reports: [{reference: news2019}]}
  - {id: cedar, name: The cedar trial, first_report: "Cedar et al. 2018", reports: [{reference: news2019}]}
"""
    )
    (make_studies / "refs" / "studies.yml").write_text(studies, encoding="utf-8")
    page = words((built(make_studies) / "studies" / "index.html").read_text(encoding="utf-8"))
    for called in ("The ash trial Beta 2021", "The cedar trial Cedar et al. 2018"):
        assert called in page
    assert "The beech trial News 2019" not in page


@pytest.fixture
def make_studies(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "refs" / "studies.yml").write_text(STUDIES, encoding="utf-8")
    return tmp_path
