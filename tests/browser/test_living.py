"""A promise that has passed is told by the reader's browser, on a page that nobody has built anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect
from tests.browser.conftest import serving
from tests.browser.test_pages import findings
from tests.conftest import MINIMAL

from litreview.cli import main

pytestmark = pytest.mark.browser


def built(folder_factory: pytest.TempPathFactory, living: str) -> Iterator[str]:
    folder = folder_factory.mktemp("living") / "review"
    shutil.copytree(MINIMAL, folder)
    with (folder / "refs" / "review.yml").open("a") as review:
        review.write(f"living: {living}\n")
    result = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert result.exit_code == 0, result.output
    with serving(folder / "site") as url:
        yield url


@pytest.fixture(scope="module")
def promising(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from built(tmp_path_factory, "{next_search: 2099-06}")


@pytest.fixture(scope="module")
def retired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from built(tmp_path_factory, "{status: retired, since: 2026-06-30, reason: Nothing would change any more.}")


@pytest.mark.parametrize(
    ("day", "told"), [("2099-06-01", False), ("2099-06-30", False), ("2099-07-01", True), ("2101-01-01", True)]
)
@pytest.mark.parametrize("place", ["text/", "references/alpha2020/"])
def test_a_promise_is_overdue_the_day_after(
    browser: Browser, promising: str, place: str, day: str, *, told: bool
) -> None:
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(f"{promising}{place}")
    expect(page.locator(".living-status")).to_have_text("Kept up to date. The next search is promised for June 2099.")
    banner = page.locator(".md-content .living-banner")
    expect(banner).to_have_count(int(told))
    if told:
        expect(banner).to_have_text(
            "The search that was promised for June 2099 is overdue: what stands here may be out of date."
        )
        assert findings(page) == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_retired_review_says_so_at_the_top(browser: Browser, retired: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type] # one of two
    page = context.new_page()
    page.goto(f"{retired}text/")
    said = "No longer kept up to date, since 30 June 2026. Nothing would change any more."
    expect(page.locator(".living-banner")).to_have_text(said)
    assert findings(page) == []
    context.close()


def test_without_scripts_the_status_stands_at_the_foot(browser: Browser, retired: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{retired}text/")
    expect(page.locator(".living-status")).to_be_visible()
    expect(page.locator(".living-banner")).to_have_count(0)
    context.close()
