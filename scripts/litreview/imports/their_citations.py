"""Pages written for mkdocs-bibtex, with citations and lists of references in our form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from litreview.cite.slips import running_text

_NOTE: Final = re.compile(r"\[\^(?P<group>@[^\[\]\n]+)\]")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(?P<title>.*)")
_EVERY_REFERENCE: Final = ("```references", "```")


@dataclass(frozen=True, slots=True)
class Commands:
    """What stands in a page for the list of its references, and for that of all."""

    page: str
    full: str

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Commands:
        """The commands that the options of the plugin name, or its own."""
        return cls(
            str(options.get("bib_command") or "\\bibliography"),
            str(options.get("full_bib_command") or "\\full_bibliography"),
        )


@dataclass(slots=True)
class Page:
    """A page in our form, and what has been done with it and what could not be (with its line)."""

    text: str
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def rewritten(text: str, commands: Commands) -> Page:
    """A page in our form; code, math and comments stay as they are."""
    page = Page(text.replace("\r\n", "\n"))
    _lists(page, commands)
    _notes(page)
    if "\r\n" in text:
        page.text = page.text.replace("\n", "\r\n")
    return page


def _lists(page: Page, commands: Commands) -> None:
    """Commands for lists of references, each alone in its line."""
    lines: list[str] = []
    running = running_text(page.text).split("\n")
    written = page.text.split("\n")
    for number, (line, words) in enumerate(zip(written, running, strict=True)):
        indent = line[: len(line) - len(line.lstrip())]
        if words.strip() == commands.full:
            lines += [indent + part for part in _EVERY_REFERENCE]
            page.done.append(f"{commands.full} is a block references, which lists all")
        elif words.strip() == commands.page:
            heading = _heading_of_nothing_else(lines, written[number + 1 :])
            page.done.append(f"{commands.page} is left out: the page ends in its list of references{heading}")
        else:
            if commands.full in words or commands.page in words:
                page.left.append(f"{number + 1}: a list of references has a line of its own: {line.strip()}")
            lines.append(line)
    if page.done:
        page.text = "\n".join(lines).rstrip("\n") + "\n"


def _heading_of_nothing_else(before: list[str], behind: list[str]) -> str:
    """Take the heading away that stood over the list alone, for our list brings its own; says which it was."""
    while before and not before[-1].strip():
        del before[-1]
    heading = _HEADING.match(before[-1]) if before else None
    if heading is None or "".join(behind).strip():
        before.append("")
        return ""
    before[-1] = ""
    title = heading["title"].rstrip(" \t#")
    return f" and heading, so “{title}” is left out too"


def _notes(page: Page) -> None:
    """`[^@key]` as `[@key]`."""
    found = list(_NOTE.finditer(running_text(page.text)))
    for match in reversed(found):
        page.text = f"{page.text[: match.start()]}[{match['group']}]{page.text[match.end() :]}"
    if found:
        page.done.append(f"[^@key] is [@key] ({len(found)} of them)")
