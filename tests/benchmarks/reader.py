"""A reader with a new profile at a served site: what they do on the page of all references, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Locator, Page, expect

from tests.benchmarks.gzipped import Host

_STOPWATCH: Final = Path(__file__).parent / "stopwatch.js"
#: A hand that types fast, in milliseconds a letter.
_LETTER: Final = 80
#: The values that the panel of a facet offers.
_BOX: Final = ".facet[data-facet={facet}] input[type=checkbox]"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of all references shows: what a link, and going back to it, has to give again."""

    announced: str
    keys: tuple[str, ...]
    query: str
    sort: str
    chips: tuple[str, ...]


class Reader:
    """Somebody at the page of all references."""

    def __init__(self, page: Page, host: Host) -> None:
        self.page = page
        self.host = host

    @property
    def results(self) -> Locator:
        """The list of results."""
        return self.page.locator(".reference-results .reference-list")

    @property
    def box(self) -> Locator:
        """The field of the free text."""
        return self.page.locator(".reference-filter input[name=q]")

    def open(self, address: str = "references/") -> None:
        """Go to an address of the site, and wait until all has come that comes by itself."""
        address = address if "://" in address else self.host.address + address
        self.page.goto(address, wait_until="networkidle")
        self.settle()

    def settle(self) -> None:
        """Wait until the list has followed."""
        expect(self.results).to_have_attribute("aria-busy", "false", timeout=60_000)

    def quiet(self) -> None:
        """Wait until nothing more is loaded."""
        self.settle()
        self.page.wait_for_load_state("networkidle")

    def shown(self) -> Shown:
        """What stands there now."""
        self.settle()
        keys = self.results.locator(".csl-entry").evaluate_all("all => all.map((one) => one.dataset.key)")
        return Shown(
            self.page.locator(".reference-status").inner_text(),
            tuple(keys),
            self.box.input_value(),
            self.page.locator(".reference-filter select[name=sort]").input_value(),
            tuple(self.page.locator(".reference-chips li").all_inner_texts()),
        )

    def first_list(self) -> float:
        """The milliseconds from the page's beginning to its first list that can be filtered."""
        time: Any = self.page.evaluate("stopwatch.first()")
        return float(time)

    def ask(self, words: str, *, at_once: bool) -> float:
        """Write a query in place of the last one, letter by letter or as pasted: the milliseconds to its result."""
        self.box.fill("")
        self.quiet()
        self.box.focus()
        self._start()
        if at_once:
            self.page.keyboard.insert_text(words)
        else:
            self.page.keyboard.type(words, delay=_LETTER)
        return self._read()

    def unfold(self, facet: str) -> list[str]:
        """Open the panel of a facet: the values that it offers at first."""
        panel = self.page.locator(f".facet[data-facet={facet}]")
        if panel.get_attribute("open") is None:
            panel.locator("summary").click()
        boxes = self.page.locator(_BOX.format(facet=facet))
        expect(boxes.first).to_be_visible()
        values: list[str] = boxes.evaluate_all("all => all.map((one) => one.value)")
        return values

    def facets(self) -> list[str]:
        """The names of the facets."""
        names: list[str] = self.page.locator(".facet").evaluate_all("all => all.map((one) => one.dataset.facet)")
        return names

    def choose(self, facet: str, value: str) -> float:
        """Click on a value of an open facet: the milliseconds to the result."""
        box = self._value(facet, value)
        box.scroll_into_view_if_needed()
        self._start()
        box.click()
        return self._read()

    def leave(self, facet: str, value: str) -> None:
        """Take a chosen value back."""
        self._value(facet, value).click()
        self.quiet()

    def turn(self) -> None:
        """Go to another page of the list; where it has one alone, sort that otherwise."""
        links = self.page.locator(".reference-pages a")
        if links.count():
            links.last.click()
        else:
            self.page.locator(".reference-filter select[name=sort]").select_option("title")

    def download(self, export: str, folder: Path) -> Path:
        """Take what is shown away in a format."""
        with self.page.expect_download() as waiting:
            self.page.locator(f".take-buttons button[data-format={export}]").click()
        file = folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return file

    def _value(self, facet: str, value: str) -> Locator:
        for box in self.page.locator(_BOX.format(facet=facet)).all():
            if box.get_attribute("value") == value:
                return box
        raise LookupError(f"the facet {facet} does not offer {value}")

    def _start(self) -> None:
        self.page.evaluate("stopwatch.start()")

    def _read(self) -> float:
        time: Any = self.page.evaluate("stopwatch.read()")
        return float(time)


@contextmanager
def reading(browser: Browser, host: Host) -> Iterator[Reader]:
    """A reader with a profile of their own, whose cache is empty."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.add_init_script(path=_STOPWATCH)
    host.reset()
    yield Reader(page, host)
    context.close()
