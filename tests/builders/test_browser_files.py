"""The data files of the reference browser: each reference is in them as its number, and found by its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.builders.project import load_project
from litreview.builders.tree import DocsTree, build_tree
from litreview.exports.browser.index import FIELDS, pieces, place_of
from litreview.exports.browser.parts import base36, chunks, gaps, script
from litreview.exports.registry import EXPORTS
from litreview.pages.words import words

Data = Mapping[str, Any]
FOLDER = "references/data/"


def parts(tree: DocsTree) -> Data:
    """The values of the data files by their name."""
    found = {}
    for path, make in tree.files.items():
        if path.startswith(FOLDER):
            text = make()
            call = text.decode().removeprefix("litreview.receive(").removesuffix(");\n")
            _, name, value = json.loads(f"[{call}]")
            assert path == f"{FOLDER}{name}.js"
            found[name] = value
    return found


@pytest.fixture
def tree(review: Callable[..., Path]) -> DocsTree:
    extra = (
        "@article{hostile2020, author={Muñoz, José and Brontë, Anne},"
        " title={</script><b>x</b> \u2028 Größe of B-cells},"
        " journal={Blood}, year={2020}, doi={10.1000/ABC.1}, keywords={B-cell, b-cell},"
        " abstract={Primo secundo primo}}\n"
        "@article{open2021, author={Open, Olga}, title={Open}, year={2021}, pmcid={PMC1234567}, license={CC BY 4.0}}\n"
        "@article{read2021, author={Read, Rita}, title={Read}, year={2021}, openaccess={true}}\n"
    )
    folder = review()
    bib = folder / "refs" / "references.bib"
    bib.write_text(bib.read_text() + extra)
    return build_tree(load_project(folder / "mkdocs.yml"))


def decoded(written: str) -> list[tuple[int, list[int]]]:
    """Fields and references of a word, as the script reads them."""
    groups = []
    for group in written.split(";"):
        fields, _, rest = group.partition(" ")
        last, numbers = 0, []
        for gap in rest.split(" "):
            last += int(gap, 36)
            numbers.append(last)
        groups.append((int(fields, 36), numbers))
    return groups


def test_every_word_leads_to_its_reference_and_field(tree: DocsTree) -> None:
    data = parts(tree)
    number = data["keys"].index("hostile2020")
    held = data["words/0"]
    for word, field in (
        ("munoz", "author"),
        ("bronte", "author"),
        ("grosse", "title"),
        ("blood", "journal"),
        ("cell", "keyword"),
        ("secundo", "abstract"),
        ("hostile2020", "key"),
    ):
        fields = [fields for fields, numbers in decoded(held[word]) if number in numbers]
        assert fields, word
        assert fields[0] & (1 << FIELDS.index(field)), word
    assert data["identifiers/0"]["10.1000/abc.1"] == [number]


def test_places_follow_the_words_order(tree: DocsTree) -> None:
    data = parts(tree)
    assert data["places/0"]["primo"] == "0.2"
    assert data["places/0"]["secundo"] == "1"


def test_columns_have_a_value_for_each_reference(tree: DocsTree) -> None:
    data = parts(tree)
    facets = data["facets"]
    total = len(data["keys"])
    for column in ("year", "type", "journal", "keyword", "cited", "included", "has", "access"):
        assert len(facets[column]) == total
    number = data["keys"].index("hostile2020")
    assert facets["year"][number] == 2020
    assert [facets["keywords"][one] for one in facets["keyword"][number]] == ["B-cell"]
    assert [data["authors"]["authors"][one] for one in data["authors"]["author"][number]] == ["Muñoz J", "Brontë A"]
    assert facets["has"][number] == 0b0011
    free = {key: facets["access"][data["keys"].index(key)] for key in ("hostile2020", "open2021", "read2021")}
    assert free == {"hostile2020": 0b100, "open2021": 0b011, "read2021": 0b001}
    assert sorted(data["order-author"]) == sorted(data["order-title"]) == list(range(total))


def test_records_put_together_are_the_downloads(tree: DocsTree) -> None:
    data = parts(tree)
    for name, export in EXPORTS.items():
        assert export.assemble(data[f"{name}/0"]) == tree.files[export.file_name]().decode()


def test_no_line_end_that_older_scripts_take_for_one(tree: DocsTree) -> None:
    for path, make in tree.files.items():
        if path.startswith(FOLDER):
            text = make()
            assert "\u2028" not in text.decode()
            assert "\u2029" not in text.decode()


def test_all_files_name_the_version_of_the_page(tree: DocsTree) -> None:
    versions = {make().decode().split('"', 2)[1] for path, make in tree.files.items() if path.startswith(FOLDER)}
    assert len(versions) == 1
    assert f'data-version="{versions.pop()}"' in tree.numbered["references/index.md"].make().body


@given(st.integers(0, 10**7))
def test_base36_reads_back(number: int) -> None:
    assert int(base36(number), 36) == number


@given(st.lists(st.integers(0, 10**6), min_size=1, unique=True))
def test_gaps_read_back(numbers: list[int]) -> None:
    rising = sorted(numbers)
    assert decoded(f"1 {gaps(rising, ' ')}") == [(1, rising)]


@given(st.lists(st.integers()), st.integers(1, 9))
def test_chunks_keep_all(items: list[int], size: int) -> None:
    assert [one for chunk in chunks(items, size) for one in chunk] == items


@given(st.text(), st.integers(0, 10**5))
def test_every_text_has_a_piece(text: str, total: int) -> None:
    assert 0 <= place_of(text, pieces(total)) < pieces(total)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


def test_part_is_a_call() -> None:
    assert script("v", "a/0", ["</x>"]) == b'litreview.receive("v","a/0",["</x>"]);\n'
