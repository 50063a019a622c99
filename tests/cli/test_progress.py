"""What a build shows of itself: a bar on a terminal that leaves nothing behind, and a line for each stage elsewhere."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli as mkdocs

from litreview.builders import filling, plugin, processes
from litreview.builders.progress import Progress, Stage
from litreview.cli import main, progress
from tests.benchmarks.corpus import make_corpus

Review = Callable[..., Path]
#: What the minimal review says, one line for each stage.
STAGES = re.compile(
    r"Reading: 3 references, 1 page\n"
    r"Formatting: 3 references\n"
    r"Checking: 3 citations\n"
    r"Builder: \d+ pages drawn\n"
    r"Pages: (\d+) pages, \d+ files\n"
    r"Search index: \d+ passages\n"
    r"Site: in its place\n"
)
NAMES = ["Reading", "Formatting", "Checking", "Builder", "Pages", "Search index", "Site"]
#: More than a mebibyte of nothing, which makes a bibliography one that takes its time.
LONG = f"@comment{{{'x' * (1 << 20)}}}\n"
ERASE = "\x1b[2K"
ON_TERMINAL = (
    "import os, sys; os.login_tty(int(sys.argv[1]));"
    "os.execv(sys.executable, [sys.executable, '-m', 'litreview.cli', *sys.argv[2:]])"
)


@pytest.fixture(autouse=True)
def _a_terminal_of_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CI", raising=False)


def build(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(folder), *options])


def bibliography(folder: Path, more: str) -> None:
    path = folder / "refs" / "references.bib"
    path.write_text(path.read_text() + more)


def at_a_terminal(*arguments: str, interrupt_at: bytes = b"", environment: Mapping[str, str] | None = None) -> str:
    """What the program writes on a terminal of its own; Ctrl-C is pressed once it has written `interrupt_at`."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", ON_TERMINAL, str(theirs), *arguments],
        pass_fds=[theirs],
        env={**os.environ, **(environment or {})},
    )
    os.close(theirs)
    written = b""
    with program, suppress(OSError):  # which is how Linux says that nobody has the terminal open any more
        while part := os.read(ours, 1 << 16):
            written += part
            if interrupt_at and interrupt_at in written:
                os.write(ours, b"\x03")
                interrupt_at = b""
    os.close(ours)
    return written.decode()


def screen(written: str) -> list[str]:
    """The lines that a reader of the terminal sees in the end."""
    lines, column = [""], 0
    for sign in re.findall(r"\x1b\[2K|\x1b\[[0-9;]*m|\r|\n|[^\x1b]", written):
        match sign:
            case "\x1b[2K":
                lines[-1] = ""
            case "\r":
                column = 0
            case "\n":
                lines.append("")
            case _ if not sign.startswith("\x1b"):
                lines[-1] = f"{lines[-1]:{column}}"[:column] + sign + lines[-1][column + 1 :]
                column += 1
    assert "\x1b" not in re.sub(r"\x1b\[(2K|[0-9;]*m)", "", written)
    return [line.rstrip() for line in lines if line.strip()]


class Terminal(io.StringIO):
    """Standard error of this process, for what has to be timed exactly."""

    def isatty(self) -> bool:
        return True


def test_a_line_for_each_stage_where_nobody_watches(review: Review) -> None:
    folder = review()
    result = build(folder)
    said = STAGES.fullmatch(result.stderr)
    assert said
    assert int(said[1]) == len(list((folder / "site").rglob("index.html")))
    assert re.fullmatch(r"The site is in \S+; look at it with: .+\n", result.stdout)


def test_ci_gets_lines_on_a_terminal_too(review: Review) -> None:
    folder = review()
    for environment in ({"CI": "true"}, {"TERM": "dumb"}):
        written = at_a_terminal("build", "-C", str(folder), environment=environment).replace("\r\n", "\n")
        assert STAGES.match(written)
        assert written.count("\n") == len(NAMES) + 1
        assert "\x1b" not in written


