"""How large a built site is, and what of it a reader has to load."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: What is told apart, by the places in a site that hold it.
_PARTS: Final = (
    ("the page of all references", ("references/index.html",)),
    ("data of the references", ("references/data/",)),
    ("data of the search box", ("search/",)),
)


@dataclass(frozen=True, slots=True)
class Size:
    """Files and their bytes, as they are and each of them compressed (gzip), as hosts of sites send them."""

    files: int
    raw: int
    gzip: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a site and its size."""

    name: str
    size: Size


@dataclass(frozen=True, slots=True)
class Sizes:
    """The size of what was built, and of its parts that there are."""

    whole: Size
    parts: tuple[Part, ...]


def sizes_of(product: Path) -> Sizes:
    """The sizes of a site's folder, or of a single file."""
    if product.is_file():
        return Sizes(_total([_size(product)]), ())
    files = {path.relative_to(product).as_posix(): _size(path) for path in product.rglob("*") if path.is_file()}
    parts = [(name, [size for path, size in files.items() if path.startswith(begins)]) for name, begins in _PARTS]
    return Sizes(_total(files.values()), tuple(Part(name, _total(found)) for name, found in parts if found))


def _size(path: Path) -> tuple[int, int]:
    content = path.read_bytes()
    return len(content), len(gzip.compress(content, compresslevel=6, mtime=0))


def _total(sizes: Iterable[tuple[int, int]]) -> Size:
    known = list(sizes)
    return Size(len(known), sum(raw for raw, _ in known), sum(packed for _, packed in known))
