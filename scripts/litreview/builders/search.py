"""Search of large sites: a Pagefind index, of which a reader's browser loads the pieces that a query needs.

The theme's own search loads the text of all pages and builds its index in the browser, 14 MB of it at 10,000
references. The index made here is answered in the theme's search box by a script of ours (`search-worker.js`).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

#: The script that stands in for the theme's own search worker.
WORKER: Final = "assets/litreview/search-worker.js"
#: From so many references on, what the theme's own search would load is more than a page is worth (1 MB compressed).
LARGE: Final = 2000
#: Interfaces of Pagefind's own, which no page here loads.
_UNUSED: Final = ("pagefind-*ui.*", "pagefind-highlight.js")
_LANGUAGE: Final = re.compile(r"<html\b[^>]*\blang=\"([\w-]+)\"")
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ARTICLE: Final = re.compile(r"<article class=\"md-content__inner[^>]*>(.*?)</article>\s*</div>", re.DOTALL)
#: What every page of a kind has, or what repeats another page.
_LEFT_OUT: Final = re.compile(
    r"<a class=\"headerlink\".*?</a>"
    r"|<nav\b.*?</nav>"
    r"|<footer\b.*?</footer>"
    r"|<section class=\"reference-(?:cite|similar|same-authors)\">.*?</section>",
    re.DOTALL,
)


def available() -> bool:
    """Whether Pagefind is installed (`pip install "mkdocs-litreview[large]"`)."""
    return find_spec("pagefind") is not None and find_spec("pagefind_bin") is not None


def write_index(site: Path, pages: Iterable[str]) -> None:
    """Write `site/pagefind/` for the pages with those addresses, and leave the theme's own index empty.

    Raises:
        OSError: a file of the site could not be read or written.
        subprocess.CalledProcessError: Pagefind failed; its `stderr` says why.
    """
    with tempfile.TemporaryDirectory() as scratch:
        for address in pages:
            name = f"{address}index.html" if not address or address.endswith("/") else address
            text = Path(scratch, unquote(name))
            text.parent.mkdir(parents=True, exist_ok=True)
            html = (site / unquote(name)).read_text(encoding="utf-8")
            text.write_text(_searchable(html), encoding="utf-8")
        # One index for all: a site is in one language, and a word of another one is found as it stands. Pagefind's
        # Python interface takes a tenth of a second for each page, its program does all of them at once.
        options = ["--site", scratch, "--output-path", str(site / "pagefind"), "--force-language", "unknown", "--quiet"]
        command = [sys.executable, "-m", "pagefind", *options]
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own folders
    for pattern in _UNUSED:
        for file in (site / "pagefind").glob(pattern):
            file.unlink()
    # The search box still asks for it: its settings split what the reader writes into words.
    own = site / "search" / "search_index.json"
    if own.exists():
        settings: dict[str, Any] = json.loads(own.read_text(encoding="utf-8"))
        own.write_text(json.dumps({**settings, "docs": []}), encoding="utf-8")


def _searchable(html: str) -> str:
    """The text of a page with its headings, by which Pagefind weighs: a title counts seven times as much as text."""
    article = _ARTICLE.search(html)
    title = _TITLE.search(html)
    language = _LANGUAGE.search(html)
    body = _LEFT_OUT.sub("", article[1]) if article else ""
    return (
        f'<html lang="{language[1] if language else "en"}"><head><title>{title[1] if title else ""}</title></head>'
        f"<body>{body}</body></html>"
    )
