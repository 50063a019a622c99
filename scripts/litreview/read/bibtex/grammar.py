"""The pieces of BibTeX's grammar as patterns; possessive throughout, so that no input makes one slow."""

from __future__ import annotations

import re
from typing import Final

HEADER: Final = re.compile(r"@\s*+([^\W\d][\w.:+/-]*+)\s*+([{(])")
BARE_HEADER: Final = re.compile(r"@[ \t]*+([^\W\d][\w.:+/-]*+)")
#: The start of an entry at the start of a line, by which a broken file is taken up again.
ENTRY_LINE: Final = re.compile(
    r"^[ \t]*+(@[ \t]*+[^\W\d][\w.:+/-]*+[ \t]*+[{(]\s*+([^\s,{}()=\"]*+)\s*+,)", re.MULTILINE
)
_NESTED_1: Final = r"\{[^{}]*+\}"
_NESTED_2: Final = rf"\{{[^{{}}]*+(?:{_NESTED_1}[^{{}}]*+)*+\}}"
_NAME: Final = r"[^\s={},\"#%()\\@]++"
#: A field as nearly all are: its value in braces up to three deep, in quotes, a number or one abbreviation.
FIELD: Final = re.compile(
    rf"[\s,]*+({_NAME})\s*+=\s*+(?:\{{([^{{}}]*+(?:{_NESTED_2}[^{{}}]*+)*+)(?<!\\)\}}"
    rf"|\"([^\"{{}}]*+(?:{_NESTED_2}[^\"{{}}]*+)*+)\"|([0-9]++)|([^\W\d][\w:+-]*+))\s*+(?:,|(?=\}}))"
)
NAME: Final = re.compile(_NAME)
_LITERAL: Final = (
    rf"\{{([^{{}}]*+(?:{_NESTED_2}[^{{}}]*+)*+)\}}|\"([^\"{{}}]*+(?:{_NESTED_2}[^\"{{}}]*+)*+)(?<!\\)\"|([0-9]++)"
)
#: A value that says all of itself, as nearly all do.
LITERAL: Final = re.compile(_LITERAL)
#: A piece of a value, with the blanks around it.
PIECE: Final = re.compile(rf"\s*+(?:{_LITERAL}|([^\W\d][\w:+-]*+))\s*+")
#: The group of PIECE that is the name of an abbreviation.
PIECE_IS_NAME: Final = 4
FIELD_START: Final = re.compile(rf"({_NAME})\s*+=\s*+(?=[\"{{\w])")
LOOSE_FIELD_START: Final = re.compile(r"([^\s={},\"#%@](?:[^={},\"#\n@]*?[^={},\"#\n@ \t])?)[ \t]*+=")
#: A line that begins a field, or that holds only the end of an entry: where an unclosed value ends.
LINE_AFTER_VALUE: Final = re.compile(rf"\n(?=[ \t]*+(?:{_NAME}[ \t]*+=[ \t]*+[\"{{\w]|[}})][ \t]*+(?:\n|\Z)))")
#: An entry that goes on after its closing brace: the brace was one too many.
GOES_ON: Final = re.compile(rf"\s*+,\s*+{_NAME}\s*+=\s*+[\"{{\w]|[ \t]*+\n\s*+[A-Za-z][\w-]*+[ \t]*+=[ \t]*+[\"{{]")
KEY: Final = re.compile(r"\s*+((?:[^,={}\"\n]|=(?!\s*(?:[\"{]|\d+\s*[,}])))*+)\s*+")
BARE_VALUE: Final = re.compile(r"[^\s,#{}\"=%@]++")
JUNK: Final = {
    "}": re.compile(r"(?:[^,{}@\n]|\{[^{}]*+\})*+"),
    ")": re.compile(r"(?:[^,{})@\n]|\{[^{}]*+\})*+"),
}
BRACE_OR_ESCAPED: Final = re.compile(r"\\.|[{}]", re.DOTALL)
SPACE: Final = re.compile(r"\s*+")
SEPARATORS: Final = re.compile(r"[\s,]*+")
REST_OF_LINE: Final = re.compile(r"[^\n]*+")
ODD_IN_GAP: Final = re.compile(r"[{}]")
#: A field that no entry holds, on a line of its own.
FIELD_IN_GAP: Final = re.compile(r"^[ \t,]*+[A-Za-z][\w-]*+[ \t]*+=[ \t]*+[{\"]", re.MULTILINE)
COMMENTED_LINE: Final = re.compile(r"[ \t]*+%")
INDENT: Final = re.compile(r"[ \t]*+")
ABBREVIATION: Final = re.compile(r"[^\W\d][\w:.+/'*&!?;$-]*")


def end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where the match of a pattern ends that begins at `start`; there, if it does not match."""
    match = pattern.match(text, start)
    return match.end() if match else start
