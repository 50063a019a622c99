"""The review's own style, found and applied to all its references."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from litreview.cite.bibliography import Bibliography, with_csl, with_template
from litreview.cite.csl import CslError, is_csl, load_csl
from litreview.cite.pandoc import PandocError
from litreview.cite.styles.front import StyleError
from litreview.cite.styles.registry import load_style
from litreview.cite.titles import AS_WRITTEN, Titles
from litreview.exports.registry import EXPORTS
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.library import Library
from litreview.model.memo import Remember, make_anew
from litreview.model.reference import Reference
from litreview.model.source import Position
from litreview.read.project_files import ProjectFiles

#: What Pandoc has printed stays here, below the project's folder.
CACHE: Final = Path(".cache", "litreview")
_DEFAULT_STYLE: Final = "nlm"


def site_titles(library: Library, remember: Remember = make_anew) -> Titles:
    """The case of the titles, as the review wants it."""
    if library.review.titles != "sentence":
        return AS_WRITTEN
    return Titles.of(library.references.values(), library.prose(), remember)


def site_bibliography(
    files: ProjectFiles, library: Library, titles: Titles, remember: Remember = make_anew
) -> tuple[Bibliography, tuple[Diagnostic, ...]]:
    """The references in the review's style; where it cannot be used, in the default one, and the reason."""
    review = library.review
    references = library.references.values()
    try:
        return _bibliography(files, review.citation_style, references, titles, remember), ()
    except (StyleError, CslError, PandocError) as error:
        position = review.origin.at("citation_style")
        if isinstance(error, StyleError) and error.path and error.path.is_relative_to(files.root):
            position = Position(error.path.relative_to(files.root).as_posix(), error.line)
        problem = Diagnostic(Severity.ERROR, "citation-style", position, str(error))
        return with_template(load_style(_DEFAULT_STYLE), references, titles), (problem,)


def _bibliography(
    files: ProjectFiles, name: str, references: Iterable[Reference], titles: Titles, remember: Remember
) -> Bibliography:
    root = files.root
    own = (root / "refs" / "styles",)
    if name.endswith((".j2", ".csl")) and (problem := files.link_problem(root / name)):
        raise StyleError(f"the style {name!r} is not read: {problem.message}")
    # What is kept is written and, in time, removed, which nothing behind a link is.
    cache = root / CACHE if os.path.realpath(root / CACHE) == str(root / CACHE) else None
    try:
        # A path is one from the project's folder.
        style = load_style(root / name if name.endswith(".j2") else name, own)
    except StyleError:
        if not is_csl(name, own):
            raise
        return with_csl(load_csl(name, root, own), references, _csl_json, titles, cache)
    return with_template(style, references, titles, remember)


def _csl_json(references: Iterable[Reference]) -> str:
    return EXPORTS["csl-json"].write(references).text
