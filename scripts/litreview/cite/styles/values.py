"""Text from data as styles print it: safe HTML whose own punctuation the style's clean-up leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Final

from markupsafe import Markup, escape

from litreview.model.text import Mark, Run, Text

#: Punctuation of data on its way through a template. Noncharacters (Unicode, section 23.7) stand for it, since no text
#: interchanges them; `released` brings it back. What a style's own template adds stays bare and can be told apart.
HELD: Final[Mapping[str, str]] = dict(zip(".,:;?! ”", map(chr, range(0xFDD0, 0xFDD8)), strict=True))
_NONCHARACTER: Final = re.compile("[\ufdd0-\ufdef]")
#: In this order: the ampersand of an entity is no longer escaped, its semicolon is held. One replacement after another
#: is several times as fast as `str.translate`, which looks up every character.
_HOLD: Final = (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ("'", "&#39;"), ('"', "&#34;"), *HELD.items())
_RELEASE: Final = tuple((held, char) for char, held in HELD.items())
_PLAIN: Final[Mark] = Mark.NONE
_NOCASE: Final[Mark] = Mark.NOCASE
_ITALIC: Final[Mark] = Mark.ITALIC
_TAGS: Final = (
    (Mark.SUB, "<sub>", "</sub>"),
    (Mark.SUP, "<sup>", "</sup>"),
    (Mark.ITALIC, "<i>", "</i>"),
    (Mark.BOLD, "<b>", "</b>"),
    (Mark.SMALLCAPS, '<span class="small-caps">', "</span>"),
)
_DOUBLE_INSIDE: Final = str.maketrans("“”", "‘’")
_STRAIGHT_QUOTED: Final = re.compile(r'(?<![\w\\])"(?=[^\s"])([^"]*[^\s"\\])"(?!\w)')
_SINGLE_QUOTED: Final = re.compile(r"(?<!\w)‘([^‘’]*(?:\w’\w[^‘’]*)*)’(?!\w)")


#: HTML that is safe already, as markup; `Markup` itself would ask what it is given.
safe: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)


def held(text: str, *, wholly: bool = False) -> str:
    """Plain text as HTML; its last character, unless held `wholly`, can meet the punctuation that a style adds."""
    if not text or text.isalnum():
        return text
    html = text if text.isascii() else _NONCHARACTER.sub("�", text)
    for char, replacement in _HOLD:
        if char in html:
            html = html.replace(char, replacement)
    return html if wholly or text[-1] not in HELD else html[:-1] + text[-1]


def released(html: str) -> str:
    """HTML with the punctuation of data put back."""
    for char, replacement in _RELEASE:
        if char in html:
            html = html.replace(char, replacement)
    return html


class TextValue:
    """A text variable in a template: prints as safe HTML, is false where empty, and knows its runs for the filters."""

    __slots__ = ("text",)

    def __init__(self, text: Text) -> None:
        self.text = text

    @classmethod
    def plain(cls, text: str) -> TextValue:
        """A value without any setting."""
        return cls(Text.plain(text))

    def __bool__(self) -> bool:
        return bool(self.text.runs)

    def __str__(self) -> str:
        return str(self.text)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, str | TextValue) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))

    def __html__(self) -> str:
        runs = self.text.runs
        if len(runs) == 1:
            return _html(runs[0])
        return "".join(_html(run, wholly=run is not runs[-1]) for run in runs)


#: What an absent variable is to a template.
NOTHING: Final = TextValue(Text())


def _html(run: Run, *, wholly: bool = False) -> str:
    if run.mark is _PLAIN or run.mark is _NOCASE:
        return held(run.text, wholly=wholly)
    html = held(f"${run.text}$" if Mark.MATH in run.mark else run.text, wholly=wholly)
    for flag, opening, closing in _TAGS:
        if flag in run.mark:
            html = f"{opening}{html}{closing}"
    return html


def markup(value: object) -> Markup:
    """What a template prints for a value: markup as it is, everything else escaped and held."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, TextValue):
        return safe(value.__html__())
    return safe(held(str(value)))


def printed(value: object) -> str:
    """What a template of the package prints for a value in its running text: a style's own words are not held."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, TextValue):
        return value.__html__()
    return escaped(value) if isinstance(value, str) else escape(value)


@lru_cache(maxsize=1024, typed=True)  # typed, since text and markup of the same letters differ
def escaped(text: str) -> str:
    """Words of a template, escaped; their punctuation is the style's own."""
    return str(escape(text))


def italic(value: object) -> object:
    """The value in italics; what is italic in it already stands upright, as print does it."""
    if isinstance(value, TextValue):
        return TextValue(
            Text(tuple(Run(run.text, _ITALIC if run.mark is _PLAIN else run.mark ^ _ITALIC) for run in value.text.runs))
        )
    html = str.strip(markup(value))
    return safe(f"<i>{html}</i>" if html else "")


def quoted(value: object) -> object:
    """The value in double quotes; those inside it become single, and single ones double."""
    if isinstance(value, TextValue):
        value = TextValue(Text(tuple(Run(_swapped(run.text), run.mark) for run in value.text.runs)))
    html = str.strip(markup(value))
    return safe(f"“{html}”" if html else "")


def _swapped(text: str) -> str:
    if '"' in text:
        text = _STRAIGHT_QUOTED.sub(r"“\1”", text)
    if "‘" not in text and "“" not in text and "”" not in text:
        return text
    # A lone ’ is an apostrophe; only pairs are quotes.
    parts = _SINGLE_QUOTED.split(text)
    return "".join(f"“{part}”" if index % 2 else part.translate(_DOUBLE_INSIDE) for index, part in enumerate(parts))


def no_periods(value: object) -> object:
    """The value without full stops, as abbreviated journal titles stand in NLM style."""
    if isinstance(value, TextValue):
        return TextValue(Text(tuple(Run(run.text.replace(".", ""), run.mark) for run in value.text.runs)))
    return value
