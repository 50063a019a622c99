"""refs/verified.yml, written so that a person reads its changes: sorted by key, one fact a line, the same each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from litreview.imports.editing import EditError
from litreview.model.dates import Date
from litreview.model.verification import Verified
from litreview.read.atomic import locked, write_atomically
from litreview.read.sources import SourceFile
from litreview.read.verified import read_verified

NAME: Final = "refs/verified.yml"
_HEAD: Final = """\
# What public services said of the references, and when. Written by `litreview verify`: look at what changes in it as
# you look at any other change. To acknowledge a finding, say why beside the entry, in the .bib file:
#   x-litreview-ignore = {retracted-reference: why it is cited all the same}
"""


def update(root: Path, found: Iterable[Verified], keys: Iterable[str]) -> bool:
    """Put results into the file, in place of older ones of the same references.

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
    path = root / NAME
    with locked(path, inside=root):
        before = path.read_bytes() if path.exists() else b""
        known = dict(_known(before))
        new = {one.key: one for one in found}
        wanted = set(keys)
        after = written({**known, **new}, wanted)
        if after == before:
            return False
        write_atomically(path, after, inside=root)
        return True


def _known(data: bytes) -> Mapping[str, Verified]:
    if not data.strip():
        return {}
    verification, diagnostics = read_verified(SourceFile(NAME, data))
    if verification is None or diagnostics:
        raise EditError(f"{NAME} cannot be read: {diagnostics[0]}. Mend it, or delete it to begin anew")
    return verification.references


def written(references: Mapping[str, Verified], keys: Iterable[str]) -> bytes:
    """The file for the references of these keys."""
    wanted = set(keys)
    content = {key: _entry(references[key]) for key in sorted(references) if key in wanted}
    text = yaml.safe_dump({"references": content}, sort_keys=False, allow_unicode=True, width=1_000_000)
    return (_HEAD + text).encode()


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
            _full(
                {"kind": n.kind.value, "label": n.label, "date": _day(n.date), "doi": n.doi, "told_by": list(n.sources)}
            )
            for n in one.notices
        ],
        "published_as": one.published_as,
    }
    return _full(entry)


def _full(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value not in ("", [], None)}


def _day(date: Date) -> dt.date | str:
    """A whole date as YAML has it; one without day or month as a text."""
    if len(date.start) == 3:  # noqa: PLR2004 - year, month and day
        try:
            return dt.date(*date.start)
        except ValueError:
            return ""
    return "-".join(f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(date.start))
