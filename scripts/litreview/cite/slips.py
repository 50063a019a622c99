"""What authors write for a citation, or a value, and what stays as it is: each named where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from litreview.cite.foreign import foreign_syntax
from litreview.cite.located import Group

#: Code, math, comments and raw scripts, where all of this is said as it should be.
_NO_TEXT: Final = re.compile(
    r"^(?P<fence>[ \t>]*(?:`{3,}+|~{3,}+))[^\n]*\n(?:[^\n]*\n)*?"
    r"(?:(?P=fence)[ \t]*$|[^\n]*\Z)|(?<!`)(?P<tick>`++).{1,1000}?(?<!`)(?P=tick)(?!`)"
    r"|<!--.*?(?:-->|\Z)|<(?P<tag>script|style|pre|code|math)\b.*?(?:</(?P=tag)>|\Z)|\$\$.{0,1000}?\$\$|\\\[.{0,1000}?\\\]"
    r"|\\\(.{0,1000}?\\\)",
    re.MULTILINE | re.DOTALL,
)
#: Indented lines behind a blank one are code, unless they belong to a list, a note or the like above.
_INDENTED: Final = re.compile(r"(?: {4}|\t)")
_HOLDS_BLOCKS: Final = re.compile(r"[ ]{0,3}(?:[-*+]|\d+[.)]|:|!!!|\?\?\?\+?|===!?\+?|///|\[\^[^\]]+\]:)(?:\s|$)")
_LATEX: Final = re.compile(
    r"\\(?P<name>(?:no|auto|text|paren|foot|smart|super|full)?cite[a-z]*\*?|(?:print)?bibliography|full_bibliography)"
    r"(?:\[[^\]\n]*\])*(?:\{[^}\n]*\})?",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r"\[\^@(?P<key>[^\[\]\s]+)\]")
_ABBREVIATION: Final = re.compile(r"^\*\[[^\]\n]+\]:(?P<text>.*)$", re.MULTILINE)
_KEY: Final = re.compile(r"(?<![\w\\])@\{?(?P<key>[\w:.#$%&+?<>~/-]*\w)")
#: Signs behind which a key is no citation: addresses have them.
_TOO_CLOSE: Final = re.compile(rf"(?<=\w\.|\s&){_KEY.pattern}")
#: What holds the key of a work and is no citation, with what is said of it.
_MARKS: Final = (
    (_NOTE, "{0} is the mark of a footnote; it is no citation", "Write [@{0}]"),
    (_TOO_CLOSE, "@{1} stands directly behind another sign; it is no citation", "Put a space before the @"),
)
#: Two braces that open, and the rest of their line.
_OPENED: Final = re.compile(r"\{\{(?!\{)(?P<rest>[^\n]*)")
_VALUE: Final = re.compile(r"\s*(?:study|reference|outcome|review|synthesis|result|included)\b")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that is no citation, or no value, and looks as if it should be."""

    start: int
    rule: str
    message: str
    hint: str


def slips(source: str, groups: tuple[Group, ...], resolve: Callable[[str], str | None]) -> Iterator[Slip]:
    """The slips of a page.

    Args:
        source: Its Markdown.
        groups: The citations that were found.
        resolve: Gives the citation key for a key as written, None where the bibliography has none.
    """
    text = running_text(source)
    for match in _LATEX.finditer(text):
        if "bibliography" in match["name"].lower():
            hint = "Each page has its list of references at its end; leave it out, or use a references block"
        else:
            hint = "Write [@key]"
        yield Slip(match.start(), "citation-syntax", f"{match.group()} is LaTeX, and stays as it is", hint)
    yield from _marks(text, resolve)
    for found in foreign_syntax(text):
        yield Slip(found.start, "foreign-syntax", found.message, found.hint)
    for match in _ABBREVIATION.finditer(text):
        yield from _unread(match["text"], match.start("text"), "the text of an abbreviation", resolve)
    for match in _OPENED.finditer(text):
        if "}}" not in match["rest"] and _VALUE.match(match["rest"]):
            message = "{{ opens a value that no }} closes on its line; it stays as it is"
            yield Slip(match.start(), "unclosed-value", message, "Close it with }}")
    for group in groups:
        yield from _without_at(source, group, resolve)


def _marks(text: str, resolve: Callable[[str], str | None]) -> Iterator[Slip]:
    """Keys of works in what is no citation."""
    for pattern, message, hint in _MARKS:
        for match in pattern.finditer(text):
            if resolve(key := match["key"]) is not None:
                yield Slip(match.start(), "citation-syntax", message.format(match.group(), key), hint.format(key))


def running_text(source: str) -> str:
    """A page with spaces in place of code, math, comments and raw scripts: every other character stays in its place."""
    text = _NO_TEXT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)
    lines = text.split("\n")
    code, holds, blank = False, False, True
    for number, line in enumerate(lines):
        if not line.strip():
            blank = True
            continue
        if not _INDENTED.match(line):
            code, holds = False, bool(_HOLDS_BLOCKS.match(line)) or (holds and not blank)
        elif not holds and (code or blank):
            code, lines[number] = True, " " * len(line)
        blank = False
    return "\n".join(lines)


def _without_at(source: str, group: Group, resolve: Callable[[str], str | None]) -> Iterator[Slip]:
    """Keys among the citations of a group that have no "@": "[first; @second]"."""
    if group.narrative:
        return
    place = group.start + 1
    for part in source[group.start + 1 : group.end - 1].split(";"):
        key = part.strip().removeprefix("-")
        if key and "@" not in key and resolve(key) is not None:
            start = place + part.index(key)
            yield Slip(start, "citation-syntax", f"{key} has no @ before it; it is no citation", f"Write @{key}")
        place += len(part) + 1


def unread_citations(text: str, where: str, resolve: Callable[[str], str | None]) -> Iterator[Slip]:
    """Citations in a text that is no Markdown, such as a title in front matter."""
    yield from _unread(text, 0, where, resolve)


def _unread(text: str, at: int, where: str, resolve: Callable[[str], str | None]) -> Iterator[Slip]:
    for match in _KEY.finditer(text):
        if resolve(match["key"]) is not None:
            message = f"@{match['key']} stands in {where}, which can hold no citation"
            yield Slip(at + match.start(), "citation-unread", message, "Cite in the text of the page")
