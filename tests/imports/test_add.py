"""`litreview add` as its users meet it."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from litreview.cli import main
from litreview.imports.editing import append_entries, make_sure
from litreview.imports.identifiers import recognise
from litreview.imports.incoming import as_record
from litreview.imports.naming import KeyMaker, is_chosen
from litreview.imports.plan import Incoming, make_plan
from litreview.read.bibtex import read_bibtex
from litreview.read.csljson import read_csljson
from litreview.read.library import read_library
from litreview.read.sources import SourceFile
from tests.imports.conftest import Run
from tests.imports.world import Work, World, without_a_network

Make = Callable[..., Path]
BIB = "refs/references.bib"


def content(folder: Path, name: str = BIB) -> bytes:
    return (folder / name).read_bytes()


@pytest.fixture
def known(world: World) -> Work:
    """A work that Crossref and PubMed know."""
    work = Work(pmid="31000001")
    world.crossref[work.doi] = work.in_crossref()
    world.pubmed[work.pmid] = work.in_pubmed()
    return work


ARXIV = """<entry><id>http://arxiv.org/abs/1707.08567v2</id><published>2017-07-27T08:18:33Z</published>
<title>Small &lt;harbours&gt; on
  graphs</title><author><name>Una van der Alder</name></author><author><name>The Tide Collaboration</name></author>
