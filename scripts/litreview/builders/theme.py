"""What a site's pages need beside their Markdown: overrides of Material's templates, stylesheets and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from litreview.builders.search import WORKER

#: A folder for MkDocs' `theme.dirs` (Zensical: `custom_dir`); its `assets/` are served as `assets/`.
THEME_DIR: Final[Path] = Path(__file__).parent.parent / "theme"

#: For `extra_css`, in this order.
STYLESHEETS: Final[tuple[str, ...]] = (
    "assets/litreview/reading.css",
    "assets/litreview/shell.css",
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
    "assets/litreview/shell.js",
    "assets/litreview/cards.js",
    "assets/litreview/browse.js",
    "assets/litreview/cite.js",
    "assets/litreview/copy.js",
    "assets/litreview/figures.js",
)


def theme_settings(texts: Mapping[str, str], *, csp: bool = True) -> dict[str, Any]:
    """What the theme's templates find under `extra: litreview:`.

    Args:
        texts: Texts of the interface.
        csp: Whether pages carry the policy that forbids them all but the site's own files.
    """
    return {"csp": csp, "search_worker": WORKER, "texts": dict(texts)}
