"""Whatever a page holds, only its citations change."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from litreview.cite.intext_style import NUMERIC_BRACKETS, InTextForm, InTextStyle
from litreview.cite.markdown import MarkdownSettings
from tests.cite.citing import FULL, bibliography, cite, reference

REFERENCES = bibliography(*(reference(key, f"{key.upper()}, X.", year=2020) for key in "abc"))
PIECES = st.sampled_from(
    [
        *("@a", "[@a]", "[@b; @c]", "[see @a, p. 3]", "@{a}", "-@b", "[-@c]", "@a [p. 3; @b]", "@zzz"),
        *("[@a](x)", "\\[@a]", "`", "``", "```\n", "~~~\n", "$", "$$", "[", "]", "(", ")", "{", "}", "*"),
        *("_", "**", "<", ">", "|", ";", ",", ".", "- ", "1. ", "> ", "# ", "    ", "\n", "\n\n", " "),
        *("\t", "\\", "!!! note\n    ", '=== "x"\n    ', ": ", "[^1]", "[^1]: ", "[x]: y", "<div>"),
        *("</div>", "<a href='x'>", "</a>", "<code>", "</code>", "<!--", "-->", "{: .x }"),
        *("| a | b |\n|---|---|\n", "word", "é", "https://x.org/", "me@x.org", "--8<--\n", "\r\n"),
        *("&amp;", "&", "@", "\x00"),
    ]
)
SMALL = MarkdownSettings(("tables", "footnotes", "attr_list", "md_in_html"), {})
#: Brackets that no page of this test holds, so that the end of a printed group is plain to see.
STYLE = InTextStyle(InTextForm.NUMERIC, opening="⦃", closing="⦄")
GROUP = re.compile(r'<span class="citation-group" id="cite-\d+">[^⦃]*⦃[^⦄]*⦄</span>')


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=150)
@example("[@a]]@b[[@c]")
@example("@a [@b [p. 3]")
@example("[@a [@b] @c]")
@example("> [@a;\n> @b]\n\n[@c")
def test_everything_but_citations_keeps_its_bytes(source: str) -> None:
    site = cite(source, REFERENCES, STYLE, SMALL)
    between = GROUP.split(site.pages[0].source)
    # An escaped sign prints as "@" alone, which begins no citation.
    kept = [re.escape(part).replace(re.escape("&#64;"), r"(?:\\?@|&\#64;)") for part in between]
    assert re.fullmatch("(?:.*?@.*?)".join(kept), source, re.DOTALL)
    assert set(site.pages[0].keys) == set(site.mentions) <= set(REFERENCES)


@given(st.lists(PIECES, max_size=15).map("".join))
@settings(max_examples=50)
def test_no_page_breaks_with_all_extensions(source: str) -> None:
    site = cite(source, REFERENCES, NUMERIC_BRACKETS, FULL)
    assert {d.rule for d in site.diagnostics} <= {
        *("unknown-citation", "citation-in-heading", "citation-as-link-label", "citation-in-html"),
        *("citation-in-link", "markdown-conversion"),
    }


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_no_text_breaks_it(source: str) -> None:
    assert len(cite(source, REFERENCES, NUMERIC_BRACKETS, SMALL).pages) == 1
