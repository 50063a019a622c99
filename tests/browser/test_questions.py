"""Readers question a pooled plot: what they choose is drawn and computed as the page would, or refused as there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.test_figures import example_site  # noqa: F401 - a fixture
from tests.browser.test_pages import opened

from litreview.figures.statistics.pooling import Pooled, logit, pool

pytestmark = pytest.mark.browser

BEECH, CEDAR, ASH = logit(30, 60), logit(25, 45), logit(12, 40)


def numbers(summary: Locator) -> list[float]:
    told: dict[str, str] = summary.evaluate("(row) => ({ ...row.dataset })")
    return [float(told[name]) for name in ("value", "low", "high", "tau2")]


def of(pooled: Pooled) -> list[Any]:
    return [pytest.approx(number, rel=1e-9) for number in (pooled.value, *pooled.interval, pooled.tau2)]


def test_a_plot_is_questioned_shared_and_put_back(browser: Browser, example_site: str) -> None:  # noqa: F811
    with opened(browser, f"{example_site}results/") as page:
        figure = page.locator("figure[data-figure='forest-plot']").first
        summary, said = figure.locator(".figure-summary"), figure.locator(".plot-said")
        theirs = summary.inner_text()
        figure.get_by_text("Question this plot").focus()
        page.keyboard.press("Enter")
        figure.get_by_label("Sample study one").press("Space")
        expect(figure.locator("tr[data-report]")).to_have_count(2)
        expect(said).to_contain_text("Random-effects summary of 2 studies: 52% (43–62).")
        assert numbers(summary) == of(pool([BEECH, CEDAR]))
        expect(figure.get_by_text("You have changed the authors’ selection.")).to_be_visible()
        figure.get_by_label("Sample study one").check()
        figure.get_by_role("combobox", name="Summary", exact=True).select_option("fixed")
        assert numbers(summary) == of(pool([ASH, BEECH, CEDAR], "fixed"))
        page.goto(page.url)  # as whoever is sent the address
        expect(said).to_contain_text("Fixed-effect summary of 3 studies")
        assert numbers(summary) == of(pool([ASH, BEECH, CEDAR], "fixed"))
        figure.get_by_label("High").uncheck()
        assert numbers(summary) == of(pool([BEECH, CEDAR], "fixed"))
        figure.get_by_role("button", name="Back to the authors’ selection").click()
        assert "?" not in page.url
        assert summary.inner_text() == theirs
        expect(figure.get_by_text("You have changed the authors’ selection.")).to_be_hidden()


def test_what_the_review_does_not_pool_is_not_pooled_for_readers(browser: Browser, example_site: str) -> None:  # noqa: F811
    with opened(browser, f"{example_site}results/") as page:
        figure = page.locator("figure[data-figure='forest-plot']").first
        figure.get_by_text("Question this plot").click()
        said = figure.locator(".plot-said")
        figure.get_by_label("Sample study four").check()
        expect(said).to_contain_text("Not pooled: results of several panels are not pooled (Green tea, Camomile tea)")
        figure.get_by_label("Green tea").uncheck()
        expect(said).to_contain_text("are not pooled, because the two cohorts may share drinkers")
        figure.get_by_label("Sample study five").check()
        expect(said).to_contain_text("Sample study four and Sample study five share patients")
        expect(figure.locator("tr[data-report], .figure-summary")).to_have_count(0)


def test_a_drawing_is_taken_away_as_a_picture(browser: Browser, example_site: str) -> None:  # noqa: F811
    with opened(browser, f"{example_site}results/") as page:
        figure = page.locator("figure[data-figure='forest-plot']").first
        with page.expect_download() as download:
            figure.get_by_role("button", name="PNG").click()
        assert download.value.suggested_filename == "slept.png"
        assert download.value.path().read_bytes().startswith(b"\x89PNG")
