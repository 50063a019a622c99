"""The search box of a large site: Pagefind behind the theme's own box."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import ROOT, serving

pytestmark = pytest.mark.browser

HOSTILE = "A <b>bold</b> & <script>alert(1)</script> title on zebrafish"
ENTRIES = """
@article{hostile2020, author={Muñoz, José}, journal={Blood}, year={2020}, doi={10.1000/ABC.1}, pmid={12345678},
  title={A <b>bold</b> & <script>alert(1)</script> title on zebrafish},
  abstract={The trial NCT03331198 used <img src=x onerror=alert(2)> mice.}}
@article{often2020, author={Brown, Ann}, title={Mice}, journal={Blood}, year={2020},
  abstract={zebrafish and zebrafish, zebrafish again}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review whose search is Pagefind's, built, and moved below a path."""
    folder = tmp_path_factory.mktemp("pagefind")
    shutil.copytree(ROOT / "tests" / "fixtures" / "minimal", folder, dirs_exist_ok=True)
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("- litreview\n", "- litreview:\n      search: pagefind\n"))
    with (folder / "refs" / "references.bib").open("a") as bibliography:
        bibliography.write(ENTRIES)
    subprocess.run([sys.executable, "-m", "litreview.cli", "build", "-C", str(folder)], check=True)
    shutil.copytree(folder / "site", folder / "host" / "some" / "path")
    return folder / "host"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    said: list[str] = []
    with serving(site) as url:
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{url}some/path/text/")
        yield page
        page.close()
    assert said == []


def search(page: Page, words: str) -> Locator:
    """The titles found. What the box shows while a reader types may be the answer to the first letters."""
    box = page.locator(".md-search__input")
    box.click()
    box.fill("")
    box.press_sequentially(words)
    return page.locator(".md-search-result__item h1")


@pytest.mark.parametrize("words", ["Muñoz", "munoz", "10.1000/ABC.1", "12345678", "NCT03331198"])
def test_finds_a_reference_by_name_and_identifier(page: Page, words: str) -> None:
    expect(search(page, words)).to_have_text([HOSTILE])
    # In a trial of hostile text, its tags are text.
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0


def test_title_outranks_abstract(page: Page) -> None:
    expect(search(page, "zebrafish")).to_have_text([HOSTILE, "Mice"])


def test_a_result_leads_to_its_page_below_the_path(page: Page) -> None:
    expect(search(page, "NCT03331198")).to_have_text([HOSTILE])
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/some/path/references/hostile2020/**")


def test_the_themes_own_index_is_empty_and_lists_are_left_out(page: Page, site: Path) -> None:
    own = json.loads((site / "some" / "path" / "search" / "search_index.json").read_text())
    assert own["docs"] == []
    found = search(page, "Mice")
    expect(found.filter(has_text="Mice")).not_to_have_count(0)
    expect(found.filter(has_text="References")).to_have_count(0)
