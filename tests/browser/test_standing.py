"""What readers see of `litreview verify`: the filter of the reference browser, the notice on the page, the mark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import serving
from tests.browser.test_pages import findings, opened
from tests.conftest import MINIMAL

from litreview.cli import main
from litreview.model.verification import fingerprint
from litreview.read.library import read_library

pytestmark = pytest.mark.browser

RETRACTED = {"kind": "retraction", "label": "Retraction", "date": "2024-02-06", "told_by": ["Retraction Watch"]}
RESULTS = {
    "alpha2020": {"result": "found", "notices": [RETRACTED]},
    "beta2021": {
        "result": "differs",
        "differs": [{"fact": "year", "here": 2021, "there": 2019, "service": "Crossref"}],
    },
    "gamma2022": {"result": "not found", "asked": [{"service": "Crossref", "by": "title", "result": "not found"}]},
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("standing") / "review"
    shutil.copytree(MINIMAL, folder)
    references = read_library(folder).library.references
    known = {
        key: {"title": str(references[key].title), "checked": "2026-11-30", "fingerprint": fingerprint(references[key])}
        for key in RESULTS
    }
    written = {"references": {key: {**known[key], **result} for key, result in RESULTS.items()}}
    (folder / "refs" / "verified.yml").write_text(yaml.safe_dump(written), encoding="utf-8")
    with (folder / "refs" / "review.yml").open("a") as review:
        review.write("checks: {retracted-reference: warning}\n")
    result = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert result.exit_code == 0, result.output
    with serving(folder / "site") as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, f"{address}references/") as page:
        expect(page.locator(".reference-status")).to_have_text("3 of 3 references")
        yield page


def test_references_are_filtered_by_what_became_of_them(page: Page) -> None:
    panel = page.locator(".facet[data-facet=standing]")
    expect(panel.locator("summary")).to_have_text("Retracted, corrected, found")
    panel.locator("summary").click()
    labels = ["Retracted (1)", "Found as printed here (1)", "Found with differences (1)", "Not found (1)"]
    expect(panel.locator("label")).to_have_text(labels)
    for name, value, key in (
        ("Retracted", "retraction", "alpha2020"),
        ("Found with differences", "differs", "beta2021"),
        ("Not found", "not_found", "gamma2022"),
    ):
        box = panel.get_by_role("checkbox", name=name, exact=False)
        box.check()
        expect(page.locator(".reference-status")).to_have_text("1 of 3 references")
        page.wait_for_url(f"**?standing={value}")
        shown = page.locator(".reference-results .csl-entry")
        expect(shown).to_have_attribute("data-key", key)
        box.uncheck()
    assert findings(page) == []


def test_an_address_names_the_filter(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}references/?standing=retraction") as page:
        expect(page.locator(".reference-status")).to_have_text("1 of 3 references")
        expect(page.get_by_role("list", name="Active filters")).to_have_text("Retracted, corrected, found: Retracted")


def test_a_retraction_is_told_on_the_page_and_at_the_number_in_the_text(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}references/alpha2020/") as page:
        expect(page.get_by_text("Retraction Watch").first).to_be_visible()
        assert findings(page) == []
    with opened(browser, f"{address}text/") as page:
        expect(page.locator(".md-content p", has=page.locator("a.citation")).first).to_contain_text("retracted")
