"""Evidence map: rows × columns, a bubble for what was found where they meet, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup
from pydantic import Field

from litreview.figures.context import FigureContext, FigureError, figure, filtered, known
from litreview.figures.drawing import Drawing
from litreview.figures.html import tag
from litreview.figures.map.bubbles import Vocabulary, at_places
from litreview.figures.map.drawing import map_drawing
from litreview.figures.map.grid import Grid
from litreview.figures.options import FigureOptions
from litreview.figures.registry import FigureKind
from litreview.figures.table import Cell, Column, Row, download, table
from litreview.model.evidence import MapAxisItem, MapCell
from litreview.read.schema.base import Flag, Texts


class EvidenceMapOptions(FigureOptions):
    """The options of an evidence map."""

    rows: Texts = Field(
        default_factory=list, description="Rows, by their names or those of their groups; all, if not said."
    )
    columns: Texts = Field(default_factory=list, description="Columns, as for rows.")
    folded: Flag = Field(default=False, description="Whether the table of the same statements is folded at first.")
    caption: str = Field("", description="The caption; the map's title, if not said.")


def _lines(grid: Grid) -> tuple[list[Column], list[Row]]:
    """The statements as a table."""
    words = grid.context.texts
    heads = (grid.evidence.rows_title, grid.evidence.columns_title)
    named = map(words, ("statement", "direction", "evidence"))
    rows = [
        _line(grid, row, column, cell, first=not index)
        for row in grid.rows
        for column in grid.columns
        for index, cell in enumerate(grid.cells.get((row.id, column.id), ()))
    ]
    sure = [words("sof_certainty")] if grid.has_certainty else []
    return [Column(head) for head in (*heads, *named, *sure)], rows


def _line(grid: Grid, row: MapAxisItem, column: MapAxisItem, cell: MapCell, *, first: bool) -> Row:
    words = grid.context.texts
    reading = words("inferred_link")
    remark = tag("em", reading, class_="datum-note") if cell.inferred_link else None
    # The citation stands with the statement, so that a reference's own page shows it in these words.
    parts = (tag("span", cell.outcome), grid.context.citation(cell.references), remark)
    told = "; ".join(filter(None, (reading if cell.inferred_link else "", " ".join(cell.references))))
    cells: tuple[Cell, ...] = (
        Cell(row.name, plain=row.name),
        Cell(column.name, plain=column.name),
        Cell(Markup(" ").join(part for part in parts if part), plain=f"{cell.outcome} ({told})"),
        Cell(grid.words.directions[cell.direction].name),
        Cell(grid.words.kinds[cell.evidence].name),
    )
    if grid.has_certainty:
        level = words(f"certainty_{cell.certainty}") if cell.certainty else ""
        cells = (*cells, Cell(level, float(cell.certainty.dots) if cell.certainty else None))
    return Row(
        cells,
        id=grid.place(row, column) if first else "",
        data=(("place", grid.place(row, column)), ("kind", cell.evidence), ("direction", cell.direction)),
    )


def draw(options: EvidenceMapOptions, context: FigureContext) -> Markup:
    """The grid, and its table, in which each bubble of the grid has its lines."""
    evidence = context.library.evidence_map
    if evidence is None:
        raise FigureError("there is no refs/evidence-map.yml to draw this from")
    grid = Grid(
        context,
        evidence,
        rows=_axis(evidence.rows, options.rows, "row", "rows"),
        columns=_axis(evidence.columns, options.columns, "column", "columns"),
        cells=at_places(evidence.cells),
        words=Vocabulary.of(evidence),
    )
    columns, lines = _lines(grid)
    statements = table(f"#{context.id}-caption", columns, lines, class_="evidence-map-table is-sortable")
    remarks = [evidence.description, context.texts("map_counts")]
    if grid.has_certainty:
        remarks.append(context.texts("map_certainty"))
    if any(cell.inferred_link for cell in evidence.cells):
        remarks.append(context.texts("map_inferred"))
    told = tuple(remark for remark in remarks if remark)
    caption = options.caption or evidence.title
    around = Drawing.of(options.title, caption, told)
    drawing = map_drawing(context, around, (grid.rows, grid.columns), grid.cells, grid.words)
    return figure(
        context,
        FIGURE.name,
        caption,
        grid.legend(),
        grid.drawn(),
        tag("details", tag("summary", context.texts("map_table")), statements) if options.folded else statements,
        *(tag("p", remark, class_="figure-remark") for remark in told),
        download(context, "evidence-map", columns, lines, drawing),
        title=options.title,
        data_filtered=filtered(lines),
    )


def _axis(items: Sequence[MapAxisItem], wanted: Sequence[str], kind: str, option: str) -> list[MapAxisItem]:
    groups = {item.group for item in items if item.group}
    for index, name in enumerate(wanted):
        known(name, dict.fromkeys((*(item.id for item in items), *sorted(groups))), kind, option, index)
    return [item for item in items if not wanted or item.id in wanted or item.group in wanted]


FIGURE: Final = FigureKind(
    "evidence-map", "rows × columns, a bubble for what was found where they meet", EvidenceMapOptions, draw
)
