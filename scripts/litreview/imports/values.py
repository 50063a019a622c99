"""Values out of answers that may hold anything: what is not of its kind counts as absent."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from litreview.model.reference import Reference
from litreview.model.source import Origin, Position
from litreview.read.csljson import read_csljson
from litreview.read.sources import SourceFile

#: The tags of JATS and HTML, by those that CSL-JSON knows; what stands in others is kept without them.
_TAGS: Final = {"italic": "i", "i": "i", "em": "i", "bold": "b", "b": "b", "strong": "b", "sup": "sup", "sub": "sub"}
_TAG: Final = re.compile(r"<(/?)(?:[a-z]+:)?([a-zA-Z][\w-]*)[^<>]{0,200}>")
_KEPT_TAG: Final = re.compile(r"</?(?:i|b|sup|sub)>")


def at(value: Any, *path: str | int) -> Any:  # noqa: ANN401 - JSON
    """What stands at a path of names and numbers, or None."""
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
    return value


def words(value: Any, *path: str | int) -> str:  # noqa: ANN401 - JSON
    """The text or number at a path, on one line; else nothing."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return " ".join(str(found).split())


def listed(value: Any, *path: str | int) -> list[Any]:  # noqa: ANN401 - JSON
    """The list at a path, else an empty one."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def objects(value: Any, *path: str | int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """The objects of the list at a path."""
    return (one for one in listed(value, *path) if isinstance(one, dict))


def rich(text: str) -> str:
    """A title as services give it, with entities and the tags of JATS, as CSL-JSON writes it."""
    for _ in range(2):  # "&amp;lt;i&amp;gt;" has been escaped twice
        text = html.unescape(text) if "&" in text else text
    text = _TAG.sub(lambda tag: f"<{tag[1]}{known}>" if (known := _TAGS.get(tag[2].lower())) else "", text)
    return " ".join(text.split())


def bare(text: str) -> str:
    """The same without any tag."""
    return _KEPT_TAG.sub("", rich(text))


def reference_of(item: Mapping[str, Any], service: str, arxiv: str = "") -> Reference:
    """A CSL item that we made of an answer as a reference of no file, through the reader of CSL-JSON files."""
    full = {name: value for name, value in item.items() if value}
    if full.get("container-title-short") == full.get("container-title"):
        full.pop("container-title-short", None)
    source = SourceFile(service, json.dumps([{"id": "found", "type": "document"} | full]).encode())
    read = read_csljson(source).references[0]
    identifiers = dict(read.identifiers) | ({"arXiv": arxiv} if arxiv else {})
    return Reference(
        key="",
        type=read.type,
        origin=Origin(Position(service)),
        texts=read.texts,
        names=read.names,
        dates=read.dates,
        identifiers=identifiers,
        keywords=read.keywords,
        format="",
    )


_BODY: Final = re.compile(
    r"\b(?:collaboration|consortium|group|team|committee|university|organi[sz]ation|association|society|institute"
    r"|agency|ministry|department|council|foundation)\b",
    re.IGNORECASE,
)


def person(name: str) -> dict[str, str]:
    """A name that a service gives in one piece, given names first, as CSL has it; a body is left whole."""
    parts = name.split()
    if len(parts) < 2 or _BODY.search(name):  # noqa: PLR2004 - given name and family name
        return {"literal": name}
    start = len(parts) - 1
    suffix = ""
    if start > 1 and re.fullmatch(r"(?:Jr|Sr)\.?|I{2,3}|IV", parts[start]):
        suffix, start = parts[start], start - 1
        parts.pop()
    first = start
    while first > 1 and parts[first - 1].islower():
        first -= 1
    return {
        "family": parts[start],
        "non-dropping-particle": " ".join(parts[first:start]),
        "given": " ".join(parts[:first]),
        "suffix": suffix,
    }