</entry>"""


def test_each_kind_of_identifier(review: Make, run: Run, world: World, known: Work) -> None:
    world.arxiv["1707.08567"] = ARXIV
    world.books["9783161484100"] = {
        "title": "Harbours",
        "subtitle": "A history",
        "authors": [{"name": "Ilse de Vries"}],
        "publishers": [{"name": "Quay Press"}],
        "publish_date": "May 4, 2009",
    }
    pmc = Work(doi="10.1000/elm", title="Elms by the sea", authors=(("Elm", "Ida"),), pmid="31000002")
    world.numbers["PMC77"] = {"pmid": 31000002, "pmcid": "PMC77", "doi": pmc.doi}
    world.pubmed[pmc.pmid] = pmc.in_pubmed()
    trial = Work(doi="10.1000/fir", title="Firs on trial", authors=(("Fir", "Jo"),), pmid="31000003")
    world.trials["NCT01234567"] = {
        "referencesModule": {
            "references": [{"pmid": "31000003", "type": "RESULT"}, {"pmid": "999", "type": "BACKGROUND"}]
        }
    }
    world.searches['"NCT01234567"[si]'] = ["31000003"]
    world.pubmed[trial.pmid] = trial.in_pubmed()
    data = {"doi": "10.5281/zenodo.1", "titles": [{"title": "Tide data"}], "publicationYear": 2022}
    world.agencies["10.5281/zenodo.1"] = "DataCite"
    world.datacite["10.5281/zenodo.1"] = {
        **data,
        "creators": [{"name": "Oak, Pia", "nameType": "Personal"}],
        "publisher": "Zenodo",
        "types": {"resourceTypeGeneral": "Dataset"},
    }
    world.agencies["10.1400/x"] = "mEDRA"
    world.elsewhere["10.1400/x"] = {"type": "book", "title": "Porti", "author": [{"family": "Pino", "given": "Ugo"}]}
    folder = review()
    before = content(folder)
    what = [known.doi, "PMC77", "arXiv:1707.08567", "978-3-16-148410-0", "NCT01234567", "10.5281/zenodo.1", "10.1400/x"]
    done = run("add", "-C", folder, *what, "--yes")
    assert done.exit_code == 0, done.output
    after = content(folder)
    assert after.startswith(before)
    read = read_library(folder)
    assert read.diagnostics == ()
    found = read.library.references
    assert list(found)[3:] == ["alder2021", "elm2021", "alder2017", "vries2009", "fir2021", "oak2022", "pino"]
    assert found["alder2021"].identifiers["DOI"] == known.doi
    assert found["alder2017"].type == "article"
    assert found["alder2017"].identifiers["arXiv"] == "1707.08567"
    assert str(found["alder2017"].title) == "Small <harbours> on graphs"
    assert [name.display for name in found["alder2017"].authors.names] == [
        "Una van der Alder",
        "The Tide Collaboration",
    ]
    assert str(found["vries2009"].title) == "Harbours: A history"
    assert found["elm2021"].identifiers["PMID"] == "31000002"
    assert found["oak2022"].type == "dataset"
    assert "Not ours to print" not in after.decode()


def test_what_is_known_is_not_added_again(review: Make, run: Run, known: Work) -> None:
    folder = review()
    run("add", "-C", folder, known.doi, "--yes")
    once = content(folder)
    done = run("add", "-C", folder, known.doi.upper(), f"https://doi.org/{known.doi}", "--yes")
    assert done.exit_code == 0
    assert "0 new, 0 changed, 1 known" in done.output
    assert content(folder) == once


@pytest.mark.usefixtures("known")
def test_a_known_reference_gains_what_it_lacks_and_keeps_what_it_says(review: Make, run: Run) -> None:
    entry = (
        "% our notes\r\n@Article { Tides ,\r\n    Title = {Slow Tides and the Memory of Small Harbours},\r\n"
        '    author = "Alder, Una",  % first\r\n\tyear = 2021, volume = {99}\r\n}\r\n@comment{x}\r\n'
    )
    folder = review({BIB: entry})
    done = run("add", "-C", folder, "PMID:31000001", "--yes")
    assert done.exit_code == 0, done.output
    assert "changed  Tides: + doi = {10.1000/alder.2021}; + pmid = {31000001}" in done.output
    assert "volume is “99” here and “12” there; yours stays" in done.output
    gained = "\r\n    doi = {10.1000/alder.2021},\r\n    pmid = {31000001},"
    head = "@Article { Tides ,"
    assert content(folder).decode() == entry.replace(head, head + gained)
    again = run("add", "-C", folder, "PMID:31000001", "--yes")
    assert "0 new, 0 changed, 1 known" in again.output
    assert content(folder).decode() == entry.replace(head, head + gained)


def test_nothing_is_written_without_agreement(review: Make, run: Run, known: Work) -> None:
    folder = review()
    before = content(folder)
    for arguments, answer in ((["--dry-run"], None), ([], "n\n"), ([], "")):
        done = run("add", "-C", folder, known.doi, *arguments, given=answer)
        assert "new      alder2021: Alder U et al., 2021. Slow tides" in done.output
        assert content(folder) == before
    run("add", "-C", folder, known.doi, given="y\n")
    assert content(folder) != before


@pytest.mark.parametrize(
    ("what", "host"),
    [
        ("10.1000/alder.2021", "api.crossref.org"),
        ("10.5281/zenodo.1", "doi.org"),
        ("10.5281/zenodo.2", "api.datacite.org"),
        ("31000001", "eutils.ncbi.nlm.nih.gov"),
        ("PMC1", "pmc.ncbi.nlm.nih.gov"),
        ("PMC1", "www.ebi.ac.uk"),
        ("arXiv:1707.08567", "export.arxiv.org"),
        ("9783161484100", "openlibrary.org"),
        ("NCT01234567", "clinicaltrials.gov"),
    ],
)
def test_a_service_that_fails_changes_nothing(  # noqa: PLR0913, PLR0917 - fixtures
    review: Make, run: Run, world: World, what: str, host: str, subtests: pytest.Subtests
) -> None:
    world.agencies["10.5281/zenodo.2"] = "DataCite"
    folder = review()
    before = content(folder)
    for fault in (
        without_a_network,
        lambda _: httpx.Response(500),
        lambda _: httpx.Response(429, headers={"Retry-After": "1"}),
        lambda _: httpx.Response(200, text="<html>Sign in</html>"),
        lambda _: httpx.Response(200, text="<html><body><p>Sign in</p></body></html>"),
        lambda _: httpx.Response(200, text='{"a": '),
        lambda _: httpx.Response(200, text="<PubmedArticleSet><PubmedArticle><PMID>1</PMID>"),
    ):
        with subtests.test(fault=fault):
            world.broken[host] = fault
            done = run("add", "-C", folder, what, "--yes")
            assert done.exit_code == 1
            assert done.stderr.startswith("error: ")
            assert done.stderr.count("\n") == 1
            assert content(folder) == before
    world.broken.clear()
    assert "not found" in run("add", "-C", folder, what, "--yes").stderr
    assert content(folder) == before


def test_what_is_found_is_written_beside_what_is_not(review: Make, run: Run, known: Work) -> None:
    folder = review()
    done = run("add", "-C", folder, known.doi, "10.1000/none", "nowhere.bib", "--yes")
    assert done.exit_code == 1
    assert "error: DOI 10.1000/none: not found" in done.stderr
    assert "error: there is no file nowhere.bib" in done.stderr
    assert b"@article{alder2021," in content(folder)


RIS = "TY  - JOUR\r\nID  - {id}\r\nAU  - Alder, Una\r\nTI  - {title}\r\nPY  - 2021\r\nER  - \r\n"


def test_no_accession_number_becomes_a_key(review: Make, run: Run, tmp_path: Path) -> None:
    ids = ["WOS:000285215500010", "2-s2.0-85012345678", "29768149", "L2001234567", "10.1000/x", "PMC123456", "rec 1"]
    file = tmp_path / "search.ris"
    file.write_text("".join(RIS.format(id=one, title=f"Tide number {index}") for index, one in enumerate(ids)))
    folder = review()
    assert run("add", "-C", folder, file, "--yes").exit_code == 0
    keys = list(read_library(folder).library.references)[3:]
    assert keys == ["alder2021", *(f"alder2021{letter}" for letter in "abcdef")]


def test_what_comes_in_twice_is_written_once_and_told(review: Make, run: Run, known: Work, tmp_path: Path) -> None:
    file = tmp_path / "twice.bib"
    file.write_text(known.in_bibtex("one") + known.in_bibtex("two"))
    folder = review()
    done = run("add", "-C", folder, file, known.doi, "--yes")
    assert "twice    one: " in done.output
    assert "1 new, 0 changed, 0 known" in done.output
    assert list(read_library(folder).library.references)[3:] == ["one"]


def test_keys_of_the_authors_stay_unless_they_are_taken(review: Make, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.bib"
    file.write_text(
        "@inproceedings{Tides:2021, author={Alder, Una}, title={One}, year={2021}, crossref={ALPHA2020}}\n"
        "@proceedings{ALPHA2020, title={Meeting on tides}, editor={Oak, Pia}, year={2021}, publisher={Quay}}\n"
    )
    folder = review()
    assert run("add", "-C", folder, file, "--yes").exit_code == 0
    read = read_library(folder)
    assert list(read.library.references)[3:] == ["Tides:2021", "oak2021"]
    assert str(read.library.references["Tides:2021"].text("container-title")) == "Meeting on tides"
    assert read.diagnostics == ()


@pytest.mark.parametrize(
    ("bib", "said"),
    [
        (b"@article{", "cannot take them"),
        ("@article{a, title={Ünter}}".encode("latin-1"), "is not UTF-8"),
        ("@article{a, title={Unter}}".encode("utf-16"), "is not UTF-8"),
    ],
)
def test_a_file_that_cannot_take_entries_stays(review: Make, run: Run, known: Work, bib: bytes, said: str) -> None:
    folder = review({BIB: bib})
    done = run("add", "-C", folder, known.doi, "--yes")
    assert done.exit_code == 1
    assert said in done.stderr
    assert content(folder) == bib


@pytest.mark.parametrize(
    "bib", [b"", b"\xef\xbb\xbf", b"\n\n", b"@article{a, title={T}}", b"% end", b"@string{x = 1}\r\n"]
)
def test_entries_go_behind_all_else(review: Make, run: Run, known: Work, bib: bytes) -> None:
    folder = review({BIB: bib})
    run("add", "-C", folder, known.doi, "--yes")
    assert content(folder).startswith(bib)
    assert "alder2021" in read_library(folder).library.references


def test_the_file_for_new_references(review: Make, run: Run, known: Work, tmp_path: Path) -> None:
    folder = review()
    assert run("add", "-C", folder, known.doi, "--yes", "--to", folder / "refs" / "second.bib").exit_code == 0
    assert content(folder, "refs/second.bib").startswith(b"@article{alder2021,")
    for wrong in (tmp_path / "out.bib", folder / "refs" / "x.ris", folder / "refs" / ".." / "y.bib"):
        done = run("add", "-C", folder, known.doi, "--yes", "--to", wrong)
        assert (done.exit_code, wrong.exists()) == (2, False)
    (folder / BIB).rename(folder / "refs" / "first.bib")
    done = run("add", "-C", folder, known.doi, "--yes")
    assert done.exit_code == 2
    assert "--to" in done.stderr


def test_a_link_that_leads_out_is_not_followed(review: Make, run: Run, known: Work, tmp_path: Path) -> None:
    folder = review()
    outside = tmp_path / "outside.bib"
    outside.write_text("")
    (folder / "refs" / "out.bib").symlink_to(outside)
    done = run("add", "-C", folder, known.doi, "--yes", "--to", folder / "refs" / "out.bib")
    assert done.exit_code == 1
    assert outside.read_text() == ""


def test_what_is_not_a_review_is_told(run: Run, tmp_path: Path) -> None:
    done = run("add", "-C", tmp_path, "10.1000/x")
    assert done.exit_code == 1
    assert "no folder refs/" in done.stderr


def test_bibliographies_in_refs_that_are_not_read_are_named(review: Make) -> None:
    folder = review({"refs/pubmed.nbib": "PMID- 1\n", "refs/Screening.XLSX": "x", "refs/notes.txt": "x"})
    said = [d for d in read_library(folder).diagnostics if d.rule == "unread-file"]
    assert [d.position.file for d in said] == ["refs/Screening.XLSX", "refs/pubmed.nbib"]
    assert said[1].hint.endswith("litreview add refs/pubmed.nbib")


def library(number: int) -> str:
    chooser = random.Random(7)  # noqa: S311 - the same library each time
    words = [
        "tide",
        "harbour",
        "quay",
        "ebb",
        "gull",
        "rope",
        "mast",
        "keel",
        "storm",
        "light",
        "sand",
        "reef",
        "pilot",
        "chart",
        "wharf",
        "buoy",
    ]
    entries = []
    for index in range(number):
        title = " ".join(chooser.sample(words, 6)).capitalize()
        family = chooser.choice(["Alder", "Birch", "Cedar", "Élan", "von Fichte"])
        work = Work(
            f"10.1000/{index}" if index % 3 else "", title, ((family, "Una"), ("Oak", "Pia")), 1990 + index % 30
        )
        entries.append(
            work.in_bibtex(f"k{index}" if index % 2 else f"WOS:{index:012}", note=r"A note with {\"u} \& more")
        )
    return "\n".join(entries)


def test_a_thousand_added_twice(review: Make, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "thousand.bib"
    file.write_text(library(1000), encoding="utf-8")
    folder = review()
    before = content(folder)
    first = run("add", "-C", folder, file, "--yes")
    assert first.exit_code == 0, first.output
    assert "1000 new, 0 changed, 0 known" in first.output
    after = content(folder)
    assert after.startswith(before)
    stamp = (folder / BIB).stat().st_mtime_ns
    second = run("add", "-C", folder, file, "--yes")
    assert "0 new, 0 changed, 1000 known" in second.output
    assert content(folder) == after
    assert (folder / BIB).stat().st_mtime_ns == stamp
    assert len(read_library(folder).library.references) == 1003


def _add(folder: str, file: str) -> None:
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - the process ends
    CliRunner().invoke(main, ["add", "-C", folder, file, "--yes"])


def test_whoever_ends_it_finds_the_old_file_or_the_new(review: Make, tmp_path: Path) -> None:
    folder = review()
    old = content(folder)
    file = tmp_path / "some.bib"
    file.write_text(library(60), encoding="utf-8")
    spawn = multiprocessing.get_context("fork")
    whole = spawn.Process(target=_add, args=(str(folder), str(file)))
    started = time.monotonic()
    whole.start()
    whole.join()
    took = time.monotonic() - started
    new = content(folder)
    assert new != old
    chooser = random.Random(3)  # noqa: S311 - moments, the same each time
    for _ in range(6):
        (folder / BIB).write_bytes(old)
        process = spawn.Process(target=_add, args=(str(folder), str(file)))
        process.start()
        process.join(chooser.uniform(0, took * 1.2))
        if process.is_alive():
            os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert content(folder) in {old, new}


def test_two_at_once_both_write(review: Make, tmp_path: Path) -> None:
    folder = review()
    spawn = multiprocessing.get_context("fork")
    processes = []
    for name in ("one", "two"):
        file = tmp_path / f"{name}.bib"
        file.write_text(f"@article{{{name}, author={{{name}, A}}, title={{On {name}}}, year={{2020}}}}\n")
        processes.append(spawn.Process(target=_add, args=(str(folder), str(file))))
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert {"one", "two"} < set(read_library(folder).library.references)


IDENTIFIERS = {
    "10.1000/xyz(1)2": "DOI 10.1000/xyz(1)2",
    "https://doi.org/10.1000/XYZ": "DOI 10.1000/XYZ",
    "29768149": "PMID 29768149",
    "https://pubmed.ncbi.nlm.nih.gov/29768149/": "PMID 29768149",
    "pmc123": "PMCID PMC123",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/": "PMCID PMC123",
    "1707.08567v2": "arXiv 1707.08567v2",
    "arXiv:quant-ph/0201082": "arXiv quant-ph/0201082",
    "https://arxiv.org/abs/1707.08567": "arXiv 1707.08567",
    "978-3-16-148410-0": "ISBN 9783161484100",
    "NCT01234567": "NCT01234567",
    "EudraCT 2020-123456-12": "2020-123456-12",
    "ISRCTN12345678": "ISRCTN12345678",
}


@pytest.mark.parametrize(("text", "found"), IDENTIFIERS.items())
def test_identifiers_are_recognised(text: str, found: str) -> None:
    assert str(recognise(text)) == found


@given(st.text(max_size=60))
def test_any_text_is_an_identifier_or_none(text: str) -> None:
    found = recognise(text)
    assert found is None or recognise(found.value) in {found, None}


@given(st.lists(st.tuples(st.text("aAbé1", min_size=1, max_size=3), st.text("xyz ", max_size=4)), max_size=8))
def test_no_two_references_share_a_key(entries: list[tuple[str, str]]) -> None:
    text = "".join(f"@misc{{{key}, title={{{title}}}, author={{Ode, U}}}}\n" for key, title in entries)
    references = read_bibtex([SourceFile("x.bib", text.encode())]).references
    incoming = [Incoming(as_record(one, "x"), "x") for one in references]
    plan = make_plan((), {"A", "b"}, incoming)
    keys = [one.reference.key.casefold() for one in plan.new]
    assert len(set(keys)) == len(keys)
    assert not {"a", "b"} & set(keys)


@given(st.text('@a{},= \n%"', max_size=30))
def test_whatever_stands_in_a_file_it_is_kept_or_refused(text: str) -> None:
    data = text.encode()
    after = append_entries(data, ["@misc{mine,\n  title = {T},\n}\n"])
    assert after.startswith(data)
    try:
        make_sure(data, after, "x.bib", ["mine"])
    except ValueError:
        return
    kept = {one.key: one.content for one in read_bibtex([SourceFile("x.bib", after)]).references}
    for one in read_bibtex([SourceFile("x.bib", data)]).references:
        assert kept[one.key] == one.content


@pytest.mark.parametrize("key", ["Alder_2021", "2013doe", "smith:2020", "DBLP:journals/jacm/Lee20", "doe20210304"])
def test_keys_that_people_choose(key: str) -> None:
    (reference,) = read_bibtex([SourceFile("x.bib", f"@book{{{key}, title={{T}}}}".encode())]).references
    assert is_chosen(reference)
    assert KeyMaker([]).key(reference) == key
    assert KeyMaker([key.upper()]).key(reference) == "reference"


@pytest.mark.parametrize(
    "key",
    ["WOS:000285215500010", "2-s2.0-85012345678", "29768149", "L2001234567", "10.1000/x", "PMC123456", "1", "a,b"],
)
def test_keys_that_databases_give(key: str) -> None:
    file = SourceFile("x.json", json.dumps([{"id": key, "type": "book", "title": "Harbours"}]).encode())
    (reference,) = read_csljson(file).references
    assert not is_chosen(reference)
    assert KeyMaker([]).key(reference) == "harbours"


HOSTILE = (
    "A } b { c",
    "@article{x, title={y}}",
    "50% of $5 & #1_2^3 ~ \\input{x}",
    "a\nb\u2028c\u0000d\u202e",
    '"quoted" {{ 7*7 }} `code` [@alpha2020] <script>alert(1)</script>',
    "–" * 300,
)


@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_a_service_says_stands_in_one_entry(review: Make, run: Run, world: World, title: str) -> None:
    work = Work(title=title, authors=((title, title),), journal=title)
    world.crossref[work.doi] = work.in_crossref(publisher=title, volume=title, page=title)
    folder = review()
    before = content(folder)
    done = run("add", "-C", folder, work.doi, "--yes")
    assert done.exit_code == 0, done.output
    assert all(char.isprintable() or char == "\n" for char in done.output)
    assert content(folder).startswith(before)
    assert len(read_library(folder).library.references) == 4
    assert "1 known" in run("add", "-C", folder, work.doi, "--yes").output
