"""The guide is followed as a newcomer would: its examples are put together, checked and built."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from litreview.cli import main
from tests.conftest import ROOT
from tests.guide.reference import PAGES

GUIDE = ROOT / "guide"
_FENCE = re.compile(r"^([ ]*)(`{3,})([^\n`]*)\n(.*?)^\1\2[ ]*$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')
_NAMED = re.compile(r"# ((?:refs|docs)/[\w./-]+)\n")
_BLOCKS = GUIDE / "figures"
TUTORIAL = GUIDE / "tutorial.md"
HOW_TO = sorted(path.name for path in (GUIDE / "how-to").glob("*.md"))
FIGURES = sorted(path.name for path in _BLOCKS.glob("*.md"))

#: The tutorial's pages without the figures that need all of its data.
PLAIN_PAGES = {"docs/methods.md": "# Methods\n\n## Searches { #searches }\n"}


def fences(page: Path) -> list[tuple[str, str]]:
    """The info strings and bodies of a page's fenced blocks."""
    text = page.read_text(encoding="utf-8")
    return [(info.strip(), textwrap.dedent(body)) for _, _, info, body in _FENCE.findall(text)]


def files(page: Path) -> dict[str, str]:
    """The files that a page shows: by the title of the block, or by the comment in its first line."""
    shown = {}
    for info, body in fences(page):
        named = _TITLE.search(info) or _NAMED.match(body)
        if named:
            shown[named[1]] = body
    return shown


def blocks(page: Path) -> str:
    """What a page shows of a page in Markdown that is not given a name: figure blocks and values."""
    return "\n".join(body for info, body in fences(page) if info == "markdown")


def merged(old: Any, new: Any) -> Any:  # noqa: ANN401 - YAML
    """Two pieces of YAML as one; what stands in both has to be the same."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **{key: merged(old[key], value) if key in old else value for key, value in new.items()}}
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(item, Mapping) for item in (*old, *new)):
        return list(_by_identity(old, new).values())
    assert old == new
    return old


def _as_written(text: str) -> Any:  # noqa: ANN401 - YAML
    """YAML in which `off` stays the word that it is."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings alone


def _by_identity(old: list[Any], new: list[Any]) -> dict[object, Any]:
    """Items of two lists, those that are about the same thing merged."""
    names = ("id", "reference", "outcome", "source", "title", "event", "family", "tool")
    together: dict[object, Any] = {}
    for item in (*old, *new):
        key = next((name, item[name], item.get("label") if name == "outcome" else "") for name in names if name in item)
        together[key] = merged(together[key], item) if key in together else item
    return together


def put(folder: Path, shown: Mapping[str, str]) -> None:
    for name, text in shown.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        # Of mkdocs.yml the pages show the navigation, which stands at its end.
        before = place.read_text(encoding="utf-8").partition("nav:")[0] if text.startswith("nav:") else ""
        place.write_text(before + text, encoding="utf-8")


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review that the tutorial makes."""
    folder = tmp_path_factory.mktemp("guide") / "tea-and-sleep"
    run("new", folder, "--yes")
    (folder / "refs" / "examples.bib").unlink()
    put(folder, files(TUTORIAL))
    return folder


@pytest.fixture
def review(finished: Path, tmp_path: Path) -> Path:
    """A copy of the tutorial's review, to which another page's examples are added."""
    return shutil.copytree(finished, tmp_path / "review", ignore=shutil.ignore_patterns("site"))


def test_the_tutorial_ends_in_a_review_without_a_finding_and_a_site(finished: Path) -> None:
    run("check", "-C", finished, "--strict")
    run("build", "-C", finished)
    page = (finished / "site" / "results" / "index.html").read_text(encoding="utf-8")
    assert "In the first trial 12 of 40 slept" in page
    assert 'data-figure="forest-plot"' in page
    assert (finished / "site" / "references" / "ash2019" / "index.html").is_file()


@pytest.mark.parametrize("name", HOW_TO)
def test_a_how_to_leaves_a_review_without_an_error(review: Path, name: str) -> None:
    put(review, files(GUIDE / "how-to" / name))
    if "refs/studies.yml" in files(GUIDE / "how-to" / name):
        (review / "docs" / "results.md").write_text("# Results\n", encoding="utf-8")
    run("check", "-C", review)


def test_the_example_of_the_first_page_is_answered(review: Path) -> None:
    put(review, files(GUIDE / "files.md"))
    run("check", "-C", review)


@pytest.mark.parametrize("name", FIGURES)
def test_the_example_of_a_figure_is_drawn_from_the_data_beside_it(review: Path, name: str) -> None:
    put(review, {**PLAIN_PAGES, **files(_BLOCKS / name)})
    (review / "docs" / "results.md").write_text(f"# Results\n\n{blocks(_BLOCKS / name)}", encoding="utf-8")
    run("check", "-C", review)


def test_all_pages_have_one_data_set(review: Path) -> None:
    data: dict[str, Any] = {}
    pages = [_BLOCKS / name for name in FIGURES]
    shown_data = files(TUTORIAL)
    del shown_data["refs/screening.yml"]  # the page of the flow shows a later state of the same review, an update
    for shown in (shown_data, *map(files, pages)):
        for name, text in shown.items():
            if name.startswith("refs/") and name.endswith(".yml"):
                data[name] = merged(data.get(name, {}), _as_written(text))
    put(review, PLAIN_PAGES)
    put(review, {name: yaml.safe_dump(content, sort_keys=False) for name, content in data.items()})
    body = "\n\n".join(blocks(page) for page in pages)
    (review / "docs" / "results.md").write_text(f"# Results\n\n{body}", encoding="utf-8")
    run("check", "-C", review)
    run("build", "-C", review)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_reference_says_what_the_code_says(name: str) -> None:
    shown = (GUIDE / "reference" / name).read_text(encoding="utf-8")
    assert shown == PAGES[name](), "write it anew: python -m tests.guide.reference"
