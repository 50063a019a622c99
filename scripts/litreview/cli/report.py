"""How commands print diagnostics: for people, for programs and for GitHub's annotations."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Final, TextIO

from rich.console import Console
from rich.text import Text

from litreview.model.diagnostics import Diagnostic, Severity, has_errors, in_order, visible


class ReportFormat(StrEnum):
    """The forms in which diagnostics are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan", Severity.OFF: ""}
_NOUNS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: GitHub's workflow commands by severity; it calls an information a notice.
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], form: ReportFormat | str = ReportFormat.TEXT, stream: TextIO | None = None
) -> None:
    """Print findings in order of place, each one once.

    Args:
        diagnostics: The findings.
        form: `text` has one line a finding, `file:line:column: severity: message (hint) [rule]`, a blank line between
            files and the counts at the end, in colour on a terminal alone; `json` is one list of objects;
            `github` has one workflow command a finding.
        stream: Where to print; standard output if not said.

    Raises:
        ValueError: If `form` is not a format.
    """
    found = in_order(diagnostics)
    target = sys.stdout if stream is None else stream
    match ReportFormat(form):
        case ReportFormat.TEXT:
            _print_text(found, target)
        case ReportFormat.JSON:
            # ASCII, so that no terminal's or pipe's encoding can spoil it.
            target.write(json.dumps([_as_object(item) for item in found], indent=2) + "\n")
        case ReportFormat.GITHUB:
            for item in found:
                target.write(_encodable(_as_command(item), target) + "\n")
    target.flush()


def exit_code(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """1 for any error, with `strict` for any warning too; else 0. Notes never count."""
    found = tuple(diagnostics)
    failed = has_errors(found) or (strict and any(item.severity is Severity.WARNING for item in found))
    return 1 if failed else 0


def counted(diagnostics: Iterable[Diagnostic]) -> str:
    """The numbers by severity in words: "2 errors, 1 warning"; "nothing found" where there is none."""
    numbers = Counter(item.severity for item in diagnostics)
    parts = [_plural(numbers[severity], noun) for severity, noun in _NOUNS.items() if numbers[severity]]
    return ", ".join(parts) or "nothing found"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_text(found: Sequence[Diagnostic], stream: TextIO) -> None:
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for _file, group in groupby(found, key=lambda item: item.position.file):
        for item in group:
            console.print(_as_line(item, stream), soft_wrap=True)
        console.print()
    files = len({item.position.file for item in found})
    where = f" in {_plural(files, 'file')}" if files else ""
    console.print(f"{counted(found)}{where}", soft_wrap=True)


def _as_line(item: Diagnostic, stream: TextIO) -> Text:
    def shown(text: str) -> str:
        return _encodable(visible(text), stream)

    hint = f" ({item.hint})" if item.hint else ""
    return Text.assemble(
        (shown(str(item.position)), "bold"),
        ": ",
        (item.severity.value, _STYLES[item.severity]),
        shown(f": {item.message}{hint} "),
        (shown(f"[{item.rule}]"), "dim"),
    )


def _encodable(text: str, stream: TextIO) -> str:
    """What the stream's encoding lacks (and lone surrogates) as an escape instead of an exception."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _as_object(item: Diagnostic) -> dict[str, str | int]:
    return {
        "severity": item.severity.value,
        "rule": item.rule,
        "file": item.position.file,
        "line": item.position.line,
        "column": item.position.column,
        "message": item.message,
        "hint": item.hint,
    }


def _as_command(item: Diagnostic) -> str:
    """A GitHub workflow command (docs.github.com, "Workflow commands": setting an error message)."""
    place = item.position
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": item.rule}
    joined = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    message = f"{item.message} ({item.hint})" if item.hint else item.message
    return f"::{_COMMANDS[item.severity]} {joined}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    # The percent sign first, or the escapes themselves would be escaped.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
