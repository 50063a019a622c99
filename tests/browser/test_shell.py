"""The frame around the text, by keyboard: every stop is seen, what is closed is none, and focus comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_pages import findings, opened

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1024, 1440)
#: Pages with cards and tables, a plot that can be questioned, a map, a table of studies, facets and years.
PAGES = ("", "response/", "evidence-map/", "studies/", "references/")
#: The stops of the page in the order of its elements; and of a stop that has focus, why a reader does not see it.
STOPS = """
globalThis.stops = () => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]");
  return [...all].filter((one) => one.tabIndex >= 0 && !one.disabled && shown(one));
};
globalThis.looks = (stop) => {
  const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor } = getComputedStyle(stop);
  return [outlineStyle === "none" ? "" : outlineWidth, boxShadow, backgroundColor, borderColor].join();
};
globalThis.unseen = (stop) => {
  if (!stop.checkVisibility({ opacityProperty: true })) return "not shown";
  const boxes = [...stop.getClientRects()].filter(({ width, height }) => width >= 1 && height >= 1);
  const within = boxes.map(({ left, top, right, bottom }) =>
    [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)]);
  const inside = within.filter(([left, top, right, bottom]) => right - left >= 4 && bottom - top >= 4);
  if (!inside.length) return `outside the window: ${JSON.stringify(boxes[0])}`;
  const covers = inside.map(([left, top, right, bottom]) =>
    document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
  const is = (hit) => stop.contains(hit) || hit.contains(stop) || hit.closest("label")?.control === stop;
  return covers.some((hit) => hit && is(hit)) ? "" : `covered by ${covers[0]?.outerHTML.slice(0, 80)}`;
};
// What follows the reader's scrolling, as the menu beside the text does, comes with one of the next frames.
const frame = () => new Promise(requestAnimationFrame);
globalThis.walk = async () => {
  const found = [];
  for (const stop of stops()) {
    const before = looks(stop);
    stop.focus({ focusVisible: true });
    for (let frames = 0; frames < 60 && unseen(stop); frames += 1) await frame();
    const why = unseen(stop) || (looks(stop) === before ? "no mark of focus" : "");
    if (why) found.push(`${stop.outerHTML.slice(0, 120)}: ${why}`);
  }
  return found;
};
"""
STOP = """() => {
  const stop = document.activeElement;
  return stop === document.body ? null : [stop.outerHTML.slice(0, 120), unseen(stop)];
}"""


@pytest.fixture
def trials(browser: Browser, flagship_site: str) -> Iterator[Page]:
    with opened(browser, f"{flagship_site}trials/") as page:
        yield page


def stops(page: Page, most: int) -> list[list[str]]:
    """What Tab reaches from the start of the page, until it leaves it."""
    found: list[list[str]] = []
    while len(found) < most:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "index")
def test_every_stop_of_the_keyboard_is_seen(browser: Browser, flagship_site: str, path: str) -> None:
    with opened(browser, f"{flagship_site}{path}", viewport={"width": 1440, "height": 800}) as page:
        page.evaluate(STOPS)
        page.keyboard.press("Tab")
        # The way of the Tab key is that of the elements.
        places = []
        for _ in range(25):
            page.keyboard.press("Tab")
            places.append(page.evaluate("stops().indexOf(document.activeElement)"))
        assert places == list(range(places[0], places[0] + 25))
        assert places[0] < 3
        # What is folded has stops too.
        page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("walk()") == [], width
            assert page.locator(".drawer-open").is_visible() == (width < 1220)


@pytest.mark.parametrize("width", [320, 1024])
def test_the_menu_opens_by_a_button_and_gives_focus_back(trials: Page, width: int) -> None:
    trials.set_viewport_size({"width": width, "height": 800})
    button = trials.get_by_role("button", name="Navigation")
    expect(button).to_have_attribute("aria-expanded", "false")
    # None of the menu's links is there for anyone.
    expect(trials.get_by_role("link", name="Evidence map")).to_have_count(0)
    button.focus()
    trials.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(trials.locator(".drawer-close")).to_be_focused()
    expect(trials.get_by_role("link", name="Evidence map")).to_be_visible()
    trials.wait_for_function("document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
    trials.evaluate(STOPS)
    found = stops(trials, 12)
    assert all("md-nav__" in stop[0] or "md-logo" in stop[0] for stop in found)
    assert [stop for stop in found if stop[1]] == []
    trials.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(trials.get_by_role("link", name="Evidence map")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_menu(browser: Browser, flagship_site: str, scheme: str) -> None:
    with opened(
        browser, f"{flagship_site}trials/", color_scheme=scheme, viewport={"width": 390, "height": 800}
    ) as page:
        page.locator(".drawer-open").click()
        page.wait_for_function("document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
        assert findings(page) == []


def test_the_switch_of_colours_says_what_it_does(trials: Page) -> None:
    trials.get_by_role("button", name="Switch to dark mode").press("Enter")
    expect(trials.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(trials.get_by_role("button", name="Switch to light mode")).to_be_focused()
    expect(trials.get_by_role("radio")).to_have_count(0)


def test_what_an_abbreviation_stands_for_is_told_by_keyboard(trials: Page) -> None:
    term = trials.locator("abbr", has_text="CLL").first
    while trials.evaluate("document.activeElement.tagName") != "ABBR":
        trials.keyboard.press("Tab")
    expect(term).to_be_focused()
    expect(trials.locator("[role=tooltip].md-tooltip2--active")).to_have_text("Chronic lymphocytic leukaemia")


def test_text_that_comes_without_a_key_is_searched_for(trials: Page) -> None:
    trials.locator(".md-search__input").focus()
    trials.keyboard.insert_text("ibrutinib")
    expect(trials.locator(".md-search-result__meta")).to_contain_text("matching")


def test_a_heading_copies_its_address(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}trials/", permissions=["clipboard-read", "clipboard-write"]) as page:
        heading = page.locator(".md-content h2").first
        words = heading.evaluate("heading => heading.firstChild.textContent.trim()")
        link = heading.get_by_role("link", name=f"Copy the address of “{words}”")
        link.press("Enter")
        expect(page.get_by_text("Address copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.url
        assert "#" in page.url


def test_the_page_for_what_is_not_there_searches(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}404.html") as page:
        expect(page).to_have_title("404 – CAR-T Cells in Chronic Lymphocytic Leukemia")
        page.get_by_role("searchbox", name="Search").fill("ibrutinib")
        page.keyboard.press("Enter")
        expect(page).to_have_title("CAR-T Cells in Chronic Lymphocytic Leukemia")
        expect(page.locator(".md-search__input")).to_have_value("ibrutinib")
        expect(page.locator(".md-search-result__meta")).to_contain_text("matching")


def test_a_search_of_the_list_of_references_stays_there(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}references/?q=ibrutinib") as page:
        for _ in range(2):
            expect(page.get_by_label("Search in all fields")).to_have_value("ibrutinib")
            assert not page.locator("#__search").is_checked()
            assert "ibrutinib" in page.url
            page.reload()


def test_a_page_leads_to_the_next_and_names_its_address_on_paper(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}trials/") as page:
        expect(page.get_by_role("link", name="Next: Depth and durability of response")).to_be_visible()
        expect(page.locator(".print-address")).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.locator(".print-address")).to_contain_text("https://litreview.github.io/litreview/trials/")
        page.goto(f"{flagship_site}references/siddiqi2023/")
        expect(page.locator(".print-address")).to_contain_text(
            "https://litreview.github.io/litreview/references/siddiqi2023/"
        )
