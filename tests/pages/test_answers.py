"""What the first page answers in half a minute: it comes from review.yml, cited and counted as any page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from click.testing import CliRunner
from tests.conftest import MINIMAL

from litreview.cli import main

MakeReview = Callable[..., Path]
REVIEW = (MINIMAL / "refs" / "review.yml").read_text(encoding="utf-8")
STUDIES = """\
outcomes:
  slept: {name: Slept through}
studies:
  - id: ash
    name: The ash trial
    reports:
      - reference: beta2021
        results: [{outcome: slept, n: 12, total: 40, percent: 30}]
"""
ANSWERS = """\
summary: Tea helped {{ study('ash').result('slept').n }} of 40 [@beta2021].
key_points:
  - text: Sleep was longer [@gamma2022; @beta2021].
    certainty: very-low
    reason: one small trial
  - It tasted well.
main_studies: {outcome: slept}
key_figures:
  - publications-by-year: {first: 2020}
plain_language: |
  Some slept.

  Others did not.
changes:
  - {date: 2024-03-01, version: 1.1, text: "A trial was added [@beta2021]."}
  - {date: 2024-01-05, text: The first version.}
"""


def page(folder: Path) -> str:
    done = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert done.exit_code == 0, done.output
    return (folder / "site" / "index.html").read_text(encoding="utf-8")


def findings(folder: Path) -> list[str]:
    return CliRunner().invoke(main, ["check", "-C", str(folder)]).output.splitlines()


def words(html: str) -> str:
    article = html.partition("<article")[2].partition("</article>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", article)).split())


def test_all_that_is_said_stands_before_the_contents(review: MakeReview) -> None:
    html = page(review({"refs/review.yml": f"{REVIEW}\n{ANSWERS}", "refs/studies.yml": STUDIES}))
    shown = words(html)
    order = [
        "Tea helped 12 of 40",
        "Key points",
        "Very low certainty",
        "one small trial",
        "It tasted well.",
        "The main studies at a glance",
        "12/40",
        "In plain language",
        "Others did not.",
        "What changed",
        "1 March 2024 (version 1.1): A trial was added",
        "Contents",
    ]
    missing = [text for text in order if text not in shown]
    assert not missing, shown
    places = [shown.find(text) for text in order]
    assert places == sorted(places)
    assert 'data-figure="forest-plot"' in html
    assert 'data-figure="publications-by-year"' in html


def test_its_citations_are_numbered_first_and_lead_to_a_list_on_the_page(review: MakeReview) -> None:
    folder = review({"refs/review.yml": f"{REVIEW}\n{ANSWERS}", "refs/studies.yml": STUDIES})
    html = page(folder)
    numbers = re.findall(r'<a [^>]*class="citation"[^>]*data-key="([^"]+)"[^>]*>(\d+)</a>', html)
    assert dict(numbers) == {"beta2021": "1", "gamma2022": "2"}
    assert 'id="ref-beta2021"' in html
    reference = (folder / "site" / "references" / "gamma2022" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'href="\.\./\.\./#cite-\d+', reference)


def test_half_of_it_is_enough(review: MakeReview) -> None:
    html = page(review({"refs/review.yml": f"{REVIEW}\nkey_points: [Tea is tea.]\n"}))
    assert "Tea is tea." in words(html)
    assert 'class="answer"' not in html
    assert "plain-language" not in html


def test_what_is_wrong_is_told_with_its_place_in_the_file(review: MakeReview) -> None:
    text = ANSWERS.replace("@gamma2022", "@nobody1900").replace("outcome: slept", "outcome: woke")
    folder = review({"refs/review.yml": f"{REVIEW}\n{text}", "refs/studies.yml": STUDIES})
    lines = (folder / "refs" / "review.yml").read_text().splitlines()
    found = findings(folder)
    for what, rule in (("nobody1900", "unknown-citation"), ("outcome: woke", "figure-block")):
        line = next(number for number, one in enumerate(lines, 1) if what in one)
        assert any(re.match(rf"refs/review\.yml:{line}:\d+: error: .*\[{rule}\]", one) for one in found), found


def test_a_first_page_of_the_authors_own_stands_without_it(review: MakeReview) -> None:
    files = {"refs/review.yml": f"{REVIEW}\n{ANSWERS}", "refs/studies.yml": STUDIES, "docs/index.md": "# Mine\n"}
    assert "It tasted well." not in words(page(review(files)))
