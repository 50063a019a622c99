"""The copying of citations, the scripts that stand in for Material's inline ones, and their texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, theme_site: str) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{theme_site}references/")
    yield page
    context.close()


def test_copies_the_citation_set_and_plain_and_says_so(page: Page, theme_site: str) -> None:
    page.goto(f"{theme_site}references/alpha2020/")
    page.get_by_role("button", name="Copy the AMA citation").click()
    # The text is the site's own, said once, in its script.
    expect(page.locator(".copy-status").first).to_have_text("Kopiert </script>")
    read = """async (type) => (await (await navigator.clipboard.read())[0].getType(type)).text()"""
    assert page.evaluate(read, "text/plain") == "Alpha A. A study. J Test. 2020;1(1):1-9."
    assert "<i>J Test</i>" in page.evaluate(read, "text/html")


def test_copies_where_there_is_no_clipboard_interface(page: Page, theme_site: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{theme_site}references/alpha2020/")
    page.get_by_role("button", name="Copy the AMA citation").click()
    expect(page.locator(".copy-status").first).to_have_text("Kopiert </script>")


def test_colour_scheme_is_kept_without_an_inline_script(page: Page, theme_site: str) -> None:
    page.get_by_role("button", name="Switch to dark mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(theme_site)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_tab_named_in_the_address_is_open(page: Page, theme_site: str) -> None:
    page.goto(f"{theme_site}#__tabbed_1_2")
    page.reload()
    expect(page.get_by_text("Another tab.")).to_be_visible()


@pytest.mark.usefixtures("theme_site")
def test_components_work_from_files(browser: Browser, theme_folder: Path) -> None:
    page = browser.new_page()
    page.goto((theme_folder / "index.html").as_uri())
    page.hover("#cite-1 a")
    expect(page.locator(".citation-card")).to_contain_text("A study of something")
    page.close()
