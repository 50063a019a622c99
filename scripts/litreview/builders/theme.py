"""What a site's pages need beside their Markdown: overrides of Material's templates, stylesheets and scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from litreview.builders.search import WORKER
from litreview.figures.html import script_literal
from litreview.pages.texts import known_language
from litreview.read.configuration import Configuration

#: A folder for MkDocs' `theme.dirs` (Zensical: `custom_dir`); its `assets/` are served as `assets/`.
THEME_DIR: Final[Path] = Path(__file__).parent.parent / "theme"

#: What every page loads, each in one file of the docs tree: a page that asks for few files is there sooner.
STYLESHEET: Final = "assets/litreview/site.css"
SCRIPT: Final = "assets/litreview/site.js"
#: What the page of all references loads besides.
BROWSER: Final = "assets/litreview/browser.js"

#: The parts of the stylesheet, in this order. Those of figures, of studies and of lists of references stand alone: each
#: page needs some of them, and main.html says which.
STYLESHEETS: Final[tuple[str, ...]] = (
    "assets/litreview/reading.css",
    "assets/litreview/shell.css",
    "assets/litreview/citations.css",
    "assets/litreview/cite.css",
    "assets/litreview/references.css",
    "assets/litreview/evidence.css",
    "assets/litreview/print.css",
)

#: The parts of the script, in this order. Classic scripts: modules do not run from `file://`.
SCRIPTS: Final[tuple[str, ...]] = (
    "assets/litreview/litreview.js",
    "assets/litreview/shell.js",
    "assets/litreview/cards.js",
    "assets/litreview/browse.js",
    "assets/litreview/figures.js",
)

#: The parts of the reference browser, in this order. What reads free text is loaded by who writes some.
BROWSER_PARTS: Final[tuple[str, ...]] = tuple(
    f"assets/litreview/browse-{name}.js"
    for name in ("data", "state", "facets", "years", "sheet", "visits", "advice", "results", "selection", "main")
)

#: Comments on lines of their own and indentation, which are for whoever reads the parts.
_COMMENT: Final = re.compile(rb"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENTATION: Final = re.compile(rb"^[ \t]+|\n(?=\n)", re.MULTILINE)
#: In a stylesheet; in a script a comment may stand at the end of a line.
_RULES: Final = re.compile(rb"(?<=[{;,])\n")


def theme_files(
    of_scripts: Mapping[str, str], of_browser: Mapping[str, str]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The stylesheet and the scripts of the pages: each path in the docs tree, and what gives its content.

    Each is as short as it is without its comments and indentation; the theme's folder holds them as they were written.

    Args:
        of_scripts: What scripts of every page say, by name.
        of_browser: What the reference browser says besides.
    """
    # The first part is what the others ask for texts.
    yield SCRIPT, lambda: b"\n".join((_joined(SCRIPTS[:1]), _saying(of_scripts), _joined(SCRIPTS[1:])))
    yield BROWSER, lambda: b"\n".join((_saying(of_browser), _joined(BROWSER_PARTS)))
    yield STYLESHEET, partial(_joined, STYLESHEETS)
    for file in sorted((*THEME_DIR.rglob("*.css"), *THEME_DIR.rglob("*.js"))):
        path = file.relative_to(THEME_DIR).as_posix()
        if path not in {*STYLESHEETS, *SCRIPTS, *BROWSER_PARTS}:
            yield path, partial(_joined, (path,))


def _joined(parts: Sequence[str]) -> bytes:
    joined = b"\n".join(_INDENTATION.sub(b"", _COMMENT.sub(b"", (THEME_DIR / part).read_bytes())) for part in parts)
    return _RULES.sub(b"", joined) if parts[0].endswith(".css") else joined


def _saying(texts: Mapping[str, str]) -> bytes:
    return f"litreview.addTexts({script_literal(texts)});".encode("utf-8", "replace")


def theme_settings(texts: Mapping[str, str], *, csp: bool = True) -> dict[str, Any]:
    """What the theme's templates find under `extra: litreview:`.

    Args:
        texts: What these templates say, by name.
        csp: Whether pages carry the policy that forbids them all but the site's own files.
    """
    return {"csp": csp, "search_worker": WORKER, "texts": dict(texts)}


def theme_language(configuration: Configuration, language: str) -> str:
    """The language of the theme's own words: what the configuration says, else that of our texts for a review's."""
    said = configuration.settings.theme_settings.get("language")
    return said if isinstance(said, str) and said else known_language(language)
