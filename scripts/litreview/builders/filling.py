"""Fills in what a builder has not drawn: pages in their frames, lists, downloads, and the data that scripts load."""

from __future__ import annotations

import gzip
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from litreview.builders import search
from litreview.builders.outline import BODY, LINK, MARKS, Outline, address_parts, mark
from litreview.builders.processes import in_processes
from litreview.builders.progress import Stage, counted, current
from litreview.builders.squeeze import squeezed
from litreview.builders.twin import markdown_place
from litreview.documents.page_markdown import content_of, page_markdown
from litreview.pages.addresses import link, page_url
from litreview.pages.site import HtmlPage

_LIST: Final = re.compile(r'<ol class="references">\s*(?:<li id="[^"]*"></li>\s*)+</ol>')
_ITEM_TAG: Final = re.compile(r'(<li class="csl-entry"[^<>]*) markdown="span">')
_VALUE: Final = re.compile(r'="([^"]*)"')
_ITEM_LINK: Final = re.compile(r"\[([^\[\]]*+)\]\(([^()]*+)\)")
#: Fewer pages than this are written before a process has started.
_WORTH_A_PROCESS: Final = 200
_MAP_ENTRY: Final = re.compile(r"(?:(?<!\s)\s++)?<url>[^<]*+(?:<(?!/?url>)[^<]*+)*+</url>")


class FrameError(Exception):
    """The theme leaves out what a page cannot be without; the message says what."""


class Frame:
    """What a builder has drawn around a page of a kind, cut into pieces between the parts that are filled in."""

    def __init__(self, html: str) -> None:
        self._pieces = MARKS.split(squeezed(BODY.sub(mark("Body"), html)))
        if "Body" not in self._pieces[1::2]:
            raise FrameError("the theme's page leaves out the content")

    def around(self, page: HtmlPage) -> str:
        """The whole page."""
        values = {
            "Title": page.title,
            "Description": page.description,
            "Heading": str(page.heading),
            "Body": page.body.strip(),
            "Head": page.head,
        }
        values |= _address_values(page.path)
        return _filled(self._pieces, values)


def _legible(value: re.Match[str]) -> str:
    """The value of an attribute as Python-Markdown would write it: what need not be escaped is not."""
    return f'="{escape(unescape(value[1]))}"'


