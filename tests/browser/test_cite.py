"""Taking a reference away: the dialog, the clipboard, and the files that the links themselves carry."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_pages import findings, opened
from tests.conftest import MINIMAL

from litreview.model.reference import Reference
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile

pytestmark = pytest.mark.browser

FILES = ("alpha2020.nbib", "alpha2020.ris", "alpha2020.bib", "alpha2020.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review's site, as files."""
    project = tmp_path_factory.mktemp("cite") / "review"
    shutil.copytree(MINIMAL, project)
    subprocess.run([sys.executable, "-m", "litreview.cli", "build", "-C", str(project)], check=True)
    return project / "site"


@pytest.fixture(params=["script", "plain"])
def offline(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Iterator[Page]:
    """A reference's page opened from disk, with and without JavaScript."""
    address = (folder / "references" / "alpha2020" / "index.html").as_uri()
    with opened(browser, address, java_script_enabled=request.param == "script") as page:
        yield page


def downloaded(page: Page, name: str) -> Reference:
    """The one reference that a link's file holds."""
    with page.expect_download() as waiting:
        page.locator(f'section a[download="{name}"]').click()
    assert waiting.value.suggested_filename == name
    data = Path(waiting.value.path()).read_bytes()
    read = read_bibliography(SourceFile(name, data))
    assert read.diagnostics == ()
    (found,) = read.references
    return found


@pytest.mark.parametrize("name", FILES)
def test_links_of_a_reference_carry_its_files(offline: Page, name: str) -> None:
    found = downloaded(offline, name)
    assert str(found.title) == "On the first question"
    assert found.identifiers["DOI"] == "10.1000/alpha.2020"
    assert [author.surname for author in found.authors.names] == ["Alpha", "Other"]


def test_first_page_carries_its_record(browser: Browser, folder: Path) -> None:
    with opened(browser, (folder / "index.html").as_uri(), java_script_enabled=False) as page:
        assert str(downloaded(page, "record.ris").title) == "A small review"


@pytest.fixture(params=["", "references/siddiqi2023/"], ids=["record", "reference"])
def page(request: pytest.FixtureRequest, browser: Browser, flagship_site: str) -> Iterator[Page]:
    address = flagship_site + str(request.param)
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


def test_dialog_holds_focus_and_gives_it_back(page: Page) -> None:
    opener = page.locator(".cite-open")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Cite")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    assert dialog.locator("h3").all_inner_texts() == ["AMA", "APA", "MLA", "NLM"]
    assert dialog.locator(".cite-files a").all_inner_texts() == ["NBIB (PubMed)", "RIS", "BibTeX", "CSL-JSON"]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_click_beside_the_dialog_closes_it(page: Page) -> None:
    page.locator(".cite-open").click()
    dialog = page.locator(".cite-dialog")
    dialog.locator("h3").first.click()
    expect(dialog).to_be_visible()
    page.mouse.click(2, 2)
    expect(dialog).to_be_hidden()


def test_dialog_copies_rich_text(page: Page) -> None:
    page.locator(".cite-open").click()
    page.locator(".cite-dialog").get_by_role("button", name="Copy the AMA citation").click()
    expect(page.locator(".cite-dialog .copy-status").first).to_have_text("Copied")
    html = page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read();
        return (await item.getType('text/html')).text(); }"""
    )
    assert "<i>" in html
    plain = page.evaluate("navigator.clipboard.readText()")
    assert plain == page.locator(".cite-dialog .csl-text").first.inner_text()


def test_axe_finds_nothing_in_the_dialog(browser: Browser, flagship_site: str) -> None:
    for scheme in ("light", "dark"):
        with opened(browser, f"{flagship_site}references/siddiqi2023/", color_scheme=scheme) as page:
            page.locator(".cite-open").click()
            assert findings(page) == []
            page.set_viewport_size({"width": 320, "height": 480})
            assert findings(page) == []
            box = page.locator(".cite-dialog").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 320
            assert box["y"] + box["height"] <= 480


def test_axe_finds_nothing_where_the_author_has_chosen_no_palette(browser: Browser, folder: Path) -> None:
    for path in ("index.html", "references/index.html", "references/alpha2020/index.html"):
        with opened(browser, (folder / path).as_uri()) as page:
            assert findings(page) == []


def test_paper_has_no_addresses_of_files(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".citing-sentences > li > a:visible")).to_have_count(0)
    expect(page.locator(".cite-open")).to_be_hidden()
    expect(page.locator(".cite-files").first).to_be_hidden()
