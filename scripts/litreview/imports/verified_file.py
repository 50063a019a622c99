"""refs/verified.yml and refs/refreshed.yml, sorted by key, a fact a line, the same each time: people read the diff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from litreview.imports.editing import EditError
from litreview.model.dates import Date
from litreview.model.frozen import full
from litreview.model.refreshed import RefreshedReference
from litreview.model.verification import Verified
from litreview.read.atomic import locked, write_atomically
from litreview.read.refreshed import read_refreshed
from litreview.read.sources import SourceFile
from litreview.read.verified import read_verified

NAME: Final = "refs/verified.yml"
REFRESHED: Final = "refs/refreshed.yml"
_HEAD_REFRESHED: Final = """\
# What public services know of the references beyond their entries, and when. Written by `litreview refresh`.
"""
_HEAD: Final = """\
# What public services said of the references, and when. Written by `litreview verify`: look at what changes in it as
# you look at any other change. To acknowledge a finding, say why beside the entry, in the .bib file:
#   x-litreview-ignore = {retracted-reference: why it is cited all the same}
"""


def update(root: Path, found: Iterable[Verified], keys: Iterable[str]) -> bool:
    """Put results into refs/verified.yml, in place of older ones of the same references.

    Args:
        root: The folder of the review.
        found: The results.
        keys: The keys of all references; results of others go.

    Returns:
        Whether the file changed.

    Raises:
        EditError: The file that is there cannot be read, and would be lost.
        OSError: It cannot be written, and is as it was.
    """
    return _update(root, NAME, _HEAD, {one.key: _entry(one) for one in found}, set(keys))


def update_refreshed(root: Path, found: Iterable[RefreshedReference], keys: Iterable[str]) -> bool:
    """The same for refs/refreshed.yml."""
    return _update(root, REFRESHED, _HEAD_REFRESHED, {one.key: _refreshed(one) for one in found}, set(keys))


def _update(root: Path, name: str, head: str, new: Mapping[str, Mapping[str, Any]], keys: set[str]) -> bool:
    path = root / name
    with locked(path, inside=root):
        before = path.read_bytes() if path.exists() else b""
        content = {**_known(name, before), **new}
        wanted = {key: content[key] for key in sorted(content) if key in keys}
        text = yaml.safe_dump({"references": wanted}, sort_keys=False, allow_unicode=True, width=1_000_000)
        schema = f"schemas/{path.stem}.schema.json"
        editor = f"# yaml-language-server: $schema={schema}\n" if (path.parent / schema).exists() else ""
        after = (editor + head + text).encode()
        if after == before:
            return False
        write_atomically(path, after, inside=root)
        return True


def _known(name: str, data: bytes) -> Mapping[str, Mapping[str, Any]]:
    """What the file says of each reference, as it was written."""
    if not data.strip():
        return {}
    _, diagnostics = (read_verified if name == NAME else read_refreshed)(SourceFile(name, data))
    if diagnostics:
        raise EditError(f"{name} cannot be read: {diagnostics[0]}. Mend it, or delete it to begin anew")
    content: Mapping[str, Mapping[str, Any]] = yaml.safe_load(data)["references"]
    return {str(key): entry for key, entry in content.items()}


def _entry(one: Verified) -> dict[str, Any]:
    entry = {
        "title": one.title,
        "checked": _day(one.checked),
        "result": one.outcome.value,
        "fingerprint": one.fingerprint,
        "asked": [{"service": q.service, "by": q.by, "result": q.outcome.value} for q in one.questions],
        "agreed": list(one.agreed),
        "differs": [{"fact": d.fact, "here": d.here, "there": d.there, "service": d.service} for d in one.differences],
        "notices": [
            full(
                {"kind": n.kind.value, "label": n.label, "date": _day(n.date), "doi": n.doi, "told_by": list(n.sources)}
            )
            for n in one.notices
        ],
        "published_as": one.published_as,
    }
    return full(entry)


def _refreshed(one: RefreshedReference) -> dict[str, Any]:
    return full(
        {
            "checked": _day(one.checked),
            "service": one.service,
            "identifiers": {kind.lower(): value for kind, value in one.identifiers.items()},
            "open_access": one.open_access,
            "cited_by": one.cited_by,
        }
    )


def _day(date: Date) -> dt.date | str:
    """A whole date as YAML has it; one without day or month as a text."""
    if len(date.start) == 3:  # noqa: PLR2004 - year, month and day
        try:
            return dt.date(*date.start)
        except ValueError:
            return ""
    return "-".join(f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(date.start))
