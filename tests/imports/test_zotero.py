"""`litreview add --from-zotero`: a library that goes on changing, merged with what the author has made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.imports.conftest import Run
from tests.imports.world import World, without_a_network

Make = Callable[..., Path]
BIB = "refs/references.bib"
ONE = """@article{alderTides2021,
  title = {Slow tides},
  author = {Alder, Una},
  journaltitle = {Journal of Examples},
  date = {2021-03},
  doi = {10.1000/alder},
  file = {/home/ana/Zotero/storage/x.pdf},
}
"""
TWO = "@book{oak2019,\n  title = {Oaks},\n  author = {Oak, Pia},\n  date = {2019},\n  publisher = {Quay},\n}\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The file that Better BibTeX keeps up to date."""
    path = tmp_path / "My Library.bib"
    path.write_text(ONE + TWO, encoding="utf-8")
    return path


def merge(run: Run, folder: Path, source: str | Path) -> str:
    done = run("add", "-C", folder, "--from-zotero", source, "--yes")
    assert done.exit_code == 0, done.output
    return done.output


def test_what_changed_there_changes_here_and_what_the_author_made_of_it_stays(
    review: Make, run: Run, export: Path
) -> None:
    folder = review({BIB: "% ours\n"})
    assert "2 new, 0 changed, 0 known" in merge(run, folder, export)
    once = (folder / BIB).read_bytes()
    memory = (folder / "refs/zotero.json").read_bytes()
    assert "0 new, 0 changed, 2 known" in merge(run, folder, export)
    assert ((folder / BIB).read_bytes(), (folder / "refs/zotero.json").read_bytes()) == (once, memory)
    # The author corrects a title, adds a note of her own, and takes out a field; somebody corrects the date in Zotero.
    ours = once.decode().replace("{Slow tides}", "{Slow Tides: A Memory}").replace("  publisher = {Quay},\n", "")
    ours = ours.replace("  doi = {10.1000/alder},", "  doi = {10.1000/alder},\n  x-note = {ours},")
    (folder / BIB).write_text(ours, encoding="utf-8")
    export.write_text((ONE + TWO).replace("2021-03", "2021-04").replace("{Oaks}", "{Oaks},\n  pagetotal = {99}"))
    said = merge(run, folder, export)
    assert "changed  alderTides2021: date: “2021-03” becomes “2021-04”" in said
    assert "changed  oak2019: + pagetotal = {99}" in said
    expected = ours.replace("2021-03", "2021-04").replace("@book{oak2019,", "@book{oak2019,\n  pagetotal = {99},")
    assert (folder / BIB).read_text(encoding="utf-8") == expected


def test_what_changed_on_both_sides_is_shown_and_stays(review: Make, run: Run, export: Path) -> None:
    folder = review({BIB: ""})
    merge(run, folder, export)
    ours = (folder / BIB).read_text(encoding="utf-8").replace("2021-03", "2021-05")
    (folder / BIB).write_text(ours, encoding="utf-8")
    export.write_text((ONE + TWO).replace("2021-03", "2021-04"))
    assert "date is “2021-05” here and “2021-04” there; yours stays" in merge(run, folder, export)
    assert (folder / BIB).read_text(encoding="utf-8") == ours


def test_what_was_here_before_is_not_overwritten(review: Make, run: Run, export: Path) -> None:
    mine = "@article{mine, title={Slow tides}, author={Alder, U.}, year=2020, annotation={p}, doi={10.1000/ALDER}}\n"
    folder = review({BIB: mine})
    export.write_text((ONE + TWO).replace("  doi", "  annotation = {q},\n  doi"))
    said = merge(run, folder, export)
    assert "changed  mine: " in said
    assert "author is “Alder, U.” here and “Alder, Una” there; yours stays" in said
    text = (folder / BIB).read_text(encoding="utf-8")
    assert text.count("annotation") == 1
    assert "author={Alder, U.}, year=2020, annotation={p}, doi={10.1000/ALDER}}" in text
    assert "/home/ana" not in text


