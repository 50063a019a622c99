"""The little rich text that strings of CSL-JSON hold, and the markup that registries put into any format's titles."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from html.entities import html5
from typing import Final

from litreview.model.text import Mark, Run, Text, merge_runs
from litreview.read.mathml import replace_mathml

_MARKS: Final = {"i": Mark.ITALIC, "b": Mark.BOLD, "sup": Mark.SUP, "sub": Mark.SUB, "sc": Mark.SMALLCAPS}
#: Marks of which one inside another cancels out: emphasis within italics is upright.
_TURNING: Final = Mark.ITALIC | Mark.BOLD
#: Tags of CSL-JSON, and those of HTML and JATS that mean the same.
_ALIKE: Final = {
    "em": "i",
    "italic": "i",
    "strong": "b",
    "bold": "b",
    "inf": "sub",
    "scp": "sc",
}
#: Tags of HTML and JATS of which only the text inside is taken.
_BARE: Final = (
    "u|underline|span|font|small|tt|monospace|roman|a|ext-link|xref|named-content|styled-content|inline-formula"
)
_BLOCKS: Final = "p|title|sec|div|list|list-item|label|abstract|disp-formula"
_MARKED: Final = "|".join((*_MARKS, *_ALIKE))
_TAG: Final = re.compile(
    rf"""<(?:jats:)?(?P<open>{_MARKED})(?:\s[^<>]*)?>
    |<span\s+class=["'](?P<nocase>nocase)["']\s*>
    |<span\s+style=["']\s*font-variant:\s*(?P<caps>small-caps)\s*+(?:;\s*+)?["']\s*>
    |<(?:jats:)?(?P<bare>{_BARE})(?:\s[^<>]*)?>
    |</(?:jats:)?(?P<close>{_MARKED}|{_BARE})\s*>""",
    re.VERBOSE | re.IGNORECASE,
)
_BLOCK: Final = re.compile(
    rf"(?:(?<!\s)\s+)?(?:</?(?:jats:)?(?:{_BLOCKS}|br|break)(?:\s[^<>]*)?/?>\s*)+", re.IGNORECASE
)
#: With its semicolon, or "&parameter" would hold a sign.
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: No text in these signs: soft hyphens, and signs without width or of no character.
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]")


def parse_csl_markup(source: str) -> Text:
    """Text of a string of CSL-JSON, or of a title in any format.

    Known are `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, `<span class="nocase">` and
    `<span style="font-variant:small-caps">`, what HTML and JATS write for these, their character references, and
    MathML. Everything else, a tag without its partner too, is text as it stands.
    """
    if "&" in source:
        source = plain_characters(source)
    if not source.isascii():
        source = _INVISIBLE.sub("", source)
    if "<" not in source:
        return Text.plain(source)
    source = replace_mathml(source)
    if "</" in source:
        source = _BLOCK.sub("\n", source).strip("\n")
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


def rewrite_markup(source: str, opening: Mapping[Mark, str], closing: str) -> str:
    """A text with its tags in another notation, and its MathML as these; what has no partner stays as it stands.

    Args:
        source: The text.
        opening: What begins the setting of each mark.
        closing: What ends any of them.
    """
    if "<" not in source or ">" not in source:
        return source
    source = replace_mathml(source)
    pieces: list[str] = []
    place = 0
    ends: list[str] = []
    for tag in _paired(list(_TAG.finditer(source))):
        pieces.append(source[place : tag.start()])
        place = tag.end()
        if tag["close"]:
            pieces.append(ends.pop())
        else:
            begin = opening.get(_mark(tag), "")
            pieces.append(begin)
            ends.append(closing if begin else "")
    return "".join(pieces) + source[place:]


def plain_characters(source: str) -> str:
    """A text with the characters for their references; Crossref holds some that were escaped twice."""
    for _ in range(2):
        source = _ENTITY.sub(_character, source)
    return source.replace("\u00a0", " ") if "\u00a0" in source else source


def _character(found: re.Match[str]) -> str:
    known = found[0][1] == "#" or found[0][1:] in html5
    return " ".join(html.unescape(found[0]).splitlines()) if known else found[0]


def _name(tag: re.Match[str]) -> str:
    name = (tag["open"] or tag["close"] or tag["bare"] or "span").lower()
    return _ALIKE.get(name, name)


def _mark(tag: re.Match[str]) -> Mark:
    if tag["nocase"]:
        return Mark.NOCASE
    if tag["bare"]:
        return Mark.NONE
    return Mark.SMALLCAPS if tag["caps"] else _MARKS[_name(tag)]


def _paired(tags: list[re.Match[str]]) -> list[re.Match[str]]:
    """The tags that have a partner and are nested properly, in their order."""
    kept: set[int] = set()
    waiting: list[int] = []
    for index, tag in enumerate(tags):
        if not tag["close"]:
            waiting.append(index)
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if _name(tags[waiting[depth]]) == _name(tag):
                kept.update((waiting[depth], index))
                # What was opened since then has no partner inside this pair.
                del waiting[depth:]
                break
    return [tag for index, tag in enumerate(tags) if index in kept]
