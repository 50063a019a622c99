"""Snippets, which an extension puts into the pages when they are converted.

They come from the project alone, and no citation is read in them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from litreview.builders.project import Project
from litreview.cite.slips import unread_citations
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.pages.prose import HandWritten

EXTENSION: Final = "pymdownx.snippets"
#: Whatever stands behind the sign, on its line or, in a block, on those that follow it.
_SIGN: Final = re.compile(r"(?<!-)-++8<-++(?P<line>[^\n]*)")
_NAME: Final = re.compile(r"""["']([^"'\n]+)["']""")
#: Lines of a file, or a part of it by name, behind its path: "file.md:3:9".
_PART: Final = re.compile(r"(?<![\w:,-])(?P<end>[\w,-]*+):[\w:,-]*+\Z")
_LARGEST: Final = 1_000_000


def anchored(root: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The extension's settings, with its folders seen from the project, wherever the command is run."""
    said = settings.get("base_path", ["."])
    folders = said if isinstance(said, list | tuple) else [said]
    return {**settings, "base_path": [str(root / folder) if isinstance(folder, str) else folder for folder in folders]}


def snippet_problems(
    project: Project, pages: Mapping[str, HandWritten], resolve: Callable[[str], str | None]
) -> Iterator[Diagnostic]:
    """What is wrong with the files that pages name as snippets, and with those that these name.

    Args:
        project: The project.
        pages: Its pages.
        resolve: Gives the citation key for a key as written, None where the bibliography has none.
    """
    if EXTENSION not in project.markdown.extensions:
        return
    folders = anchored(project.root, project.markdown.configs.get(EXTENSION, {}))["base_path"]
    bases = [Path(folder) for folder in folders if isinstance(folder, str)]
    for page in pages.values():
        seen: set[Path] = set()
        #: Texts to look through; that of a snippet with the place in the page by which it comes in.
        waiting: list[tuple[str, Position | None]] = [(page.split.body, None)]
        while waiting:
            text, by = waiting.pop()
            for name, line in _named(text):
                place = by or Position(page.file, page.split.lines + line)
                for path in (base / name for base in bases):
                    if path in seen or not os.path.lexists(path):
                        continue
                    seen.add(path)
                    if problem := project.files.problem(path):
                        message = f"the snippet {name} is not read: {problem.message}"
                        yield Diagnostic(Severity.ERROR, problem.rule, place, message, problem.hint)
                    elif path.stat().st_size <= _LARGEST:
                        snippet = path.read_text(encoding="utf-8", errors="replace")
                        waiting.append((snippet, place))
                        for slip in unread_citations(snippet, f"the snippet {name}", resolve):
                            yield Diagnostic(Severity.WARNING, slip.rule, place, slip.message, slip.hint)


def _named(text: str) -> Iterator[tuple[str, int]]:
    """Names that may be those of snippets, with their lines: too many rather than too few."""
    in_block = False
    for number, line in enumerate(text.splitlines(), 1):
        sign = _SIGN.search(line)
        if sign and not sign["line"].strip():
            in_block = not in_block
        elif sign:
            yield from ((_without_part(name), number) for name in _NAME.findall(sign["line"]))
        elif in_block and line.strip():
            yield _without_part(line), number


def _without_part(name: str) -> str:
    """The path of the file that a snippet names, without the lines or the part of it that it asks for."""
    return _PART.sub(r"\g<end>", name.strip())
