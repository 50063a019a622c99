"""The MkDocs plugin: hands the docs tree to MkDocs, and writes beside it what MkDocs would be slow to write.

Everything is read, checked and rendered before MkDocs empties the site's folder; the site itself is built beside the
last one and takes its place only when it is complete.
"""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from litreview.builders import search
from litreview.builders.converted import Converted
from litreview.builders.fast import Headings, HtmlPage, LazyFile, LazyFiles, may_be_fast, same_as_plain
from litreview.builders.findings import log_findings
from litreview.builders.kept import Kept
from litreview.builders.long_lists import LongLists
from litreview.builders.pagefind import Searchable
from litreview.builders.preview import Preview
from litreview.builders.progress import Stage, counted, current
from litreview.builders.project import REQUIRED_EXTENSIONS, flatten, load_project, project_root
from litreview.builders.publication import Publication
from litreview.builders.theme import add_theme, keep_compiled
from litreview.builders.tree import DocsTree, RenderError, build_tree
from litreview.builders.writing import Running, SiteWriter, mapped, shell_of, theme_index, unsearched
from litreview.pages.frontmatter import split_front_matter
from litreview.pages.references import REFERENCES_PATH

_log = logging.getLogger("mkdocs.plugins.litreview")
#: The names under which the theme's search is known.
_SEARCHES = ("search", "material/search")
#: A preview of at most so many files is written whole.
_SMALL_PREVIEW = 400


