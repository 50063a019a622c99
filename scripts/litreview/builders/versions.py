"""What a site says of the versions that were released: their feeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from uuid import NAMESPACE_OID, uuid5

from litreview.exports.feeds import Feed, FeedEntry, atom, json_feed
from litreview.figures.words import sentence
from litreview.model.versions import ReleasedVersion
from litreview.pages.addresses import page_url
from litreview.pages.site import Site
from litreview.pages.texts import known_language
from litreview.pages.versions import FEEDS, VERSIONS_PATH, change_line, new_references
from litreview.read.versions import FrozenVersion


def version_files(site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The feeds of the versions by their paths; none where nothing was released."""
    for name in FEEDS if site.versions else ():
        feed = partial(_feed, site, name)
        yield f"{name}.atom", partial(_made, feed, atom, f"{site.settings.url}{name}.atom")
        yield f"{name}.json", partial(_made, feed, json_feed, f"{site.settings.url}{name}.json")


def unreleased(versions: Sequence[FrozenVersion], keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that the newest version does not have; none where nothing was released."""
    try:
        data = versions[0].data() if versions else {}
    except ValueError:
        return frozenset()
    released = {str(item.get("id")) for item in data.get("references", ()) if isinstance(item, Mapping)}
    return frozenset(keys) - released if released else frozenset()


def _made(feed: Callable[[], Feed], write: Callable[[Feed, str], bytes], own: str) -> bytes:
    return write(feed(), own)


def _feed(site: Site, name: str) -> Feed:
    review = site.library.review
    entries = _changes(site) if name == FEEDS[0] else _additions(site)
    about = site.texts(f"feed_{name.replace('-', '_')}")
    title = f"{site.texts('labelled', label=review.title)} {about}"
    author = "; ".join(one.display for one in review.contributors) or review.title
    file = f"{name}.atom"
    language = known_language(review.language)
    return Feed(_id(site, file, name), title, language, site.settings.url, author, tuple(entries))


def _id(site: Site, place: str, what: str) -> str:
    """A name for good, which has to be a whole one (RFC 4287, 4.2.6): the address, where the site has one."""
    if site.settings.url:
        return f"{site.settings.url}{place}"
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'{site.library.review.title} {what}')}"


def _changes(site: Site) -> Iterator[FeedEntry]:
    for version in site.versions:
        lines = tuple(change_line(change, site.texts) for change in version.changes)
        title = sentence(site.texts("version_n", version=version.name))
        text = version.text or ("" if version.previous else site.texts("first_version"))
        yield _entry(site, version, f"v{version.name}", title, (text, *lines) if text else lines)


def _additions(site: Site) -> Iterator[FeedEntry]:
    for version in site.versions:
        for change in new_references(version):
            digest = hashlib.sha256(change.subject.encode()).hexdigest()[:16]
            yield _entry(site, version, f"v{version.name}-{digest}", change.subject)


def _entry(site: Site, version: ReleasedVersion, name: str, title: str, lines: tuple[str, ...] = ()) -> FeedEntry:
    page = page_url(VERSIONS_PATH, directory_urls=site.settings.directory_urls)
    address = f"{site.settings.url}{page}#v{version.name}"
    return FeedEntry(_id(site, f"{page}#{name}", name), address, title, version.date, lines)
