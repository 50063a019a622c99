"""Citations close to other signs, and what is no citation though it looks as if it should be: named where it stands."""

from __future__ import annotations

import pytest

from litreview.cite.intext_style import (
    AUTHOR_DATE_APA,
    AUTHOR_MLA,
    NUMERIC_BRACKETS,
    NUMERIC_EACH_IN_BRACKETS,
    NUMERIC_SUPERSCRIPT_AMA,
    InTextStyle,
)
from litreview.cite.styles.registry import load_style
from tests.cite.citing import Dom, bibliography, cite, reference, to_html

NLM, APA, MLA, AMA, IEEE = (
    NUMERIC_BRACKETS, AUTHOR_DATE_APA, AUTHOR_MLA, NUMERIC_SUPERSCRIPT_AMA, NUMERIC_EACH_IN_BRACKETS,
)  # fmt: skip
REFERENCES = bibliography(
    reference("brown", "Brown, Bea", year=2021),
    reference("clark", "Clark, Cy", "Dunn, Di", year=2022),
    reference("fox2020", "Fox, Flo", year=2020),
)


def shown(source: str, style: InTextStyle = NLM) -> str:
    site = cite(source, REFERENCES, style, opening=tuple(REFERENCES))
    return Dom(to_html(site.pages[0].source)).text


@pytest.mark.parametrize(
    ("source", "style", "expected"),
    [
        ("A/@brown and B", APA, "A/Brown (2021) and B"),
        ("@brown/@clark", APA, "Brown (2021)/Clark and Dunn (2022)"),
        ("x [A/@brown; @clark].", APA, "x (A/Brown, 2021; Clark & Dunn, 2022)."),
        ("see:@brown and (x=@clark)", NLM, "see:Brown [1] and (x=Clark and Dunn [2])"),
        ("cf.@brown", NLM, "cf.@brown"),
        ("x &@brown", NLM, "x &@brown"),
        ("me@brown.org, x.org/@nobody, https://x.org/@brown, -by=@brown", NLM, None),
        (r"x\@brown and [\@brown] y", NLM, "x@brown and [@brown] y"),
        (r"`x\@brown`", NLM, r"x\@brown"),
        ("[@brown]: important", NLM, "[1]: important"),
        ("[@brown]: important\n\nLater [@brown].", APA, "(Brown, 2021): important\nLater (Brown, 2021)."),
        ("[text][@brown]\n\n[@brown]: x.md", NLM, "text"),
        ("x [@brown, pp. 33ff.].", IEEE, "x [1, pp. 33ff.]."),
        ("x [@brown, pp. 33ff.].", AMA, "x.1(pp33ff)"),
        ("@brown [p.\\ 1-10]", APA, "Brown (2021, pp. 1–10)"),
        ("x [@brown, table 2].", AMA, "x.1(table 2)"),
        ("x [@brown; but @clark].", AMA, "x.1, but 2"),
        ("x [@brown, lines 2-4].", APA, "x (Brown, 2021, Lines 2–4)."),
        ("x [@brown; @clark; @fox2020].", AMA, "x.1-3"),
    ],
)
def test_a_citation_close_to_other_signs(source: str, style: InTextStyle, expected: str | None) -> None:
    assert shown(source, style) == (source if expected is None else expected)


def test_pages_of_a_locator_are_shortened_as_in_the_list() -> None:
    mla, chicago = load_style("mla").in_text, load_style("chicago-author-date").in_text
    assert shown("x [@brown, pp. 234-244 (chap. 1)].", mla) == "x (Brown 234–44 (chap. 1))."
    assert shown("x [@brown, pp. 101-108].", chicago) == "x (Brown 2021, 101–8)."
    assert shown("x [@brown, p. S12-3].", mla) == "x (Brown S12–3)."


@pytest.mark.parametrize(
    ("source", "rule", "column", "said"),
    [
        ("x [fox2020; @brown]", "citation-syntax", 4, "fox2020 has no @"),
        ("x [@brown; fox2020]", "citation-syntax", 12, "fox2020 has no @"),
        (r"x \cite{brown}", "citation-syntax", 3, r"\cite{brown} is LaTeX"),
        (r"x \autocite[p. 3]{brown}", "citation-syntax", 3, "is LaTeX"),
        (r"\bibliography", "citation-syntax", 1, "is LaTeX"),
        (r"\full_bibliography", "citation-syntax", 1, "is LaTeX"),
        ("x [^@brown]", "citation-syntax", 3, "mark of a footnote"),
        ("x cf.@brown", "citation-syntax", 6, "directly behind another sign"),
        ("x [see.@brown]", "citation-syntax", 8, "directly behind another sign"),
        ("*[CAR]: a receptor [@brown]\n\nCAR", "citation-unread", 21, "abbreviation"),
        ("::: {.callout-note}\nx\n:::", "foreign-syntax", 5, "::: {.callout-note} opens no block"),
        ("::: {#refs}\n:::", "foreign-syntax", 5, "opens no block"),
        ("a note^[as is].", "foreign-syntax", 7, "a footnote in the text"),
        (": Counts {#tbl-counts}", "foreign-syntax", 10, "gives a table no id"),
        ("Table: Counts. {#tbl:counts}", "foreign-syntax", 16, "gives a table no id"),
        ("[@tag:ash]: doi:10.1000/x1", "foreign-syntax", 1, "[@tag:ash] is given an identifier"),
        ("{{ study('a').n }", "unclosed-value", 1, "stays as it is"),
    ],
)
def test_a_slip_is_named_where_it_stands(source: str, rule: str, column: int, said: str) -> None:
    found = cite(source, REFERENCES, NLM).diagnostics
    assert [(one.rule, one.position.column) for one in found] == [(rule, column)]
    assert said in found[0].message


@pytest.mark.parametrize(
    "source",
    [
        r"`\cite{brown}`",
        "```\n\\cite{brown} [^@brown] {{ study('a')\n```",
        "    {{ study('a')",
        "x [see also; @brown]",
        "{{ study('a').n }}",
        "{{ nothing of ours }",
        "x[^1]\n\n[^1]: y [@brown]",
        r"$$\cite{x}$$",
        "in 1990 [^@nobody]",
        "me.@nobody and me@brown.org",
        "::: module.of_mkdocstrings",
        "`a^[b]` and x^2^",
        "term\n\n:   a definition {#here}",
    ],
)
def test_what_is_no_slip_is_not_named(source: str) -> None:
    assert not cite(source, REFERENCES, NLM).diagnostics


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("fig-plot", "write a link, such as [plot](#fig-plot)"),
        ("tbl:counts", "write a link, such as [counts](#tbl:counts)"),
        ("doi:10.1000/x1", "litreview add doi:10.1000/x1"),
        ("arxiv:2101.00001", "litreview add arxiv:2101.00001"),
        ("tag:smith", "litreview add and its identifier"),
    ],
)
def test_a_key_of_another_program_says_what_is_written_here(key: str, hint: str) -> None:
    found = cite(f"x [@{key}].", REFERENCES, NLM).diagnostics
    assert [one.rule for one in found] == ["unknown-citation"]
    assert hint in found[0].hint


@pytest.mark.parametrize(("source", "named"), [("10 [@brown]", True), ("m^2^[@brown]", True), ("ten [@brown]", False)])
def test_a_raised_citation_behind_a_number_is_named(source: str, named: bool) -> None:  # noqa: FBT001
    rules = [one.rule for one in cite(source, REFERENCES, AMA).diagnostics]
    assert rules == ["citation-behind-number"] * named
    assert not cite(source, REFERENCES, NLM).diagnostics
