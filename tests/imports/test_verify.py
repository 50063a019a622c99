"""`litreview verify` as its users and their readers meet it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import pytest
import yaml

from litreview.check.run import check_library
from litreview.imports.compare import compare
from litreview.imports.incoming import as_record
from litreview.imports.records import Record
from litreview.imports.services import Services
from litreview.imports.verifying import verify
from litreview.model.dates import Date
from litreview.model.reference import Reference
from litreview.model.verification import Outcome, Verified, fingerprint
from litreview.read.bibtex import read_bibtex
from litreview.read.library import read_library
from litreview.read.sources import SourceFile
from tests.imports import faults
from tests.imports.conftest import Run
from tests.imports.world import Work, World, without_a_network

Make = Callable[..., Path]
BIB = "refs/references.bib"
FILE = "refs/verified.yml"
TODAY = Date((2026, 11, 30))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 30 November 2026


def references(bib: str) -> tuple[Reference, ...]:
    return read_bibtex([SourceFile("refs/references.bib", bib.encode())]).references


def look_up(world: World, bib: str) -> dict[str, Verified]:
    services = Services("", None, world.transport, sleep=lambda _seconds: None)
    return {one.key: one for one in verify(references(bib), services, TODAY)}


def words(one: Verified) -> set[str]:
    """All that is said against a reference."""
    said = {difference.fact for difference in one.differences} | {notice.kind.value for notice in one.notices}
    if one.outcome in {Outcome.ANOTHER_WORK, Outcome.NOT_FOUND, Outcome.NO_ANSWER}:
        said.add(one.outcome.value)
    return said | ({"preprint"} if one.published_as else set())


def test_faults_are_told_by_the_right_word_and_careful_entries_by_none() -> None:
    made = faults.make()
    found = look_up(made.world, made.bib)
    assert len(found) == 400
    told = {key: fault in words(found[key]) for key, fault in made.faults.items()}
    wrong = {key: (made.faults[key], words(found[key])) for key, right in told.items() if not right}
    assert sum(told.values()) >= 0.95 * len(told), wrong
    flagged = {key: words(one) for key, one in found.items() if key not in made.faults and words(one)}
    assert len(flagged) <= 0.01 * (len(found) - len(told)), flagged


def test_what_is_written_is_read_back_and_stays(review: Make, run: Run, world: World) -> None:
    made = faults.make(10, 16)
    world.__dict__.update(made.world.__dict__)
    folder = review({BIB: made.bib})
    done = run("verify", "-C", folder)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == "Wrote refs/verified.yml. Next: litreview check"
    written = (folder / FILE).read_bytes()
    content = yaml.safe_load(written)["references"]
    assert list(content) == sorted(made.entries)
    read = read_library(folder)
    assert not [d for d in read.diagnostics if d.position.file == FILE]
    verification = read.library.verification
    assert verification
    expected = look_up(made.world, made.bib)
    for key, one in verification.references.items():
        assert (one.outcome, one.questions, one.agreed) == (
            expected[key].outcome,
            expected[key].questions,
            expected[key].agreed,
        )
        assert (one.differences, one.notices, one.published_as) == (
            expected[key].differences,
            expected[key].notices,
            expected[key].published_as,
        )
    again = run("verify", "-C", folder)
    assert "refs/verified.yml is as it was" in again.output
    assert (folder / FILE).read_bytes() == written


def test_without_a_network_the_file_stays(review: Make, run: Run, world: World) -> None:
    work = Work()
    world.crossref[work.doi] = work.in_crossref()
    folder = review({BIB: work.in_bibtex("alder2021")})
    run("verify", "-C", folder)
    before = (folder / FILE).read_bytes()
    for path in (folder / ".cache").rglob("*.answer"):
        path.unlink()
    for host in ("api.crossref.org", "doi.org", "www.ebi.ac.uk", "api.openalex.org", "eutils.ncbi.nlm.nih.gov"):
        world.broken[host] = without_a_network
    done = run("verify", "-C", folder)
    assert done.exit_code == 1
    assert "error: Crossref cannot be reached" in done.stderr
    assert "1 without an answer" in done.stdout
    assert (folder / FILE).read_bytes() == before


def test_pubmed_is_asked_for_many_at_once(world: World) -> None:
    works = [Work(doi="", pmid=str(31000000 + n), title=f"On tide number {n} of a hundred") for n in range(120)]
    world.pubmed |= {work.pmid: work.in_pubmed() for work in works}
    found = look_up(world, "".join(work.in_bibtex(f"k{work.pmid}") for work in works))
    assert {one.outcome for one in found.values()} == {Outcome.FOUND}
    assert world.hosts == ["eutils.ncbi.nlm.nih.gov"] * 2


def test_who_does_not_answer_may_know_it(world: World) -> None:
    work = Work(doi="", pmid="")
    world.broken["www.ebi.ac.uk"] = lambda _: httpx.Response(500)
    assert look_up(world, work.in_bibtex("a"))["a"].outcome is Outcome.NO_ANSWER
    world.broken.clear()
    found = look_up(world, work.in_bibtex("a"))["a"]
    assert (found.outcome, found.missed_in) == (Outcome.NOT_FOUND, ("Crossref", "Europe PMC", "OpenAlex"))


ENTRIES = {
    "api.crossref.org": {"doi": "10.1000/x", "pmid": ""},
    "doi.org": {"doi": "10.1000/x", "pmid": ""},
    "eutils.ncbi.nlm.nih.gov": {"doi": "", "pmid": "31000001"},
    "pmc.ncbi.nlm.nih.gov": {"doi": "", "pmid": "", "pmcid": "PMC77"},
    "export.arxiv.org": {"doi": "", "pmid": "", "eprint": "2101.00001", "archiveprefix": "arXiv"},
    "openlibrary.org": {"doi": "", "pmid": "", "isbn": "9783161484100"},
    "www.ebi.ac.uk": {"doi": "", "pmid": ""},
    "api.openalex.org": {"doi": "", "pmid": ""},
}
ANSWERS = {
    "no network": without_a_network,
    "500": lambda _: httpx.Response(500),
    "429": lambda _: httpx.Response(429, headers={"Retry-After": "9999"}),
    "403": lambda _: httpx.Response(403),
    "a web page": lambda _: httpx.Response(200, text="<html><body><p>Sign in</p></body></html>"),
    "half of an answer": lambda _: httpx.Response(200, text='{"message": {"items": ['),
    "another answer": lambda _: httpx.Response(200, json={"status": "ok"}),
}


@pytest.mark.parametrize("host", ENTRIES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_service_that_fails_never_makes_a_reference_not_found(
    review: Make, run: Run, world: World, host: str, answer: str
) -> None:
    world.broken[host] = ANSWERS[answer]
    entry = Work().in_bibtex("alder2021", **ENTRIES[host])
    folder = review({BIB: entry.replace("@article", "@book") if host == "openlibrary.org" else entry})
    done = run("verify", "-C", folder)
    assert done.exit_code == 1
    assert done.stderr.startswith("error: ")
    assert "1 without an answer" in done.stdout
    assert not (folder / FILE).exists()


def test_a_few_are_looked_up_and_the_others_stay(review: Make, run: Run, world: World) -> None:
    one, two = Work(), Work(doi="10.1000/two", title="Two boats and a buoy", pmid="")
    world.crossref |= {work.doi: work.in_crossref() for work in (one, two)}
    folder = review({BIB: one.in_bibtex("one") + two.in_bibtex("two")})
    run("verify", "-C", folder)
    world.crossref[two.doi] = two.in_crossref(**{"updated-by": [{"type": "retraction", "DOI": "10.1000/r"}]})
    for path in (folder / ".cache").rglob("*.answer"):
        path.unlink()
    (folder / BIB).write_text(two.in_bibtex("two"))
    assert "two: retraction (the publisher)" in run("verify", "-C", folder, "two").output
    content = yaml.safe_load((folder / FILE).read_text())["references"]
    assert list(content) == ["two"]
    assert run("verify", "-C", folder, "three").exit_code == 2


def test_a_file_that_cannot_be_read_is_not_lost(review: Make, run: Run, world: World) -> None:
    work = Work()
    world.crossref[work.doi] = work.in_crossref()
    folder = review({BIB: work.in_bibtex("a"), FILE: "references:\n  a: {result: maybe}\n"})
    done = run("verify", "-C", folder)
    assert done.exit_code == 1
    assert "Mend it, or delete it" in done.stderr
    assert (folder / FILE).read_text() == "references:\n  a: {result: maybe}\n"


VERIFIED = """references:
  alpha2020:
    checked: 2026-11-30
    result: {result}
    fingerprint: {fingerprint}
    asked: [{{service: {service}, by: title, result: {result}}}]
{more}"""
RETRACTED = """    notices:
      - {kind: retraction, label: Retraction, date: 2022-03-01, doi: 10.1000/r, told_by: Retraction Watch}
