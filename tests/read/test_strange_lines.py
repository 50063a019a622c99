"""Strange lines of 100,000 characters are read in linear time, whatever the format."""

from __future__ import annotations

from time import thread_time

import pytest

from litreview.read.formats import READERS
from litreview.read.review import read_review
from litreview.read.sources import SourceFile

LONG = 100_000
#: A record of each format, with values where % stands: the text of the strange line.
RECORDS = {
    "bibtex": "@article{a,\n title = {%},\n author = {%},\n doi = {%},\n pages = {%}\n}\n",
    "ris": "TY  - JOUR\nTI  - %\nAU  - %\nDO  - %\nSP  - %\nPY  - %\nN1  - %\nER  - \n",
    "nbib": "PMID- 1\nTI  - %\nFAU - %\nDP  - %\nPG  - %\nAID - %\n",
    "pubmed-xml": "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue>"
    "<PubDate><MedlineDate>%</MedlineDate></PubDate></JournalIssue><Title>%</Title></Journal><ArticleTitle>%"
    "</ArticleTitle><Pagination><MedlinePgn>%</MedlinePgn></Pagination><AuthorList><Author><LastName>%</LastName>"
    "</Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    "csl-json": '[{"id": "a", "type": "book", "title": "%", "author": [{"literal": "%"}], "DOI": "%", "page": "%", '
    '"note": "%", "issued": {"raw": "%"}}]',
    "csl-yaml": "references:\n- id: a\n  type: book\n  title: '%'\n  DOI: '%'\n  issued: '%'\n  note: '%'\n",
    "endnote-xml": "<xml><records><record><ref-type>17</ref-type><contributors><authors><author>%"
    "</author></authors></contributors><titles><title>%</title><secondary-title>%</secondary-title></titles><pages>%"
    "</pages><dates><year>%</year></dates><electronic-resource-num>%</electronic-resource-num><notes>%</notes>"
    "</record></records></xml>",
    "ovid": "<1>\nUnique Identifier\n  1\nTitle\n  %\nAuthors\n  %\nSource\n  %\nDigital Object Identifier\n  %\n",
    "web-of-science": "FN Clarivate\nVR 1.0\nPT J\nAU %\nTI %\nSO %\nPD %\nBP %\nDI %\nER\n\nEF\n",
    "csv": 'title,authors,journal,pages,doi,year,notes\n"%","%","%","%","%","%","%"\n',
    "endnote": "%0 Journal Article\n%T %\n%A %\n%R %\n%P %\n%D %\n".replace("\n%", "\n\0").replace("%0", "\0" + "0"),
}
#: The same of the review's own file, in YAML.
REVIEW = (
    "title: '%'\ntype: narrative\ncontributors:\n  - {name: '%', orcid: '%', affiliations: ['%']}\nversion: '%'\n"
    "abstract: '%'\nkeywords: ['%']\ncompanion_to:\n  title: '%'\n  authors: ['%']\n  journal: {title: '%'}\n"
    "  published: '%'\n  identifiers: {doi: '%'}\n"
)
PIECES = (
    " ",
    "{",
    "}",
    "[",
    "\\",
    "$",
    ",",
    "&#",
    "<i>",
    "-",
    "1",
    "10.1/",
    "a, ",
    " and ",
    "http://",
    "@a{",
    "1-",
    "|",
)
#: Seconds of the processor, above which it is looked at more closely.
SUSPECT = 0.6


def taken(name: str, piece: str, size: int) -> float:
    value = piece * (size // len(piece))
    if name in ("pubmed-xml", "endnote-xml"):
        value = value.replace("&", "&amp;").replace("<", "&lt;")
    elif name == "csl-json":
        value = value.replace("\\", "\\\\").replace("\t", "\\t")
    text = (REVIEW if name == "review" else RECORDS[name]).replace("%", value).replace("\0", "%")
    file = SourceFile("file", text.encode())
    read = read_review if name == "review" else READERS[name].read
    begun = thread_time()
    read(file)
    return thread_time() - begun


@pytest.mark.parametrize("name", [*RECORDS, "review"])
def test_a_long_strange_line_takes_linear_time(name: str) -> None:
    for piece in PIECES:
        if taken(name, piece, LONG) < SUSPECT:
            continue  # most take a tenth of it
        # Python may have looked for garbage meanwhile. A text four times as long takes sixteen times as long in
        # quadratic time.
        long, short = (min(taken(name, piece, size) for _ in range(2)) for size in (LONG, LONG // 4))
        assert long < 9 * short, piece
