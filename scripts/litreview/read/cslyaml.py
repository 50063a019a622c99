"""CSL-YAML: the list of references in the metadata of Pandoc's documents, or such a list alone."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from litreview.model.csl import DATE_VARIABLES
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.read.csl_items import ItemMember, Items, is_used
from litreview.read.sources import Bibliography, ReadFormat, SourceFile
from litreview.read.yaml import Document, read_yaml

_RULE: Final = "csl-yaml-syntax"
#: What Pandoc's Markdown sets in titles, as the tags of CSL-JSON.
_MARKDOWN: Final = (
    (re.compile(r"\[([^\[\]]+)\]\{\.nocase\}"), r'<span class="nocase">\1</span>'),
    (re.compile(r"\[([^\[\]]+)\]\{\.smallcaps\}"), r"<sc>\1</sc>"),
    (re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])[*_](?=\S)([^*_]+)(?<=\S)[*_](?![\w*])"), r"<i>\1</i>"),
    (re.compile(r"(?<!\^)\^([^\s^]+)\^"), r"<sup>\1</sup>"),
    (re.compile(r"(?<!~)~([^\s~]+)~(?!~)"), r"<sub>\1</sub>"),
)
#: Variables that hold no Markdown.
_PLAIN: Final = frozenset(("id", "type", "DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID", "page", "keyword", "language"))


def read_cslyaml(file: SourceFile) -> Bibliography:
    """The references of a CSL-YAML file, and what is to be said about it."""
    # Of a document with more behind its metadata, the metadata alone are read.
    head = re.match(
        rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n.*?\r?\n(?=(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z))", file.data, re.DOTALL
    )
    document = read_yaml(SourceFile(file.path, head[0] if head else file.data))
    found = list(document.diagnostics)
    items = Items("csl-yaml", found)
    value = document.value
    path: tuple[str | int, ...] = ()
    if isinstance(value, dict) and isinstance(value.get("references"), list):
        value, path = value["references"], ("references",)
    if not isinstance(value, list):
        if not found:
            message = "a list of references is expected here"
            found.append(Diagnostic(Severity.ERROR, _RULE, Position(file.path), message))
        return Bibliography(diagnostics=tuple(found))
    for index, item in enumerate(value):
        place = document.place((*path, index))
        if isinstance(item, dict):
            items.read(_members(document, (*path, index), item), place)
        else:
            found.append(Diagnostic(Severity.ERROR, "not-an-item", place, "a CSL item (a mapping) is expected here"))
    return Bibliography(items.references, tuple(found))


def _members(document: Document, path: tuple[str | int, ...], item: dict[str, Any]) -> dict[str, ItemMember]:
    members = {}
    for name, value in item.items():
        at = (*path, name)
        place = document.names.get(at) or document.place(at)
        if name in DATE_VARIABLES:
            read = _date(value)
        else:
            read = _marked(value) if isinstance(value, str) and name not in _PLAIN else value
        read = "" if read is None else read
        members[str(name)] = ItemMember(str(name), read, json.dumps(value, ensure_ascii=False), place)
    return members


def _marked(text: str) -> str:
    for pattern, tagged in _MARKDOWN:
        text = pattern.sub(tagged, text)
    return text


def _date(value: object) -> object:
    """A date as CSL-JSON has it: Pandoc writes it as text, as a mapping of year, month and day, or as a list of two."""
    given = value if isinstance(value, list) else [value]
    sides = [side for side in given if isinstance(side, dict) and "year" in side]
    if not sides or len(sides) < len(given):
        return value
    parts = [[side.get(part) for part in ("year", "month", "day") if side.get(part)] for side in sides]
    first = sides[0]
    kept = {name: first[name] for name in ("season", "circa", "literal") if first.get(name)}
    return {"date-parts": parts, **kept}


FORMAT: Final = ReadFormat(
    "csl-yaml",
    "CSL-YAML",
    re.compile(
        r"\A\s*+(?:(?:---[^\n]*\n|#[^\n]*\n|\w[\w-]*:[^\n]*\n)*?references:[ \t\r]*\n\s*-\s"
        r"|(?:---[^\n]*\n\s*+)?- (?:id|type|author|title):)"
    ),
    (".yaml", ".yml"),
    read_cslyaml,
    is_used,
)
