"""llms.txt: what the site holds, for programs that read text (llmstxt.org); it leads to Markdown, not to HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from litreview.exports.twin.listed import Inventory, Listed
from litreview.figures.dates import iso

FILE: Final = "llms.txt"
_SIGNS: Final = re.compile(r"[\\\[\]<>]")


def llms(inventory: Inventory) -> str:
    """The file."""
    return "\n".join(_lines(inventory)) + "\n"


def _lines(inventory: Inventory) -> Iterator[str]:
    review = inventory.library.review
    yield f"# {_text(review.title)}"
    if review.abstract:
        yield f"\n> {_text(' '.join(review.abstract))}"
    said = []
    if review.version:
        said.append(f"Version {review.version}.")
    if review.searched_to:
        said.append(f"Searched to {iso(review.searched_to)}.")
    if review.licence:
        said.append(f"Licence: {review.licence.name}.")
    if review.notice:
        said.append(review.notice)
    if said:
        yield f"\n{_text(' '.join(said))}"
    yield "\n## Pages\n"
    yield from _links(inventory, inventory.pages)
    yield "\n## Data\n"
    yield from _links(inventory, inventory.files)


def _links(inventory: Inventory, listed: Iterable[Listed]) -> Iterator[str]:
    for one in listed:
        said = f": {_text(one.description)}" if one.description else ""
        yield f"- [{_text(one.title)}]({inventory.at(one.markdown or one.address)}){said}"


def _text(text: str) -> str:
    """Words of the author's on a line, none of which is Markdown or a tag."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", " ".join(text.split()))
