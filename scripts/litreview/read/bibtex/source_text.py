r"""What stands in the source of a value and is no part of what it says: comments, alternatives for formulas, tags.

Programs put HTML into titles, and others then write it in TeX's signs: $<$i$>$, {\textless}i{\textgreater}.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from litreview.model.text import Mark
from litreview.read.bibtex.latex import decode
from litreview.read.csl_markup import rewrite_markup

#: A comment of TeX ends with its line. In running text "50 % of" and "(%)" are no comments, though TeX takes them for
#: such: there a line that begins with the sign is one, and a sign that joins two lines.
_COMMENT_IN_PROSE: Final = re.compile(r"(?<![^\n])[ \t]*+%[^\n]*+\n[ \t]*+|(?<![\\\s\d])%\n[ \t]*+")
_COMMENT: Final = re.compile(r"(?<![\\\d])(?<!\d[ \t])%[^\n]*+\n[ \t]*+")
#: In a list of names no percent sign is one.
_COMMENT_IN_NAMES: Final = re.compile(r"(?<!\\)%[^\n]*+\n[ \t]*+")
_PROSE: Final = frozenset(("abstract", "note", "addendum", "annote", "annotation", "keywords"))
#: Fields that are no text of TeX's.
_VERBATIM: Final = frozenset(("url", "doi", "eprint", "file", "pdf"))
#: What is meant inside of a formula, and outside.
_IF_FORMULA: Final = re.compile(
    r"\\ifmmode\b(?:(?!\\fi\b|\\else\b).){0,200}+(?:\\else\b\s*+((?:(?!\\fi\b).){0,200}+))?\\fi\b(?:\{\})?", re.DOTALL
)
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff\ufff9-\ufffb\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+\*?)")
_LESS: Final = re.compile(r"\$\s*(?:<|\\(?:less|lt|textless))\s*\$|\{?\\textless(?:\{\}\}?|\}|\s+|(?![A-Za-z]))")
_GREATER: Final = re.compile(
    r"\$\s*(?:>|\\(?:greater|gt|textgreater))\s*\$|\{?\\textgreater(?:\{\}\}?|\}|\s+|(?![A-Za-z]))"
)
_TEX: Final = {
    Mark.ITALIC: r"\textit{",
    Mark.BOLD: r"\textbf{",
    Mark.SUP: r"\textsuperscript{",
    Mark.SUB: r"\textsubscript{",
    Mark.SMALLCAPS: r"\textsc{",
    Mark.NOCASE: "{",
}


def _without_comments(value: str, name: str) -> str:
    if name in _VERBATIM or name.startswith("x-"):
        return value
    pattern = _COMMENT_IN_NAMES if name in _NAMES else _COMMENT_IN_PROSE if name in _PROSE else _COMMENT
    # A sign without words joins two lines; BibTeX has made one of any others before TeX sees them.
    return pattern.sub(lambda comment: "" if comment[0].startswith("%\n") else "\n", value)


#: Fields that hold names.
_NAMES: Final = frozenset(("author", "editor", "translator", "bookauthor", "editora", "editorb", "editorc"))


def as_meant(value: str, name: str) -> str:
    """The value of a field without comments, signs that nobody sees, and what TeX would take in a formula alone."""
    if "%" in value and "\n" in value:
        value = _without_comments(value, name)
    if "\\ifmmode" in value:
        value = _IF_FORMULA.sub(lambda match: match[1] or "", value)
    return value if value.isascii() else _INVISIBLE.sub("", value)


def markup_as_tex(value: str) -> str:
    """The value with HTML, JATS and MathML in TeX; signs that form no pair of tags stay as they stand."""
    # Looking for each sign alone is many times faster than one pattern for all.
    if ">" not in value:
        tex = "\\" in value and ("greater" in value or "\\gt" in value)
        if not tex and "&gt;" not in value:
            return value
    plain = value.replace("&lt;", "<").replace("&gt;", ">") if "&" in value else value
    if "\\" in plain or "$" in plain:
        plain = _GREATER.sub(">", _LESS.sub("<", plain))
    rewritten = rewrite_markup(plain, _TEX, "}")
    return value if rewritten == plain else rewritten


def unknown_commands(value: str) -> set[str]:
    """The commands of TeX in a value of which nobody here knows what they print."""
    return {name for name in _COMMAND.findall(value) if not _is_known(name)}


@lru_cache(maxsize=1024)
def _is_known(name: str) -> bool:
    unknown: set[str] = set()
    decode(f"\\{name} x", unknown=unknown)
    return not unknown
