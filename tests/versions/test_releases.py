"""Versions that were released: frozen for good, and what each changed told once, on the page and in the feeds."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from litreview.builders.preview import Preview
from litreview.builders.project import load_project
from litreview.builders.registry import load_builder
from litreview.builders.tree import build_tree
from litreview.cli import main

EVIDENCE = Path(__file__).parents[1] / "fixtures" / "evidence"
ATOM = "{http://www.w3.org/2005/Atom}"
Edit = tuple[str, str, str]

NEW = """@article{fir2024,
  author = {Fir, Ola},
  title = {A new study of tea},
  journal = {Journal of Examples},
  year = {2024},
}

"""
RETRACTED = "  year = {2024},\n  x-retraction = {Retracted by the journal.},\n"
#: What each version changes in which file, and what has to be told of it.
VERSIONS: dict[str, tuple[tuple[Edit, ...], tuple[str, ...]]] = {
    "1.0": ((), ()),
    "1.1": (
        (
            (
                "refs/references.bib",
                "@article{elm2023,",
                f"{NEW}@article{{elm2023,",
            ),
        ),
        ("Added: A new study of tea [fir2024]",),
    ),
    "1.2": (
        (
            ("refs/references.bib", "volume = {2}", "volume = {12}"),
            (
                "refs/references.bib",
                "  year = {2024},\n",
                RETRACTED,
            ),
        ),
        ("volume: 2 → 12", "Retracted: A new study of tea [fir2024]: retraction"),
    ),
    "1.3": (
        (("refs/studies.yml", "n: 12, total: 40, percent: 30", "n: 16, total: 40, percent: 40"),),
        ("Sample study one › slept: n: 12 → 16", "percent: 30 → 40", "Results: Share (95% CI)"),
    ),
    "1.4": (
        (
            (
                "refs/risk-of-bias.yml",
                "{level: high, support: The worst domain counts.}",
                "{level: some-concerns, support: Judged anew.}",
            ),
            ("refs/summary-of-findings.yml", "certainty: low", "certainty: moderate"),
        ),
        ("overall: level: high → some-concerns", "certainty: low → moderate"),
    ),
    "1.10": (
        (
            ("docs/results.md", "# Results\n", "# Results\n\nA sentence that is new.\n"),
            (
                "refs/references.bib",
                NEW.replace("  year = {2024},\n", RETRACTED),
                "",
            ),
        ),
        ("Changed: Results: Results", "Removed: A new study of tea [fir2024]"),
    ),
}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def digest(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(review: Path, file: str, old: str, new: str) -> None:
    path = review / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    """A review with six versions and its site; and the first version's files as they were first published."""
    review = tmp_path_factory.mktemp("released") / "review"
    shutil.copytree(EVIDENCE, review)
    settings = review / "refs" / "review.yml"
    plain = settings.read_text(encoding="utf-8")
    first: Mapping[str, str] = {}
    for name, (edits, _) in VERSIONS.items():
        for file, old, new in edits:
            edit(review, file, old, new)
        settings.write_text(f'{plain}version: "{name}"\n', encoding="utf-8")
        result = run("release", name, "-C", review)
        assert result.exit_code == 0, result.output
        if not first:
            assert run("build", "-C", review).exit_code == 0
            first = digest(review / "site" / "v1.0")
    assert run("build", "-C", review).exit_code == 0
    return review, first


def test_a_frozen_version_never_changes(released: tuple[Path, Mapping[str, str]]) -> None:
    review, first = released
    assert first
    assert digest(review / "site" / "v1.0") == first
    assert {f"v{name}" for name in VERSIONS} <= {path.name for path in (review / "site").iterdir()}


def test_each_change_is_told_once_on_the_page_and_in_the_feeds(released: tuple[Path, Mapping[str, str]]) -> None:
    site = released[0] / "site"
    page = (site / "versions" / "index.html").read_text(encoding="utf-8")
    # The newest first, by numbers: 1.10 comes after 1.4.
    assert re.findall(r'<h2 id="v([\d.]+)"', page) == list(reversed(VERSIONS))
    found = re.findall(r"<details class=\"changes\".*?</details>", page, re.DOTALL)
    lines = [unescape(line) for part in found for line in re.findall(r"<li>(.*?)</li>", part)]
    feed = ET.parse(site / "changes.atom").getroot()  # noqa: S314 - our own
    contents = [entry.findtext(f"{ATOM}content") or "" for entry in feed.findall(f"{ATOM}entry")]
    items = json.loads((site / "changes.json").read_text(encoding="utf-8"))["items"]
    assert len(contents) == len(items) == len(VERSIONS)
    for number, (_, told) in enumerate(reversed(VERSIONS.values())):
        for change in told:
            if change.startswith("Results: Share"):  # an estimate that several plots show
                assert any(change in line and "→" in line for line in lines)
                continue
            assert sum(line.endswith(change) for line in lines) == 1, (change, lines)
            assert sum(line.endswith(change) for line in contents[number].splitlines()) == 1
            assert items[number]["content_text"] == contents[number]


def test_new_references_have_a_feed(released: tuple[Path, Mapping[str, str]]) -> None:
    site = released[0] / "site"
    items = json.loads((site / "new-references.json").read_text(encoding="utf-8"))["items"]
    assert [item["title"] for item in items] == ["A new study of tea [fir2024]"]
    assert items[0]["url"] == "https://example.org/tea/versions/#v1.1"


