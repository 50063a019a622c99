"""Evidence map: rows × columns, a bubble for each kind of evidence where they meet, and the same as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure, known
from litreview.figures.html import drawn, tag
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, download, table
from litreview.model.evidence import EvidenceMap, MapAxisItem, MapCell
from litreview.read.schema.base import Flag, Texts

#: Kinds and directions of which the stylesheet has marks of their own; further ones share the last.
_MARKS: Final = 6
_SIZES: Final = 4
_LETTERS: Final = 2

Place = tuple[str, str]


class EvidenceMapOptions(FigureOptions):
    """The options of an evidence map."""

    rows: Texts = Field(
        default_factory=list, description="Rows, by their names or those of their groups; all, if not said."
    )
    columns: Texts = Field(default_factory=list, description="Columns, as for rows.")
    folded: Flag = Field(default=False, description="Whether the table of the same statements is folded at first.")
    caption: str = Field("", description="The caption; the map's title, if not said.")


@dataclass(frozen=True, slots=True)
class _Map:
    """What the grid and its table share."""

    context: FigureContext
    evidence: EvidenceMap
    rows: Sequence[MapAxisItem]
    columns: Sequence[MapAxisItem]
    #: The statements where a row and a column meet.
    cells: Mapping[Place, Sequence[MapCell]]
    #: The kinds of evidence with their names, in the order of the data, and two letters for each.
    kinds: Mapping[str, str]
    codes: Mapping[str, str]

    def place(self, row: MapAxisItem, column: MapAxisItem) -> str:
        """The id of the first line about a place of the grid."""
        return f"{self.context.id}-r{self.rows.index(row) + 1}c{self.columns.index(column) + 1}"

    def mark(self, kind: str) -> str:
        """The class that gives a kind its colour and its outline."""
        known_kinds = list(self.kinds)
        index = known_kinds.index(kind) if kind in known_kinds else _MARKS
        return f"kind-{min(index, _MARKS - 1) + 1}"

    def legend(self) -> Markup:
        """The kinds of evidence that have bubbles, with them."""
        used = {cell.evidence for cells in self.cells.values() for cell in cells}
        items = (
            drawn("li", drawn("span", self.codes[kind], class_=f"bubble bubble-2 {self.mark(kind)}"), " ", name)
            for kind, name in self.kinds.items()
            if kind in used
        )
        return drawn("ul", *items, class_="map-legend", aria_label=self.context.texts("map_legend"))

    def grid(self) -> Markup:
        """The bubbles where rows and columns meet; each leads to its lines. Empty places show what is not known."""
        name = self.context.texts("map_grid")
        corner = f"{self.evidence.rows_title} × {self.evidence.columns_title}"
        heads = [drawn("th", corner, scope="col", class_="map-corner")]
        heads += [drawn("th", drawn("span", item.name), scope="col", class_="map-column") for item in self.columns]
        body = (
            drawn("tr", drawn("th", row.name, scope="row"), *(self._cell(row, column) for column in self.columns))
            for row in self.rows
        )
        parts = drawn("thead", drawn("tr", *heads)), drawn("tbody", *body)
        inside = drawn("table", *parts, class_="map-grid", aria_label=name)
        return drawn("div", inside, class_="table-scroll map-scroll", role="region", tabindex="0", aria_label=name)

    def _cell(self, row: MapAxisItem, column: MapAxisItem) -> Markup:
        by_kind: dict[str, list[MapCell]] = defaultdict(list)
        for cell in self.cells.get((row.id, column.id), ()):
            by_kind[cell.evidence].append(cell)
        order = [*self.kinds, *by_kind]
        kinds = sorted(by_kind, key=order.index)
        return drawn("td", *(self._bubble(row, column, kind, by_kind[kind]) for kind in kinds))

    def _bubble(self, row: MapAxisItem, column: MapAxisItem, kind: str, cells: Sequence[MapCell]) -> Markup:
        count = len({key for cell in cells for key in cell.references})
        names = {"row": row.name, "column": column.name, "kind": self.kinds.get(kind, kind)}
        return drawn(
            "a",
            self.codes.get(kind, kind[:_LETTERS]),
            drawn("span", count, class_="bubble-count"),
            class_=f"bubble bubble-{min(max(count, 1), _SIZES)} {self.mark(kind)}",
            href=f"#{self.place(row, column)}",
            aria_label=self.context.texts("map_bubble", n=count, **names),
            data_kind=kind,
        )

    def lines(self) -> tuple[list[Column], list[Row]]:
        """The statements as a table."""
        words = self.context.texts
        heads = (self.evidence.rows_title, self.evidence.columns_title)
        named = map(words, ("statement", "direction", "evidence"))
        rows = [
            self._line(row, column, cell, first=not index)
            for row in self.rows
            for column in self.columns
            for index, cell in enumerate(self.cells.get((row.id, column.id), ()))
        ]
        return [Column(head) for head in (*heads, *named)], rows

    def _line(self, row: MapAxisItem, column: MapAxisItem, cell: MapCell, *, first: bool) -> Row:
        directions = {term.id: term.name for term in self.evidence.directions}
        reading = self.context.texts("inferred_link")
        remark = tag("em", reading, class_="datum-note") if cell.inferred_link else None
        # The citation stands with the statement, so that a reference's own page shows it in these words.
        parts = (tag("span", cell.outcome), self.context.citation(cell.references), remark)
        told = "; ".join(filter(None, (reading if cell.inferred_link else "", " ".join(cell.references))))
        cells = (
            Cell(row.name, plain=row.name),
            Cell(column.name, plain=column.name),
            Cell(Markup(" ").join(part for part in parts if part), plain=f"{cell.outcome} ({told})"),
            Cell(directions.get(cell.direction, cell.direction)),
            Cell(self.kinds.get(cell.evidence, cell.evidence)),
        )
        return Row(
            cells,
            id=self.place(row, column) if first else "",
            data=(("place", self.place(row, column)), ("kind", cell.evidence), ("direction", cell.direction)),
        )


def draw(options: EvidenceMapOptions, context: FigureContext) -> Markup:
    """The grid, and its table, in which each bubble of the grid has its lines."""
    evidence = context.library.evidence_map
    if evidence is None:
        raise FigureError("there is no refs/evidence-map.yml to draw this from")
    cells: dict[Place, list[MapCell]] = defaultdict(list)
    for cell in evidence.cells:
        cells[cell.row, cell.column].append(cell)
    kinds = {term.id: term.name for term in evidence.kinds}
    shown = _Map(
        context,
        evidence,
        rows=_axis(evidence.rows, options.rows, "row", "rows"),
        columns=_axis(evidence.columns, options.columns, "column", "columns"),
        cells=cells,
        kinds=kinds,
        codes=_codes(kinds),
    )
    columns, lines = shown.lines()
    statements = table(f"#{context.id}-caption", columns, lines, class_="evidence-map-table is-sortable")
    remarks = [evidence.description, context.texts("map_counts")]
    if any(cell.inferred_link for cell in evidence.cells):
        remarks.append(context.texts("map_inferred"))
    return figure(
        context,
        FIGURE.name,
        options.caption or evidence.title,
        shown.legend(),
        shown.grid(),
        tag("details", tag("summary", context.texts("map_table")), statements) if options.folded else statements,
        download(context, "evidence-map", columns, lines),
        *(tag("p", remark, class_="figure-remark") for remark in remarks if remark),
        title=options.title,
    )


def _axis(items: Sequence[MapAxisItem], wanted: Sequence[str], kind: str, option: str) -> list[MapAxisItem]:
    groups = {item.group for item in items if item.group}
    for index, name in enumerate(wanted):
        known(name, dict.fromkeys((*(item.id for item in items), *sorted(groups))), kind, option, index)
    return [item for item in items if not wanted or item.id in wanted or item.group in wanted]


def _codes(kinds: Mapping[str, str]) -> dict[str, str]:
    """Two letters for each kind, no two alike."""
    codes: dict[str, str] = {}
    for kind, name in kinds.items():
        letters = [letter for letter in name if letter.isalnum()]
        first = letters[0].upper() if letters else "?"
        tries = (first + letter.lower() for letter in (*letters[1:], *"0123456789"))
        codes[kind] = next((code for code in tries if code not in codes.values()), first)
    return codes


FIGURE: Final = FigureKind(
    "evidence-map", "rows × columns, a bubble for each kind of evidence where they meet", EvidenceMapOptions, draw
)
