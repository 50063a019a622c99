"""Numbers, mentions and findings over whole sites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from litreview.cite.escape import ref_id
from litreview.cite.intext_names import year_suffixes
from litreview.cite.intext_style import (
    AUTHOR_DATE_APA,
    AUTHOR_DATE_CHICAGO,
    NUMERIC_BRACKETS,
    NUMERIC_SUPERSCRIPT,
    NUMERIC_SUPERSCRIPT_AMA,
    InTextStyle,
)
from litreview.cite.markdown import MarkdownSettings
from litreview.cite.site import CitedSite, ProsePage, cite_site
from litreview.model.diagnostics import Severity
from tests.cite.citing import FULL, Dom, bibliography, cite, reference, to_html

REFERENCES = bibliography(
    reference("a", "Adams, Ann", year=2020),
    reference("b", "Brown, Bea", year=2021),
    reference("c", "Clark, Cy", year=2022),
    reference("siddiqi2023", "Siddiqi, Tanya", "Soumerai, J.", "Dorritie, K.", year=2023),
)


def site_of(*sources: str, opening: tuple[str, ...] = (), offset: int = 0) -> CitedSite:
    pages = [ProsePage(f"p{n}.md", source, offset, f"docs/p{n}.md") for n, source in enumerate(sources)]
    return cite_site(pages, REFERENCES, style=NUMERIC_BRACKETS, markdown=FULL, opening=opening)


def test_numbers_run_over_the_pages_in_their_order() -> None:
    site = site_of("[@b] and [@c]", "[@a; @b]")
    assert site.numbers == {"b": 1, "c": 2, "a": 3}
    assert [page.keys for page in site.pages] == [("b", "c"), ("a", "b")]
    assert Dom(site.pages[1].source).text == "[1, 3]"


def test_the_opening_takes_the_first_numbers() -> None:
    assert site_of("[@a]", opening=("c", "nobody", "b", "c")).numbers == {"c": 1, "b": 2, "a": 3}


def test_footnotes_are_numbered_after_the_text() -> None:
    assert site_of("[^1]: Note [@a].\n\nText[^1] [@b].").numbers == {"b": 1, "a": 2}


def test_author_date_styles_have_no_numbers() -> None:
    assert cite("[@a]", REFERENCES, AUTHOR_DATE_APA, opening=("b",)).numbers == {}


def test_each_group_and_key_can_be_linked_to() -> None:
    site = site_of("[@a; @b; @c] and @siddiqi2023 found [@a].")
    page = Dom(to_html(site.pages[0].source))
    assert page.group_ids == ["cite-1", "cite-2", "cite-3"]
    assert [(anchor["data-key"], anchor["href"], "hidden" in anchor) for anchor in page.anchors] == [
        ("a", "#ref-a", False),
        ("b", "#ref-b", True),
        ("c", "#ref-c", False),
        ("siddiqi2023", "#ref-siddiqi2023", False),
        ("a", "#ref-a", False),
    ]
    assert page.group_texts == ["[1–3]", "Siddiqi et al. [4]", "[1]"]


def test_a_mention_tells_its_sentence_as_it_reads() -> None:
    site = site_of("First, e.g. here. Then *J. Doe* and @siddiqi2023 found x < 3 & *y* [@a; @b]. Last [@c].")
    assert [(m.page, m.anchor, str(m.sentence)) for m in site.mentions["b"]] == [
        ("p0.md", "cite-2", "Then J. Doe and Siddiqi et al. [1] found x &lt; 3 &amp; y [2, 3].")
    ]
    assert [str(m.sentence) for m in site.mentions["c"]] == ["Last [4]."]


def test_a_mention_has_the_possessive_behind_its_names() -> None:
    source = "In @siddiqi2023's trial it worked. The 2023 -@siddiqi2023's trial."
    (first, second) = site_of(source).mentions["siddiqi2023"]
    assert str(first.sentence) == "In Siddiqi et al.&#39;s [1] trial it worked."
    assert str(second.sentence) == "The 2023 [1]&#39;s trial."
    raised = cite(source, REFERENCES, NUMERIC_SUPERSCRIPT).mentions["siddiqi2023"]
    assert str(raised[0].sentence) == "In Siddiqi et al.&#39;s<sup>1</sup> trial it worked."
    assert str(raised[1].sentence) == "The 2023 <sup>1</sup>&#39;s trial."


def test_a_citation_behind_the_last_full_stop_is_of_that_sentence() -> None:
    site = site_of("One [@a]. Two. [@b]\n\nThree? [@b] [@c].\n\n[@c]")
    assert [str(m.sentence) for m in site.mentions["a"]] == ["One [1]."]
    assert [str(m.sentence) for m in site.mentions["b"]] == ["Two. [2]", "Three? [2] [3]."]
    assert [str(m.sentence) for m in site.mentions["c"]] == ["Three? [2] [3].", "[3]"]


def test_a_mention_of_a_raised_number_keeps_it_raised() -> None:
    site = cite("One [@a]. Two <sup>th</sup> [see <sup>x</sup> @b].", REFERENCES, NUMERIC_SUPERSCRIPT)
    assert str(site.mentions["a"][0].sentence) == "One <sup>1</sup>."
    assert str(site.mentions["b"][0].sentence) == "Two th <sup>see x 2</sup>."


def test_a_mention_in_a_table_is_its_cell() -> None:
    site = site_of("| x | y |\n|---|---|\n| 12 of 30 [@a] | no. 2 [@b] |")
    assert str(site.mentions["a"][0].sentence) == "12 of 30 [1]"


def test_a_mention_in_a_cell_of_its_own_is_its_row() -> None:
    head = "| Study | Report | Found |\n|---|---|---|\n"
    site = site_of(f"{head}| One. Two | [see @a; @b] | *12* of 30 [@c]. |\n| Three | [@b] | [-@a, p. 3] |\n\n[@c]")
    row = "One. Two; Report: [see 1; 2]; Found: 12 of 30 [3]."
    assert [str(m.sentence) for m in site.mentions["a"]] == [row, "Three; [2]; Found: [1, p. 3]"]
    assert [str(m.sentence) for m in site.mentions["b"]] == [row, "Three; [2]; Found: [1, p. 3]"]
    # A cell with words is read alone, and outside of tables there is no row.
    assert [str(m.sentence) for m in site.mentions["c"]] == ["12 of 30 [3].", "[3]"]


def test_what_names_a_row_is_read_with_it() -> None:
    cells = [
        [("th", "Study"), ("th", "Found [@c]"), ("th", "")],
        [("th", "Tea [@a]"), ("td", "12/30"), ("td", "<svg><text>x</text></svg>")],
        [("th", "Rest [@b]"), ("td", "–"), ("td", "Not yet.")],
    ]
    first, *others = (
        '<tr markdown="1">' + "".join(f'<{tag} markdown="span">{said}</{tag}>' for tag, said in row) + "</tr>"
        for row in cells
    )
    parts = ('<thead markdown="1">', first, "</thead>", '<tbody markdown="1">', *others, "</tbody>")
    html = "\n".join(('<table markdown="1">', *parts, "</table>"))
    site = site_of(f"{html}\n")
    assert [str(m.sentence) for m in site.mentions["a"]] == ["Tea [2]; Found: 12/30"]
    assert [str(m.sentence) for m in site.mentions["b"]] == ["Rest [3]; Not yet."]
    # So is what names a column.
    assert [str(m.sentence) for m in site.mentions["c"]] == ["Found [1]; Tea: 12/30"]


def test_many_groups_in_one_passage_are_told_apart() -> None:
    site = site_of(" ".join(f"Sentence {n} [@{'abc'[n % 3]}]." for n in range(25)))
    assert str(site.mentions["b"][0].sentence) == "Sentence 1 [2]."
    assert str(site.mentions["c"][7].sentence) == "Sentence 23 [3]."
    assert len(site.mentions["a"]) == 9


def test_raised_numbers_stand_at_their_word() -> None:
    def printed(source: str) -> str:
        return Dom(cite(source, REFERENCES, NUMERIC_SUPERSCRIPT_AMA).pages[0].source).text

    assert printed("So it is [@a]. And [@b], or [@c] so.") == "So it is.1 And,2 or3 so."
    assert printed("- [@a] said\n1. [@b].") == "- 1 said\n1. 2."
    assert printed("About [@a].5") == "About1.5"
    assert printed("And [@a]...") == "And1..."
    assert printed("x" * 300 + " y [@a].") == "x" * 300 + " y.1"
    unmoved = cite("So it is [@a].", REFERENCES, NUMERIC_SUPERSCRIPT).pages[0].source
    assert Dom(unmoved).text == "So it is1."


def test_an_unknown_key_is_an_error_with_its_place_and_the_nearest_keys() -> None:
    site = site_of("# Title\n\nText\n  and [see -@sidiqi2023; @a].", offset=3)
    (finding,) = site.diagnostics
    assert (finding.severity, finding.rule) == (Severity.ERROR, "unknown-citation")
    assert str(finding.position) == "docs/p0.md:7:13"
    assert "sidiqi2023" in finding.message
    assert finding.hint.startswith("Did you mean @siddiqi2023?")
    assert '<span class="citation-missing">?sidiqi2023</span>' in site.pages[0].source
    assert site.pages[0].keys == ("a",)


def test_a_hostile_unknown_key_is_shown_as_text() -> None:
    site = site_of("[@{<img src=x onerror=alert(1)>*_`}]")
    page = Dom(to_html(site.pages[0].source))
    assert page.text == "[?<img src=x onerror=alert(1)>*_`]"
    assert "img" not in page.elements


@pytest.mark.parametrize(
    ("source", "rule", "place"),
    [
        ("Text\n\n## Heading [@a]\n", "citation-in-heading", "docs/page.md:3:12"),
        ("Text [text][@a].", "citation-as-link-label", "docs/page.md:1:13"),
        ("Text\n\n<div>\nsee @a\n</div>", "citation-in-html", "docs/page.md:4:5"),
        ("Text\n\n[so says [@a]](https://example.org)", "citation-in-link", "docs/page.md:3:11"),
    ],
)
def test_what_an_author_should_know_is_a_warning(source: str, rule: str, place: str) -> None:
    (finding,) = cite(source, REFERENCES, NUMERIC_BRACKETS).diagnostics
    assert (finding.severity, finding.rule, str(finding.position)) == (Severity.WARNING, rule, place)


def test_a_private_use_character_of_ours_is_refused() -> None:
    source = "Text \U0010fff0\U0010ffe1 [@a]"
    site = cite(source, REFERENCES, NUMERIC_BRACKETS)
    assert [(d.rule, str(d.position)) for d in site.diagnostics] == [("reserved-character", "docs/page.md:1:6")]
    assert site.pages[0].source == source


def test_icons_in_the_private_use_areas_are_fine() -> None:
    assert not cite("\ue000 \U000f0001 [@a]", REFERENCES, NUMERIC_BRACKETS).diagnostics


def test_an_extension_that_cannot_be_loaded_is_named_and_the_rest_goes_on() -> None:
    settings = MarkdownSettings(("no.such.extension", "tables", "toc"), {"toc": {"no_such_option": 1}})
    site = cite("Text [@a]", REFERENCES, NUMERIC_BRACKETS, settings)
    assert [(d.severity, d.rule) for d in site.diagnostics] == [(Severity.ERROR, "markdown-extension")] * 2
    assert "no.such.extension" in site.diagnostics[0].message
    assert site.numbers == {"a": 1}


def test_an_extension_that_fails_on_a_page_is_named() -> None:
    settings = MarkdownSettings(("tests.cite.citing:FailingExtension",), {})
    site = cite("Text [@a]", REFERENCES, NUMERIC_BRACKETS, settings)
    (finding,) = site.diagnostics
    assert (finding.severity, finding.rule) == (Severity.ERROR, "markdown-conversion")
    assert "no luck today" in finding.message
    assert site.pages[0].source == "Text [@a]"


def test_ids_are_safe_and_unique() -> None:
    keys = ["a", "a b", "a.b", "a--b", "a-b", "ä", "ö", "", "<x>", 'x"y', "A", "a b--"]
    ids = [ref_id(key) for key in keys]
    assert len(set(ids)) == len(keys)
    assert all(identifier.replace("-", "").replace("_", "").isalnum() and identifier.isascii() for identifier in ids)
    assert ref_id("siddiqi2023") == "ref-siddiqi2023"


def test_letters_behind_the_year_follow_the_titles_and_run_on() -> None:
    many = bibliography(*(reference(f"k{n:02}", "Hall, H.", year=2020, title=f"Title {n:02}") for n in range(28)))
    letters = year_suffixes(many, AUTHOR_DATE_APA)
    assert (letters["k00"], letters["k25"], letters["k26"], letters["k27"]) == ("a", "z", "aa", "ab")
    assert year_suffixes(many, NUMERIC_BRACKETS) == {}


def test_people_are_told_apart_only_where_their_initials_contradict() -> None:
    def called(*authors: str, style: InTextStyle = AUTHOR_DATE_APA) -> list[str]:
        some = bibliography(*(reference(f"k{n}", author, year=2000 + n) for n, author in enumerate(authors)))
        source = "".join(f"[@{key}]\n\n" for key in some)
        return Dom(cite(source, some, style).pages[0].source).group_texts

    assert called("Li, W.", "Li, Wei") == ["(Li, 2000)", "(Li, 2001)"]
    assert called("Li, W.", "Li, WX") == ["(Li, 2000)", "(Li, 2001)"]
    assert called("Li, WX", "Li, W. Y.") == ["(W. X. Li, 2000)", "(W. Y. Li, 2001)"]
    assert called("Li, Jean-Paul", "Li, M.") == ["(J.-P. Li, 2000)", "(M. Li, 2001)"]
    assert called("Li, J.-P.", "Li, M.") == ["(J.-P. Li, 2000)", "(M. Li, 2001)"]
    # APA 7, 8.20, has initials alone; Chicago also given names.
    assert called("Li, Wei", "Li, Wu") == ["(Li, 2000)", "(Li, 2001)"]
    assert called("Li, Wei", "Li, Wu", style=AUTHOR_DATE_CHICAGO) == ["(Wei Li 2000)", "(Wu Li 2001)"]


def test_abbreviations_of_the_page_change_no_word_of_a_citation() -> None:
    site = cite("@siddiqi2023 found\n\n*[Siddiqi]: A name\n*[al]: others", REFERENCES, NUMERIC_BRACKETS)
    page = Dom(to_html(site.pages[0].source))
    assert page.group_texts == ["Siddiqi et al. [1]"]
    assert page.keys == ["siddiqi2023"]


def test_a_raised_number_keeps_its_distance_from_an_address_that_becomes_a_link() -> None:
    settings = MarkdownSettings((*FULL.extensions, "pymdownx.magiclink"), FULL.configs)
    source = "See https://example.org/x [@a]. Ask me@example.org [@b]. See www.example.org [@c]."
    page = Dom(to_html(cite(source, REFERENCES, NUMERIC_SUPERSCRIPT_AMA, settings).pages[0].source, settings))
    assert page.keys == ["a", "b", "c"]
    assert page.text == "See https://example.org/x 1. Ask me@example.org 2. See www.example.org 3."


def test_another_key_of_a_reference_cites_it_and_no_key_of_another() -> None:
    known = REFERENCES | {"new": replace(reference("new", "Dole, D.", year=2024), aliases=("old", "a"))}
    pages = [ProsePage("p.md", "[@old] and [@new; @a]", 0, "docs/p.md")]
    site = cite_site(pages, known, style=NUMERIC_BRACKETS, markdown=FULL)
    assert site.numbers == {"new": 1, "a": 2}
    assert not site.diagnostics