def test_feeds_name_themselves_for_good_where_no_address_is_known(
    released: tuple[Path, Mapping[str, str]], tmp_path: Path
) -> None:
    review = tmp_path / "review"
    shutil.copytree(released[0], review, ignore=shutil.ignore_patterns("site"))
    settings = review / "mkdocs.yml"
    settings.write_text(re.sub(r"(?m)^site_url:.*$", "", settings.read_text(encoding="utf-8")), encoding="utf-8")
    with (review / "refs" / "review.yml").open("a", encoding="utf-8") as file:
        file.write("language: fr\n")
    files = build_tree(load_project(settings)).files
    feed = ET.fromstring(files["changes.atom"]())  # noqa: S314 - our own
    ids = [found.text or "" for found in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == len(VERSIONS) + 1
    assert all(one.startswith("urn:uuid:") for one in ids)
    data = json.loads(files["changes.json"]())
    assert [item["id"] for item in data["items"]] == ids[1:]
    assert "home_page_url" not in data
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == data["language"] == "fr"


def test_the_browser_knows_which_version_brought_a_reference(
    released: tuple[Path, Mapping[str, str]], tmp_path: Path
) -> None:
    review = tmp_path / "review"
    shutil.copytree(released[0], review, ignore=shutil.ignore_patterns("site"))
    later = NEW.replace("fir2024", "yew2025")
    edit(review, "refs/references.bib", "@article{elm2023,", f"{NEW}{later}@article{{elm2023,")
    files = build_tree(load_project(review / "mkdocs.yml")).files

    def data(name: str) -> Any:  # noqa: ANN401 - what JSON can hold
        call = files[f"references/data/{name}.js"]().decode()
        return json.loads(f"[{call.partition('(')[2].rpartition(')')[0]}]")[2]

    added = data("facets")["added"]
    brought = {data("keys")[int(number)]: added["versions"][place] for number, place in added["of"].items()}
    # A reference that went and came back is new again, like one that has come since.
    assert brought == {"fir2024": "next", "yew2025": "next"}
    assert added["labels"]["next"] == "since version 1.10"
    assert added["labels"]["1.1"].startswith("version 1.1, ")


def test_readers_of_a_version_are_led_to_today_without_a_script(released: tuple[Path, Mapping[str, str]]) -> None:
    old = released[0] / "site" / "v1.0" / "results" / "index.html"
    page = old.read_text(encoding="utf-8")
    note = page[page.index("frozen-copy") :].partition("</p>")[0]
    assert re.findall(r'href="([^"]+)"', note) == ["https://example.org/tea/", "https://example.org/tea/versions/"]
    assert '<link rel="canonical" href="https://example.org/tea/v1.0/results/">' in page
    assert page.count('<meta name="robots" content="noindex">') == 1
    today = (released[0] / "site" / "results" / "index.html").read_text(encoding="utf-8")
    assert "frozen-copy" not in today
    assert "noindex" not in today


def test_a_preview_shows_each_version_as_it_was(released: tuple[Path, Mapping[str, str]], tmp_path: Path) -> None:
    review, first = released
    preview = Preview(review / "mkdocs.yml", "http://127.0.0.1/", load_builder("mkdocs"), tmp_path)
    assert preview.follow()
    shown = {path: preview.content(f"v1.0/{path}") or b"" for path in first}
    assert {path: hashlib.sha256(data).hexdigest() for path, data in shown.items()} == first
    assert [preview.content(place) for place in ("v1.0/none.html", "v1.0", "v9.9/index.html")] == [None] * 3


def test_how_the_review_is_cited_names_the_version(released: tuple[Path, Mapping[str, str]]) -> None:
    review = released[0]
    assert 'version: "1.10"\n' in (review / "CITATION.cff").read_text(encoding="utf-8")
    for name in ("codemeta.json", ".zenodo.json"):
        assert json.loads((review / name).read_text(encoding="utf-8"))["version"] == "1.10"


def test_a_version_is_released_once(released: tuple[Path, Mapping[str, str]]) -> None:
    before = digest(released[0] / "versions")
    result = run("release", "1.10", "-C", released[0])
    assert (result.exit_code, digest(released[0] / "versions")) == (1, before)
    assert "stays as it is" in result.output


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("1.1", 'version: "1.0"', "write version: 1.1 there"),
        ("../1.1", 'version: "1.1"', "names no version"),
        ("1.1", 'version: "1.1"\nlicence: {nome: CC}', "nothing was released"),
    ],
)
def test_what_is_not_ready_is_not_released(review: Callable[..., Path], name: str, settings: str, said: str) -> None:
    folder = review({"refs/review.yml": f"title: A small review\ntype: narrative\n{settings}\n"})
    result = run("release", name, "-C", folder)
    assert result.exit_code == 1
    assert said in result.output
    assert not (folder / "versions").exists()


@pytest.mark.parametrize("member", ["site/../../out.txt", "/site/out.txt", "out.txt", "site/a\\..\\out.txt"])
def test_a_copy_that_would_leave_its_folder_is_refused(review: Callable[..., Path], member: str) -> None:
    folder = review()
    (folder / "versions").mkdir()
    with zipfile.ZipFile(folder / "versions" / "1.0.zip", "w") as archive:
        archive.writestr("version.json", json.dumps({"version": "1.0", "date": "2026-11-30"}))
        archive.writestr(member, "out")
    result = run("build", "-C", folder)
    assert result.exit_code == 1
    assert "versions/1.0.zip:1" in result.output
    assert not (folder / "site").exists()
    assert not list(folder.parent.rglob("out.txt"))


def test_a_file_that_is_no_copy_is_named(review: Callable[..., Path]) -> None:
    folder = review({"versions/1.0.zip": b"PK no archive"})
    result = run("check", "-C", folder)
    assert result.exit_code == 1
    assert "released-version" in result.output
