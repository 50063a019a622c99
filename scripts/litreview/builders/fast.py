"""Pages that are HTML already, built fast: the bytes that MkDocs would write, without converting and rendering each.

The Markdown of a reference's page is front matter, a heading and HTML. The HTML comes out of Python-Markdown as it went
in, so that only the heading has to be converted; and the theme's template gives the same page around each, so that it
is rendered once, around marks, and then filled in. Both are proved on real pages of every build: where plain and fast
differ, or where a plugin is at work that we do not know, everything takes the plain way.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from typing import Any, Final

import jinja2
import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from litreview.pages.frontmatter import split_front_matter

TEMPLATE: Final = "litreview-html.html"
#: Plugins that do nothing to a page between its Markdown and its file.
_KNOWN_PLUGINS: Final = frozenset({"litreview", "search", "material/search"})
_MARK: Final = "litreviewMark{}x"
_MARKS: Final = re.compile(r"litreviewMark(\w+?)x")
_ID: Final = re.compile(r'\bid="([^"]+)"')
_H1: Final = "<h1"


def may_be_fast(config: MkDocsConfig) -> bool:
    """Whether every plugin is known to leave pages alone."""
    return set(config.plugins) <= _KNOWN_PLUGINS


class Headings:
    """Converts headings as the site's own Markdown does, with one converter for all."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._markdown = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=dict(config.mdx_configs)
        )

    def convert(self, line: str) -> tuple[str, TableOfContents]:
        """A heading's HTML and its entry in the table of contents."""
        self._markdown.reset()
        html = self._markdown.convert(line)
        return html, get_toc(getattr(self._markdown, "toc_tokens", []))


class HtmlPage(Page):
    """A page whose body below the heading is HTML already."""

    def __init__(self, file: File, config: MkDocsConfig, source: str, headings: Headings) -> None:
        super().__init__(None, file, config)
        self._source = source
        self._headings = headings

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' interface
        """Take the front matter, whose every line is a name and a JSON value, and the text."""
        split = split_front_matter(self._source)
        values = (line.partition(": ") for line in split.yaml.splitlines())
        self.meta = {name: json.loads(value) for name, _, value in values}
        self.meta["template"] = TEMPLATE
        self.markdown = split.body

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' interface
        """Convert the heading; the rest is what it will be."""
        heading, _, rest = (self.markdown or "").partition("\n")
        html, self.toc = self._headings.convert(heading)
        body = rest.strip()
        self.content = f"{html}\n{body}"
        self.present_anchor_ids = {*_ID.findall(body), *_ID.findall(html)}
        self.links_to_anchors = {}


def same_as_plain(page: HtmlPage, config: MkDocsConfig, files: Files) -> bool:
    """Whether MkDocs makes the same of a page's Markdown; tried on one page of each kind in a build."""
    plain = Page(None, copy.copy(page.file), config)
    page.read_source(config)
    page.render(config, files)
    plain.markdown, plain.meta = page.markdown, dict(page.meta)
    plain.render(config, files)
    return plain.content == page.content


class ShellLoader(jinja2.BaseLoader):
    """Gives the template of HTML pages, and leaves all others to the theme's loader."""

    def __init__(self, theme: jinja2.BaseLoader) -> None:
        self._theme = theme
        self._shell: Shell | None = None

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: Any = None,  # noqa: A002, ANN401 - Jinja's interface
    ) -> Any:  # noqa: ANN401 - a template, or what renders like one
        """The template called `name`."""
        if name != TEMPLATE:
            return self._theme.load(environment, name, globals)
        if self._shell is None:
            self._shell = Shell(environment)
        return self._shell


class Shell:
    """What the theme prints around HTML pages, by what they have in their front matter."""

    #: Jinja asks a cached template whether its source has changed.
    is_up_to_date = True

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._parts: dict[tuple[object, ...], list[str] | None] = {}

    def render(self, context: Mapping[str, Any]) -> str:
        """The whole page."""
        page: Page = context["page"]
        values = _values(page)
        others = {name: value for name, value in page.meta.items() if name not in values and name != "template"}
        kind = (page.url.count("/"), frozenset(values), json.dumps(others, sort_keys=True))
        if kind not in self._parts:
            plain = self._plain(context, page)
            parts = _MARKS.split(self._plain(context, _marked(page, values)))
            # A theme that prints one of the values changed cannot be filled in afterwards.
            self._parts[kind] = parts if _filled(parts, values) == plain else None
            return plain
        known = self._parts[kind]
        return self._plain(context, page) if known is None else _filled(known, values)

    def _plain(self, context: Mapping[str, Any], page: Page) -> str:
        return self._environment.get_template("main.html").render({**context, "page": page})


def _values(page: Page) -> dict[str, str]:
    """What differs from page to page, as the theme prints it."""
    heading = next(iter(page.toc), None)
    return {
        "content": page.content or "",
        "canonical": page.canonical_url or "",
        "skip": heading.id if heading else "",
        "heading": heading.title if heading else "",
        **{name: page.meta[name] for name in ("title", "description", "head") if name in page.meta},
    }


def _marked(page: Page, values: Mapping[str, str]) -> Page:
    marks = {name: _MARK.format(name) for name in values}
    marked = copy.copy(page)
    marked.meta = {**page.meta, **{name: mark for name, mark in marks.items() if name in page.meta}}
    # The theme adds a heading of its own where the content has none.
    marked.content = _H1 + marks["content"]
    marked.canonical_url = marks["canonical"] if page.canonical_url else None
    marked.toc = TableOfContents([AnchorLink(marks["heading"], marks["skip"], 1)])
    return marked


def _filled(parts: list[str], values: Mapping[str, str]) -> str:
    filled = list(parts)
    for index in range(1, len(parts), 2):
        name = parts[index]
        filled[index] = values[name].removeprefix(_H1) if name == "content" else values[name]
    return "".join(filled)