def test_verbose_ends_with_times(review: Review) -> None:
    result = build(review(), "--verbose")
    lines = result.stderr.splitlines()
    assert "Cleaning site directory" in lines
    times = [re.fullmatch(r"(.+): ([\d.]+) s(?: \((.+)\))?", line) for line in lines[-len(NAMES) - 1 :]]
    found = [time.groups() for time in times if time]
    assert [name for name, _, _ in found] == [*NAMES, "Whole build"]
    assert STAGES.fullmatch("".join(f"{name}: {what}\n" for name, _, what in found[:-1]))
    # All are rounded.
    assert 0 < sum(float(seconds) for _, seconds, _ in found[:-1]) <= float(found[-1][1]) + 0.05
    assert len(result.stdout.splitlines()) == 1


def test_a_bar_on_a_terminal_is_gone_at_the_end(review: Review) -> None:
    folder = review()
    bibliography(folder, LONG)
    written = at_a_terminal("build", "-C", str(folder))
    # What a builder prints itself may stand where a bar would.
    assert [name for name in NAMES if f"{name} ..." in written] == [name for name in NAMES if name != "Builder"]
    seen = screen(written)
    assert len(seen) == 1
    assert seen[0].startswith("The site is in ")


def test_verbose_on_a_terminal_ends_with_a_table(review: Review) -> None:
    folder = review()
    bibliography(folder, LONG)
    seen = screen(at_a_terminal("build", "-C", str(folder), "--verbose"))
    assert "Cleaning site directory" in seen
    table = [" ".join(line.split()) for line in seen[-len(NAMES) - 3 : -1]]
    assert table[0] == "Stage Seconds Done"
    assert STAGES.fullmatch("".join(re.sub(r" \d+\.\d\d ", ": ", f"{line}\n") for line in table[1:-1]))
    assert re.fullmatch(r"Whole build \d+\.\d\d", table[-1])


def test_what_others_print_stands_above_the_bar(review: Review) -> None:
    folder = review()
    bibliography(folder, LONG)
    settings = folder / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}hooks: [hooks.py]\n")
    (folder / "hooks.py").write_text(
        "import sys\n"
        "def on_files(files, config):\n    print('One line')\n    print('Half a', end='', flush=True)\n"
        "def on_post_build(config):\n    print(' line, and its end', flush=True)\n    sys.stderr.write('Another\\n')\n"
    )
    for environment in ({}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}):
        written = at_a_terminal("build", "-C", str(folder), "--verbose", environment=environment)
        assert "Site ..." in written
        seen = screen(written)
        assert [line for line in seen if line in {"One line", "Half a line, and its end", "Another"}] == [
            "One line",
            "Half a line, and its end",
            "Another",
        ]
        assert "Cleaning site directory" in seen


def test_what_fails_stands_on_a_clean_terminal(review: Review) -> None:
    folder = review()
    bibliography(folder, f"@article{{unwritten, title = {{Nothing}}, title = {{Else}}}}\n{LONG}")
    plain = build(folder).stderr.splitlines()
    written = at_a_terminal("build", "-C", str(folder))
    assert "Reading ..." in written
    assert "Checking ..." in written
    assert any("error: the field “title”" in line for line in plain)
    assert screen(written) == [line for line in plain if not line.startswith(("Reading", "Formatting", "Checking"))]


def test_a_build_that_is_stopped_leaves_a_clean_terminal(review: Review) -> None:
    folder = review()
    # Enough to be read for seconds.
    bibliography(folder, "".join(f"@book{{book{number}, title = {{T}}}}\n" for number in range(100_000)))
    written = at_a_terminal("build", "-C", str(folder), interrupt_at=b"Reading ...")
    assert screen(written) == ["Aborted!"]


