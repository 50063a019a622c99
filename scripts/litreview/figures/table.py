"""Tables that are read row by row: wide ones scroll, and on a narrow screen each row stands as a block of its own.

They carry their roles, because a table that a stylesheet lays out as blocks would else be no table to a screen reader.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from litreview.figures.context import FigureContext
from litreview.figures.html import drawn, tag

#: What a spreadsheet would take for a formula.
_FORMULA: Final = re.compile(r"\A'*+[=+\-@\t\r]")

#: What the name of a file does without.
_UNNAMEABLE: Final = re.compile(r"[^\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its kind ("text", "number" or "plot"), which is its class.

    `shown` takes the place of the heading on the page, where that is more than its text, and `label` beside each of its
    cells on a narrow screen.
    """

    head: str
    kind: str = "text"
    shown: object = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `value` sorts it, where its text would not.

    `plain` is its text in a download of the data, and `short` in a drawing, where that differs.
    """

    content: object = ""
    value: float | None = None
    plain: str | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, the first of which names it. A row with `id` can be linked to; `kind` is its class.

    A heading between rows is a row of one cell. A `silent` row says nothing that the others do not.
    """

    cells: tuple[Cell, ...]
    id: str = ""
    kind: str = ""
    data: tuple[tuple[str, str], ...] = ()
    silent: bool = False


def table(
    label: object, columns: Sequence[Column], rows: Iterable[Row], *, foot: Row | None = None, class_: str = ""
) -> Markup:
    """A table named by `label`, which is an id of the figure's caption if it begins with "#"."""
    head = tag("thead", _head(columns), role="rowgroup")
    body = tag("tbody", *(_row(row, columns) for row in rows), role="rowgroup")
    end = tag("tbody", _row(foot, columns), role="rowgroup", class_="figure-foot") if foot else None
    name = str(label)
    naming: dict[str, object] = {"aria_labelledby": name[1:]} if name.startswith("#") else {"aria_label": name}
    inside = tag("table", head, body, end, class_=f"figure-table {class_}".strip(), role="table", **naming)
    return tag("div", inside, class_="table-scroll", role="region", tabindex="0", **naming)


def _head(columns: Sequence[Column]) -> Markup:
    cells = (
        tag("th", column.shown or column.head, scope="col", role="columnheader", class_=f"is-{column.kind}")
        for column in columns
    )
    return tag("tr", *cells, role="row")


def _row(row: Row, columns: Sequence[Column]) -> Markup:
    data = {f"data-{name}": value for name, value in row.data}
    if len(row.cells) == 1 and len(columns) > 1:
        heading = tag("th", row.cells[0].content, colspan=len(columns), scope="rowgroup", role="rowheader")
        return tag("tr", heading, role="row", class_="figure-group", id=row.id or None, **data)
    cells = [
        _cell(cell, column, first=not index)
        for index, (cell, column) in enumerate(zip(row.cells, columns, strict=True))
    ]
    hidden = "true" if row.silent else None
    return tag("tr", *cells, role="row", class_=row.kind or None, id=row.id or None, aria_hidden=hidden, **data)


def _cell(cell: Cell, column: Column, *, first: bool) -> Markup:
    shared = {"class_": f"is-{column.kind}", "data_value": None if cell.value is None else f"{cell.value:.15g}"}
    if first:
        return tag("th", cell.content, scope="row", role="rowheader", **shared)
    if column.kind == "plot":
        return drawn("td", cell.content, role="cell", **shared)
    return tag("td", cell.content, role="cell", data_label=column.label or column.head, **shared)


def transposed(columns: Sequence[Column], rows: Iterable[Row]) -> tuple[list[Column], list[Row]]:
    """The same table with its rows for columns; headings between rows fall away."""
    whole = [row for row in rows if len(row.cells) == len(columns)]
    heads = [Column(columns[0].head), *map(_as_column, whole)]
    turned = [
        Row((Cell(column.head), *(row.cells[index] for row in whole))) for index, column in enumerate(columns) if index
    ]
    return heads, turned


def _as_column(row: Row) -> Column:
    name = plain_text(row.cells[0])
    # Downloads tell reports apart by their keys, which readers of the page need not see.
    key = dict(row.data).get("report", "")
    return Column(name, "text", row.cells[0].content, name.removesuffix(f" ({key})"))


def download(
    context: FigureContext, name: str, columns: Sequence[Column], rows: Iterable[Row], drawing: str = ""
) -> Markup:
    """Links to the table as CSV (RFC 4180, UTF-8) and to its drawing, if it has one, as SVG.

    The CSV holds the `plain` text of cells that have one. A picture in points (PNG) is made of the drawing by the
    reader's browser.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    shown = [index for index, column in enumerate(columns) if column.kind != "plot"]
    writer.writerow([_harmless(columns[index].head) for index in shown])
    for row in rows:
        if len(row.cells) == len(columns):
            writer.writerow([_harmless(plain_text(row.cells[index])) for index in shown])
    # The mark at the beginning tells Excel that this is UTF-8.
    files = [("csv", "\ufeff" + buffer.getvalue()), *([("svg", drawing)] if drawing else [])]
    links = []
    for ending, content in files:
        path = context.attach(f"{context.id}.{ending}", content).path
        named = f'{{: download="{_UNNAMEABLE.sub("-", name)}.{ending}" }}'
        links.append(context.link(context.texts(f"figure_{ending}"), path, "") + Markup(named))  # noqa: S704 - letters
    return tag("p", Markup(" ").join(links), class_="figure-tools")


def plain_text(cell: Cell) -> str:
    """What a cell says without its marks."""
    if cell.plain is not None:
        return cell.plain
    return cell.content.striptags() if isinstance(cell.content, Markup) else str(cell.content)


def _harmless(value: str) -> str:
    return f"'{value}" if _FORMULA.match(value) else value


class Notes:
    """The notes of a table, under letters that the cells point to: one letter for all that is said of a cell."""

    def __init__(self, context: FigureContext) -> None:
        self._id = context.id
        self._letters: dict[tuple[str, ...], str] = {}

    def mark(self, *notes: str) -> Markup:
        """The raised letter of these notes, of which empty ones count for nothing."""
        told = tuple(dict.fromkeys(note for note in notes if note))
        if not told:
            return Markup()
        letter = self._letters.setdefault(told, _letter(len(self._letters)))
        return drawn("sup", tag("a", letter, href=f"#{self._id}-note-{letter}", class_="footnote-ref note-mark"))

    def printed(self) -> Markup | None:
        """The list under the table."""
        if not self._letters:
            return None
        items = (
            tag("li", drawn("b", letter), " ", _joined(notes), id=f"{self._id}-note-{letter}")
            for notes, letter in self._letters.items()
        )
        return tag("ul", *items, class_="figure-notes")


def _joined(notes: Sequence[str]) -> str:
    """Notes as one text: clauses as they are, and a stop between those that are sentences."""
    return "; ".join((*(note.removesuffix(".") for note in notes[:-1]), notes[-1]))


def _letter(index: int) -> str:
    """Letters as lists have them: a to z, then aa, ab and so on."""
    rest, last = divmod(index, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("a") + last)
