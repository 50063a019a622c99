"""`litreview check`: its exit codes, its forms of output, and what --fix mends."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from litreview.check.mending import mend_bytes
from litreview.check.registry import Mend
from litreview.cli import main
from litreview.model.reference import SourceField
from litreview.model.source import Position

FAULTS = Path(__file__).parent.parent / "fixtures" / "faults"
MESSY = """\ufeff% A comment: pages = {1-2}, doi = {https://doi.org/10.1000/none}
@string{jex = "Journal of Examples"}

@article{lee2020, author={Lee, Ana},
   title   = {Über a trial — of one thing},
\tjournal = jex,
  year=2020 , pages = "10-20",
  DOI = {https://doi.org/10.1000/lee.2020.} % kept
}

@online{record,
  url = {http://pubmed.ncbi.nlm.nih.gov/31234567/},
  title = {A record},
  note = {pages = {3-4}},
}
trailing words
"""

MakeReview = Callable[..., Path]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_a_sound_review_passes(review: MakeReview) -> None:
    result = run("-C", review(), "--strict")
    assert (result.exit_code, result.stdout) == (0, "nothing found\n")


def test_warnings_fail_only_when_strict() -> None:
    assert run("-C", FAULTS).exit_code == 0
    assert run("-C", FAULTS, "--strict").exit_code == 1


def test_errors_fail(review: MakeReview) -> None:
    timeline = "title: T\nevents:\n  - {date: 2020, event: e, reference: alhpa2020}\n"
    result = run("-C", review({"refs/timeline.yml": timeline}))
    assert result.exit_code == 1
    assert "refs/timeline.yml:3:" in result.stdout
    assert "did you mean alpha2020?" in result.stdout


@pytest.mark.parametrize("arguments", [("--format", "xml"), ("--what",), ("-C", "no-such-folder")])
def test_wrong_use_is_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_forms_agree() -> None:
    objects = json.loads(run("-C", FAULTS, "--format", "json").stdout)
    commands = run("-C", FAULTS, "--format", "github").stdout.splitlines()
    lines = [line for line in run("-C", FAULTS).stdout.splitlines() if line.startswith("refs/")]
    assert len(objects) == len(commands) == len(lines) == 20
    for item, command, line in zip(objects, commands, lines, strict=True):
        assert f"line={item['line']},col={item['column']},title={item['rule']}::" in command
        assert line.startswith(f"{item['file']}:{item['line']}:{item['column']}: {item['severity']}: ")


def test_the_guide_shows_what_is_said_of_the_planted_faults() -> None:
    guide = (FAULTS.parents[2] / "guide" / "bibliographies.md").read_text(encoding="utf-8")
    assert f"```text\n{run('-C', FAULTS).stdout}```\n" in guide


def test_githubs_files_are_seen_from_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FAULTS.parent)
    assert "::warning file=faults/refs/references.bib," in run("-C", "faults", "--format", "github").stdout
    monkeypatch.chdir(FAULTS)
    assert "::warning file=refs/references.bib," in run("--format", "github").stdout


def test_citations_of_the_pages_are_checked_where_there_is_a_site(review: MakeReview) -> None:
    result = run("-C", review({"docs/text.md": "# Text\n\nAs seen [@alhpa2020].\n"}))
    assert result.exit_code == 1
    assert "docs/text.md:3:" in result.stdout
    assert "[unknown-citation]" in result.stdout
    assert "uncited-reference: 3 notes" in result.stdout
    assert "beta2021" not in result.stdout


def test_one_rule_is_shown_whole_and_the_less_grave_left_out(review: MakeReview) -> None:
    folder = review({"docs/text.md": "# Text\n\nAs seen [@alhpa2020].\n"})
    one = run("-C", folder, "--rule", "uncited-reference")
    assert one.exit_code == 0
    assert "beta2021 is cited nowhere" in one.stdout
    assert "unknown-citation" not in one.stdout
    grave = run("-C", folder, "--least", "error")
    assert grave.exit_code == 1
    assert "uncited-reference" not in grave.stdout
    assert grave.stdout.endswith("3 notes not shown\n")
    assert run("-C", folder, "--rule", "no-such-rule").exit_code == 2


def test_of_one_field_the_gravest_finding_is_shown(review: MakeReview) -> None:
    bib = "@misc{a, title={T}, doi={10.1000/1}, url={http://localhost/a}, note={one}, note={two}}\n@misc{b}\n"
    folder = review({"refs/references.bib": bib})
    text = run("-C", folder).stdout
    assert "no reader can reach" in text
    assert "is not encrypted" not in text
    assert "1 more about fields that are named above" in text
    # Two findings of an entry as a whole are about two things.
    assert "b has no title" in text
    assert "b has no identifier" in text
    assert "is not encrypted" in run("-C", folder, "--rule", "insecure-link").stdout
    assert "is not encrypted" in run("-C", folder, "--format", "json").stdout
    assert "is not encrypted" not in run("-C", folder, "--format", "github").stdout


def test_a_folder_without_a_review_is_a_finding_and_no_traceback(tmp_path: Path) -> None:
    result = run("-C", tmp_path)
    assert result.exit_code == 1
    assert "refs/review.yml:1:1: error" in result.stdout


def mend(folder: Path, content: bytes) -> tuple[bytes, str]:
    path = folder / "refs" / "references.bib"
    path.write_bytes(content)
    path.chmod(0o640)
    result = run("-C", folder, "--fix")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(p.name for p in path.parent.iterdir()) == ["references.bib", "review.yml"]
    return path.read_bytes(), result.stderr


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_fix_mends_what_is_certain_and_keeps_every_other_byte(newline: str, review: MakeReview) -> None:
    messy = MESSY.replace("\n", newline)
    folder = review()
    mended, said = mend(folder, messy.encode())
    expected = (
        messy.replace('"10-20"', '"10--20"')
        .replace("{https://doi.org/10.1000/lee.2020.}", "{10.1000/lee.2020}")
        .replace("{http://pubmed", "{https://pubmed")
    )
    assert mended.decode() == expected
    assert said.count(": mended: ") == 3
    assert mend(folder, mended) == (mended, "")


def test_fix_leaves_what_it_cannot_place() -> None:
    def at(line: int, column: int, name: str = "pages", value: str = "1-2") -> Mend:
        return Mend(SourceField(name, value, Position("f.bib", line, column)), "1--2")

    data = b"@a{k,\n pages = {1-2} # {},\n pages = 1-2,\n pages = {1-3},\n pages = {1-2}}"
    mended = mend_bytes(data, [at(2, 2), at(3, 2), at(4, 2), at(5, 2), at(5, 3), at(99, 1)])
    assert mended.data == data.replace(b"{1-2}}", b"{1--2}}")
    assert [(m.field.position.line, m.field.position.column) for m in mended.done] == [(5, 2)]
    assert len(mended.left) == 5


def test_stray_bytes_before_a_field_are_kept() -> None:
    data = b"title = {caf\xe9}, pages = {1-2}}"
    field = SourceField("pages", "1-2", Position("f.bib", 1, data.index(b"pages") + 1))
    assert mend_bytes(data, [Mend(field, "1--2")]).data == b"title = {caf\xe9}, pages = {1--2}}"


def test_an_ignored_finding_is_not_mended(review: MakeReview) -> None:
    bib = b"@misc{a, title={T}, doi={10.1000/1}, pages={1-2}, x-litreview-ignore={page-range: an article number}}\n"
    assert mend(review(), bib) == (bib, "")


def test_a_failed_write_leaves_the_file_as_it_was(review: MakeReview, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = review({"refs/references.bib": MESSY})

    def fail(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    before = sorted(p.name for p in (folder / "refs").iterdir())
    result = run("-C", folder, "--fix")
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert (folder / "refs" / "references.bib").read_text(encoding="utf-8") == MESSY
    assert sorted(p.name for p in (folder / "refs").iterdir()) == before
