"""Writes the files that MkDocs does not: pages that are HTML already, downloads, and the data of the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from litreview.builders.browser.parts import chunks
from litreview.builders.fast import Headings, HtmlPage, LazyFile, Shell
from litreview.builders.pagefind import Searchable
from litreview.builders.progress import current
from litreview.builders.search import EXCLUDED
from litreview.builders.tree import Batch, DocsTree
from litreview.builders.workers import Tally, Workers, processors
from litreview.pages.frontmatter import split_front_matter

#: Fewer pages than this are written before a process has started.
_WORTH_A_PROCESS: Final = 200
#: Pages whose headings are converted at once.
_TOGETHER: Final = 100
_UNSEARCHED: Final = re.compile(EXCLUDED, re.DOTALL)

#: An entry of the theme's search index.
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SiteWriter:
    """Writes the pages and files of `lazy`, whose contents the tree makes, into the site's folder.

    `index` is the theme's own search, where it is to find the pages, and `searchable` what Pagefind is given.
    """

    tree: DocsTree
    config: MkDocsConfig
    lazy: Mapping[str, LazyFile]
    headings: Headings
    shell: Shell
    index: Callable[[HtmlPage], Sequence[Entry]] | None = None
    searchable: Searchable | None = None

    def start(self) -> Workers[list[list[Entry]]] | None:
        """Begin to write the pages beside this process; None where that is not worth it, or not possible.

        Each process gives what the theme's search takes from its share of the pages, batch by batch: theirs in turn
        are the pages in order.
        """
        number = processors()
        if number == 1 or len(self.lazy) < _WORTH_A_PROCESS:
            return None
        batches = self.batches
        self.tree.settle()
        tally = Tally(number)
        current().count_beside(tally.total)
        return Workers([partial(self.write_batches, batches[n::number], partial(tally.add, n)) for n in range(number)])

    @property
    def batches(self) -> Sequence[Batch]:
        """All pages, with the files that are made together with some."""
        batched = {page for batch in self.tree.batches for page in batch.pages}
        others = [page for page in self.lazy if page in self.tree.html_pages and page not in batched]
        return [*self.tree.batches, *(Batch(tuple(some), ()) for some in chunks(others, _TOGETHER))]

    def write_batches(self, batches: Sequence[Batch], written: Callable[[int], None]) -> list[list[Entry]]:
        """Write pages and files; for each batch, what the theme's search takes from it.

        `written` is told the number of pages after each batch.
        """
        return [self._write_batch(batch, written) for batch in batches]

    def _write_batch(self, batch: Batch, written: Callable[[int], None]) -> list[Entry]:
        for path in batch.files:
            _write(Path(self.lazy[path].abs_dest_path), self.tree.files[path])
        pages = [page for page in batch.pages if page in self.lazy]
        entries = self.write_pages(pages)
        written(len(pages))
        return entries

    def write_pages(self, paths: Sequence[str]) -> list[Entry]:
        """Write pages; what the theme's search takes from them."""
        return [entry for page in self._made(paths) for entry in self._written(page)]

    def write_one(self, file: LazyFile) -> None:
        """Write the file that a reader of a preview asks for."""
        if file.src_uri in self.tree.html_pages:
            self.write_pages([file.src_uri])
        else:
            _write(Path(file.abs_dest_path), self.tree.files[file.src_uri])

    def _made(self, paths: Sequence[str]) -> Iterator[HtmlPage]:
        for start in range(0, len(paths), _TOGETHER):
            sources = {path: split_front_matter(self.tree.pages[path]) for path in paths[start : start + _TOGETHER]}
            if len(sources) > 1:
                self.headings.prepare(split.body.partition("\n")[0] for split in sources.values())
            for path, split in sources.items():
                page = HtmlPage(self.lazy[path], self.config, split, self.headings)
                page.file.page = None  # which holds on to it
                yield page

    def _written(self, page: HtmlPage) -> Sequence[Entry]:
        html = self.shell.around(page)
        _write(Path(page.file.abs_dest_path), html.encode("utf-8", "xmlcharrefreplace"))
        if self.searchable and self.tree.html_pages[page.file.src_uri] == "reference":
            self.searchable.add(page.url, page.content or "")
        return self.index(page) if self.index else ()


