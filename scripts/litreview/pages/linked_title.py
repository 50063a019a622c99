"""The title in a formatted reference as a link: lists show it first, and still have the reference as it is printed."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

from markupsafe import Markup

_TAG: Final = re.compile(r"<(/?)([a-z]++)[^<>]*+>")
#: A letter of the text: what is neither a tag nor, as a whole, a character reference.
_LETTER: Final = re.compile(r"<[^<>]*>|&(?:#\w+|\w+);|[^<&]")
_OPENED: Final = re.compile(r"(?:[“‘«„\"']|&quot;|&#3[49];|<[a-z][^<>]*>)\Z")
#: What follows a title: a mark, a tag, what kind of work it is, or nothing. An author's name may begin as it does.
_ENDED: Final = re.compile(r"\s*(?:[.?!,:;(\[”’»“\"'<]|&(?:quot|#3[49]);|$)")
_LETTERS_END: Final = re.compile(r"\w\Z")
_CLOSED: Final = re.compile(r"(?:[.?!”’»“\"']|&quot;|&#3[49];|</[a-z]+>)")


def linked_title(entry: Markup, title: str, href: str) -> Markup:
    """A formatted reference in up to three elements: what stands before its title, the title as a link, and the rest.

    A style may set the title in its own case and with its own marks, so that letters and digits alone are compared.
    Where a reference prints no title, or markup reaches over its end, the whole reference is the link.

    Args:
        entry: The reference as a style prints it; it has no links.
        title: The title as the reference has it.
        href: Where the link leads.
    """
    start, end = _place(entry, title)
    parts = (
        f'<span class="csl-before">{entry[:start]}</span>' if start else "",
        f'<a class="csl-title" href="{escape(href)}">{entry[start:end]}</a>',
        f'<span class="csl-after">{entry[end:]}</span>' if end < len(entry) else "",
    )
    return Markup("".join(parts))  # noqa: S704 - the entry is markup, the address is escaped


def _place(entry: str, title: str) -> tuple[int, int]:
    """Where the title begins and ends, with the marks and tags that belong to it."""
    found = _found(entry, title)
    if found is None:
        return 0, len(entry)
    start, end = found
    while opened := _OPENED.search(entry, max(0, start - 40), start):
        start = opened.start()
    while closed := _CLOSED.match(entry, end):
        end = closed.end()
    whole = all(map(_balanced, (entry[:start], entry[start:end], entry[end:])))
    return (start, end) if whole else (0, len(entry))


def _found(entry: str, title: str) -> tuple[int, int] | None:
    written = escape(title, quote=False)
    at = entry.find(written) if written else -1
    while at >= 0:
        if not _LETTERS_END.search(entry, max(0, at - 1), at) and _ENDED.match(entry, at + len(written)):
            return at, at + len(written)
        at = entry.find(written, at + 1)
    wanted = _letters(title)
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _LETTER.finditer(entry):
        if not match[0].startswith("<"):
            for letter in _letters(unescape(match[0])):
                letters.append(letter)
                places.append(match.span())
    at = "".join(letters).find(wanted) if wanted else -1
    return (places[at][0], places[at + len(wanted) - 1][1]) if at >= 0 else None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _balanced(html: str) -> bool:
    """Whether each tag is closed where it was opened."""
    open_tags: list[str] = []
    for match in _TAG.finditer(html):
        if not match[1]:
            open_tags.append(match[2])
        elif not open_tags or open_tags.pop() != match[2]:
            return False
    return not open_tags
