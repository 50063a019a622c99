"""The little rich text that strings of CSL-JSON may hold."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.text import Mark, Run, Text, merge_runs

_MARKS: Final = {"i": Mark.ITALIC, "b": Mark.BOLD, "sup": Mark.SUP, "sub": Mark.SUB, "sc": Mark.SMALLCAPS}
#: Marks of which one inside another cancels out: emphasis within italics is upright.
_TURNING: Final = Mark.ITALIC | Mark.BOLD
_TAG: Final = re.compile(
    r"""<(?P<open>i|b|sup|sub|sc)>
    |<span\s+class=["'](?P<nocase>nocase)["']\s*>
    |<span\s+style=["']\s*font-variant:\s*(?P<caps>small-caps)\s*;?\s*["']\s*>
    |</(?P<close>i|b|sup|sub|sc|span)>""",
    re.VERBOSE,
)


def parse_csl_markup(source: str) -> Text:
    """Text of a CSL-JSON string.

    Known are `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, `<span class="nocase">` and
    `<span style="font-variant:small-caps">`. Everything else, a tag without its partner too, is text as it stands.
    """
    if "<" not in source:
        return Text.plain(source)
    tags = _paired(list(_TAG.finditer(source)))
    runs: list[Run] = []
    mark = Mark.NONE
    before: list[Mark] = []
    place = 0
    for tag in tags:
        runs.append(Run(source[place : tag.start()], mark))
        place = tag.end()
        if tag["close"]:
            mark = before.pop()
        else:
            before.append(mark)
            added = _mark(tag)
            mark = mark ^ added if added & _TURNING else mark | added
    runs.append(Run(source[place:], mark))
    return Text(merge_runs(runs))


def _name(tag: re.Match[str]) -> str:
    return tag["open"] or tag["close"] or "span"


def _mark(tag: re.Match[str]) -> Mark:
    if tag["nocase"]:
        return Mark.NOCASE
    return Mark.SMALLCAPS if tag["caps"] else _MARKS[tag["open"]]


def _paired(tags: list[re.Match[str]]) -> list[re.Match[str]]:
    """The tags that have a partner and are nested properly, in their order."""
    kept: set[int] = set()
    waiting: list[int] = []
    for index, tag in enumerate(tags):
        if not tag["close"]:
            waiting.append(index)
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if _name(tags[waiting[depth]]) == tag["close"]:
                kept.update((waiting[depth], index))
                # What was opened since then has no partner inside this pair.
                del waiting[depth:]
                break
    return [tag for index, tag in enumerate(tags) if index in kept]
