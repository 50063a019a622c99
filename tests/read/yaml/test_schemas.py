"""The JSON Schemas that editors check the YAML files by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from litreview.cli.schema import schema
from litreview.read.schema.files import SHAPES

ROOT = Path(__file__).parents[3]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    target = tmp_path / "new" / "schemas"
    result = CliRunner().invoke(schema, [str(target)])
    assert result.exit_code == 0, result.output
    return target


def test_the_flagship_holds_the_schemas_that_the_command_writes(written: Path) -> None:
    committed = ROOT / "refs" / "schemas"
    assert {p.name: p.read_bytes() for p in written.iterdir()} == {p.name: p.read_bytes() for p in committed.iterdir()}


def test_each_data_file_of_the_flagship_names_its_schema() -> None:
    held = [name for name in SHAPES if (ROOT / "refs" / f"{name}.yml").exists()]
    assert {"review", "studies", "evidence-map", "timeline", "glossary"} <= set(held)
    for name in held:
        first = (ROOT / "refs" / f"{name}.yml").read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema=schemas/{name}.schema.json"


def nodes(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_schema_tells_an_editor_every_name_and_what_it_means(written: Path, name: str) -> None:
    content = json.loads((written / f"{name}.schema.json").read_bytes())
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert content["title"] == f"{name}.yml"
    records = [node for node in nodes(content) if "properties" in node and node.get("type") == "object"]
    assert records
    for record in records:
        assert record["additionalProperties"] is False
        assert record["description"]
        for field, described in record["properties"].items():
            assert described.get("description"), f"{record['title']}.{field}"
    pointed = {node["$ref"].removeprefix("#/$defs/") for node in nodes(content) if "$ref" in node}
    assert pointed == set(content.get("$defs", {}))


def test_a_schema_knows_the_short_forms_and_the_numbers(written: Path) -> None:
    studies = json.loads((written / "studies.schema.json").read_bytes())["$defs"]
    result = studies["ResultShape"]["properties"]
    assert (result["n"]["type"], result["n"]["minimum"], result["percent"]["type"]) == ("integer", 0, "number")
    assert {"type": "null"} in result["interval"]["items"]["anyOf"]
    assert {"type": "string"} in studies["StudyShape"]["properties"]["registrations"]["items"]["anyOf"]
    assert {"type": "string"} in result["sources"]["anyOf"]
    assert studies["ReportShape"]["properties"]["plotted"]["type"] == "boolean"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = CliRunner().invoke(schema, [str(tmp_path / "file" / "schemas")])
    assert result.exit_code == 1
    assert "could not be written" in result.output
    assert "Traceback" not in result.output
