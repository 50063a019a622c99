"""The offline copy from file://: every link of the menu, search, cards, browser of references, a silent console."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from tests.conftest import ROOT

from litreview.cli import main

pytestmark = pytest.mark.browser
NAME = "tea"


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy of the example review, which has every figure."""
    folder = tmp_path_factory.mktemp("offline")
    shutil.copytree(ROOT / "tests" / "fixtures" / "evidence", folder / "review")
    target = folder / f"{NAME}.zip"
    options = ["-C", str(folder / "review"), "--builder", request.param, "--offline-copy", str(target)]
    done = CliRunner().invoke(main, ["build", *options])
    assert done.exit_code == 0, done.output
    assert str(target) in done.output
    with zipfile.ZipFile(target) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {NAME}
        archive.extractall(folder / "unpacked")
    return folder / "unpacked" / NAME


@pytest.fixture
def page(browser: Browser, copy: Path) -> Iterator[Page]:
    """The first page, from the disk; nothing may fail while it is used."""
    page = browser.new_page()
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((copy / "index.html").as_uri())
    yield page
    page.close()
    assert said == []


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of any tag
        # Zensical gives a canonical address also where a site has none, which no reader follows.
        if ("rel", "canonical") not in attrs:
            self.found += [value for name, value in attrs if name in {"href", "src"} and value]


def test_every_link_of_every_page_leads_to_a_file(copy: Path) -> None:
    lost = []
    for path in copy.rglob("*.html"):
        links = _Links()
        links.feed(path.read_text(encoding="utf-8"))
        for link in links.found:
            target = urlsplit(urljoin(path.as_uri(), link))
            if target.scheme == "file" and not Path(unquote(target.path)).is_file():
                lost.append((path.relative_to(copy).as_posix(), link))
    assert lost == []


def test_every_link_of_the_menu_shows_its_page(page: Page) -> None:
    links = page.locator(".md-nav--primary a[href]").evaluate_all("all => all.map((a) => a.href.split('#')[0])")
    assert len(set(links)) > 4
    for link in sorted(set(links)):
        page.goto(link)
        expect(page.locator(".md-content h1").first).to_be_visible()


def test_the_search_leads_on(page: Page) -> None:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("cedar")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/*.html*")
    expect(page.locator("h1")).to_contain_text("study three")


def test_a_card_opens_and_leads_to_the_reference(page: Page, copy: Path) -> None:
    page.goto((copy / "results.html").as_uri())
    page.locator("a.citation").first.hover()
    card = page.locator(".citation-card")
    expect(card).to_be_visible()
    card.locator("a[href*='references/']").first.click()
    page.wait_for_url("**/references/*/index.html*")


def test_references_are_filtered_and_can_be_taken(page: Page, copy: Path) -> None:
    page.goto((copy / "references" / "index.html").as_uri())
    page.get_by_label("Search in all fields").fill("camomile")
    expect(page.locator(".reference-results .csl-entry").first).to_contain_text("Camomile")
    page.locator(".reference-results a[href$='index.html']").first.click()
    page.wait_for_url("**/references/*/index.html*")
    assert "@" in (copy / "references.bib").read_text()
