"""Names, dates, numbers, titles and punctuation, apart from any style."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from litreview.cite.styles.casing import capitalize_first, sentence_case, title_case
from litreview.cite.styles.dates import format_date
from litreview.cite.styles.format import plain_text
from litreview.cite.styles.names import NameForm, format_names, initials
from litreview.cite.styles.numbers import PageForm, is_numeric, is_plural, ordinal, pages
from litreview.cite.styles.punctuation import tidy
from litreview.cite.styles.values import TextValue, italic, markup, quoted
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.read.csl_markup import parse_csl_markup


@pytest.mark.parametrize(
    ("given", "mark", "hyphens", "shown"),
    [
        ("Jean-Paul", ". ", True, "J.-P."),
        ("Jean-Paul", "", False, "JP"),
        ("John A.", ". ", True, "J. A."),
        ("J.A.", ". ", True, "J. A."),
        ("Sh. Y.", "", False, "ShY"),
        ("TSvetan", ". ", True, "Ts."),
        ("FN2", ". ", True, "F."),
        ("Ludwig van", ". ", True, "L. van"),
        ("Özge", "", False, "Ö"),
        ("", ". ", True, ""),
        ("-", ". ", True, ""),
    ],
)
def test_initials(given: str, mark: str, hyphens: bool, shown: str) -> None:  # noqa: FBT001 (a case of the table)
    assert initials(given, mark, hyphens=hyphens) == shown


def cleaned(html: object) -> str:
    """The text of what a template gives."""
    return plain_text(Markup(tidy(str(html))))  # noqa: S704 (text of the tests)


SMITH = Name(family="Smith", given="John")
DOE = Name(family="Doe", given="Jane")
BODY = Name(literal="World Health Organization")
KING = Name(family="King", given="Martin", suffix="Jr.")
GOGH = Name(family="Gogh", given="Vincent", non_dropping_particle="van")
ALMEIDA = Name(family="Almeida", given="Koassi", non_dropping_particle="d’")
ORLEANS = Name(family="Orléans", given="Anne", dropping_particle="d'")


@pytest.mark.parametrize(
    ("people", "form", "shown"),
    [
        ([], NameForm(), ""),
        ([SMITH], NameForm(inverted="all"), "Smith, John"),
        ([SMITH, DOE], NameForm(conjunction=" and "), "John Smith and Jane Doe"),
        ([SMITH, DOE, BODY], NameForm(conjunction=" and "), "John Smith, Jane Doe, and World Health Organization"),
        (
            [SMITH, DOE],
            NameForm(inverted="first", conjunction=" and ", before_last="always"),
            "Smith, John, and Jane Doe",
        ),
        (
            [SMITH, DOE],
            NameForm(inverted="all", initials=". ", conjunction=" & ", before_last="never"),
            "Smith, J. & Doe, J.",
        ),
        ([KING], NameForm(inverted="all", initials="", sort_separator=" "), "King M Jr."),
        ([KING], NameForm(), "Martin King Jr."),
        ([GOGH], NameForm(inverted="all"), "van Gogh, Vincent"),
        ([GOGH], NameForm(inverted="all", demote_particle=True), "Gogh, Vincent van"),
        ([ALMEIDA], NameForm(inverted="all", initials=". "), "d’Almeida, K."),
        ([ORLEANS], NameForm(), "Anne d'Orléans"),
        ([SMITH, DOE, BODY], NameForm(et_al_min=3), "John Smith et al."),
        ([SMITH, DOE, BODY], NameForm(et_al_min=3, et_al_first=2), "John Smith, Jane Doe, et al."),
        ([SMITH, DOE, BODY], NameForm(et_al_min=3, et_al_last=True), "John Smith, … World Health Organization"),
        ([Name(family="Plato")], NameForm(inverted="all", initials=". "), "Plato"),
        ([Name(given="Plato")], NameForm(inverted="all"), "Plato"),
        ([Name(family="Roe", given="Ann B")], NameForm(initials=". ", full_given=True), "Ann B. Roe"),
        ([Name(family="Roe", given="A.B. Jean-Luc")], NameForm(initials=". ", full_given=True), "A. B. Jean-Luc Roe"),
        ([Name(family="de la Cruz", given="Ana")], NameForm(inverted="all", demote_particle=True), "Cruz, Ana de la"),
        ([Name(family="de la Cruz", given="Ana")], NameForm(inverted="all"), "de la Cruz, Ana"),
        ([Name(family="al-Hassan", given="Ali")], NameForm(inverted="all", demote_particle=True), "Hassan, Ali al-"),
        ([Name(family="d’Almeida", given="Koassi")], NameForm(inverted="all"), "d’Almeida, Koassi"),
        ([Name(family="O’Neill", given="Ann")], NameForm(inverted="all", demote_particle=True), "O’Neill, Ann"),
    ],
)
def test_lists_of_names(people: list[Name], form: NameForm, shown: str) -> None:
    assert cleaned(format_names(NameList(tuple(people)), form)) == shown


def test_others_of_the_source_are_et_al() -> None:
    assert cleaned(format_names(NameList((SMITH,), others=True), NameForm())) == "John Smith et al."


def test_others_of_the_source_count_where_a_list_is_cut() -> None:
    both = NameList((SMITH, DOE), others=True)
    assert cleaned(format_names(both, NameForm(et_al_min=3))) == "John Smith et al."
    assert cleaned(format_names(both, NameForm(et_al_min=4))) == "John Smith, Jane Doe, et al."
    assert cleaned(format_names(both, NameForm(et_al_min=3, et_al_last=True))) == "John Smith et al."


@pytest.mark.parametrize(
    ("date", "pattern", "shown"),
    [
        (Date((2001, 3, 4)), "{year} {mon} {day}", "2001 Mar 4"),
        (Date((2001, 3, 4)), "{month} {day}, {year}", "March 4, 2001"),
        (Date((2001, 3)), "{month} {day}, {year}", "March 2001"),
        (Date((2001,)), "{month} {day}, {year}", "2001"),
        (Date((2001, 6, 4)), "{mon.} {day0}, {year}", "Jun. 04, 2001"),
        (Date((2001, 5)), "{mon.} {year}", "May 2001"),
        (Date((2001, 9)), "{month.} {year}", "Sept. 2001"),
        (Date((2001, 3, 4), (2001, 3, 9)), "{month} {day}, {year}", "March 4–9, 2001"),
        (Date((2001, 3, 4), (2001, 5, 9)), "{day} {month} {year}", "4 March–9 May 2001"),
        (Date((2001, 3, 4), (2002, 5, 9)), "{year} {mon} {day}", "2001 Mar 4–2002 May 9"),
        (Date((2001,), (2003,)), "{year}", "2001–2003"),
        (Date((2001, 3), (2001, 5)), "{year}", "2001"),
        (Date((2001,), open_end=True), "{year}", "2001–"),
        (Date((2001,), open_end=True), "{month} {day}", ""),
        (Date((2001,), season=1), "{year} {mon}", "2001 Spring"),
        (Date((2022,), inferred=True), "{year}", "[2022]"),
        (Date(literal="forthcoming"), "{year}", "forthcoming"),
        (Date((-43,)), "{year}", "44 BC"),
        (Date((385,)), "{year}", "385 AD"),
        (Date(), "{year}", ""),
    ],
)
def test_dates(date: Date, pattern: str, shown: str) -> None:
    assert cleaned(format_date(date, pattern)) == shown


def test_the_letter_stands_behind_the_year() -> None:
    assert cleaned(format_date(Date((2001, 3)), "{year}, {month}", "a")) == "2001a, March"


@pytest.mark.parametrize(
    ("given", "form", "shown"),
    [
        ("1137-1142", "minimal", "1137–42"),
        ("58-66", "minimal", "58–66"),
        ("306-310", "minimal", "306–10"),
        ("101-108", "minimal-two", "101–08"),
        ("1137-42", "expanded", "1137–1142"),
        # The Chicago Manual of Style, 9.61: the table of that paragraph.
        ("71-72", "chicago", "71–72"),
        ("100-104", "chicago", "100–104"),
        ("107-108", "chicago", "107–8"),
        ("321-328", "chicago", "321–28"),
        ("1496-1500", "chicago", "1496–500"),
        ("S12-S19", "minimal", "S12–9"),
        ("S12-9", "expanded", "S12–9"),
        ("e101-110", "minimal", "e101–110"),
        ("1137-42", "as-given", "1137–42"),
        ("1434-1439 Vol. 2", "minimal", "1434–1439 Vol. 2"),
        ("123-125+", "minimal", "123–125+"),
        ("12-15, xi and 20-25", "minimal", "12–5, xi and 20–5"),
        ("S12-S19", "chicago", "S12–19"),
        ("xi-xxiv", "expanded", "xi–xxiv"),
        ("C3-53-C3-66", "minimal", "C3-53-C3-66"),
        ("431-456, 791-823", "minimal", "431–56, 791–823"),
        ("e12345", "minimal", "e12345"),
        ("12-8", "minimal", "12–8"),
    ],
)
def test_ranges_of_pages(given: str, form: PageForm, shown: str) -> None:
    assert str(pages(TextValue.plain(given), form=form)) == shown


def test_what_is_a_number() -> None:
    numeric = ("2", "A4", "1–2", "2, 3 & 4", "12a")
    words = ("", "New series", "2 vols", "Suppl 1", "AB-12")
    assert [is_numeric(text) for text in numeric] == [True] * len(numeric)
    assert [is_numeric(text) for text in words] == [False] * len(words)
    assert [is_plural(text) for text in ("3-5", "3, 5", "xi-xxiv", "iv, 12", "12-", "115-??", "3, Pt. 2")] == [True] * 7
    assert [is_plural(text) for text in ("3", "e12", "xi", "A-12", "12ff", "x+302")] == [False] * 6
    assert [ordinal(text) for text in ("1", "2", "3", "4", "11", "112", "21", "rev.")] == [
        "1st", "2nd", "3rd", "4th", "11th", "112th", "21st", "rev.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("the role of CAR-T cells in vivo", "The Role of CAR-T Cells in Vivo"),
        ("real-time analysis: a review of the field", "Real-Time Analysis: A Review of the Field"),
        ("mRNA and iPhone stay", "mRNA and iPhone Stay"),
        ("growth of p-type GaN", "Growth of p-Type GaN"),
        ("x-ray imaging: e-mail of p-n junctions", "X-Ray Imaging: E-Mail of p-n Junctions"),
        ("a case of hepatitis a", "A Case of Hepatitis a"),
        ("u.s. trade in the u.k. today", "U.s. Trade in the u.k. Today"),
        ("typo\u00adgraphy", "Typography"),
        ('the pr"ufung f"ur Stra\ufffdenrecht', 'The Pr"ufung f"ur Stra\ufffdenrecht'),
        ("on <span class='nocase'>de novo</span> cases", "On de novo Cases"),
        ("the $x$-axis of it all", "The $x$-Axis of It All"),
        ("what it is for", "What It Is For"),
        ("don’t stop", "Don’t Stop"),
        ("aspects de l’interprétation du l’été d’a", "Aspects de l’interprétation Du l’été d’a"),
        ("cells and mice — the reason", "Cells and Mice — the Reason"),
        (
            "the &lt;b&gt; tag, #metoo and .net in c.35delG&gt;A carriers",
            "The <b> Tag, #metoo and .net in c.35delG>A Carriers",
        ),
    ],
)
def test_title_case(source: str, shown: str) -> None:
    assert str(title_case(TextValue(parse_csl_markup(source)))) == shown


def test_title_case_is_for_english() -> None:
    german = TextValue.plain("über das testen")
    assert str(title_case(german, "de-DE")) == "über das testen"
    assert str(title_case(german, "en-GB")) == "Über Das Testen"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("The Role of CAR-T Cells: A Review", "The role of CAR-T cells: A review"),
        ("Studies in <span class='nocase'>Japan</span> and France", "Studies in Japan and france"),
        ("How I Treat CLL", "How I treat CLL"),
    ],
)
def test_sentence_case(source: str, shown: str) -> None:
    assert str(sentence_case(TextValue(parse_csl_markup(source)))) == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("A title..", "A title."),
        ("Why?.", "Why?"),
        ("Stop!.", "Stop!"),
        ("<i>A title.</i>.", "<i>A title.</i>"),
        ("Jr., and", "Jr., and"),
        ("a ,  b ;c", "a, b ;c"),
        ("“A title”, next", "“A title,” next"),
        ("“A title”. Next", "“A title.” Next"),
        ("“A title”.. Next", "“A title.” Next"),
        ("“Why?”, next", "“Why?” next"),
        ("“A ‘b’”. c", "“A ‘b.’” c"),
        ("“A ‘b!’”. c", "“A ‘b!’” c"),
        ("a\n   b", "a b"),
        ("x &amp; y;, z", "x &amp; y;, z"),
    ],
)
def test_punctuation_of_templates_is_cleaned(html: str, shown: str) -> None:
    assert tidy(html) == shown


def test_stops_stay_outside_quotes_where_the_style_says_so() -> None:
    assert tidy("“A title”, next", stops_inside_quotes=False) == "“A title”, next"


@pytest.mark.parametrize(
    "text", ["Wait... what", "What?! No", "a.. b", "e.g., this", "a ,b", "::", "Fish &amp;. Chips", "a  b"]
)
def test_punctuation_of_data_is_left_alone(text: str) -> None:
    value = TextValue.plain(f"{text} end")
    assert cleaned(f"{markup(value)}.") == f"{text} end."


@pytest.mark.parametrize(
    ("end", "shown"), [("etc.", "etc."), ("why?", "why?"), ("A&B", "A&B."), ("<x>", "<x>."), ("...", "...")]
)
def test_the_end_of_data_meets_the_stop_of_the_style(end: str, shown: str) -> None:
    assert cleaned(f"{markup(TextValue.plain(end))}.") == shown


def test_emphasis_inside_italics_is_upright() -> None:
    value = TextValue(parse_csl_markup("Effects of <i>E. coli</i>"))
    assert tidy(str(markup(italic(value)))) == "<i>Effects of </i>E. coli"


def test_quotes_inside_quotes_are_single() -> None:
    assert cleaned(quoted(TextValue.plain("The “small” town’s ‘map’"))) == "“The ‘small’ town’s ‘map’”"
    assert cleaned(quoted(TextValue.plain('A "small" town'))) == "“A ‘small’ town”"
    assert (
        cleaned(quoted(TextValue.plain("The 4”-o-benzyl and „deutsche“ words")))
        == "“The 4”-o-benzyl and „deutsche“ words”"
    )
    assert cleaned(quoted(TextValue.plain('A 5" and a 6" pipe'))) == '“A 5" and a 6" pipe”'


def test_the_end_of_a_quotation_in_a_title_meets_the_stop_of_the_style() -> None:
    assert cleaned(f"{quoted(TextValue.plain('He said “go!”'))}. Next") == "“He said ‘go!’” Next"
    assert cleaned(f"{quoted(TextValue.plain('He said “go.”'))}. Next") == "“He said ‘go.’” Next"
    assert cleaned(f"{markup(TextValue.plain('“Go.”'))}.. Next") == "“Go.” Next"
    assert cleaned(f"{markup(TextValue.plain('On “Go,”'))}, next") == "On “Go,” next"


@pytest.mark.parametrize(
    ("text", "shown"), [("in press", "In press"), ("iwCLL guideline", "iwCLL guideline"), ("ärztliche", "Ärztliche")]
)
def test_a_first_letter_is_capitalised_unless_the_word_has_a_capital_inside(text: str, shown: str) -> None:
    assert capitalize_first(text) == shown
    assert str(capitalize_first(TextValue.plain(text))) == shown
