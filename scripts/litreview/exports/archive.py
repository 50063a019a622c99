"""ZIP files that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first moment that a ZIP file can hold.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
#: Regular files that their owner may write and everybody may read.
_RIGHTS: Final = 0o100644 << 16


def zipped(files: Iterable[tuple[str, bytes]], level: int | None = None) -> bytes:
    """Files by their paths as a ZIP file.

    Args:
        files: Each path with its content, in the order in which they are to stand.
        level: How hard to press, from 1 (fast) to 9.
    """
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for path, data in files:
            entry = ZipInfo(path, _STAMP)
            entry.external_attr = _RIGHTS
            archive.writestr(entry, data, ZIP_DEFLATED, level)
    return made.getvalue()
