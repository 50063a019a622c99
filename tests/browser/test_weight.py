"""What a first visit asks for: the heaviest kinds of page stay below their bars."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.benchmarks.gzipped import hosting
from tests.quality.measures import MOST_BYTES, MOST_REQUESTS, first_visit

pytestmark = pytest.mark.browser


def test_no_page_is_heavy_and_who_does_not_search_loads_no_search(
    browser: Browser, flagship: Path, tmp_path: Path
) -> None:
    shutil.copytree(flagship / "site", tmp_path, dirs_exist_ok=True)
    with hosting(tmp_path) as host:
        for path in ("trials/", "studies/", "references/"):
            sent, requests = first_visit(browser, host, f"{host.address}{path}")
            assert sent <= MOST_BYTES, path
            assert requests <= MOST_REQUESTS, path
            assert not [name for name in host.sent if "worker" in name or "browse-" in name]
