"""Fewer bytes and the same page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.builders.squeeze import squeezed


class _Told(HTMLParser):
    """What a browser makes of a page: elements with their attributes, and words between white space."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[object] = [""]
        self.kept = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kept += tag in {"pre", "textarea"}
        self.parts += [(tag, [(name, " ".join((value or "").split())) for name, value in attrs]), ""]

    def handle_endtag(self, tag: str) -> None:
        self.kept -= tag in {"pre", "textarea"}
        self.parts += [tag, ""]

    def handle_data(self, data: str) -> None:
        words = str(self.parts[-1]) + data
        self.parts[-1] = words if self.kept or self.cdata_elem else _one_space(words)


def _one_space(words: str) -> str:
    for space in "\t\r\n":
        words = words.replace(space, " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<pre>a\n\n  b&#58;</pre>",
        "<b title='a&#32;b'>",
        '<i class="x&#32;&#34;y">',
        "<textarea>\n  c</textarea>",
        "<script>a\n  b&#32;c</script>",
        "\n",
        "  ",
        "\t",
        "word",
        "&#58;",
        "&#60;b&#62;",
        "&amp;",
        "lt",
        "&#59;",
        "&#35;",
        "&#200;",
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_squeezed_page_says_the_same(page: str) -> None:
    made = squeezed(page)
    assert _Told(made).parts == _Told(page).parts
    assert len(made) <= len(page)
    assert squeezed(made) == made


@pytest.mark.parametrize(
    ("page", "made"),
    [
        ("<ul>\n\n    <li>a&#58; b</li>\n  </ul>", "<ul>\n<li>a: b</li>\n</ul>"),
        ("<pre>a\n\n  b&#58;</pre>\n  c", "<pre>a\n\n  b&#58;</pre>\nc"),
        ("one <b>two</b> &#60;three&#62;", "one <b>two</b> &#60;three&#62;"),
    ],
)
def test_what_goes_and_what_stays(page: str, made: str) -> None:
    assert squeezed(page) == made
