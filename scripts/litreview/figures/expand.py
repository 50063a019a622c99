"""Hand-written pages with their figures drawn and their values printed, before citations are looked for in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from litreview.cite.markdown import Converter
from litreview.figures.blocks import draw_blocks
from litreview.figures.context import FigureContext
from litreview.figures.typed import typed_results
from litreview.figures.values import print_values
from litreview.model.diagnostics import Diagnostic
from litreview.model.source_map import Edit, SourceMap, rewrite


def expand(
    source: str, file: str, line_offset: int, context: FigureContext, converter: Callable[[], Converter]
) -> tuple[SourceMap | None, tuple[Diagnostic, ...]]:
    """A page with everything in it that comes from the data.

    Args:
        source: The page without front matter.
        file: The page's file, for findings.
        line_offset: Lines of the file before `source`.
        context: The library, and how the page names things.
        converter: Makes the site's Markdown, where a page has values.

    Returns:
        The page as rewritten, None where nothing in it comes from the data; and what is wrong with what should.
    """
    studies = context.library.studies
    typed = tuple(typed_results(source, file, line_offset, studies)) if studies else ()
    if not any(mark in source for mark in ("```", "~~~", "{{")):
        return None, typed
    blocks, found = draw_blocks(source, file, line_offset, lambda name: replace(context, id=name))
    values: tuple[Edit, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    if "{{" in source:
        values, problems = print_values(source, file, line_offset, context, converter())
    inside = [(block.start, block.end) for block in blocks]
    edits = (*blocks, *(v for v in values if not any(start <= v.start < end for start, end in inside)))
    return (rewrite(source, edits) if edits else None), (*found, *problems, *typed)
