"""What a site's pages need beside their Markdown: overrides of Material's templates, stylesheets and scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from litreview.builders.search import WORKER

#: A folder for MkDocs' `theme.dirs` (Zensical: `custom_dir`); its `assets/` are served as `assets/`.
THEME_DIR: Final[Path] = Path(__file__).parent.parent / "theme"

#: What every page loads, each in one file of the docs tree: a page that asks for few files is there sooner.
STYLESHEET: Final = "assets/litreview/site.css"
SCRIPT: Final = "assets/litreview/site.js"

#: The parts of the stylesheet, in this order.
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

#: The parts of the script, in this order. Classic scripts: modules do not run from `file://`.
SCRIPTS: Final[tuple[str, ...]] = (
    "assets/litreview/litreview.js",
    "assets/litreview/shell.js",
    "assets/litreview/cards.js",
    "assets/litreview/browse.js",
    "assets/litreview/cite.js",
    "assets/litreview/copy.js",
    "assets/litreview/figures.js",
)

#: Comments on lines of their own, which are for whoever reads the parts.
_COMMENT: Final = re.compile(rb"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)


def theme_files(texts: Mapping[str, str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The stylesheet and the script of every page: each path in the docs tree, and what gives its content.

    Args:
        texts: What scripts say, by name.
    """
    yield STYLESHEET, partial(_joined, STYLESHEETS)
    yield SCRIPT, partial(_script, texts)


def _joined(parts: Sequence[str]) -> bytes:
    return b"\n".join(_COMMENT.sub(b"", (THEME_DIR / part).read_bytes()) for part in parts)


def _script(texts: Mapping[str, str]) -> bytes:
    said = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    # The first part is what the others ask for texts.
    return b"\n".join((_joined(SCRIPTS[:1]), b"litreview.addTexts(%b);" % said, _joined(SCRIPTS[1:])))


def theme_settings(texts: Mapping[str, str], *, csp: bool = True) -> dict[str, Any]:
    """What the theme's templates find under `extra: litreview:`.

    Args:
        texts: What these templates say, by name.
        csp: Whether pages carry the policy that forbids them all but the site's own files.
    """
    return {"csp": csp, "search_worker": WORKER, "texts": dict(texts)}
