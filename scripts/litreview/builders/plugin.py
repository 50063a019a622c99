"""MkDocs: its plugin `litreview`, and how `litreview build` runs it.

No other module knows MkDocs. ProperDocs runs the same plugin where it is started by itself.

| event | what is done |
|---|---|
| `on_config` | the theme, its scripts and our Markdown extensions are added; the site is built beside the last one |
| `on_pre_build` | the review is read, checked and rendered, before MkDocs empties the site's folder |
| `on_files` | MkDocs is given the pages that it draws |
| `on_env` | a template that a page names, and that there is not, is told by the page's name |
| `on_post_build` | the rest is filled in, and the site takes the place of the last one |
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal
from zlib import crc32

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import CountHandler

from litreview.builders import snippets
from litreview.builders.filling import FrameError, fill
from litreview.builders.outline import Outline, outline_of
from litreview.builders.progress import Progress, counted, shown
from litreview.builders.project import REQUIRED_EXTENSIONS, Project, load_project
from litreview.builders.registry import BuilderError, told_settings
from litreview.builders.site_folder import RefusedError, SiteFolder
from litreview.builders.theme import SCRIPT, STYLESHEET, THEME_DIR, theme_settings
from litreview.builders.tree import RenderError, build_tree
from litreview.cite.bytecode import bytecode_cache
from litreview.model.diagnostics import Diagnostic, Severity, has_errors
from litreview.model.memo import Memo
from litreview.read.configuration import CONFIG_FILE, PLUGIN, ConfigurationError

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # brings a web server along

_log: Final = logging.getLogger("mkdocs.plugins.litreview")
#: Seconds from which on somebody has been waiting for a stage.
_LONG: Final = 1.0
_LEVELS: Final = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.DEBUG}
#: The builder that runs the plugin, MkDocs or ProperDocs, as its log is called.
_BUILDER: Final = BasePlugin.__module__.partition(".")[0]


class PluginSettings(Config):  # type: ignore[no-untyped-call] # MkDocs does not type its hook
    """What mkdocs.yml says of the plugin; it is read as `Configuration` has it, for every builder."""

    allow_links = Type((bool, str, list), default=False)
    complete_nav = Type(bool, default=True)


class _Logged(Progress):
    """Logs the stages that somebody had to wait for; the others are for those who look closely."""

    def end(self, *what: str) -> None:
        super().end(*what)
        done = self.done[self.stage]
        level = logging.INFO if done.seconds >= _LONG else logging.DEBUG
        _log.log(level, "%s: %s in %.1f s", self.stage, done.what, done.seconds)


@contextmanager
def _ending() -> Iterator[None]:
    """What goes wrong within ends the build as MkDocs ends it: with a message, and no trace."""
    try:
        yield
    except (FrameError, RefusedError, RenderError) as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        raise PluginError(f"the site could not be written: {error}; the last one is left as it was") from error


class LitreviewPlugin(BasePlugin[PluginSettings]):  # type: ignore[no-untyped-call] # as above
    """Adds the review's pages, its downloads and its theme to a MkDocs build."""

    def __init__(self) -> None:
        #: What MkDocs is to draw for `litreview build`, which does all the rest.
        self.given: Outline | None = None
        self._outline: Outline | None = None
        self._memo: Memo | None = None
        self._serving = False
        #: Where the site goes, as long as no other process may build it.
        self._site: SiteFolder | None = None
        self._claim = ExitStack()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs' interface
        """Remember what is run; having this event also keeps the plugin alive while a preview rebuilds."""
        self._serving = command == "serve"
        self._memo = Memo() if self._serving else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the theme, its assets and the Markdown extensions that the pages are written for."""
        _add_theme(config)
        config.markdown_extensions.extend(e for e in REQUIRED_EXTENSIONS if e not in config.markdown_extensions)
        root = _config_file(config).parent
        if snippets.EXTENSION in config.markdown_extensions:
            found = config.mdx_configs.get(snippets.EXTENSION) or {}
            config.mdx_configs[snippets.EXTENSION] = snippets.anchored(root, found)
        refs = root / "refs"
        if self._serving and str(refs) not in config.watch:
            config.watch.append(str(refs))
        if config.theme.name != "material":
            _log.warning("the pages are made for the theme material; name it in mkdocs.yml: theme: {name: material}")
        config.theme["font"] = False  # else the theme asks another host for its fonts
        if not self._serving and not self.given:
            self._build_aside(config)
        return config

    def _build_aside(self, config: MkDocsConfig) -> None:
        root = _config_file(config).parent
        theme = (Path(config.theme.custom_dir),) if config.theme.custom_dir else ()
        with _ending():
            self._site = SiteFolder.of(Path(config.site_dir), root, (Path(config.docs_dir), root / "refs", *theme))
            self._claim.enter_context(self._site.claimed(waiting=_log_waiting))
        config.site_dir = str(self._site.building)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Render the docs tree.

        Raises:
            PluginError: The author's files hold an error; nothing has been written then.
        """
        self._outline = self.given or self._rendered(config)
        own = config.extra.get(PLUGIN)
        # The preview's live reload is an inline script, which the policy of the published site forbids.
        ours = theme_settings(self._outline.tree.texts, csp=not self._serving)
        config.extra[PLUGIN] = {**(own if isinstance(own, dict) else {}), **ours}
        config.theme["language"] = self._outline.tree.language

    def _rendered(self, config: MkDocsConfig) -> Outline:
        project = _project(config)
        with shown(_Logged()):
            tree = build_tree(project, self._memo)
        _log_findings(tree.diagnostics)
        with _ending():
            return outline_of(tree)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages that MkDocs draws; the author's own keep their place and their edit link."""
        for path, source in self._drawn.pages.items():
            existing = files.get_file_from_path(path)
            if existing is not None:
                existing.content_string = source
            else:
                files.append(File.generated(config, path, content=source, inclusion=InclusionLevel.NOT_IN_NAV))
        if self._drawn.tree.nav is not None:
            config.nav = list(self._drawn.tree.nav)
        return files

    @property
    def _drawn(self) -> Outline:
        if self._outline is None:  # pragma: no cover - MkDocs runs on_pre_build first
            raise PluginError("the docs tree has not been rendered")
        return self._outline

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:  # noqa: ARG002 - MkDocs' interface
        """Keep what Jinja makes of the theme's templates, and see that there are those that pages name.

        Raises:
            PluginError: There is one that is not.
        """
        # Extensions, which other plugins may add, read the same template otherwise.
        env.bytecode_cache = bytecode_cache(f"theme-{crc32(repr(sorted(env.extensions)).encode()):08x}")
        for file in files.documentation_pages():
            template = file.page.meta.get("template") if file.page else None
            if template:
                try:
                    env.get_template(template)
                except jinja2.TemplateNotFound as error:
                    message = f"{file.src_uri}: there is no template {template} (leave the line `template:` out)"
                    raise PluginError(message) from error
        return env

    @event_priority(-100)  # after every plugin that still writes into the site, such as the search index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the site in, and let it take the place of the last one.

        Raises:
            PluginError: It cannot be filled in, or not put into its place; the last site is as it was.
        """
        if self.given:
            return
        with _ending(), shown(_Logged()):
            fill(self._drawn, Path(config.site_dir))
        # MkDocs fails after this event where its strict mode has counted a warning.
        counters = (one for one in logging.getLogger(_BUILDER).handlers if isinstance(one, CountHandler))
        if self._site and not any(counter.get_counts() for counter in counters):
            with _ending():
                self._site.swap_in()
            config.site_dir = str(self._site.place)
        self._claim.close()

    @event_priority(-100)  # other plugins may hand the server its builder
    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:  # noqa: ANN401 - MkDocs' interface
        """Keep the last site where a build fails."""
        server.builder = _surviving(server.builder, Path(server.root))
        return server

    def on_build_error(self, *, error: Exception, **_: Any) -> None:  # noqa: ANN401, ARG002 - MkDocs' interface
        """Leave nothing half-built behind."""
        self._claim.close()

    def on_shutdown(self) -> None:
        """Leave nothing behind where a build was interrupted."""
        self._claim.close()


class Adapter:
    """Lets MkDocs draw a site, with all plugins of the author's."""

    def findings(self, project: Project) -> Iterator[Diagnostic]:
        """See `Builder.findings`."""
        configuration = project.configuration
        config = MkDocsConfig(config_file_path=str(configuration.path))
        # Hooks are programs of the author's, and checking a review runs none.
        config.load_dict({**configuration.values(), "hooks": []})
        errors, warnings = config.validate()
        told = ((Severity.ERROR, "configuration", errors), (Severity.WARNING, "doubtful-setting", warnings))
        for severity, rule, found in told:
            for name, problem in found:
                if name != "markdown_extensions":  # which checking has tried itself
                    quoted = partial(_quotes, str(problem))
                    place = configuration.place(name, word=quoted)
                    yield Diagnostic(severity, rule, place, f"{name}: {problem}")

    def draw(self, outline: Outline, site: Path) -> None:
        """See `Builder.draw`."""
        try:
            project = outline.tree.project
            logging.getLogger("mkdocs.config").setLevel(logging.ERROR)  # `findings` has told the warnings
            config = load_config(
                str(project.configuration.path),
                site_dir=str(site),
                site_url=project.settings.url,
                use_directory_urls=project.settings.directory_urls,
            )
            plugin = config.plugins.get(PLUGIN)
            if not isinstance(plugin, LitreviewPlugin):
                raise BuilderError(f"{CONFIG_FILE} does not name our plugin. Add a line `- {PLUGIN}` under plugins:")
            for _, part, name in told_settings(outline.tree.diagnostics):
                config.validation[part][name] = logging.DEBUG
            plugin.given = outline
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
                plugin.given = None  # MkDocs keeps a plugin for the next build of the same process
        except (Abort, MkDocsException) as error:
            raise BuilderError(" ".join(str(error).split()) or "see the messages above") from error


