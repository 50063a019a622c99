"""Citations of the author's that no page shows: in titles of front matter, and in snippets, which are put in later."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from litreview.builders.project import Project
from litreview.builders.snippets import without_part
from litreview.cite.keys import Keys
from litreview.cite.slips import Slip, unread_citations
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.pages.prose import HandWritten

_SNIPPETS: Final = "pymdownx.snippets"
#: A snippet's line, or the lines of a block of them.
_SNIPPET: Final = re.compile(
    r"""^[ \t]*-+8<-+[ \t]+(["'])(?P<one>[^"'\n]+)\1[ \t]*$"""
    r"""|^[ \t]*-+8<-+[ \t]*\n(?P<block>(?:.*\n)*?)[ \t]*-+8<-+[ \t]*$""",
    re.MULTILINE,
)
_LARGEST: Final = 1_000_000


def unread(project: Project, pages: Mapping[str, HandWritten], keys: Collection[str]) -> Iterator[Diagnostic]:
    """What the pages cite where no citation is read."""
    known = Keys(keys)
    bases = _bases(project)
    for page in pages.values():
        title = page.meta.get("title")
        if isinstance(title, str):
            for slip in unread_citations(title, "the title of the front matter", known.resolve):
                line = next(
                    (n for n, text in enumerate(page.split.yaml.splitlines(), 2) if text.startswith("title")), 1
                )
                yield _found(slip, Position(page.file, line))
        if _SNIPPETS not in project.markdown.extensions:
            continue
        for match in _SNIPPET.finditer(page.split.body):
            line = page.split.lines + page.split.body.count("\n", 0, match.start()) + 1
            for name in (match["one"] or match["block"]).splitlines():
                text = _snippet(without_part(name), bases, project.root)
                for slip in unread_citations(text, f"the snippet {name.strip()}", known.resolve):
                    yield _found(slip, Position(page.file, line))


def _found(slip: Slip, position: Position) -> Diagnostic:
    return Diagnostic(Severity.WARNING, slip.rule, position, slip.message, slip.hint)


def _bases(project: Project) -> tuple[Path, ...]:
    said = project.markdown.configs.get(_SNIPPETS, {}).get("base_path", ["."])
    return tuple(project.root / str(base) for base in (said if isinstance(said, list) else [said]))


def _snippet(name: str, bases: Collection[Path], root: Path) -> str:
    """What a snippet's file says; nothing where there is none inside the project."""
    inside = root.resolve()
    for base in bases:
        path = (base / name).resolve()
        try:
            if name and path.is_relative_to(inside) and path.is_file() and path.stat().st_size <= _LARGEST:
                return path.read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            continue
    return ""
