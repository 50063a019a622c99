"""The filter "Open access" of the reference browser, and what the page of a reference says about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import serving
from tests.conftest import MINIMAL

from litreview.cli import main

pytestmark = pytest.mark.browser

ENTRIES = """
@article{central2019, author={Central, Cem}, title={In PubMed Central}, journal={Blood}, year={2019},
  pmcid={PMC7654321}, copyright={Creative Commons Attribution 4.0}}
@article{server2020, author={Server, Sue}, title={A preprint}, journal={medRxiv}, year={2020},
  doi={10.1101/2020.03.04.20031234}}
@article{stated2021, author={Stated, Stan}, title={By its record}, journal={Blood}, year={2021}, oa={Gold}}
"""
FREE = ["central2019", "server2020", "stated2021"]
CLOSED = ["alpha2020", "beta2021", "gamma2022"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("access") / "review"
    shutil.copytree(MINIMAL, folder)
    with (folder / "refs" / "references.bib").open("a") as bibliography:
        bibliography.write(ENTRIES)
    settings = folder / "mkdocs.yml"
    own = settings.read_text().replace("- litreview\n", "- litreview:\n      search: litreview\n")
    settings.write_text(f"{own}extra:\n  litreview:\n    texts:\n      access_licence: Freie Lizenz\n")
    result = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert result.exit_code == 0, result.output
    return folder / "site"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    with serving(site) as url:
        page = browser.new_page()
        page.goto(f"{url}references/")
        expect(page.locator(".reference-status")).to_have_text("6 of 6 references")
        yield page
        page.close()


def found(page: Page, count: int) -> list[str]:
    expect(page.locator(".reference-status")).to_have_text(f"{count} of 6 references")
    expect(page.locator(".reference-results .reference-list")).to_have_attribute("aria-busy", "false")
    keys: list[str] = page.locator(".reference-results .csl-entry").evaluate_all("all => all.map((e) => e.dataset.key)")
    return sorted(keys)


def test_free_full_texts_are_counted_and_filtered(page: Page) -> None:
    panel = page.locator(".facet[data-facet=access]")
    expect(panel.locator("summary")).to_have_text("Open access")
    panel.locator("summary").click()
    # Texts are replaced by their names, as all are; values that no reference has are not offered.
    labels = ["Free full text (3)", "Not known to be free (3)", "Freie Lizenz (1)"]
    expect(panel.locator("label")).to_have_text(labels)
    panel.get_by_role("checkbox", name="Free full text").check()
    assert found(page, 3) == FREE
    page.wait_for_url("**?access=free")
    # The numbers are those of each value alone in this filter.
    expect(panel.locator("label")).to_have_text(labels)
    panel.get_by_role("checkbox", name="Not known to be free").check()
    assert found(page, 6) == sorted(FREE + CLOSED)
    page.go_back()
    assert found(page, 3) == FREE
    page.get_by_role("button", name="Remove the filter Open access: Free full text").click()
    assert found(page, 6) == sorted(FREE + CLOSED)
    assert page.url.endswith("/references/")


def test_an_address_names_the_filter(page: Page) -> None:
    page.goto(f"{page.url}?access=licence")
    assert found(page, 1) == ["central2019"]
    expect(page.get_by_role("list", name="Active filters")).to_have_text("Open access: Freie Lizenz")


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("access:free", FREE),
        ("access:FREE year:2020", ["server2020"]),
        ("access:unknown", CLOSED),
        ('access:"not known"', CLOSED),
        ("-access:free", CLOSED),
        ("access:freie", ["central2019"]),
        ("access:pay", []),
    ],
)
def test_the_query_knows_it_as_a_field(page: Page, query: str, keys: list[str]) -> None:
    page.get_by_label("Search in all fields").fill(query)
    assert found(page, len(keys)) == sorted(keys)


def test_the_search_box_knows_it_too(page: Page, site: Path) -> None:
    assert (site / "search" / "data").is_dir()
    box = page.locator(".md-search__input")
    box.click()
    box.press_sequentially("access:free")
    found = page.locator(".md-search-result__item h1")
    expect(found).to_have_count(len(FREE))
    assert sorted(found.all_inner_texts()) == ["A preprint", "By its record", "In PubMed Central"]


def test_the_page_of_a_reference_says_why(page: Page) -> None:
    for key, why in (
        ("central2019", "in PubMed Central; under a Creative Commons licence"),
        ("server2020", "on a preprint server"),
        ("stated2021", "open access, as its record says"),
    ):
        page.goto(page.url.partition("references/")[0] + f"references/{key}/")
        expect(page.locator("dt", has_text="Free full text").locator("+ dd")).to_have_text(why)
    page.goto(page.url.partition("references/")[0] + "references/alpha2020/")
    expect(page.locator("dt", has_text="Free full text")).to_have_count(0)
