"""A page as Markdown: what it says is all there, reads back as the same, and none of it acts."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.documents.page_markdown import content_of, page_markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2 id='a'>A &amp; B<a class='headerlink' href='#a'>¶</a></h2>", "## A & B"),
        ("<p>One <strong>two </strong>and <em>three</em>.</p>", "One **two** and *three*."),
        ("<p>A <a href='../b/#c'>link</a></p>", "A [link](../b/#c)"),
        ("<p>A <a href='javascript:boom()'>trap</a></p>", "A trap"),
        ("<p>A <a href='data:text/plain,x'>file</a></p>", "A file"),
        ("<p>2 * 3 &lt; 7 [x]</p>", "2 \\* 3 &lt; 7 \\[x\\]"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>1. no list</p>", "1\\. no list"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "1. a\n\n   b"),
        ("<pre><code>x = `1`\n</code></pre>", "```\nx = `1`\n```"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td></tr></table>", "| A | B |\n| --- | --- |\n| 1\\|2 |  |"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<figure><svg><text>no</text></svg><figcaption>Shown</figcaption></figure>", "Shown"),
        ("<div>a<p>b</p>c</div><button>no</button><p hidden>no</p>", "a\n\nb\n\nc"),
        ("<h1>A</h1><article><p>b</p></article><p>c</p>", "# A\n\nb\n\nc"),
        ("<table><tr><th>A</th></tr><tr><td><svg></svg></td></tr></table>", "| A |\n| --- |"),
    ],
)
def test_what_a_page_says(html: str, expected: str) -> None:
    assert page_markdown(html) == f"{expected}\n"


def test_the_content_of_a_page_is_its_outermost_article() -> None:
    page = "<html><nav>no</nav><article class='x'><p>a</p><article>b</article><p>c</p></article><p>no</p></html>"
    assert page_markdown(content_of(page)) == "a\n\nb\n\nc\n"
    assert page_markdown(content_of("<p>a</p>")) == "a\n"


WORDS = st.text(alphabet="ab1 *_`[]<>#-+.\\()|~&", max_size=12)


@given(st.lists(WORDS, max_size=4))
def test_words_read_back_as_words(paragraphs: list[str]) -> None:
    html = "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in paragraphs)
    again = markdown.markdown(page_markdown(html))
    said = re.sub(r"<[^<>]*>", " ", again).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "".join(said.split()) == "".join("".join(paragraphs).split())
    assert "<script" not in again


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<a href='x'>",
        "</a>",
        "<em>",
        "<h9>",
        "t",
        "<",
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_no_html_breaks_it(pieces: list[str]) -> None:
    assert page_markdown("".join(pieces)).endswith("\n")
