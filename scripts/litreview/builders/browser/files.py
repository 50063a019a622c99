"""All data files of the reference browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from litreview.builders.browser.columns import authors, facets, keys, orders
from litreview.builders.browser.index import index_parts, pieces
from litreview.builders.browser.parts import Part, chunks
from litreview.exports.registry import EXPORTS
from litreview.pages.environment import Templates
from litreview.pages.references import list_items, reading_order, shown_at_once, version
from litreview.pages.site import Site

#: References of one piece of the list, of which a page of results may need as many as it has lines.
_ENTRIES: Final = 20
#: References of one piece of a download.
_RECORDS: Final = 100


def browser_files(
    site: Site, templates: Templates, records: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, bytes]]:
    """The data files by their path in the site.

    References are counted in the site's order, so that files change together when that order does; each names the
    version that it belongs to, and the scripts take none of another.

    Args:
        site: The site.
        templates: The page templates.
        records: By the name of the format, all references in the site's order as its files hold them.
    """
    order = reading_order(site)
    counted_by = version(order)
    for part in _parts(site, templates, order, records):
        yield part.path, part.script(counted_by)


def _parts(
    site: Site, templates: Templates, order: Sequence[str], records: Mapping[str, Sequence[str]]
) -> Iterator[Part]:
    references = [site.library.references[key] for key in order]
    number = pieces(len(references))
    yield facets(site, references, EXPORTS.values(), pieces=number, entries=_ENTRIES, records=_RECORDS)
    yield authors(references)
    yield keys(references)
    yield from orders(references)
    yield from index_parts(references)
    if len(shown_at_once(order)) < len(order):
        for piece, some in enumerate(chunks(order, _ENTRIES)):
            yield Part(f"entries/{piece}", [str(item) for item in list_items(site, templates, some)])
    for name, texts in records.items():
        for piece, few in enumerate(chunks(texts, _RECORDS)):
            yield Part(f"{name}/{piece}", few)
