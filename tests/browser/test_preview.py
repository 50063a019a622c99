"""The banner of the preview: what is wrong with the files, where its author looks, and gone when that is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_pages import findings, opened
from tests.builders.test_serve import Shown, preview

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=document.title='run'>"


@pytest.fixture
def folder(review: Callable[..., Path]) -> Path:
    return review()


@pytest.fixture
def shown(folder: Path) -> Iterator[Shown]:
    with preview(folder) as running:
        yield running


@pytest.fixture
def page(browser: Browser, shown: Shown) -> Iterator[Page]:
    with opened(browser, f"{shown.address}text/") as page:
        yield page


def write(folder: Path, text: str) -> None:
    (folder / "docs" / "text.md").write_text(f"# Text\n\nSee [@alpha2020; @beta2021; @gamma2022].\n\n{text}\n")


def test_an_error_stands_over_the_last_good_page_until_it_is_mended(page: Page, folder: Path) -> None:
    banner = page.locator(".litreview-preview details")
    expect(banner).to_have_count(0)
    write(folder, "[@alhpa2020]")
    expect(banner.locator("summary")).to_have_text("This is the last good page, until this is mended: 1 error")
    expect(banner.locator("li")).to_contain_text("docs/text.md:5:2 error: ")
    expect(banner.locator(".hint")).to_contain_text("→ Did you mean @alpha2020?")
    expect(page.get_by_text("On the first question").first).to_be_visible()
    assert findings(page) == []
    # Whatever is written at the end of a page can be read above it.
    assert page.evaluate("parseFloat(getComputedStyle(document.body).paddingBottom)") > 0
    write(folder, "Mended.")
    expect(page.get_by_text("Mended.")).to_be_visible()
    expect(banner).to_have_count(0)


def test_warnings_wait_in_a_corner_and_stay_open_once_they_are(page: Page, folder: Path) -> None:
    banner = page.locator(".litreview-preview details")
    write(folder, "A [link](nowhere.md).\n\nAnother [link](gone.md).")
    summary = banner.locator("summary")
    expect(summary).to_have_text("2 warnings")
    expect(banner.locator("li").first).to_be_hidden()
    assert findings(page) == []
    summary.press("Enter")
    expect(banner.locator("li").first).to_contain_text("docs/text.md:5:10 warning: nowhere.md leads to nothing")
    expect(banner.locator(".hint").first).to_be_visible()
    assert findings(page) == []
    write(folder, "A [link](nowhere.md).")
    expect(summary).to_have_text("1 warning")
    expect(banner.locator("li")).to_be_visible()
    page.emulate_media(media="print")
    expect(summary).to_be_hidden()


def test_what_a_file_holds_runs_nothing_in_the_banner(page: Page, folder: Path) -> None:
    write(folder, f"[x](<{HOSTILE}>)")
    banner = page.locator(".litreview-preview details")
    banner.locator("summary").click()
    expect(banner.locator("li")).to_contain_text(HOSTILE)
    expect(banner.locator("img")).to_have_count(0)
    assert page.title() != "run"
