"""Files without faults, read beside bibtexparser: both find the same entries, with the same fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from tests.benchmarks.corpus import make_corpus
from tests.conftest import ROOT

from litreview.read.bibtex import read_bibtex
from litreview.read.sources import SourceFile


@pytest.fixture(params=["flagship", "made"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = ROOT / "refs" / "references.bib" if request.param == "flagship" else make_corpus(200, tmp_path).bib
    return path.read_text(encoding="utf-8")


def test_both_find_the_same_entries_and_fields(source: str) -> None:
    theirs = parse_string(source, parse_stack=[])
    ours = read_bibtex([SourceFile("refs/references.bib", source.encode())]).references
    assert not theirs.failed_blocks
    expected = [
        (entry.key, entry.entry_type, [(field.key, field.value.strip()[1:-1]) for field in entry.fields])
        for entry in theirs.entries
    ]
    assert [(one.key, one.entry_type, [(f.name, f.value) for f in one.fields]) for one in ours] == expected
