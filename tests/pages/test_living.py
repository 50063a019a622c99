"""What a living review says of itself, and what programs did in it: on pages, and in check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import MINIMAL

from litreview.cli import main

Make = Callable[..., Path]
REVIEW = (MINIMAL / "refs" / "review.yml").read_text(encoding="utf-8")
TEXT = "# Text\n\nSee [@alpha2020; @beta2021; @gamma2022].\n\n"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 30 November 2026


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.parametrize(
    ("living", "said"),
    [
        ("{next_search: 2026-11-30}", ""),
        ("{next_search: 2026-11}", ""),
        ("{next_search: 2026-11-29}", "has passed"),
        ("{next_search: 2026-10}", "has passed"),
        ("{frequency: monthly}", "promises no next search"),
        ("{status: paused}", "does not say why"),
        ("{status: paused, reason: No money., next_search: 2020}", ""),
    ],
)
def test_check_holds_a_review_to_its_promise(review: Make, living: str, said: str) -> None:
    output = run("check", "-C", review({"refs/review.yml": f"{REVIEW}living: {living}\n"})).output
    assert ("[living-promise]" in output) == bool(said)
    assert said in output


def test_the_status_stands_on_every_page_and_nothing_of_it_acts(review: Make) -> None:
    living = "living: {status: paused, reason: '<script>boom()</script> [@x] {{ 7*7 }}'}\n"
    folder = review({"refs/review.yml": f"{REVIEW}{living}"})
    assert run("build", "-C", folder).exit_code == 0
    for page in ("index.html", "text/index.html", "references/index.html", "references/alpha2020/index.html"):
        html = (folder / "site" / page).read_text(encoding="utf-8")
        assert html.count('class="living-status" data-status="paused"') == 1
        assert "<script>boom" not in html
        assert "Not kept up to date for now. &lt;script" in html.replace("&#60;", "&lt;")


def test_a_review_that_is_not_living_has_no_status(review: Make) -> None:
    folder = review()
    assert run("build", "-C", folder).exit_code == 0
    assert "living-status" not in (folder / "site" / "text" / "index.html").read_text(encoding="utf-8")


def test_what_programs_did_is_shown_with_who_checked_it(review: Make) -> None:
    used = "automation: [{tool: A, version: '2', did: ranked records, checked: two screeners}, {tool: B, did: x}]\n"
    screening = "searches:\n  - {source: MEDLINE, searched: 2026-01-01}\n"
    files = {"refs/review.yml": f"{REVIEW}{used}", "refs/screening.yml": screening}
    folder = review({**files, "docs/text.md": f"{TEXT}```automation\n```\n"})
    checked = run("check", "-C", folder)
    assert "B has no version" in checked.output
    assert "nothing says who checked what B did" in checked.output
    assert checked.output.count("[unchecked-automation]") == 2
    assert run("build", "-C", folder).exit_code == 0
    for page in ("text", "screening"):
        html = (folder / "site" / page / "index.html").read_text(encoding="utf-8")
        for words in ("ranked records", "two screeners", "not said"):
            assert words in html


@pytest.mark.parametrize("block", ["automation", "living-mode"])
def test_a_block_without_its_data_is_an_error(review: Make, block: str) -> None:
    done = run("check", "-C", review({"docs/text.md": f"{TEXT}```{block}\n```\n"}))
    assert done.exit_code == 1
    assert "docs/text.md:5:" in done.output
