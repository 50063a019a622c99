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

from litreview.model.diagnostics import Diagnostic, Severity, clipped, has_errors, in_order, visible


class ReportFormat(StrEnum):
    """The forms in which diagnostics are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan", Severity.OFF: ""}
_NOUNS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: GitHub's workflow commands by severity; it calls an information a notice.
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


#: So many findings are a list that one reads through; more are shown by rule, some of each.
_FEW: Final = 20
_OF_EACH: Final = 5
#: Of these one finding says what all say.
_ALIKE: Final = frozenset(("uncited-reference",))
_GRAVEST_FIRST: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.OFF)


def print_diagnostics(
    diagnostics: Iterable[Diagnostic],
    form: ReportFormat | str = ReportFormat.TEXT,
    stream: TextIO | None = None,
    *,
    whole: bool = False,
) -> None:
    """Print findings in order of place, each one once.

    Args:
        diagnostics: The findings.
        form: `text` has one line a finding, `file:line:column: severity: message (hint) [rule]`, a blank line between
            files and the counts at the end, in colour on a terminal alone, and where there are many, some of each rule
            with their count, the gravest first; `json` is one list of objects;
            `github` has one workflow command a finding.
        stream: Where to print; standard output if not said.
        whole: Whether all findings are printed, however many there are.

    Raises:
        ValueError: If `form` is not a format.
    """
    found = in_order(diagnostics)
    target = sys.stdout if stream is None else stream
    match ReportFormat(form):
        case ReportFormat.TEXT:
            _print_text(found, target, whole=whole)
        case ReportFormat.JSON:
            # ASCII, so that no terminal's or pipe's encoding can spoil it.
            target.write(json.dumps([as_object(item) for item in found], indent=2) + "\n")
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


def _print_text(found: Sequence[Diagnostic], stream: TextIO, *, whole: bool) -> None:
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if whole or (len(found) <= _FEW and not _many_alike(found)):
        for _file, group in groupby(found, key=lambda item: item.position.file):
            for item in group:
                console.print(_as_line(item, stream), soft_wrap=True)
            console.print()
    else:
        _print_by_rule(found, console, stream)
    files = len({item.position.file for item in found})
    where = f" in {_plural(files, 'file')}" if files else ""
    console.print(f"{counted(found)}{where}", soft_wrap=True)


def _many_alike(found: Sequence[Diagnostic]) -> bool:
    return any(number > 1 for rule, number in Counter(item.rule for item in found).items() if rule in _ALIKE)


def _print_by_rule(found: Sequence[Diagnostic], console: Console, stream: TextIO) -> None:
    """The gravest findings first, some of each rule."""
    groups: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for item in found:
        groups.setdefault((item.severity, item.rule), []).append(item)
    for severity, rule in sorted(groups, key=lambda group: (_GRAVEST_FIRST.index(group[0]), group[1])):
        group = groups[severity, rule]
        alike = rule in _ALIKE and len(group) > 1
        shown = group[: 0 if alike else _OF_EACH]
        title = f"{rule}: {_plural(len(group), _NOUNS.get(severity, 'finding'))}"
        if alike:
            title += f"; litreview check --rule {rule} shows them"
        console.print(Text(_encodable(visible(title), stream), _STYLES[severity]), soft_wrap=True)
        for item in shown:
            console.print(_as_line(item, stream), soft_wrap=True)
        if shown and (more := len(group) - len(shown)):
            console.print(f"... and {more} more; litreview check --rule {visible(rule)} shows all", soft_wrap=True)
        console.print()


def _as_line(item: Diagnostic, stream: TextIO) -> Text:
    def shown(text: str) -> str:
        return _encodable(visible(text), stream)

    hint = clipped(f" ({item.hint})") if item.hint else ""
    return Text.assemble(
        (shown(str(item.position)), "bold"),
        ": ",
        (item.severity.value, _STYLES[item.severity]),
        shown(f": {clipped(item.message)}{hint} "),
        (shown(f"[{item.rule}]"), "dim"),
    )


def _encodable(text: str, stream: TextIO) -> str:
    """What the stream's encoding lacks (and lone surrogates) as an escape instead of an exception."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def gravest_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors before warnings before notes, and else as they are."""
    return sorted(diagnostics, key=lambda item: _GRAVEST_FIRST.index(item.severity))


def as_object(item: Diagnostic) -> dict[str, str | int]:
    """A finding for programs, by the names of its parts."""
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
