"""What a site's pages need beside their Markdown: overrides of Material's templates, stylesheets and scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import jinja2
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

from litreview.pages.environment import compiled_templates

#: A folder for MkDocs' `theme.dirs` (Zensical: `custom_dir`); its `assets/` are served as `assets/`.
THEME_DIR: Final[Path] = Path(__file__).parent.parent / "theme"

#: For `extra_css`, in this order.
STYLESHEETS: Final[tuple[str, ...]] = (
    "assets/litreview/reading.css",
    "assets/litreview/citations.css",
    "assets/litreview/cite.css",
    "assets/litreview/references.css",
    "assets/litreview/browse.css",
    "assets/litreview/evidence.css",
    "assets/litreview/figures.css",
    "assets/litreview/print.css",
)

#: For `extra_javascript`, in this order, each with `defer`. Classic scripts: modules do not run from `file://`.
SCRIPTS: Final[tuple[str, ...]] = (
    "assets/litreview/litreview.js",
    "assets/litreview/cards.js",
    "assets/litreview/browse.js",
    "assets/litreview/cite.js",
    "assets/litreview/copy.js",
    "assets/litreview/figures.js",
)

#: What `browse.js` loads on the page of all references, and no other page needs.
BROWSER_SCRIPTS: Final[tuple[str, ...]] = tuple(
    f"assets/litreview/browse-{name}.js"
    for name in ("data", "query", "facets", "years", "results", "selection", "state", "main")
)


def keep_compiled(environment: jinja2.Environment, config: MkDocsConfig) -> None:
    """Keep the theme's compiled templates from one build to the next, unless some are the author's."""
    if not config.theme.custom_dir and environment.bytecode_cache is None:
        environment.bytecode_cache = compiled_templates("theme")


def add_theme(config: MkDocsConfig) -> None:
    """Add the templates, stylesheets and scripts to a site's configuration, where it does not name them itself."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME_DIR))
    config.extra_css.extend(sheet for sheet in STYLESHEETS if sheet not in config.extra_css)
    present = {str(script) for script in config.extra_javascript}
    for path in SCRIPTS:
        if path not in present:
            script = ExtraScriptValue(path)
            script.defer = True
            config.extra_javascript.append(script)
