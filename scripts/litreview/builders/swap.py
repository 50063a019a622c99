"""A new site takes the place of the last one in one step, so that a failed build leaves the last one whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from mkdocs.exceptions import PluginError


def building_folder(target: Path) -> Path:
    """Where a site is built before it takes its place: beside it, on the same file system.

    `target` has to be resolved: where it is a link, the site's place is where the link leads.
    """
    return target.with_name(f".{target.name}.building")


def swap_in(built: Path, target: Path) -> None:
    """Put `built` in the place of `target`; what stood there goes once the new one is in place.

    Hidden files stay, as MkDocs leaves them when it empties a site's folder: `.git` of a checkout that is published.

    Raises:
        OSError: a folder could not be moved; the last site is then back in its place.
    """
    old = target.with_name(f".{target.name}.old")
    if target.exists():
        remove(old)
        target.rename(old)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        built.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    if old.is_dir():
        for hidden in old.glob(".*"):
            if not (target / hidden.name).exists():
                hidden.rename(target / hidden.name)
    remove(old)


def remove(path: Path) -> None:
    """Remove what stands at `path`, if anything does; of a link the link alone.

    Raises:
        OSError: it could not be removed.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def refuse_to_replace(site: Path, refs: Path) -> None:
    """MkDocs sees to it that a site does not take the place of docs/; the data are ours to guard.

    Raises:
        PluginError: the site would take the place of the data.
    """
    if refs.is_relative_to(site) or site.is_relative_to(refs):
        raise PluginError(f"site_dir is {site}, where the site would take the place of your data; choose another")
