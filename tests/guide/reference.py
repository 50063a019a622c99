"""Writes guide/reference/ from what the code says of itself: the shapes of the YAML files, and the help of commands.

python -m tests.guide.reference
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from litreview.read.schema.files import SHAPES

FOLDER = Path(__file__).parents[2] / "guide" / "reference"
_FILES = """# Every name in every file

The files of `refs/` and all that they can hold. Names that are not listed are an error, with the nearest one that is.
`litreview schema DIR` writes the same as JSON Schemas, by which an editor completes and checks what you type.
"""
_COMMANDS = """# All that the commands say of themselves

What `--help` prints.
"""


def files() -> str:
    """The page of all files: a table for each mapping that a file may hold."""
    parts = [_FILES]
    for name, shape in SHAPES.items():
        schema = shape.model_json_schema()
        parts.append(f"## refs/{name}.yml\n\n{_sentence(shape.__doc__)}\n")
        parts.append(_table(schema, schema))
        for title, definition in sorted(schema.get("$defs", {}).items()):
            if "properties" in definition:
                parts.append(f"### {name}.yml: {_title(title)} {{ #{_anchor(name, title)} }}\n")
                parts.append(f"{_sentence(definition.get('description'))}\n\n{_table(definition, schema, name)}")
    return "\n".join(parts)


#: In a process of its own: a command remembers how it was called first, and another test may have done that.
_HELPS = """
import json
import click
from click.testing import CliRunner
from litreview.cli import main
# The width of the page, whatever the terminal's; wrapped lines are the program's own.
told = {
    name: CliRunner().invoke(main, [name, "--help"], prog_name="litreview", terminal_width=96).output
    for name in main.list_commands(click.Context(main))
}
print(json.dumps(told))
"""


def commands() -> str:
    """The page of all commands."""
    told = subprocess.run([sys.executable, "-c", _HELPS], capture_output=True, text=True, check=True).stdout
    parts = [f"## litreview {name}\n\n```text\n{shown.rstrip()}\n```\n" for name, shown in json.loads(told).items()]
    return "\n".join([_COMMANDS, *parts])


PAGES = {"files.md": files, "commands.md": commands}


def _table(node: dict[str, Any], schema: dict[str, Any], name: str = "") -> str:
    name = name or schema["title"].removesuffix("Shape").lower()
    rows = ["| name | holds | |", "|---|---|---|"]
    required = set(node.get("required", ()))
    for field, value in node["properties"].items():
        holds = ", or ".join(dict.fromkeys(_kinds(value, schema)))
        said = [_escaped(value.get("description", ""))]
        if field in required:
            said.append("*Has to be there.*")
        elif value.get("default") not in (None, "", [], {}, False):
            said.append(f"If not said: `{value['default']}`.")
        rows.append(f"| `{field}` | {holds} | {' '.join(filter(None, said))} |")
    return "\n".join(rows) + "\n"


def _kinds(node: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """What a value may be, in words."""
    if "$ref" in node:
        title = node["$ref"].rsplit("/", 1)[-1]
        definition = schema["$defs"][title]
        linked = f"[{_title(title)}](#{_anchor(_file(schema), title)})"
        yield _choices(definition["enum"]) if "enum" in definition else linked
    elif choices := node.get("anyOf") or node.get("oneOf"):
        for choice in choices:
            yield from _kinds(choice, schema)
    elif "enum" in node or "const" in node:
        yield _choices(node.get("enum") or [node["const"]])
    else:
        kinds = node.get("type", [])
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            if kind in _INSIDE:
                plain, around, below = _INSIDE[kind]
                held = node.get(below)
                inside = " or ".join(dict.fromkeys(_kinds(held, schema))) if isinstance(held, dict) else ""
                yield f"{around} {inside}" if inside else plain
            elif kind in _WORDS:
                yield _WORDS[kind]


#: Lists and mappings: alone, before what they hold, and where the schema says what that is.
_INSIDE = {
    "array": ("list", "list of", "items"),
    "object": ("names and values", "names, each with", "additionalProperties"),
}
_WORDS = {"string": "text", "boolean": "true or false", "integer": "whole number", "number": "number"}


def _choices(values: list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _file(schema: dict[str, Any]) -> str:
    return next(name for name, shape in SHAPES.items() if shape.__name__ == schema["title"])


def _title(name: str) -> str:
    """`SummaryOfFindingsShape` in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Shape")).lower()


def _anchor(file: str, name: str) -> str:
    return f"{file}-{_title(name).replace(' ', '-')}"


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def _escaped(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;")


def write() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    write()
    click.echo(f"Wrote {', '.join(PAGES)} in {FOLDER}")
