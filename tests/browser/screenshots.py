"""The pictures of the documentation, made from the flagship: `make screenshots`."""

from __future__ import annotations

import subprocess
import sys

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.conftest import FLAGS, executable, serving
from tests.conftest import ROOT

PICTURES = ROOT / "guide" / "images"
WIDE = {"width": 1280, "height": 900}


def take(browser: Browser, address: str) -> None:
    """Write one picture per kind of page."""
    page = browser.new_page(viewport={"width": WIDE["width"], "height": WIDE["height"]})
    for name, path in (("record", ""), ("references", "references/"), ("studies", "studies/")):
        page.goto(address + path, wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}.png")
    page.goto(f"{address}trials/", wait_until="networkidle")
    open_card(page)
    page.screenshot(path=PICTURES / "card.png")


def open_card(page: Page) -> None:
    """Point at the page's first citation and wait for its card."""
    page.locator("a.citation").first.hover()
    page.locator("[role=dialog].citation-card, .citation-card").first.wait_for()


def main() -> None:
    """Build the flagship and take its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=ROOT, check=True)
    with serving(ROOT / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=list(FLAGS))
        take(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
