"""Lists of references: their order, and what tells their works apart."""

from __future__ import annotations

from litreview.cite.styles.format import format_bibliography, plain_text, sort_bibliography, year_suffixes
from litreview.cite.styles.registry import load_style
from litreview.model.reference import Reference

from .making import person, reference


def book(key: str, title: str, year: int, *families: str) -> Reference:
    return reference(id=key, type="book", title=title, author=[person(name, "Ann") for name in families], issued=[year])


def lines(style: str, *references: Reference) -> list[str]:
    return [plain_text(html) for html in format_bibliography(load_style(style), references).values()]


def test_numeric_styles_keep_the_order_of_citation() -> None:
    given = (book("b", "B", 2001, "Zoe"), book("a", "A", 2000, "Abe"))
    assert sort_bibliography(load_style("nlm"), given) == given


def test_author_date_styles_sort_by_author_year_and_title_without_its_article() -> None:
    given = (
        book("d", "The Ax", 2001, "Roe"),
        book("c", "Box", 2001, "Roe"),
        book("b", "Z", 2000, "Roe"),
        book("a", "Q", 2009, "Doe"),
    )
    assert [item.key for item in sort_bibliography(load_style("apa"), given)] == ["a", "b", "d", "c"]


def test_works_of_a_year_get_letters_in_the_order_of_the_list() -> None:
    given = (book("x", "Zoo", 2001, "Roe"), book("y", "The ant", 2001, "Roe"), book("z", "Bee", 2002, "Roe"))
    assert year_suffixes(load_style("apa"), given) == {"y": "a", "x": "b"}
    assert lines("apa", *given) == ["Roe, A. (2001a). The ant.", "Roe, A. (2001b). Zoo.", "Roe, A. (2002). Bee."]
    assert year_suffixes(load_style("nlm"), given) == {}


def test_works_without_a_date_come_last_and_are_told_apart() -> None:
    undated = [reference(id=key, type="book", title=key.upper(), author=[person("Roe", "Ann")]) for key in ("b", "a")]
    assert lines("apa", *undated, book("c", "C", 2020, "Roe")) == [
        "Roe, A. (2020). C.",
        "Roe, A. (n.d.-a). A.",
        "Roe, A. (n.d.-b). B.",
    ]


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
