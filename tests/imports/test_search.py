"""`litreview search`: stored searches run again, what is new handed on once, and nothing else touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import yaml

from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile
from tests.imports.conftest import Run
from tests.imports.world import Work, World, without_a_network

Make = Callable[..., Path]
SCREENING = """\
searches:
  - source: MEDLINE
    platform: PubMed
    searched: 2026-06-30
    rerun: pubmed
    strategy: |
      (tea OR "camellia sinensis")
      AND sleep
  - {source: Preprints, searched: 2026-06, rerun: europe-pmc, strategy: "SRC:PPR AND tea"}
  - {source: Embase, platform: Ovid, searched: 2026-06-30, strategy: 1. exp tea/}
"""
TERM = '((tea OR "camellia sinensis") AND sleep) AND ("2026/06/30"[crdt] : "2026/11/30"[crdt])'
QUERY = "(SRC:PPR AND tea) AND FIRST_IDATE:[2026-06-01 TO 2026-11-30]"
KNOWN = Work(doi="10.1000/known", pmid="31000001", title="What is known of tea already")
NEW = Work(doi="10.1000/new", pmid="31000002", title="Tea | and [sleep](javascript:x), a *new* trial")
BOTH = Work(doi="10.1000/both", pmid="31000003", title="Found in both of the services")
PREPRINT = {
    "source": "PPR",
    "title": "A preprint on tea",
    "doi": "10.1000/pre",
    "pubYear": "2026",
    "abstractText": "Its own.",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 2026-11-30


@pytest.fixture
def folder(review: Make, world: World) -> Path:
    works = (KNOWN, NEW, BOTH)
    world.pubmed |= {work.pmid: work.in_pubmed() for work in works}
    world.searches[TERM] = [work.pmid for work in works]
    world.renewals[QUERY] = [PREPRINT, {"title": BOTH.title, "doi": BOTH.doi.upper(), "pubYear": "2021"}]
    return review({"refs/screening.yml": SCREENING, "refs/references.bib": KNOWN.in_bibtex("known2021")})


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_what_is_new_is_handed_on_once(folder: Path, run: Run) -> None:
    before = contents(folder)
    done = run("search", "-C", folder)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[:2] == [
        "MEDLINE (PubMed, 2026-06-30 to 2026-11-30): 3 found, 1 in the review, 0 handed on before, 2 new",
        "Preprints (Europe PMC, 2026-06 to 2026-11-30): 2 found, 0 in the review, 1 handed on before, 1 new",
    ]
    written = contents(folder)
    assert {name: data for name, data in written.items() if name in before} == before
    assert sorted(set(written) - set(before)) == ["searches/2026-11-30.md", "searches/2026-11-30.ris"]
    read = read_bibliography(SourceFile("r.ris", written["searches/2026-11-30.ris"]))
    assert [str(one.title) for one in read.references] == [NEW.title, BOTH.title, PREPRINT["title"]]
    assert {one.identifiers["DOI"] for one in read.references} == {NEW.doi, BOTH.doi, PREPRINT["doi"]}
    assert b"Not ours to print" not in written["searches/2026-11-30.ris"]
    again = run("search", "-C", folder)
    assert again.exit_code == 0
    assert "0 new" in again.output
    assert again.output.endswith("Nothing is new.\n")
    assert contents(folder) == written


def test_the_report_tells_the_numbers_and_runs_nothing_of_a_title(folder: Path, run: Run) -> None:
    run("search", "-C", folder)
    report = (folder / "searches" / "2026-11-30.md").read_text()
    assert "| MEDLINE | PubMed | 2026-06-30 to 2026-11-30 | 3 | 1 | 0 | 2 |" in report
    assert "](javascript" not in report
    assert "*new*" not in report
    assert "Tea &#124; and" in report
    assert "[PMID](<https://pubmed.ncbi.nlm.nih.gov/31000002/>)" in report


def test_a_later_run_of_the_same_day_has_a_name_of_its_own(folder: Path, run: Run, world: World) -> None:
    run("search", "-C", folder)
    later = Work(doi="10.1000/later", pmid="31000009", title="Taken in later on that day")
    world.pubmed[later.pmid] = later.in_pubmed()
    world.searches[TERM] = [*world.searches[TERM], later.pmid]
    for path in (folder / ".cache").rglob("*.answer"):
        path.unlink()
    done = run("search", "-C", folder, "MEDLINE")
    assert "3 handed on" not in done.output
    assert "Wrote searches/2026-11-30-2.md and searches/2026-11-30-2.ris" in done.output
    assert later.title in (folder / "searches" / "2026-11-30-2.ris").read_text()


def test_abstracts_come_where_they_are_asked_for(folder: Path, run: Run, world: World) -> None:
    since = TERM.replace("2026/06/30", "2026/10/01")
    world.searches[since], world.searches[TERM] = world.searches[TERM], []
    world.renewals[QUERY.replace("2026-06-01", "2026-10-01")] = [PREPRINT]
    assert run("search", "-C", folder, "--since", "2026-10-01", "--abstracts").exit_code == 0
    text = (folder / "searches" / "2026-11-30.ris").read_text()
    assert "Not ours to print" in text
    assert "Its own." in text


def test_all_pages_of_an_answer_are_read(folder: Path, run: Run, world: World) -> None:
    made = [{"title": f"Preprint number {n} on tea", "doi": f"10.1000/p{n}", "pubYear": "2026"} for n in range(1203)]
    world.renewals[QUERY] = made
    assert (
        "1203 found, 0 in the review, 0 handed on before, 1203 new" in run("search", "-C", folder, "Preprints").output
    )


def test_a_string_that_no_service_runs_is_told(review: Make, run: Run) -> None:
    search = {
        "source": "Embase",
        "searched": "2026-06-30",
        "rerun": "pubmed",
        "strategy": "1. tea\n2. sleep\n3. 1 and 2",
    }
    numbered = yaml.safe_dump({"searches": [search]})
    done = run("search", "-C", review({"refs/screening.yml": numbered}))
    assert done.exit_code == 1
    assert "Embase: its string is in numbered lines" in done.stderr


def test_what_pubmed_does_not_understand_is_told(folder: Path, run: Run, world: World) -> None:
    result = {"count": "0", "idlist": [], "errorlist": {"phrasesnotfound": ["slepe"], "fieldsnotfound": []}}
    world.broken["eutils.ncbi.nlm.nih.gov"] = lambda _: httpx.Response(200, json={"esearchresult": result})
    done = run("search", "-C", folder, "MEDLINE")
    assert done.exit_code == 1
    assert "MEDLINE: PubMed does not understand: slepe" in done.stderr


def test_without_a_network_nothing_is_written(folder: Path, run: Run, world: World) -> None:
    for host in ("eutils.ncbi.nlm.nih.gov", "www.ebi.ac.uk"):
        world.broken[host] = without_a_network
    before = contents(folder)
    done = run("search", "-C", folder)
    assert done.exit_code == 1
    assert "PubMed cannot be reached" in done.stderr
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Embase",), "no search that can be run again is called 'Embase'"),
        (("--since", "June"), "is no day"),
        (("--to", ".."), "--to has to name a folder in"),
    ],
)
def test_wrong_use(folder: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("search", "-C", folder, *arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_a_library_that_cannot_be_read_whole_makes_nothing_new(folder: Path, run: Run) -> None:
    with (folder / "refs" / "references.bib").open("a") as bibliography:
        bibliography.write("@article{open,\n")
    before = contents(folder)
    done = run("search", "-C", folder)
    assert done.exit_code == 1
    assert "refs/ cannot be read whole: refs/references.bib:" in done.output
    assert contents(folder) == before


def test_a_review_without_such_a_search_is_told_how(review: Make, run: Run) -> None:
    done = run("search", "-C", review())
    assert done.exit_code == 1
    assert "rerun: pubmed" in done.output


def test_rerun_needs_a_string(review: Make, run: Run) -> None:
    screening = "searches:\n  - {source: MEDLINE, searched: 2026-06-30, rerun: pubmed}\n"
    done = run("check", "-C", review({"refs/screening.yml": screening}))
    assert "rerun needs the search string" in done.output
