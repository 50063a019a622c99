"""Every builder's site has the pages that it would have drawn itself, from the complete tree, one by one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from tests.benchmarks.corpus import make_corpus
from tests.conftest import MINIMAL

BUILDERS = ("mkdocs", "properdocs", "zensical")
REFERENCES = 100
NAV = """
nav:
  - index.md
  - Notes: notes/deep.md
  - text.md
  - references/index.md
  - Of the years: references/by-year/index.md
"""
HOSTILE = """
@article{hostile/ä:1, author={Muñoz, José}, journal={Blood}, year={2020}, doi={10.1000/ABC.1},
  title={A *b* & <i>c</i> _d_ `e` :smile: -- "f" {{ g }} [h](i) 1 \\\\ litreviewNoMark}, keywords={k*l*m, n & o}}
"""
DEEP = """# Deep

See [a page](../references/{key}/index.md#cite), [another][defined], [all](../references.bib "Download") and @{key}.

```text
[as it is](../references/{key}/index.md)
```

[defined]: ../references/by-author/index.md
"""


#: Where the script of our search is, which sites have that we have filled; and a mark that Zensical itself takes out.
SEARCHES = {"data-search", "data-search-exclude"}


class Sites(NamedTuple):
    """What a builder made of the complete tree, and what `litreview build` made with it."""

    plain: Path
    filled: Path


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frames") / "review"
    shutil.copytree(MINIMAL, folder)
    corpus = make_corpus(REFERENCES, folder.parent / "corpus")
    with (folder / "refs" / "references.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(corpus.bib.read_text() + HOSTILE)
    (folder / "docs" / "long.md").write_text(corpus.text.read_text())
    (folder / "docs" / "notes").mkdir()
    (folder / "docs" / "notes" / "deep.md").write_text(DEEP.replace("{key}", corpus.keys[7]))
    configuration = folder / "mkdocs.yml"
    written = re.sub(r"^nav:\n(?:[ -].*\n)*", "", configuration.read_text(), flags=re.MULTILINE)
    configuration.write_text(f"{written}site_url: https://example.org/below/\n{NAV}")
    return folder


def run(*command: str, cwd: Path) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def tree(project: Path) -> Path:
    run("litreview.cli", "render", "../tree", cwd=project)
    return project.parent / "tree"


@pytest.fixture(scope="session", params=BUILDERS)
def sites(request: pytest.FixtureRequest, project: Path, tree: Path) -> Sites:
    name = str(request.param)
    folder = tree.parent / name
    shutil.copytree(tree, folder)
    if name == "zensical":
        configuration = folder / "mkdocs.yml"
        configuration.write_text(configuration.read_text().replace("\ntheme:", "\ntheme:\n  variant: classic"))
    run(name, "build", "-f", "mkdocs.yml", cwd=folder)
    run("litreview.cli", "build", "--builder", name, cwd=project)
    filled = tree.parent / f"{name}-filled"
    shutil.copytree(project / "site", filled)
    return Sites(folder / "site", filled)


class _Elements(HTMLParser):
    """The tags, attributes and texts of a page, without blank ones and with every entity decoded.

    Of a link counts where it leads: what is "../" from a page is "../../by-year/" from its frame.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self._page = f"https://example.org/{page}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("type", "text/markdown") in attrs:
            return  # A rendered tree has no Markdown beside its pages but its own.
        said = ((name, urljoin(self._page, value or "") if name == "href" else value or "") for name, value in attrs)
        self.found.append((tag, sorted(one for one in said if one[0] not in SEARCHES)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.found.append(text)


def elements(site: Path, page: str) -> list[object]:
    parser = _Elements(page)
    parser.feed((site / page).read_text(encoding="utf-8"))
    return parser.found


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_the_pages_are_those_that_the_builder_draws_itself(sites: Sites) -> None:
    assert pages(sites.filled) == pages(sites.plain)
    assert len(pages(sites.filled)) > REFERENCES
    drawn = {page: (elements(sites.filled, page), elements(sites.plain, page)) for page in pages(sites.plain)}
    assert [page for page, (filled, plain) in drawn.items() if filled != plain] == []


def addresses(site: Path) -> list[str]:
    return sorted(re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text()))


def test_the_map_of_the_site_has_the_same_pages(sites: Sites) -> None:
    assert addresses(sites.filled) == addresses(sites.plain)
    assert "https://example.org/below/references/by-journal/" in addresses(sites.filled)


def test_no_mark_and_no_frame_stays(sites: Sites) -> None:
    for path in sites.filled.rglob("*"):
        assert "Mark" not in path.name
        if path.suffix in {".html", ".xml", ".json"}:
            text = path.read_text(encoding="utf-8").replace("litreviewNoMark", "")
            assert not re.search(r"litreview[A-Z]\w*Mark|litreview:\d", text), path


def test_all_builders_have_the_same_data_to_search(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = {path.name: path.read_bytes() for path in sorted((sites.filled / "search" / "data").rglob("*.js"))}
    first = tmp_path_factory.getbasetemp() / "search-data"
    text = json.dumps({name: content.decode() for name, content in data.items()})
    if not first.exists():
        first.write_text(text)
    assert text == first.read_text()
    assert "See a page, another" in text


WITHOUT_MKDOCS = """
import sys
for name in ("mkdocs", "material", "properdocs"):
    sys.modules[name] = None  # as if it were not installed
from litreview.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "command", [["check"], ["render", "../tree"], ["build", "--builder", "zensical"], ["new", "../another", "--yes"]]
)
def test_nothing_of_mkdocs_is_needed_for_another_builder(review: Callable[..., Path], command: list[str]) -> None:
    folder = review()
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MKDOCS, *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MKDOCS, "build"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "mkdocs is not installed here" in done.stderr
    assert "Traceback" not in done.stderr
