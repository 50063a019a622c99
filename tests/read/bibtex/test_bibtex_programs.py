"""Files in the manner of the programs and databases that write them. All works are invented."""

from __future__ import annotations

from litreview.model.dates import Date
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import Bibliography, SourceFile

WEB_OF_SCIENCE = """
@article{ WOS:000000000000001,
Author = {Lee, A. B. and Moor, M. and Nash, N.
   and Otis, O.},
Title = {{A trial of one thing}},
Journal = {{JOURNAL OF EXAMPLES}},
Year = {{2020}},
Month = {{MAY-JUN}},
Article-Number = {{e12}},
Abstract = {{First line
   {[}second] and ``quoted{''} k({*}).}},
EISSN = {{2050-084X}},
Web-of-Science-Categories  = {{Examples; Computer Science, Theory}},
Usage-Count-(Last-180-days) = {{1}},
Journal-ISO = {{J. Ex.}},
Unique-ID = {{WOS:000000000000001}},
}
"""
SCOPUS = """Scopus
EXPORT DATE: 27 April 2024

@ARTICLE{D’Lee2020,
\tauthor = {D’Lee, Ana and la Moor, Max},
\ttitle = {A trial: one thing},
\tyear = {2020},
\tjournal = {Journal of Examples},
\tpages = {4325 – 4334},
\turl = {https://www.example.org/record.uri?eid=2-s2.0-1&doi=10.1000%2flee&md5=0},
\tsource = {Scopus},
\tnote = {Cited by: 62}
}
"""
MENDELEY = r"""@article{Lee-Lopez2020,
author = {Lee-L{\'{o}}pez, Ana and Kurth, J{\"{u}}rgen},
file = {:Users/a/Lee-L{\'{o}}pez - 2020.pdf:pdf},
month = {apr},
title = {{Over {\textgreater}40{\%} of a{\_}b in H{\$}{\_}{\{}2{\}}{\$}O}},
url = {http://example.org/a http://example.org/b},
year = {2020}
}
@article{,
title = {{No key}}
}
"""
ZOTERO = """
@inproceedings{lee_trial_2020,
\tlocation = {Bonn, {USA}},
\ttitle = {A trial of one thing in {SIGCHI}},
\tseries = {{CHI} '20},
\tbooktitle = {Proceedings of the {CHI} Conference},
\tauthor = {Lee, Ana and Moor, {MaxHyun} and {World Health Organization}},
\turldate = {2020-05-13},
\tdate = {2020-05-07},
\tnote = {{ISSN}: 2643-7171},
\tkeywords = {one, two (of three)},
\tfile = {Full Text PDF:/home/a/Lee - 2020.pdf:application/pdf}
}
"""
JABREF = """% Encoding: UTF-8

@Article{Lee2020,
  author       = {Ana Lee and Max Moor},
  date         = {2020-05},
  journaltitle = {Journal of Examples},
  title        = {A trial},
  groups       = {one\\, two},
}

@Comment{jabref-meta: databaseType:biblatex;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:one\\;0\\;1\\;\\;\\;\\;;
}
"""


def read(text: str) -> Bibliography:
    return read_bibtex([SourceFile("a.bib", text.encode())])


def rules(found: Bibliography) -> list[str]:
    return [finding.rule for finding in found.diagnostics]


def test_web_of_science() -> None:
    found = read(WEB_OF_SCIENCE)
    (entry,) = found.references
    assert rules(found) == []
    assert (entry.key, len(entry.fields)) == ("WOS:000000000000001", 12)
    assert [name.family for name in entry.authors.names] == ["Lee", "Moor", "Nash", "Otis"]
    assert entry.issued == Date((2020, 5), (2020, 6))
    assert str(entry.text("abstract")) == "First line [second] and “quoted” k(*)."
    assert (str(entry.text("page")), str(entry.text("container-title-short"))) == ("e12", "J. Ex.")
    assert entry.identifiers == {"ISSN": "2050-084X"}


def test_scopus() -> None:
    found = read(SCOPUS)
    (entry,) = found.references
    assert rules(found) == []
    assert entry.key == "D’Lee2020"
    assert [name.surname for name in entry.authors.names] == ["D’Lee", "la Moor"]
    assert (str(entry.text("page")), str(entry.text("title-short"))) == ("4325-4334", "A trial")


def test_mendeley() -> None:
    found = read(MENDELEY)
    entry, keyless = found.references
    assert rules(found) == ["malformed-url", "missing-key"]
    assert [name.family for name in entry.authors.names] == ["Lee-López", "Kurth"]
    assert str(entry.title) == "Over >40% of a_b in H$_{2}$O"
    assert entry.identifiers == {"URL": "http://example.org/a"}
    assert (keyless.key, str(keyless.title)) == ("article-line-9", "No key")


def test_zotero() -> None:
    found = read(ZOTERO)
    (entry,) = found.references
    assert rules(found) == []
    assert [name.display for name in entry.authors.names] == ["Ana Lee", "MaxHyun Moor", "World Health Organization"]
    assert str(entry.text("publisher-place")) == "Bonn, USA"
    assert str(entry.text("collection-title")) == "CHI '20"
    assert entry.dates == {"issued": Date((2020, 5, 7)), "accessed": Date((2020, 5, 13))}
    assert entry.keywords == ("one", "two (of three)")


def test_jabref() -> None:
    found = read(JABREF)
    assert rules(found) == []
    assert [(entry.key, entry.issued) for entry in found.references] == [("Lee2020", Date((2020, 5)))]
