"""Records of the references in each format, written once for whatever holds them.

The page of a reference has its own, a download those of all references, and the data files of the browser those that
a selection is put together from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final

from litreview.exports.base import ExportFormat
from litreview.exports.browser.parts import path_of
from litreview.exports.registry import EXPORTS
from litreview.model.reference import Reference
from litreview.pages.site import RecordFile

#: References of one piece.
RECORDS: Final = 100
#: The formats that reference managers read, as pages offer them.
_FILES: Final = ("nbib", "ris", "bibtex", "csl-json")


class Records:
    """The records of one format, of references in the site's order; each piece is made when it is first asked for."""

    def __init__(self, export: ExportFormat, references: Sequence[Reference]) -> None:
        self._export = export
        self._references = references
        self._pieces: dict[int, list[str]] = {}

    @property
    def paths(self) -> Sequence[str]:
        """The data files of the pieces."""
        return [path_of(f"{self._export.name}/{piece}") for piece in range(-(-len(self._references) // RECORDS))]

    def piece(self, number: int) -> list[str]:
        """The records of a piece."""
        if number not in self._pieces:
            some = self._references[number * RECORDS : (number + 1) * RECORDS]
            self._pieces[number] = [self._export.record(reference).text for reference in some]
        return self._pieces[number]

    def text(self, number: int) -> str:
        """The record of the reference with that number."""
        piece = self._pieces.get(number // RECORDS)
        return piece[number % RECORDS] if piece else self._export.record(self._references[number]).text

    def download(self) -> bytes:
        """The file that holds all of them."""
        texts = (text for number in range(len(self.paths)) for text in self.piece(number))
        return self._export.assemble(texts).encode("utf-8", "replace")


class RecordFiles:
    """Gives a reference as a file of each format that reference managers read."""

    def __init__(self, records: Mapping[str, Records], references: Sequence[Reference]) -> None:
        self._records = records
        self._references = references
        self._numbers = {reference.key: number for number, reference in enumerate(references)}

    def __call__(self, reference: Reference, stem: str) -> Sequence[RecordFile]:
        """The files of a reference of the library, or of another one, named by `stem`."""
        number = self._numbers.get(reference.key)
        # The work that the site is about may have a key that one in its library has as well.
        known = number if number is not None and self._references[number] is reference else None
        return tuple(
            RecordFile(
                export.label,
                f"{stem}{PurePath(export.file_name).suffix}",
                export.media_type,
                export.assemble(
                    (export.record(reference).text if known is None else self._records[export.name].text(known),)
                ),
            )
            for export in map(EXPORTS.__getitem__, _FILES)
        )
