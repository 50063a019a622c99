"""Lists of references: their order, and what tells their works apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from litreview.cite.styles.format import format_bibliography, format_list, plain_text
from litreview.cite.styles.registry import load_style
from litreview.model.reference import Reference

from .making import person, reference


def book(key: str, title: str, year: int, *families: str) -> Reference:
    return reference(id=key, type="book", title=title, author=[person(name, "Ann") for name in families], issued=[year])


def lines(style: str, *references: Reference) -> list[str]:
    return [plain_text(html) for html in format_bibliography(load_style(style), references).values()]


def keys(style: str, references: Iterable[Reference]) -> list[str]:
    return list(format_bibliography(load_style(style), references))


def letters(style: str, references: Iterable[Reference]) -> Mapping[str, str]:
    return format_list(load_style(style), references).year_suffixes


def test_numeric_styles_keep_the_order_of_citation() -> None:
    given = (book("b", "B", 2001, "Zoe"), book("a", "A", 2000, "Abe"))
    assert keys("nlm", given) == ["b", "a"]


def test_author_date_styles_sort_by_author_year_and_title_without_its_article() -> None:
    given = (
        book("d", "The Ax", 2001, "Roe"),
        book("c", "Box", 2001, "Roe"),
        book("b", "Z", 2000, "Roe"),
        book("a", "Q", 2009, "Doe"),
    )
    assert keys("apa", given) == ["a", "b", "d", "c"]


def test_works_of_a_year_get_letters_in_the_order_of_the_list() -> None:
    given = (book("x", "Zoo", 2001, "Roe"), book("y", "The ant", 2001, "Roe"), book("z", "Bee", 2002, "Roe"))
    assert letters("apa", given) == {"y": "a", "x": "b"}
    assert lines("apa", *given) == ["Roe, A. (2001a). The ant.", "Roe, A. (2001b). Zoo.", "Roe, A. (2002). Bee."]
    assert letters("nlm", given) == {}


def test_works_without_a_date_stand_where_the_style_has_them_and_are_told_apart() -> None:
    undated = [reference(id=key, type="book", title=key.upper(), author=[person("Roe", "Ann")]) for key in ("b", "a")]
    coming = reference(id="d", type="book", title="D", author=[person("Roe", "Ann")], status="in press")
    # APA 7, 9.46: before all others, and in press last.
    assert lines("apa", coming, *undated, book("c", "C", 2020, "Roe")) == [
        "Roe, A. (n.d.-a). A.",
        "Roe, A. (n.d.-b). B.",
        "Roe, A. (2020). C.",
        "Roe, A. (in press). D.",
    ]
    # CMOS 18, 14.44: behind the dated ones.
    assert lines("chicago-author-date", coming, *undated, book("c", "C", 2020, "Roe")) == [
        "Roe, Ann. 2020. C.",
        "Roe, Ann. n.d.-a. A.",
        "Roe, Ann. n.d.-b. B.",
        "Roe, Ann. In press. D.",
    ]


def test_what_is_dated_to_the_day_stands_in_the_order_of_days() -> None:
    # APA 7, 9.46 and 10.15 and 10.16; a style that dates such works to the year counts only years.
    news = [
        reference(id=key, type="webpage", title=title, author=[person("Roe", "Ann")], issued=issued)
        for key, title, issued in (("a", "Ant", [2020, 11, 2]), ("b", "Bee", [2020, 3, 9]), ("c", "Cow", [2020]))
    ]
    assert letters("apa", news) == {"c": "a", "b": "b", "a": "c"}
    assert letters("chicago-author-date", news) == {"a": "a", "b": "b", "c": "c"}


def test_titles_are_sorted_by_their_words() -> None:
    given = (
        book("b", "Index", 2001, "Roe"),
        book("c", "“Zoo” or zoo", 2001, "Roe"),
        book("a", "’98 meeting", 2001, "Roe"),
    )
    assert letters("apa", given) == {"a": "a", "b": "b", "c": "c"}


def test_names_are_sorted_without_accents() -> None:
    given = (book("b", "B", 2001, "Zorn"), book("a", "A", 2001, "Émery"), book("c", "C", 2001, "Łoś"))
    assert keys("apa", given) == ["a", "c", "b"]


def test_particles_are_sorted_as_they_are_printed() -> None:
    gogh = reference(
        id="g", type="book", title="G", author=[person("Gogh", "Vincent", non_dropping_particle="van")], issued=[2000]
    )
    given = (book("r", "R", 2000, "Roe"), gogh, book("c", "C", 2000, "de la Cruz"))
    assert keys("apa", given) == ["c", "r", "g"]
    assert keys("chicago-author-date", given) == ["c", "g", "r"]
    assert lines("chicago-author-date", *given)[0] == "Cruz, Ann de la. 2000. C."


def test_what_is_alike_but_for_the_volume_stands_in_the_order_of_volumes() -> None:
    first, second, whole = (
        reference(id=key, type="book", title="Art", author=[person("Roe", "Ann")], issued=[1999], **volume)
        for key, volume in (("z", {"volume": "1"}), ("y", {"volume": "2"}), ("x", {}))
    )
    assert letters("apa", (whole, second, first)) == {"z": "a", "y": "b", "x": "c"}


def test_the_year_of_an_original_work_tells_works_apart() -> None:
    old = reference(id="o", type="book", title="A", author=[person("Roe", "Ann")], issued=[1968], original_date=[1781])
    assert letters("apa", (old, book("n", "B", 1968, "Roe"))) == {}


def test_people_of_the_same_initials_are_one_author_in_apa() -> None:
    # APA 7, 8.20: initials alone tell people apart.
    given = [
        reference(id=key, type="book", title=key, author=[person("Roe", name)], issued=[2000])
        for key, name in (("a", "Gael"), ("b", "Gaël"))
    ]
    assert letters("apa", given) == {"a": "a", "b": "b"}


def test_mla_prints_a_dash_for_the_same_authors() -> None:
    # MLA 9, 5.126.
    assert lines(
        "mla", book("b", "Bee", 2001, "Roe"), book("a", "Ant", 2002, "Roe"), book("c", "Cow", 2003, "Doe")
    ) == [
        "Doe, Ann. Cow. 2003.",
        "Roe, Ann. Ant. 2002.",
        "———. Bee. 2001.",
    ]


def test_names_are_added_until_works_differ() -> None:
    assert lines("mla", book("a", "A", 2001, "Roe", "Doe", "Poe"), book("b", "B", 2001, "Roe", "Low", "Poe")) == [
        "Roe, Ann, Ann Doe, et al. A. 2001.",
        "Roe, Ann, Ann Low, et al. B. 2001.",
    ]


def test_names_that_cannot_help_are_not_added() -> None:
    assert lines("mla", book("a", "A", 2001, "Roe", "Doe", "Poe"), book("b", "B", 2001, "Roe", "Doe", "Poe")) == [
        "Roe, Ann, et al. A. 2001.",
        "———. B. 2001.",
    ]
