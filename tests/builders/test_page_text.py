"""The text of a page by its sections, as the search is to find it."""

from __future__ import annotations

import pytest

from litreview.builders.page_text import sections

PAGE = (
    '<h1 id="t">Title</h1><p>One<br>two <b>th</b>ree<script>if (a<b) { x }</script></p>'
    '<span class="citation-group"><span>[1]</span>, 2</span>'
    '<h2 id="s">A &amp; <a class="headerlink" href="#s">P</a>B</h2><p>4 < 5</p>'
    "<h3>No link</h3><section data-search-exclude><section>x</section>y</section>"
    '<section class="studies">z</section><svg><svg/></svg>end'
)


def test_headings_with_an_id_begin_sections_and_what_is_no_text_is_left_out() -> None:
    found = [(one.id, one.heading, one.text) for one in sections(PAGE)]
    assert found == [("", "", ""), ("", "", "One two three"), ("s", "A & B", "4 < 5 No link end")]


@pytest.mark.parametrize("strange", ["<", "<h2", "</h2>", "<h2 id=", "<svg>", "<h2 id='a'><span", '<a "', "<!--"])
def test_strange_html_is_read_to_its_end(strange: str) -> None:
    assert list(sections(strange * 20_000))
