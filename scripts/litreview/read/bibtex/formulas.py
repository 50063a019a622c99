"""Formulas: those that plain text can show become text, the others stay TeX."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from litreview.model.text import Mark
from litreview.read.bibtex.latex_rare import ALPHABETS, letter_of, rare_symbols
from litreview.read.bibtex.latex_symbols import MATH_SYMBOLS

_TOKEN: Final = re.compile(r"\\([A-Za-z]+)[ \t\n]*|\\(.)|(\s+)|([A-Za-z]+)|(.)", re.DOTALL)
_FONTS: Final = {
    "mathrm": Mark.NONE,
    "textrm": Mark.NONE,
    "text": Mark.NONE,
    "mbox": Mark.NONE,
    "textnormal": Mark.NONE,
    "textup": Mark.NONE,
    "mathsf": Mark.NONE,
    "mathtt": Mark.NONE,
    "operatorname": Mark.NONE,
    "mathit": Mark.ITALIC,
    "textit": Mark.ITALIC,
    "mathbf": Mark.BOLD,
    "textbf": Mark.BOLD,
    "boldsymbol": Mark.BOLD,
    "bf": Mark.BOLD,
    "rm": Mark.NONE,
    "it": Mark.ITALIC,
}
_FRACTION: Final = re.compile(r"\\[dt]?frac\s*(?:\{\s*(\w+)\s*\}\s*\{\s*(\w+)\s*\}|(\d)\s*(\d))")
_STYLED: Final = re.compile(rf"\\({'|'.join(sorted(ALPHABETS))})\s*(?:\{{\s*([A-Za-z])\s*\}}|([A-Za-z])(?![A-Za-z]))")
_ACCENTS: Final = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "not": "\u0338",
}
_ACCENTED: Final = re.compile(
    rf"\\({'|'.join(_ACCENTS)})\s*+(?:\{{\s*+(\w|\\[A-Za-z]+)\s*+\}}|(?<=\s)(\w)\b|(\\[A-Za-z]+|[=<>]))"
)
_SCRIPTS: Final = {"^": Mark.SUP, "_": Mark.SUB}
_IGNORED: Final = frozenset({"left", "right", "displaystyle", "textstyle", "limits", "nolimits", "big", "Big", "!"})
#: What a formula may mean by a sign.
_SIGNS: Final = {"-": "−", "'": "′", "*": "∗"}
#: Longer or deeper ones are no matter of a few letters.
_LONGEST: Final = 200
_DEEPEST: Final = 3

Piece = tuple[str, Mark]


def formula_as_text(source: str) -> list[Piece] | None:  # noqa: C901, PLR0912 - a state machine reads best whole
    """The runs of text that show a simple formula, such as `10^{-3}`; None if it needs to be set as math.

    Variables are italic, except in subscripts and superscripts, where they are mostly words.
    """
    if len(source) > _LONGEST:
        return None
    pieces: list[Piece] = []
    # Each open group: the mark of its letters, and of everything in it.
    groups: list[tuple[Mark, Mark]] = [(Mark.ITALIC, Mark.NONE)]
    script = Mark.NONE
    font: Mark | None = None
    for match in _TOKEN.finditer(_simplified(source.strip())):
        command, escaped, space, letters, char = match.groups()
        if space:
            if pieces and not script:
                pieces.append((" ", groups[-1][1]))
            continue
        letter_mark, mark = groups[-1]
        if command in _FONTS:
            font = _FONTS[command]
            continue
        if (command or escaped) in _IGNORED:
            continue
        if char in _SCRIPTS and char is not None:
            if script or mark & (Mark.SUP | Mark.SUB):
                return None
            script = _SCRIPTS[char]
            continue
        if char == "{":
            if len(groups) > _DEEPEST:
                return None
            inner = Mark.NONE if script else letter_mark
            groups.append((inner if font is None else font, mark | script))
            script, font = Mark.NONE, None
            continue
        if char == "}":
            if len(groups) == 1:
                return None
            groups.pop()
            continue
        shown = _shown(command, escaped, letters, char)
        if shown is None:
            return None
        if script and letters and len(letters) > 1:
            # Without braces the script is the first letter alone.
            pieces.append((letters[0], mark | script))
            shown = letters[1:]
        elif script:
            pieces.append((shown, mark | script))
            shown = ""
        script = Mark.NONE
        pieces.append((shown, mark | letter_mark if letters else mark))
        font = None
    return None if script or len(groups) > 1 else [_as_degree(*piece) for piece in pieces if piece[0]]


def _as_degree(text: str, mark: Mark) -> Piece:
    """A raised ring is the sign of degrees."""
    return ("°", mark & ~Mark.SUP) if text == "∘" and Mark.SUP in mark else (text, mark)


def _simplified(source: str) -> str:
    """The formula with its simplest fractions, accents and styled letters as characters."""
    if "\\" not in source:
        return source
    source = _FRACTION.sub(lambda match: f"{match[1] or match[3]}/{match[2] or match[4]}", source)
    source = _STYLED.sub(lambda match: letter_of(match[1], match[2] or match[3]), source)
    return _ACCENTED.sub(_accented, source)


def _accented(match: re.Match[str]) -> str:
    letter = match[2] or match[3] or match[4]
    shown = MATH_SYMBOLS.get(letter[1:].strip(), "") if letter[0] == "\\" else letter
    return unicodedata.normalize("NFC", shown + _ACCENTS[match[1]]) if len(shown) == 1 else match[0]


def _shown(command: str | None, escaped: str | None, letters: str | None, char: str | None) -> str | None:
    if command is not None:
        return MATH_SYMBOLS.get(command) or rare_symbols().get(command)
    if escaped is not None:
        return {",": "\u2009", " ": " ", ";": " ", ":": " "}.get(escaped, escaped if escaped in "%&#$_{}|" else None)
    if letters is not None:
        return letters
    assert char is not None  # noqa: S101 - the last alternative matched
    return None if char in "&~$\\" else _SIGNS.get(char, char)
