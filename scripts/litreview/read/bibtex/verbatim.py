"""Addresses, DOIs and the like, which are no LaTeX but for a few escapes."""

from __future__ import annotations

import re
from typing import Final

_ESCAPED: Final = re.compile(r"\\([_%&#$~^{}])(?:\{\})?")
_IN_ADDRESS: Final = re.compile(
    r"\\(?:text)?(?P<name>asciitilde|underscore|less|greater|asciicircum|sim|url|slash|backslash|textless|_)"
    r"(?![A-Za-z])[ \t]*(?:\{\})?"
)
_ADDRESS_SIGNS: Final = {"asciitilde": "~", "sim": "~", "underscore": "_", "less": "<", "greater": ">"}


def verbatim(value: str) -> str:
    """An address, a DOI or the like: without braces, its few escapes undone, and nothing else touched."""
    value = value.strip()
    if not re.search(r"[\\{}$]", value):
        return value
    value = _IN_ADDRESS.sub(
        lambda match: _ADDRESS_SIGNS.get(match["name"], "" if match["name"] == "url" else match[0]), value
    )
    value = re.sub(r"\$\s*([<>~_])\s*\$", r"\1", value)
    # Escaped braces are part of the address, bare ones are BibTeX's.
    value = re.sub(r"(?<!\\)[{}]", "", value)
    return _ESCAPED.sub(r"\1", value).strip()
