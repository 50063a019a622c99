"""Where pages stand: safe folder names for keys, and links between pages that hold below any sub-path."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

#: The page of the studies, their results as a file, and all links of the site as data.
STUDIES_PATH: Final = "studies/index.md"
RESULTS_FILE: Final = "studies.csv"
LINKSET_FILE: Final = "linkset.json"
#: The picture of the main figure, where the review asks for one.
PICTURE_FILE: Final = "picture.png"
#: What most programs that show it show whole: its width and height in points.
PICTURE_SIZE: Final = (1200, 630)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
#: Names that Windows reserves, with any ending too.
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)})
#: Names that the reference browser uses itself.
_RESERVED = frozenset({"index", "data", "by-year", "by-author", "by-journal", "by-keyword"})
_LONGEST = 80
_DIGEST = 8


def slugs(keys: Iterable[str]) -> Mapping[str, str]:
    """A folder name for each citation key: the key itself where that is safe, else a readable form with a digest.

    Names differ also where case is folded, as some file systems do; they never leave their folder.
    """
    taken: set[str] = set()
    result: dict[str, str] = {}
    for key in keys:
        slug = _UNSAFE.sub("-", key).strip("-.")[:_LONGEST].rstrip("-.")
        folded = slug.casefold()
        is_device = folded.partition(".")[0] in _DEVICES
        if slug != key or is_device or folded in _RESERVED or folded in taken:
            digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
            # Before an ending, for a device's name counts without it.
            name, dot, ending = slug.partition(".") if is_device else (slug, "", "")
            slug = f"{name}-{digest}{dot}{ending}" if name else digest
        taken.add(slug.casefold())
        result[key] = slug
    return result


def study_pages(studies: Iterable[str]) -> Mapping[str, str]:
    """The source file of each study's page, by the study's id."""
    return {study: f"studies/{folder}/index.md" for study, folder in slugs(studies).items()}


def page_url(uri: str, *, directory_urls: bool = True) -> str:
    """The address of a page's source file relative to the site's root: `a/index.md` → `a/`, `a.md` → `a/`."""
    if not uri.endswith(".md"):
        return quote(uri)
    stem = uri.removesuffix(".md")
    folder, name = posixpath.split(stem)
    is_index = name in {"index", "README"}
    if not directory_urls:
        return quote(posixpath.join(folder, "index.html") if is_index else f"{stem}.html")
    target = folder if is_index else stem
    return quote(f"{target}/") if target else ""


def link(source: str, target: str, *, directory_urls: bool = True) -> str:
    """The relative address that leads from one source file's page to another file of the site."""
    here = page_url(source, directory_urls=directory_urls)
    there = page_url(target, directory_urls=directory_urls)
    start = here if here.endswith("/") else posixpath.dirname(here)
    relative = posixpath.relpath("/" + there, "/" + start)
    return f"{relative}/" if there.endswith("/") or not there else relative


def markdown_link(label: str, source: str, target: str, section: str = "") -> Markup:
    """A Markdown link between two source files, or to a section by its id, which every builder resolves."""
    relative = posixpath.relpath("/" + target, "/" + posixpath.dirname(source))
    fragment = f"#{quote(section)}" if section else ""
    return Markup("[{}]({}{})").format(escape(label), quote(relative), fragment)