def _filled(pieces: Sequence[str], values: Mapping[str, str]) -> str:
    """What was cut at marks, with values in their place; every second piece is the name of one."""
    return "".join(values[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def _address_values(path: str) -> dict[str, str]:
    return {f"Address{number}": part for number, part in enumerate(address_parts(path))}


class Filling:
    """The files of a site that its builder has not made, or not to the end, by their place in the site.

    Each is made when it is asked for, from the site as the builder left it in `drawn`.
    """

    def __init__(self, outline: Outline, drawn: Path) -> None:
        """Read the frames.

        Raises:
            FrameError: The theme's page cannot serve as one.
            OSError: The builder has not made one.
        """
        self._outline = outline
        self._drawn = drawn
        tree = outline.tree
        self._frames = {
            frame: Frame((drawn / self.place(frame)).read_text(encoding="utf-8"))
            for frame in dict.fromkeys(outline.frames.values())
        }
        #: The author's pages and those beside them, but for drafts, which MkDocs leaves out.
        self.drawn = tuple(path for path in tree.pages if (drawn / self.place(path)).is_file())
        #: Pages that are text of the review, each of which stands as Markdown beside itself.
        self.read = (*self.drawn, *(path for path, page in tree.numbered.items() if page.kind == "study"))
        self.files: Mapping[str, Callable[[], bytes]] = {
            **{self.place(path): partial(self._page, path) for path in self.drawn},
            **{self.place(path): partial(self._numbered, path) for path in tree.numbered},
            **{self.markdown_place(path): partial(self._markdown, path) for path in self.read},
            **tree.files,
        }

    def place(self, path: str) -> str:
        """Where a file of the tree stands in the site."""
        if path in self._outline.tree.files:
            return path
        address = unquote(page_url(path, directory_urls=self._outline.tree.project.settings.directory_urls))
        return f"{address}index.html" if not address or address.endswith("/") else address

    def markdown_place(self, path: str) -> str:
        """Where the Markdown of a page stands."""
        return markdown_place(self.place(path))

    def passages(self) -> Iterator[search.Passage]:
        """What the search is to find of the pages that the builder has drawn, and of those of the studies."""
        for path in self.drawn:
            page = self._outline.tree.pages[path]
            if page.searched:
                address = page_url(path, directory_urls=self._outline.tree.project.settings.directory_urls)
                yield from search.passages(address, page.title, self._read(path))
        for path, numbered in self._outline.tree.numbered.items():
            if numbered.kind == "study":
                made = numbered.make()
                address = page_url(path, directory_urls=self._outline.tree.project.settings.directory_urls)
                yield from search.passages(address, unescape(made.title), f"<main>{made.body}</main>")

    def _read(self, path: str) -> str:
        return (self._drawn / self.place(path)).read_text(encoding="utf-8")

    def _numbered(self, path: str) -> bytes:
        page = self._outline.tree.numbered[path].make()
        html = self._frames[self._outline.frames[path]].around(page)
        if page.kind == "study":
            html = self._with_markdown(path, html)
        return html.encode("utf-8", "xmlcharrefreplace")

    def _page(self, path: str) -> bytes:
        return squeezed(self._with_markdown(path, self._whole(path))).encode("utf-8", "xmlcharrefreplace")

    def _whole(self, path: str) -> str:
        html = self._read(path)
        if path in self._outline.lists:
            html = _LIST.sub(lambda _: self._list(path), html, count=1)
        return LINK.sub(partial(self._linked, path), html)

    def _with_markdown(self, path: str, html: str) -> str:
        """A page that names its Markdown."""
        name = escape(posixpath.basename(self.markdown_place(path)))
        tag = f'<link rel="alternate" type="text/markdown" href="{name}">'
        return html.replace("</head>", f"{tag}</head>", 1)

    def _markdown(self, path: str) -> bytes:
        numbered = self._outline.tree.numbered.get(path)
        page = numbered.make() if numbered else None
        html = f"<h1>{page.heading}</h1>{page.body}" if page else content_of(self._whole(path))
        return page_markdown(html).encode("utf-8", "replace")

    def _list(self, path: str) -> str:
        def linked(match: re.Match[str]) -> str:
            return f'<a href="{self._address(path, match[2])}">{match[1]}</a>'

        items = _ITEM_LINK.sub(linked, self._outline.lists[path])
        items = _ITEM_TAG.sub(lambda tag: _VALUE.sub(_legible, tag[1]) + ">", items)
        return f'<ol class="references">\n{items}\n</ol>'

    def _linked(self, path: str, match: re.Match[str]) -> str:
        """A numbered link with its address; where it stands in code, as its author wrote it."""
        target = self._outline.links[int(match["number"])]
        return f"{match['href']}{self._address(path, target)}" if match["href"] else target

    def _address(self, path: str, target: str) -> str:
        file, hash_sign, section = target.partition("#")
        source = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
        directory_urls = self._outline.tree.project.settings.directory_urls
        return f"{link(path, source, directory_urls=directory_urls)}{hash_sign}{section}"


def fill(outline: Outline, site: Path) -> None:
    """Complete a site that a builder has drawn.

    Args:
        outline: What the builder was given.
        site: The folder of the site.

    Raises:
        FrameError: The theme's page cannot serve as a frame.
        RenderError: A template of the author's fails.
        OSError: A file could not be read or written.
    """
    progress = current()
    progress.begin(Stage.PAGES)
    tree = outline.tree
    filling = Filling(outline, site)
    found = list(filling.passages())
    progress.expect(len(tree.numbered))
    # Each of them before its page, which it is made of, is written over.
    for path in filling.read:
        _put(site / filling.markdown_place(path), filling.files[filling.markdown_place(path)]())
    for path in filling.drawn:
        _write(site, filling, path)
    few = len(tree.numbered) < _WORTH_A_PROCESS
    with closing(in_processes(partial(_write_job, site, filling), tree.jobs, most=1 if few else None)) as written:
        for pages in written:
            progress.advance(pages)
    _tidy(outline, site)
    for frozen in tree.project.versions:
        frozen.unpack(site)
    progress.end(counted(len(filling.drawn) + len(tree.numbered), "page"), counted(len(tree.files), "file"))
    progress.begin(Stage.SEARCH)
    for name, data in search.index_files(found):
        _put(site / name, data)
    search.empty_theme_index(site)
    progress.end(counted(len(found), "passage"))


def _write_job(site: Path, filling: Filling, job: Sequence[str]) -> int:
    """Write some files; how many of them are pages."""
    for path in job:
        _write(site, filling, path)
    return sum(path.endswith(".md") for path in job)


def _write(site: Path, filling: Filling, path: str) -> None:
    place = filling.place(path)
    _put(site / place, filling.files[place]())


def _put(place: Path, data: bytes) -> None:
    if not place.parent.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _tidy(outline: Outline, site: Path) -> None:
    """Take the frames out of the site and of its map, which gets the pages that were filled into them."""
    for frame in {frame for path, frame in outline.frames.items() if path != frame}:
        # The first part of its path that is a mark holds this frame alone, or several of them.
        shutil.rmtree(site.joinpath(*frame.split("/")[:2]), ignore_errors=True)
    file = site / "sitemap.xml"
    if not file.exists():
        return
    filled = _MAP_ENTRY.sub(partial(_mapped, outline), file.read_text(encoding="utf-8")).encode()
    file.write_bytes(filled)
    if (packed := file.with_name("sitemap.xml.gz")).exists():
        packed.write_bytes(gzip.compress(filled, mtime=0))


def _mapped(outline: Outline, entry: re.Match[str]) -> str:
    """An entry of the site's map; in place of a frame's, those of its pages."""
    if not MARKS.search(entry[0]):
        return entry[0]
    values = (
        _address_values(path)
        for path, frame in outline.frames.items()
        if path != frame and f"{posixpath.dirname(frame)}/" in entry[0]
    )
    pieces = MARKS.split(entry[0])
    return "".join(_filled(pieces, own) for own in values)
