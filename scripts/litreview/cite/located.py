"""What was found in a page: its citations, the text around them, and where its links lead."""

from __future__ import annotations

from dataclasses import dataclass

from litreview.cite.candidates import Spot
from litreview.cite.syntax import Citation


@dataclass(frozen=True, slots=True)
class Group:
    """Citations that are printed together, and where they stand in the source.

    A `narrative` group begins with a citation that is part of the sentence ("@a found"); further ones and its locator
    may follow in brackets; `end` is behind the `possessive` that its names may take ("@a's trial"). `tokens` are the
    first and last token of the group in the text of its `passage`.
    """

    start: int
    end: int
    citations: tuple[Citation, ...]
    spots: tuple[Spot, ...]
    narrative: bool
    passage: int
    tokens: tuple[str, str]
    possessive: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one block of the page (a paragraph, cell or heading), with tokens for its citations.

    `row` is the text of all cells of the table's row that the block is in, and `names_row` whether it is the cell that
    says what the row is about.
    """

    text: str
    heading: bool = False
    row: str = ""
    names_row: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """The citations of a page in the order in which a reader meets them: footnotes come last."""

    groups: tuple[Group, ...] = ()
    passages: tuple[Passage, ...] = ()
    #: Spots in the place of a link's label ("[text][@a]") that became neither link nor citation.
    label_like: tuple[Spot, ...] = ()
    #: Spots in the text of raw HTML, which Markdown does not read.
    in_html: tuple[Spot, ...] = ()
    #: Spots in the text of a link, which can hold no other one.
    in_link: tuple[Spot, ...] = ()
    #: Where an escaped "@" stands in the text.
    literal: tuple[int, ...] = ()
    #: Where its links and pictures lead, and the ids that links may lead to.
    targets: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()
