"""What an author says of a reference to the reader: Markdown from data, rendered apart from the page it will stand in.

CommonMark by markdown-it, without raw HTML, pictures or extensions: what looks like any of these prints as itself.
"""

from __future__ import annotations

from functools import cache
from typing import Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markupsafe import Markup

#: Inside an item of a list, or a card, nothing but running text may stand: styles make blocks of these again.
_BLOCKS: Final = frozenset(("p", "ul", "ol", "li", "blockquote"))
_SCHEMES: Final = frozenset({"http", "https", "mailto"})


def annotation_blocks(text: str) -> Markup:
    """An annotation as paragraphs, lists and quotations. Headings become paragraphs: the page has its own."""
    return Markup(_render(text, inline=False))  # noqa: S704 - markdown-it escapes what it does not render


def annotation_inline(text: str) -> Markup:
    """An annotation in elements that may stand in a line of text, each with the class of what it is."""
    return Markup(_render(text, inline=True))  # noqa: S704 - markdown-it escapes what it does not render


class _Renderer(MarkdownIt):
    """CommonMark with links to the web and to people alone."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Whether an address becomes a link; what does not stays as it is written."""
        try:
            return urlsplit(url).scheme.lower() in _SCHEMES
        except ValueError:
            return False


@cache
def _renderer() -> MarkdownIt:
    return _Renderer("commonmark", {"html": False}).disable(["image", "fence", "code", "hr"])


def _render(text: str, *, inline: bool) -> str:
    if not text:
        return ""
    tokens = _renderer().parse(text)
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = "p"
        if inline and token.tag in _BLOCKS:
            if token.nesting >= 0:
                token.attrJoin("class", f"annotation-{token.tag}")
            token.tag = "span"
            token.block = token.hidden = False
    return str(_renderer().renderer.render(tokens, _renderer().options, {})).strip()
