"""Snippets, which an extension puts into the pages when they are converted: they come from the project alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from litreview.builders.project import Project
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


def snippet_problems(project: Project, pages: Mapping[str, HandWritten]) -> Iterator[Diagnostic]:
    """What is wrong with the files that pages name as snippets, and with those that these name."""
    if EXTENSION not in project.markdown.extensions:
        return
    folders = anchored(project.root, project.markdown.configs.get(EXTENSION, {}))["base_path"]
    bases = [Path(folder) for folder in folders if isinstance(folder, str)]
    for page in pages.values():
        seen: set[Path] = set()
        waiting = [(page.split.body, page.split.lines)]
        while waiting:
            text, offset = waiting.pop()
            for name, line in _named(text):
                for path in (base / name for base in bases):
                    if path in seen or not os.path.lexists(path):
                        continue
                    seen.add(path)
                    place = Position(page.file, offset + line)
                    if problem := project.files.problem(path):
                        message = f"the snippet {name} is not read: {problem.message}"
                        yield Diagnostic(Severity.ERROR, problem.rule, place, message, problem.hint)
                    elif path.stat().st_size <= _LARGEST:
                        # What it names in turn is told at the page's own line.
                        waiting.append((path.read_text(encoding="utf-8", errors="replace"), offset + line - 1))


def _named(text: str) -> Iterator[tuple[str, int]]:
    """Names that may be those of snippets, with their lines: too many rather than too few."""
    lines = text.splitlines()
    in_block = False
    for number, line in enumerate(lines, 1):
        sign = _SIGN.search(line)
        if sign and not sign["line"].strip():
            in_block = not in_block
        elif sign:
            yield from ((without_part(name), number) for name in _NAME.findall(sign["line"]))
        elif in_block and line.strip():
            yield without_part(line), number


def without_part(name: str) -> str:
    """The path of the file that a snippet names, without the lines or the part of it that it asks for."""
    return _PART.sub(r"\g<end>", name.strip())