"""
REASON = "  x-litreview-ignore = {retracted-reference: it began <b>the dispute</b>},\n"


@pytest.fixture
def verified(review: Make) -> Callable[..., Path]:
    """The small review after a look-up of alpha2020, which its text cites."""

    def make(*, result: str = "found", service: str = "PubMed", more: str = "", entry: str = "") -> Path:
        folder = review()
        bib = (folder / BIB).read_text().replace("@article{alpha2020,\n", f"@article{{alpha2020,\n{entry}", 1)
        (folder / BIB).write_text(bib)
        sign = fingerprint(read_library(folder).library.references["alpha2020"])
        (folder / FILE).write_text(
            VERIFIED.format(result=result, service=service, fingerprint=f"'{sign}'", more=more), encoding="utf-8"
        )
        return folder

    return make


def said(folder: Path, *, cited: bool = True) -> Mapping[str, str]:
    read = read_library(folder)
    found = check_library(read.library, frozenset({"alpha2020"} if cited else ()), read.diagnostics)
    return {d.rule: d.severity.value for d in found if "alpha2020" in d.message}


def test_a_retraction_is_an_error_where_the_text_cites_it(verified: Callable[..., Path]) -> None:
    folder = verified(more=RETRACTED)
    assert said(folder) == {"retracted-reference": "error"}
    assert said(folder, cited=False)["retracted-reference"] == "warning"


def test_a_reason_acknowledges_a_retraction(verified: Callable[..., Path]) -> None:
    assert said(verified(more=RETRACTED, entry=REASON)) == {}


def test_not_found_is_a_warning_and_what_differs_too(verified: Callable[..., Path]) -> None:
    folder = verified(result="not found", service="Crossref")
    assert said(folder) == {"reference-not-found": "warning"}
    differs = "    differs: [{fact: year, here: 2020, there: 2021, service: PubMed}]\n"
    (folder / FILE).write_text((folder / FILE).read_text().replace("not found", "differs") + differs)
    assert said(folder) == {"reference-differs": "warning"}


def test_what_changed_since_is_a_note(verified: Callable[..., Path]) -> None:
    folder = verified(result="not found")
    (folder / BIB).write_text((folder / BIB).read_text().replace("first question", "third question"))
    assert said(folder) == {"old-verification": "info"}


def test_what_is_old_is_a_note(verified: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = verified()
    assert said(folder) == {}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1812000000")  # June 2027
    assert said(folder) == {"old-verification": "info"}


PAGES = ("references/alpha2020/index.html", "references/index.html", "text/index.html")


def pages(folder: Path, run: Run) -> list[str]:
    """The reference's own page, the list of all, and the page that cites it."""
    done = run("build", "-C", folder)
    assert done.exit_code == 0, done.output
    return [html.unescape((folder / "site" / name).read_text(encoding="utf-8")) for name in PAGES]


