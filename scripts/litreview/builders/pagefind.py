"""A Pagefind index for sites that ask for one, answered in the theme's search box by `search-pagefind.js`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from litreview.builders.search import EXCLUDED

#: Interfaces of Pagefind's own, which no page here loads.
_UNUSED: Final = ("pagefind-*ui.*", "pagefind-highlight.js")
_ARTICLE: Final = re.compile(r"<article class=\"md-content__inner[^>]*>(.*?)</article>\s*</div>", re.DOTALL)
#: What every page of a kind has, or what repeats another page.
_LEFT_OUT: Final = re.compile(
    r"<a class=\"headerlink\".*?</a>"
    r"|<nav\b.*?</nav>"
    r"|<footer\b.*?</footer>"
    rf"|{EXCLUDED}",
    re.DOTALL,
)


class Searchable:
    """The texts of a site's pages, which Pagefind makes an index of. They stand in a folder of their own until then."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="litreview-search-"))

    def add(self, address: str, content: str) -> None:
        """Take in the content of the page at an address.

        Its headings stay, by which Pagefind weighs: a title counts seven times as much as text.
        """
        place = self._folder / unquote(_file_of(address))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"<html><body>{_LEFT_OUT.sub('', content)}</body></html>", encoding="utf-8")

    def add_built(self, site: Path, address: str) -> None:
        """Take in a page that stands in the site already."""
        article = _ARTICLE.search((site / unquote(_file_of(address))).read_text(encoding="utf-8"))
        self.add(address, article[1] if article else "")

    def write_index(self, site: Path) -> None:
        """Write `site/pagefind/`.

        Raises:
            OSError: a file of the site could not be read or written.
            subprocess.CalledProcessError: Pagefind failed; its `stderr` says why.
        """
        # One index for all: a site is in one language, and a word of another one is found as it stands. Pagefind's
        # Python interface takes a tenth of a second for each page, its program does all of them at once.
        target = str(site / "pagefind")
        options = ["--site", str(self._folder), "--output-path", target, "--force-language", "unknown", "--quiet"]
        command = [sys.executable, "-m", "pagefind", *options]
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own folders
        for pattern in _UNUSED:
            for file in (site / "pagefind").glob(pattern):
                file.unlink()

    def close(self) -> None:
        """Remove the texts."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _file_of(address: str) -> str:
    return f"{address}index.html" if not address or address.endswith("/") else address
