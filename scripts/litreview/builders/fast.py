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
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import jinja2
import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from litreview.pages.frontmatter import Split

#: Plugins that do nothing to a page between its Markdown and its file, but for what the search takes from it.
_KNOWN_PLUGINS: Final = frozenset({"litreview", "search", "material/search"})
_MARK: Final = "litreviewMark{}x"
_MARKS: Final = re.compile(r"litreviewMark(\w+?)x")
_NUMBERED: Final = re.compile(r"_\d+$")
_HEADING: Final = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_H1: Final = "<h1"

Heading = tuple[str, TableOfContents]


def may_be_fast(config: MkDocsConfig) -> bool:
    """Whether the theme is the one that we know, and every plugin is known to leave pages alone."""
    return config.theme.name == "material" and set(config.plugins) <= _KNOWN_PLUGINS


class LazyFile(File):
    """A file that we write ourselves: MkDocs knows its address, so that pages can link to it, and nothing else."""

    def __init__(self, config: MkDocsConfig, path: str) -> None:
        # Every page that is made is an `index.md`, whose address is the same in both ways to address pages.
        written = f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path
        super().__init__(
            path,
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=written,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "litreview"

    def is_documentation_page(self) -> bool:
        """No: MkDocs would read, convert and keep it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' interface
        """Copy nothing."""


class LazyFiles:
    """Makes lazy files; in a preview, each for all builds, since thousands of them take their time."""

    def __init__(self) -> None:
        self._settings: tuple[object, ...] = ()
        self._known: dict[str, LazyFile] = {}

    def of(self, config: MkDocsConfig, path: str) -> LazyFile:
        """The file at that path of the docs tree."""
        settings = (config.site_dir, config.use_directory_urls)
        if settings != self._settings:
            self._settings, self._known = settings, {}
        if path not in self._known:
            self._known[path] = LazyFile(config, path)
        return self._known[path]


class Headings:
    """Converts headings as the site's own Markdown does, with one converter for all."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._markdown = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=dict(config.mdx_configs)
        )
        self._ready: dict[str, Heading] = {}

    def prepare(self, lines: Iterable[str]) -> None:
        """Convert headings that will soon be asked for together, which takes a fraction of the time."""
        self._ready = {}
        asked = list(dict.fromkeys(lines))
        html, contents = self._convert("\n\n".join(asked))
        headings, entries = _HEADING.findall(html), list(contents)
        if len(headings) == len(entries) == len(asked) and html.split() == "\n".join(headings).split():
            pairs = zip(asked, headings, entries, strict=True)
            # An address that was numbered, because two headings would have the same, is another one alone.
            ready = ((line, one, entry) for line, one, entry in pairs if not _NUMBERED.search(entry.id))
            self._ready = {line: (one, TableOfContents([entry])) for line, one, entry in ready}

    def convert(self, line: str) -> Heading:
        """A heading's HTML and its entry in the table of contents."""
        return self._ready.get(line) or self._convert(line)

    def _convert(self, text: str) -> Heading:
        self._markdown.reset()
        html = self._markdown.convert(text)
        return html, get_toc(getattr(self._markdown, "toc_tokens", []))


class HtmlPage(Page):
    """A page whose body below the heading is HTML already."""

    def __init__(self, file: File, config: MkDocsConfig, split: Split, headings: Headings) -> None:
        super().__init__(None, file, config)
        values = (line.partition(": ") for line in split.yaml.splitlines())
        self.meta = {name: json.loads(value) for name, _, value in values}
        self.markdown = split.body
        heading, _, rest = split.body.partition("\n")
        html, self.toc = headings.convert(heading)
        self.content = f"{html}\n{rest.strip()}"


def same_as_plain(page: HtmlPage, config: MkDocsConfig, files: Files) -> bool:
    """Whether MkDocs makes the same of a page's Markdown; tried on one page of each kind in a build."""
    plain = Page(None, File.generated(config, page.file.src_uri, content=""), config)
    plain.markdown, plain.meta = page.markdown, dict(page.meta)
    plain.render(config, files)
    return plain.content == page.content


class Shell:
    """What the theme prints around HTML pages, by what they have in their front matter.

    `context` gives what the theme's template needs for a page.
    """

    def __init__(self, environment: jinja2.Environment, context: Callable[[Page], Mapping[str, Any]]) -> None:
        self._template = environment.get_template("main.html")
        self._context = context
        self._parts: dict[tuple[object, ...], list[str] | None] = {}

    def around(self, page: Page) -> str:
        """The whole page."""
        values = _values(page)
        others = {name: value for name, value in page.meta.items() if name not in values}
        kind = (page.url.count("/"), frozenset(values), json.dumps(others, sort_keys=True))
        if kind not in self._parts:
            plain = self._plain(page)
            parts = _MARKS.split(self._plain(_marked(page, values)))
            # A theme that prints one of the values changed cannot be filled in afterwards.
            self._parts[kind] = parts if _filled(parts, values) == plain else None
            return plain
        known = self._parts[kind]
        return self._plain(page) if known is None else _filled(known, values)

    def _plain(self, page: Page) -> str:
        return self._template.render({**self._context(page), "page": page})


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
