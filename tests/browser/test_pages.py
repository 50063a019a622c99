"""Every kind of page: what it asks for, how it reads, on paper and on a small screen, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

pytestmark = pytest.mark.browser

THEME = ("", "references/", "references/alpha2020/", "404.html")
FLAGSHIP = (
    "",
    "trials/",
    "studies/",
    "studies/transcend-cll-004/",
    "evidence-map/",
    "timeline/",
    "references/",
    "references/by-keyword/",
    "references/siddiqi2023/",
    "404.html",
)
PAGES = [("theme_site", path) for path in THEME] + [("flagship_site", path) for path in FLAGSHIP]
#: A rule of WCAG 2.2 that axe-core has off by itself; and what is in order is not told, which takes most of its time.
AXE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}


@pytest.fixture(params=PAGES, ids=lambda pair: f"{pair[0].removesuffix('_site')}:{pair[1] or 'index'}")
def address(request: pytest.FixtureRequest) -> str:
    site, path = request.param
    return str(request.getfixturevalue(site)) + str(path)


@contextmanager
def opened(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:  # noqa: ANN401 - Playwright's own options
    context = browser.new_context(reduced_motion="reduce", **settings)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def findings(page: Page) -> list[str]:
    violations = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for v in violations for node in v["nodes"]
    ]


def test_asks_nothing_of_another_host_and_breaks_no_policy(browser: Browser, address: str) -> None:
    asked: list[str] = []
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address, wait_until="networkidle")
    # Searching starts a worker, which loads the index.
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("study")
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
    origin = "/".join(address.split("/")[:3])
    assert [url for url in asked if not url.startswith((f"{origin}/", "data:", "blob:"))] == []
    assert said == []
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert "default-src 'none'" in (policy or "")
    assert "unsafe" not in (policy or "")
    context.close()


def test_a_light_page_has_no_barrier_and_fits_a_small_window(browser: Browser, address: str) -> None:
    with opened(browser, address, color_scheme="light") as page:
        # The other halves, wide in dark and small in light, are in `make quality`: the rules look at each by itself.
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        assert findings(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        outside = page.evaluate(
            """() => [...document.querySelectorAll('.md-content article *')]
            .filter((e) => !e.closest('.table-scroll, .md-typeset__scrollwrap, pre, svg, .tabbed-labels'))
            .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > 321)
            .map((e) => e.outerHTML.slice(0, 120))"""
        )
        assert outside == []


def test_a_dark_page_has_no_barrier_and_its_paper_the_text_alone(browser: Browser, address: str) -> None:
    with opened(browser, address, color_scheme="dark") as page:
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.set_viewport_size({"width": 320, "height": 640})
        assert findings(page) == []
        page.set_viewport_size({"width": 680, "height": 900})
        page.emulate_media(media="print")
        for gone in (".md-header", ".md-sidebar", ".md-footer", ".reference-filter", ".headerlink"):
            assert page.locator(f"{gone}:visible").count() == 0
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 680
        assert page.evaluate("getComputedStyle(document.querySelector('.md-typeset')).color") == "rgb(0, 0, 0)"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        doubled = page.evaluate(
            """() => [...document.querySelectorAll('.md-content a[href]')]
            .filter((a) => getComputedStyle(a, '::after').content !== 'none')
            .filter((a) => a.closest('.csl-entry') || a.href.includes(a.textContent.trim()))
            .map((a) => a.outerHTML)"""
        )
        assert doubled == []


def test_paper_says_where_and_of_when_it_is_and_repeats_no_address_of_its_list(
    browser: Browser, flagship_site: str
) -> None:
    with opened(browser, f"{flagship_site}trials/") as page:
        expect(page.locator(".print-address")).to_be_hidden()
        expect(page.locator(".page-facts")).to_have_text(re.compile(r"^\d+ min read · Updated \d+ \w+ \d{4}$"))
        page.emulate_media(media="print")
        top = page.locator(".print-address")
        expect(top).to_contain_text(re.compile(r"Version [\d.]+ \d+ \w+ \d{4}.*/trials/$"))
        above, heading = top.bounding_box(), page.locator("h1").bounding_box()
        assert above
        assert heading
        assert above["y"] < heading["y"]
        printed = page.locator(".md-content a[href^=http]").evaluate_all(
            """all => all.filter((one) => getComputedStyle(one, '::after').content !== 'none')
            .map((one) => one.outerHTML)"""
        )
        assert printed == []


def test_reads_whole_without_javascript(browser: Browser, address: str) -> None:
    with opened(browser, address, java_script_enabled=False) as page:
        expect(page.locator("h1").first).to_be_visible()
        unseen = page.evaluate(
            """() => [...document.querySelectorAll('.md-content article :is(p, li, td, th, dt, dd)')]
            .filter((e) => !e.checkVisibility() && !e.closest('.tabbed-block, details, .review-source, .print-address'))
            .map((e) => e.outerHTML.slice(0, 120))"""
        )
        assert unseen == []


def test_lists_in_facts_begin_where_facts_do(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}references/siddiqi2023/") as page:
        places = page.locator(".reference-facts dd, .reference-facts dd li").evaluate_all(
            "all => all.map((one) => Math.round(one.getBoundingClientRect().left))"
        )
        assert len(places) > 4
        assert len(set(places)) == 1


def test_citation_leads_to_its_entry_and_back_without_javascript(browser: Browser, theme_site: str) -> None:
    with opened(browser, theme_site, java_script_enabled=False) as page:
        page.click("#cite-1 a")
        assert page.url.endswith("#ref-alpha2020")
        page.click("#ref-alpha2020 .reference-backlinks a")
        assert page.url.endswith("#cite-1")


def test_axe_finds_nothing_on_an_open_card(browser: Browser, theme_site: str) -> None:
    for scheme in ("light", "dark"):
        with opened(browser, theme_site, color_scheme=scheme) as page:
            page.hover("#cite-2 a")
            expect(page.locator(".citation-card")).to_be_visible()
            assert findings(page) == []


def test_focus_is_never_under_the_header(browser: Browser, theme_site: str) -> None:
    with opened(browser, theme_site, viewport={"width": 1280, "height": 500}) as page:
        page.locator(".md-footer a").last.focus()
        seen = 0
        # Backwards from the end, so that everything comes in from above, where the header is.
        while page.evaluate("!document.activeElement.closest('.md-header, .md-sidebar')") and seen < 100:
            page.keyboard.press("Shift+Tab")
            top, bottom, inside = page.evaluate(
                """() => { const active = document.activeElement;
                const header = document.querySelector('.md-header').getBoundingClientRect();
                return [active.getBoundingClientRect().top, header.bottom, !!active.closest('.md-content')]; }"""
            )
            if inside:
                seen += 1
                assert top >= bottom, page.evaluate("document.activeElement.outerHTML")
        assert seen > 20
