"""RIS cut into records, as databases and people really write it: tags before TY and behind ER, or not quite in form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.read import ris_tags as tags
from litreview.read.tagged import Record, TaggedField

RULE: Final = "ris-syntax"
_TAG: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)", re.DOTALL)
#: A tag in lower case, indented, behind tabs, or with a dash for its hyphen. Only known tags may be written so.
_LOOSE: Final = re.compile(
    r"\A(?:[ \t]*+([A-Za-z][A-Za-z0-9])(?:[ \t]{2,}|\t)[-–—][ \t]*(.*)"
    r"|[ \t]*+(TY|ER|ty|er)[ \t]*[-–—][ \t]*(.*)"
    r"|[ \t]*+(ER)[ \t]*)",
    re.DOTALL,
)
#: A tag inside of a line: behind a gap, or written close to the value before it.
_RUN_IN: Final = re.compile(r"(?:(?<!\s)\s{2,}([A-Z][A-Z0-9])\s{1,2}-\s+|(?<=[a-z0-9.)\]])([A-Z][A-Z0-9]) {2}- )")
_INSIDE: Final = tags.KNOWN - {"TY", "ER"}
#: What is prose holds gaps and capitals of its own.
_PROSE: Final = frozenset(("AB", "N2", "N1", "TI", "T1"))
#: What a record may begin with, where its TY is missing or late.
_OPENING: Final = frozenset(("ID", "TI", "T1", "AU", "A1"))
#: What databases write around the records, which is nothing of theirs: counters, search lines, links of a session.
_FURNITURE: Final = re.compile(
    r"(?:<?\s*+\d++\s*+(?:\.\s*+)?>?|record\s*+#?\s*+\d.*|(?:provider|content|database|databases|source|"
    r"search strategy|export date|exported|date|link to the ovid full text or citation|"
    r"link to the external link resolver)\s*:.*|scopus|web of science|embase|ef|fn .*|vr 1\.0|-{3,}|={3,}|\*{3,})",
    re.IGNORECASE,
)


def split_records(text: str, path: str, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    """The records of a RIS file in their order; what is not as it should be goes into the diagnostics.

    A record runs from TY to ER. Tags that follow ER at once belong to the record that it closed; tags that stand before
    a TY belong to the record that it opens, and so do all in a file that begins with another tag than TY.
    """
    splitter = _Splitter(path, diagnostics)
    yield from splitter.records(text)
    splitter.report_furniture()


class _Splitter:
    def __init__(self, path: str, diagnostics: list[Diagnostic]) -> None:
        self._path = path
        self._diagnostics = diagnostics
        self._open: Record | None = None  # since its TY, or its first tag where that comes before
        self._typed = False  # whether the open record has its TY
        self._closed: Record | None = None  # by its ER, and still open to tags that follow at once
        self._late: bool | None = None  # whether the file's records begin with other tags than TY
        self._astray = False  # of text outside of records, each stretch is one finding
        self._furniture: list[tuple[int, str]] = []

    def records(self, text: str) -> Iterator[Record]:
        for number, line in enumerate(text.split("\n"), 1):
            if match := _TAG.fullmatch(line):
                tag, value = match[1], match[2] or ""
            else:
                tag, value = _loose_tag(line) or ("", line)
            if not tag:
                if self._open is not None:
                    self._open.fields[-1].lines.append(line)
                else:
                    yield from self._astray_text(number, line)
            elif tag == "ER":
                yield from self._end(number)
            elif self._open is None or tag == "TY":
                yield from self._begin(number, tag, value)
            elif "- " in value:
                self._add(self._open, number, tag, value)
            else:
                self._open.fields.append(TaggedField(tag, Position(self._path, number), [value]))
        yield from self._close("the record has no ER; it ends with the file")

    def report_furniture(self) -> None:
        """Names the lines that databases write around their records, once for the file."""
        if self._furniture:
            line, first = self._furniture[0]
            count = len(self._furniture)
            message = f"lines outside of records are left out, {count} in all; the first is “{first.strip()[:40]}”"
            self._say(Severity.INFO, line, message)

    def _begin(self, number: int, tag: str, value: str) -> Iterator[Record]:
        if self._late is None:
            self._late = tag != "TY"
        if tag == "TY":
            if self._open is not None and self._typed:
                yield from self._close("the record has no ER; it ends where the next begins")
            yield from self._let_go()
            self._typed = True
        elif self._open is None and self._closed is not None and not self._late and tag not in _OPENING:
            self._add(self._closed, number, tag, value)
            return
        if self._open is None:
            yield from self._let_go()
            self._astray = False
            self._open = Record(Position(self._path, number))
        self._add(self._open, number, tag, value)

    def _add(self, record: Record, number: int, tag: str, value: str) -> None:
        """Adds the field of a line, and those that run into it."""
        column = 1
        while tag not in _PROSE and (match := _run_in(value)):
            record.fields.append(
                TaggedField(tag, Position(self._path, number, column), [value[: match.start()].rstrip()])
            )
            column += match.start()
            tag, value = match[1] or match[2], value[match.end() :]
        record.fields.append(TaggedField(tag, Position(self._path, number, column), [value]))

    def _astray_text(self, number: int, line: str) -> Iterator[Record]:
        # A blank line parts what follows from the record before.
        yield from self._let_go()
        if not line.strip():
            return
        if _FURNITURE.fullmatch(line.strip()):
            if not line.strip(" .").isdecimal():
                self._furniture.append((number, line))
        elif not self._astray:
            self._astray = True
            message = f"text outside of a record: “{line.strip()[:40]}”"
            self._say(Severity.ERROR, number, message, "a record begins with TY and ends with ER")

    def _end(self, number: int) -> Iterator[Record]:
        if self._open is None:
            yield from self._let_go()
            self._say(Severity.WARNING, number, "ER without a record")
            return
        self._warn_of_type()
        self._closed, self._open, self._typed = self._open, None, False

    def _close(self, finding: str) -> Iterator[Record]:
        yield from self._let_go()
        if self._open is not None:
            self._say(Severity.WARNING, self._open.position.line, finding)
            self._warn_of_type()
            yield self._open
            self._open, self._typed = None, False

    def _let_go(self) -> Iterator[Record]:
        if self._closed is not None:
            yield self._closed
            self._closed = None

    def _warn_of_type(self) -> None:
        if self._open is not None and not self._typed:
            line = self._open.position.line
            self._say(Severity.WARNING, line, "the record has no TY", "give its type, such as TY  - JOUR")

    def _say(self, severity: Severity, line: int, message: str, hint: str = "") -> None:
        self._diagnostics.append(Diagnostic(severity, RULE, Position(self._path, line), message, hint))


def _loose_tag(line: str) -> tuple[str, str] | None:
    """The tag and the value of a line that is not quite in form, or None where it goes on with the line before."""
    if "-" not in line and "–" not in line and "—" not in line and line.strip() != "ER":
        return None
    match = _LOOSE.fullmatch(line)
    if match is None:
        return None
    tag = (match[1] or match[3] or match[5]).upper()
    return (tag, match[2] or match[4] or "") if tag in tags.KNOWN else None


def _run_in(value: str) -> re.Match[str] | None:
    """Where another field begins inside of a value."""
    return next((one for one in _RUN_IN.finditer(value) if (one[1] or one[2]) in _INSIDE), None)
