"""Titles as a reader would print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from litreview.check.fields import find_field, place_of
from litreview.check.registry import CheckContext, Finding, Mend, Rule
from litreview.model.diagnostics import Severity
from litreview.model.titles.capitals import doubtful
from litreview.model.titles.learning import words_of
from litreview.read.bibtex.name_parts import is_braced

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


def _names_at_risk(context: CheckContext) -> Iterator[Finding]:
    library = context.library
    if library.review.titles != "sentence":
        return
    words = context.words or words_of(library.references.values(), library.prose())
    for reference in library.references.values():
        if reference.format != "bibtex":
            continue
        risked = doubtful(reference.title, words, reference.text("language"), named=reference.type == "software")
        field = find_field(reference, "title") if risked else None
        if field is None:
            continue
        mended = _braced(field.value, risked)
        yield Finding(
            field.position,
            f"the title of {reference.key} is in title case; these words print small and may be names: "
            f"{', '.join(dict.fromkeys(risked))}",
            "put a name into braces, or write the others small; litreview check --fix puts all of them into braces",
            (reference.key,),
            mend=Mend(field, mended) if mended != field.value else None,
        )


def _braced(value: str, words: Iterable[str]) -> str:
    """A value of BibTeX with braces round these words, where they stand in none and in no command."""
    wanted = re.compile(rf"\\[A-Za-z]+|[{{}}]|(?<![\w\\])(?P<word>{'|'.join(map(re.escape, words))})(?!\w)")
    # Braces round the whole of a title, which a program has written, protect nothing in it.
    depth = -1 if is_braced(value.strip()) else 0

    def braced(match: re.Match[str]) -> str:
        nonlocal depth
        depth += (match[0] == "{") - (match[0] == "}")
        return f"{{{match[0]}}}" if match["word"] and not depth else match[0]

    return wanted.sub(braced, value)


RULES: Final = (
    Rule("title-in-capitals", Severity.WARNING, "a title is written as a sentence", _capitals, alone=True),
    Rule("title-names", Severity.INFO, "names in a title that stands in title case are in braces", _names_at_risk),
)
