"""The review as an RO-Crate (version 1.1): its metadata at the root of the site, and its data as one archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from litreview.exports.archive import zipped
from litreview.exports.twin.listed import Inventory, Listed
from litreview.figures.dates import iso
from litreview.model.frozen import full
from litreview.model.reference import RESOLVERS
from litreview.model.review import Contributor, Review

FILE: Final = "ro-crate-metadata.json"
ARCHIVE: Final = "review-data.zip"
_FAST: Final = 1


def crate(inventory: Inventory, files: Iterable[Listed]) -> str:
    """The metadata of a crate that holds these files of the site."""
    review = inventory.library.review
    held = [*files]
    people = {_id(one, number): one for number, one in enumerate(review.contributors)}
    places = {place.ror or f"#{place.name}": place for one in review.contributors for place in one.affiliations}
    graph = [
        {
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        _root(inventory, held, [*people]),
        *({"@id": file.address, **_file(file)} for file in held),
        *(_person(name, one) for name, one in people.items()),
        *({"@id": name, "@type": "Organization", "name": place.name} for name, place in places.items()),
        *_licence(review),
        *_article(review),
    ]
    return json.dumps({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}, **_WRITTEN) + "\n"


_WRITTEN: Final[Mapping[str, Any]] = {"ensure_ascii": False, "indent": 1}


def _root(inventory: Inventory, held: Iterable[Listed], people: Iterable[str]) -> Mapping[str, Any]:
    review = inventory.library.review
    article = review.companion
    licence = review.licence
    return full(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": review.title,
            "description": " ".join(review.abstract) or review.subtitle or review.title,
            # What has no date of its own is given one by nobody.
            "datePublished": iso(review.published),
            "version": review.version,
            "inLanguage": review.language,
            "url": inventory.url,
            "keywords": ", ".join(review.keywords),
            "license": {"@id": licence.url} if licence and licence.url else licence.name if licence else "",
            "author": _one_or_all([{"@id": name} for name in people]),
            "hasPart": [{"@id": file.address} for file in held],
            "isBasedOn": {"@id": RESOLVERS["DOI"].format(article.doi)} if article and article.doi else "",
        }
    )


def _file(file: Listed) -> Mapping[str, Any]:
    return full(
        {"@type": "File", "name": file.title, "encodingFormat": file.media_type, "description": file.description}
    )


def _id(one: Contributor, number: int) -> str:
    return f"https://orcid.org/{one.orcid}" if one.orcid else f"#author-{number + 1}"


def _person(name: str, one: Contributor) -> Mapping[str, Any]:
    places = [{"@id": place.ror or f"#{place.name}"} for place in one.affiliations]
    return full(
        {
            "@id": name,
            "@type": "Organization" if one.literal else "Person",
            "name": one.display,
            "familyName": one.family,
            "givenName": one.given,
            "affiliation": _one_or_all(places),
        }
    )


def _licence(review: Review) -> list[Mapping[str, Any]]:
    licence = review.licence
    if not licence or not licence.url:
        return []
    return [{"@id": licence.url, "@type": "CreativeWork", "name": licence.name, "description": licence.name}]


def _article(review: Review) -> list[Mapping[str, Any]]:
    article = review.companion
    if not article or not article.doi:
        return []
    return [{"@id": RESOLVERS["DOI"].format(article.doi), "@type": "ScholarlyArticle", "name": article.title}]


def _one_or_all(values: list[dict[str, str]]) -> object:
    """Values as JSON-LD's compact form has them: one stands alone."""
    return values[0] if len(values) == 1 else values


def archive(files: Mapping[str, Callable[[], bytes]]) -> bytes:
    """The files of a crate as one."""
    return zipped(((path, make()) for path, make in files.items()), _FAST)
