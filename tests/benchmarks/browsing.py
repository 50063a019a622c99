"""What a reader of a large site waits for: bytes and milliseconds of the page of all references, in a real browser.

    python -m tests.benchmarks.browsing SITE_DIR    a built site
    python -m tests.benchmarks.browsing 10000       a made review of so many references, which is built first

Nothing is asserted: machines differ. Bytes are those of a host that compresses by gzip, with the heads of its answers;
each reader has a new profile.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain, zip_longest
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from litreview.exports.registry import EXPORTS
from tests.benchmarks import peers
from tests.benchmarks.corpus import make_corpus
from tests.benchmarks.gzipped import Host, hosting
from tests.benchmarks.measure import measure
from tests.benchmarks.questions import Record, identity, narrow, queries, records
from tests.benchmarks.reader import Reader, Shown, reading
from tests.browser.conftest import FLAGS, executable

#: How many different clicks and queries are timed.
_TIMES: Final = 20
#: Readers whose first query is weighed.
_READERS: Final = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, in what unit, the most that it is to be, and what else there is to say.

    What either works or does not is `True` or `False` and has no unit.
    """

    name: str
    value: float | bool
    unit: str = ""
    goal: float | None = None
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "NO"
        return "" if self.goal is None else "met" if self.value < self.goal else "MISSED"


@dataclass(frozen=True, slots=True)
class Visit:
    """A built site on its host, its references, and the browser that visits it."""

    browser: Browser
    host: Host
    references: list[Record]


