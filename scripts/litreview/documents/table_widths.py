"""How wide the columns of a table are on paper, by what stands in them."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final
from xml.etree.ElementTree import Element

from litreview.documents.html_tree import words

#: Letters, at which a cell's text is rather set in several lines.
_LINE: Final = 28
#: Letters that the room between two columns takes.
_ROOM: Final = 5


def give_widths(table: Element) -> None:
    """Say how wide the columns of a table are: as its longest words need, and as much of the rest as its texts fill.

    Without it, word processors make all columns alike, in which a table of many columns is letters below one another.
    """
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    whole = [[words(cell) for cell in row] for row in rows if not any(cell.get("colspan") for cell in row)]
    needs = [_need(column) for column in zip_longest(*whole, fillvalue="")]
    if len(needs) <= 1:  # one column is as wide as the page
        return
    share = 100 / sum(needs)
    columns = (Element("col", {"style": f"width: {need * share:.1f}%"}) for need in needs)
    group = Element("colgroup")
    group.extend(columns)
    table.insert(0, group)


def _need(texts: tuple[str, ...]) -> int:
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return _ROOM + max(longest, min(_LINE, max(map(len, texts), default=0)))
