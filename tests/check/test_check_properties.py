"""What holds for any bibliography: checking never fails, and mending changes what it says and nothing else."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import example, given, settings
from hypothesis import strategies as st

from litreview.check.mending import mend_bytes
from litreview.check.run import check_library, find_mends
from litreview.model.library import Library
from litreview.model.review import Review
from litreview.model.source import Origin, Position
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import SourceFile

FIELDS = st.sampled_from(["pages", "doi", "url", "title", "author", "year", "journal", "isbn", "x-litreview-ignore"])
VALUES = st.one_of(
    st.sampled_from(
        ["10-20", "20-10", "S1-S9", "https://doi.org/10.1000/x.", "doi:10.1000/y", "http://doi.org/10.1000/z", "é – ü"]
    ),
    st.text(st.characters(exclude_characters='{}@%\\\r\n"', exclude_categories=["Cs", "Cc"]), max_size=30),
)
DELIMITERS = st.sampled_from(["{%s}", "{ %s }", '"%s"', "{%s} # {}"])
GAPS = st.sampled_from(["\n  ", "\r\n\t", " ", "\n\n"])


@st.composite
def bibliographies(draw: st.DrawFn) -> bytes:
    """Entries with fields as authors write them, and text between the entries."""
    text = draw(st.sampled_from(["", "\ufeff", "% a comment with pages = {1-2}\n"]))
    for number in range(draw(st.integers(1, 3))):
        text += f"@article{{key{number}"
        for name in draw(st.lists(FIELDS, max_size=5, unique=True)):
            text += f",{draw(GAPS)}{name} = {draw(DELIMITERS) % draw(VALUES)}"
        text += f"{draw(GAPS)}}}\nbetween the entries\n"
    return text.encode()


def library(data: bytes) -> Library:
    references = read_bibtex([SourceFile("refs/a.bib", data)]).references
    review = Review("A review", Origin(Position("refs/review.yml")))
    return Library(review, MappingProxyType({reference.key: reference for reference in references}))


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: f"@article{{k, {text}}}".encode("utf-8", "replace")),
    )
)
@settings(max_examples=60)
def test_any_file_can_be_checked(data: bytes) -> None:
    found = check_library(library(data), frozenset())
    assert list(found) == sorted(found, key=lambda d: (d.position, d.rule, d.message))


@given(bibliographies())
@example(b"@article{key0,\n  doi = { https://doi.org/10.1000/x. }\n}\n")
@settings(max_examples=120)
def test_mending_changes_what_it_says_and_nothing_else(data: bytes) -> None:
    before = library(data)
    mends = find_mends(before)
    mended = mend_bytes(data, mends)
    assert sorted(map(id, (*mended.done, *mended.left))) == sorted(map(id, mends))
    changed = {(m.field.position.line, m.field.name): m.value for m in mended.done}
    after = library(mended.data)
    for key, reference in before.references.items():
        expected = [changed.get((f.position.line, f.name), f.value.strip()) for f in reference.fields]
        assert [field.value.strip() for field in after.references[key].fields] == expected
    assert len(mended.data) == len(data) + sum(
        len(m.value.encode()) - len(m.field.value.strip().encode()) for m in mended.done
    )
    assert {m.field.name for m in find_mends(after)} <= {m.field.name for m in mended.left}