class _WarningCounter(logging.Handler):
    """Counts what MkDocs' strict mode counts, to leave the last site in place where that mode will fail."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the logging interface
        self.count += 1


class LitreviewConfig(Config):  # type: ignore[no-untyped-call] # MkDocs does not type its hook
    """How the site is built; what a review is stands in refs/review.yml.

    `search` says what answers the search box: ours (`litreview`), the theme's own (`lunr`), or Pagefind.
    """

    search = Choice(("litreview", "lunr", "pagefind"), default="litreview")


class LitreviewPlugin(BasePlugin[LitreviewConfig]):  # type: ignore[no-untyped-call] # as above
    """Adds the review's pages, its downloads and its theme to a MkDocs build."""

    def __init__(self) -> None:
        self._command = ""
        self._kept: Kept | None = None
        self._tree: DocsTree | None = None
        self.publication = Publication()
        self._engine: search.Engine = "litreview"
        self._passages: list[search.Passage] = []
        self._text_index = search.TextIndex()
        self._headings: Headings | None = None
        self._warnings = _WarningCounter()
        self._nav: Navigation | None = None
        self._addresses: dict[str, str] = {}
        self._lazy: dict[str, LazyFile] = {}
        self._lazy_files = LazyFiles()
        self._converted = Converted()
        self._waiting: SiteWriter | None = None
        self._searchable: Searchable | None = None
        self._running = Running()
        self._long_lists = LongLists()
        self._preview = Preview()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember what is run; having this event also keeps the plugin alive while a preview rebuilds."""
        self._kept = Kept() if command == "serve" else None
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the theme, its assets and the Markdown extensions that the pages are written for."""
        add_theme(config)
        config.markdown_extensions.extend(e for e in REQUIRED_EXTENSIONS if e not in config.markdown_extensions)
        serving = self._command == "serve"
        # The preview's live reload is an inline script, which the policy of the published site forbids.
        if isinstance(own := config.extra.get("litreview") or {}, dict):  # else a finding says so
            config.extra["litreview"] = {**own, "csp": not serving}
        refs = project_root(config) / "refs"
        if serving and str(refs) not in config.watch:
            config.watch.append(str(refs))
        if config.theme.name != "material":
            _log.warning("the pages are made for the theme material; name it in mkdocs.yml: theme: {name: material}")
        config.theme["font"] = False  # else the theme asks another host for its fonts
        if not serving:
            self.publication.begin(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Render the docs tree.

        Raises:
            PluginError: the author's files hold an error; nothing has been written then.
        """
        self._preview.close()
        self._warnings.count = 0
        logging.getLogger("mkdocs").addHandler(self._warnings)
        self._tree = build_tree(load_project(config), self._kept)
        log_findings(self._tree.diagnostics)
        self._engine = search.chosen(self.config.search)
        self._passages = []
        own = config.extra["litreview"]
        # Pagefind reads finished sites.
        own["search_worker"] = (
            search.WORKERS[self._engine] if self._engine != "pagefind" or self.publication.begun else ""
        )
        own["texts"] = dict(self._tree.texts)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and downloads; the author's own pages keep their place and their edit link."""
        tree = self._rendered
        headings = self._headings = Headings(config)
        self._lazy = {}
        in_nav = {page.path for page in flatten(config.nav)}
        proved: dict[str, bool] = {"": False}
        for path in tree.pages:
            kind = tree.html_pages.get(path, "")
            if kind not in proved:
                proved[kind] = may_be_fast(config) and self._proved(kind, headings, config, files)
            if proved[kind] and path not in in_nav:
                self._add(self._lazy_files.of(config, path), files)
                continue
            # Beside another search, the theme's gets the author's pages alone: it loads all that it has on every page.
            text = self._page(path)
            source = unsearched(text) if self._engine != "lunr" and kind else text
            existing = files.get_file_from_path(path)
            if existing is not None:
                existing.content_string = source
            else:
                files.append(File.generated(config, path, content=source, inclusion=InclusionLevel.NOT_IN_NAV))
        for path in tree.files:
            self._add(self._lazy_files.of(config, path), files)
        self._addresses = {file.src_uri: file.url for file in files.documentation_pages()}
        if not self._on_demand:
            self._running.start_files(tree, self._lazy)
        return files

    @property
    def _on_demand(self) -> bool:
        """Whether pages are written when a reader asks for them."""
        return not self.publication.begun and len(self._lazy) > _SMALL_PREVIEW

    @property
    def _rendered(self) -> DocsTree:
        if self._tree is None:  # pragma: no cover - MkDocs runs on_pre_build first
            raise PluginError("the docs tree has not been rendered")
        return self._tree

    def _add(self, file: LazyFile, files: Files) -> None:
        existing = files.get_file_from_path(file.src_uri)
        if existing is not None:
            files.remove(existing)
        files.append(file)
        self._lazy[file.src_uri] = file

    def _page(self, path: str) -> str:
        """The Markdown of a page.

        Raises:
            PluginError: a template of the author's cannot make it.
        """
        try:
            return self._rendered.pages[path]
        except RenderError as error:
            raise PluginError(str(error)) from error

    def _proved(self, kind: str, headings: Headings, config: MkDocsConfig, files: Files) -> bool:
        """Whether pages of a kind come out fast as they do plain."""
        path, source = self._rendered.samples[kind]
        file = File.generated(config, path, content="")
        return same_as_plain(HtmlPage(file, config, split_front_matter(source), headings), config, files)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Remember the navigation, which stands on every page."""
        self._nav = nav
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG002 - MkDocs' interface
        """In a preview, see to it that a page is converted only when it has changed."""
        if self._kept:
            self._converted.attend(page)
        return page

    @event_priority(-100)  # after every other change
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take a long list out, which is HTML but for its links."""
        return self._long_lists.take_out(markdown, page, files) if may_be_fast(config) else markdown

    @event_priority(100)  # before every other change
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put a long list back."""
        return self._long_lists.put_back(html, page, config, files)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Write, or in a large preview get ready to write, what MkDocs does not.

        Raises:
            PluginError: a page names a template that there is not, or a template of the author's fails.
        """
        keep_compiled(env, config)
        for file in files.documentation_pages():
            template = file.page.meta.get("template") if file.page else None
            if template:
                try:
                    env.get_template(template)
                except jinja2.TemplateNotFound as error:
                    message = f"{file.src_uri}: there is no template {template} (leave the line `template:` out)"
                    raise PluginError(message) from error
        if self._nav is None or self._headings is None:  # pragma: no cover - MkDocs runs on_nav and on_files first
            return env
        theirs = next((config.plugins[name] for name in _SEARCHES if name in config.plugins), None)
        self._searchable = Searchable() if self._engine == "pagefind" and self.publication.begun else None
        writer = SiteWriter(
            tree=self._rendered,
            config=config,
            lazy=self._lazy,
            headings=self._headings,
            shell=shell_of(env, self._nav, files, config),
            index=theme_index(theirs) if theirs and self._engine == "lunr" and not self._on_demand else None,
            searchable=self._searchable,
        )
        self._waiting = writer if self._on_demand else None
        if not self._waiting:
            try:
                self._running.write(writer)
            except RenderError as error:
                raise PluginError(str(error)) from error
        return env

    @event_priority(100)  # before the theme's search reads the page
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ANN401, ARG002 - MkDocs' interface
        """Take in the text of a page that is no list and no reference."""
        current().advance()
        path = page.file.src_uri
        if path != REFERENCES_PATH and path not in self._rendered.html_pages:
            self._passages.extend(search.passages(page))
        if config.extra["litreview"]["search_worker"]:
            page.meta = {**page.meta, "search": {**(page.meta.get("search") or {}), "exclude": True}}
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ANN401
        """Name the pages that MkDocs does not know in the site's map, which nobody asks a preview for."""
        if template_name == "sitemap.xml" and not self._kept:
            written = [file for path, file in self._lazy.items() if path in self._rendered.html_pages]
            context["pages"] = [*context["pages"], *(mapped(file, config) for file in written)]
        return context

    @event_priority(100)  # before the theme's search writes its index
    def _finish_pages(self, *, config: MkDocsConfig) -> None:
        """Wait for the pages that are written beside MkDocs."""
        try:
            entries = self._running.finish()
        except RenderError as error:
            raise PluginError(str(error)) from error
        current().end(counted(len(self._rendered.pages), "page"), counted(len(self._rendered.files), "file"))
        current().begin(Stage.SEARCH)
        for name in _SEARCHES if entries else ():
            if name in config.plugins:
                config.plugins[name].search_index.entries.extend(entries)  # type: ignore[attr-defined]

    @event_priority(-100)  # after every plugin that still writes into the site, such as the search index
    def _finish_site(self, *, config: MkDocsConfig) -> None:
        """Let the finished site take the place of the last one."""
        logging.getLogger("mkdocs").removeHandler(self._warnings)
        self._index(Path(config.site_dir))
        if not self.publication.begun:
            self._preview.open(self._waiting)
            return
        if config.strict and self._warnings.count:
            return  # MkDocs fails after this event
        current().begin(Stage.SITE)
        self.publication.publish(config)
        current().end("in its place")
        self._forget()

    on_post_build = CombinedEvent(_finish_pages, _finish_site)

    def _index(self, built: Path) -> None:
        # Lists repeat what the pages of references say.
        hidden = {REFERENCES_PATH, *(path for path, kind in self._rendered.html_pages.items() if kind == "list")}
        try:
            self._text_index.write(self._passages, built)
            search.write_settings(built)
            if self._searchable:
                for address in (url for path, url in self._addresses.items() if path not in hidden):
                    self._searchable.add_built(built, address)
                self._searchable.write_index(built)
        except (OSError, subprocess.CalledProcessError) as error:
            why = error.strerror if isinstance(error, OSError) else " ".join(str(error.stderr).split())
            raise PluginError(f"the site could not be indexed: {why}; the last site is left as it was") from error
        current().end(counted(len(self._passages), "passage"))

    @event_priority(-100)  # other plugins may hand the server its builder
    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:  # noqa: ANN401 - MkDocs' interface
        """Write what a reader asks for before MkDocs looks for it, and keep the last site where a build fails."""
        self._preview.attend(server)
        return server

    def on_build_error(self, *, error: Exception, **_: Any) -> None:  # noqa: ANN401, ARG002 - MkDocs' interface
        """Leave nothing half-built behind."""
        logging.getLogger("mkdocs").removeHandler(self._warnings)
        self._preview.reopen()
        self._forget()

    def on_shutdown(self) -> None:
        """Leave nothing behind where a build was interrupted."""
        self._forget()

    def _forget(self) -> None:
        """Let go of what one build alone needs."""
        self._running.stop()
        if self._searchable:
            self._searchable.close()
        self._searchable = None
        self.publication.end()
