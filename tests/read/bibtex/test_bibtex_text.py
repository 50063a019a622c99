"""LaTeX in values as text with structure, and names."""

from __future__ import annotations

import pytest

from litreview.model.names import Name
from litreview.model.text import Mark
from litreview.read.bibtex.latex import decode, plain
from litreview.read.bibtex.persons import read_names
from litreview.read.bibtex.verbatim import verbatim


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"{\"o} \"{o} \"o {\"{o}}", "ö ö ö ö"),
        (r"\c c \c{c} {\c C} \v{s} \H{o} \k{a} \r{a} \u{g} \.I \d{u}", "ç ç Ç š ő ą å ğ İ ụ"),
        (r"\'\i{} {\'\i} \'{\i} na\"{\i}ve \'{\^a}", "í í í naïve ấ"),
        (r"\ss{} {\ss} \aa \AE{} \L\'od\'z {\O}re", "ß ß åÆ Łódź Øre"),
        ("A~B -- C---D ``q'' `s'", "A\u00a0B – C—D “q” ‘s’"),
        ("don't", "don't"),
        (r"100% pure, AT&T, #1, a_b, 5\% \& \$ \# \_ \{x\}", "100% pure, AT&T, #1, a_b, 5% & $ # _ {x}"),
        ("A &amp; B &lt; C &#945;", "A & B < C α"),
        (r"\textless 5 {\textgreater} \textasciitilde{} \textbackslash x", "<5 > ~ \\x"),
        (r"\LaTeX{} and \copyright{} \texttrademark", "LaTeX and © ™"),
        (r"\href{https://a.b}{text} \url{https://a.b/c_d~e%20}", "text https://a.b/c_d~e%20"),
        (r"\enquote{a \enquote{b}}", "“a ‘b’”"),
        (r"\foreignquote{french}{a \enquote{b}} \textcquote{k}{c} \hyphenquote*{german}{d}", "“a ‘b’” “c” ‘d’"),
        (r"vol\adddot 2\addcomma\addspace x, 1\bibrangedash 2, \MakeUppercase{a}", "vol.2, x, 1–2, a"),
        (r"\noopsort{1973b}1973 \{\vphantom{\}}x", "1973 {x"),
        (r"\unknown{kept} \texttt{code} \mbox{x}", "kept code x"),
        ("two\n  lines\t here ", "two lines here"),
        (r"$\alpha$-helix, $\kappa$, $\ge$ 5, $\pm$2", "α-helix, κ, ≥ 5, ±2"),
        ("from $5 to $10", "from $5 to $10"),
        ("{{{deep}}}", "deep"),
        (r"a \\ b\,c \- d\-e", "a b\u2009c de"),
        ("unbalanced } and {", "unbalanced and"),
        (r"\ensuremath{\beta}-cell", "β-cell"),
        (r"{\CYRM}{\cyri}{\cyrr} \cyrchar\cyrya{} \textwon{}5", "Мир я ₩5"),
        (
            r"$\mathcal{O}(n)$ in $\mathbb{R}$, $\hat\beta$, $\tilde{x}$, $\not\in$, $\frac12$",
            "𝒪(n) in ℝ, β̂, x̃, ∉, 1/2",
        ),
        (r"An \SGML{} parser in \ConTeXt", "An SGML parser in ConTeXt"),
        (r"One\Dash two \kern-.1em three", "One two three"),
    ],
)
def test_words(source: str, expected: str) -> None:
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\textit{E. coli} x", [("E. coli", Mark.ITALIC), (" x", Mark.NONE)]),
        (r"\emph{a \emph{b}}", [("a ", Mark.ITALIC), ("b", Mark.NONE)]),
        (r"{\em a} {\bf b}", [("a", Mark.ITALIC), (" ", Mark.NONE), ("b", Mark.BOLD)]),
        (r"\textsc{Sc}", [("Sc", Mark.SMALLCAPS)]),
        (r"Ca\textsuperscript{2+}", [("Ca", Mark.NONE), ("2+", Mark.SUP)]),
        ("H$_2$O", [("H", Mark.NONE), ("2", Mark.SUB), ("O", Mark.NONE)]),
        ("$^{2}$x", [("2", Mark.SUP), ("x", Mark.NONE)]),
        ("$10^{-3}$", [("10", Mark.NONE), ("−3", Mark.SUP)]),
        ("$p$", [("p", Mark.ITALIC)]),
        (r"a $\frac{a+b}{2}$", [("a ", Mark.NONE), (r"\frac{a+b}{2}", Mark.MATH)]),
        ("The {DNA} of", [("The ", Mark.NONE), ("DNA", Mark.NOCASE), (" of", Mark.NONE)]),
        (r"{\'E}tude", [("Étude", Mark.NONE)]),
        (r"\textit{in {DNA}}", [("in ", Mark.ITALIC), ("DNA", Mark.ITALIC | Mark.NOCASE)]),
        ("{{Whole Title}}", [("Whole Title", Mark.NOCASE)]),
    ],
)
def test_structure(source: str, expected: list[tuple[str, Mark]]) -> None:
    assert [(run.text, run.mark) for run in decode(source, protect=True).runs] == expected


def test_braces_protect_in_titles_alone() -> None:
    assert [run.mark for run in decode("{DNA}").runs] == [Mark.NONE]


