"""Where the search for failing bytes begins: files, and the words of each grammar."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parent.parent.parent
#: What the readers' own tests read is where the search begins.
SEEDS: Final[Mapping[str, list[str]]] = {
    "bibtex": ["refs/references.bib", "tests/fixtures/faults/refs/references.bib"],
    "ris": ["tests/fixtures/bibliographies/harbours.ris"],
    "nbib": ["tests/fixtures/bibliographies/sparrows.nbib"],
    "pubmed-xml": ["tests/fixtures/bibliographies/sparrows.xml"],
    "csl-json": ["tests/fixtures/bibliographies/boats.json"],
    "yaml": ["refs/review.yml", "refs/timeline.yml", "refs/glossary.yml"],
    "any": ["tests/fixtures/bibliographies/boats.json", "tests/fixtures/bibliographies/harbours.ris"],
}
#: The words of each grammar, which bytes at random would hardly ever hit.
WORDS: Final[Mapping[str, list[str]]] = {
    "bibtex": [
        "@article{",
        "@string{",
        "@comment{",
        "key,",
        "title = {",
        "author = {",
        " and ",
        "crossref = {",
        '"',
        "#",
    ],
    "ris": ["TY  - JOUR", "ER  - ", "AU  - ", "TI  - ", "PY  - ", "\n"],
    "nbib": ["PMID- 1", "TI  - ", "FAU - ", "AU  - ", "DP  - ", "\n\n"],
    "pubmed-xml": ["<PubmedArticle>", "</PubmedArticle>", "<PMID>", "<ArticleTitle>", "<Author>", "&#", "<!DOCTYPE"],
    "csl-json": ['"id":', '"type":', '"issued":', '"date-parts":', '"author":', "[[", "]]", "null"],
    "yaml": ["title: ", "- ", "&a", "*a", "!!", "|", ">", "{", "[", "? "],
    "any": ["@article{a,", "TY  - JOUR", "PMID- 1", '[{"id":', "<PubmedArticle>"],
}
