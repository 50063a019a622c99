"""Which references are like one another, and how little one edit moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup
from tests.benchmarks.corpus import make_corpus
from tests.conftest import ROOT

from litreview.cite.site import Mention
from litreview.model.dates import Date
from litreview.model.library import Library
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.review import Review
from litreview.model.source import Origin, Position
from litreview.model.text import Text
from litreview.pages.similar import Related, Relations
from litreview.read.formats import read_bibliography
from litreview.read.library import read_library
from litreview.read.sources import SourceFile

ORIGIN = Origin(Position("refs/references.bib"))


def reference(key: str, title: str, *keywords: str, authors: tuple[str, ...] = (), year: int = 2020) -> Reference:
    return Reference(
        key,
        "article-journal",
        ORIGIN,
        texts={"title": Text.plain(title)},
        names={"author": NameList(tuple(Name(family=name, given="A.") for name in authors))} if authors else {},
        dates={"issued": Date((year,))},
        keywords=keywords,
    )


def library(*references: Reference) -> Library:
    return Library(Review("A review", ORIGIN), {one.key: one for one in references})


def related(library: Library, mentions: Mapping[str, tuple[Mention, ...]] | None = None) -> dict[str, Related]:
    relations = Relations()
    relations.update(library, mentions or {})
    return {key: relations[key] for key in library.references}


def similar(library: Library, mentions: Mapping[str, tuple[Mention, ...]] | None = None) -> dict[str, tuple[str, ...]]:
    return {key: found.similar for key, found in related(library, mentions).items()}


def filler(number: int) -> list[Reference]:
    """References that have nothing in common, so that words are as rare as in a real bibliography."""
    return [reference(f"other{n}", f"alone{n} apart{n} single{n}") for n in range(number)]


def test_shared_rare_words_make_references_alike() -> None:
    one = reference("one", "Ibrutinib and the fitness of T cells")
    two = reference("two", "T-cell fitness under ibrutinib")
    found = similar(library(one, two, *filler(20)))
    assert found["one"] == ("two",)
    assert found["two"] == ("one",)
    assert found["other1"] == ()


def test_words_of_many_references_say_nothing() -> None:
    many = [reference(f"k{n}", f"Leukemia unique{n}") for n in range(40)]
    assert set(similar(library(*many)).values()) == {()}


def test_words_of_half_the_references_say_a_little() -> None:
    half = [reference(f"k{n}", f"Alpine geology unique{n}") for n in range(20)]
    found = similar(library(*half, *filler(20)))
    assert set(found["k0"]) < {one.key for one in half}
    assert found["k0"] != ()


def test_words_of_grammar_say_nothing() -> None:
    one, two = (
        reference("a", "How the kidneys of a horse have been"),
        reference("b", "How the roads of a town have been"),
    )
    three, four = (
        reference("c", "Die Niere und der Darm im Alter"),
        reference("d", "Die Brücke und der Fluss im Winter"),
    )
    assert set(similar(library(one, two, three, four, *filler(20))).values()) == {()}


def test_british_spelling_and_plurals_in_ies_do_not_tell_apart() -> None:
    for british, other in (
        ("Leukaemia of the oesophagus", "Leukemia of the esophagus"),
        ("Randomised behaviour", "Randomized behavior"),
        ("Multicentre fibres", "Multicenter fiber"),
        ("Therapies with antibodies", "Antibody therapy"),
    ):
        one, two = reference("a", british), reference("b", other)
        assert similar(library(one, two, *filler(20)))["a"] == ("b",), british


def test_news_is_not_what_is_new() -> None:
    one, two = reference("a", "New bridges", "news"), reference("b", "New bridge", "rivers")
    three = reference("c", "Harbours", "news")
    found = similar(library(one, two, three, *filler(20)))
    assert set(found["a"]) == {"b", "c"}
    assert "c" not in found["b"]


def test_a_single_word_makes_nothing_alike_but_a_keyword_does() -> None:
    one, two = reference("a", "Immune maps"), reference("b", "Immune roads")
    assert similar(library(one, two, *filler(20)))["a"] == ()
    one, two = reference("a", "Maps", "immune"), reference("b", "Roads", "immune")
    assert similar(library(one, two, *filler(20)))["a"] == ("b",)


def test_what_is_cited_everywhere_is_still_like_what_it_resembles() -> None:
    one, two = reference("a", "Glacier retreat in Norway"), reference("b", "Retreat of a Norway glacier")
    others = filler(40)
    cited = {other.key: (Mention("text.md", f"cite-{n}", Markup("Both.")),) for n, other in enumerate(others)}
    everywhere = tuple(mention for mentions in cited.values() for mention in mentions)
    found = similar(library(one, two, *others), cited | {"a": everywhere})
    assert found["a"] == ("b",)
    assert found["b"] == ("a",)


def test_citation_together_makes_alike_what_shares_no_word() -> None:
    one, two, three = (reference(key, title) for key, title in (("a", "Red"), ("b", "Green"), ("c", "Blue")))
    together = Mention("index.md", "cite-1", Markup("Both."))
    found = similar(library(one, two, three, *filler(20)), {"a": (together,), "b": (together,)})
    assert found["a"] == ("b",)
    assert found["c"] == ()


def test_accents_case_and_plural_do_not_tell_apart() -> None:
    one, two = reference("a", "MUÑOZ antibodies"), reference("b", "munoz antibody")
    assert similar(library(one, two, *filler(20)))["a"] == ("b",)


def test_empty_and_single_libraries() -> None:
    assert related(library()) == {}
    assert related(library(reference("only", ""))) == {"only": Related()}


def test_more_by_the_authors_who_share_most_then_the_newest() -> None:
    found = related(
        library(
            reference("a", "", authors=("Smith", "Jones")),
            reference("b", "", authors=("Smith",), year=2010),
            reference("c", "", authors=("Smith",), year=2015),
            reference("d", "", authors=("Smith", "Jones"), year=2001),
            reference("e", "", authors=("Brown",)),
        )
    )
    assert found["a"].same_authors == ("d", "c", "b")
    assert found["e"].same_authors == ()


def test_flagship_reports_of_one_trial_find_each_other() -> None:
    found = similar(read_library(ROOT).library)
    assert "siddiqi2022" in found["siddiqi2023"]
    assert "porter2011" in found["kalos2011"]


def test_one_edit_leaves_almost_all_pages_as_they_were(tmp_path: Path) -> None:
    corpus = make_corpus(400, tmp_path)
    bibliography = read_bibliography(SourceFile("refs.bib", corpus.bib.read_bytes()))
    references = {one.key: one for one in bibliography.references}
    before = similar(Library(Review("R", ORIGIN), references))
    key = corpus.keys[200]
    changed = replace(references[key], texts={**references[key].texts, "title": Text.plain("Quite another title here")})
    after = similar(Library(Review("R", ORIGIN), references | {key: changed}))
    moved = [one for one in references if before[one] != after[one]]
    assert before[key] != ()
    assert len(moved) < 20


def test_what_is_kept_between_builds_gives_what_a_first_build_gives(tmp_path: Path) -> None:
    corpus = make_corpus(300, tmp_path)
    bibliography = read_bibliography(SourceFile("refs.bib", corpus.bib.read_bytes()))
    everything = {one.key: one for one in bibliography.references}
    first, second, third, *others = corpus.keys
    retitled = replace(
        everything[first],
        texts={**everything[first].texts, "title": everything[second].title, "abstract": Text.plain("unheard")},
        names=everything[third].names,
    )
    together = Mention("text.md", "cite-1", Markup("Both."))
    states: tuple[tuple[dict[str, Reference], dict[str, tuple[Mention, ...]]], ...] = (
        (everything, {}),
        (everything | {first: retitled}, {}),
        ({key: everything[key] for key in others[: len(others) // 2]}, {}),
        (everything, {second: (together,), third: (together,)}),
    )
    kept = Relations()
    for references, mentions in states:
        now = Library(Review("R", ORIGIN), references)
        kept.update(now, mentions)
        assert {key: kept[key] for key in references} == related(now, mentions)
