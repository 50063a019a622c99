"""The first stage: bibtexparser splits a file into blocks, and recovery takes over where it would lose something.

bibtexparser knows lines but no columns. They are found again from what each of its blocks holds: the block, the names
of its fields and their values are slices of the file, in their order.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bibtexparser import model
from bibtexparser.library import Library
from bibtexparser.splitter import Splitter

from litreview.model.diagnostics import Diagnostic
from litreview.read.bibtex import grammar
from litreview.read.bibtex.blocks import Block, Definition, Entry, Field, Part
from litreview.read.bibtex.decoding import SourceText
from litreview.read.bibtex.recover import Recovery

# It logs each block that it gives up on; recovery names them with their places.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

#: Between blocks, a sign that something there was meant to be read.
_ODD_BETWEEN: Final = re.compile(r"[{}@]")
_BEGINNING: Final = 50
_NEAR: Final = 1_000
_HEADER: Final = re.compile(r"@([^\W\d]\w*+)[ \t]*+[{(]")
_KEY: Final = re.compile(r"[^\s{}\"=,]++")


def read_blocks(source: SourceText) -> tuple[list[Block], list[Diagnostic]]:
    """All blocks of a file in their order, and what is wrong with it.

    Each `@type{…}` becomes an entry or a definition, is a comment or a preamble, or is named in a diagnostic.
    """
    text = source.text
    recovery = Recovery(source)
    pos = 0
    for start, end, block in _sound_blocks(text, Splitter(text).split()):
        if pos <= start and _ODD_BETWEEN.search(text, pos, start):
            pos = recovery.read(pos, start)
        if pos > start:
            continue  # recovery has read it as a part of what stands before it
        if block is not None:
            recovery.blocks.append(block)
        pos = end
    if _ODD_BETWEEN.search(text, pos):
        recovery.read(pos, len(text))
    return recovery.blocks, recovery.diagnostics


def _sound_blocks(text: str, library: Library) -> Iterator[tuple[int, int, Block | None]]:
    """The blocks that recovery would read alike: where each begins and ends, and what it holds (None for a comment).

    All others are left out, and so become a stretch of text between blocks that holds braces. The same is true of a
    block that is found in a wrong place, which has the same text and stands before the right one.
    """
    pos = 0
    for block in filter(None, map(_split_block, library.blocks)):
        raw = block.raw or ""
        # A needle as long as an entry would be prepared for a long search, and it lies at hand.
        start = text.find(raw[:_BEGINNING], pos)
        if start < 0 or not text.startswith(raw, start):
            continue
        pos = start + 1
        if not _opens(text, start):
            continue
        pos = start + len(raw)
        if isinstance(block, model.Entry | model.String):
            made = _entry(text, start, block) if isinstance(block, model.Entry) else _definition(text, start, block)
            if made:
                yield start, pos, made
        elif _is_plain_comment(block, raw):
            yield start, pos, None


def _split_block(block: model.Block) -> model.Block | None:
    """What bibtexparser made of a block, also where its key or a field stands twice; nothing where it gave up."""
    if isinstance(block, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
        return block.ignore_error_block
    return None if isinstance(block, model.ImplicitComment | model.ParsingFailedBlock) else block


def _opens(text: str, start: int) -> bool:
    """Whether a block may begin here: near the start of a line, not behind a comment sign, nor inside an address."""
    if not start or text[start - 1] == "\n":
        return True
    before = text[max(0, start - _NEAR) : start]
    _, line_feed, line = before.rpartition("\n")
    if len(before) == _NEAR and not line_feed:
        return False
    return not line[-1].isalnum() and line[-1] not in "._-" and "%" not in line


def _is_plain_comment(block: model.Block, raw: str) -> bool:
    """Whether a comment or a preamble ends where BibTeX ends it, and hides no entry."""
    header = _HEADER.match(raw)
    if header is None or not header[0].endswith("{"):
        return False
    if isinstance(block, model.Preamble):
        return header[1].lower() == "preamble" and not _escapes_brace(raw)
    return header[1].lower() == "comment" and not _ODD_BETWEEN.search(raw, header.end(), len(raw) - 1)


def _escapes_brace(raw: str) -> bool:
    """Whether a backslash stands before a brace: bibtexparser then counts the brace for none, BibTeX for one."""
    return "\\{" in raw or "\\}" in raw


def _entry(text: str, start: int, block: model.Entry) -> Entry | None:
    """The entry with its places, or None where anything about it is odd."""
    raw = block.raw or ""
    header = _HEADER.match(raw)
    if header is None or _escapes_brace(raw) or not _KEY.fullmatch(block.key):
        return None
    if raw.find("@", 1) > 0 and grammar.ENTRY_LINE.search(raw, 1):
        return None
    if grammar.GOES_ON.match(text, start + len(raw)) if raw.endswith("}") else not block.fields:
        return None  # its brace came too early, or, as BibTeX reads it, the parenthesis belongs to its key
    pos = text.find(block.key, start + header.end()) + len(block.key)
    entry = Entry(header[1], block.key, start)
    for one in block.fields:
        name, written = one.key, one.value
        field = _field(text, pos, name, written)
        if field is None:
            return None
        entry.fields.append(field)
        pos = field.offset + len(name) + len(written)
    return entry


def _definition(text: str, start: int, block: model.String) -> Definition | None:
    """The `@string` definition with its places, or None where anything about it is odd."""
    raw = block.raw or ""
    header = _HEADER.match(raw)
    if header is None or header[1].lower() != "string" or _escapes_brace(raw):
        return None
    if raw.endswith("}") and grammar.GOES_ON.match(text, start + len(raw)):
        return None
    field = _field(text, start + header.end(), block.key, block.value)
    return Definition(field) if field else None


def _field(text: str, pos: int, name: str, written: str) -> Field | None:
    """A field that is written as it should be, found from a place on; None for any other."""
    offset = text.find(name, pos)
    if not _is_name(name):
        return None
    inner = written[1:-1]
    if written[:1] == "{" and written[-1:] == "}" and "{" not in inner and "}" not in inner:
        # As most are: told without a pattern in half of the time.
        return Field(name, offset, inner)
    literal = grammar.LITERAL.fullmatch(written)
    if literal:
        return Field(name, offset, literal[literal.lastindex or 1])
    parts = _parts(written, text.find(written, offset + len(name)))
    return Field(name, offset, parts) if parts else None


@lru_cache(maxsize=1024)
def _is_name(name: str) -> bool:
    """Whether a field may be called so; the same few names stand in all entries."""
    return grammar.NAME.fullmatch(name) is not None


def _parts(written: str, start: int) -> tuple[Part, ...]:
    """The pieces of a value that begins at a place of the file; none where what joins them is no `#`."""
    parts: list[Part] = []
    pos = 0
    while match := grammar.PIECE.match(written, pos):
        group = match.lastindex or 1
        parts.append(Part(match[group], start + match.start(group), group == grammar.PIECE_IS_NAME))
        pos = match.end() + 1
        if match.end() == len(written):
            return tuple(parts)
        if written[match.end()] != "#":
            break
    return ()
