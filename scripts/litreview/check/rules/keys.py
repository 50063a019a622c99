"""Citation keys that can be cited and can name a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity

#: What Pandoc takes for a key without braces: letters, digits and _, with single marks inside.
_PLAIN: Final = re.compile(r"\w+(?:[:.#$%&+?<>~/-]\w+)*")
_SIMPLE: Final = "use letters, digits, - and _ alone"
#: Colons and slashes inside a key are usual ("smith:2020", "DBLP:journals/jacm/Lee20"); these are not.
_PATH: Final = re.compile(r"\.\.|^[./]|\\|://")


def _troublesome(context: CheckContext) -> Iterator[Finding]:
    for key, reference in context.library.references.items():
        if any(char.isspace() for char in key):
            # Reading itself names these, and keys that differ in capitals alone.
            continue
        if _PATH.search(key):
            trouble, hint = (
                "looks like a path or an address",
                f"{_SIMPLE}, so that its page's address is the key itself",
            )
        elif not _PLAIN.fullmatch(key):
            trouble, hint = "cannot be cited as [@key]", f"{_SIMPLE}, or cite it as [@{{{key}}}]"
        else:
            continue
        yield Finding(reference.origin.position, f"the key {key} {trouble}", hint, (key,))


RULES: Final = (
    Rule("troublesome-key", Severity.WARNING, "a key can be cited, and names a page", _troublesome, alone=True),
)
