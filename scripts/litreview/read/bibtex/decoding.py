"""From bytes to text: encodings, line ends, and files that are no BibTeX at all."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.read.sources import SourceFile

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
#: A file of ASCII in UTF-16 has a zero in every second byte; no text of one byte per character has any.
_SAMPLE: Final = 400
_ODD_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ODD_BYTES: Final = bytes((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
#: What JabRef writes above the entries.
_ENCODING: Final = re.compile(rb"%\s*Encoding:\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
#: How files of other formats begin.
_OTHER_FORMATS: Final = (
    (re.compile(r"TY {1,2}- ?"), "RIS", "give it the ending .ris"),
    (re.compile(r"PMID ?- "), "PubMed's format (NBIB)", "give it the ending .nbib"),
    (
        re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE),
        "an HTML page",
        "download the .bib file itself",
    ),
    (re.compile(r"<\?xml|<xml>"), "XML", "export it as BibTeX"),
    (re.compile(r"[\[{]\s*[\[{\"]"), "JSON", "give it the ending .json if it is CSL-JSON"),
    (re.compile(r"%PDF-"), "a PDF", "export it as BibTeX"),
    (re.compile(r"PK[\x03\x05]|\x1f\x8b"), "a compressed archive", "unpack it first"),
    (re.compile(r"%0 "), "EndNote's format", "export it as BibTeX"),
    (re.compile(r"FN (?:Thomson|Clarivate|ISI)"), "Web of Science's format", "export it as BibTeX"),
    (re.compile(r"(?:---\s*\n)?(?:references:|- id:)"), "YAML", "give it the ending .yml"),
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text with line feeds alone, and the places of its characters."""

    path: str
    text: str
    line_starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, path: str, text: str) -> SourceText:
        """The text with its lines counted."""
        return cls(path, text, (0, *(match.end() for match in re.finditer("\n", text))))

    def places_alone(self) -> SourceText:
        """The same without its text, which nobody needs any more once it has been scanned."""
        return SourceText(self.path, "", self.line_starts)

    def position(self, offset: int) -> Position:
        """The line and column, both from 1, of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return Position(self.path, line, offset - self.line_starts[line - 1] + 1)


def decode(file: SourceFile) -> tuple[SourceText, list[Diagnostic]]:
    """The text of a file in UTF-8, UTF-16 or, with a warning, Windows-1252, whatever its line ends."""
    diagnostics: list[Diagnostic] = []

    def warn(message: str, hint: str, line: int = 1) -> None:
        position = Position(file.path, line)
        diagnostics.append(Diagnostic(Severity.WARNING, "encoding", position, message, hint))

    data = file.data
    encoding = _utf16(data)
    if encoding:
        text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
        if "\ufffd" in text:
            warn("the file is UTF-16, and a part of it is not readable", "save it as UTF-8")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            declared = _declared(data)
            text, first, count = _mixed(data.removeprefix(b"\xef\xbb\xbf"), declared or "cp1252")
            lines = "1 line is" if count == 1 else f"{count} lines are"
            read_as = f"{declared}, as the file says" if declared else "Windows-1252 (Latin-1)"
            warn(f"{lines} not UTF-8; read as {read_as}", "save the file as UTF-8", first)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Nothing else holds these bytes in UTF-8, and they are looked for in a third of the time.
    odd = _ODD_CONTROLS.search(text) if encoding or len(data.translate(None, _ODD_BYTES)) < len(data) else None
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        cleaned = _ODD_CONTROLS.sub("", text)
        count = len(text) - len(cleaned)
        warn(f"{count} control character(s) left out, the first is U+{ord(odd[0]):04X}", "remove them", line)
        text = cleaned
    return SourceText.of(file.path, text), diagnostics


def foreign_format(text: str) -> tuple[str, str] | None:
    """What a file is that holds no entry: the name of its format, and what to do; None if nobody knows."""
    start = text.lstrip()[:_SAMPLE]
    for pattern, name, hint in _OTHER_FORMATS:
        if pattern.match(start):
            return name, hint
    return None


def _utf16(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        return "utf-16"
    sample = data[:_SAMPLE]
    if sample[1::2].count(0) * 3 > len(sample) and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) * 3 > len(sample) and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _declared(data: bytes) -> str:
    """The encoding that a line of JabRef's names, as Python calls it; nothing where there is none or no such."""
    found = _ENCODING.search(data[:_SAMPLE])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    # In others a line end may be something else.
    return name if name not in {"utf-8", "ascii"} and "\n".encode(name) == b"\n" else ""


def _mixed(data: bytes, encoding: str) -> tuple[str, int, int]:
    """Text whose lines are each UTF-8 or in an encoding, the first line that is not UTF-8, and how many there are.

    Bibliographies are pasted together from several sources, so each line speaks for itself.
    """
    lines: list[str] = []
    first = count = 0
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            first = first or number
            count += 1
            try:
                lines.append(line.decode(encoding))
            except UnicodeDecodeError:
                lines.append(line.decode("latin-1"))
    return "\n".join(lines), first, count
