"""What the rows and columns of a page's tables say, for the citations that stand in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from litreview.cite.located import Passage
from litreview.cite.tokens import TOKEN

#: Rows of a table whose columns are read as a whole, where they are headed by a citation.
_SHORT: Final = 12
#: What is left of citations in a cell.
_EMPTY_GROUP: Final = re.compile(r" ?\[[^\w\[\]]*+\]")


class Table:
    """The table that a walk through a page is in; it tells the passages in it what they stand in."""

    def __init__(self, passages: list[Passage]) -> None:
        """`passages` are those of the page so far, which grow while the walk goes on."""
        self._passages = passages
        #: The cells of the row so far, each as its parts; for each the number of passages before it.
        self._cells: list[list[str]] = []
        self._starts: list[int] = []
        #: The headings of the columns, the passages in them by column, and the rows below.
        self._heads: list[str] = []
        self._in_heads: list[tuple[int, int]] = []
        self._rows: list[list[str]] = []

    def begin_cell(self) -> None:
        """A cell of a row begins."""
        self._cells.append([])
        self._starts.append(len(self._passages))

    def add(self, text: str) -> None:
        """Text that stands in the cell, if there is one."""
        if self._cells and (part := " ".join(text.split())):
            self._cells[-1].append(part)

    def end_row(self, around: Collection[str]) -> None:
        """At the beginning of a row, forget what came before it; at its end, tell its passages what they stand in.

        Args:
            around: The names of the elements that are open.
        """
        cells = [" ".join(parts) for parts in self._cells]
        ends = (*self._starts[1:], len(self._passages))
        numbers = [range(start, end) for start, end in zip(self._starts, ends, strict=False)]
        if {"thead", "tr"} <= {*around}:
            self._heads = list(map(_without_citations, cells))
            self._in_heads = [(number, column) for column, some in enumerate(numbers) for number in some]
            for number, _ in self._in_heads:
                self._passages[number] = replace(self._passages[number], names_row=False)
        elif "tr" in around:
            self._rows.append(cells)
            row = "; ".join(_headed(cells, self._heads))
            for number in (number for some in numbers for number in some):
                self._passages[number] = replace(self._passages[number], row=row)
        self._cells.clear()
        self._starts.clear()

    def end(self) -> None:
        """At the end of the table, tell the passages in the headings of its columns what stands below them."""
        rows = [list(map(_without_citations, row)) for row in self._rows if len(row) == len(self._heads)]
        for number, column in self._in_heads if len(rows) <= _SHORT else ():
            below = [f"{row[0]}: {row[column]}" for row in rows if column and any(map(str.isalnum, row[column]))]
            if below:
                row = "; ".join((" ".join(self._passages[number].text.split()), *below))
                self._passages[number] = replace(self._passages[number], row=row, names_row=True)
        self._heads, self._in_heads, self._rows = [], [], []


def _without_citations(cell: str) -> str:
    return _EMPTY_GROUP.sub("", TOKEN.sub("", cell)).strip()


def _headed(cells: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    """The cells of a row that say something, those behind the first with the heading of their column."""
    known = heads if len(heads) == len(cells) else [""] * len(cells)
    for number, (cell, head) in enumerate(zip(cells, known, strict=True)):
        said = any(map(str.isalnum, TOKEN.sub("", cell)))
        if said or TOKEN.search(cell):
            yield f"{head}: {cell}" if number and head and said else cell