def test_unknown_commands_are_told() -> None:
    unknown: set[str] = set()
    decode(r"\foo{x} \textit{y} \bar", unknown=unknown)
    assert unknown == {"foo", "bar"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"https://a.b/x\_y{\%}20\&z\#1", "https://a.b/x_y%20&z#1"),
        (r"\url{https://a.b/~c}", "https://a.b/~c"),
        (r"https://a.b/$\sim$c/{\textasciitilde}d", "https://a.b/~c/~d"),
        ("https://a.b/--''``", "https://a.b/--''``"),
    ],
)
def test_addresses_are_no_latex(source: str, expected: str) -> None:
    assert verbatim(source) == expected


SMITH_DOE = (Name(family="Smith", given="J"), Name(family="Doe", given="A"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Donald E. Knuth", (Name(family="Knuth", given="Donald E."),)),
        ("Brinch Hansen, Per", (Name(family="Brinch Hansen", given="Per"),)),
        ("Ludwig van Beethoven", (Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"),)),
        ("de la Cruz, Juan", (Name(family="Cruz", given="Juan", non_dropping_particle="de la"),)),
        ("La Fontaine, Jean de", (Name(family="La Fontaine", given="Jean", dropping_particle="de"),)),
        ("King, Jr., Martin Luther", (Name(family="King", given="Martin Luther", suffix="Jr."),)),
        ("Martin Luther King Jr.", (Name(family="King", given="Martin Luther", suffix="Jr."),)),
        ("King Jr., Martin Luther", (Name(family="King", given="Martin Luther", suffix="Jr."),)),
        ("Smith, John Q. III", (Name(family="Smith", given="John Q.", suffix="III"),)),
        (
            "{Barnes and Noble} and {\\O}rsted, H.",
            (Name(literal="Barnes and Noble"), Name(family="Ørsted", given="H.")),
        ),
        ("{\\'E}mile Zola", (Name(family="Zola", given="Émile"),)),
        ("{van der} Berg, Jan", (Name(family="van der Berg", given="Jan"),)),
        ("Plato", (Name(family="Plato"),)),
        (r"Dezs\H o Nagy and Ana L.\ Lee", (Name(family="Nagy", given="Dezső"), Name(family="Lee", given="Ana L."))),
        (
            "family=Gogh, given=Vincent, prefix=van",
            (Name(family="Gogh", given="Vincent", non_dropping_particle="van"),),
        ),
        (r"{\AA}ge de la Cruz", (Name(family="Cruz", given="Åge", non_dropping_particle="de la"),)),
        (r"{\v{S}}imon von Berg", (Name(family="Berg", given="Šimon", non_dropping_particle="von"),)),
        (r"\'{E}mile von Berg", (Name(family="Berg", given="Émile", non_dropping_particle="von"),)),
        (r"{\v C}apek Nov{\'a}k, Jan", (Name(family="Čapek Novák", given="Jan"),)),
        (r"{d}e {\"o}ber Berg, Jan", (Name(family="Berg", given="Jan", non_dropping_particle="de öber"),)),
        (r"Anna~{Maria and Co} Berg", (Name(family="Berg", given="Anna Maria and Co"),)),
        (
            r"Bj{\o}rn \AA kesson and Berg, \O ystein and Hans \O. Roe",
            (
                Name(family="Åkesson", given="Bjørn"),
                Name(family="Berg", given="Øystein"),
                Name(family="Roe", given="Hans Ø."),
            ),
        ),
        ("Doe, J. AND\n  Roe, R.", (Name(family="Doe", given="J."), Name(family="Roe", given="R."))),
    ],
)
def test_names(source: str, expected: tuple[Name, ...]) -> None:
    read = read_names(source)
    assert read.names.names == expected
    assert not read.problems
    assert not read.names.others


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Smith J, Doe A", SMITH_DOE),
        ("Smith J and Doe A", SMITH_DOE),
        ("Smith, J; Doe, A", SMITH_DOE),
        ("Smith, J, Doe, A", SMITH_DOE),
        ("Smith, J & Doe, A", SMITH_DOE),
        ("and Smith, J and and Doe, A and", SMITH_DOE),
        ("J. Smith, A. Doe", (Name(family="Smith", given="J."), Name(family="Doe", given="A."))),
        ("A. B, C. D", (Name(family="B", given="A."), Name(family="D", given="C."))),
        ("Smith, John, Jr.", (Name(family="Smith", given="John", suffix="Jr."),)),
        ("Smith,", (Name(family="Smith"),)),
    ],
)
def test_names_that_are_written_wrong_are_read_and_told(source: str, expected: tuple[Name, ...]) -> None:
    read = read_names(source)
    assert read.names.names == expected
    assert len(read.problems) == 1


@pytest.mark.parametrize(
    "source", ["Smith, J and others", "Smith, J and {others}", "Smith, J et al.", "Smith, J and et al"]
)
def test_others_are_no_name(source: str) -> None:
    read = read_names(source)
    assert read.names.names == (Name(family="Smith", given="J"),)
    assert read.names.others


def test_a_prefix_that_styles_may_drop() -> None:
    name = read_names("van Gogh, Vincent", dropping=True).names.names[0]
    assert (name.dropping_particle, name.non_dropping_particle) == ("van", "")
