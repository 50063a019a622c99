"""The index of the pages that a builder has drawn, for our own search.

The theme's own search loads the text of all pages and builds its index in the reader's browser, 14 MB of it at 10,000
references; it knows no name without its accents, and no address of a DOI. Ours (`search-worker.js`) asks the index of
the reference browser, which is there anyway, and one of the same form for the other pages: it loads the few pieces that
a query needs, and no reference is indexed twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from litreview.builders.page_text import Section, sections
from litreview.exports.browser.index import FIELDS, word_pieces
from litreview.exports.browser.parts import chunks, script

#: The script that answers the search box in place of the theme's own.
WORKER: Final = "assets/litreview/search-worker.js"
#: The theme's own indexes, and what they call their pages: Material's, and Zensical's.
_THEME_INDEXES: Final = {"search/search_index.json": "docs", "search.json": "items"}
#: Where the data files of the other pages stand.
_FOLDER: Final = "search/data"
#: Letters of a passage, which is what is found and shown.
_PASSAGE: Final = 1200
#: Passages of one data file, and those for which one more piece of the index is worth a file.
_TOGETHER: Final = 16
_PER_PIECE: Final = 400

#: Where a page's own text stands, in Material and in Zensical.
_ARTICLE: Final = '<article class="md-content__inner'
#: Lists at the end of pages repeat the pages of references.
_LIST: Final = '<ol class="references"'


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page's text: the page and its title, and the section (empty before the first) and its title."""

    page: str
    title: str
    section: str
    heading: str
    text: str


def passages(address: str, title: str, page: str) -> Iterator[Passage]:
    """The text of a page of the site in pieces that a reader is shown.

    Args:
        address: The page's address below the site's.
        title: Its title.
        page: Its HTML.
    """
    start, end = page.find(_ARTICLE), page.rfind("</article>")
    if start < 0:  # a template of the author's own
        start, end = page.find("<main"), page.rfind("</main>")
    if start < 0:
        return
    for section in sections(_without_lists(page[page.find(">", start) + 1 : end])):
        yield from _cut(address, title, section)


def _without_lists(content: str) -> str:
    """The content without its lists of references, which are megabytes in a long article."""
    kept = []
    while True:
        before, opening, rest = content.partition(_LIST)
        kept.append(before)
        if not opening:
            return " ".join(kept)
        content = rest.partition("</ol>")[2]


def _cut(page: str, title: str, section: Section) -> Iterator[Passage]:
    text = section.text
    if not text and not section.heading:
        return
    while len(text) > _PASSAGE:
        end = text.rfind(" ", 0, _PASSAGE) + 1 or _PASSAGE
        yield Passage(page, title, section.id, section.heading, text[:end].rstrip())
        text = text[end:]
    yield Passage(page, title, section.id, section.heading, text)


def index_files(found: Sequence[Passage]) -> Iterator[tuple[str, bytes]]:
    """The data files of the passages, by their place in the site."""
    pieces = 1 << max(0, (len(found) // _PER_PIECE).bit_length())
    shown = [[one.page, one.title, one.section, one.heading, one.text] for one in found]
    version = hashlib.sha256(json.dumps(shown).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    words, places = word_pieces(_fields(found), pieces)
    for name, parts in (("words", words), ("places", places), ("passages", list(chunks(shown, _TOGETHER)))):
        for number, part in enumerate(parts):
            yield f"{_FOLDER}/{name}/{number}.js", script(version, f"{name}/{number}", part)
    starts = [number for number, one in enumerate(found) if not number or one.page != found[number - 1].page]
    about = {"total": len(found), "pieces": pieces, "passages": _TOGETHER, "starts": starts}
    yield f"{_FOLDER}/pages.js", script(version, "pages", about)


def empty_theme_index(site: Path) -> None:
    """Take all pages out of the index of the theme's own search, which no page asks.

    Its settings stay, also as a script, which Material asks for where a page is opened from a disk.

    Raises:
        OSError: A file could not be read or written.
    """
    for name, pages in _THEME_INDEXES.items():
        file = site / name
        if file.exists():
            written = json.dumps({**json.loads(file.read_text(encoding="utf-8")), pages: []})
            file.write_text(written, encoding="utf-8")
            file.with_suffix(".js").write_text(f"var __index = {written};\n", encoding="utf-8")


def _fields(found: Sequence[Passage]) -> Iterator[tuple[str, ...]]:
    """What each field of a passage says; a title stands in the first passage that it is above."""
    for _, of_page in groupby(found, key=lambda passage: passage.page):
        first = True
        for _, of_section in groupby(of_page, key=lambda passage: passage.section):
            opening = True
            for passage in of_section:
                titles = (passage.title if first else "", passage.heading if opening else "")
                said = {"abstract": passage.text, "title": " ".join(filter(None, titles))}
                yield tuple(said.get(field, "") for field in FIELDS)
                first = opening = False
