"""Pictures of the flagship: those of the documentation, and one of each kind of page in each form, to look at.

    python -m tests.browser.screenshots [SITE_DIR]

The second kind stands in `.cache/screenshots/`, paper as PDF, and no version keeps it. With a folder, these are of the
site there, and the pictures of the documentation stay as they are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.conftest import FLAGS, executable, published
from tests.conftest import ROOT
from tests.quality.kinds import KINDS

PICTURES = ROOT / "guide" / "images"
WIDE = {"width": 1280, "height": 900}
LOOKED_AT = ROOT / ".cache" / "screenshots"
FORMS: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (
    ("1440", 1440, "light"),
    ("768", 768, "light"),
    ("390", 390, "light"),
    ("dark", 1440, "dark"),
)


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


def take_all(browser: Browser, address: str, folder: Path) -> None:
    """Write the whole of one page of each kind, in each form and as paper."""
    for form, width, scheme in FORMS:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for kind, path in KINDS.items():
            answer = page.goto(address + path, wait_until="networkidle")
            if not answer or not answer.ok:  # another site need not have every kind
                continue
            name = kind.replace(" ", "-")
            page.screenshot(path=folder / f"{name}-{form}.png", full_page=True)
            if form == "1440":
                page.pdf(
                    path=folder / f"{name}-print.pdf", format="A4", print_background=True, prefer_css_page_size=True
                )
        page.close()


def main() -> None:
    """Build the flagship, unless a site is named, and take its pictures."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if site is None:
        subprocess.run([sys.executable, "-m", "litreview.cli", "build"], cwd=ROOT, check=True)
    LOOKED_AT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as host,
        published((site or ROOT / "site").resolve(), Path(host)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=list(FLAGS))
        if site is None:
            PICTURES.mkdir(parents=True, exist_ok=True)
            take(browser, address)
        take_all(browser, address, LOOKED_AT)
        browser.close()


if __name__ == "__main__":
    main()
