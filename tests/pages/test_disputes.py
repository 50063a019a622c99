"""Works that the text disputes stand where the site tells on what sources disagree."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from litreview.builders.tree import build_tree
from litreview.cli.project import find_project

EXAMPLE = Path(__file__).parent.parent / "fixtures" / "evidence"
PAGE = """# Doubts

We doubt *that* much <i>tea</i> helps [@ash2019, intent: disputes; @beech2020]. It helps [@ash2019, intent: supports].
"""


def pages_of(folder: Path) -> dict[str, str]:
    (folder / "docs" / "doubts.md").write_text(PAGE)
    tree = build_tree(find_project(folder))
    assert not tree.failed, tree.diagnostics
    return dict(tree.markdown())


def disputed(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<li><a class="citation" data-key="(\w+)".*?\(<a href="([^"#]*)#[\w-]+">Doubts</a>\)</li>', page)


def test_disputes_stand_beside_the_contradictions_of_the_studies(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "review")
    pages = pages_of(tmp_path / "review")
    page = pages["studies/index.md"]
    section = page[page.index("{ #contradictions }") :]
    assert disputed(section) == [("ash2019", "../doubts/")]
    assert "We doubt" in section
    assert '<li class="csl-entry" data-key="ash2019"' in section
    assert "contradictions/index.md" not in pages


def test_a_review_without_studies_has_a_page_of_them(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "refs").mkdir()
    shutil.copy(EXAMPLE / "refs" / "references.bib", tmp_path / "refs")
    (tmp_path / "refs" / "review.yml").write_text("title: Tea\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Tea\ntheme: material\nplugins: [litreview]\n")
    page = pages_of(tmp_path)["contradictions/index.md"]
    assert "# Where sources disagree" in page
    assert disputed(page) == [("ash2019", "../doubts/")]
