"""Figures in a real browser: on a narrow screen, on paper, without JavaScript, sorted and filtered."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import ROOT, _build, serving
from tests.browser.test_pages import findings, opened

pytestmark = pytest.mark.browser

PAGES = (
    "example:methods/",
    "example:results/",
    "example:risk-of-bias/",
    "flagship:response/",
    "flagship:safety/",
    "flagship:strategies/",
    "flagship:timeline/",
)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example review, which has every figure."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "tests" / "fixtures" / "evidence", folder / "review")
    site = folder / "review" / "site"
    _build(folder / "review" / "mkdocs.yml", site)
    with serving(site) as url:
        yield url


@pytest.fixture(params=PAGES)
def address(request: pytest.FixtureRequest) -> str:
    site, _, path = str(request.param).partition(":")
    return f"{request.getfixturevalue(f'{site}_site')}{path}"


def test_axe_finds_nothing_in_figures(browser: Browser, address: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 320)):
        size = {"width": width, "height": 800}
        with opened(browser, address, color_scheme=scheme, viewport=size) as page:
            page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            assert findings(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_each_row_keeps_its_drawing_and_its_words_on_a_narrow_screen(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}response/", viewport={"width": 320, "height": 640}) as page:
        rows = page.locator("figure[data-figure='forest-plot']").first.locator("tr[data-report]")
        assert rows.count() == 3
        for index in range(3):
            drawing = rows.nth(index).locator("svg.plot-row").bounding_box()
            assert drawing
            assert drawing["width"] > 240
            assert drawing["x"] + drawing["width"] <= 320
        tree = page.locator("figure[data-figure='forest-plot']").first.aria_snapshot()
        assert "row" in tree
        assert "9/49" in tree


def test_a_row_opens_its_reference(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}response/") as page:
        row = page.locator("tr[data-report='siddiqi2023']").first
        row.locator("a.citation").hover()
        expect(page.locator(".citation-card")).to_contain_text("Siddiqi")
        row.locator("a.citation").click()
        assert page.url.endswith("#ref-siddiqi2023")


def test_marks_stand_where_the_scale_has_them(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}response/") as page:
        figure = page.locator("figure[data-figure='forest-plot']").first
        ends = figure.locator(".figure-axis .plot-tick").evaluate_all(
            "(t) => t.map((e) => e.getBoundingClientRect().x)"
        )
        zero, hundred = ends[0], ends[-1]
        line = figure.locator("tr[data-report='siddiqi2023'] .plot-interval").evaluate(
            "(e) => { const box = e.getBoundingClientRect(); return [box.left, box.right]; }"
        )
        shares = [100 * (x - zero) / (hundred - zero) for x in line]
        assert shares == pytest.approx([8.9, 32.0], abs=1)


def rows_shown(page: Page) -> list[str]:
    return page.locator(".evidence-map-table tbody tr:visible > th").all_inner_texts()


def test_rows_are_sorted_and_put_back(browser: Browser, example_site: str) -> None:
    with opened(browser, f"{example_site}results/") as page:
        table = page.locator(".evidence-table")
        names = table.locator("tr[data-report]").evaluate_all
        reports = "(rows) => rows.map((row) => row.dataset.report)"
        before = names(reports)
        head = table.locator("th", has_text="Slept through")
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert names(reports)[:3] == ["ash2019", "beech2020", "cedar2021"]
        head.get_by_role("button").press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        # The rows of a panel stay under its heading.
        assert names(reports) == ["cedar2021", "beech2020", "ash2019", "elm2023", "dogwood2022"]
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") is None
        assert names(reports) == before


def test_the_map_is_filtered_by_words_and_kinds(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}evidence-map/") as page:
        total = len(rows_shown(page))
        page.get_by_label("Filter the rows").last.fill("duvelisib")
        assert 0 < len(rows_shown(page)) < total
        expect(page.locator(".figure-status")).to_have_text(f"{len(rows_shown(page))} of {total} rows shown")
        page.get_by_role("checkbox", name="Animal").check()
        assert len(rows_shown(page)) == 1
        page.get_by_label("Filter the rows").last.fill("")
        assert 1 < len(rows_shown(page)) < total
        assert page.locator(".bubble.is-faint[data-kind='animal']").count() == 0
        assert page.locator(".bubble.is-faint[data-kind='clinical']").count() > 0
        page.emulate_media(media="print")
        assert len(rows_shown(page)) == total


def test_a_filter_by_words_leaves_the_bubbles_of_its_rows_lit(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}evidence-map/") as page:
        total = page.locator(".bubble[href]").count()
        page.get_by_label("Filter the rows").last.fill("duvelisib")
        lit = page.locator(".bubble[href]:not(.is-faint)")
        assert 0 < lit.count() < total
        shown = page.locator(".evidence-map-table tbody tr:visible").evaluate_all(
            "(rows) => rows.map((row) => `#${row.dataset.place} ${row.dataset.kind}`)"
        )
        assert set(lit.evaluate_all("(marks) => marks.map((m) => `${m.hash} ${m.dataset.kind}`)")) == set(shown)


def test_headings_and_names_stay_while_a_long_table_scrolls(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}evidence-map/") as page:
        for name in (".map-grid", ".evidence-map-table"):
            places = page.locator(f".table-scroll:has(> {name})").evaluate(
                """(frame) => {
                    frame.scrollTop = 300; frame.scrollLeft = 100;
                    const top = (e) => e.getBoundingClientRect();
                    return [frame.scrollTop, top(frame).top - top(frame.querySelector("thead th")).top,
                            top(frame).left - top(frame.querySelector("tbody th")).left];
                }"""
            )
            assert places[0] == 300
            assert places[1:] == pytest.approx([0, 0], abs=1)


def test_no_judgement_is_cut_off_beside_both_sidebars(browser: Browser, example_site: str) -> None:
    with opened(browser, f"{example_site}results/", viewport={"width": 1280, "height": 800}) as page:
        for name in ("rob-table", "sof-table", "forest-table"):
            widths = page.locator(f".table-scroll:has(> .{name})").evaluate_all(
                "(frames) => frames.map((frame) => frame.scrollWidth - frame.clientWidth)"
            )
            assert widths == [0] * len(widths)
            assert widths


def test_a_button_that_sorts_is_seen_on_a_narrow_screen(browser: Browser, example_site: str) -> None:
    with opened(browser, f"{example_site}results/", viewport={"width": 320, "height": 640}) as page:
        button = page.locator(".evidence-table .sort-button").first
        button.focus()
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        seen = (
            "(e) => { const b = e.getBoundingClientRect(); return document.elementFromPoint(b.x + 5, b.y + 5) === e; }"
        )
        assert button.evaluate(seen)


def test_the_way_of_an_earlier_version_leads_to_the_total(browser: Browser, example_site: str) -> None:
    with opened(browser, f"{example_site}methods/", viewport={"width": 1280, "height": 800}) as page:
        boxes = page.locator("figure[data-figure='prisma-flow'] .flow-included .flow-box")
        new, total = (boxes.nth(index).bounding_box() for index in (0, 1))
        streams = page.locator(".flow-stream").evaluate_all("(s) => s.map((e) => e.getBoundingClientRect().bottom)")
        assert new
        assert total
        assert streams == pytest.approx([total["y"] - page.evaluate("scrollY"), new["y"], new["y"]], abs=2)


def test_a_bubble_leads_to_its_lines(browser: Browser, flagship_site: str) -> None:
    for path in ("evidence-map/", "strategies/"):
        with opened(browser, f"{flagship_site}{path}", java_script_enabled=False) as page:
            bubble = page.locator(".map-grid a.bubble").first
            bubble.click()
            target = page.locator(f"#{page.url.partition('#')[2]}")
            expect(target).to_be_visible()
            kind = bubble.get_attribute("data-kind")
            assert target.get_attribute("data-kind") == kind


def test_figures_read_as_text_without_a_stylesheet(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}response/") as page:
        page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach((link) => link.remove())")
        words = " ".join(page.locator("figure[data-figure='forest-plot']").first.inner_text().split())
        for part in ("Penn CTL019", "9/32", "28% (14–47)", "TRANSCEND", "9/49", "18.4% (9–32)"):
            assert part in words


def test_every_figure_of_the_example_reads_without_a_stylesheet(browser: Browser, example_site: str) -> None:
    with opened(browser, f"{example_site}results/", java_script_enabled=False) as page:
        page.locator("link[rel=stylesheet]").evaluate_all("(links) => links.forEach((link) => link.remove())")
        words = " ".join(page.locator("article").inner_text().split())
        for part in (
            "Random-effects summary 45% (31–60; prediction 0–100) 100%",
            "Values below 0: Favours water. Values above 0: Favours tea.",
            "Some concerns",
            "Deviations from the intended interventions Low 1; Some concerns 1",
            "⊕⊕◯◯ Low",
        ):
            assert part in words


def test_the_table_is_downloaded(browser: Browser, flagship_site: str) -> None:
    with opened(browser, f"{flagship_site}response/") as page:
        with page.expect_download() as download:
            page.locator("figure[data-figure='forest-plot']").first.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename == "cr.csv"
        lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == "Study,Patients,Share (95% CI)"
        assert any("9/49,18.4% (9–32)" in line.replace('"', "") for line in lines)
