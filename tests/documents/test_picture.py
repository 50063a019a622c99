"""The picture that programs show beside a link to the first page."""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from litreview.builders.tree import DocsTree, build_tree
from litreview.cli.project import find_project
from litreview.pages.addresses import PICTURE_SIZE

EXAMPLE = Path(__file__).parents[1] / "fixtures" / "evidence"


def tree_of(folder: Path, more: str) -> DocsTree:
    if not folder.exists():
        shutil.copytree(EXAMPLE, folder)
        review = folder / "refs" / "review.yml"
        review.write_text(review.read_text() + more)
    return build_tree(find_project(folder))


def head_of(tree: DocsTree) -> dict[str, str]:
    page = unescape(tree.pages["index.md"].markdown).replace('\\"', '"')
    return dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]*)">', page))


def test_the_first_figure_is_a_picture_that_the_first_page_names(tmp_path: Path) -> None:
    tree = tree_of(tmp_path / "review", "picture: true\n")
    data = tree.files["picture.png"]()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == PICTURE_SIZE
    # It is not white alone.
    assert len(data) > 5_000
    assert tree_of(tmp_path / "review", "").files["picture.png"]() == data
    said = head_of(tree)
    assert said["og:image"] == "https://example.org/tea/picture.png"
    drawing = next(make().decode() for path, make in tree.files.items() if path.endswith(".svg"))
    assert said["og:image:alt"] in unescape(drawing)


def test_nothing_is_drawn_that_is_not_asked_for(tmp_path: Path) -> None:
    tree = tree_of(tmp_path / "review", "")
    assert "picture.png" not in tree.files
    assert head_of(tree) == {}


def test_what_is_missing_for_a_picture_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("litreview.documents.picture._RENDERER", "no_such_renderer")
    tree = tree_of(tmp_path / "review", "picture: true\n")
    assert tree.failed
    found = next(one for one in tree.diagnostics if one.rule == "document")
    assert "pip install resvg-py" in found.message
    assert found.position.file == "refs/review.yml"


def test_a_review_without_a_drawing_is_told(review: Callable[..., Path]) -> None:
    folder = review({"refs/review.yml": "title: A small review\npicture: true\n"})
    tree = build_tree(find_project(folder))
    assert not tree.failed
    assert ["has a drawing" in one.message for one in tree.diagnostics if one.rule == "document"] == [True]
    assert "picture.png" not in tree.files
