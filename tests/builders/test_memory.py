"""A preview keeps what it has made: after each edit the tree is the one that a first build would give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litreview.builders.project import load_project
from litreview.builders.tree import DocsTree, build_tree
from litreview.model.memo import Memo

BIB = """@article{one, author = {Roe, Jane}, title = {One of CLL}, journal = {Blood}, year = {2001}, keywords = {cells}}
@article{two, author = {Roe, Jane and Doe, Ann}, title = {Two of CLL}, journal = {Blood}, year = {2002},
  keywords = {cells}}
@book{three, author = {Poe, Edgar}, title = {Three}, publisher = {House}, year = {2003}}
"""
HEADLINE = BIB.replace("{One of CLL}", "{A Study of the Use of Zorbax’s Kind in Chronic Disease}")
TEXT = "# Text\n\nSaid [@one; @two]. @three says so.\n\nAgain [@two].\n"
ITEM = '<li class="csl-entry" data-key="{{ entry.reference.key }}" markdown="span">own {{ entry.html }}</li>\n'

#: Edits one after another: the file, and what it says then.
EDITS = [
    ("refs/references.bib", BIB.replace("Two of CLL", "Second of CLL")),
    ("refs/references.bib", BIB.replace("Two of CLL", "Two\n of CLL").replace("Doe, Ann", "Doe, Anne")),
    ("refs/references.bib", BIB + "@misc{four, author = {Moe, Max}, title = {Four of CLL}, year = {2001}}\n"),
    ("refs/references.bib", BIB.replace("{Poe, Edgar}", "{Roe, Jane}").replace("2003", "2001")),
    # What one title shows of a word changes how another prints it.
    ("refs/references.bib", HEADLINE),
    ("refs/references.bib", HEADLINE.replace("{Two of CLL}", "{Two of them took zorbax in mice}")),
    ("docs/text.md", TEXT.replace("Again [@two].", "Again [@one].")),
    ("docs/text.md", "# Text\n\nFirst [@two].\n"),
    ("refs/templates/page-reference.md.j2", ITEM),
    ("refs/review.yml", "title: Other\ncitation_style: apa\n"),
    ("refs/glossary.yml", "terms:\n  CLL:\n    expansion: Chronic leukaemia\n"),
]


def tree(folder: Path, memo: Memo | None) -> DocsTree:
    return build_tree(load_project(folder / "mkdocs.yml"), memo)


def contents(built: DocsTree) -> tuple[object, ...]:
    assert not built.failed, built.diagnostics
    return built.diagnostics, dict(built.markdown()), {path: make() for path, make in built.files.items()}, built.texts


def test_each_edit_gives_what_a_first_build_gives(review: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = review({"docs/text.md": TEXT, "docs/index.md": "# Made\n"})
    (folder / "refs" / "references.bib").write_text(BIB)
    memo = Memo()
    assert contents(tree(folder, memo)) == contents(tree(folder, None))
    for path, text in EDITS:
        place = folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
        assert contents(tree(folder, memo)) == contents(tree(folder, None)), path
