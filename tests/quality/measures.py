"""What is measured of one page: axe-core, Lighthouse, and what the host sends."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, ViewportSize

from tests.benchmarks.gzipped import Host
from tests.browser.test_pages import AXE
from tests.conftest import ROOT

#: Where `make quality` has npm put its packages.
MODULES: Final = ROOT / ".cache" / "quality" / "node_modules"
WIDTHS: Final = (1440, 390)
#: The most that a page may ask for and weigh: kilobytes as networks count them, and files.
MOST_BYTES: Final = 110_000
MOST_REQUESTS: Final = 15
#: The least that Lighthouse is to say, by its own names.
LEAST: Final = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


@dataclass(frozen=True, slots=True)
class Lighthouse:
    """What Lighthouse says of a page on a telephone with a slow network, as it simulates one.

    Attributes:
        scores: Of a hundred, by category.
        shift: Cumulative layout shift.
        blocking: Total blocking time, in milliseconds.
        blocks_rendering: Files without which nothing is drawn, and for how many milliseconds.
        failed: Audits that count and are not passed, of all categories but performance.
    """

    scores: dict[str, int]
    shift: float
    blocking: float
    blocks_rendering: dict[str, int]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is known of one page: barriers in both schemes at both widths, bytes and files of a first visit."""

    kind: str
    barriers: dict[str, tuple[str, ...]]
    sent: int
    requests: int
    lighthouse: Lighthouse | None

    def misses(self) -> Iterator[str]:
        """What falls short of its bar, in words."""
        for where, found in self.barriers.items():
            yield from (f"{where}: {one}" for one in found)
        if self.sent > MOST_BYTES:
            yield f"{self.sent} bytes"
        if self.requests > MOST_REQUESTS:
            yield f"{self.requests} requests"
        if self.lighthouse:
            yield from (
                f"{name} {self.lighthouse.scores[name]}"
                for name, least in LEAST.items()
                if self.lighthouse.scores[name] < least
            )
            yield from self.lighthouse.failed
            if self.lighthouse.shift:
                yield f"layout shift {self.lighthouse.shift}"


def barriers(browser: Browser, address: str) -> dict[str, tuple[str, ...]]:
    """What axe-core finds on a page, in both schemes at both widths."""
    script = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        page.evaluate(script)
        for width in WIDTHS:
            page.set_viewport_size(ViewportSize(width=width, height=900))
            answer = page.evaluate("options => axe.run(options)", AXE)
            found[f"{scheme} {width}"] = tuple(_told(answer["violations"]))
        context.close()
    return found


def _told(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html'][:160]}"


def first_visit(browser: Browser, host: Host, address: str) -> tuple[int, int]:
    """Bytes, with the heads of the answers, and files that a new reader is sent."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    host.reset()
    context.new_page().goto(address, wait_until="networkidle")
    context.close()
    return host.total, len(host.sent)


def lighthouse(chromium: str, address: str, flags: tuple[str, ...]) -> Lighthouse:
    """Ask Lighthouse about a page.

    Raises:
        subprocess.CalledProcessError: Lighthouse could not run.
    """
    command = [
        "node",
        str(MODULES / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--chrome-path={chromium}",
        f"--chrome-flags={' '.join(flags)}",
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=170)
    return _judged(json.loads(done.stdout))


def _judged(report: dict[str, Any]) -> Lighthouse:
    audits = report["audits"]
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}
    failed = []
    for name in LEAST:
        for reference in report["categories"][name]["auditRefs"]:
            audit = audits[reference["id"]]
            if name != "performance" and reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                failed.append(f"{name}: {audit['title']}")
    blocking = audits.get("render-blocking-insight") or audits.get("render-blocking-resources") or {}
    items = (blocking.get("details") or {}).get("items", [])
    return Lighthouse(
        scores=scores,
        shift=round(audits["cumulative-layout-shift"]["numericValue"], 4),
        blocking=round(audits["total-blocking-time"]["numericValue"]),
        blocks_rendering={Path(item["url"]).name: round(item.get("wastedMs", 0)) for item in items},
        failed=tuple(failed),
    )