def test_a_work_that_changed_its_name_is_the_same_work(review: Make, run: Run, export: Path) -> None:
    folder = review({BIB: ""})
    merge(run, folder, export)
    export.write_text(TWO.replace("{Oaks}", "{Old oaks}").replace("2019}", "2020}"))
    assert "title: “Oaks” becomes “Old oaks”" in merge(run, folder, export)


def test_a_value_that_would_break_the_file_is_refused(review: Make, run: Run, export: Path) -> None:
    folder = review({BIB: ""})
    merge(run, folder, export)
    quoted = (folder / BIB).read_text(encoding="utf-8").replace("{Oaks}", '"Oaks"')
    (folder / BIB).write_text(quoted, encoding="utf-8")
    export.write_text(TWO.replace("{Oaks}", '{Old "oaks"}'))
    done = run("add", "-C", folder, "--from-zotero", export, "--yes")
    assert done.exit_code == 1
    assert (folder / BIB).read_text(encoding="utf-8") == quoted


def pages(world: World, text: str, number: int) -> None:
    """Zotero's API with a library of so many items."""
    keys = [f"ABCD{index:04}" for index in range(number)]

    def answer(request: httpx.Request) -> httpx.Response:
        asked = request.url.params
        if request.url.path != "/groups/12/items/top" or request.headers["Zotero-API-Version"] != "3":
            return httpx.Response(403, text="Forbidden")
        if asked["format"] == "keys":
            return httpx.Response(200, text="\n".join(keys) + "\n")
        start = int(asked["start"])
        return httpx.Response(
            200, text="".join(text.format(n=index) for index in range(start, min(start + 100, number)))
        )

    world.broken["api.zotero.org"] = answer


@pytest.mark.parametrize(
    "source", ["https://www.zotero.org/groups/12/tides/library", "https://api.zotero.org/groups/12/items?v=3"]
)
def test_a_library_on_the_web(review: Make, run: Run, world: World, source: str) -> None:
    pages(world, "@book{{key{n},\n title = {{Title number {n}}},\n author = {{Oak, Pia}},\n date = {{2019}} }}\n", 230)
    assert "230 new" in merge(run, review({BIB: ""}), source)


def test_the_export_of_better_bibtex_on_this_machine(review: Make, run: Run, world: World) -> None:
    world.broken["127.0.0.1"] = lambda _: httpx.Response(200, text=ONE + TWO)
    address = "http://127.0.0.1:23119/better-bibtex/export/library?/1/library.biblatex"
    assert "2 new" in merge(run, review({BIB: ""}), address)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("https://api.zotero.org/groups/13/items", "does not open this library"),
        ("https://example.org/library", "is no library of Zotero's"),
        ("https://www.zotero.org/ana/library", "is no library of Zotero's"),
        ("http://localhost:23119/better-bibtex/x", "Better BibTeX cannot be reached"),
        ("http://localhost:port/x", "is no address"),
        ("http://[::1/x", "is no address"),
        ("https://", "is no library of Zotero's"),
        ("nowhere.bib", "nowhere.bib cannot be read"),
    ],
)
def test_what_cannot_be_fetched_is_told(review: Make, run: Run, world: World, source: str, message: str) -> None:
    pages(world, "", 0)
    world.broken["localhost"] = without_a_network
    folder = review()
    before = (folder / BIB).read_bytes()
    done = run("add", "-C", folder, "--from-zotero", source, "--yes")
    assert done.exit_code == 1
    assert message in done.stderr
    assert (folder / BIB).read_bytes() == before
    assert not (folder / "refs/zotero.json").exists()


def test_files_or_a_library_are_named_and_not_both(review: Make, run: Run) -> None:
    folder = review()
    assert run("add", "-C", folder).exit_code == 2
    assert run("add", "-C", folder, "x.bib", "--from-zotero", "y.bib").exit_code == 2
