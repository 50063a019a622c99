"""Titles in another language than the review's say in which, on their own page and in lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from litreview.builders.tree import build_tree
from litreview.cli.project import find_project

BIB = """
@article{own2020, author = {Lee, Ana}, title = {Tea and sleep}, langid = {british}}
@article{unsaid2020, author = {Lee, Ana}, title = {Tea and rest}}
@article{german2020, author = {Lee, Ana}, title = {Tee und Schlaf}, langid = {ngerman}}
@article{hebrew2020, author = {Lee, Ana}, title = {תה ושינה}, langid = {hebrew}}
@article{hostile2020, author = {Lee, Ana}, title = {Tea again}, language = {de" onclick="x}}
"""
#: What is no tag of a language is none.
EXPECTED = {
    "own2020": "",
    "unsaid2020": "",
    "german2020": ' lang="de-DE"',
    "hebrew2020": ' lang="he-IL" dir="auto"',
    "hostile2020": "",
}


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    for name, text in {
        "mkdocs.yml": "site_name: Tea\ntheme: material\nplugins: [litreview]\n",
        "refs/review.yml": "title: Tea\nlanguage: en\n",
        "refs/references.bib": BIB,
        "docs/text.md": "# Text\n\nAll of it [@own2020; @unsaid2020; @german2020; @hebrew2020; @hostile2020].\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    tree = build_tree(find_project(tmp_path))
    assert not tree.failed, tree.diagnostics
    return dict(tree.markdown())


def test_titles_in_another_language_say_in_which(pages: dict[str, str]) -> None:
    for key, attributes in EXPECTED.items():
        heading = re.search(r"^# (.*) \{ #reference \}$", pages[f"references/{key}/index.md"], re.MULTILINE)
        assert heading
        assert heading[1].startswith(f"<span{attributes}>") if attributes else "<" not in heading[1]
        for page in ("text.md", "references/index.md"):
            item = re.search(rf'<li class="csl-entry" data-key="{key}".*?<span class="csl-text"([^>]*)>', pages[page])
            assert item
            assert item[1] == attributes
        brief = re.search(rf'<li data-key="{key}"><a href="[^"]*"([^>]*)>', pages["references/by-author/index.md"])
        assert brief
        assert brief[1] == attributes