def weight(visit: Visit) -> Iterator[Figure]:
    """The bytes of the first visit and of a first query."""
    with reading(visit.browser, visit.host) as reader:
        reader.open()
        largest = sorted(visit.host.sent.items(), key=lambda one: -one[1])[:4]
        detail = ", ".join(f"{path} {size / 1000:.0f}" for path, size in largest)
        yield Figure("first visit of /references/", visit.host.total / 1000, "kB", 500, detail)
    waits = [(_first_list(visit), "") for _ in range(_READERS)]
    yield _spread("first visit, to its first list", "ms", None, waits)
    asked = queries(visit.references)[:: _TIMES // _READERS]
    for name, at_once in (("first query, pasted", True), ("first query, typed", False)):
        yield _spread(name, "kB", None, [(_query_weight(visit, query, at_once=at_once), query) for query in asked])


def _first_list(visit: Visit) -> float:
    with reading(visit.browser, visit.host) as reader:
        reader.open()
        return reader.first_list()


def _query_weight(visit: Visit, query: str, *, at_once: bool) -> float:
    with reading(visit.browser, visit.host) as reader:
        reader.open()
        visit.host.reset()
        reader.ask(query, at_once=at_once)
        reader.quiet()
        return visit.host.total / 1000


def times(visit: Visit) -> Iterator[Figure]:
    """The milliseconds from an act to its result."""
    with reading(visit.browser, visit.host) as reader:
        reader.open()
        yield _spread("click on a facet", "ms", 100, list(_clicks(reader)))
    for name, at_once in (("query, pasted", True), ("query, last letter typed", False)):
        with reading(visit.browser, visit.host) as reader:
            reader.open()
            taken = [(reader.ask(query, at_once=at_once), query) for query in queries(visit.references)]
            yield _spread(name, "ms", 100, taken)


def _clicks(reader: Reader) -> Iterator[tuple[float, str]]:
    """One value after another of all facets in turn, each alone."""
    offered = [[(facet, value) for value in reader.unfold(facet)] for facet in reader.facets()]
    reader.quiet()
    in_turn = [one for one in chain.from_iterable(zip_longest(*offered)) if one]
    for facet, value in in_turn[:_TIMES]:
        yield reader.choose(facet, value), f"{facet} {value}"
        reader.quiet()
        reader.leave(facet, value)


def search_box(visit: Visit) -> Iterator[Figure]:
    """The bytes until the search box of every page shows its first result, whatever answers it.

    A reader comes to the page of one reference, as from a search engine, and writes a word that some others have.
    """
    references = visit.references
    key = references[len(references) // 3]["id"]
    word = queries(references)[4]
    with reading(visit.browser, visit.host) as reader:
        page = reader.page
        page.goto(f"{visit.host.address}references/{key}/", wait_until="networkidle")
        before = visit.host.total
        box = page.locator(".md-search__input")
        box.click()
        page.keyboard.type(word, delay=80)
        page.locator(".md-search-result__item").first.wait_for()
        shown = visit.host.total
        page.wait_for_load_state("networkidle")
        after = visit.host.total
    detail = f"the page itself {before / 1000:.0f}, when nothing more comes {after / 1000:.0f}"
    yield Figure("search box, to its first result", shown / 1000, "kB", 400, detail)


def state(visit: Visit) -> Iterator[Figure]:
    """Whether going back and forward, and a link, give what was seen before."""
    with reading(visit.browser, visit.host) as reader:
        reader.open()
        seen = [reader.shown()]
        for act in _acts(reader, visit.references):
            act()
            reader.quiet()
            seen.append(reader.shown())
        address = reader.page.url
        back = list(_walk(reader, reader.page.go_back, len(seen) - 1))
        yield Figure("back gives each state again", back == seen[-2::-1], detail=f"{len(back)} steps")
        forward = list(_walk(reader, reader.page.go_forward, len(seen) - 1))
        yield Figure("forward gives each state again", forward == seen[1:], detail=f"{len(forward)} steps")
    with reading(visit.browser, visit.host) as reader:
        reader.open(address)
        yield Figure("a link opens the same references", reader.shown() == seen[-1], detail=seen[-1].announced)


def _acts(reader: Reader, references: list[Record]) -> tuple[Callable[[], object], ...]:
    chosen = narrow(references)
    return (
        lambda: reader.unfold("journal") and reader.choose("journal", chosen.journal),
        lambda: reader.ask(queries(references)[7], at_once=True),
        lambda: reader.page.locator(".reference-filter select[name=sort]").select_option("newest"),
        reader.turn,
    )


def _walk(reader: Reader, step: Callable[[], object], steps: int) -> Iterator[Shown]:
    for _ in range(steps):
        step()
        reader.quiet()
        yield reader.shown()


def downloads(visit: Visit) -> Iterator[Figure]:
    """Whether what a reader takes away is read again as exactly those references."""
    chosen = narrow(visit.references)
    address = urlencode({"journal": chosen.journal, "year": "..".join(map(str, chosen.years))})
    with reading(visit.browser, visit.host) as reader, tempfile.TemporaryDirectory() as scratch:
        reader.open(f"references/?{address}")
        for export in EXPORTS.values():
            if export.name == "csv":
                continue
            file = reader.download(export.name, Path(scratch))
            command = [sys.executable, "-m", "litreview.cli", "convert", str(file)]
            run = subprocess.run(command, capture_output=True, check=False)
            read = [identity(record) for record in json.loads(run.stdout or "[]")]
            right = not run.returncode and len(read) == len(set(read)) and set(read) == chosen.meant
            detail = f"{len(read)} of {len(chosen.meant)} references"
            yield Figure(f"download as {file.suffix} reads as what was shown", right, detail=detail)


def _spread(name: str, unit: str, goal: float | None, found: list[tuple[float, str]]) -> Figure:
    """The median, with the least and the most and what that was."""
    least, most = min(found), max(found)
    said = f" ({most[1]})" if most[1] else ""
    detail = f"{least[0]:.0f} to {most[0]:.0f}{said}, of {len(found)}"
    return Figure(name, median(value for value, _ in found), unit, goal, detail)


MEASURES: Final = (weight, times, search_box, state, downloads)


def figures(site: Path) -> Iterator[Figure]:
    """Everything that is measured of a built site."""
    with hosting(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=list(FLAGS))
        host.prepare("references/data")
        visit = Visit(browser, host, records(site))
        for measured in MEASURES:
            yield from measured(visit)
        browser.close()


@contextmanager
def built(site: str) -> Iterator[Path]:
    """The folder of a built site: one that is there, or that of a made review of so many references."""
    if not site.isdecimal():
        yield Path(site)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "review"
        folder.mkdir()
        measure(peers.ours_site(make_corpus(int(site), Path(scratch) / "corpus"), folder), folder)
        yield folder / "site"


def main() -> None:
    """Measure, print a table, and write the figures as JSON where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", help="the folder of a built site, or a number of references to make one of")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    table = Table("what", "figure", "goal", "", "detail")
    with built(arguments.site) as site:
        found = list(figures(site))
    for one in found:
        value = "" if isinstance(one.value, bool) else f"{one.value:.0f} {one.unit}"
        table.add_row(one.name, value, f"< {one.goal:.0f}" if one.goal else "", one.verdict, one.detail)
    Console(width=150).print(table)
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(one) for one in found], indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