def test_readers_see_where_and_when_it_was_found(verified: Callable[..., Path], run: Run) -> None:
    for text in pages(verified(), run):
        assert "Found in PubMed on 30 November 2026." in text


def test_readers_see_a_retraction_wherever_the_work_is(verified: Callable[..., Path], run: Run) -> None:
    folder = verified(more=RETRACTED, entry=REASON)
    *_, citing = found = pages(folder, run)
    for text in found:
        assert re.search(r'data-notice="retraction"><strong>Retraction:</strong> 1 March 2022, told by', text)
        assert '<a href="https://doi.org/10.1000/r">10.1000/r</a>' in text
        assert "Why it is cited all the same: it began <b>the dispute" in text
    assert '<span class="citation-notice">retracted</span></a>' in citing
    assert "<b>" not in (folder / "site" / PAGES[0]).read_text(encoding="utf-8")
    for name in ("by-year", "by-author", "by-journal"):
        assert "RETRACTED. Anna Alpha" in (folder / f"site/references/{name}/index.html").read_text(encoding="utf-8")
    assert '"standing":[17,0,0]' in (folder / "site/references/data/facets.js").read_text(encoding="utf-8")


def test_readers_never_see_that_something_does_not_exist(verified: Callable[..., Path], run: Run) -> None:
    text = pages(verified(result="not found", service="Crossref"), run)[0]
    assert "Not found at Crossref on 30 November 2026." in text
    assert "exist" not in text.partition('<article class="reference"')[2].partition("</article>")[0]


