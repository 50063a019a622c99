"""Pages that are written by several processes: the same bytes, and the same care where one of them fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.benchmarks.corpus import make_corpus

from litreview.builders import filling, processes
from litreview.builders.processes import in_processes
from litreview.cli import main

REFERENCES = 40


@pytest.fixture
def made(review: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made review, small enough for a test, of which two processes write the pages all the same."""
    corpus = make_corpus(REFERENCES, tmp_path / "corpus")
    folder = review({"docs/text.md": corpus.text.read_text(), "docs/index.md": "# Made\n"})
    shutil.copy(corpus.bib, folder / "refs" / "references.bib")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(filling, "_WORTH_A_PROCESS", 5)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    return folder


def build(folder: Path) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(folder)])


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_any_number_of_processes_writes_the_same_bytes(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = []
    for number in (1, 2, 3):
        monkeypatch.setattr(processes, "processors", lambda number=number: number)
        result = build(made)
        assert result.exit_code == 0, result.output
        sites.append(files(made / "site"))
    assert sites[0] == sites[1] == sites[2]
    assert sum(path.endswith("/index.html") for path in sites[0]) > REFERENCES


def test_a_template_that_fails_on_one_reference_leaves_the_last_site(made: Path) -> None:
    assert build(made).exit_code == 0
    before = files(made / "site")
    # The last one is written by the second process, and is no page that is tried before.
    key = json.loads(before["references.json"])[-1]["id"]
    template = made / "refs" / "templates" / "reference.html.j2"
    template.parent.mkdir()
    template.write_text(f'# T\n\n{{% if reference.key == "{key}" %}}\n{{{{ nowhere }}}}\n{{% endif %}}\n')
    result = build(made)
    assert result.exit_code == 1
    assert "refs/templates/reference.html.j2:4" in result.output
    assert "Traceback" not in result.output
    assert files(made / "site") == before
    assert not (made / ".site.building").exists()


def test_a_process_leaves_ctrl_c_to_the_one_that_started_it() -> None:
    def interrupted(number: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return number

    assert list(in_processes(interrupted, [1, 2, 3], most=2)) == [1, 2, 3]


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    def ended(number: int) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(ChildProcessError, match="ended from outside"):
        list(in_processes(ended, [1, 2], most=2))


PARENT = """
import os, time
from litreview.builders.processes import in_processes
def work(number):
    os.write(1, b"%d\\n" % number)
    time.sleep(600)
list(in_processes(work, [1, 2], most=2))
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_process_outlives_the_one_that_started_it(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        assert sorted(parent.stdout.readline() for _ in range(2)) == ["1\n", "2\n"]
        parent.send_signal(how)
        # Their output ends when the last one of them does.
        assert parent.stdout.read() == ""
