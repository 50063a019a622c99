"""Titles as a reader would print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity

_WORD: Final = re.compile(r"[^\W\d_]{5,}")
#: One long word in capitals may be a name (TRANSCEND); two and nearly all letters are shouting.
_WORDS: Final = 2
_SHARE: Final = 0.8


def _capitals(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        title = str(reference.title)
        shouted = [word for word in _WORD.findall(title) if word.isupper()]
        if len(shouted) < _WORDS:
            continue
        letters = [char for char in title if char.isupper() or char.islower()]
        if sum(char.isupper() for char in letters) >= _SHARE * len(letters):
            yield Finding(
                place_of(reference, "title"),
                f"the title of {reference.key} is in capitals",
                "write it as a sentence; no program can tell which words are names",
                (reference.key,),
            )


RULES: Final = (Rule("title-in-capitals", Severity.WARNING, "a title is written as a sentence", _capitals, alone=True),)
