"""All data files of the reference browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from litreview.exports.browser.columns import authors, by_author, by_title, facets
from litreview.exports.browser.index import Index, pieces
from litreview.exports.browser.parts import chunks, path_of, script
from litreview.exports.records import RECORDS, Records
from litreview.exports.registry import EXPORTS
from litreview.pages.addresses import page_url
from litreview.pages.environment import Templates
from litreview.pages.glossary import other_names
from litreview.pages.reference_lists import brief_lines
from litreview.pages.references import list_items, shown_at_once, version
from litreview.pages.site import Site

#: References of one piece of the list, of which a page of results may need as many as it has lines.
_ENTRIES: Final = 20
#: References of one piece of what the search box shows; its results come from everywhere.
_BRIEFS: Final = 32


def browser_files(
    site: Site, templates: Templates, order: Sequence[str], records: Mapping[str, Records]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The data files by their path in the site, each with what makes it.

    References are counted in the site's order, so that files change together when that order does; each names the
    version that it belongs to, and the scripts take none of another.

    Args:
        site: The site.
        templates: The page templates.
        order: All keys in the site's order.
        records: The records of all references in that order, by the name of their format.
    """
    counted_by = version(order)
    for name, value in _values(site, templates, order, records):
        yield path_of(name), partial(_script, counted_by, name, value)


def _script(counted_by: str, name: str, value: Callable[[], Any]) -> bytes:
    return script(counted_by, name, value())


def _values(
    site: Site, templates: Templates, order: Sequence[str], records: Mapping[str, Records]
) -> Iterator[tuple[str, Callable[[], Any]]]:
    references = [site.library.references[key] for key in order]
    number = pieces(len(references))
    sizes = {"pieces": number, "entries": _ENTRIES, "records": RECORDS}
    yield "search", partial(dict, total=len(references), pieces=number, briefs=_BRIEFS)
    yield "facets", partial(facets, site, references, EXPORTS.values(), sizes)
    yield "authors", partial(authors, references)
    yield "keys", partial(list, order)
    yield "names", partial(other_names, site.library.glossary)
    yield "order-author", partial(by_author, references)
    yield "order-title", partial(by_title, references)
    index = Index(references, number)
    for piece in range(number):
        yield f"words/{piece}", partial(index.words, piece)
        yield f"places/{piece}", partial(index.places, piece)
        yield f"identifiers/{piece}", partial(index.identifiers, piece)
    for piece, some in enumerate(chunks(order, _BRIEFS)):
        yield f"briefs/{piece}", partial(_briefs, site, some)
    if len(shown_at_once(order)) < len(order):
        for piece, some in enumerate(chunks(order, _ENTRIES)):
            yield f"entries/{piece}", partial(_entries, site, templates, some)
    for name, made in records.items():
        for piece in range(len(made.paths)):
            yield f"{name}/{piece}", partial(made.piece, piece)


def _entries(site: Site, templates: Templates, keys: Sequence[str]) -> list[str]:
    return [str(item) for item in list_items(site, templates, keys)]


def _briefs(site: Site, keys: Sequence[str]) -> list[tuple[str, str, str]]:
    """Where each reference stands in the site, its title, and a line about it."""
    references, line = site.library.references, brief_lines(site)
    return [
        (
            page_url(site.reference_page(key), directory_urls=site.settings.directory_urls),
            str(references[key].title) or key,
            line(key),
        )
        for key in keys
    ]
