"""What is measured of a process, of a work and of a preview."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.benchmarks.corpus import Corpus, make_corpus
from tests.benchmarks.measure import FailedError, measure
from tests.benchmarks.previewing import measure_preview
from tests.benchmarks.sizes import Part, Size, sizes_of
from tests.benchmarks.works import Comparison, Prepare, Side, measure_work

MB = 1_000_000
# Work that is long enough to be looked at more than once.
BUSY = "sum(range(40_000_000))"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return make_corpus(12, tmp_path_factory.mktemp("corpus"))


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def side(name: str, code: str | None, product: str = "", *, tells: bool = False) -> Side:
    prepare: Prepare = lambda _corpus, _folder: None if code is None else python(code)  # noqa: E731
    return Side(name, prepare, lambda: f"{name} 1.0", product, tells)


def test_memory_of_a_process_and_of_those_below_it_apart(tmp_path: Path) -> None:
    child = f"held = bytearray({200 * MB}); {BUSY}"
    usage = measure(
        python(
            f"import subprocess, sys; held = bytearray({50 * MB}); subprocess.run([sys.executable, '-c', {child!r}])"
        ),
        tmp_path,
    )
    assert usage.memory
    assert 50 < usage.memory.main < 100
    assert 200 < usage.memory.other < 250
    assert usage.memory.other_name.startswith("python")
    assert 250 < usage.memory.together < usage.memory.main + usage.memory.other


def test_memory_that_processes_share_counts_once_together(tmp_path: Path) -> None:
    fork = f"import os; held = bytearray({200 * MB}); child = os.fork(); {BUSY}; child and os.waitpid(child, 0)"
    usage = measure(python(fork), tmp_path)
    assert usage.memory
    assert usage.memory.main > 200
    assert usage.memory.other > 200
    assert 200 < usage.memory.together < 250


def test_time_of_all_processes(tmp_path: Path) -> None:
    usage = measure(
        python(
            f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}]); print('a'); print('1.5 0.5')"
        ),
        tmp_path,
    )
    assert usage.clock > 0.1
    assert usage.cpu > 0.1
    assert (usage.told().clock, usage.told().cpu) == (1.5, 0.5)


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="out of ink"):
        measure(python("raise SystemExit('out of ink')"), tmp_path)


def test_each_program_does_the_work_in_each_round(corpus: Corpus, tmp_path: Path) -> None:
    log = tmp_path / "log"
    note = f"open({str(log)!r}, 'a').write"
    work = measure_work(
        Comparison(
            "write",
            "clock",
            side("ours", f"{note}('o'); open('out', 'w').write('12345'); print('2.5 1.5')", "out", tells=True),
            (
                side("absent", None),
                side("broken", f"{note}('b'); raise SystemExit(1)"),
                side("other", f"{note}('t')"),
            ),
        ),
        corpus,
        tmp_path,
        rounds=2,
    )
    assert log.read_text() == "obtotot"
    assert work
    assert (work.ours.clock, work.ours.cpu, work.ours.version) == (2.5, 1.5, "ours 1.0")
    assert work.ours.sizes
    assert (work.ours.sizes.whole.files, work.ours.sizes.whole.raw) == (1, 5)
    assert [peer.program for peer in work.peers] == ["other"]
    assert work.peers[0].sizes is None


def test_no_comparison_without_this_program(corpus: Corpus, tmp_path: Path) -> None:
    broken = Comparison("fail", "CPU", side("ours", "raise SystemExit(1)"), (side("other", "pass"),))
    assert measure_work(broken, corpus, tmp_path, rounds=1) is None


def test_sizes_of_a_site_and_of_its_parts(tmp_path: Path) -> None:
    for name, content in {
        "index.html": b"a" * 1000,
        "references/index.html": b"b" * 2000,
        "references/key/index.html": b"c",
        "references/data/one.js": b"d" * 30,
        "references/data/two.js": b"e" * 40,
        "search/search_index.json": b"f" * 5,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    sizes = sizes_of(tmp_path)
    assert (sizes.whole.files, sizes.whole.raw) == (6, 3076)
    assert sizes.whole.gzip < 300
    assert [(part.name, part.size.files, part.size.raw) for part in sizes.parts] == [
        ("the page of all references", 1, 2000),
        ("data of the references", 2, 70),
        ("data of the search box", 1, 5),
    ]
    page = sizes_of(tmp_path / "references" / "index.html")
    assert page.whole == sizes.parts[0].size
    assert page.parts == ()
    assert isinstance(sizes.parts[0], Part)
    assert isinstance(page.whole, Size)


def test_a_preview_shows_edits_of_entries(corpus: Corpus, tmp_path: Path) -> None:
    preview = measure_preview(corpus, tmp_path, edits=1)
    assert preview.edits == 1
    # It takes a tenth of a second of quiet before MkDocs builds.
    assert preview.entry > 0.1
    assert preview.article > 0.1
    text = (tmp_path / "refs" / "refs.bib").read_text()
    assert re.findall(r"@article\{(\w+),\n.*?\n  title = \{A title put anew for (\w+)\},", text) == [
        (corpus.keys[0], corpus.keys[0]),
        (corpus.keys[6], corpus.keys[6]),
    ]


def test_a_preview_that_cannot_start_says_why(corpus: Corpus, tmp_path: Path) -> None:
    text = tmp_path / "review.md"
    text.write_text("# A text\n\nNobody wrote this [@nobody].\n")
    (tmp_path / "site").mkdir()
    with pytest.raises(FailedError, match="nobody"):
        measure_preview(Corpus(corpus.bib, text, corpus.keys), tmp_path / "site", edits=1)
