"""The review as data: right by the validators of each format, whole, the same twice, and without what is private."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fhir.resources.bundle import Bundle
from frictionless import Package, system
from frictionless.resources import TableResource
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from litreview.builders.project import load_project
from litreview.builders.tree import build_tree
from litreview.exports.twin.values import edtf, plain
from litreview.model.dates import Date

FIXTURES = Path(__file__).parents[1] / "fixtures"
#: Fields for their owner alone, each with a word that nothing of the twin may say.
PRIVATE = "file = {/home/S3CRET/x.pdf}, annote = {S3CRET}, groups = {S3CRET}, note = {RAYYAN-INCLUSION: {S3CRET}},"
Files = Mapping[str, bytes]

MORE = {
    "timeline.yml": "title: When\nevents:\n- {date: 2020-05, event: '=First, \"quoted\"', reference: REFERENCE}\n",
    "evidence-map.yml": (
        "title: Map\nrows_title: R\ncolumns_title: C\nrows: {r: {name: Row}}\ncolumns: {c: {name: Col}}\n"
        "directions: {up: {name: Up}}\nkinds: {trial: {name: Trial}}\n"
        "cells: [{row: r, column: c, outcome: O, direction: up, evidence: trial, references: [REFERENCE]}]\n"
    ),
}


def files_of(root: Path) -> Files:
    tree = build_tree(load_project(root / "mkdocs.yml"))
    assert not tree.failed, tree.diagnostics
    return {path: make() for path, make in tree.files.items() if "/" not in path}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twin") / "review"
    shutil.copytree(FIXTURES / "evidence", folder)
    bibliography = folder / "refs" / "references.bib"
    text = bibliography.read_text()
    key = text.partition("{")[2].partition(",")[0]
    bibliography.write_text(text.replace(f"{key},", f"{key}, {PRIVATE}", 1))
    review = folder / "refs" / "review.yml"
    review.write_text(f"{review.read_text()}published: 2024-07-01\n")
    for name, content in MORE.items():
        (folder / "refs" / name).write_text(content.replace("REFERENCE", key))
    return folder


@pytest.fixture(scope="module")
def files(root: Path) -> Files:
    return files_of(root)


def loaded(files: Files, name: str) -> Any:  # noqa: ANN401 - JSON holds anything
    return json.loads(files[name])


def test_the_whole_review_follows_its_schema(files: Files) -> None:
    schema = loaded(files, "review.schema.json")
    Draft202012Validator.check_schema(schema)
    review = loaded(files, "review.json")
    assert [error.message for error in Draft202012Validator(schema).iter_errors(review)] == []
    assert review["references"] == loaded(files, "references.json")
    # What is misspelt, or new and forgotten, is no part of it.
    review["studies"]["studiez"] = []
    assert not Draft202012Validator(schema).is_valid(review)


def test_tables_hold_what_their_package_says(files: Files, tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        rows = {one.name: one.read_rows() for one in package.resources if isinstance(one, TableResource)}
    assert report.valid, report.flatten(["type", "message"])
    assert {"references", "studies", "risk-of-bias", "screening", "timeline", "evidence-map"} <= {*rows}
    assert len(rows["references"]) == len(loaded(files, "references.json"))
    assert any(row["n"] is not None for row in rows["studies"])
    # As a spreadsheet must not take it for a formula.
    assert rows["timeline"][0]["event"] == '\'=First, "quoted"'


def test_fhir_holds_each_reference_result_and_judgement(files: Files) -> None:
    assert Bundle.model_validate_json(files["fhir.json"]).type == "collection"
    kinds = [entry["resource"]["resourceType"] for entry in loaded(files, "fhir.json")["entry"]]
    review = loaded(files, "review.json")
    results = [r for study in review["studies"]["studies"] for one in study["reports"] for r in one.get("results", [])]
    judged = [one for appraisal in review["risk_of_bias"]["appraisals"] for one in appraisal["assessments"]]
    found = review["summary_of_findings"]["findings"]
    told = len(results) + len(found)
    counts = {"Citation": len(review["references"]), "Evidence": told, "ArtifactAssessment": len(judged)}
    assert {kind: kinds.count(kind) for kind in counts} == counts
    names = [entry["fullUrl"] for entry in loaded(files, "fhir.json")["entry"]]
    assert len(set(names)) == len(names)


def test_references_inside_of_the_bundle_lead_to_something(files: Files) -> None:
    bundle = loaded(files, "fhir.json")
    names = {entry["fullUrl"] for entry in bundle["entry"]}
    pointed: list[str] = []

    def look(value: object) -> None:
        if isinstance(value, dict):
            pointed.extend([value["reference"]] if isinstance(value.get("reference"), str) else [])
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(bundle)
    assert pointed
    assert {*pointed} <= names


def test_the_crate_holds_what_it_lists(files: Files) -> None:
    with zipfile.ZipFile(io.BytesIO(files["review-data.zip"])) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
    graph = {one["@id"]: one for one in json.loads(held["ro-crate-metadata.json"])["@graph"]}
    top = graph["./"]
    parts = {part["@id"] for part in top["hasPart"]}
    assert parts == {*held} - {"ro-crate-metadata.json"}
    assert all(graph[part]["@type"] == "File" for part in parts)
    assert all(held[name] == files[name] for name in held)
    # What RO-Crate 1.1 demands of a root, and that all that is named is described.
    assert {"name", "description", "datePublished", "license"} <= {*top}
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    named = [one for entity in graph.values() for value in entity.values() for one in _ids(value)]
    assert {one for one in named if urlsplit(one).scheme == ""} <= {*graph}


def _ids(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one["@id"] for one in values if isinstance(one, dict) and "@id" in one]


def test_the_linkset_lists_all_files_and_pages(files: Files) -> None:
    sets = loaded(files, "linkset.json")["linkset"]
    anchors = [one["anchor"] for one in sets]
    assert len(set(anchors)) == len(anchors)
    base = anchors[0]
    for one in sets:
        # RFC 9264, 4.2: each relation has an array of target objects, each with an address.
        assert all(isinstance(t["href"], str) for name, ts in one.items() if name != "anchor" for t in ts)
    listed = {
        link["href"].removeprefix(base) for one in sets for link in (*one.get("item", ()), *one.get("describedby", ()))
    }
    ours = {name for name in files if name not in {"linkset.json", "llms.txt"}}
    assert ours <= listed
    assert {f"references/{one['id']}/" for one in loaded(files, "references.json")} <= listed


def test_llms_txt_leads_to_markdown(files: Files) -> None:
    lines = files["llms.txt"].decode().splitlines()
    assert lines[0].startswith("# ")
    assert sum(line.startswith("## ") for line in lines) == 2
    pages = [line for line in lines if ".html.md)" in line]
    assert pages
    assert any("(review.json)" in line or "/review.json)" in line for line in lines)


def test_nothing_private_is_told(files: Files) -> None:
    with zipfile.ZipFile(io.BytesIO(files["review-data.zip"])) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name, content in {**files, **packed}.items() if b"S3CRET" in content] == []


def test_the_same_bytes_come_twice(root: Path, files: Files) -> None:
    assert files_of(root) == files


def test_a_file_of_the_author_stays(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    shutil.copytree(root, folder)
    (folder / "docs" / "llms.txt").write_text("mine")
    assert "llms.txt" not in files_of(folder)


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (Date((2024, 5, 1)), "2024-05-01"),
        (Date((2024,), season=2), "2024-22"),
        (Date((1999,), (2001, 2)), "1999/2001-02"),
        (Date((1999,), open_end=True), "1999/.."),
        (Date((1999,), approximate=True), "1999~"),
        (Date((-43,), uncertain=True, approximate=True), "-0043%"),
        (Date(literal="n.d."), "n.d."),
    ],
)
def test_dates_are_written_in_edtf(date: Date, written: str) -> None:
    assert edtf(date) == written


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.tuples(inner, inner)))
def test_any_value_becomes_json(value: object) -> None:
    json.dumps(plain(value))
