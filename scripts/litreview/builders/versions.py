"""What a site says of the versions that were released: their feeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial

from litreview.exports.feeds import Feed, FeedEntry, atom, json_feed
from litreview.figures.words import sentence
from litreview.pages.addresses import page_url
from litreview.pages.site import Site
from litreview.pages.versions import FEEDS, VERSIONS_PATH, change_line, new_references


def version_files(site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The feeds of the versions by their paths; none where nothing was released."""
    for name in FEEDS if site.versions else ():
        feed = partial(_feed, site, name)
        yield f"{name}.atom", partial(_made, feed, atom, f"{site.settings.url}{name}.atom")
        yield f"{name}.json", partial(_made, feed, json_feed, f"{site.settings.url}{name}.json")


def _made(feed: Callable[[], Feed], write: Callable[[Feed, str], bytes], own: str) -> bytes:
    return write(feed(), own)


def _feed(site: Site, name: str) -> Feed:
    review = site.library.review
    entries = _changes(site) if name == FEEDS[0] else _additions(site)
    about = site.texts(f"feed_{name.replace('-', '_')}")
    title = f"{site.texts('labelled', label=review.title)} {about}"
    author = "; ".join(one.display for one in review.contributors) or review.title
    return Feed(title, site.settings.url or "./", author, tuple(entries))


def _changes(site: Site) -> Iterator[FeedEntry]:
    for version in site.versions:
        lines = tuple(change_line(change, site.texts) for change in version.changes)
        place = f"{_versions(site)}#v{version.name}"
        title = site.texts("version_n", version=version.name)
        text = version.text or ("" if version.previous else site.texts("first_version"))
        yield FeedEntry(place, place, sentence(title), version.date, (text, *lines) if text else lines)


def _additions(site: Site) -> Iterator[FeedEntry]:
    for version in site.versions:
        for change in new_references(version):
            digest = hashlib.sha256(change.subject.encode()).hexdigest()[:16]
            yield FeedEntry(
                f"{_versions(site)}#v{version.name}-{digest}", f"{_versions(site)}#v{version.name}", change.subject,
                version.date,
            )  # fmt: skip


def _versions(site: Site) -> str:
    return site.settings.url + page_url(VERSIONS_PATH, directory_urls=site.settings.directory_urls)
