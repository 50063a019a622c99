"""Text from data as styles print it: safe HTML whose own punctuation the style's clean-up leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import Final

from markupsafe import Markup, escape

from litreview.model.names import NameList
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
_TAGS: Final = (
    (Mark.SUB, "<sub>", "</sub>"),
    (Mark.SUP, "<sup>", "</sup>"),
    (Mark.ITALIC, "<i>", "</i>"),
    (Mark.BOLD, "<b>", "</b>"),
    (Mark.SMALLCAPS, '<span class="small-caps">', "</span>"),
)
_CLOSING_SINGLE: Final = re.compile(r"’(?!\w)")
_STRAIGHT_QUOTED: Final = re.compile(r'(?<![\w\\])"(?=[^\s"])([^"]*[^\s"\\])"(?!\w)')


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
    """A text variable in a template: prints as safe HTML, and knows its runs for the filters.

    It has words: what a reference lacks is `NOTHING` instead. `runs` are empty where all of the words are plain.
    """

    __slots__ = ("runs", "words")

    words: str
    runs: tuple[Run, ...]

    def __init__(self, text: Text) -> None:
        runs = text.runs
        if len(runs) == 1 and runs[0].mark is _PLAIN:
            self.words, self.runs = runs[0].text, ()
        else:
            self.words, self.runs = "".join([run.text for run in runs]), runs

    @classmethod
    def plain(cls, words: str) -> TextValue:
        """A value without any setting."""
        value = cls.__new__(cls)
        value.words, value.runs = words, ()
        return value

    def __str__(self) -> str:
        return self.words

    def __eq__(self, other: object) -> bool:
        return self.words == str(other) if isinstance(other, str | TextValue) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.words)

    def __html__(self) -> str:
        for run in self.runs:
            if run.mark is not _PLAIN and run.mark is not _NOCASE:
                last = self.runs[-1]
                return "".join([_html(run, wholly=run is not last) for run in self.runs])
        return held(self.words)

    def changed(self, change: Callable[[str], str]) -> TextValue | str:
        """The value with the words of each run changed; nothing where none are left."""
        if not self.runs:
            return TextValue.plain(words) if (words := change(self.words)) else NOTHING
        text = Text(tuple(Run(change(run.text), run.mark) for run in self.runs))
        return TextValue(text) if text else NOTHING


class GivenText(TextValue):
    """A text that comes as CSL-JSON: CSL's processors keep the capitals that it has."""

    __slots__ = ()


#: What an absent variable is to a template.
NOTHING: Final = ""
_EMPTY: Final = Markup()


def _html(run: Run, *, wholly: bool) -> str:
    mark = run.mark
    if mark is _PLAIN or mark is _NOCASE:
        return held(run.text, wholly=wholly)
    opening, closing = _tags(mark)
    return f"{opening}{held(f'${run.text}$' if Mark.MATH in mark else run.text, wholly=wholly)}{closing}"


@cache
def _tags(mark: Mark) -> tuple[str, str]:
    """What stands before and behind a run that is set in this way."""
    tags = [(opening, closing) for flag, opening, closing in _TAGS if flag in mark]
    return "".join(opening for opening, _ in reversed(tags)), "".join(closing for _, closing in tags)


def markup(value: object) -> Markup:
    """What a template prints for a value: markup as it is, text from data held, words of the template escaped."""
    if isinstance(value, Markup):
        return value
    return safe(value.__html__()) if isinstance(value, TextValue) else escaped(str(value))


@lru_cache(maxsize=1024, typed=True)  # typed, since text and markup of the same letters differ
def escaped(words: str) -> Markup:
    """Words of a template, escaped; their punctuation is the style's own."""
    return escape(words)


def bare(value: object) -> str:
    """The HTML that a template prints for a value, without the white space that the template's lines put around it."""
    # `str` itself, since a method of `Markup` makes markup anew at each step.
    return str.strip(value.__html__() if isinstance(value, TextValue) else markup(value))


def italic(value: object) -> object:
    """The value in italics; what is italic in it already stands upright, as print does it."""
    if isinstance(value, TextValue):
        return TextValue(Text(tuple(Run(run.text, _turned(run.mark)) for run in value.runs or (Run(value.words),))))
    html = bare(value) if value else ""
    return safe(f"<i>{html}</i>") if html else _EMPTY


@cache
def _turned(mark: Mark) -> Mark:
    return mark ^ Mark.ITALIC


def quoted(value: object) -> Markup:
    """The value in double quotes; those inside it become single, and those inside these double again."""
    html = bare(_inside_quotes(value) if isinstance(value, TextValue) else value) if value else ""
    return safe(f"“{html}”") if html else _EMPTY


def _inside_quotes(value: TextValue) -> TextValue:
    """A value with its quotes alternated over all of its runs, for one may open in one of them and close in another."""
    letters = _alternated(value.words)
    if not value.runs or letters == value.words:
        return TextValue.plain(letters) if not value.runs else value
    runs: list[Run] = []
    place = 0
    for run in value.runs:
        runs.append(Run(letters[place : place + len(run.text)], run.mark))
        place += len(run.text)
    return TextValue(Text(tuple(runs)))


def _alternated(text: str) -> str:
    """A text that stands in double quotes: quotes in it are single, and quotes in those double again."""
    if '"' in text:
        text = _STRAIGHT_QUOTED.sub(r"“\1”", text)
    if "‘" not in text and "“" not in text:
        return text
    letters = list(text)
    for start, end, depth in _pairs(text):
        letters[start], letters[end] = "“”" if depth % 2 else "‘’"
    return "".join(letters)


def _pairs(text: str) -> Iterator[tuple[int, int, int]]:
    """The quotes of a text: where each opens and closes, and within how many others it stands.

    Only pairs are quotes: a lone ’ is an apostrophe, a lone ” a double prime, and “ closes „German“ ones.
    """
    opened: list[int] = []
    for place, char in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if char == "“" or (char == "‘" and not before.isalnum() and after.strip()):
            opened.append(place)
        elif char == "”" and any(text[start] == "“" for start in opened):
            while text[start := opened.pop()] != "“":
                pass
            yield start, place, len(opened)
        elif char == "’" and opened and text[opened[-1]] == "‘" and not after.isalnum():
            # "‘the patients’ views’": behind an s it may be an apostrophe, if another mark closes the quote.
            rest = text[place + 1 :].partition("‘")[0]
            if before == "s" and _CLOSING_SINGLE.search(rest):
                continue
            yield opened.pop(), place, len(opened)


def no_periods(value: object) -> object:
    """The value without full stops, as abbreviated journal titles stand in NLM style."""
    return value.changed(lambda words: words.replace(".", "")) if isinstance(value, TextValue) else value


def is_author(value: object, item: Mapping[str, object]) -> bool:
    """Whether a text names a body that is an author of the work too."""
    people = getattr(item, "whole", item).get("author")
    names = people.names if isinstance(people, NameList) else ()
    return bool(value) and str(value).casefold() in {name.literal.casefold() for name in names if name.literal}
