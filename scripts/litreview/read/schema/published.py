"""The JSON Schemas that editors check the YAML files by."""

from __future__ import annotations

import json
from typing import Any, Final

from litreview.read.schema.files import SHAPES

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str) -> bytes:
    """The JSON Schema (2020-12) of refs/`name`.yml; the same bytes every time.

    Raises:
        KeyError: no file has that name.
    """
    schema = _plain(SHAPES[name].model_json_schema())
    content = {"$schema": _DIALECT, **schema, "title": f"{name}.yml"}
    return (json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _plain(node: Any) -> Any:  # noqa: ANN401 - JSON
    """The schema without what only Python knows: the names of our classes, and that a missing value is None."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _plain(value) for key, value in node.items()}
    if isinstance(title := plain.get("title"), str):
        plain["title"] = title.removesuffix("Shape")
    if isinstance(properties := plain.get("properties"), dict):
        plain["properties"] = {name: _without_none(value) for name, value in properties.items()}
    return plain


def _without_none(node: dict[str, Any]) -> dict[str, Any]:
    if "default" not in node or node["default"] is not None:
        return node
    rest = {key: value for key, value in node.items() if key not in {"default", "anyOf"}}
    choices = [choice for choice in node["anyOf"] if choice != {"type": "null"}]
    return {**rest, **choices[0]} if len(choices) == 1 else {**rest, "anyOf": choices}
