"""`litreview convert` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from litreview.cli.convert import convert

FIXTURES = Path(__file__).parent / "fixtures" / "bibliographies"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(convert, [str(argument) for argument in arguments])


def test_csl_json_if_not_said() -> None:
    done = run(FIXTURES / "harbours.ris")
    assert done.exit_code == 0
    assert [item["id"] for item in json.loads(done.stdout)] == ["Okonkwo2021", "sato1999", "ministryofports2003"]


def test_into_a_file_as_to_standard_output(tmp_path: Path) -> None:
    output = tmp_path / "harbours.json"
    for _ in range(2):
        done = run(FIXTURES / "harbours.ris", "--output", output)
        assert (done.exit_code, done.stdout_bytes) == (0, b"")
        assert output.read_bytes() == run(FIXTURES / "harbours.ris").stdout_bytes
    assert list(tmp_path.iterdir()) == [output]


def test_a_place_that_is_no_file_is_named(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere" / "harbours.json"):
        done = run(FIXTURES / "harbours.ris", "--output", place)
        assert done.exit_code == 1
        assert str(place) in done.stderr


@pytest.mark.parametrize(
    ("target", "start"),
    [("bibtex", "@article{"), ("ris", "TY  - JOUR\r\n"), ("nbib", "PMID- "), ("csv", "\ufeffkey,type,")],
)
def test_every_target(target: str, start: str) -> None:
    done = run(FIXTURES / "sparrows.xml", "--to", target)
    assert done.exit_code == 0
    assert done.stdout_bytes.decode().startswith(start)


def test_what_the_target_cannot_hold_is_named_and_is_no_failure() -> None:
    done = run(FIXTURES / "sparrows.nbib", "--to", "csv")
    assert done.exit_code == 0
    assert "note: not in CSV: publisher-place of raaij1998, bianchi2009" in done.stderr.splitlines()


def test_what_cannot_be_read_is_named_and_all_else_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.ris"
    file.write_bytes(b"broken\nTY  - JOUR\nID  - a\nTI  - T\xc3\xafdes\nER  - \n")
    done = run(file)
    assert done.exit_code == 1
    assert f"{file.as_posix()}:1:1: error: text outside of a record: “broken”" in done.stderr
    assert json.loads(done.stdout_bytes.decode())[0]["title"] == "Tïdes"


def test_a_file_of_no_format(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("hello")
    done = run(file)
    assert done.exit_code == 1
    assert "in no known bibliography format" in done.stderr
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("arguments", [[], ["missing.bib"], [FIXTURES], [FIXTURES / "harbours.ris", "--to", "word"]])
def test_wrong_use(arguments: list[str | Path]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr


def test_help_has_an_example() -> None:
    done = run("--help")
    assert done.exit_code == 0
    assert "litreview convert refs/references.bib --output references.json" in done.stdout
