"""The frozen copy of a version that is released: its whole site, and what it changed, in one file."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from enum import Enum
from pathlib import Path
from typing import Final

from litreview.builders.copies import drawn_aside, files_of
from litreview.builders.prepare import PreparedReview
from litreview.builders.registry import Builder
from litreview.builders.tree import render_tree
from litreview.exports.archive import zipped
from litreview.exports.changes import changed_estimates, changed_pages, changes_between, told_apart
from litreview.exports.twin import whole
from litreview.model.versions import DataChange, ReleasedVersion
from litreview.pages.site import FrozenCopy
from litreview.read.versions import FACTS, SITE

#: Files that stand at the root of a host alone.
_OF_THE_HOST: Final = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "CNAME", "robots.txt"})
_HEADING: Final = re.compile(r"^#{1,3}[ \t]++(\S[^\n]*+)$", re.MULTILINE)
_ALL: Final = "100%"
_HEAD: Final = re.compile(rb"<head>", re.IGNORECASE)
#: Search engines are to lead to the review as it is now.
_NOT_INDEXED: Final = rb'<head><meta name="robots" content="noindex">'


def frozen_copy(review: PreparedReview, builder: Builder, version: ReleasedVersion) -> tuple[ReleasedVersion, bytes]:
    """Draw the site of a version, which then never changes, and work out what it changed of the version before.

    Args:
        review: What was read, cited and checked, without an error.
        builder: What draws it.
        version: Its name, day and title.

    Returns:
        The version with its changes, and the ZIP file of the copy.

    Raises:
        BuilderError: The builder failed.
        FrameError: The theme's page cannot serve as a frame.
        RenderError: A template of the author's failed.
        ValueError: The copy of the version before cannot be read.
        OSError: A file could not be read or written.
    """
    project = review.project
    home = project.settings.url
    settings = replace(project.settings, url=f"{home}{version.folder}/", frozen=FrozenCopy(version.name, home))
    tree = render_tree(replace(review, project=replace(project, settings=settings, versions=())))
    with drawn_aside(tree, builder) as site:
        own = sorted(review.pages)
        titles = dict(zip(own, told_apart(tree.pages[path].title for path in own), strict=True))
        pages = {title: _sections(review.pages[path].split.body) for path, title in titles.items()}
        pooled = dict(_pooled(site, titles, review.texts("forest_weight")))
        if project.versions:
            before = project.versions[0]
            now = json.loads((site / whole.FILE).read_bytes())
            changes = (
                *changes_between(before.data(), now),
                *changed_pages(before.pages, pages),
                *changed_estimates(before.pooled, pooled),
            )
            version = replace(version, previous=before.version.name, changes=changes)
        files = ((f"{SITE}/{path}", _not_indexed(path, data)) for path, data in files_of(site, _OF_THE_HOST))
        return version, zipped([(FACTS, _facts(version, pages, pooled)), *files])


def _not_indexed(path: str, data: bytes) -> bytes:
    return _HEAD.sub(_NOT_INDEXED, data, count=1) if path.endswith(".html") else data


def _sections(text: str) -> dict[str, str]:
    """A digest of the text under each heading of a page."""
    cut = _HEADING.split(text)
    headings = told_apart(_without_attributes(heading) for heading in cut[1::2])
    named = zip(("", *headings), cut[::2], strict=True)
    return {
        heading: hashlib.sha256(" ".join(words.split()).encode("utf-8", "replace")).hexdigest()[:16]
        for heading, words in named
        if heading or words.strip()
    }


def _without_attributes(heading: str) -> str:
    """A heading without what stands in braces at its end."""
    text = heading.rstrip()
    return text[: text.rfind("{")].rstrip() if text.endswith("}") and "{" in text else text


def _pooled(site: Path, titles: Mapping[str, str], weight: str) -> Iterator[tuple[str, str]]:
    """The pooled estimates of the forest plots: the row of their tables that has all of the weight."""
    found: list[tuple[str, str]] = []
    tables = site / "assets" / "figures"
    for path in sorted(tables.rglob("*.csv")):
        header, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        page = f"{path.parent.relative_to(tables).as_posix()}.md"
        whole_rows = (row for row in (rows if weight in header else ()) if row and row[-1] == _ALL)
        found += ((f"{titles.get(page, page)}: {header[-2]}", row[-2]) for row in whole_rows)
    yield from zip(told_apart(name for name, _ in found), (estimate for _, estimate in found), strict=True)


def _facts(version: ReleasedVersion, pages: Mapping[str, Mapping[str, str]], pooled: Mapping[str, str]) -> bytes:
    facts = {
        "version": version.name,
        "date": version.date,
        "title": version.title,
        "previous": version.previous,
        "text": version.text,
        "changes": [_plain(change) for change in version.changes],
        "pages": pages,
        "pooled": pooled,
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _plain(change: DataChange) -> dict[str, str]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in asdict(change).items() if value}
