"""A preview reads the same files again and again: what it keeps is what reading them anew would give."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from litreview.model.memo import Memo
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import Bibliography, SourceFile

ENTRIES = [
    "@article{a1, author = {Roe, Jane}, title = {One}, year = 2001,\n  month = jan, journal = {J}}\n",
    "@book{b2,\n  title = {Two {DNA}},\n  editor = {Doe, J. and Poe, E.},\n  year = {1999}\n}\n",
    "% a remark\n\n@misc{c3, title = {Three}, url = {https://example.org/x}, note = {50\\% @ home}}\n",
    '@article{d4,\n  title = "Four",\n  year = {2004},\n  doi = {10.1000/x},\n}\n\n',
    "@incollection{e5, crossref = {b2}, title = {Five}, pages = {1--9}}\n",
    "@string{jj = {Journal of J}}\n@article{f6, title = {Six}, journal = jj, year = 2006}\n",
]
PLAIN = "".join(ENTRIES[:4])


def read(text: str, kept: Memo | None = None) -> Bibliography:
    return read_bibtex([SourceFile("refs/a.bib", text.encode())], kept)


def spelled(found: Bibliography) -> tuple[object, ...]:
    """All of it, with the places that comparing references leaves out."""
    places = [(one.origin.position, dict(one.origin.parts), one.fields) for one in found.references]
    return found.references, places, found.diagnostics


@st.composite
def edits(draw: st.DrawFn) -> list[str]:
    """A file, and what becomes of it edit by edit."""
    text = "".join(draw(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=8)))
    texts = [text]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        new = draw(
            st.one_of(st.text(alphabet='ab {}\n@=,"%#x', max_size=8), st.sampled_from([*ENTRIES, "", "Edited "]))
        )
        text = text[:start] + new + text[end:]
        texts.append(text)
    return texts


@given(edits())
@example([PLAIN, PLAIN.replace("Two", "2")])
@example([PLAIN, PLAIN.replace("Two", "Two\n")])
@example([PLAIN, PLAIN.replace("{Two {DNA}}", "{Two {DNA}")])
@example([PLAIN, PLAIN.replace("year = {1999}", "crossref = {a1}")])
@example([PLAIN, PLAIN.replace("@book{b2", "@book{d4")])
def test_reading_again_gives_what_reading_anew_gives(texts: list[str]) -> None:
    kept = Memo()
    for text in texts:
        kept.turn()
        assert spelled(read(text, kept)) == spelled(read(text))


def test_what_has_not_changed_is_the_same_object() -> None:
    kept = Memo()
    first = {one.key: one for one in read(PLAIN, kept).references}
    second = {one.key: one for one in read(PLAIN.replace("Two", "2"), kept).references}
    assert [key for key in first if first[key] is second[key]] == ["a1", "c3", "d4"]


def test_what_has_moved_shares_what_it_says() -> None:
    kept = Memo()
    first = {one.key: one for one in read(PLAIN, kept).references}
    second = {one.key: one for one in read(PLAIN.replace("Two", "Two\n"), kept).references}
    assert second["d4"].origin.position.line == first["d4"].origin.position.line + 1
    assert second["d4"].texts is first["d4"].texts
