"""Which format a file is in is seen from its content, then from its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from litreview.read.formats import READERS, detect_format, read_bibliography
from litreview.read.sources import SourceFile

FIXTURES = Path(__file__).parents[1] / "fixtures" / "bibliographies"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a", "\ufeff\r\nTY  - JOUR\r\nER  - \r\n", "ris"),
        ("a.txt", "1.\nTY  - JOUR\n", "ris"),
        ("a", "PMID- 1\n", "nbib"),
        ("a", "\n\nPMID - 1\n", "nbib"),
        ("a", '<?xml version="1.0"?>\n<PubmedArticleSet>', "pubmed-xml"),
        ("a", "<PubmedBookArticle>", "pubmed-xml"),
        ("a", ' [ {"id": 1}]', "csl-json"),
        ("a", "[]", "csl-json"),
        ("a", '{"items": []}', "csl-json"),
        ("a", "% a comment\n@article{a,\n}", "bibtex"),
        ("a.txt", "@comment(x)", "bibtex"),
        # The content decides against the name, the name between two that the content may be.
        ("a.bib", "TY  - JOUR\nER  - \n", "ris"),
        ("a.ris", "TY  - JOUR\nAB  - as\n@article{a,\n}\nER  - \n", "ris"),
        ("a.bib", "@article{a, abstract = {\nTY  - JOUR\n}}", "bibtex"),
        # Nothing tells but the name.
        ("A.BIB", "", "bibtex"),
        ("a.nbib", "OWN - ERIC\n", "nbib"),
        ("a.txt", "hello", None),
        ("a", "", None),
    ],
)
def test_format_of_a_file(name: str, text: str, found: str | None) -> None:
    reader = detect_format(SourceFile(name, text.encode()))
    assert (reader.name if reader else None) == found


def test_utf_16_is_seen_through() -> None:
    reader = detect_format(SourceFile("a", "TY  - JOUR\r\n".encode("utf-16")))
    assert reader is READERS["ris"]


def test_a_file_in_no_known_format_is_an_error() -> None:
    found = read_bibliography(SourceFile("a.txt", b"hello"))
    assert found.references == ()
    assert [str(d) for d in found.diagnostics] == [
        (
            "a.txt:1:1: error: the file is in no known bibliography format "
            "(read are Ovid, RIS, NBIB (PubMed), PubMed XML, EndNote XML, CSL-JSON, CSL-YAML, "
            "Web of Science (plain text), EndNote (.enw), BibTeX, CSV (Rayyan, Covidence, Scopus)) [unknown-format]"
        )
    ]


@pytest.mark.parametrize("file", ["harbours.ris", "sparrows.nbib", "sparrows.xml", "boats.json"])
def test_every_format_is_read(file: str) -> None:
    found = read_bibliography(SourceFile(file, (FIXTURES / file).read_bytes()))
    assert len(found.references) >= 2
    assert {reference.origin.position.file for reference in found.references} == {file}
