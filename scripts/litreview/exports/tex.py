"""Text as TeX source that BibTeX reads back as the same text. Letters beyond ASCII stay what they are."""

from __future__ import annotations

import re
from typing import Final

from litreview.model.text import Mark, Text

#: Braces stand as commands, since BibTeX counts even escaped ones.
_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "`": r"\textasciigrave{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "\N{NO-BREAK SPACE}": "~",
}
#: Also the first of two that TeX runs together: hyphens into a dash, apostrophes into a quotation mark.
_SPECIAL: Final = re.compile(r"[\\{}$&#%_^~`\u00a0]|-(?=-)|'(?=')")
_BRACE: Final = re.compile(r"[{}]")
_COMMANDS: Final = (
    (Mark.ITALIC, r"\textit"),
    (Mark.BOLD, r"\textbf"),
    (Mark.SMALLCAPS, r"\textsc"),
    (Mark.SUP, r"\textsuperscript"),
    (Mark.SUB, r"\textsubscript"),
)


def escape(text: str) -> str:
    """Plain text as TeX."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], match[0] + "{}"), text)


def to_tex(text: Text) -> str:
    """Text with its setting as TeX; protected capitals stand in braces, the innermost of what surrounds them."""
    return "".join(_run(run.text, run.mark) for run in text.runs)


def _run(text: str, mark: Mark) -> str:
    if not mark:
        return escape(text)
    tex = f"${text}$" if Mark.MATH in mark else escape(text)
    if Mark.NOCASE in mark:
        # BibTeX takes a brace before a command for an accented letter, and changes its case.
        tex = f"{{{{{tex}}}}}" if tex.startswith("\\") else f"{{{tex}}}"
    for flag, command in reversed(_COMMANDS):
        if flag in mark:
            tex = f"{command}{{{tex}}}"
    return tex


def balanced(tex: str) -> str:
    """TeX whose braces have partners, as BibTeX counts them; those that had none stand as commands."""
    waiting: list[int] = []
    lonely: list[int] = []
    for brace in _BRACE.finditer(tex):
        if brace[0] == "{":
            waiting.append(brace.start())
        elif waiting:
            waiting.pop()
        else:
            lonely.append(brace.start())
    parts: list[str] = []
    last = 0
    for place in sorted((*waiting, *lonely)):
        before = tex[last:place]
        if (len(before) - len(before.rstrip("\\"))) % 2:
            before = before[:-1]  # it escaped the brace
        parts += (before, _ESCAPES[tex[place]])
        last = place + 1
    return "".join((*parts, tex[last:]))
