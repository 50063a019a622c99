"""No bibliography and no data file raises, however hostile, nor makes anything be read from outside or written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from litreview.exports.registry import EXPORTS
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile
from tests.attack.bibliographies import BROKEN, CARRIERS, TEXTS
from tests.fuzz.targets import TARGETS

SECRET = "a text that stands outside of the project"  # noqa: S105 - no password


@pytest.fixture(autouse=True)
def nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run in; whatever a reader wrote would stand there. The path of a file beside it."""
    (tmp_path / "here").mkdir()
    (tmp_path / "secret").write_text(SECRET)
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "secret"


@pytest.mark.parametrize("reader", CARRIERS)
@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_text_that_would_act(reader: str, number: int) -> None:
    TARGETS[reader](CARRIERS[reader](TEXTS[number]))
    assert not os.listdir()  # noqa: PTH208 - the current folder


@pytest.mark.parametrize(("reader", "name"), [(reader, name) for reader, files in BROKEN.items() for name in files])
def test_a_file_that_is_broken(reader: str, name: str, nothing_else: Path) -> None:
    data = BROKEN[reader][name].replace(b"SECRET", str(nothing_else).encode())
    TARGETS[reader](data)
    if reader != "yaml":
        read = read_bibliography(SourceFile("a", data))
        told = " ".join(str(finding) for finding in read.diagnostics)
        exported = "".join(export.write(read.references).text for export in EXPORTS.values())
        assert SECRET not in told + exported
        assert told.isprintable()
    assert not os.listdir()  # noqa: PTH208 - the current folder


def test_there_are_enough() -> None:
    assert len(CARRIERS) * len(TEXTS) + sum(map(len, BROKEN.values())) >= 200
