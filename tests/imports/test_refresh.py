"""`litreview refresh`: what is old is looked up again, and what services know beyond the entries is taken down."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from litreview.read.library import read_library
from tests.imports.conftest import Run
from tests.imports.world import Work, World, without_a_network

Make = Callable[..., Path]
BIB = "refs/references.bib"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 30 November 2026


@pytest.fixture
def work(world: World) -> Work:
    """A work that services know more of than its entry says."""
    made = Work()
    world.crossref[made.doi] = made.in_crossref()
    world.europepmc.append(
        {
            "source": "MED",
            "doi": made.doi,
            "pmid": "31000001",
            "pmcid": "PMC77",
            "title": f"{made.title}.",
            "authorList": {"author": [{"lastName": family, "initials": given[0]} for family, given in made.authors]},
            "pubYear": str(made.year),
            "citedByCount": 1234,
            "fullTextUrlList": {
                "fullTextUrl": [
                    {"availabilityCode": "S", "url": "https://example.org/pay"},
                    {"availabilityCode": "OA", "url": "https://europepmc.org/articles/PMC77"},
                ]
            },
        }
    )
    return made


def forget(folder: Path) -> None:
    for path in (folder / ".cache").rglob("*.answer"):
        path.unlink()


def test_what_services_know_beyond_an_entry(review: Make, run: Run, work: Work) -> None:
    folder = review()
    with (folder / BIB).open("a") as file:
        file.write(work.in_bibtex("alder2021"))
    before = (folder / BIB).read_bytes()
    done = run("refresh", "-C", folder)
    assert done.exit_code == 0, done.output
    entry = yaml.safe_load((folder / "refs/refreshed.yml").read_text())["references"]["alder2021"]
    assert entry["identifiers"] == {"pmid": "31000001", "pmcid": "PMC77"}
    assert (entry["open_access"], entry["cited_by"]) == ("https://europepmc.org/articles/PMC77", 1234)
    assert (folder / BIB).read_bytes() == before
    read = read_library(folder)
    assert read.diagnostics == ()
    assert read.library.verified("alder2021")
    run("build", "-C", folder)
    page = html.unescape((folder / "site/references/alder2021/index.html").read_text(encoding="utf-8"))
    assert "1,234 works known to Europe PMC on 30 November 2026" in page
    assert '<a href="https://europepmc.org/articles/PMC77">' in page
    assert '<a href="https://pubmed.ncbi.nlm.nih.gov/31000001/">' in page


def test_only_what_is_old_or_changed_is_asked_again(
    review: Make, run: Run, world: World, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = review({BIB: work.in_bibtex("alder2021")})
    run("refresh", "-C", folder)
    files = {path.name: path.read_bytes() for path in (folder / "refs").iterdir()}
    forget(folder)
    world.asked.clear()
    assert run("refresh", "-C", folder).exit_code == 0
    assert world.asked == []
    assert {path.name: path.read_bytes() for path in (folder / "refs").iterdir()} == files
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1804000000")  # March 2027
    run("refresh", "-C", folder)
    assert "api.crossref.org" in world.hosts
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1804100000")
    forget(folder)
    world.asked.clear()
    (folder / BIB).write_text(work.in_bibtex("alder2021", volume="13"))
    run("refresh", "-C", folder)
    assert world.hosts == ["api.crossref.org"]
    assert yaml.safe_load((folder / "refs/verified.yml").read_text())["references"]["alder2021"]["result"] == "differs"


def test_what_another_work_has_is_not_taken_for_this_ones(review: Make, run: Run, work: Work) -> None:
    other = work.in_bibtex("other", title="Fast boats in bays", author="Zink, Zoe")
    folder = review({BIB: other})
    run("refresh", "-C", folder)
    assert not (folder / "refs/refreshed.yml").exists()


def test_without_a_network_nothing_is_written(review: Make, run: Run, world: World, work: Work) -> None:
    folder = review({BIB: work.in_bibtex("alder2021")})
    for host in ("api.crossref.org", "doi.org", "www.ebi.ac.uk", "api.openalex.org"):
        world.broken[host] = without_a_network
    done = run("refresh", "-C", folder)
    assert done.exit_code == 1
    told = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert any(line.startswith("error: Europe PMC cannot be reached") for line in told)
    assert sorted(told) == sorted(set(told))
    assert sorted(path.name for path in (folder / "refs").iterdir()) == ["references.bib", "review.yml"]
