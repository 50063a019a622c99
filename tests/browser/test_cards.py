"""The card of a citation, by mouse, by keyboard and by touch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CARD = ".citation-card"


@pytest.fixture
def page(browser: Browser, theme_site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(theme_site)
    yield page
    context.close()


@pytest.fixture
def touched(browser: Browser, theme_site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 600}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(theme_site)
    yield page
    context.close()


def focus_by_keyboard(page: Page, selector: str) -> None:
    # Focus set by a script counts as the keyboard's only after a key was pressed.
    page.keyboard.press("Shift")
    page.locator(selector).first.focus()


def assert_inside_window(page: Page) -> None:
    box = page.locator(CARD).bounding_box()
    window = page.evaluate("({width: document.documentElement.clientWidth, height: innerHeight})")
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= window["width"]
    assert box["y"] + box["height"] <= window["height"]


def test_pointer_opens_a_card_with_the_entry_but_its_backlinks(page: Page) -> None:
    page.hover("#cite-1 a")
    card = page.locator(CARD)
    expect(card).to_contain_text("A study of something")
    expect(card).to_contain_text("withdrawn in 2021")
    expect(card.get_by_role("link", name="DOI")).to_have_attribute("href", "https://doi.org/10.1000/alpha")
    assert card.get_attribute("aria-label") == "Reference 1"
    assert "Cited here" not in card.inner_text()
    assert page.locator("[id='ref-alpha2020']").count() == 1


def test_card_says_how_often_the_text_cites_the_reference(page: Page) -> None:
    page.hover("#cite-1 a")
    cited = page.locator(CARD).get_by_role("link", name="Cited 3 times in the text")
    assert str(cited.get_attribute("href")).endswith("/references/alpha2020/#cited-in")
    page.hover("#cite-6 a")
    expect(page.locator(CARD).get_by_role("link", name="Cited once in the text")).to_be_visible()
    # What the text does not cite, as on a page of data, says nothing.
    page.keyboard.press("Escape")
    page.hover("#cite-7 a")
    expect(page.locator(CARD)).to_contain_text("Gamma")
    expect(page.locator(".citation-card__cited")).to_be_hidden()


def test_card_stays_under_the_pointer_and_goes_without_it(page: Page) -> None:
    page.hover("#cite-1 a")
    page.hover(f"{CARD} >> text=A study of something")
    expect(page.locator(CARD)).to_have_count(1)
    page.hover("h1")
    expect(page.locator(CARD)).to_have_count(0)


def test_escape_closes_what_the_pointer_opened(page: Page) -> None:
    page.hover("#cite-1 a")
    expect(page.locator(CARD)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)


def test_click_with_a_mouse_goes_to_the_entry(page: Page) -> None:
    page.click("#cite-1 a")
    expect(page.locator("#ref-alpha2020:target")).to_have_count(1)
    expect(page.locator(CARD)).to_have_count(0)


def test_focus_opens_tab_enters_and_escape_gives_focus_back(page: Page) -> None:
    focus_by_keyboard(page, "#cite-1 a")
    card = page.locator(CARD)
    expect(card).to_have_count(1)
    described = page.locator("#cite-1 a.citation").get_attribute("aria-describedby")
    assert "A study of something" in page.locator(f"#{described}").inner_text()
    page.keyboard.press("Tab")
    expect(card.locator("*:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(page.locator("#cite-1 a.citation")).to_be_focused()
    # The way on leads past the citation, not back into its card.
    page.keyboard.press("Tab")
    expect(page.locator("#cite-2 a.citation").first).to_be_focused()


def test_card_closes_when_focus_leaves_it(page: Page) -> None:
    focus_by_keyboard(page, "#cite-1 a")
    page.locator(".citation-card__cited").focus()
    expect(page.locator(CARD)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(CARD)).to_have_attribute("aria-label", "Reference 1")
    assert page.evaluate("document.querySelector('#cite-2').contains(document.querySelector('.citation-card'))")
    expect(page.locator("#cite-2 a.citation").first).to_be_focused()


def test_pages_through_a_range_with_what_it_leaves_out(page: Page) -> None:
    page.hover("#cite-2 a")
    card = page.locator(CARD)
    expect(card).to_have_attribute("aria-label", "Reference 1")
    page.get_by_role("button", name="Next reference").click()
    expect(card).to_have_attribute("aria-label", "Reference 2")
    expect(card.get_by_role("status")).to_have_text("2 of 3")
    expect(card).to_contain_text("<script>alert(1)</script> as a title")
    page.get_by_role("button", name="Previous reference").click()
    page.get_by_role("button", name="Previous reference").click()
    expect(card).to_have_attribute("aria-label", "Reference 3")


@pytest.mark.parametrize("place", [1, 2, 3, 5, 6, 7, 8, 9])
def test_card_is_whole_wherever_the_citation_stands(page: Page, place: int) -> None:
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 500})
        page.mouse.move(0, 0)
        page.hover(f"#cite-{place} a >> nth=0")
        expect(page.locator(CARD)).to_be_visible()
        assert_inside_window(page)
        # Nothing that scrolls or stands above cuts it off.
        corner = page.evaluate(
            """() => { const box = document.querySelector('.citation-card').getBoundingClientRect();
            return [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]]
              .every(([x, y]) => document.elementFromPoint(x, y)?.closest('.citation-card')); }"""
        )
        assert corner
        page.keyboard.press("Escape")


def test_card_opens_from_within_a_footnote_tooltip(page: Page) -> None:
    page.hover(".footnote-ref")
    inside = page.locator(".md-tooltip2 a.citation")
    expect(inside).to_be_visible()
    inside.hover()
    expect(page.locator(CARD)).to_contain_text("Gamma G.")


def test_first_tap_opens_and_the_card_leads_on(touched: Page) -> None:
    touched.tap("#cite-1 a")
    card = touched.locator(CARD)
    expect(card).to_be_visible()
    assert touched.url.endswith("/")
    assert_inside_window(touched)
    touched.tap(".citation-card__go")
    expect(touched.locator("#ref-alpha2020:target")).to_have_count(1)
    expect(card).to_have_count(0)


def test_second_tap_follows_and_a_tap_elsewhere_closes(touched: Page) -> None:
    touched.tap("#cite-1 a")
    touched.tap("h1")
    expect(touched.locator(CARD)).to_have_count(0)
    touched.tap("#cite-1 a")
    touched.tap("#cite-1 a")
    expect(touched.locator("#ref-alpha2020:target")).to_have_count(1)


def test_citation_of_what_the_page_does_not_list_is_a_plain_link(touched: Page) -> None:
    touched.tap("a[data-key=delta2023]")
    touched.wait_for_url("**/references/alpha2020/")


def test_cards_work_after_instant_navigation(page: Page) -> None:
    page.evaluate("window.sameDocument = true")
    page.click(".md-tabs a:has-text('References')")
    page.wait_for_url("**/references/")
    page.click(".md-tabs a:has-text('Prose')")
    page.wait_for_url(lambda url: url.endswith("/"))
    expect(page.locator("h1")).to_contain_text("Citations in every place")
    assert page.evaluate("window.sameDocument")
    page.hover("#cite-1 a")
    expect(page.locator(CARD)).to_have_count(1)