class Running:
    """What is being written beside MkDocs: files from the moment that they are known, pages once the theme is."""

    def __init__(self) -> None:
        self._files: Workers[None] | None = None
        self._pages: Workers[list[list[Entry]]] | None = None
        self._entries: list[Entry] = []

    def start_files(self, tree: DocsTree, lazy: Mapping[str, LazyFile]) -> None:
        """Begin to write all that is no page, where that is worth a process."""
        if processors() > 1 and len(lazy) >= _WORTH_A_PROCESS:
            self._files = Workers([partial(write_files, tree, _rest(tree, lazy))])

    def write(self, writer: SiteWriter) -> None:
        """Write what is not yet being written, or begin to.

        Raises:
            RenderError: a template of the author's fails.
        """
        progress = current()
        progress.expect(len(writer.tree.pages))
        self._pages = writer.start()
        self._entries = []
        if not self._pages:
            batches = writer.write_batches(writer.batches, progress.advance)
            self._entries = [entry for entries in batches for entry in entries]
        if not self._files:
            write_files(writer.tree, _rest(writer.tree, writer.lazy))
        write_files(writer.tree, {path: writer.lazy[path] for path in writer.tree.downloads})

    def finish(self) -> list[Entry]:
        """Wait for all; what the theme's search takes from the pages, in their order.

        Raises:
            RenderError: a template of the author's fails.
        """
        entries, self._entries = self._entries, []
        if self._pages:
            # The first part of each process, then the second, and so on.
            shares = self._pages.results()
            entries = [entry for parts in zip_longest(*shares, fillvalue=[]) for part in parts for entry in part]
        if self._files:
            self._files.results()
        return entries

    def stop(self) -> None:
        """End what still runs."""
        for workers in (self._pages, self._files):
            if workers:
                workers.stop()
        self._pages = self._files = None
        self._entries = []


def _rest(tree: DocsTree, lazy: Mapping[str, LazyFile]) -> Mapping[str, LazyFile]:
    """The files that need wait for nothing, and are not made together with pages."""
    elsewhere = {*tree.downloads, *(file for batch in tree.batches for file in batch.files)}
    return {path: file for path, file in lazy.items() if path not in elsewhere}


def write_files(tree: DocsTree, lazy: Mapping[str, LazyFile]) -> None:
    """Write all that is no page."""
    for path, file in lazy.items():
        if path not in tree.html_pages:
            _write(Path(file.abs_dest_path), tree.files[path])


def shell_of(environment: jinja2.Environment, nav: Navigation, files: Files, config: MkDocsConfig) -> Shell:
    """The theme's page, as MkDocs renders it in this build."""
    return Shell(environment, partial(get_context, nav, files.documentation_pages(), config))


def theme_index(search: Any) -> Callable[[HtmlPage], Sequence[Entry]]:  # noqa: ANN401 - the theme's plugin is untyped
    """What the theme's search plugin takes from a page.

    The parts that it leaves out are cut beforehand: reading them costs most of the time of a whole build.
    """

    def entries(page: HtmlPage) -> Sequence[Entry]:
        before = len(search.search_index.entries)
        whole, page.content = page.content, _UNSEARCHED.sub("", page.content or "")
        search.search_index.add_entry_from_context(page)
        page.content = whole
        found: Sequence[Entry] = search.search_index.entries[before:]
        del search.search_index.entries[before:]
        return found

    return entries


def mapped(file: LazyFile, config: MkDocsConfig) -> SimpleNamespace:
    """A page as the template of the site's map asks for it."""
    page = Page(None, file, config)
    file.page = None
    return SimpleNamespace(page=page)


def unsearched(source: str) -> str:
    """A generated page's Markdown with a line that keeps it out of the theme's own search."""
    if '\nsearch: {"exclude"' in source:
        return source
    return source.replace("---\n", '---\nsearch: {"exclude": true}\n', 1)


def _write(place: Path, data: bytes) -> None:
    if not place.parent.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
