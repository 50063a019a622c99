"""Recovery: what bibtexparser gives up on, or would lose, is read anew, however broken it is, in linear time.

It reads braces as BibTeX does (a backslash escapes none), names what is wrong with its line and column, and finds its
way back at the next field or entry.
"""

from __future__ import annotations

import re

from litreview.model.diagnostics import Severity
from litreview.read.bibtex import grammar
from litreview.read.bibtex.blocks import Block, Definition, Entry, Field, Part
from litreview.read.bibtex.decoding import SourceText
from litreview.read.bibtex.entry_types import KNOWN_TYPES
from litreview.read.bibtex.grammar import end_of
from litreview.read.bibtex.values import ValueReader


class Recovery(ValueReader):
    """Reads stretches of one file; each `@type{…}` in them becomes a block or is named in a diagnostic."""

    def __init__(self, source: SourceText) -> None:
        super().__init__(source)
        self.blocks: list[Block] = []

    # Between the entries

    def read(self, begin: int, end: int) -> int:
        """Read from a place outside of any block up to another one.

        Args:
            begin: The beginning of the file or the end of a block.
            end: The end of the file or the beginning of a block.

        Returns:
            The place after what was read: `end`, or one behind it where a block of the stretch goes on.
        """
        text, pos, gap, line = self.text, begin, begin, begin
        while 0 <= (at := text.find("@", pos)) < end:
            line = text.rfind("\n", pos, at) + 1 or line
            if grammar.COMMENTED_LINE.match(text, line, at):
                pos = end_of(grammar.REST_OF_LINE, text, at)
                if entry := grammar.ENTRY_LINE.match(text[at:pos]):
                    message = f"the entry “{entry[2]}” is commented out"
                    self.report(at, message, severity=Severity.INFO)
                continue
            header = grammar.HEADER.match(text, at)
            if header and not (at and (text[at - 1].isalnum() or text[at - 1] in "._-")):
                self.check_gap(gap, at)
                pos = gap = line = self.block(header)
                continue
            pos = at + 1
            bare = grammar.BARE_HEADER.match(text, at)
            if header is None and bare and end_of(grammar.INDENT, text, line) == at and bare[1].lower() in KNOWN_TYPES:
                message = f"“{self.shown_line(at)}” has no opening brace and is not read"
                self.report(at, message, "write @type{key, …}", Severity.ERROR)
        if gap < end:
            self.check_gap(gap, end)
        return max(gap, end)

    def check_gap(self, start: int, end: int) -> None:
        """Braces between entries tell that something there may have been meant to be read.

        Where they are in pairs and no line begins a field, it is a remark of the author's.
        """
        between = self.text[start:end]
        if not grammar.ODD_IN_GAP.search(between):
            return
        meant = "\n".join(line for line in between.split("\n") if not grammar.COMMENTED_LINE.match(line))
        remark = meant.count("{") == meant.count("}") and not grammar.FIELD_IN_GAP.search(meant)
        for match in re.finditer(r"[^\n]+", between):
            line = match[0].lstrip()
            odd = None if line.startswith("%") else grammar.ODD_IN_GAP.search(match[0])
            if odd:
                offset = start + match.start()
                shown = self.shown(offset, start + match.end())
                stray = not line.strip(" \t},")
                message = "a closing brace too many" if stray else f"text outside of any entry is not read: “{shown}”"
                if remark:
                    self.report(offset + odd.start(), message, severity=Severity.INFO)
                    return
                hint = "count the braces of the entry before it"
                severity = Severity.WARNING if stray else Severity.ERROR
                self.report(offset + odd.start(), message, hint, severity)
                return

    def block(self, header: re.Match[str]) -> int:
        """Read the block that begins here; the place after it."""
        kind = header[1].lower()
        if kind == "comment":
            return self.comment(header)
        close = "}" if header[2] == "{" else ")"
        if kind == "preamble":
            return self.preamble(header, close)
        if kind == "string":
            fields: list[Field] = []
            end = self.fields(header.end(), close, fields, header)
            self.blocks.extend(Definition(field) for field in fields)
            return end
        entry = Entry(header[1], "", header.start())
        pos = self.key(entry, header, close)
        self.blocks.append(entry)
        return self.fields(pos, close, entry.fields, header)

    def comment(self, header: re.Match[str]) -> int:
        """A comment block, in which entries may hide."""
        end = self.braces.end(header.end() - 1) if header[2] == "{" else None
        if end is None:
            # As in BibTeX, the word alone is the comment: entries on the next lines count.
            return end_of(grammar.REST_OF_LINE, self.text, header.end())
        for entry in grammar.ENTRY_LINE.finditer(self.text, header.end(), end):
            message = f"the entry “{entry[2]}” is commented out"
            self.report(entry.start(1), message, severity=Severity.INFO)
        return end + 1

    def preamble(self, header: re.Match[str], close: str) -> int:
        """TeX code for BibTeX's output, of which nothing here has any use."""
        if close == "}":
            end = self.braces.end(header.end() - 1)
            if end is not None:
                return end + 1
        _, pos = self.value(header.end(), close, "@preamble")
        pos = end_of(grammar.SPACE, self.text, pos)
        if not self.text.startswith(close, pos):
            self.report(header.start(), f"@preamble has no closing “{close}”", severity=Severity.ERROR)
            return pos
        return pos + 1

    def key(self, entry: Entry, header: re.Match[str], close: str) -> int:
        """Read the key; the place of the first field."""
        text = self.text
        match = grammar.KEY.match(text, header.end())
        assert match is not None  # noqa: S101 - it matches the empty string
        key, end = match[1].strip(), match.end()
        following = text[end : end + 1]
        if close == ")" and following != "," and key.endswith(")"):
            key, end = key[:-1].strip(), match.start(1) + match[1].rindex(")")
        elif following == "=":
            # The last word is the name of the first field; what stands before it is the key.
            start = key.rfind(" ") + 1
            key, end = key[:start].strip(), match.start(1) + start
            if key:
                self.report(end, f"no comma after the key “{key}”", "add it")
        elif following == ",":
            end += 1
        elif key and following and following != close:
            self.report(match.end(1), f"no comma after the key “{key}”", "add it")
        if any(char.isspace() for char in key):
            key = " ".join(key.split())
            self.report(match.start(1), f"the key “{key}” has blanks in it, so nothing can cite it", "remove them")
        entry.key = key
        return end

    # Inside an entry

    def fields(self, pos: int, close: str, fields: list[Field], header: re.Match[str]) -> int:
        """Read fields up to the end of the block; the place after it."""
        text = self.text
        while True:
            match = grammar.FIELD.match(text, pos) if close == "}" else None
            if match and not self.swallows(match):
                name, *texts, word = match.groups()
                value = next((text for text in texts if text is not None), (Part(word, match.start(5), is_name=True),))
                fields.append(Field(name, match.start(1), value))
                pos = match.end()
                continue
            pos = end_of(grammar.SEPARATORS, text, pos)
            char = text[pos : pos + 1]
            if char == close:
                if close == "}" and grammar.GOES_ON.match(text, pos + 1):
                    self.report(pos, "a closing brace too many: the entry goes on after it", "remove the brace")
                    pos += 1
                    continue
                return pos + 1
            if not char or (char == "@" and grammar.HEADER.match(text, pos)):
                message = f"“{self.shown_line(header.start())}” has no closing “{close}”"
                self.report(header.start(), message, f"it is taken to end at line {self.line(pos)}", Severity.ERROR)
                return pos
            pos = self.odd_field(pos, close, fields)

    def swallows(self, match: re.Match[str]) -> bool:
        """Whether a value, though closed, holds the rest of its entry and entries after it."""
        start, end = match.start(), match.end()
        if self.text.find("@", start, end) < 0 or self.text.find("\n", match.end(1), end) < 0:
            return False
        return self.holds_entries(match.end(1), end)

    def odd_field(self, pos: int, close: str, fields: list[Field]) -> int:
        """Read a field that is not as nearly all are, or what stands in its place."""
        text = self.text
        if text[pos] == "%":
            end = end_of(grammar.REST_OF_LINE, text, pos)
            shown = self.shown(pos, end)
            self.report(pos, f"a comment inside an entry, which BibTeX does not know, is left out: “{shown}”")
            return end
        match = grammar.FIELD_START.match(text, pos) or grammar.LOOSE_FIELD_START.match(text, pos)
        if match is None:
            end = max(end_of(grammar.JUNK[close], text, pos), pos + 1)
            message = f"“{self.shown(pos, end)}” is no field and is not read"
            self.report(pos, message, "a field is name = {value}", Severity.ERROR)
            return end
        name = " ".join(match[1].split())
        if " " in name:
            self.report(pos, f"the field name “{name}” has blanks in it")
        parts, end = self.value(match.end(), close, name)
        literal = len(parts) == 1 and not parts[0].is_name
        fields.append(Field(name, pos, parts[0].text if literal else parts))
        return end
