"""A library in Zotero that goes on changing: where it is fetched from, and how it is merged with what is here.

Merging has three sides: what Zotero says now, what it said last time (refs/zotero.json), and what the author's file
says. What changed there alone changes here; what changed here, or was added here, stays.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from litreview.exports.registry import EXPORTS
from litreview.imports.incoming import Gathered, as_record
from litreview.imports.plan import Change, Incoming
from litreview.imports.services import ServiceError, Services
from litreview.imports.values import at
from litreview.model.frozen import nothing
from litreview.model.private import EVERYTHING
from litreview.model.reference import Reference, SourceField
from litreview.model.verification import Difference
from litreview.read.bibtex import read_bibtex
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile

NAME: Final = "refs/zotero.json"
_API: Final = "https://api.zotero.org"
_PAGE: Final = 100
_WEB: Final = re.compile(r"https://www\.zotero\.org/groups/(\d+)(?:/[^/?#]+)?(?:/collections/(\w+))?(?:/[^?#]*)?")
_LIBRARY: Final = re.compile(r"(/(?:users|groups)/\d+(?:/collections/\w+)?)(?:/items(?:/top)?)?/?")
#: What Zotero and its add-ons write for themselves: none of it is of the work.
_OWN: Final = frozenset({"file", "timestamp", "date-added", "date-modified", "dateadded", "datemodified"})


def is_address(source: str) -> bool:
    """Whether a library is fetched, not read from a file."""
    return source.startswith(("http://", "https://"))


def gather_from_zotero(source: str, services: Services) -> Gathered:
    """The references of a library: a file that Better BibTeX keeps up to date, its address on this machine, or the web.

    Args:
        source: A file; the address of Better BibTeX's pull export (http://127.0.0.1:23119/better-bibtex/...); that of a
            group's library or collection at www.zotero.org; or one of Zotero's API, with the number of the user.
        services: A session that keeps no answers.
    """
    gathered = Gathered()
    try:
        files = list(_fetched(source, services)) if is_address(source) else [_file(source)]
    except ServiceError as error:
        gathered.problems.append(str(error))
        return gathered
    except OSError as error:
        gathered.problems.append(f"{source} cannot be read: {error.strerror}")
        return gathered
    for file in files:
        bibliography = read_bibliography(file, EVERYTHING)  # for the author's own file
        gathered.diagnostics += bibliography.diagnostics
        gathered.incoming += (Incoming(as_record(one, "Zotero"), "Zotero") for one in bibliography.references)
    if not gathered.incoming and not gathered.problems:
        gathered.problems.append("Zotero gives no reference that could be read")
    return gathered


def _file(source: str) -> SourceFile:
    path = Path(source)
    return SourceFile(path.as_posix(), path.read_bytes())


def _fetched(source: str, services: Services) -> Iterable[SourceFile]:
    try:
        parts = urlsplit(source)
        host = parts.hostname
    except ValueError as error:
        raise ServiceError(f"{source} is no address") from error
    if host in {"127.0.0.1", "localhost", "::1"}:
        yield SourceFile("zotero.bib", services.ask("Better BibTeX", source, parse=_bibtex) or b"")
        return
    if web := _WEB.fullmatch(source):
        library = f"/groups/{web[1]}" + (f"/collections/{web[2]}" if web[2] else "")
    elif host == "api.zotero.org" and (named := _LIBRARY.fullmatch(parts.path)):
        library = named[1]
    else:
        raise ServiceError(
            f"{host or source} is no library of Zotero's: name the address of a group's library, or "
            f"{_API}/users/NUMBER/items with your number from zotero.org/settings/keys"
        )
    key = os.environ.get("ZOTERO_API_KEY", "")
    headers = {"Zotero-API-Version": "3"} | ({"Zotero-API-Key": key} if key else {})
    items = f"{_API}{library}/items/top"
    keys = services.ask("Zotero", items, {"format": "keys"}, parse=_lines, headers=headers, unknown=_CLOSED)
    if keys is None:
        raise ServiceError("Zotero does not open this library: is the address right, and ZOTERO_API_KEY set?")
    for start in range(0, len(keys), _PAGE):
        asked = {
            "format": "biblatex",
            "limit": str(_PAGE),
            "start": str(start),
            "sort": "dateAdded",
            "direction": "asc",
        }
        data = services.ask("Zotero", items, asked, parse=_bibtex, headers=headers)
        yield SourceFile(f"zotero-{start // _PAGE + 1}.bib", data or b"")


#: By which it says that a library is not open to whoever asks.
_CLOSED: Final = frozenset({400, 403})


def _lines(data: bytes) -> list[str]:
    keys = data.decode().split()
    if not all(re.fullmatch(r"[A-Z0-9]{8}", key) for key in keys):
        raise ValueError("these are no keys of items")
    return keys


def _bibtex(data: bytes) -> bytes:
    text = data.decode()
    if text.strip() and "@" not in text:
        raise ValueError("there is no BibTeX in it")
    return data


# --- merging


def sides(reference: Reference) -> dict[str, str]:
    """The fields of a reference as BibTeX has them, by their names in small letters, each on one line."""
    one = reference
    if reference.format != "bibtex":
        (one,) = read_bibtex([SourceFile("x.bib", EXPORTS["bibtex"].record(reference).text.encode())]).references
    fields: dict[str, str] = {}
    for source in one.fields:
        if source.name.lower() not in _OWN:
            fields.setdefault(source.name.lower(), " ".join(source.value.split()))
    return fields


def digest(value: str) -> str:
    """Eight signs for a value: enough to see that it changed."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Memory:
    """What Zotero said when it was merged last: by our citation key, for each field the digest of its value."""

    references: Mapping[str, Mapping[str, str]] = field(default_factory=nothing)

    @classmethod
    def read(cls, root: Path) -> Memory:
        """That of a review; nothing where there is none, or none that can be read: then nothing here is overwritten."""
        try:
            content = json.loads((root / NAME).read_bytes())
        except (OSError, ValueError):
            return cls()
        known: Any = at(content, "references")
        return cls(known) if isinstance(known, dict) and all(isinstance(one, dict) for one in known.values()) else cls()

    def after(self, merged: Mapping[str, Reference]) -> Memory:
        """The memory after a merge: `merged` has what Zotero says now by our keys."""
        new = {key: {name: digest(value) for name, value in sides(one).items()} for key, one in merged.items()}
        return Memory({**self.references, **new})

    def written(self) -> bytes:
        """The file."""
        about = "What Zotero said at the last `litreview add --from-zotero`. Keep it with the review."
        content = {"about": about, "references": self.references}
        return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()

    def change(self, here: Reference, incoming: Incoming) -> Change | None:
        """What of a known reference changes: fields that Zotero has gained or changed, and the author has not."""
        base = self.references.get(here.key, {})
        ours = {source.name.lower(): source for source in here.fields}
        gained: list[SourceField] = []
        replaced: list[tuple[SourceField, str]] = []
        differences: list[Difference] = []
        for name, value in sides(incoming.reference).items():
            known = ours.get(name)
            changed_there = base.get(name) != digest(value)
            if known is None:
                # What the author took out stays out, unless Zotero says something new.
                if changed_there:
                    gained.append(SourceField(name, value, here.origin.position))
                continue
            own = " ".join(known.value.split())
            if own == value or not changed_there:
                continue
            if base.get(name) == digest(own):
                replaced.append((known, value))
            else:
                differences.append(Difference(name, own, value, "Zotero"))
        if not (gained or replaced or differences):
            return None
        return replace(Change(here, tuple(gained), tuple(differences), incoming.source), replaced=tuple(replaced))
