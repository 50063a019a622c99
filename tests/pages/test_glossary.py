"""Terms of the glossary in generated pages: explained where they are text, and nowhere else."""

from __future__ import annotations

import pytest

from litreview.model.glossary import Glossary, Term
from litreview.model.source import Origin, Position
from litreview.pages.glossary import explained

ORIGIN = Origin(Position("refs/glossary.yml"))
TERMS = {"CR": "Complete response", "CRi": 'CR with "incomplete" recovery', "B&T": "B and T cells", "<b>": "bold"}
GLOSSARY = Glossary(ORIGIN, tuple(Term(name, expansion, ORIGIN) for name, expansion in TERMS.items()))
CR = '<abbr title="Complete response">CR</abbr>'


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("<p>CR, and CRS.</p>", f"<p>{CR}, and CRS.</p>"),
        ("<p>CRi</p>", '<p><abbr title="CR with &#34;incomplete&#34; recovery">CRi</abbr></p>'),
        ("<p>B&amp;T &#67;R</p>", '<p><abbr title="B and T cells">B&amp;T</abbr> &#67;R</p>'),
        ("<p>&lt;b&gt;</p>", '<p><abbr title="bold">&lt;b&gt;</abbr></p>'),
        ('<a href="CR/" title="CR">CR</a> CR', f'<a href="CR/" title="CR">CR</a> {CR}'),
        ("# CR\n\n[the CR](CR/index.md){ #CR }", f"# CR\n\n[the {CR}](CR/index.md){{ #CR }}"),
        ("<svg><text>CR</text></svg><script>CR</script><code>CR</code>", ""),
        ('<p class="csl-text">CR.</p>', ""),
        ('---\ntitle: "CR"\n---\n<p>CR</p>', f'---\ntitle: "CR"\n---\n<p>{CR}</p>'),
    ],
)
def test_terms_are_explained_in_text_alone(source: str, printed: str) -> None:
    assert explained(GLOSSARY)(source) == (printed or source)


def test_without_a_glossary_nothing_changes() -> None:
    assert explained(None)("<p>CR</p>") == "<p>CR</p>"
