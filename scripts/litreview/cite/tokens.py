"""Private-use characters that stand for a candidate while a page's Markdown is converted."""

from __future__ import annotations

import re
from typing import Final

# Plane 16 is where no icon font lives. Every token is a kind and a number in these digits, so that nothing in it is
# a letter, a digit or white space to Markdown: just as little as the HTML that takes its place.
_DIGITS: Final = "".join(chr(0x10FFE0 + digit) for digit in range(10))
KEY: Final = "\U0010fff0"
OPENING: Final = "\U0010fff1"
CLOSING: Final = "\U0010fff2"
TOKEN: Final = re.compile(f"[{KEY}{OPENING}{CLOSING}][{_DIGITS}]+")
#: Any character of a token; a page that holds one cannot be searched.
RESERVED: Final = re.compile(f"[{_DIGITS}{KEY}{OPENING}{CLOSING}]")
_TO_TOKEN: Final = str.maketrans("0123456789", _DIGITS)


def token(kind: str, number: int) -> str:
    """The token of a kind (KEY, OPENING or CLOSING) with this number."""
    return kind + str(number).translate(_TO_TOKEN)
