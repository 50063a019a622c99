"""Files that figures bring along: their data and their drawings, for readers to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from litreview.figures.context import Attached
from litreview.pages.addresses import link

_FOLDER: Final = "assets/figures"


class FigureFiles:
    """The files of all figures of a site, collected while its pages are made."""

    def __init__(self, *, directory_urls: bool = True) -> None:
        self._directory_urls = directory_urls
        self._made: dict[str, bytes] = {}

    def attach(self, page: str, name: str, content: str) -> Attached:
        """Keep a file for the page with this path.

        Of a page that an author has written and one that is generated in the same place the author's is shown. It is
        made first, and its files stay.
        """
        path = f"{_FOLDER}/{page.removesuffix('.md')}/{name}"
        self._made.setdefault(path, content.encode("utf-8", "replace"))
        return Attached(path, link(page, path, directory_urls=self._directory_urls))

    def items(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Each file's path in the site, and what gives its content."""
        for path in self._made:
            yield path, partial(self._made.__getitem__, path)
