"""The line below the heading of a page of text: how long it takes to read, and of what day it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from litreview.cite.slips import running_text
from litreview.figures.dates import in_words
from litreview.model.dates import Date
from litreview.pages.environment import in_html
from litreview.pages.site import Site

#: What adults read of English prose in a minute: 238 words of non-fiction (Brysbaert 2019), and fewer of science.
_WORDS_A_MINUTE: Final = 230
#: What is no prose in a running text: tags, citations, values and attributes.
_NO_WORDS: Final = re.compile(r"<[^<>\n]*>|\[[^\[\]\n@]*+@[^\[\]\n]*+\]|\{[^{}\n]*\}")
_WORD: Final = re.compile(r"\w++(?:[-'’.,]\w++)*+")
_HEADING: Final = re.compile(r"\s*+^#[ \t]++[^\n]*+\n?", re.MULTILINE)
_OTHER_HEADING: Final = re.compile(r"^(?:#[ \t]|=+[ \t]*$|<h1)", re.MULTILINE)


def minutes(markdown: str) -> int:
    """How many minutes the prose of a page takes to read, one at least."""
    prose = _NO_WORDS.sub(" ", running_text(markdown))
    return max(1, round(len(_WORD.findall(prose)) / _WORDS_A_MINUTE))


def updated(meta: Mapping[str, Any]) -> Date:
    """The day that a page's front matter gives as `updated` or `date`; an empty date where it gives none.

    Histories of files are not asked: the same files give the same bytes, with and without git, and a change of a comma
    is no update for readers.
    """
    for name in ("updated", "date"):
        said = meta.get(name)
        # A time of day is a day, too.
        if isinstance(said, date):
            return Date((said.year, said.month, said.day))
        if isinstance(said, str):
            try:
                found = date.fromisoformat(said.strip())
            except ValueError:
                continue
            return Date((found.year, found.month, found.day))
    return Date()


def with_facts(site: Site, page: str, written: str, meta: Mapping[str, Any]) -> str:
    """A page of the author's with the line below its heading.

    A page without a day of its own is of the day of the review's version.

    Args:
        site: The site.
        page: Its Markdown, with citations and figures.
        written: The same as the author wrote it.
        meta: Its front matter.
    """
    heading = _HEADING.match(page)
    if heading is None and (_OTHER_HEADING.search(page) or not meta.get("title")):
        return page  # a heading of another form, further down or of the builder's own making
    day = updated(meta)
    day = day if day.start else site.library.review.published
    facts = [site.texts("reading_time", n=minutes(written))]
    if day.start:
        facts.append(site.texts("updated", date=in_words(day, site.texts)))
    at = heading.end() if heading else 0
    line = f'<p class="page-facts" data-search-exclude>{in_html(" · ".join(facts))}</p>'
    rest = page[at:].lstrip("\n")
    return f"{page[:at]}\n{line}\n\n{rest}"
