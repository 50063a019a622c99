"""The grid of an evidence map: rows × columns, bubbles where they meet, and what each row and column comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from litreview.figures.context import FigureContext
from litreview.figures.html import drawn
from litreview.figures.map.bubbles import Bubble, Place, Vocabulary, bubbles, counted, of_row
from litreview.model.evidence import EvidenceMap, MapAxisItem, MapCell

#: Sizes of bubbles, by their references.
_SIZES: Final = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """What the grid and its legend are drawn from."""

    context: FigureContext
    evidence: EvidenceMap
    rows: Sequence[MapAxisItem]
    columns: Sequence[MapAxisItem]
    #: The statements where a row and a column meet.
    cells: Mapping[Place, Sequence[MapCell]]
    words: Vocabulary

    def place(self, row: MapAxisItem, column: MapAxisItem) -> str:
        """The id of the first line about a place of the grid."""
        return f"{self.context.id}-r{self.rows.index(row) + 1}c{self.columns.index(column) + 1}"

    @property
    def has_certainty(self) -> bool:
        """Whether the map tells how certain a finding is."""
        return any(cell.certainty for cell in self.evidence.cells)

    def shown(self) -> list[MapCell]:
        """All statements of the grid."""
        return [cell for row in self.rows for cell in of_row(row, self.cells, self.columns)]

    def legend(self) -> Markup:
        """What the marks mean: findings by their signs and shapes, kinds of evidence by their letters.

        A script makes each entry a box by which the map is filtered.
        """
        texts, cells = self.context.texts, self.shown()
        lists = (
            ("direction", "map_findings", self.words.directions, {cell.direction for cell in cells}),
            ("kind", "map_legend", self.words.kinds, {cell.evidence for cell in cells}),
        )
        made = []
        for name, label, terms, used in lists:
            items = (
                drawn("li", self._sample(name, term.id), " ", term.name, data_value=term.id)
                for term in terms.values()
                if term.id in used
            )
            head = drawn("span", texts(label), class_="map-legend-name", id=f"{self.context.id}-{name}")
            listed = drawn("ul", *items, data_filter=name, aria_labelledby=f"{self.context.id}-{name}")
            made.append(drawn("div", head, listed))
        return drawn("div", *made, class_="map-legend")

    def _sample(self, name: str, term: str) -> Markup:
        if name == "kind":
            return drawn("span", self.words.codes[term], class_="map-code", aria_hidden="true")
        sense = self.words.directions[term].sense
        return drawn("span", self.words.signs[term], class_=f"bubble bubble-1 sense-{sense}", aria_hidden="true")

    def drawn(self) -> Markup:
        """The grid; each bubble leads to its lines. Empty places show what is not known."""
        texts = self.context.texts
        name = texts("map_grid")
        corner = f"{self.evidence.rows_title} × {self.evidence.columns_title}"
        heads = [drawn("th", corner, scope="col", class_="map-corner")]
        heads.append(drawn("th", texts("map_all"), scope="col", class_="map-all"))
        heads += [drawn("th", drawn("span", item.name), scope="col", class_="map-column") for item in self.columns]
        body = [
            drawn(
                "tr",
                drawn("th", row.name, scope="row"),
                self._total(of_row(row, self.cells, self.columns), texts("map_all")),
                *(self._cell(row, column) for column in self.columns),
                class_=None if of_row(row, self.cells, self.columns) else "is-empty",
            )
            for row in self.rows
        ]
        ends = [
            self._total([cell for row in self.rows for cell in self.cells.get((row.id, column.id), ())], column.name)
            for column in self.columns
        ]
        foot = drawn(
            "tr", drawn("th", texts("map_all"), scope="row"), self._total(self.shown(), texts("map_all")), *ends
        )
        parts = drawn("thead", drawn("tr", *heads)), drawn("tbody", *body), drawn("tfoot", foot)
        inside = drawn("table", *parts, class_="map-grid", aria_label=name)
        return drawn("div", inside, class_="table-scroll map-scroll", role="region", tabindex="0", aria_label=name)

    def _cell(self, row: MapAxisItem, column: MapAxisItem) -> Markup:
        found = bubbles(self.cells.get((row.id, column.id), ()), self.words)
        marks = (self._bubble(row, column, bubble) for bubble in found)
        return drawn("td", *marks, data_label=column.name if found else None)

    def _bubble(self, row: MapAxisItem, column: MapAxisItem, bubble: Bubble) -> Markup:
        texts, words = self.context.texts, self.words
        direction = words.directions[bubble.direction]
        label = texts(
            "map_bubble",
            n=bubble.references,
            row=row.name,
            column=column.name,
            kind=words.kinds[bubble.kind].name,
            direction=direction.name,
        )
        marks = [
            drawn("span", words.signs[bubble.direction], class_="bubble-sign"),
            words.codes[bubble.kind],
            drawn("span", bubble.references, class_="bubble-count"),
        ]
        if bubble.certainty:
            filled = bubble.certainty.dots
            marks.append(drawn("span", "●" * filled + "○" * (4 - filled), class_="bubble-certainty"))
            label = f"{label}; {texts('certainty_of', level=texts(f'certainty_{bubble.certainty}'))}"
        return drawn(
            "a",
            drawn("span", *marks, class_="bubble-marks", aria_hidden="true"),
            drawn("span", label, class_="map-said"),
            class_=f"bubble bubble-{min(max(bubble.references, 1), _SIZES)} sense-{direction.sense}",
            href=f"#{self.place(row, column)}",
            data_kind=bubble.kind,
            data_direction=bubble.direction,
        )

    def _total(self, cells: Iterable[MapCell], label: str) -> Markup:
        """How many findings point in each direction."""
        counts = counted(cells, self.words)
        marks = (
            drawn(
                "span",
                drawn("span", self.words.signs[direction], aria_hidden="true"),
                drawn("span", f"{self.words.directions[direction].name}: ", class_="map-said"),
                count,
                class_=f"map-count sense-{self.words.directions[direction].sense}",
            )
            for direction, count in counts
        )
        return drawn("td", *marks, class_="map-total", data_label=label if counts else None)
