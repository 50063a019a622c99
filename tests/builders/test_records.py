"""Records of references: each page and file has its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from litreview.builders.project import load_project
from litreview.builders.tree import build_tree


def test_a_reference_with_the_key_of_the_work_does_not_stand_in_for_it(review: Callable[..., Path]) -> None:
    folder = review({"docs/text.md": "# Made\n\nSaid [@record].\n"})
    entry = "@misc{record, title = {Another}, author = {Roe, J.}, year = 2001}\n"
    (folder / "refs" / "references.bib").write_text(entry)
    tree = build_tree(load_project(folder / "mkdocs.yml"))
    assert not tree.failed, tree.diagnostics
    [work] = json.loads(tree.files["record.json"]())
    assert work["title"] != "Another"
    assert json.loads(tree.files["references.json"]())[0]["title"] == "Another"
