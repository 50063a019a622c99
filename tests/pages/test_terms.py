"""Terms of the glossary: explained once a section where they are terms, and nowhere else."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.glossary import Glossary, Term
from litreview.model.source import Origin, Position
from litreview.pages.terms import Explainer

ORIGIN = Origin(Position("refs/glossary.yml"))
TERMS = {
    "CR": "Complete response",
    "PR": "Partial response",
    "CRi": 'CR with "incomplete" | recovery',
    "B&T": "B and T cells",
    "<b>": "bold",
    "C #1": "spaced",
}
EXPLAINER = Explainer(Glossary(ORIGIN, tuple(Term(name, expansion, ORIGIN) for name, expansion in TERMS.items())))
CR = '<abbr title="Complete&#32;response" tabindex="0">CR</abbr>'
PR = '<abbr title="Partial&#32;response" tabindex="0">PR</abbr>'


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("<p>CR, and CRS.</p>", f"<p>{CR}, and CRS.</p>"),
        ("A CR and a PR; CR-free, non-CR.", f"A {CR} and a {PR}; CR-free, non-CR."),
        (
            "<p>CRi</p>",
            '<p><abbr title="CR&#32;with&#32;&#34;incomplete&#34;&#32;&#124;&#32;recovery" tabindex="0">CRi</abbr></p>',
        ),
        ("<p>B&amp;T &#67;R</p>", '<p><abbr title="B&#32;and&#32;T&#32;cells" tabindex="0">B&amp;T</abbr> &#67;R</p>'),
        ("<p>&lt;b&gt;</p>", '<p><abbr title="bold" tabindex="0">&lt;b&gt;</abbr></p>'),
        ("C #1", '<abbr title="spaced" tabindex="0">C #1</abbr>'),
        ('<a href="CR/" title="CR">CR</a> CR', f'<a href="CR/" title="CR">CR</a> {CR}'),
        ("| CR | PR |\n|---|---|\n", f"| {CR} | {PR} |\n|---|---|\n"),
        ('!!! note "CR"\n    CR here', f'!!! note "CR"\n    {CR} here'),
        # Once a section.
        ("CR\n\n## A\n\nCR CR\n\n#### B\n\nCR", f"{CR}\n\n## A\n\n{CR} CR\n\n#### B\n\nCR"),
        ("<p>CR</p><h3>A</h3><p>CR</p>", f"<p>{CR}</p><h3>A</h3><p>{CR}</p>"),
        ('---\ntitle: "CR"\n---\n<p>CR</p>', f'---\ntitle: "CR"\n---\n<p>{CR}</p>'),
        # An element that is never closed silences no more than what it is in.
        ("<p><button>CR</p> CR", f"<p><button>CR</p> {CR}"),
        # Names of people, but not what stands behind any word with a capital.
        ("Patel PR, Siddiqi T. Patel PR et al.", ""),
        ("Complete CR, then PR", f"Complete {CR}, then {PR}"),
    ],
)
def test_terms_are_explained_in_text_alone(source: str, printed: str) -> None:
    assert EXPLAINER.page(source)[0] == (printed or source)


@pytest.mark.parametrize(
    "source",
    [
        "# CR\n\n[the CR](CR/index.md){ #CR }",
        "<svg><text>CR</text></svg><script>CR</script><code>CR</code>",
        '<p class="csl-text">CR.</p>',
        '<li class="csl-entry"><span>CR</span> <b>CR</b></li>',
        '<p class="record-authors">Patel PR</p>',
        '<ul class="record-keywords"><li>CR</li></ul>',
        "`CR` and ``a ` CR`` and https://example.org/CR and CR@example.org and <https://example.org/CR>",
        "```\nCR\n```\n\n~~~ text\nCR\n~~~",
        "    CR\n\n\tCR",
        "[CR]: https://example.org\n\n*[CR]: own",
        "$CR$ and \\(CR\\) and ![CR](x.png) and [CR][CR]",
        "<!-- CR -->",
    ],
)
def test_what_is_no_text_stays(source: str) -> None:
    assert EXPLAINER.body(source) == (source, frozenset())


def test_the_terms_of_a_page_are_told() -> None:
    assert EXPLAINER.body("# PR\n\nCR CR &lt;b&gt;")[1] == {"CR", "<b>"}


def test_without_a_glossary_nothing_changes() -> None:
    assert not Explainer(None)
    assert Explainer(None).page("<p>CR</p>") == ("<p>CR</p>", frozenset())


@given(st.text(alphabet="CRP #`~[]()<>/=\"'\n$\\{}!|-ab&;:", max_size=80))
def test_no_text_is_lost(source: str) -> None:
    """Explaining adds its element and nothing else."""
    explained = EXPLAINER.body(source)[0]
    assert re.sub(r'<abbr title="[^"]*" tabindex="0">|</abbr>', "", explained) == source


def test_the_element_survives_markdown() -> None:
    """In emphasis, and in a cell that a stroke of the expansion would end."""
    source = EXPLAINER.body("**CRi**\n\n## A\n\n| A | B |\n|---|---|\n| CRi | x |")[0]
    html = markdown.markdown(source, extensions=["tables"])
    assert re.findall(r"<(?:strong|td)><abbr [^>]*>CRi</abbr></(?:strong|td)>", html) != []
    assert html.count(">CRi</abbr>") == 2
    assert "<td>x</td>" in html
