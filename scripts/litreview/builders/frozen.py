"""The frozen copy of a version that is released: its whole site, and what it changed, in one file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from enum import Enum
from pathlib import Path
from typing import Final

from litreview.builders.filling import fill
from litreview.builders.outline import outline_of
from litreview.builders.project import Project
from litreview.builders.registry import Builder
from litreview.builders.scratch import scratch_folder
from litreview.builders.tree import build_tree
from litreview.exports.changes import changed_estimates, changed_pages, changes_between
from litreview.model.versions import DataChange, ReleasedVersion
from litreview.pages.site import FrozenCopy
from litreview.pages.texts import Texts
from litreview.read.versions import FACTS, SITE

#: The first moment that a ZIP file can hold: the same site gives the same file.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
#: Regular files that their owner may write and everybody may read.
_RIGHTS: Final = 0o100644 << 16
#: Files that stand at the root of a host alone.
_OF_THE_HOST: Final = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "CNAME", "robots.txt"})
_HEADING: Final = re.compile(r"^#{1,3}[ \t]++(\S[^\n]*+)$", re.MULTILINE)
_FRONT: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ALL: Final = "100%"
_HEAD: Final = re.compile(rb"<head>", re.IGNORECASE)
#: Search engines are to lead to the review as it is now.
_NOT_INDEXED: Final = rb'<head><meta name="robots" content="noindex">'


def frozen_copy(project: Project, builder: Builder, version: ReleasedVersion) -> tuple[ReleasedVersion, bytes]:
    """Draw the site of a version, which then never changes, and work out what it changed of the version before.

    Args:
        project: The project, whose files have no error.
        builder: What draws it.
        version: Its name, day and title.

    Returns:
        The version with its changes, and the ZIP file of the copy.

    Raises:
        BuilderError: The builder failed.
        RenderError: A template of the author's failed.
        ValueError: The copy of the version before cannot be read.
        OSError: A file could not be read or written.
    """
    home = project.settings.url
    settings = replace(project.settings, url=f"{home}{version.folder}/", frozen=FrozenCopy(version.name, home))
    with scratch_folder() as folder:
        site = folder / "site"
        site.mkdir()
        tree = build_tree(replace(project, settings=settings, versions=()))
        outline = outline_of(tree)
        builder.draw(outline, site)
        fill(outline, site)
        titles = {path: page.title for path, page in tree.pages.items()}
        pages = {titles.get(path) or path: _sections(project.docs / path) for path in sorted(project.pages)}
        pooled = dict(_pooled(site, titles, Texts.load(project.settings.texts)("forest_weight")))
        now = json.loads((site / "review.json").read_bytes())
        if project.versions:
            before = project.versions[0]
            changes = (*changes_between(before.data(), now), *changed_pages(before.pages, pages))
            changes += (*changed_estimates(before.pooled, pooled),)
            version = replace(version, previous=before.version.name, changes=changes)
        return version, _zipped(site, _facts(version, pages, pooled))


def _sections(file: Path) -> dict[str, str]:
    """A digest of the text under each heading of a page."""
    text = _FRONT.sub("", file.read_text(encoding="utf-8-sig", errors="replace"))
    cut = _HEADING.split(text)
    headings = (_without_attributes(heading) for heading in cut[1::2])
    named = zip(("", *headings), cut[::2], strict=True)
    return {
        heading: hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:16]
        for heading, words in named
        if heading or words.strip()
    }


def _without_attributes(heading: str) -> str:
    """A heading without what stands in braces at its end."""
    text = heading.rstrip()
    return text[: text.rfind("{")].rstrip() if text.endswith("}") and "{" in text else text


def _pooled(site: Path, titles: Mapping[str, str], weight: str) -> Iterator[tuple[str, str]]:
    """The pooled estimates of the forest plots: the row of their tables that has all of the weight."""
    seen: Counter[str] = Counter()
    tables = site / "assets" / "figures"
    for path in sorted(tables.rglob("*.csv")):
        header, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        page = f"{path.parent.relative_to(tables).as_posix()}.md"
        for row in rows if weight in header else ():
            if row and row[-1] == _ALL:
                name = f"{titles.get(page, page)}: {header[-2]}"
                seen[name] += 1
                yield name if seen[name] == 1 else f"{name} ({seen[name]})", row[-2]


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


def _zipped(site: Path, facts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _put(archive, FACTS, facts)
        for path in sorted(site.rglob("*")):
            inside = path.relative_to(site)
            hidden = any(part.startswith(".") for part in inside.parts)
            if path.is_file() and not hidden and inside.as_posix() not in _OF_THE_HOST:
                data = path.read_bytes()
                if path.suffix == ".html":
                    data = _HEAD.sub(_NOT_INDEXED, data, count=1)
                _put(archive, f"{SITE}/{inside.as_posix()}", data)
    return made.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.external_attr = _RIGHTS
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
