"""The records of the downloads, written once for the whole file and for the pieces that a selection is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from litreview.exports.base import ExportFormat
from litreview.model.reference import Reference

#: References of one piece.
RECORDS: Final = 100


class Records:
    """The records of one format, of references in the site's order; each piece is made when it is first asked for."""

    def __init__(self, export: ExportFormat, references: Sequence[Reference]) -> None:
        self._export = export
        self._references = references
        self._made: dict[int, list[str]] = {}

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return -(-len(self._references) // RECORDS)

    def piece(self, number: int) -> list[str]:
        """The records of a piece."""
        if number not in self._made:
            some = self._references[number * RECORDS : (number + 1) * RECORDS]
            self._made[number] = [self._export.record(reference).text for reference in some]
        return self._made[number]

    def download(self) -> bytes:
        """The file that holds all of them."""
        texts = (text for number in range(self.pieces) for text in self.piece(number))
        return self._export.assemble(texts).encode("utf-8", "replace")
