"""The title in a formatted reference is a link, whatever a style makes of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from litreview.pages.linked_title import linked_title


def parts(entry: str, title: str) -> tuple[str, str, str]:
    html = linked_title(Markup(entry), title, "x/")  # noqa: S704 - of these tests
    found = re.fullmatch(
        r'(?:<span class="csl-before">(.*)</span>)?<a class="csl-title[^"]*" href="x/">(.*)</a>'
        r'(?:<span class="csl-after">(.*)</span>)?',
        str(html),
    )
    assert found
    assert re.sub(r'<span class="csl-(?:before|after)">|</span>|</?a[^>]*>', "", str(html)) == entry
    return found[1] or "", found[2], found[3] or ""


@pytest.mark.parametrize(
    ("entry", "title", "shown"),
    [
        ("Lee A. A study of cells. Blood. 2020.", "A study of cells", "A study of cells."),
        ("Lee, A. “A Study of Cells.” <i>Blood</i>, 2020.", "A study of cells", "“A Study of Cells.”"),
        ("Lee, A. (2020). <i>A book</i> (2nd ed.). Press.", "A book", "<i>A book</i>"),
        ("Lee A. H<sub>2</sub>O &amp; life? Blood. 2020.", "H2O & life?", "H<sub>2</sub>O &amp; life?"),
        # An organisation that is called as its work begins.
        ("CLL Society. CLL. 2020.", "CLL", "CLL."),
        # What prints no title, or sets more than the title in one element, is a link as a whole.
        ("Lee A. Blood. 2020.", "", "Lee A. Blood. 2020."),
        ("Lee A. <i>A book, vol. 2</i>. Press.", "A book", "Lee A. <i>A book, vol. 2</i>. Press."),
    ],
)
def test_the_title_is_found_as_the_style_prints_it(entry: str, title: str, shown: str) -> None:
    assert parts(entry, title)[1] == shown


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_nothing_is_lost_of_any_reference(before: str, title: str, after: str) -> None:
    parts(str(escape(f"{before} {title}. {after}").replace("\n", " ").replace("\r", " ")), title)