def _quotes(message: str, word: str) -> bool:
    """Whether a message has a word in quotes."""
    return any(f"{quote}{word}{quote}" in message for quote in "\"'`")


def _config_file(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or CONFIG_FILE).absolute()


def _project(config: MkDocsConfig) -> Project:
    """The project as MkDocs has it: a preview's address is another one, and plugins may add Markdown extensions."""
    try:
        project = load_project(_config_file(config))
    except ConfigurationError as error:
        raise PluginError(f"{error.position}: {error}") from error
    url = config.site_url or ""
    markdown = replace(project.markdown, extensions=tuple(config.markdown_extensions), configs=dict(config.mdx_configs))
    settings = replace(project.settings, url=url if not url or url.endswith("/") else f"{url}/")
    return replace(project, settings=settings, markdown=markdown)


def _add_theme(config: MkDocsConfig) -> None:
    """Add the templates, the stylesheet and the script to a site's configuration, where it does not name them."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME_DIR))
    if STYLESHEET not in config.extra_css:
        config.extra_css.append(STYLESHEET)
    if SCRIPT not in map(str, config.extra_javascript):
        script = ExtraScriptValue(SCRIPT)
        script.defer = True
        config.extra_javascript.append(script)


def _log_waiting(process: str) -> None:
    _log.warning("another build of this site goes on (process %s); this one waits for it", process or "unknown")


def _log_findings(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Log each finding.

    Raises:
        PluginError: One of them is an error.
    """
    for diagnostic in diagnostics:
        _log.log(_LEVELS[diagnostic.severity], "%s", diagnostic)
    if has_errors(diagnostics):
        errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
        said = f"{counted(errors, 'error')} in the review's files, named above"
        raise PluginError(f"{said}; the last site is left as it was")


def _surviving(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """A preview's build after which readers have the last site again where it fails, as long as that still stands.

    MkDocs by itself lets them wait until the mistake is mended, and prints a trace for one in mkdocs.yml.
    """

    def build_or_stay() -> None:
        try:
            build()
        except MkDocsException as error:
            if not isinstance(error, Abort):  # which MkDocs has explained
                _log.error("%s", " ".join(str(error).split()))
            if not (site / "index.html").is_file():
                raise Abort("there is no site to show until that is mended") from error
            _log.error("the preview shows the last site until that is mended")

    return build_or_stay
