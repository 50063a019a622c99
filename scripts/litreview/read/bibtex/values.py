"""The values of fields: pieces joined by `#`, and where a value ends whose own end is missing or doubtful."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.read.bibtex import grammar
from litreview.read.bibtex.blocks import Part
from litreview.read.bibtex.braces import Braces
from litreview.read.bibtex.decoding import SourceText
from litreview.read.bibtex.grammar import end_of

_SHOWN: Final = 60
_HINT_BRACES: Final = "write \\textbraceleft{} or \\textbraceright{}"


class ValueReader:
    """Reads values out of one file, and notes what is wrong with them."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self.braces = Braces(source.text)
        self.diagnostics: list[Diagnostic] = []
        self.entry_starts: list[int] | None = None

    def next_entry(self, offset: int) -> int:
        """Where the next line begins that starts an entry, or the end of the text."""
        if self.entry_starts is None:
            self.entry_starts = [match.start() for match in grammar.ENTRY_LINE.finditer(self.text)]
        index = bisect_left(self.entry_starts, offset)
        return self.entry_starts[index] if index < len(self.entry_starts) else len(self.text)

    def report(self, offset: int, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        """Note a finding about the syntax."""
        position = self.source.position(offset)
        self.diagnostics.append(Diagnostic(severity, "bibtex-syntax", position, message, hint))

    def shown(self, start: int, end: int) -> str:
        """A stretch of the text, short enough for a message."""
        text = " ".join(self.text[start : min(end, start + 2 * _SHOWN)].split())
        return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

    def shown_line(self, start: int) -> str:
        """The rest of a line, short enough for a message; a line may be the whole file."""
        end = self.text.find("\n", start, start + 2 * _SHOWN)
        return self.shown(start, len(self.text) if end < 0 else end)

    def line(self, offset: int) -> int:
        """The line of a place."""
        return self.source.position(offset).line

    def value(self, pos: int, close: str, name: str) -> tuple[tuple[Part, ...], int]:
        """Read a value of pieces joined by `#`; the place after it."""
        text, parts = self.text, []
        start = pos = end_of(grammar.SPACE, text, pos)
        while True:
            part, pos = self.part(pos, close, name)
            if part is not None:
                parts.append(part)
            after = end_of(grammar.SPACE, text, pos)
            if not text.startswith("#", after):
                break
            pos = end_of(grammar.SPACE, text, after + 1)
        char = text[after : after + 1]
        if not parts:
            self.report(start, f"the field “{name}” has no value")
            if char in (",", close, ""):
                return (), after
        if char in (",", close, "", "%"):
            return tuple(parts), after
        if char == "@" and grammar.HEADER.match(text, after):
            return tuple(parts), after
        if grammar.FIELD_START.match(text, after) and parts:
            self.report(pos, f"no comma after the field “{name}”", "add it")
            return tuple(parts), after
        return self.with_junk(parts, start, after, close, name)

    def with_junk(
        self, parts: list[Part], start: int, after: int, close: str, name: str
    ) -> tuple[tuple[Part, ...], int]:
        """A value after which more text follows: all of it is the value."""
        end = end_of(grammar.JUNK[close], self.text, after)
        shown = self.shown(after, end)
        if end == after:
            self.report(after, f"“{self.text[after]}” after the field “{name}” is left out", severity=Severity.ERROR)
            return tuple(parts), after + 1
        self.report(after, f"text after the value of “{name}” is taken into it: “{shown}”", "put it in braces")
        raw = self.text[start:end].strip()
        return (Part(raw, start),), end

    def part(self, pos: int, close: str, name: str) -> tuple[Part | None, int]:
        """Read one piece of a value; the place after it."""
        text = self.text
        char = text[pos : pos + 1]
        if char and char in '{"':
            end = self.braces.end(pos) if char == "{" else self.braces.quote_end(pos)
            if end is None or self.is_unclosed(pos, end, close):
                escaped = self.escaped_end(pos, close) if char == "{" else None
                if escaped is None:
                    return self.recover(pos, name)
                self.report(pos, f"an escaped brace in “{name}” counts as one for BibTeX", _HINT_BRACES)
                end = escaped
            if text[end - 1] == "\\":
                end = self.escaped_quotes(end, name) if char == '"' else self.escaped_braces(pos, end, close, name)
            return Part(text[pos + 1 : end], pos + 1), end + 1
        match = grammar.BARE_VALUE.match(text, pos)
        if match is None:
            return None, pos
        word = match[0]
        if close == ")" and ")" in word:
            word = word[: word.index(")")]
        end = pos + len(word)
        is_name = bool(grammar.ABBREVIATION.fullmatch(word))
        if not is_name and not word.isdigit() and word:
            self.report(pos, f"the value of “{name}” needs braces: {word}", f"write {{{word}}}")
        return (Part(word, pos, is_name) if word else None), end

    def is_unclosed(self, start: int, end: int, close: str) -> bool:
        """Whether a value took the rest of its entry, for its own closing brace or quote is missing."""
        text = self.text
        if "\n" not in text[start:end]:
            return False
        after = end_of(grammar.SPACE, text, end + 1)
        if text[after : after + 1] in (",", "#", close) and after < len(text):
            return self.holds_entries(start, end)
        if grammar.FIELD_START.match(text, after):
            return self.holds_entries(start, end)
        # What follows is nothing that may follow a value, so entries in it are entries.
        return bool(grammar.LINE_AFTER_VALUE.search(text, start, end + 1)) or self.next_entry(start) < end

    def escaped_quotes(self, end: int, name: str) -> int:
        """The end of a quoted value in which an accent that is a quote was taken for its end, as BibTeX does."""
        text = self.text
        while text[end - 1] == "\\":
            after = end_of(grammar.SPACE, text, end + 1)
            following = self.braces.quote_end(end)
            if text[after : after + 1] in ("", ",", "}", ")", "#") or following is None:
                return end
            self.report(end - 1, f'\\" ends the value of “{name}” for BibTeX', 'write {\\"o} in braces')
            end = following
        return end

    def escaped_braces(self, start: int, end: int, close: str, name: str) -> int:
        """The end of a value in braces that BibTeX ends at an escaped one; programs export a lone brace so."""
        text = self.text
        after = end_of(grammar.SPACE, text, end + 1)
        following = text[after : after + 1]
        if following in (",", "#", "") or (following == close and not grammar.GOES_ON.match(text, after + 1)):
            return end
        escaped = self.escaped_end(start, close)
        if escaped is None:
            return end
        self.report(end - 1, f"\\}} ends the value of “{name}” for BibTeX", _HINT_BRACES)
        return escaped

    def escaped_end(self, start: int, close: str) -> int | None:
        """Where a value in braces ends if escaped braces do not count, and what follows is as it should be."""
        text = self.text
        depth = 0
        for match in grammar.BRACE_OR_ESCAPED.finditer(text, start, self.end_of_value(start)):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if depth == 0:
                after = end_of(grammar.SPACE, text, match.end())
                return match.start() if text[after : after + 1] in (",", close) and after < len(text) else None
        return None

    def end_of_value(self, start: int) -> int:
        """Where a value must have ended: before the next line that begins a field, or before the next entry."""
        limit = self.next_entry(start + 1)
        line = grammar.LINE_AFTER_VALUE.search(self.text, start + 1, limit)
        return line.start() if line else limit

    def recover(self, pos: int, name: str) -> tuple[Part, int]:
        """A value whose end is missing ends before the next line that begins a field, or before the next entry."""
        text = self.text
        opening = text[pos]
        end = self.end_of_value(pos)
        raw = text[pos + 1 : end].rstrip()
        if raw.endswith(","):
            end = pos + len(raw)
            raw = raw[:-1].rstrip()
        bare = raw.replace("\\{", "").replace("\\}", "")
        one_too_many = raw.endswith("}") and bare.count("}") > bare.count("{")
        if one_too_many or (raw.endswith('"') and opening == '"'):
            raw = raw[:-1]
        what = "brace" if opening == "{" else "quote"
        message = f"the opening {what} of “{name}” is never closed"
        hint = f"the value is taken to end at line {self.line(end)}"
        self.report(pos, message, hint, Severity.ERROR)
        return Part(raw, pos + 1), end

    def holds_entries(self, start: int, end: int) -> bool:
        """Whether an unclosed brace explains the entries in a value; entries that are quoted there get a warning."""
        entries = list(grammar.ENTRY_LINE.finditer(self.text, start, end))
        if not entries:
            return False
        if grammar.LINE_AFTER_VALUE.search(self.text, start, entries[0].start()):
            return True
        for entry in entries:
            message = f"what looks like the entry “{entry[2]}” is part of the text of a field"
            self.report(entry.start(1), message, "if it is an entry, close the field before it")
        return False
