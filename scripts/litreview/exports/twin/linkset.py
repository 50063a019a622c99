"""linkset.json: all links of the site as data (RFC 9264), by the FAIR Signposting Profile, level 2."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from litreview.exports.twin.listed import Inventory, Listed, persistent
from litreview.model.reference import RESOLVERS

MEDIA_TYPE: Final = "application/linkset+json"
_SCHEMA_ORG: Final = "https://schema.org/"
_METADATA: Final = ("ro-crate-metadata.", "datapackage.")

Links = dict[str, list[dict[str, str]]]


def linkset(inventory: Inventory) -> str:
    """The file."""
    sets = [dict(one) for one in (*_works(inventory), *_pages(inventory), *_files(inventory))]
    return json.dumps({"linkset": sets}, ensure_ascii=False, indent=1) + "\n"


def _context(anchor: str, links: Links) -> Mapping[str, Any]:
    return {"anchor": anchor, **{relation: targets for relation, targets in links.items() if targets}}


def _target(inventory: Inventory, one: Listed) -> dict[str, str]:
    return {"href": inventory.at(one.address), "type": one.media_type, "title": one.title}


def _works(inventory: Inventory) -> Iterator[Mapping[str, Any]]:
    """Who made each work, what it is and what belongs to it: the article on the first page, and the site's own."""
    review = inventory.library.review
    article = review.companion
    records = [one for one in inventory.files if one.address.startswith("record.")]
    described = [one for one in inventory.files if one.address.startswith(_METADATA)]
    pages = [*inventory.pages, *(page for page, _ in inventory.references)]
    parts = [page for page in pages if page.address not in {"", inventory.own}]
    if article:
        doi = RESOLVERS["DOI"].format(article.doi) if article.doi else ""
        yield _work(inventory, "", {"cite-as": _hrefs(doi), "author": _hrefs(*persistent(article.authors))}, records)
    else:
        described = [*records, *described]
    own: Links = {
        "cite-as": _hrefs(inventory.at(inventory.own) if inventory.url else ""),
        "author": _hrefs(*persistent(review.contributors)),
        "license": _hrefs(review.licence.url if review.licence else ""),
        "item": [_target(inventory, one) for one in (*parts, *_others(inventory))],
    }
    yield _work(inventory, inventory.own, own, described)


def _work(inventory: Inventory, address: str, links: Links, described: Iterable[Listed]) -> Mapping[str, Any]:
    types = _hrefs(*(f"{_SCHEMA_ORG}{name}" for name in ("AboutPage", "ScholarlyArticle")))
    by = [_target(inventory, one) for one in described]
    own = next((page for page in inventory.pages if page.address == address), None)
    beside = {"alternate": _markdown(inventory, own) if own else [], "type": types, "describedby": by}
    return _context(inventory.at(address), {**links, **beside})


def _markdown(inventory: Inventory, page: Listed) -> list[dict[str, str]]:
    return [{"href": inventory.at(page.markdown), "type": "text/markdown"}] if page.markdown else []


def _hrefs(*addresses: str) -> list[dict[str, str]]:
    return [{"href": address} for address in addresses if address]


def _others(inventory: Inventory) -> Iterator[Listed]:
    """The files that are content."""
    return (one for one in inventory.files if not one.address.startswith(("record.", *_METADATA)))


def _pages(inventory: Inventory) -> Iterator[Mapping[str, Any]]:
    whole = [{"href": inventory.at(inventory.own), "type": "text/html"}]
    for page in inventory.pages:
        if page.address not in {"", inventory.own}:
            links = {"alternate": _markdown(inventory, page), "collection": whole}
            yield _context(inventory.at(page.address), links)
    for page, work in inventory.references:
        yield _context(inventory.at(page.address), {"about": _hrefs(work), "collection": whole})


def _files(inventory: Inventory) -> Iterator[Mapping[str, Any]]:
    review = inventory.library.review
    licence = _hrefs(review.licence.url if review.licence else "")
    whole = [{"href": inventory.at(inventory.own), "type": "text/html"}]
    for file in inventory.files:
        if file.address.startswith("record."):
            yield _context(inventory.at(file.address), {"describes": [{"href": inventory.at(""), "type": "text/html"}]})
        else:
            relation = "describes" if file.address.startswith(_METADATA) else "collection"
            yield _context(inventory.at(file.address), {relation: whole, "license": licence})
