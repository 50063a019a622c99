"""The example review of tests/fixtures/evidence, with pages of a test's own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from litreview.builders.prepare import PreparedReview, prepare_review
from litreview.cli.project import find_project

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "tests" / "fixtures" / "evidence"


@dataclass(frozen=True)
class Drawn:
    """A page of the example review: what it became, and what was said."""

    gathered: PreparedReview

    @property
    def html(self) -> str:
        return next(page.source for page in self.gathered.cited.pages if page.path == "results.md")

    @property
    def words(self) -> str:
        """The text without tags and with its character references read."""
        html = re.sub(r'<span class="plot-span">(.*?)</span>', r"\1", self.html)
        # A number is a link to its evidence, which Markdown makes later.
        html = re.sub(r'<span class="evidence"[^>]*>\[(.*?)\]\([^()]*\)</span>', r"\1", html)
        html = re.sub(r'(<span class="study-name">)\[(.*?)\]\([^()]*\)(?=</span>)', r"\1\2", html)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

    def file(self, name: str) -> str:
        """A file of the page's figures, such as "figure-1.csv"."""
        return dict(self.gathered.figure_files.items())[f"assets/figures/results/{name}"]().decode()

    @property
    def said(self) -> list[str]:
        return [str(d) for d in self.gathered.diagnostics if d.severity in {"error", "warning"}]


Draw = Callable[..., Drawn]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draw a page; `files` replace or add files of the review."""

    def make(page: str, files: Mapping[str, str] | None = None) -> Drawn:
        folder = tmp_path / "review"
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        (folder / "docs" / "results.md").write_text(page, encoding="utf-8")
        for name, content in (files or {}).items():
            (folder / name).write_text(content, encoding="utf-8")
        return Drawn(prepare_review(find_project(folder)))

    return make
