"""References for the tests of styles, written as CSL-JSON items."""

from __future__ import annotations

import json
from typing import Any

from litreview.cite.styles.format import format_reference, plain_text
from litreview.cite.styles.registry import load_style
from litreview.model.reference import Reference
from litreview.read.csljson import read_csljson
from litreview.read.sources import SourceFile


def reference(**item: Any) -> Reference:  # noqa: ANN401 (JSON)
    """The reference of one CSL item; underscores in names stand for hyphens, `issued` may be [year, month, day]."""
    named = {name.replace("_", "-"): value for name, value in item.items()}
    for name, value in named.items():
        if isinstance(value, list) and value and isinstance(value[0], int):
            named[name] = {"date-parts": [value]}
    data = json.dumps([{"id": "key", **named}]).encode()
    (found,) = read_csljson(SourceFile("items.json", data)).references
    return found


def person(family: str, given: str = "", **parts: str) -> dict[str, str]:
    return {"family": family, "given": given, **{name.replace("_", "-"): value for name, value in parts.items()}}


def printed(style: str, **item: Any) -> str:  # noqa: ANN401 (JSON)
    """The text that a style prints for one CSL item."""
    return plain_text(format_reference(load_style(style), reference(**item)))