def test_a_short_build_needs_no_bar(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = review()
    for patience, shows in ((3600.0, False), (0.0, True)):
        monkeypatch.setattr(progress, "_PATIENCE", patience)
        monkeypatch.setattr(sys, "stderr", terminal := Terminal())
        main(["build", "-C", str(folder)], standalone_mode=False)
        assert (ERASE in terminal.getvalue()) is shows
        assert screen(terminal.getvalue()) == []


@pytest.mark.parametrize(("columns", "bar"), [("80", True), ("34", True), ("24", False)])
def test_the_bar_moves_and_keeps_to_one_line(
    review: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: str, *, bar: bool
) -> None:
    corpus = make_corpus(250, tmp_path / "corpus")
    folder = review()
    shutil.copy(corpus.bib, folder / "refs" / "references.bib")
    (folder / "docs" / "text.md").write_text("# Text\n")
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_PAUSE", 0.0)
    monkeypatch.setattr(processes, "processors", lambda: 1)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    main(["build", "-C", str(folder)], standalone_mode=False)
    drawn = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in re.split(r"\r\x1b\[2K", terminal.getvalue())]
    assert max(map(len, drawn)) < int(columns)
    counts = [tuple(map(int, m.groups())) for line in drawn if (m := re.search(r"Pages +━.* (\d+)/(\d+)$", line))]
    assert bool(counts) is bar
    if bar:
        steps, totals = zip(*counts, strict=True)
        assert len(set(totals)) == 1
        assert list(steps) == sorted(set(steps))
        assert steps[-1] == totals[-1] > 250


class _Recorder(Progress):
    """Keeps how many steps each stage took, and how many it was said to have."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[Stage, tuple[int, int]] = {}

    def end(self, *what: str) -> None:
        super().end(*what)
        self.taken[self.stage] = (self.steps, self.total)


def test_pages_are_counted_whoever_writes_them(review: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = make_corpus(40, tmp_path / "corpus")
    folder = review()
    shutil.copy(corpus.bib, folder / "refs" / "references.bib")
    (folder / "docs" / "text.md").write_text("# Text\n")
    monkeypatch.setattr(filling, "_WORTH_A_PROCESS", 5)
    taken = []
    for number in (1, 2, 3):
        monkeypatch.setattr(processes, "processors", lambda number=number: number)
        recorder = _Recorder()
        monkeypatch.setattr(plugin, "_Logged", lambda recorder=recorder: recorder)
        result = CliRunner().invoke(mkdocs, ["build", "--quiet", "-f", str(folder / "mkdocs.yml")])
        assert result.exit_code == 0, result.output
        taken.append(recorder.taken)
    assert taken[0] == taken[1] == taken[2]
    assert taken[0][Stage.FORMAT] == (40, 40)
    steps, total = taken[0][Stage.PAGES]
    assert steps == total > 40


def test_the_log_of_mkdocs_names_what_took_long(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = review()
    for seconds, named in ((0.0, True), (3600.0, False)):
        monkeypatch.setattr(plugin, "_LONG", seconds)
        result = CliRunner().invoke(mkdocs, ["build", "-f", str(folder / "mkdocs.yml")])
        assert (re.search(r"INFO +-  Pages: \d+ pages, \d+ files in \d+\.\d s", result.output) is not None) is named
    monkeypatch.setattr(plugin, "_LONG", 0.0)
    assert CliRunner().invoke(mkdocs, ["build", "--quiet", "-f", str(folder / "mkdocs.yml")]).output == ""


def test_another_builder_speaks_for_itself(review: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "properdocs.py").write_text(
        "from pathlib import Path\n"
        "for page in Path('docs').rglob('*.md'):\n"
        "    place = 'site' / page.relative_to('docs').with_suffix('')\n"
        "    place = place if place.name == 'index' else place / 'index'\n"
        "    place.parent.mkdir(parents=True, exist_ok=True)\n"
        "    place.with_suffix('.html').write_text('built ' + page.read_text())\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    folder = review()
    bibliography(folder, LONG)
    result = build(folder, "--builder", "properdocs")
    assert result.exit_code == 0, result.output
    assert STAGES.fullmatch(result.stderr)
    assert (folder / "site" / "index.html").read_text().startswith("built")
    assert (folder / "site" / "references" / "alpha2020" / "index.html").read_text().startswith("built")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    main(["build", "-C", str(folder), "--builder", "properdocs"], standalone_mode=False)
    assert "Pages ..." in terminal.getvalue()
    assert "Builder" not in terminal.getvalue()
