"""LaTeX in values becomes text with structure; linear time, and no recursion however deep the braces are."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

from litreview.model.text import Mark, Run, Text
from litreview.read.bibtex.formulas import formula_as_text
from litreview.read.bibtex.grammar import end_of
from litreview.read.bibtex.latex_commands import (
    ADDRESSES,
    BIBSTRINGS,
    FONTS,
    LENGTHS,
    QUOTES,
    QUOTES_SECOND,
    SECOND,
    STRINGS,
    SWITCHES,
    TRANSPARENT,
    UNPRINTED,
    UPRIGHT,
)
from litreview.read.bibtex.latex_rare import rare_symbols
from litreview.read.bibtex.latex_runs import text_of
from litreview.read.bibtex.latex_symbols import ACCENTS, SPACING, SYMBOLS, composed
from litreview.read.bibtex.verbatim import verbatim

#: What a value holds that is not already plain text in one line.
_SPECIAL: Final = re.compile(r"[\\{}$~`\n\t\r]")
_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]+\*?)[ \t\n]*|(.))", re.DOTALL)
#: The second finds more, and takes ten times as long: nearly all values do without.
_SIGN: Final = re.compile(r"[\\{}$~]")
_SIGN_OR_LIGATURE: Final = re.compile(r"[\\{}$~]|---?|``|''|[!?]`|`|'|&[#a-z]\w{1,8};")
_SINGLE_QUOTE: Final = re.compile(r"(?<![`!?])`(?!`)")
_FORMULA: Final = re.compile(r"\$\$((?:[^$\\]++|\\.)*+)\$\$|\$((?:[^$\\]++|\\.)*+)\$", re.DOTALL)
_ARGUMENT: Final = re.compile(r"\s*+\{")
_LENGTH: Final = re.compile(
    r"[ \t]*+(?:[-+][ \t]*+)?(?:\d++(?:[.,]\d*+)?|[.,]\d++)[ \t]*+(?:em|ex|pt|mm|cm|in|pc|bp|mu|sp)"
)
_BLANKS: Final = re.compile(r"[ \t\n]*+")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_LIGATURES: Final = {"--": "–", "---": "—", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "`": "‘"}

#: Accents upon accents end here; no script needs more, and each costs time.
_DEEPEST_ACCENT: Final = 64


@dataclass(slots=True)
class _Group:
    """An open group: the setting to return to, where its output starts, and what is to be done at its end."""

    mark: Mark
    start: int
    accents: tuple[str, ...] = ()
    closing: str = ""
    printed: bool = True


def decode(value: str, *, protect: bool = False, unknown: set[str] | None = None) -> Text:
    """The text of a LaTeX value; `protect` makes braces guard capitals (titles), `unknown` collects unknown commands.

    The text of unknown commands' arguments is kept. Bare % and & are text, for BibTeX files use them so.
    """
    bare = value.replace("\\%", "%").replace("\\&", "&") if "\\" in value else value
    if is_plain(bare):
        return Text((Run(bare),)) if bare else Text()
    decoder = _Decoder(value, protect, set() if unknown is None else unknown)
    decoder.run()
    return text_of(decoder.out)


def plain(value: str) -> str:
    """The words of a LaTeX value without their setting."""
    return value if is_plain(value) else str(decode(value))


def is_plain(value: str) -> bool:
    """Whether a value already is what it says: no TeX, no entity, no blanks but single ones between words."""
    # Looking for each string alone is many times faster than one pattern for all.
    if "\\" in value or "{" in value or _SPECIAL.search(value) or value[:1] == " " or value[-1:] == " ":
        return False
    if "--" in value or "''" in value or "  " in value:
        return False
    return "&" not in value or ";" not in value


class _Decoder:
    """One pass over one value."""

    def __init__(self, value: str, protect: bool, unknown: set[str]) -> None:  # noqa: FBT001 - private
        self.value = value
        self.protect = protect
        self.unknown = unknown
        self.out: list[tuple[str, Mark]] = []
        self.groups: list[_Group] = []
        self.mark = Mark.NONE
        self.single_quotes = "`" in value and bool(_SINGLE_QUOTE.search(value))
        # What was searched for to the end in vain is not searched for again: that would take quadratic time.
        self.unclosed = False
        self.no_formula_end = False
        self.quotes_open = 0

    def run(self) -> None:
        """Read the whole value."""
        value, pos = self.value, 0
        ligatures = "--" in value or "`" in value or "''" in value or ("&" in value and ";" in value)
        search = (_SIGN_OR_LIGATURE if ligatures else _SIGN).search
        while match := search(value, pos):
            start = match.start()
            if start > pos:
                self.emit(value[pos:start])
            sign = match[0]
            if sign == "\\":
                command = _COMMAND.match(value, start)
                if command is None:
                    # A backslash at the very end.
                    pos = start
                    break
                pos = self.command(command[1] or command[2], command.end())
            elif sign in "{}$~":
                pos = self.sign(sign, start)
            else:
                self.ligature(sign)
                pos = match.end()
        self.emit(value[pos:])
        while self.groups:
            self.close()

    def emit(self, text: str, extra: Mark = Mark.NONE) -> None:
        """Print text in the current setting."""
        if text:
            # Combining flags is slow, and most text has none.
            self.out.append((text, self.mark if extra is Mark.NONE else self.mark | extra))

    def ligature(self, sign: str) -> None:
        """Dashes, quotes and HTML entities."""
        if sign[0] == "&":
            self.emit(html.unescape(sign))
        elif sign == "'":
            self.emit("’" if self.single_quotes else "'")
        else:
            self.emit(_LIGATURES[sign])

    def sign(self, sign: str, pos: int) -> int:
        """A brace, a tie or a formula; the place after it."""
        if sign == "{":
            special = self.value.startswith("\\", pos + 1)
            self.open(Mark.NOCASE if self.protect and not special else Mark.NONE)
        elif sign == "}":
            if self.groups:
                self.close()
        elif sign == "~":
            self.emit("\u00a0")
        else:
            return self.formula(pos)
        return pos + 1

    def open(
        self, extra: Mark = Mark.NONE, accents: tuple[str, ...] = (), closing: str = "", *, printed: bool = True
    ) -> None:
        """Begin a group."""
        self.groups.append(_Group(self.mark, len(self.out), accents, closing, printed))
        if extra is not Mark.NONE:
            self.mark |= extra

    def close(self) -> None:
        """End the innermost group."""
        group = self.groups.pop()
        if not group.printed:
            del self.out[group.start :]
        if group.accents:
            self.accent(group)
        if group.closing:
            self.emit(group.closing)
            self.quotes_open -= 1
        self.mark = group.mark

    def accent(self, group: _Group) -> None:
        """Put the accents of a group on its first character."""
        for index in range(group.start, len(self.out)):
            text, mark = self.out[index]
            if text.strip():
                self.out[index] = (composed(text[0], group.accents) + text[1:], mark)
                return
        del self.out[group.start :]
        self.emit("".join(SPACING.get(accent, "") for accent in group.accents))

    def formula(self, pos: int) -> int:
        """A formula between dollars, or a dollar."""
        match = _FORMULA.match(self.value, pos)
        if match is None:
            self.emit("$")
            return pos + 1
        source = match[1] if match[1] is not None else match[2]
        if not re.search(r"[\\^_]", source):
            # "$5 and $10" is money.
            following = self.value[match.end() : match.end() + 1]
            if not source.strip() or source[0] == " " or source[-1] == " " or following.isdigit():
                self.emit("$")
                return pos + 1
        self.math(source)
        return match.end()

    def math(self, source: str) -> None:
        """Print a formula as text if that can show it."""
        pieces = formula_as_text(source)
        if pieces is None:
            self.emit(source.strip(), Mark.MATH)
            return
        guard = self.protect and any(char.isupper() for text, _ in pieces for char in text)
        for text, mark in pieces:
            self.emit(text, mark | Mark.NOCASE if guard else mark)

    def argument(self, pos: int) -> tuple[str, int] | None:
        """The raw argument in braces that begins at `pos`, and the place after it."""
        match = _ARGUMENT.match(self.value, pos)
        if match is None or self.unclosed:
            return None
        depth = 1
        for brace in _BRACE.finditer(self.value, match.end()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                return self.value[match.end() : brace.start()], brace.end()
        self.unclosed = True
        return None

    def command(self, name: str, pos: int) -> int:  # noqa: C901, PLR0911, PLR0912 - one branch per kind of command
        """Obey a command; the place after what it takes."""
        if name in ACCENTS and (not name[0].isalpha() or self.takes_accent(name, pos)):
            return self.accented(name, pos)
        if name == "(":
            end = -1 if self.no_formula_end else self.value.find("\\)", pos)
            self.no_formula_end = end < 0
            if end >= 0:
                self.math(self.value[pos:end])
            return max(end + 2, pos)
        if name in ADDRESSES and (found := self.argument(pos)):
            self.emit(verbatim(found[0]))
            return found[1]
        if name == "ensuremath" and (found := self.argument(pos)):
            self.math(found[0])
            return found[1]
        if name in SECOND and (found := self.argument(pos)):
            return self.open_argument(found[1])
        if name in LENGTHS and (length := _LENGTH.match(self.value, pos)):
            return length.end()
        if name in UNPRINTED:
            return self.unprinted(name, pos)
        if name in STRINGS and (found := self.argument(pos)):
            self.emit(BIBSTRINGS.get(found[0].strip(), found[0].strip()))
            return found[1]
        if name in QUOTES_SECOND and (found := self.argument(pos)):
            name, pos = name.replace(name.rstrip("*"), "enquote"), found[1]
        if name in QUOTES:
            inner = self.quotes_open % 2 == 1 or name.endswith("*")
            self.emit("‘" if inner else "“")
            self.quotes_open += 1
            return self.open_argument(pos, closing="’" if inner else "”")
        mark = FONTS.get(name)
        if mark is not None:
            # Emphasis within emphasis is upright.
            if name == "emph" and Mark.ITALIC in self.mark:
                pos = self.open_argument(pos)
                self.mark &= ~Mark.ITALIC
                return pos
            return self.open_argument(pos, mark)
        if name in SYMBOLS:
            self.emit(SYMBOLS[name])
            # "\LaTeX{}": the empty group only ends the command's name.
            return pos + 2 if self.value.startswith("{}", pos) else pos
        if name in SWITCHES:
            self.mark = self.mark ^ Mark.ITALIC if name == "em" else self.mark | SWITCHES[name]
            return pos
        if name in UPRIGHT:
            self.mark &= ~(Mark.ITALIC | Mark.BOLD | Mark.SMALLCAPS)
            return pos
        if name not in TRANSPARENT:
            if (sign := rare_symbols().get(name)) is not None:
                self.emit(sign)
                return pos + 2 if self.value.startswith("{}", pos) else pos
            self.unknown.add(name)
            if self.value.startswith("{}", pos) or not _ARGUMENT.match(self.value, pos):
                # What the document defines, such as \SGML or \ConTeXt, mostly stands for its own name.
                if name[0].isupper() and sum(map(str.isupper, name)) > 1:
                    self.emit(name)
                elif self.value[pos - 1].isspace():
                    # TeX takes this blank for the end of the name; words must not run together without the sign.
                    self.emit(" ")
        return self.open_argument(pos)

    def unprinted(self, name: str, pos: int) -> int:
        r"""Pass over an argument in braces; what only leaves room takes one sign without them: \vphantom\{."""
        if name.endswith("phantom") and not _ARGUMENT.match(self.value, pos):
            sign = _COMMAND.match(self.value, pos)
            return sign.end() if sign else min(pos + 1, len(self.value))
        return self.open_argument(pos, printed=False)

    def open_argument(self, pos: int, mark: Mark = Mark.NONE, *, closing: str = "", printed: bool = True) -> int:
        """Begin the group that is a command's argument, if there is one; a lone character counts for fonts alone."""
        match = _ARGUMENT.match(self.value, pos)
        if match:
            self.open(mark, closing=closing, printed=printed)
            return match.end()
        if mark and pos < len(self.value) and self.value[pos] not in "\\{}$":
            self.emit(self.value[pos], mark)
            return pos + 1
        if closing:
            self.emit(closing)
            self.quotes_open -= 1
        return pos

    def takes_accent(self, name: str, pos: int) -> bool:
        """Whether an accent named by a letter has something to stand on."""
        return len(name) > 1 or pos < len(self.value)

    def accented(self, name: str, pos: int) -> int:
        """Print an accent, or several, and what they stand on."""
        value = self.value
        accents = [ACCENTS[name]]
        while True:
            pos = end_of(_BLANKS, value, pos)
            if pos >= len(value) or value[pos] == "}":
                self.emit(SPACING.get(accents[0], ""))
                return pos
            char = value[pos]
            if char == "{":
                deep = len(self.groups) > _DEEPEST_ACCENT
                self.open(accents=() if deep else tuple(reversed(accents)))
                return pos + 1
            if char != "\\":
                self.emit(composed(char, tuple(reversed(accents))))
                return pos + 1
            match = _COMMAND.match(value, pos)
            if match is None:
                return pos
            inner = match[1] or match[2]
            pos = match.end()
            if inner in ACCENTS and len(accents) < _DEEPEST_ACCENT:
                accents.append(ACCENTS[inner])
                continue
            base = SYMBOLS.get(inner) or rare_symbols().get(inner)
            if base is None:
                return match.start()
            self.emit(composed(base[:1], tuple(reversed(accents))) + base[1:])
            return pos
