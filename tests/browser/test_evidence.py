"""What stands behind a number, by mouse, keyboard, touch and without JavaScript; and the table of the studies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CARD = ".citation-card"
NUMBER = ".md-content p .evidence > a"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_number_in_a_sentence_tells_what_stands_behind_it(page: Page, flagship_site: str) -> None:
    page.goto(f"{flagship_site}trials/")
    page.hover(NUMBER)
    card = page.locator(CARD)
    expect(card).to_contain_text("TRANSCEND CLL 004")
    for word in ("9/49 (18.4%)", "Siddiqi et al. 2023", "Counted in", "How it was read", "derived", "Other sources"):
        expect(card).to_contain_text(word)
    assert "http" not in card.inner_text()
    card.get_by_role("link", name="Siddiqi et al. 2023").click()
    expect(page.locator("[data-reference=siddiqi2023]")).to_be_visible()


def test_a_number_in_a_table_opens_by_keyboard_and_leads_to_its_study(page: Page, flagship_site: str) -> None:
    page.goto(f"{flagship_site}trials/")
    page.keyboard.press("Shift")
    number = page.locator("td .evidence[data-result=penn-pilot-porter2015-cr] > a")
    number.focus()
    expect(page.locator(CARD)).to_contain_text("Porter et al. 2015, PubMed Central")
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#result-penn-pilot-porter2015-cr")).to_be_in_viewport()


def test_the_page_of_a_reference_begins_with_what_it_found(page: Page, flagship_site: str) -> None:
    page.goto(f"{flagship_site}references/siddiqi2023/")
    assert page.locator("article h2").evaluate_all("all => all.slice(0, 5).map((one) => one.id)") == [
        *("found", "standing", "abstract", "cited-in", "details")
    ]
    page.locator(".study-results .evidence[data-result=transcend-cll-004-siddiqi2023-cr] > a").focus()
    expect(page.locator(CARD)).to_contain_text("9/49 (18.4%)")
    # Citing sentences stand by page; what is cited everywhere has its rest folded.
    response = page.locator(".reference-places h3", has_text="Depth and durability")
    sentences = response.locator("xpath=following-sibling::ol[1]").locator("li")
    expect(sentences).to_have_count(3)
    response.locator("xpath=following-sibling::details[1]").locator("summary").press("Enter")
    row = page.locator(
        ".citing-sentences q", has_text="TRANSCEND CLL 004, primary analysis (21.0 months) [6] judged"
    ).first
    expect(row).to_contain_text("Patients: 9/49; Share (95% CI): 18.4%")


def test_the_first_tap_opens_and_the_next_follows(browser: Browser, flagship_site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{flagship_site}trials/")
    page.tap(NUMBER)
    expect(page.locator(CARD)).to_contain_text("Counted in")
    box = page.locator(CARD).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    page.tap(NUMBER)
    expect(page.locator("#result-transcend-cll-004-siddiqi2023-cr")).to_be_visible()
    context.close()


def test_without_javascript_the_same_words_stand_on_the_page_of_the_study(browser: Browser, flagship_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{flagship_site}trials/")
    page.click(NUMBER)
    record = page.locator("#result-transcend-cll-004-siddiqi2023-cr")
    expect(record).to_contain_text("judged by an independent committee")
    expect(record).to_be_visible()
    page.goto(f"{flagship_site}studies/")
    assert page.locator(".studies-table tbody").count() == page.locator(".study-name:visible").count() > 20
    context.close()


def test_the_table_of_studies_is_as_the_address_says(page: Page, flagship_site: str, tmp_path: Path) -> None:
    page.goto(f"{flagship_site}studies/")
    everything = page.locator(".studies-table tbody:visible").count()
    page.get_by_label("Outcome").select_option("orr")
    page.locator(".studies-columns summary").click()
    page.get_by_role("checkbox", name="Population").check()
    page.locator("th[data-column=of-orr] button").click()
    seen = page.locator(".studies-table tbody:visible .study-name").all_inner_texts()
    assert 0 < len(seen) < everything
    values = [
        float(value)
        for cell in page.locator("tbody:visible td[data-column=of-orr]").all()
        if (value := cell.get_attribute("data-value"))
    ]
    assert values == sorted(values, reverse=True)
    page.reload()
    expect(page.locator(".studies-status")).to_have_text(f"{len(seen)} of {everything} studies shown")
    assert page.locator(".studies-table tbody:visible .study-name").all_inner_texts() == seen
    expect(page.locator("th[data-column=is-population]")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this table as CSV").click()
    download.value.save_as(tmp_path / "shown.csv")
    lines = (tmp_path / "shown.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == len(seen) + 1
    assert '"Population"' in lines[0]
    page.get_by_role("button", name="Show all studies").click()
    expect(page.locator(".studies-table tbody:visible")).to_have_count(everything)
    assert "outcome" not in page.url


def test_a_row_opens_by_keyboard_and_where_the_address_leads_to_it(page: Page, flagship_site: str) -> None:
    page.goto(f"{flagship_site}studies/#study-penn-pilot")
    expect(page.locator("#study-penn-pilot-more")).to_be_visible()
    opener = page.get_by_role("button", name="More about Penn CTL019 pilot")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#study-penn-pilot-more")).to_be_hidden()
    expect(opener).to_have_attribute("aria-expanded", "false")