def test_what_is_no_longer_true_is_not_shown(verified: Callable[..., Path], run: Run) -> None:
    folder = verified()
    (folder / BIB).write_text((folder / BIB).read_text().replace("first question", "third question"))
    assert "Found in PubMed" not in pages(folder, run)[0]


def entry(**fields: str) -> Reference:
    (reference,) = references(Work().in_bibtex("a", **fields))
    return reference


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    here, there = entry(**one), entry(**other)
    record: Record = as_record(there, "a service")
    return {difference.fact for difference in compare(here, record).differences}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Tides"}, {"title": "TIDES"}),
        ({"title": "Slow tides and harbours"}, {"title": "Slow tides and harbours: a memory of stone"}),
        ({"title": r"The $\alpha$-tide of Köln"}, {"title": "The alpha tide of Koln."}),
        ({"title": "Slow tides and harbours"}, {"title": "[Slow tides and harbours]"}),
        ({"author": "van der Berg, Jan"}, {"author": "Berg, J."}),
        ({"author": "Müller, Eva"}, {"author": "Mueller, E."}),
        ({"author": "Núñez-Alder, Eva and Oak, Pia"}, {"author": "Nunez Alder, E and Oak, P"}),
        ({"author": "Wei, Zhang"}, {"author": "Zhang, Wei"}),
        ({"author": "{The TIDE Group} and Alder, Una"}, {"author": "Alder, Una and {TIDE Group}"}),
        ({"author": "Alder, Una and others"}, {"author": "Alder, Una and Birch, Tom and Oak, Pia"}),
        ({"journal": "N Engl J Med"}, {"journal": "The New England Journal of Medicine"}),
        ({"journal": "J. Clin. Oncol."}, {"journal": "Journal of Clinical Oncology"}),
        ({"journal": "BMJ"}, {"journal": "BMJ (Clinical research ed.)"}),
        ({"journal": "Proc Natl Acad Sci U S A"}, {"journal": "Proceedings of the National Academy of Sciences"}),
        ({"journal": "JAMA"}, {"journal": "Journal of the American Medical Association"}),
        ({"pages": "101--9"}, {"pages": "101--109"}),
        ({"pages": "e101"}, {"pages": "101"}),
        ({"pages": "1--12"}, {"pages": "104578"}),
        ({"volume": "12"}, {"volume": "Vol. 12"}),
        ({"volume": ""}, {"volume": "5"}),
    ],
)
def test_what_is_the_same_in_other_words(one: Mapping[str, str], other: Mapping[str, str]) -> None:
    assert differing(one, other) == set()
    assert differing(other, one) == set()


@pytest.mark.parametrize(
    ("one", "other", "fact"),
    [
        ({"title": "Slow tides and harbours"}, {"title": "Fast boats and bays"}, "title"),
        ({"title": "Slow tides and harbours, part 1"}, {"title": "Slow tides and harbours, part 2"}, "title"),
        ({"author": "Alder, Una"}, {"author": "Birch, Una"}, "authors"),
        ({"author": "Alder, U and Elm, A and Fir, B"}, {"author": "Alder, U and Oak, P and Yew, T"}, "authors"),
        ({"year": "2020"}, {"year": "2021"}, "year"),
        ({"journal": "Nature"}, {"journal": "Nature Medicine"}, "journal"),
        ({"journal": "J Coast Ex"}, {"journal": "Journal of Harbour Examples"}, "journal"),
        ({"volume": "12"}, {"volume": "21"}, "volume"),
        ({"pages": "101--109"}, {"pages": "110--119"}, "pages"),
    ],
)
def test_what_is_not(one: Mapping[str, str], other: Mapping[str, str], fact: str) -> None:
    assert differing(one, other) == {fact}
    assert differing(other, one) == {fact}
