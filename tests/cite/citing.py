"""References and settings for tests of citations in pages."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

import markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from litreview.cite.intext_style import InTextStyle
from litreview.cite.markdown import MarkdownSettings
from litreview.cite.site import CitedSite, ProsePage, cite_site
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import Reference
from litreview.model.source import Origin, Position
from litreview.model.text import Text

#: All that a site with Material is likely to use.
FULL = MarkdownSettings(
    (
        *("toc", "tables", "fenced_code", "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"),
        *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
        *("pymdownx.emoji", "pymdownx.keys", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets"),
        *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde", "smarty"),
        *("pymdownx.blocks.admonition", "pymdownx.blocks.caption"),
    ),
    {
        "toc": {"permalink": True},
        "pymdownx.arithmatex": {"generic": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
        "pymdownx.critic": {"mode": "view"},
    },
)


def reference(
    key: str, *authors: str, year: int | None = None, title: str = "A title", type_: str = "article-journal"
) -> Reference:
    """A reference; authors are "Family, Given" or, without a comma, bodies, and a last "others" says that more are."""
    names = tuple(
        Name(family=author.split(", ")[0], given=author.split(", ")[1]) if ", " in author else Name(literal=author)
        for author in authors
        if author != "others"
    )
    return Reference(
        key,
        type_,
        Origin(Position("refs/references.bib")),
        texts={"title": Text.plain(title)},
        names={"author": NameList(names, others="others" in authors)} if names else {},
        dates={"issued": Date((year,))} if year else {},
    )


def bibliography(*references: Reference) -> dict[str, Reference]:
    """References by their keys."""
    return {reference.key: reference for reference in references}


def cite(
    source: str,
    references: dict[str, Reference],
    style: InTextStyle,
    settings: MarkdownSettings = FULL,
    opening: tuple[str, ...] = (),
) -> CitedSite:
    """One page, cited."""
    page = ProsePage("page.md", source, 0, "docs/page.md")
    return cite_site([page], references, style=style, markdown=settings, opening=opening)


def to_html(source: str, settings: MarkdownSettings = FULL) -> str:
    """What a builder makes of a page; snippets would be looked for in files, so they stay out."""
    return _builder(settings.extensions).reset().convert(source)


@cache
def _builder(extensions: tuple[str, ...]) -> markdown.Markdown:
    names = [name for name in extensions if name != "pymdownx.snippets"]
    configs = {name: dict(options) for name, options in FULL.configs.items()}
    return markdown.Markdown(extensions=names, extension_configs=configs)


class Dom(HTMLParser):
    """What a page says and links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: list[dict[str, str | None]] = []
        self.group_ids: list[str] = []
        self.elements: list[str] = []
        self.text = ""
        self.group_texts: list[str] = []
        self._group_depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.append(tag)
        if values.get("class") == "citation":
            self.anchors.append(values)
        if values.get("class") == "citation-group":
            self.group_ids.append(values["id"] or "")
            self.group_texts.append("")
            self._group_depth = 1
        elif self._group_depth and tag == "span":
            self._group_depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._group_depth:
            self._group_depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._group_depth:
            self.group_texts[-1] += data

    @property
    def keys(self) -> list[str | None]:
        """The keys that the page's citations link, in order."""
        return [anchor["data-key"] for anchor in self.anchors]


class FailingExtension(Extension):
    """An extension that breaks on every page."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        md.preprocessors.register(_Failing(md), "failing", 100)


class _Failing(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:  # noqa: ARG002 (the signature is Python-Markdown's)
        message = "no luck today"
        raise RuntimeError(message)
