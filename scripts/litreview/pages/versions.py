"""The page of the versions that were released: what each changed, and where its frozen copy stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from litreview.figures.dates import in_words
from litreview.model.dates import Date
from litreview.model.versions import ChangedPart, ChangeKind, DataChange, ReleasedVersion
from litreview.pages.environment import Templates
from litreview.pages.frontmatter import front_matter, head_text
from litreview.pages.site import Page, Site
from litreview.pages.texts import Texts

VERSIONS_PATH: Final = "versions/index.md"
#: The feeds at the root of the site: what they tell, by the name of their files.
FEEDS: Final = ("changes", "new-references")
_KINDS: Final = tuple(
    (name, kind, label) for name in FEEDS for kind, label in (("atom", "Atom"), ("json", "JSON Feed"))
)


_TYPES: Final = {"Atom": "application/atom+xml", "JSON Feed": "application/feed+json"}


@dataclass(frozen=True, slots=True)
class _Part:
    """The changes of one part of the review, each in a line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Version:
    """A version as the page shows it."""

    version: ReleasedVersion
    date: str
    address: str
    parts: tuple[_Part, ...]


def versions_page(site: Site, templates: Templates) -> Page | None:
    """The page, or nothing where no version was released."""
    if not site.versions:
        return None
    title = site.texts("versions")
    last = "" if site.settings.directory_urls else "index.html"
    shown = [
        _Version(one, version_day(one.date, site.texts), f"../{one.folder}/{last}", tuple(_parts(one, site.texts)))
        for one in site.versions
    ]
    feeds = [(f"../{name}.{kind}", site.texts(f"feed_{name.replace('-', '_')}"), label) for name, kind, label in _KINDS]
    body = templates.block.get_template("versions.md.j2").render(
        t=site.texts, title=title, versions=shown, feeds=feeds, today=f"../{last}"
    )
    found = "".join(
        f'<link rel="alternate" type="{_TYPES[label]}" title="{escape(text)}" href="{address}">'
        for address, text, label in feeds
    )
    head = {"title": head_text(title), "description": head_text(site.texts("description_versions")), "head": found}
    return Page(VERSIONS_PATH, front_matter(head) + body)


def change_line(change: DataChange, texts: Texts) -> str:
    """A change in a line of words."""
    what = ": ".join(part for part in (change.subject, change.field) if part)
    line = texts(f"change_{change.kind.value}", what=what or texts(f"part_{change.part.value}"))
    if change.old and change.new:
        return f"{texts('labelled', label=line)} {texts('change_from_to', old=change.old, new=change.new)}"
    value = change.new or change.old
    return f"{texts('labelled', label=line)} {value}" if value else line


def version_day(day: str, texts: Texts) -> str:
    """The day of a release in words."""
    return in_words(Date(tuple(map(int, day.split("-")))), texts)


def new_references(version: ReleasedVersion) -> Iterator[DataChange]:
    """The references that a version added."""
    for change in version.changes:
        if change.part is ChangedPart.REFERENCES and change.kind is ChangeKind.ADDED and not change.field:
            yield change


def new_key(change: DataChange) -> str:
    """The key of a reference that a version added; `exports.changes` puts it behind the title, in brackets."""
    return change.subject.rpartition("[")[2].removesuffix("]")


def _parts(version: ReleasedVersion, texts: Texts) -> Iterator[_Part]:
    for part in ChangedPart:
        lines = tuple(change_line(change, texts) for change in version.changes if change.part is part)
        if lines:
            yield _Part(texts(f"part_{part.value}"), lines)
