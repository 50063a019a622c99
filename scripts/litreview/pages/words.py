"""Words as search compares them."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.folding import folded

_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text, folded: runs of letters and digits."""
    return _WORD.findall(folded(text))
