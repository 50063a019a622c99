"""A table of page kinds and what is measured of each: `make quality`.

    python -m tests.quality [--no-lighthouse] [SITE_DIR]

Ends with 1 where a page misses a bar. Lighthouse's performance is a matter of the machine's rest: on a busy one it says
less, and less surely.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from tests.benchmarks.gzipped import Host, hosting
from tests.browser.conftest import FLAGS, executable
from tests.conftest import ROOT
from tests.quality.kinds import KINDS
from tests.quality.measures import LEAST, Measured, barriers, first_visit, lighthouse

TABLE = ROOT / ".cache" / "quality" / "table.md"


def measure(site: Path, kinds: dict[str, str], *, ask_lighthouse: bool) -> Iterable[Measured]:
    """Each page in turn, from a host that compresses as static hosts do."""
    # Its 404 page counts on the folder in which the site is published.
    below = urlsplit(str(_settings()["site_url"])).path.strip("/")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(site, Path(folder) / below)
        with hosting(Path(folder)) as host, sync_playwright() as playwright:
            chromium = executable(playwright)
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            for kind, path in kinds.items():
                address = f"{host.address}{below}/{path}"
                yield _page(browser, host, kind, address, chromium if ask_lighthouse else None)
            browser.close()


def _settings() -> dict[str, object]:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return dict(settings)


def _page(browser: Browser, host: Host, kind: str, address: str, chromium: str | None) -> Measured:
    sent, requests = first_visit(browser, host, address)
    found = barriers(browser, address)
    asked = lighthouse(chromium, address, FLAGS) if chromium else None
    return Measured(kind, found, sent, requests, asked)


def table(pages: Sequence[Measured]) -> str:
    """The figures as a table of Markdown."""
    places = list(pages[0].barriers)
    heads = ["page", *(f"axe {place}" for place in places), *LEAST, "kB", "requests", "CLS", "TBT, ms"]
    lines = [heads, ["---", *("---:" for _ in heads[1:])]]
    for page in pages:
        said = page.lighthouse
        scores = [str(said.scores[name]) for name in LEAST] if said else ["–" for _ in LEAST]
        rest = [f"{said.shift:g}", f"{said.blocking:.0f}"] if said else ["–", "–"]
        counts = [str(len(page.barriers[place])) for place in places]
        lines.append([page.kind, *counts, *scores, f"{page.sent / 1000:.1f}", str(page.requests), *rest])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> int:
    """Measure, print the table, and say what misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--no-lighthouse", action="store_true", help="axe, bytes and requests alone")
    parser.add_argument("--only", default="", help="kinds whose name begins so")
    options = parser.parse_args()
    console = Console(stderr=True)
    kinds = {kind: path for kind, path in KINDS.items() if kind.startswith(options.only)}
    pages = []
    console.print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    for page in measure(options.site, kinds, ask_lighthouse=not options.no_lighthouse):
        console.print(page.kind, "…", *([f"misses: {'; '.join(page.misses())}"] if any(page.misses()) else ["well"]))
        pages.append(page)
    blocks = sorted({name for page in pages if page.lighthouse for name in page.lighthouse.blocks_rendering})
    text = table(pages) + (f"\nWithout these nothing is drawn: {', '.join(blocks)}.\n" if blocks else "")
    TABLE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return int(any(any(page.misses()) for page in pages))


if __name__ == "__main__":
    sys.exit(main())
