"""The search box: our index answers it, whatever builder has drawn the site."""

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

HOSTILE = "A <blink>bold</blink> & <script>alert(1)</script> title on zebrafish"
ENTRIES = """
@article{hostile2020, author={Muñoz, José}, journal={Blood}, year={2020}, doi={10.1000/ABC.1}, pmid={12345678},
  title={A <blink>bold</blink> & <script>alert(1)</script> title on zebrafish},
  abstract={The trial NCT03331198 used <img src=x onerror=alert(2)> mice.}}
@article{often2020, author={Brown, Ann}, title={Mice}, journal={Blood}, year={2020},
  abstract={zebrafish and zebrafish, zebrafish again}}
"""
#: More than the box shows.
MANY = "".join(f"@misc{{many{n}, author={{Roe, J.}}, title={{Quokka {n}}}, year=2001}}\n" for n in range(25))
SECTION = """
## Doses &lt;in&gt; mice

The *axolotl*[^1] grew a leg again & the [newt](index.md) did not.

[^1]: An amphibian.

## Wombats

Seen at dusk.

<h4>Of Tasmania</h4>

Smaller ones.
"""


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def builder(request: pytest.FixtureRequest) -> str:
    """What has drawn the site."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(builder: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review, built, and moved below a path."""
    folder = tmp_path_factory.mktemp(builder)
    build(folder, builder=builder)
    shutil.copytree(folder / "site", folder / "host" / "some" / "path")
    return folder / "host"


def build(folder: Path, settings: str = "", builder: str = "mkdocs") -> None:
    shutil.copytree(ROOT / "tests" / "fixtures" / "minimal", folder, dirs_exist_ok=True)
    configuration = folder / "mkdocs.yml"
    configuration.write_text(configuration.read_text() + settings)
    with (folder / "docs" / "text.md").open("a") as text:
        text.write(SECTION)
    with (folder / "refs" / "references.bib").open("a") as bibliography:
        bibliography.write(ENTRIES + MANY)
    command = [sys.executable, "-m", "litreview.cli", "build", "-C", str(folder), "--builder", builder]
    subprocess.run(command, check=True)


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
    return page.locator(".md-search-result__item :is(h1, h2)")


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
    for name, pages in (("search/search_index.json", "docs"), ("search.json", "items")):
        own = site / "some" / "path" / name
        assert not own.exists() or json.loads(own.read_text())[pages] == []
    found = search(page, "Mice")
    expect(found.filter(has_text="Mice")).not_to_have_count(0)
    expect(found.filter(has_text="References")).to_have_count(0)


def test_a_section_of_the_text_is_found(page: Page) -> None:
    expect(search(page, "axolotl").first).to_contain_text("Text")
    expect(page.locator(".md-search-result__item").first).to_contain_text("axolotl")


def test_all_that_match_are_counted_and_told(page: Page) -> None:
    search(page, "quokka")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("20 of 25 matching documents")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review that is searched by our index, with addresses that hold on a disk."""
    folder = tmp_path_factory.mktemp("disk")
    build(folder, "use_directory_urls: false\n")
    return folder / "site"


@pytest.fixture
def disk(browser: Browser, indexed: Path) -> Iterator[Page]:
    """Its text, opened from the disk."""
    page = browser.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((indexed / "text.html").as_uri())
    yield page
    page.close()
    assert said == []


def test_the_copy_on_a_disk_is_searched_too(disk: Page) -> None:
    expect(search(disk, "munoz")).to_have_text([HOSTILE])
    disk.locator(".md-search-result__link").first.click()
    disk.wait_for_url("**/references/hostile2020/index.html*")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("author:munoz", [HOSTILE]),
        ("journal:blood year:2020", ["Mice", HOSTILE]),
        ('"zebrafish again"', ["Mice"]),
        ("zebrafish -mice", []),
        ("zebrafish NOT mice", []),
        ("NCT03331198 AND zebrafish", [HOSTILE]),
        ("unicorn OR NCT03331198 OR griffin", [HOSTILE]),
        ("unicorn OR author:munoz journal:blood", [HOSTILE]),
        ("title:mice OR year:1066 author:munoz", []),
        ("NCT03331198 trials", [HOSTILE]),
        # Only the surname itself: nobody is the singular of another.
        ("author:munozs", []),
        ("title:doses", ["Text", "Doses <in> mice"]),
        ('"grew a leg"', ["Text", "Doses <in> mice"]),
        ("Muñoz et al., 2020", [HOSTILE]),
        ('author:"Muñoz J" & blood', [HOSTILE]),
        ("PMID: 12345678.", [HOSTILE]),
        ("pmid 12345678", [HOSTILE]),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", [HOSTILE]),
        ("doi: 10.1000/abc.1", [HOSTILE]),
        ("https://doi.org/10.1000/ABC.1", [HOSTILE]),
    ],
)
def test_the_box_knows_what_the_field_of_the_browser_knows(disk: Page, words: str, found: list[str]) -> None:
    expect(search(disk, words)).to_have_text(found)


def test_what_is_looked_for_is_marked(disk: Page) -> None:
    expect(search(disk, "axolotl")).to_have_count(2)
    expect(disk.locator(".md-search-result__item mark").first).to_have_text("axolotl")


def test_words_of_a_query_may_stand_in_several_sections_of_a_page(disk: Page) -> None:
    expect(search(disk, "axolotl dusk")).to_have_text(["Text", "Doses <in> mice", "Wombats"])


def test_a_heading_that_no_link_can_lead_to_is_text_of_its_section(disk: Page) -> None:
    expect(search(disk, "tasmania")).to_have_text(["Text", "Wombats"])
    disk.locator(".md-search-result__link").last.click()
    disk.wait_for_url("**/text.html*#wombats")


def test_where_no_document_has_all_words_those_with_most_say_what_they_lack(disk: Page) -> None:
    expect(search(disk, "zebrafish again unicorn")).to_have_text(["Mice"])
    expect(disk.locator(".md-search-result__terms")).to_have_text("Missing: unicorn")
    # What is asked for in so many words is not left out.
    expect(search(disk, 'zebrafish "unicorn"')).to_have_count(0)
    expect(disk.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_the_copy_on_a_disk_counts_too(disk: Page) -> None:
    search(disk, "quokka")
    expect(disk.locator(".md-search-result__meta")).to_have_text("20 of 25 matching documents")
