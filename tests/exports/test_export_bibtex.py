"""BibTeX gives an author's entries back as they were, and entries of other formats so that they are read the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.exports.registry import EXPORTS
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.source import Origin, Position
from litreview.model.text import Text
from litreview.read.bibtex import read_bibtex
from litreview.read.csljson import read_csljson
from litreview.read.sources import SourceFile

ROOT = Path(__file__).parents[2]
BLANK = Reference("a1", "article-journal", Origin(Position("a.xml")), format="pubmed-xml")
OWN = r"""@Article{Key:A/1,
  AUTHOR = {{Group of {A}} and M\"uller, J{\"o}rg and others},
  Title = {{DNA} \emph{in} $x_1$ at 100\% \& <b>},
  year = 2020,
  x-mine = {a, b # c},
  Abstract = {One.

  Two.},
}
@inproceedings{b,
  title = "Quoted {"} title",
  crossref = {c},
}
"""


def read(text: str) -> tuple[Reference, ...]:
    return read_bibtex([SourceFile("a.bib", text.encode())]).references


def essence(references: tuple[Reference, ...]) -> list[tuple[object, ...]]:
    return [
        (
            *(one.key, one.entry_type, one.type, one.texts, one.names, one.dates, one.identifiers, one.keywords),
            [(field.name, field.value) for field in one.fields],
        )
        for one in references
    ]


@pytest.mark.parametrize("text", [OWN, (ROOT / "refs" / "references.bib").read_text("utf-8")], ids=["own", "flagship"])
def test_an_authors_entries_come_back_as_they_were(text: str) -> None:
    before = read(text)
    export = EXPORTS["bibtex"].write(before)
    assert export.losses == ()
    assert essence(read(export.text)) == essence(before)


def test_types_keys_and_field_names_keep_their_spelling() -> None:
    text = EXPORTS["bibtex"].write(read(OWN)).text
    assert "@Article{Key:A/1,\n  AUTHOR = {" in text
    assert "  x-mine = {a, b # c},\n" in text


PEOPLE = st.lists(
    st.sampled_from(
        [
            Name("Gogh", "Vincent J.", "van"),
            Name("King", "Martin", suffix="Jr."),
            Name("García Márquez", "Gabriel"),
            Name("de la Cruz", "Juan"),
            Name("O’Neill", "{A}"),
            Name("Smith", "Anna and"),
            Name("Plato"),
            Name(literal="Barnes and Noble"),
            Name(literal="Group of 50%, Inc."),
        ]
    ),
    min_size=1,
    max_size=4,
)


@given(PEOPLE, st.booleans())
@settings(max_examples=60)
def test_names_are_read_as_they_were_written(people: list[Name], others: bool) -> None:  # noqa: FBT001 (drawn)
    names = NameList(tuple(people), others)
    (found,) = read(EXPORTS["bibtex"].write([replace(BLANK, names={"author": names})]).text)
    assert found.authors == names


@pytest.mark.parametrize(
    "date",
    [
        Date((2020,)),
        Date((2020, 3)),
        Date((2020, 3, 9)),
        Date((2020,), season=2),
        Date((2020,), (2021,)),
        Date((2020, 3), (2020, 5)),
        Date((2020,), open_end=True),
        Date((1850,), approximate=True),
        Date((1850,), uncertain=True),
        Date((1850,), approximate=True, uncertain=True),
        Date((-43,)),
        Date(literal="in press"),
        Date((2022,), inferred=True),
    ],
)
def test_dates_are_read_as_they_were_written(date: Date) -> None:
    (found,) = read(EXPORTS["bibtex"].write([replace(BLANK, dates={"issued": date})]).text)
    assert found.issued == date


@pytest.mark.parametrize(
    "kind",
    [
        *("article-journal", "book", "chapter", "dataset", "document", "entry-encyclopedia", "manuscript", "pamphlet"),
        *("paper-conference", "patent", "periodical", "report", "software", "thesis", "webpage"),
    ],
)
def test_types_and_variables_are_read_as_they_were_written(kind: str) -> None:
    place = "jurisdiction" if kind == "patent" else "publisher-place"
    variables = ["title", "volume", "page", "publisher", place, "genre", "edition", "abstract", "note"]
    if kind in {"article-journal", "chapter", "paper-conference", "entry-encyclopedia"}:
        variables.append("container-title")
    texts = {name: Text.plain("12" if name == "page" else f"the {name}") for name in variables}
    before = replace(
        BLANK,
        type=kind,
        texts=texts,
        identifiers={"DOI": "10.5555/a_b%c", "PMID": "123", "PMCID": "PMC1", "URL": "https://example.org/%7Ea_b#c"},
        keywords=("Leukemia, Lymphocytic", "CD19"),
    )
    export = EXPORTS["bibtex"].write([before])
    (found,) = read(export.text)
    assert export.losses == ()
    assert found.type == kind
    assert {name: str(found.text(name)) for name in texts} == {name: str(text) for name, text in texts.items()}
    assert dict(found.identifiers) == dict(before.identifiers)
    assert found.keywords == before.keywords


def test_keys_that_bibtex_cannot_hold_stay_apart() -> None:
    ids = ["a b", "a_b", "a\x00b", "a{b"]
    items = json.dumps([{"id": key, "type": "book", "title": key} for key in ids])
    found = read_csljson(SourceFile("a.json", items.encode())).references
    assert len(found) == 4
    written = EXPORTS["bibtex"].write(found)
    keys = [reference.key for reference in read_bibtex([SourceFile("a.bib", written.text.encode())]).references]
    assert len(set(keys)) == 4
    assert keys[1] == "a_b"
    assert [loss.key for loss in written.losses if loss.part == "characters of the key"] == ["a b", "a\x00b", "a{b"]


def test_one_place_stays_one_place_where_biblatex_would_read_a_list() -> None:
    place = {"publisher-place": Text.plain("Trinidad and Tobago")}
    before = replace(BLANK, type="book", texts=place, dates={"original-date": Date((1950,)), "issued": Date((1999,))})
    (after,) = read(EXPORTS["bibtex"].write([before]).text)
    assert (after.texts, after.dates) == (before.texts, before.dates)


def test_a_document_from_arxiv_is_named_for_it_is_read_as_a_preprint() -> None:
    before = replace(BLANK, type="document", identifiers={"arXiv": "2301.12345"})
    export = EXPORTS["bibtex"].write([before])
    assert [str(loss) for loss in export.losses] == ["a1: type (document)"]
    assert read(export.text)[0].type == "article"


def test_a_word_that_holds_a_place_is_named_as_lost_but_for_a_title() -> None:
    texts = {"title": Text.plain("None"), "abstract": Text.plain("–")}
    work = Reference("a", "article-journal", Origin(Position("a.json")), texts=texts, format="csl-json")
    export = EXPORTS["bibtex"].write([work])
    assert "title = {None}" in export.text
    assert "abstract" not in export.text
    assert "abstract" in {loss.variable for loss in export.losses}
