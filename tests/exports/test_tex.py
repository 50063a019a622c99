"""Text written as TeX is read as the same text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.exports.tex import balanced, escape, to_tex
from litreview.model.text import Mark, Run, Text, merge_runs
from litreview.read.bibtex.latex import decode

# What TeX reads as something else: its special characters, ligatures, quotation marks and accents.
TRICKY = st.text("aB1é中-`'\"\\{}$&#%_^~?!<>@=,;. \N{NO-BREAK SPACE}–", min_size=1, max_size=12)
MARKS = st.sampled_from(
    [Mark.NONE, Mark.ITALIC, Mark.BOLD | Mark.SUB, Mark.SUP, Mark.NOCASE, Mark.SMALLCAPS, Mark.ITALIC | Mark.NOCASE]
)


def run(text: str, mark: Mark) -> Run:
    """Signs without case need no protection, and get none."""
    return Run(text, Mark.NONE if mark is Mark.NOCASE and not any(map(str.isalpha, text)) else mark)


TITLES = st.lists(st.builds(run, TRICKY, MARKS), min_size=1, max_size=3).map(lambda runs: Text(merge_runs(runs)))


def words(text: Text) -> list[str]:
    return [part for part in str(text).split(" ") if part]


@given(TITLES)
@settings(max_examples=200)
def test_text_is_read_as_it_was_written(title: Text) -> None:
    found = decode(to_tex(title), protect=True)
    assert words(found) == words(title)
    if " ".join(words(title)) == str(title):
        assert found.runs == title.runs


def test_a_formula_stays_one() -> None:
    formula = Text((Run("rate "), Run(r"\frac{a+b}{c}", Mark.MATH)))
    assert to_tex(formula) == r"rate $\frac{a+b}{c}$"
    assert decode(to_tex(formula)) == formula


@given(TRICKY)
def test_escaped_text_has_no_brace_without_partner(text: str) -> None:
    tex = escape(text)
    assert balanced(tex) == tex


@given(st.text("a\\{} ", max_size=12))
def test_balancing_leaves_no_brace_without_partner(text: str) -> None:
    depth = 0
    for char in balanced(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert balanced(balanced(text)) == balanced(text)
