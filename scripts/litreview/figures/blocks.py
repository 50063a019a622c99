"""Figure blocks in hand-written pages: fenced, at the start of a line, their info string the name of a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from litreview.figures.context import FigureContext, FigureError
from litreview.figures.registry import FigureKind, all_figures
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.model.source_map import Edit
from litreview.read.nearest import nearest
from litreview.read.schema.base import read_shape
from litreview.read.sources import SourceFile

_RULE: Final = "figure-block"
_FENCE: Final = re.compile(r"\A(?P<indent>[ \t>]*)(?P<fence>`{3,}+|~{3,}+)[ \t]*+(?P<info>(?:[^`\n]*[^`\n \t])?)[ \t]*")
#: Info strings that may be meant for a figure's: a word with hyphens, however it is dressed.
_NAME: Final = re.compile(r"\A\{? *\.?(?P<name>[A-Za-z]+(?:[-_ ][A-Za-z]+)*)(?P<more>\b(?s:.*?))\}?")
_COMMENT: Final = re.compile(r" {0,3}<!--")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: its offsets, the line it begins in (from 0), its info string and its body."""

    start: int
    end: int
    line: int
    info: str
    body: str
    indented: bool
    closed: bool


def find_blocks(source: str) -> Iterator[Block]:
    """All fenced blocks of a page; what stands in one is no block of its own, nor is what is commented out."""
    opened: tuple[re.Match[str], int, int] | None = None
    offset = silent = 0
    body: list[str] = []
    # Editors count lines by these alone, and not by all the characters at which Python splits.
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", source)):
        match = _FENCE.fullmatch(line.rstrip("\r\n"))
        if opened is None:
            if _COMMENT.match(line) and offset >= silent:
                silent = source.find("-->", offset)
            if match and offset >= silent:
                opened, body = (match, offset, number), []
        elif match and not match["info"] and _closes(match["fence"], opened[0]["fence"]):
            yield _block(opened, "".join(body), offset + len(line), closed=True)
            opened = None
        else:
            body.append(line)
        offset += len(line)
    if opened:
        yield _block(opened, "".join(body), offset, closed=False)


def _closes(fence: str, opening: str) -> bool:
    return fence[0] == opening[0] and len(fence) >= len(opening)


def _block(opened: tuple[re.Match[str], int, int], body: str, end: int, *, closed: bool) -> Block:
    match, start, line = opened
    return Block(start, end, line, match["info"], body, bool(match["indent"]), closed)


def draw_blocks(
    source: str, file: str, line_offset: int, context_of: Callable[[str], FigureContext]
) -> tuple[tuple[Edit, ...], tuple[Diagnostic, ...]]:
    """The figures of a page.

    Args:
        source: The page without front matter.
        file: The page's file, for findings.
        line_offset: Lines of the file before `source`.
        context_of: Gives the context for the figure with this id.

    Returns:
        What takes the place of each block, and what is wrong with the blocks; one that cannot be drawn gives nothing.
    """
    edits: list[Edit] = []
    found: list[Diagnostic] = []
    for block in find_blocks(source):
        kind = all_figures().get(block.info)
        place = Position(file, line_offset + block.line + 1)
        if kind is None:
            found += [Diagnostic(Severity.WARNING, _RULE, place, *problem) for problem in _misnamed(block)]
            continue
        if problem := _misplaced(block):
            found.append(Diagnostic(Severity.ERROR, _RULE, place, *problem))
            continue
        drawn, problems = _draw(kind, block, file, place.line, context_of(f"figure-{len(edits) + 1}"))
        found += problems
        edits.append(Edit(block.start, block.end, f"{drawn}\n"))
    return tuple(edits), tuple(found)


def _misnamed(block: Block) -> Iterator[tuple[str, str]]:
    """What is to be said of an info string that is no figure's name and looks like one."""
    match = _NAME.fullmatch(block.info)
    if block.indented or not match:
        return
    name = re.sub(r"[_ ]", "-", match["name"]).casefold()
    known = next((one for one in all_figures() if name == one or name.startswith(f"{one}-")), "")
    guess = known or next(iter(nearest(name, all_figures())), "")
    options = " Its options stand in the lines of the block." if match["more"].strip(" }") else ""
    if guess:
        yield f"there is no figure “{block.info}”", f"did you mean {guess}?{options}"


def _misplaced(block: Block) -> tuple[str, str] | None:
    if not block.closed:
        return f"the block {block.info} does not end", "close it with the same fence on a line of its own"
    if block.indented:
        return f"the block {block.info} is indented", "a figure stands at the start of a line, outside lists and boxes"
    return None


def _draw(kind: FigureKind, block: Block, file: str, line: int, context: FigureContext) -> tuple[str, list[Diagnostic]]:
    # The lines before the body stand for those of the page, so that every place is the page's own.
    body = block.body if _says_something(block.body) else "{}\n"
    document, options, diagnostics = read_shape(SourceFile(file, ("\n" * line + body).encode()), kind.options)
    if options is None or diagnostics:
        return "", list(diagnostics)
    try:
        return str(kind.draw(options, context)), []
    except FigureError as error:
        place = document.place(error.path) if error.path else Position(file, line)
        return "", [Diagnostic(Severity.ERROR, _RULE, place, f"{kind.name}: {error.message}", error.hint)]


def _says_something(body: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in body.splitlines())
