"""What is written is read back as the same reference, but for the losses that the export names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.exports.base import Export
from litreview.exports.registry import EXPORTS
from litreview.model.csl import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES
from litreview.model.csl import IDENTIFIERS as CSL_IDENTIFIERS
from litreview.model.csl import TYPES as TYPES_OF_CSL
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference, SourceField
from litreview.model.source import Origin, Position
from litreview.model.text import Mark, Run, Text, merge_runs
from litreview.read.bibtex import read_bibtex
from litreview.read.csljson import read_csljson
from litreview.read.nbib import read_nbib
from litreview.read.ris import read_ris
from litreview.read.sources import Bibliography, SourceFile

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "bibliographies"
HERE = Origin(Position("a.xml"))
READERS: Mapping[str, Callable[[SourceFile], Bibliography]] = MappingProxyType(
    {"ris": read_ris, "nbib": read_nbib, "csl-json": read_csljson, "bibtex": lambda file: read_bibtex([file])}
)


BLANK = Reference("a1", "article-journal", HERE, format="pubmed-xml")


def reference(**values: Any) -> Reference:  # noqa: ANN401 (the fields of the model, which checks them itself)
    return replace(BLANK, **values)


def texts(**values: str) -> dict[str, Text]:
    return {name.replace("_", "-"): Text.plain(value) for name, value in values.items()}


def again(name: str, export: Export) -> Reference:
    (found,) = READERS[name](SourceFile("again", export.text.encode())).references
    return found


ARTICLE = reference(
    texts={
        "title": Text((Run("The "), Run("CLL", Mark.NOCASE), Run(" of "), Run("Mus", Mark.ITALIC), Run(" & 5 < 6"))),
        **texts(container_title="Journal of Harbours", container_title_short="J Harb", volume="5", issue="2"),
        **texts(page="405-463", abstract="First.\nSecond.", language="en"),
    },
    names={
        "author": NameList((Name("Gogh", "Vincent J.", "van"), Name(literal="Harbour Group")), others=True),
    },
    dates={"issued": Date((2024, 5, 1))},
    identifiers={"DOI": "10.5555/a_b", "PMID": "123", "PMCID": "PMC1", "ISSN": "2049-3630"},
    keywords=("tides", "brackish water"),
    unverified="the issue",
    sources=("https://example.org",),
)


def test_registry_names_files_and_media_types() -> None:
    assert [(e.name, e.file_name, e.media_type) for e in EXPORTS.values()] == [
        ("bibtex", "references.bib", "application/x-bibtex"),
        ("ris", "references.ris", "application/x-research-info-systems"),
        ("nbib", "references.nbib", "application/nbib"),
        ("csl-json", "references.json", "application/vnd.citationstyles.csl+json"),
        ("csv", "references.csv", "text/csv"),
    ]
    assert list(EXPORTS) == [e.name for e in EXPORTS.values()]


def test_ris_record() -> None:
    export = EXPORTS["ris"].write([ARTICLE])
    assert export.text.split("\r\n") == [
        "TY  - JOUR",
        "ID  - a1",
        "AU  - van Gogh, Vincent J.",
        "AU  - Harbour Group",
        "PY  - 2024",
        "DA  - 2024/05/01/",
        "TI  - The CLL of Mus & 5 < 6",
        "J2  - J Harb",
        "VL  - 5",
        "IS  - 2",
        "LA  - en",
        "AB  - First. Second.",
        "T2  - Journal of Harbours",
        "SP  - 405",
        "EP  - 463",
        "SN  - 2049-3630",
        "DO  - 10.5555/a_b",
        "C2  - PMC1",
        "AN  - 123",
        "DB  - PubMed",
        "KW  - tides",
        "KW  - brackish water",
        "N1  - Authors: the list goes on after those named (et al.)",
        "N1  - Not verified: the issue",
        "ER  - ",
        "",
    ]
    assert [str(loss) for loss in export.losses] == [
        "a1: x-source",
        "a1: title (italic)",
        "a1: abstract (paragraphs)",
        "a1: author (and others)",
    ]


def test_nbib_record() -> None:
    export = EXPORTS["nbib"].write([ARTICLE])
    assert export.text.split("\n") == [
        "PMID- 123",
        "IS  - 2049-3630",
        "VI  - 5",
        "IP  - 2",
        "DP  - 2024 May 1",
        "TI  - The CLL of Mus & 5 < 6",
        "PG  - 405-463",
        "LID - 10.5555/a_b [doi]",
        "AB  - First. Second.",
        "FAU - van Gogh, Vincent J.",
        "AU  - van Gogh VJ",
        "CN  - Harbour Group",
        "LA  - eng",
        "PT  - Journal Article",
        "TA  - J Harb",
        "JT  - Journal of Harbours",
        "OT  - tides",
        "OT  - brackish water",
        "PMC - PMC1",
        "AID - 10.5555/a_b [doi]",
        "GN  - Authors: the list goes on after those named (et al.)",
        "GN  - Not verified: the issue",
        "SO  - J Harb. 2024 May 1;5(2):405-463.",
        "",
        "",
    ]


def test_nbib_breaks_long_values_under_six_spaces() -> None:
    abstract = " ".join(f"word{number}" for number in range(60))
    lines = EXPORTS["nbib"].write([reference(texts=texts(abstract=abstract))]).text.split("\n")
    body = lines[lines.index(next(line for line in lines if line.startswith("AB  - "))) :]
    assert body[1].startswith("      word")
    assert all(len(line) <= 88 for line in body)


def test_nbib_begins_with_a_pmid_even_without_a_number() -> None:
    assert EXPORTS["nbib"].write([reference(texts=texts(title="x"))]).text.startswith("PMID- \n")


def test_csl_json_item() -> None:
    export = EXPORTS["csl-json"].write([ARTICLE])
    assert json.loads(export.text) == [
        {
            "id": "a1",
            "type": "article-journal",
            "title": 'The <span class="nocase">CLL</span> of <i>Mus</i> & 5 < 6',
            "container-title": "Journal of Harbours",
            "container-title-short": "J Harb",
            "volume": "5",
            "issue": "2",
            "page": "405-463",
            "abstract": "First.\nSecond.",
            "language": "en",
            "author": [
                {"family": "Gogh", "given": "Vincent J.", "non-dropping-particle": "van"},
                {"literal": "Harbour Group"},
            ],
            "issued": {"date-parts": [[2024, 5, 1]]},
            "DOI": "10.5555/a_b",
            "PMID": "123",
            "PMCID": "PMC1",
            "ISSN": "2049-3630",
            "keyword": "tides, brackish water",
            "note": "Authors: the list goes on after those named (et al.)\nNot verified: the issue",
        }
    ]
    assert [str(loss) for loss in export.losses] == ["a1: x-source", "a1: author (and others)"]


def test_an_arxiv_number_becomes_number_and_address() -> None:
    preprint = reference(type="article", identifiers={"arXiv": "2301.12345"})
    item = json.loads(EXPORTS["csl-json"].write([preprint]).text)[0]
    assert (item["number"], item["URL"]) == ("arXiv:2301.12345", "https://arxiv.org/abs/2301.12345")


def test_the_arxiv_number_of_a_journal_article_is_no_number_of_it() -> None:
    article = reference(type="article-journal", identifiers={"arXiv": "2301.12345"})
    item = json.loads(EXPORTS["csl-json"].write([article]).text)[0]
    assert (item.get("number"), item["URL"]) == (None, "https://arxiv.org/abs/2301.12345")


def test_an_arxiv_number_that_finds_no_place_is_named() -> None:
    known = {"arXiv": "2301.12345", "URL": "https://example.org/a"}
    export = EXPORTS["csl-json"].write([reference(type="article-journal", identifiers=known)])
    assert [loss.variable for loss in export.losses] == ["arXiv"]


def test_an_inferred_year_is_never_given_as_printed() -> None:
    inferred = reference(dates={"issued": Date((2022,), inferred=True)})
    assert EXPORTS["ris"].write([inferred]).text.split("\r\n")[2:-2] == [
        "N1  - Year inferred, not printed by the source: 2022"
    ]
    assert "DP  - " not in EXPORTS["nbib"].write([inferred]).text
    assert "GN  - Year inferred, not printed by the source: 2022" in EXPORTS["nbib"].write([inferred]).text
    assert json.loads(EXPORTS["csl-json"].write([inferred]).text)[0]["issued"] == {
        "date-parts": [[2022]],
        "circa": True,
        "literal": "[2022]",
    }
    assert "  x-year-inferred = {2022}," in EXPORTS["bibtex"].write([inferred]).text
    assert "year =" not in EXPORTS["bibtex"].write([inferred]).text
    assert rows([inferred])[0]["year"] == "[2022]"


def test_a_notice_of_retraction_travels_with_the_reference() -> None:
    retracted = reference(notices={"retraction": "J Harb 2025;1:2"})
    for name in ("ris", "nbib", "csl-json"):
        assert "Retraction: J Harb 2025;1:2" in EXPORTS[name].write([retracted]).text
    assert "x-retraction = {J Harb 2025;1:2}" in EXPORTS["bibtex"].write([retracted]).text
    assert "a1: retraction" in [str(loss) for loss in EXPORTS["csv"].write([retracted]).losses]


def test_bibtex_from_variables() -> None:
    export = EXPORTS["bibtex"].write(
        [
            reference(
                type="chapter",
                texts={
                    "title": Text((Run("CLL", Mark.NOCASE), Run(" 50% {a} $1 "), Run("x^2", Mark.MATH))),
                    **texts(container_title="A & B", page="12-15", publisher="M_P"),
                },
                names={
                    "author": NameList(
                        (
                            Name("Gogh", "Vincent", "van"),
                            Name("King", "Martin", suffix="Jr."),
                            Name("de la Cruz", "Juan"),
                            Name(literal="Barnes and Noble"),
                        ),
                        others=True,
                    )
                },
                dates={"issued": Date((2020, 3))},
            )
        ]
    )
    assert export.text == (
        "@incollection{a1,\n"
        "  author = {van Gogh, Vincent and King, Jr., Martin and {de la Cruz}, Juan and {Barnes and Noble}"
        " and others},\n"
        "  title = {{CLL} 50\\% \\textbraceleft{}a\\textbraceright{} \\$1 $x^2$},\n"
        "  booktitle = {A \\& B},\n"
        "  pages = {12--15},\n"
        "  publisher = {M\\_P},\n"
        "  year = {2020},\n"
        "  month = {3},\n"
        "}\n"
    )


def rows(references: list[Reference]) -> list[dict[str, str]]:
    text = EXPORTS["csv"].write(references).text
    assert text.startswith("\ufeffkey,type,title,authors,year,container,volume,issue,pages,doi,pmid,pmcid,url,")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_row() -> None:
    assert rows([ARTICLE]) == [
        {
            "key": "a1",
            "type": "article-journal",
            "title": "The CLL of Mus & 5 < 6",
            "authors": "van Gogh, Vincent J.; Harbour Group; et al.",
            "year": "2024",
            "container": "Journal of Harbours",
            "volume": "5",
            "issue": "2",
            "pages": "405-463",
            "doi": "10.5555/a_b",
            "pmid": "123",
            "pmcid": "PMC1",
            "url": "",
            "keywords": "tides; brackish water",
            "abstract": "First.\nSecond.",
            "unverified": "the issue",
        }
    ]


@given(st.one_of(st.text("='+-@\t\r\n\",ab"), st.text(st.characters(exclude_categories=["Cs"]))))
def test_csv_starts_no_formula_and_keeps_every_value(title: str) -> None:
    (row,) = rows([reference(texts={"title": Text.plain(title)})])
    cell = row["title"]
    assert not cell or cell[0] not in "=+-@\t\r"
    assert (cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell) == title


@pytest.mark.parametrize(
    ("name", "file"), [("ris", "harbours.ris"), ("nbib", "sparrows.nbib"), ("csl-json", "boats.json")]
)
def test_a_file_written_in_its_own_format_loses_nothing(name: str, file: str) -> None:
    source = SourceFile(file, (FIXTURES / file).read_bytes())
    before = READERS[name](source).references
    export = EXPORTS[name].write(before)
    after = READERS[name](SourceFile(file, export.text.encode())).references
    assert export.losses == ()
    assert [fields(one) for one in after] == [fields(one) for one in before]
    assert [one.entry_type for one in after] == [one.entry_type for one in before]
    assert [one.key for one in after] == [one.key for one in before]
    if name == "csl-json":
        assert json.loads(export.text) == json.loads(source.data)
    else:
        blanks = re.compile(rb"(?<=ER  - )(\r\n)+")
        assert blanks.sub(b"\r\n", source.data) == blanks.sub(b"\r\n", export.text.encode())


@pytest.mark.parametrize("name", list(READERS))
def test_the_flagships_references_change_only_in_what_is_named(name: str) -> None:
    source = SourceFile("references.bib", (ROOT / "refs" / "references.bib").read_bytes())
    before = read_bibtex([source]).references
    export = EXPORTS[name].write(before)
    after = READERS[name](SourceFile("again", export.text.encode())).references
    assert len(after) == len(before) > 0
    if name != "nbib":  # which has no place for a key
        assert [one.key for one in after] == [one.key for one in before]
    named = {(loss.key, loss.variable) for loss in export.losses}
    for one, other in zip(before, after, strict=True):
        noted = (
            {"note"} if name != "bibtex" and (one.authors.others or one.unverified or one.issued.inferred) else set()
        )
        # A year that the source does not print is given as a remark, or as one that is not certain.
        inferred = {"issued"} if name != "bibtex" and one.issued.inferred else set()
        changed = differences(one, other, settings_kept=False) - noted - inferred
        assert changed <= {variable for key, variable in named if key == one.key}


LINE = st.one_of(
    st.sampled_from(["TY  - JOUR", "ER  - ", "PMID- 1", "AB  - ", "JID -", "      more  of it", "", "ZZ  - \u00a0x"]),
    st.text("ab -\t\u00a0\u2028²", max_size=120),
)


@pytest.mark.parametrize("name", ["ris", "nbib"])
@given(pieces=st.lists(LINE, max_size=8))
def test_whatever_a_tagged_file_holds_is_written_back(name: str, pieces: list[str]) -> None:
    before = READERS[name](SourceFile("a", "\n".join(pieces).encode())).references
    text = EXPORTS[name].write(before).text
    after = READERS[name](SourceFile("a", text.encode())).references
    assert [fields(one) for one in after] == [fields(one) for one in before]


def test_fields_that_no_variable_holds_are_named() -> None:
    own = BLANK.fields + tuple(
        SourceField(name, "x", HERE.position) for name in ("Title", "file", "x-litreview-ignore", "abstract")
    )
    export = EXPORTS["ris"].write([reference(format="bibtex", fields=own)])
    assert [str(loss) for loss in export.losses] == ["a1: file", "a1: x-litreview-ignore"]


def fields(one: Reference) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in one.fields]


# Words that a person or a program may put into a title; what ends a record or a file is among the characters.
WORD = st.text("aBcé1中-–:;,?!&%$#_<>~^'\"/@\\()[]ﬀ", min_size=1, max_size=6)
PHRASE = st.lists(WORD, min_size=1, max_size=5).map(" ".join).filter(lambda text: not text.endswith("."))
PROPER = st.sampled_from(["Gogh", "O'Neill", "García Márquez", "Kater-Smith", "Øre", "Li"])
PERSON = st.builds(
    Name,
    PROPER,
    st.sampled_from(["Vincent", "J. P.", "Ann-Marie"]),
    st.sampled_from(["", "van der", "de"]),
    st.just(""),
    st.sampled_from(["", "Jr", "III"]),
)
BODY = st.sampled_from([Name(literal="Harbour Group"), Name(literal="WHO")])
NAMES = st.builds(NameList, st.lists(st.one_of(PERSON, BODY), min_size=1, max_size=4).map(tuple), st.booleans())
DATES = st.one_of(
    st.builds(lambda y: Date((y,)), st.integers(1000, 2030)),
    st.builds(lambda y, m: Date((y, m)), st.integers(1000, 2030), st.integers(1, 12)),
    st.builds(lambda y, m, d: Date((y, m, d)), st.integers(1000, 2030), st.integers(1, 12), st.integers(1, 28)),
    st.builds(lambda y, s: Date((y,), season=s), st.integers(1000, 2030), st.integers(1, 4)),
    st.builds(lambda y, n: Date((y,), (y + n,)), st.integers(1000, 2030), st.integers(1, 9)),
    st.builds(lambda y, m: Date((y, m), (y, m + 1)), st.integers(1000, 2030), st.integers(1, 11)),
    st.sampled_from(
        [Date(literal="in press"), Date((1850,), approximate=True), Date((-43,)), Date((2020,), open_end=True)]
    ),
)
IDENTIFIERS = st.fixed_dictionaries(
    {},
    optional={
        "DOI": st.sampled_from(["10.5555/a_b(1)<2>", "10.1000/182"]),
        "PMID": st.just("33091559"),
        "PMCID": st.just("PMC7654321"),
        "ISSN": st.sampled_from(["2049-3630", "0028-0836, 1476-4687"]),
        "ISBN": st.just("9783161484100"),
        "URL": st.just("https://example.org/a?b=1&c=%20"),
        "arXiv": st.just("2301.12345"),
    },
)
VARIABLES = {
    "title": PHRASE,
    "title-short": PHRASE,
    "container-title": PHRASE,
    "collection-title": PHRASE,
    "volume": st.sampled_from(["12", "A"]),
    "issue": st.sampled_from(["3-4", "Suppl 1"]),
    "page": st.sampled_from(["e45", "12", "1-9", "S1-S9", "12-1–12-8", "1-3, 7"]),
    "number": st.sampled_from(["TR-12", "7"]),
    "edition": st.just("2nd"),
    "publisher": st.just("Harbour Press"),
    "publisher-place": st.just("Bari"),
    "genre": st.just("Review"),
    "language": st.sampled_from(["en", "de", "tlh"]),
    "abstract": PHRASE,
    "note": st.lists(PHRASE, min_size=1, max_size=2).map("\n".join),
    "annote": PHRASE,
    "call-number": st.just("QH 1"),
    "archive": st.just("Harbour Archive"),
    "number-of-pages": st.just("320"),
    "number-of-volumes": st.just("2"),
    "event-title": st.just("Meeting of Masters"),
    "event-place": st.just("Genoa"),
    "original-title": PHRASE,
    "version": st.just("1.2"),
    "section": st.just("B"),
    "scale": st.just("1:1000"),
}
TYPES = [
    *("article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "document"),
    *("manuscript", "paper-conference", "patent", "report", "software", "standard", "thesis", "webpage", "treaty"),
]


@st.composite
def references(draw: st.DrawFn, text: Callable[[str], st.SearchStrategy[Text]]) -> Reference:
    names = draw(st.sets(st.sampled_from(sorted(VARIABLES)), max_size=8))
    held = {name: draw(text(name)) for name in sorted(names)}
    if "container-title" in held:
        held["container-title-short"] = Text.plain(draw(st.just("J Short")))
    return reference(
        type=draw(st.sampled_from(TYPES)),
        texts=held,
        names=draw(st.dictionaries(st.sampled_from(["author", "editor", "translator", "composer"]), NAMES)),
        dates=draw(st.dictionaries(st.sampled_from(["issued", "accessed", "original-date"]), DATES)),
        identifiers=draw(IDENTIFIERS),
        keywords=tuple(draw(st.lists(st.sampled_from(["tides", "Brackish water", "T-cells"]), unique=True))),
    )


def plain(name: str) -> st.SearchStrategy[Text]:
    return VARIABLES[name].map(Text.plain)


def rich(name: str) -> st.SearchStrategy[Text]:
    marks = st.sampled_from([Mark.NONE, Mark.ITALIC, Mark.BOLD | Mark.SUB, Mark.NOCASE, Mark.SMALLCAPS | Mark.NOCASE])
    runs = st.lists(st.builds(Run, VARIABLES[name], marks), min_size=1, max_size=3)
    return runs.map(lambda found: Text(merge_runs(found)))


def differences(before: Reference, after: Reference, *, settings_kept: bool) -> set[str]:
    """The variables that are not the same, or not there, after writing and reading."""
    changed = set()
    for name, text in before.texts.items():
        found = after.text(name)
        if (found.runs if settings_kept else str(found)) != (text.runs if settings_kept else str(text)):
            changed.add(name)
    changed |= {name for name, names in before.names.items() if after.names.get(name) != names}
    changed |= {name for name, date in before.dates.items() if after.dates.get(name) != date}
    changed |= {name for name, value in before.identifiers.items() if after.identifiers.get(name) != value}
    if before.keywords != after.keywords:
        changed.add("keyword")
    if before.type != after.type:
        changed.add("type")
    return changed


def test_nbib_names_what_becomes_of_a_chapter_without_a_title() -> None:
    book = Reference("k", "chapter", Origin(Position("a.bib")), texts={"container-title": Text.plain("The Book")})
    lost = [loss for loss in EXPORTS["nbib"].write([book]).losses if loss.variable == "container-title"]
    assert [loss.part for loss in lost] == ["of a chapter without a title, which is read as the book"]


@pytest.mark.parametrize("name", ["ris", "nbib"])
@pytest.mark.parametrize(
    ("person", "named"),
    [
        (Name("Gogh", "Vincent", non_dropping_particle="van"), False),
        (Name("Gogh", "Vincent", dropping_particle="van"), True),
        (Name("van Gogh", "Vincent"), True),
        (Name("Roe, the elder", "Jane"), True),
        (Name("Roe", "Jane", suffix="Jr."), False),
    ],
)
def test_tagged_formats_name_names_that_they_tell_otherwise(name: str, person: Name, *, named: bool) -> None:
    before = reference(names={"author": NameList((person,))})
    export = EXPORTS[name].write([before])
    assert (again(name, export).authors != before.authors) is named
    assert ("the parts of a name" in {loss.part for loss in export.losses}) is named


def test_ris_reads_a_number_back_as_a_number() -> None:
    for number in ("88105607.3", "0028-0836", "978-3-16-148410-0"):
        before = reference(type="report", texts=texts(number=number))
        after = again("ris", EXPORTS["ris"].write([before]))
        assert (str(after.text("number")), after.identifiers) == (number, {})


def test_ris_names_an_extent_that_would_be_read_as_pages() -> None:
    export = EXPORTS["ris"].write([reference(type="book", texts=texts(number_of_pages="xii, 412"))])
    assert [loss.variable for loss in export.losses] == ["number-of-pages"]
    assert not again("ris", export).text("page")


def test_nbib_names_the_full_stop_that_it_ends_every_title_with() -> None:
    export = EXPORTS["nbib"].write([reference(texts=texts(title="A trial of one thing."))])
    assert [loss.part for loss in export.losses if loss.variable == "title"] == ["the full stop at its end"]


def test_nbib_tells_an_isbn_from_an_issn() -> None:
    after = again("nbib", EXPORTS["nbib"].write([reference(type="book", identifiers={"ISBN": "978-1-4799-1922-1"})]))
    assert after.identifiers == {"ISBN": "978-1-4799-1922-1"}


def test_csl_json_names_an_uncertain_date() -> None:
    export = EXPORTS["csl-json"].write([reference(dates={"issued": Date((1957,), uncertain=True)})])
    assert [loss.variable for loss in export.losses] == ["issued"]


@pytest.mark.parametrize("name", ["ris", "nbib", "bibtex"])
@given(data=st.data())
@settings(max_examples=60)
def test_plain_formats_change_only_what_they_name(name: str, data: st.DataObject) -> None:
    before = data.draw(references(plain))
    export = EXPORTS[name].write([before])
    changed = differences(before, again(name, export), settings_kept=False)
    # A remark on the authors joins the note.
    changed -= {"note"} if before.authors.others else set()
    assert changed <= {loss.variable for loss in export.losses}


@given(references(rich))
@settings(max_examples=60)
def test_csl_json_changes_only_what_it_names(before: Reference) -> None:
    export = EXPORTS["csl-json"].write([before])
    after = again("csl-json", export)
    assert after.key == before.key
    changed = differences(before, after, settings_kept=True)
    # A remark on the authors joins the note; arXiv has no variable of its own and goes into number and URL.
    changed -= {"note"} if before.authors.others else set()
    changed -= {"arXiv"}
    assert changed <= {loss.variable for loss in export.losses}
    assert shape_of(json.loads(export.text)[0]) == []


NAME_PARTS = {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"}


def shape_of(item: dict[str, Any]) -> list[str]:
    """What of an item the schema of CSL-JSON input would refuse."""
    wrong = [name for name in ("id", "type") if not isinstance(item.get(name), str)]
    for name, value in item.items():
        if name in NAME_VARIABLES:
            good = all(set(one) <= NAME_PARTS and all(isinstance(part, str) for part in one.values()) for one in value)
        elif name in DATE_VARIABLES:
            parts = value.get("date-parts", [[2000]])
            good = set(value) <= {"date-parts", "season", "circa", "literal", "raw", "edtf"}
            good &= 1 <= len(parts) <= 2 and all(1 <= len(part) <= 3 for part in parts)
        else:
            good = name in TEXT_VARIABLES | {*CSL_IDENTIFIERS, "id", "type", "keyword"} and isinstance(value, str)
        wrong += [] if good else [name]
    return wrong if item["type"] in TYPES_OF_CSL else [*wrong, "type"]


def test_what_neighbours_share_is_tagged_once() -> None:
    title = Text(
        (
            Run("A ", Mark.NOCASE),
            Run("B", Mark.NOCASE | Mark.ITALIC),
            Run(" C", Mark.NOCASE),
            Run(" d"),
            Run("2", Mark.SUP),
        )
    )
    item = json.loads(EXPORTS["csl-json"].write([reference(texts={"title": title})]).text)[0]
    assert item["title"] == '<span class="nocase">A <i>B</i> C</span> d<sup>2</sup>'


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_comes_in_pieces_before_all_of_its_references_are_known(name: str) -> None:
    given_out: list[str] = []

    def references() -> Iterator[Reference]:
        for key in ("a1", "a2", "a3"):
            given_out.append(key)
            yield replace(ARTICLE, key=key)

    pieces = EXPORTS[name].pieces(references())
    opening, first = next(pieces), next(pieces)
    assert given_out == ["a1"]
    text = "".join(piece.text for piece in (opening, first, *pieces))
    assert text == EXPORTS[name].write(references()).text
    assert text == EXPORTS[name].assemble(EXPORTS[name].record(one).text for one in references())


def test_nbib_names_the_key_that_it_has_no_place_for() -> None:
    losses = [str(loss) for loss in EXPORTS["nbib"].write([replace(ARTICLE, format="ris"), ARTICLE]).losses]
    assert losses.count("a1: id (the key that it is cited by)") == 1
