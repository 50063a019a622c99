"""The bubbles of an evidence map: what is known where a row and a column meet.

The sense of a finding is told by the shape of its bubble, by a sign and by a colour, so that none of the three is
needed; two letters tell the kind of evidence, and a number how many references stand behind it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from litreview.model.appraisal import Certainty
from litreview.model.evidence import EvidenceMap, MapAxisItem, MapCell, MapTerm, Sense

#: The signs of each sense; where directions share a sense, they are told apart by taking one after the other.
_SIGNS: Final[Mapping[Sense, str]] = MappingProxyType(
    {Sense.FOR: "+✓⊕", Sense.AGAINST: "−✗⊖", Sense.MIXED: "±≷", Sense.NEITHER: "=≈", Sense.OPEN: "○◇△▷☆▽"}
)

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bubble:
    """Findings of one direction and one kind of evidence at a place."""

    direction: str
    kind: str
    references: int
    #: The least certain of those whose certainty is told.
    certainty: Certainty | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a map with their marks: a sign for each direction, two letters for each kind of evidence."""

    directions: Mapping[str, MapTerm]
    kinds: Mapping[str, MapTerm]
    signs: Mapping[str, str]
    codes: Mapping[str, str]

    @classmethod
    def of(cls, evidence: EvidenceMap) -> Vocabulary:
        """The words of a map; those that its cells use and it does not explain are called by their ids."""
        directions = {term.id: term for term in evidence.directions}
        kinds = {term.id: term for term in evidence.kinds}
        for cell in evidence.cells:
            directions.setdefault(cell.direction, MapTerm(cell.direction, cell.direction))
            kinds.setdefault(cell.evidence, MapTerm(cell.evidence, cell.evidence))
        return cls(directions, kinds, _signs(directions.values()), _codes(kinds.values()))


def bubbles(cells: Iterable[MapCell], words: Vocabulary) -> list[Bubble]:
    """The bubbles of a place, in the order of the vocabulary."""
    found: dict[tuple[str, str], list[MapCell]] = defaultdict(list)
    for cell in cells:
        found[cell.direction, cell.evidence].append(cell)
    directions, kinds = [*words.directions], [*words.kinds]
    order = sorted(found, key=lambda pair: (directions.index(pair[0]), kinds.index(pair[1])))
    return [
        Bubble(
            direction,
            kind,
            len({key for cell in found[direction, kind] for key in cell.references}),
            min(
                (cell.certainty for cell in found[direction, kind] if cell.certainty),
                key=lambda certainty: certainty.dots,
                default=None,
            ),
        )
        for direction, kind in order
    ]


def counted(cells: Iterable[MapCell], words: Vocabulary) -> list[tuple[str, int]]:
    """How many findings point in each direction, in the order of the vocabulary."""
    counts = Counter(cell.direction for cell in cells)
    return [(direction, counts[direction]) for direction in words.directions if counts[direction]]


def at_places(cells: Iterable[MapCell]) -> Mapping[Place, Sequence[MapCell]]:
    """The cells by row and column."""
    found: dict[Place, list[MapCell]] = defaultdict(list)
    for cell in cells:
        found[cell.row, cell.column].append(cell)
    return found


def of_row(row: MapAxisItem, cells: Mapping[Place, Sequence[MapCell]], columns: Iterable[MapAxisItem]) -> list[MapCell]:
    """The cells of a row in these columns."""
    return [cell for column in columns for cell in cells.get((row.id, column.id), ())]


def _signs(directions: Iterable[MapTerm]) -> dict[str, str]:
    taken: Counter[Sense] = Counter()
    signs = {}
    for term in directions:
        known = _SIGNS[term.sense]
        signs[term.id] = known[min(taken[term.sense], len(known) - 1)]
        taken[term.sense] += 1
    return signs


def _codes(kinds: Iterable[MapTerm]) -> dict[str, str]:
    """Two letters for each kind, no two alike."""
    codes: dict[str, str] = {}
    for kind in kinds:
        letters = [letter for letter in kind.name if letter.isalnum()]
        first = letters[0].upper() if letters else "?"
        tries = (first + letter.lower() for letter in (*letters[1:], *"0123456789"))
        codes[kind.id] = next((code for code in tries if code not in codes.values()), first)
    return codes
