from __future__ import annotations

import io
import json

import pytest

from litreview.cli.report import ReportFormat, counted, exit_code, print_diagnostics
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position

ERROR = Diagnostic(Severity.ERROR, "identifier", Position("refs/b.bib", 7, 3), "DOI “x” is malformed", "see doi.org")
WARNING = Diagnostic(Severity.WARNING, "pages", Position("refs/a.bib", 12, 5), "pages run backwards")
NOTE = Diagnostic(Severity.INFO, "gap", Position("refs/a.bib", 2, 1), "no year is known")


def printed(*diagnostics: Diagnostic, form: ReportFormat | str = "text") -> str:
    stream = io.StringIO()
    print_diagnostics(diagnostics, form, stream)
    return stream.getvalue()


def test_text_is_grouped_by_file_in_order_and_counted() -> None:
    assert printed(ERROR, WARNING, NOTE, WARNING) == (
        "refs/a.bib:2:1: info: no year is known [gap]\n"
        "refs/a.bib:12:5: warning: pages run backwards [pages]\n"
        "\n"
        "refs/b.bib:7:3: error: DOI “x” is malformed (see doi.org) [identifier]\n"
        "\n"
        "1 error, 1 warning, 1 note in 2 files\n"
    )


def test_no_finding_is_said_in_text_and_is_an_empty_list_in_json() -> None:
    assert printed() == "nothing found\n"
    assert json.loads(printed(form="json")) == []
    assert printed(form="github") == ""


def test_long_lines_are_neither_wrapped_nor_cut() -> None:
    long = Diagnostic(Severity.ERROR, "r", Position("f.bib"), "word " * 200 + "end")
    assert printed(long).splitlines()[0].endswith("word end [r]")


def test_text_of_the_data_neither_steers_the_terminal_nor_acts_as_markup() -> None:
    hostile = Diagnostic(Severity.ERROR, "r", Position("f.bib"), "a\x1b[31mb\nc [bold]d[/bold] :warning: \u202e")
    first = printed(hostile).splitlines()[0]
    assert first == "f.bib:1:1: error: a\\x1b[31mb c [bold]d[/bold] :warning: \\u202e [r]"


def test_colour_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = Terminal()
    print_diagnostics([ERROR], "text", terminal)
    assert "\x1b[" in terminal.getvalue()
    assert "\x1b[" not in printed(ERROR)


def test_json_holds_every_part_as_plain_values() -> None:
    assert json.loads(printed(ERROR, form="json")) == [
        {
            "severity": "error",
            "rule": "identifier",
            "file": "refs/b.bib",
            "line": 7,
            "column": 3,
            "message": "DOI “x” is malformed",
            "hint": "see doi.org",
        }
    ]


def test_github_commands_escape_what_would_end_a_property_or_a_line() -> None:
    odd = Diagnostic(Severity.WARNING, "r", Position("a,b:c%.bib", 3, 4), "100% of:\r\nlines, all", "mend it")
    assert printed(odd, form="github") == (
        "::warning file=a%2Cb%3Ac%25.bib,line=3,col=4,title=r::100%25 of:%0D%0Alines, all (mend it)\n"
    )
    assert printed(NOTE, form="github").startswith("::notice file=refs/a.bib,line=2,col=1,title=gap::")


@pytest.mark.parametrize("form", list(ReportFormat))
def test_a_narrow_encoding_is_no_reason_to_fail(form: ReportFormat) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    lone = Diagnostic(Severity.ERROR, "r", Position("f\udce9.bib"), "é \ud800")
    print_diagnostics([lone], form, stream)
    assert b"\\xe9" in raw.getvalue() or b"\\u00e9" in raw.getvalue()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="xml"):
        printed(ERROR, form="xml")


@pytest.mark.parametrize(
    ("found", "strict", "code"),
    [((), True, 0), ((NOTE,), True, 0), ((WARNING,), False, 0), ((WARNING,), True, 1), ((ERROR,), False, 1)],
)
def test_exit_codes(found: tuple[Diagnostic, ...], strict: bool, code: int) -> None:  # noqa: FBT001 - a parameter
    assert exit_code(found, strict=strict) == code


def test_counts_in_words() -> None:
    assert counted([ERROR, ERROR, WARNING]) == "2 errors, 1 warning"


def test_of_many_findings_some_of_each_rule_are_shown_the_gravest_first() -> None:
    notes = [Diagnostic(Severity.INFO, "gap", Position("refs/a.bib", line, 1), f"gap {line}") for line in range(1, 31)]
    text = printed(*notes, WARNING, ERROR)
    titles = [line for line in text.splitlines() if line.endswith(("error", "warning", "notes"))]
    assert titles[:3] == ["identifier: 1 error", "pages: 1 warning", "gap: 30 notes"]
    assert "gap 5 [gap]" in text
    assert "gap 6 [gap]" not in text
    assert "and 25 more; litreview check --rule gap shows all" in text
    assert "gap 30 [gap]" in printed(*notes, form="github").replace("::gap 30", "gap 30 [gap]")


def test_a_message_that_repeats_a_whole_abstract_is_cut() -> None:
    long = Diagnostic(Severity.ERROR, "x", Position("a.bib", 1), "y" * 37_000)
    assert len(printed(long)) < 600
    assert len(str(long)) < 600
