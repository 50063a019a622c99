"""What Quarto, Manubot and Pandoc write otherwise: for who moves a text here, the form that is read instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

#: Keys that Quarto (`fig-plot`) and Manubot (`fig:plot`) have for parts of a text.
_PART: Final = re.compile(r"(?:fig|tbl|sec|eq|lst|thm)[-:](?P<name>[\w-]+)")
#: Keys by which Manubot looks up a work.
_IDENTIFIER: Final = re.compile(r"(?:doi|pmid|pmcid|arxiv|isbn):\S+", re.IGNORECASE)
_ALIAS: Final = re.compile(r"(?:tag|raw|url|wikidata):\S+", re.IGNORECASE)
_DIV: Final = re.compile(r"^[ \t]*:{3,}[ \t]*(?P<what>\{[^}\n]*\})", re.MULTILINE)
_CALLOUT: Final = re.compile(r"\.callout-(\w+)")
#: Behind a word or alone; a raised number ends in such a sign too.
_INLINE_NOTE: Final = re.compile(r"(?<!\S)[^\s^]*+(?P<note>\^\[)")
_CAPTION: Final = re.compile(r"^(?:Table)?:[ \t][^\n{]*(?P<id>\{#(?:tbl|lst)[-:][^}\n]*\})[ \t]*$", re.MULTILINE)
#: Manubot's line that gives a work a name.
_TAG: Final = re.compile(
    r"^[ ]{0,3}(?P<tag>\[@[^\]\n]+\]):[ \t]*(?P<work>(?:doi|pmid|pmcid|arxiv|isbn|url):\S+)", re.MULTILINE
)


class Foreign(NamedTuple):
    """Something that stays as it is written: where it starts, what it is, and what to write instead."""

    start: int
    message: str
    hint: str


def foreign_key(key: str) -> str:
    """What to write for a key that another program would understand; nothing for any other."""
    if part := _PART.fullmatch(key):
        return f"Another program's cross-reference: write a link, such as [{part['name']}](#{key})."
    if _IDENTIFIER.fullmatch(key):
        return f"Bring the work in with: litreview add {key}, and write the key that it gets."
    if _ALIAS.fullmatch(key):
        return "Bring the work in with litreview add and its identifier, and write the key that it gets."
    return ""


def foreign_syntax(text: str) -> Iterator[Foreign]:
    """What of a page's running text no builder here reads."""
    for match in _DIV.finditer(text):
        what = match["what"]
        if "#refs" in what:
            hint = "Leave it out: each page has its list of references at its end"
        elif callout := _CALLOUT.search(what):
            hint = f"Write !!! {callout[1]}, and indent its text by four spaces"
        else:
            hint = 'Write <div markdown class="…"> and </div>'
        yield Foreign(match.start("what"), f"::: {what} opens no block here; it stays as it is", hint)
    for match in _INLINE_NOTE.finditer(text):
        hint = "Write [^1], and the note in a line of its own: [^1]: …"
        yield Foreign(match.start("note"), "a footnote in the text is not read; it stays as it is", hint)
    for match in _CAPTION.finditer(text):
        message = f"{match['id']} gives a table no id here; it stays as it is"
        hint = 'Write <span id="…"></span> before the table, and the caption as text'
        yield Foreign(match.start("id"), message, hint)
    for match in _TAG.finditer(text):
        message = f"{match['tag']} is given an identifier, which makes a link of it"
        hint = (
            f"Leave the line out, bring the work in with: litreview add {match['work']}, and cite the key that it gets"
        )
        yield Foreign(match.start("tag"), message, hint)
