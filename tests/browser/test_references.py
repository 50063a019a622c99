"""The reference browser: filters, free text, the address, what a reader takes away, and lists without JavaScript."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page, expect
from tests.benchmarks.corpus import make_corpus
from tests.browser.conftest import ROOT, serving

from litreview.cli import main
from litreview.exports.registry import EXPORTS
from litreview.model.reference import Reference
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile

pytestmark = pytest.mark.browser

MINIMAL = ROOT / "tests" / "fixtures" / "minimal"
#: The references of the flagship.
TOTAL = len(re.findall(r"^@", (ROOT / "refs" / "references.bib").read_text(encoding="utf-8"), re.MULTILINE))
#: More than a page of results, and than stands on the page itself.
MANY = 320


@pytest.fixture
def page(browser: Browser, flagship_site: str) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{flagship_site}references/")
    expect(status(page)).to_have_text(f"{TOTAL} of {TOTAL} references")
    yield page
    assert problems == []
    context.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of a made review with so many references that its data are cut into pieces."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(MINIMAL, folder, dirs_exist_ok=True)
    corpus = make_corpus(MANY, folder / "corpus")
    shutil.copy(corpus.bib, folder / "refs" / "references.bib")
    shutil.copy(corpus.text, folder / "docs" / "text.md")
    (folder / "docs" / "index.md").write_text("# Made\n")
    # Those that the text does not cite any more are background.
    text = (folder / "docs" / "text.md").read_text()
    (folder / "docs" / "text.md").write_text(text[: text.rindex("\n\n")] + "\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "built")]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "built"


@pytest.fixture
def many_page(browser: Browser, many: Path) -> Iterator[Page]:
    with serving(many) as url:
        context = browser.new_context(accept_downloads=True)
        page = context.new_page()
        page.goto(f"{url}references/")
        expect(status(page)).to_have_text(f"{MANY} of {MANY} references")
        yield page
        context.close()


def status(page: Page) -> Locator:
    return page.locator(".reference-status")


def listed(page: Page, attribute: str) -> list[str | None]:
    """An attribute of each reference listed, once the list has followed the last change."""
    expect(page.locator(".reference-results .reference-list")).to_have_attribute("aria-busy", "false")
    script = "(all, name) => all.map((one) => one.getAttribute(name))"
    found: list[str | None] = page.locator(".reference-results .csl-entry").evaluate_all(script, attribute)
    return found


def shown(page: Page) -> list[str | None]:
    return listed(page, "data-key")


def ask(page: Page, words: str, count: int, total: int = TOTAL) -> list[str | None]:
    page.get_by_label("Search in all fields").fill(words)
    expect(status(page)).to_have_text(f"{count} of {total} references")
    return shown(page)


def choose(page: Page, facet: str, value: str) -> None:
    panel = page.locator(f".facet[data-facet={facet}]")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    search = panel.get_by_role("searchbox")
    expect(panel.locator("li").first).to_be_visible()
    if search.is_visible():
        search.fill(value)
    panel.locator("label", has_text=value).first.get_by_role("checkbox").check()


def references() -> tuple[Reference, ...]:
    """Those of the flagship."""
    source = SourceFile("refs/references.bib", (ROOT / "refs" / "references.bib").read_bytes())
    return tuple(read_bibliography(source).references)


def guidelines() -> set[str]:
    """Those of the flagship that have the keyword."""
    return {reference.key for reference in references() if "guideline" in reference.keywords}


def keys(file: Path) -> list[str]:
    bibliography = read_bibliography(SourceFile(file.name, file.read_bytes()))
    return [reference.key for reference in bibliography.references]


def test_words_are_found_without_regard_to_accents_and_case(page: Page) -> None:
    assert set(ask(page, "SÍDDIQI", 2)) == {"siddiqi2022", "siddiqi2023"}


def test_prefixes_name_a_field(page: Page) -> None:
    assert ask(page, "author:siddiqi year:2023..2024", 1) == ["siddiqi2023"]
    assert ask(page, "key:siddiqi2022", 1) == ["siddiqi2022"]
    assert ask(page, "doi:10.1182/bloodadvances.2021005083", 1) == ["lew2021"]
    assert ask(page, "https://doi.org/10.1182/BLOODADVANCES.2021005083", 1) == ["lew2021"]
    assert ask(page, "pmid:33091559", 1) == ["eichhorst2021"]
    assert ask(page, "journal:siddiqi", 0) == []


def test_steps_of_a_slider_are_one_place_in_the_history(page: Page) -> None:
    start, end = page.get_by_role("slider", name="From"), page.get_by_role("slider", name="To")
    first, last = int(start.input_value()) + 3, int(end.input_value())
    start.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**?year={first}..{last}")
    end.focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**?year={first}..{last - 2}")
    chip = page.get_by_role("list", name="Active filters").get_by_role("button")
    expect(chip).to_have_text(f"{first}–{last - 2}")
    # It looks like what it is.
    assert "×" in chip.evaluate("button => getComputedStyle(button, '::after').content")
    page.go_back()
    expect(start).to_have_value(str(first))
    expect(end).to_have_value(str(last))
    page.go_back()
    expect(status(page)).to_have_text(f"{TOTAL} of {TOTAL} references")


def test_large_text_has_the_whole_width(page: Page) -> None:
    def share() -> float:
        found: float = page.evaluate(
            """() => document.querySelector('.reference-results').getBoundingClientRect().width /
            document.querySelector('.reference-browser').getBoundingClientRect().width"""
        )
        return found

    assert share() < 0.8
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert share() > 0.99
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_what_unfolds_says_so_where_the_system_chooses_the_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    sign = "getComputedStyle(document.querySelector('.facet summary'), '::after').backgroundColor"
    assert page.evaluate(f"{sign} === getComputedStyle(document.body).color")


def test_what_articles_print_is_understood(page: Page) -> None:
    assert ask(page, "Siddiqi T et al. 2023", 1) == ["siddiqi2023"]
    assert set(ask(page, 'author:"Siddiqi T"', 2)) == {"siddiqi2022", "siddiqi2023"}
    assert ask(page, "PMID: 33091559.", 1) == ["eichhorst2021"]
    assert ask(page, "doi 10.1182/bloodadvances.2021005083", 1) == ["lew2021"]
    assert ask(page, "https://pmc.ncbi.nlm.nih.gov/articles/PMC6117613/", 1) == ["fraietta2018"]
    assert set(ask(page, "Siddiqi & author: T", 2)) == {"siddiqi2022", "siddiqi2023"}
    # While a field's word has yet to be written, nothing is left out.
    ask(page, "author:", TOTAL)


def test_quoted_words_stand_side_by_side(page: Page) -> None:
    assert set(ask(page, 'title:"liso-cel"', 6)) == {
        "cllsociety_icml2023", "shadman2025rw", "targetedonc2024", "oncdata2024", "ajmc2025", "crombie2023",
    }  # fmt: skip
    assert ask(page, '"cel liso"', 0) == []


def test_a_minus_leaves_out(page: Page) -> None:
    found = len(guidelines())
    ask(page, "keyword:guideline", found)
    assert "nccn2023" not in ask(page, "keyword:guideline -nccn", found - 1)


def test_title_outranks_other_fields(page: Page) -> None:
    page.get_by_label("Search in all fields").fill("richter")
    expect(page.locator(".reference-results .csl-entry").first).to_contain_text("Richter")
    expect(page.get_by_label("Sort by")).to_have_value("relevance")


def test_values_of_one_facet_widen_and_facets_narrow(page: Page) -> None:
    choose(page, "keyword", "guideline")
    expect(status(page)).to_have_text(f"{len(guidelines())} of {TOTAL} references")
    choose(page, "keyword", "review")
    either = {r.key: r for r in references() if {"guideline", "review"} & set(r.keywords)}
    expect(status(page)).to_have_text(f"{len(either)} of {TOTAL} references")
    assert set(shown(page)) == set(either)
    choose(page, "has", "In PubMed")
    in_pubmed = {key for key, reference in either.items() if "PMID" in reference.identifiers}
    assert in_pubmed != set(either)
    expect(status(page)).to_have_text(f"{len(in_pubmed)} of {TOTAL} references")
    assert set(shown(page)) == in_pubmed
    chips = page.get_by_role("list", name="Active filters").get_by_role("button")
    expect(chips).to_have_count(4)
    chips.first.click()
    page.get_by_role("button", name="Clear all").click()
    expect(status(page)).to_have_text(f"{TOTAL} of {TOTAL} references")
    assert page.url.endswith("/references/")


def test_facets_count_what_choosing_would_show(page: Page) -> None:
    for facet, values in (("use", ["Background", "Reports an included study"]), ("has", ["Full text in PMC"])):
        for value in values:
            choose(page, facet, value)
            label = page.locator(f".facet[data-facet={facet}] label", has_text=value)
            promised = int(label.locator(".facet-count").inner_text().strip("()"))
            expect(status(page)).to_have_text(f"{promised} of {TOTAL} references")
            assert 0 < promised < TOTAL
            label.locator("input").uncheck()


def test_the_address_holds_the_state_and_history_restores_it(page: Page) -> None:
    choose(page, "author", "Siddiqi T")
    expect(status(page)).to_have_text(f"2 of {TOTAL} references")
    address = page.url
    page.get_by_label("Sort by").select_option("Oldest first")
    expect(page.locator(".reference-results .csl-entry").first).to_have_attribute("data-key", "siddiqi2022")
    page.go_back()
    expect(page.locator(".reference-results .csl-entry").first).to_have_attribute("data-key", "siddiqi2023")
    page.go_back()
    expect(status(page)).to_have_text(f"{TOTAL} of {TOTAL} references")
    page.go_forward()
    expect(status(page)).to_have_text(f"2 of {TOTAL} references")
    page.get_by_label("Select Siddiqi T").first.check()
    expect(page.get_by_text("Download the 1 selected")).to_be_visible()
    page.wait_for_url("**selected=siddiqi2023")
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(status(page)).to_have_text(f"2 of {TOTAL} references")
    expect(page.get_by_text("Download the 1 selected")).to_be_visible()
    assert shared.startswith(address)


def test_what_an_address_names_in_vain_hides_nothing(page: Page, flagship_site: str) -> None:
    page.goto(f"{flagship_site}references/?type=nonsense&author=Nobody&year=x")
    expect(status(page)).to_have_text(f"{TOTAL} of {TOTAL} references")


def test_years_are_chosen_by_click_drag_and_keyboard(page: Page) -> None:
    bar = page.locator(".reference-years g[data-year='2021']")
    bar.click()
    page.wait_for_url("**?year=2021")
    assert set(listed(page, "data-year")) == {"2021"}
    bar.click()
    expect(status(page)).to_have_text(f"{TOTAL} of {TOTAL} references")
    start = page.locator(".reference-years g[data-year='2019']").bounding_box()
    end = page.locator(".reference-years g[data-year='2022']").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 2, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + 10)
    page.mouse.up()
    page.wait_for_url("**?year=2019..2022")
    start_year = page.locator(".reference-years").get_by_role("slider", name="From")
    expect(start_year).to_have_value("2019")
    start_year.press("ArrowRight")
    page.wait_for_url("**?year=2020..2022")
    assert set(listed(page, "data-year")) == {"2020", "2021", "2022"}


def test_keyboard_alone_suffices(page: Page) -> None:
    page.get_by_label("Search in all fields").focus()
    page.keyboard.type("keyword:guideline")
    expect(status(page)).to_have_text(f"{len(guidelines())} of {TOTAL} references")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[data-facet=journal] summary') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".facet[data-facet=journal] li").first).to_be_visible()
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.type") == "search":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**journal=**")
    # The list was drawn anew, and the box keeps the focus.
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert page.evaluate("document.activeElement.checked")


@pytest.mark.parametrize("name", EXPORTS)
def test_a_download_is_what_we_write_for_the_same_references(page: Page, tmp_path: Path, name: str) -> None:
    wanted = ask(page, "key:siddiqi2023 OR key:lew2021 OR key:eichhorst2021", 3)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download as {EXPORTS[name].label}").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == EXPORTS[name].file_name
    known = {reference.key: reference for reference in references()}
    in_order = [known[key] for key in page_order(page) if key in wanted]
    assert file.read_bytes().decode() == EXPORTS[name].write(in_order).text
    if name == "csv":
        return
    result = CliRunner().invoke(main, ["convert", str(file)])
    assert result.exit_code == 0, result.output
    # Formats without a place for markup lose it, and nothing else.
    titles = [re.sub(r"<[^>]*>", "", item["title"]) for item in json.loads(result.stdout)]
    assert titles == [str(reference.title) for reference in in_order]


def page_order(page: Page) -> list[str]:
    """All keys in the order of the site."""
    page.get_by_label("Search in all fields").fill("")
    expect(status(page)).to_have_text(f"{TOTAL} of {TOTAL} references")
    return [key for key in shown(page) if key]


def test_a_selection_is_downloaded_alone(page: Page, tmp_path: Path) -> None:
    ask(page, "keyword:guideline", len(guidelines()))
    page.get_by_label("Select National Comprehensive").check()
    page.get_by_label("Search in all fields").fill("siddiqi")
    expect(status(page)).to_have_text(f"2 of {TOTAL} references")
    page.get_by_role("button", name="Select all 2 shown").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as BibTeX").click()
    waiting.value.save_as(tmp_path / "selected.bib")
    assert sorted(keys(tmp_path / "selected.bib")) == ["nccn2023", "siddiqi2022", "siddiqi2023"]


def test_a_selection_is_copied_in_the_sites_style(page: Page) -> None:
    ask(page, "siddiqi", 2)
    printed = page.locator(".reference-results .csl-entry .csl-text").all_text_contents()
    page.get_by_role("button", name="Copy as a list").click()
    expect(page.locator(".take-status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    for text in printed:
        assert text in copied


def test_the_title_stands_first_and_leads_to_the_reference(page: Page) -> None:
    ask(page, "key:siddiqi2023", 1)
    item = page.locator(".reference-results .csl-entry")
    title = item.get_by_role("link", name="Lisocabtagene maraleucel in chronic lymphocytic leukaemia")
    above, below = title.bounding_box(), item.get_by_text("Siddiqi T, Maloney DG").bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"] + 1
    title.click()
    page.wait_for_url("**/references/siddiqi2023/")


def test_on_a_phone_the_first_screen_has_a_reference_and_filters_open_in_a_sheet(
    page: Page, flagship_site: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{flagship_site}references/")
    expect(page.locator(".reference-results .csl-entry .csl-title").first).to_be_in_viewport(ratio=1)
    expect(page.locator(".facet").first).to_be_hidden()
    page.get_by_role("button", name="Filters").press("Enter")
    sheet = page.get_by_role("dialog", name="Filters")
    choose(page, "keyword", "guideline")
    sheet.get_by_role("button", name=f"Show {len(guidelines())} references").click()
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_focused()
    assert set(shown(page)) == guidelines()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # A window that grows has them beside the results again.
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".reference-columns > .reference-facets")).to_be_visible()


def test_where_nothing_is_found_each_filter_says_what_shows_without_it(page: Page) -> None:
    choose(page, "keyword", "guideline")
    ask(page, "nccn xyzzy", 0)
    advice = page.get_by_role("region", name="Nothing found")
    expect(advice).to_contain_text("“xyzzy” stands in no reference")
    nccn = advice.get_by_role("button", name=re.compile(r"^Without “xyzzy” \((\d+)\)$"))
    promised = re.search(r"\d+", nccn.inner_text())
    assert promised
    expect(advice.get_by_role("button", name=f"Without “nccn xyzzy” ({len(guidelines())})")).to_be_visible()
    nccn.click()
    expect(status(page)).to_have_text(f"{promised[0]} of {TOTAL} references")
    expect(advice).to_be_hidden()


def test_neither_sheet_nor_advice_is_a_barrier(page: Page) -> None:
    ask(page, "xyzzy", 0)
    options = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
    assert Axe().run(page, options=options).response["violations"] == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Filters").click()
    page.locator(".facet[data-facet=has] summary").click()
    assert Axe().run(page, options=options).response["violations"] == []


def test_the_link_of_a_search_is_copied(page: Page) -> None:
    ask(page, "siddiqi", 2)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "find=siddiqi" in page.url


def test_paper_has_all_of_a_result_and_says_what_was_looked_for(many_page: Page) -> None:
    page = many_page
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.get_by_role("button", name=f"Print all {MANY}").click()
    expect(page.locator(".reference-results .csl-entry")).to_have_count(MANY)
    page.emulate_media(media="print")
    expect(status(page)).to_be_visible()
    expect(page.locator(".reference-pages")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".reference-results .csl-entry")).to_have_count(25)


def test_the_keys_that_print_load_what_is_missing_first(many_page: Page) -> None:
    page = many_page
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.keyboard.press("Control+p")
    expect(page.locator(".reference-results .csl-entry")).to_have_count(MANY)


def test_what_came_since_the_last_visit_is_told_until_the_window_closes(browser: Browser, many: Path) -> None:
    with serving(many) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{url}references/")
        expect(status(page)).to_have_text(f"{MANY} of {MANY} references")
        expect(page.locator(".reference-new")).to_be_hidden()
        page.wait_for_function("() => Object.keys(localStorage).some((name) => name.startsWith('litreview.seen'))")
        # As if the site had had two references less when the reader left.
        page.evaluate(
            """() => {
              const name = Object.keys(localStorage).find((one) => one.startsWith("litreview.seen"));
              const seen = JSON.parse(localStorage.getItem(name));
              const keys = seen.keys.filter((key) => !["made000007", "made000008"].includes(key));
              localStorage.setItem(name, JSON.stringify({ version: "before", keys, at: "2026-01-31" }));
            }"""
        )
        page.close()
        page = context.new_page()
        for _ in range(2):
            page.goto(f"{url}references/")
            expect(page.locator(".reference-new")).to_contain_text("since your last visit on January 31, 2026: 2.")
        page.get_by_role("button", name="Show them").click()
        expect(status(page)).to_have_text(f"2 of {MANY} references")
        assert set(shown(page)) == {"made000007", "made000008"}
        page.close()
        # The next visit has seen them.
        page = context.new_page()
        page.goto(f"{url}references/?added=visit")
        expect(status(page)).to_have_text(f"{MANY} of {MANY} references")
        context.close()


def test_lists_have_everything_without_javascript(browser: Browser, flagship_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{flagship_site}references/")
    # Of a long list the first; where the others are is said below them.
    shown = page.locator(".csl-entry").count()
    expect(page.locator(".reference-more")).to_contain_text(f"the first {shown} of {TOTAL} references")
    for name in ("By year", "By author", "By journal", "By keyword"):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_url(f"**/references/{name.lower().replace(' ', '-')}/")
        # A long list is cut into pages, which its first one names.
        pages = [link.get_attribute("href") for link in page.locator(".reference-ranges a").all()] or [page.url]
        listed = set()
        for address in dict.fromkeys(urljoin(page.url, str(part)).partition("#")[0] for part in pages):
            page.goto(address)
            listed |= {line.get_attribute("data-key") for line in page.locator(".reference-briefs li").all()}
        assert len(listed) == TOTAL
    page.locator(".reference-briefs a").first.click()
    expect(page.locator("[data-reference]")).to_be_visible()
    context.close()


def test_plain_lists_stay_where_the_data_cannot_be_loaded(browser: Browser, flagship_site: str) -> None:
    page = browser.new_page()
    page.route("**/references/data/**", lambda route: route.abort())
    page.goto(f"{flagship_site}references/", wait_until="networkidle")
    assert page.locator(".reference-group .csl-entry").count() > 0
    assert page.locator(".reference-filter").count() == 0
    page.close()


def test_works_from_files(browser: Browser, many: Path) -> None:
    page = browser.new_page()
    page.goto((many / "references" / "index.html").as_uri() + "?q=made000007")
    expect(status(page)).to_have_text(f"1 of {MANY} references")
    assert shown(page) == ["made000007"]
    page.close()


def test_long_lists_come_in_pages_and_pieces(many_page: Page) -> None:
    page = many_page
    before = shown(page)
    assert len(before) == 25
    page.get_by_role("link", name="Last", exact=True).click()
    page.wait_for_url("**?page=13")
    assert len(shown(page)) == MANY - 12 * 25
    page.go_back()
    expect(page.locator(".reference-results .csl-entry").first).to_have_attribute("data-key", str(before[0]))
    seen: list[str | None] = []
    for number in range(1, 14):
        page.goto(page.url.partition("?")[0] + f"?sort=title&page={number}")
        expect(page.locator(".reference-pages")).to_contain_text(f"Page {number} of 13")
        seen.extend(shown(page))
    assert len(seen) == len(set(seen)) == MANY


def test_a_large_selection_is_the_whole_file(many_page: Page, many: Path, tmp_path: Path) -> None:
    with many_page.expect_download() as waiting:
        many_page.get_by_role("button", name="Download as RIS").click()
    waiting.value.save_as(tmp_path / "all.ris")
    assert (tmp_path / "all.ris").read_bytes() == (many / "references.ris").read_bytes()


def narrowed(page: Page, many: Path) -> set[str]:
    """Filter by a journal and years of both halves; the keys that this has to show, by the download of all."""
    choose(page, "journal", "Blood")
    expect(status(page)).not_to_have_text(f"{MANY} of {MANY} references")
    page.get_by_label("Search in all fields").fill("year:2000..2015")
    items = json.loads((many / "references.json").read_text())
    wanted = {
        item["id"]
        for item in items
        if item["container-title"] == "Blood" and 2000 <= item["issued"]["date-parts"][0][0] <= 2015
    }
    expect(status(page)).to_have_text(f"{len(wanted)} of {MANY} references")
    return wanted


def test_history_and_a_link_restore_what_is_loaded_in_pieces(many_page: Page, many: Path, browser: Browser) -> None:
    page = many_page
    whole = shown(page)
    wanted = narrowed(page, many)
    page.get_by_label("Sort by").select_option("Title")
    page.wait_for_url("**sort=title**")
    sorted_by_title = shown(page)
    assert set(sorted_by_title) == wanted
    # A link opens the same for somebody else.
    other = browser.new_page()
    other.goto(page.url)
    expect(status(other)).to_have_text(f"{len(wanted)} of {MANY} references")
    assert shown(other) == sorted_by_title
    assert other.get_by_label("Search in all fields").input_value() == "year:2000..2015"
    other.close()
    page.go_back()
    expect(page.get_by_label("Sort by")).to_have_value("relevance")
    assert set(shown(page)) == wanted
    page.go_back()
    expect(page.get_by_label("Search in all fields")).to_have_value("")
    page.go_back()
    expect(status(page)).to_have_text(f"{MANY} of {MANY} references")
    assert shown(page) == whole
    for _ in range(3):
        page.go_forward()
    expect(page.get_by_label("Sort by")).to_have_value("title")
    expect(status(page)).to_have_text(f"{len(wanted)} of {MANY} references")
    assert shown(page) == sorted_by_title


def test_a_filtered_selection_reads_as_exactly_that(many_page: Page, many: Path, tmp_path: Path) -> None:
    wanted = narrowed(many_page, many)
    items = {item["id"]: item["DOI"] for item in json.loads((many / "references.json").read_text())}
    for export in EXPORTS.values():
        if export.name == "csv":
            continue
        with many_page.expect_download() as waiting:
            many_page.get_by_role("button", name=f"Download as {export.label}").click()
        waiting.value.save_as(tmp_path / export.file_name)
        result = CliRunner().invoke(main, ["convert", str(tmp_path / export.file_name)])
        assert result.exit_code == 0, result.output
        found = [item["DOI"] for item in json.loads(result.stdout)]
        assert sorted(found) == sorted(items[key] for key in wanted), export.name


def test_downloads_are_not_taken_for_translations(browser: Browser, many: Path) -> None:
    """The theme reads the sitemap for each translation; of a large site that holds the page up."""
    with serving(many) as url:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{url}references/", wait_until="networkidle")
        assert not [one for one in asked if "sitemap" in one]
        expect(page.locator("link[rel=alternate][type]")).to_have_count(len(EXPORTS))
        page.close()


def test_data_of_another_version_are_not_taken(browser: Browser, many: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(many, site)
    for file in (site / "references" / "data" / "words").iterdir():
        file.write_text(file.read_text().replace('receive("', 'receive("not-', 1))
    with serving(site) as url:
        page = browser.new_page()
        page.goto(f"{url}references/")
        page.get_by_label("Search in all fields").fill("survival")
        expect(status(page)).to_contain_text("could not be loaded")
        page.close()


def test_long_plain_lists_are_cut_and_linked(browser: Browser, many: Path) -> None:
    with serving(many) as url:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{url}references/by-author/")
        ranges = page.locator(".reference-ranges a")
        assert ranges.count() > 1
        # A click waits for the answer's beginning alone, and a list half read has not all of its lines.
        with page.expect_navigation():
            ranges.first.click()
        listed: set[str | None] = set()
        for _ in range(100):
            lines = page.locator(".reference-briefs li").evaluate_all("all => all.map((one) => one.dataset.key)")
            assert len(lines) <= 600
            listed.update(lines)
            following = page.locator(".reference-nav a[rel=next]")
            if not following.count():
                break
            with page.expect_navigation():
                following.click()
        assert len(listed) == MANY
        context.close()
