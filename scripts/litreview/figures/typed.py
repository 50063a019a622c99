"""Numbers in prose that repeat a result of the data and were typed by hand, so that the two can come to differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from litreview.figures.blocks import find_blocks
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.evidence import Studies
from litreview.model.source import Position

_RULE: Final = "typed-result"
#: "41/87", "41 of 87", "41 von 87" and "41 sur 87", none part of a longer number, date or path.
_COUNTS: Final = re.compile(
    r"(?<![\w./–-])(?P<n>\d{1,6})(?:/| (?:(?:out )?of (?:the )?|von (?:den )?|sur (?:les )?))"
    r"(?P<total>\d{1,6})(?![\w/]|[.,]\d)"
)
_CITED: Final = re.compile(r"\[[^\[\]\n@]*@[^\[\]\n]*\]")
_KEY: Final = re.compile(r"@\{?([^\s\]};,]+)")
_CODE: Final = re.compile(r"`[^`\n]*`")
_VALUE: Final = re.compile(r"\{\{[^{}\n]*\}\}")

#: n, total and citation key of each result, with the ids of its study and outcome and its label.
_Known = dict[tuple[int, int, str], list[tuple[str, str, str]]]


def typed_results(source: str, file: str, line_offset: int, studies: Studies) -> Iterator[Diagnostic]:
    """Findings about counts that the next citation's report gives as one result, and only one.

    Args:
        source: The page without front matter.
        file: The page's file, for findings.
        line_offset: Lines of the file before `source`.
        studies: The data.
    """
    matches = list(_COUNTS.finditer(source))
    if not matches:
        return
    results = _known(studies)
    silent = [(block.start, block.end) for block in find_blocks(source)]
    silent += [match.span() for form in (_CODE, _VALUE) for match in form.finditer(source)]
    for match in matches:
        if any(start <= match.start() < end for start, end in silent):
            continue
        found = [
            (key, *result)
            for key in _cited_behind(source, match.end())
            for result in results.get((int(match["n"]), int(match["total"]), key), ())
        ]
        if len(found) == 1:
            key, _, outcome, label = found[0]
            line = source.count("\n", 0, match.start())
            column = match.start() - source.rfind("\n", 0, match.start())
            told = f", label='{label}'" if label else ""
            yield Diagnostic(
                Severity.INFO,
                _RULE,
                Position(file, line_offset + line + 1, column),
                f"“{match[0]}” repeats a result of {key} that stands in the data",
                f"{{{{ report('{key}').result('{outcome}'{told}).says('{match[0]}') }}}} leads to its evidence, and "
                "cannot come to differ from it",
            )


def _known(studies: Studies) -> _Known:
    known: _Known = defaultdict(list)
    for study in studies.studies:
        for report in study.reports:
            for result in report.results:
                if result.n is not None and result.total is not None:
                    place = (result.n, result.total, report.reference)
                    known[place].append((study.id, result.outcome, result.label))
    return known


def _cited_behind(source: str, offset: int) -> list[str]:
    """The keys of the next citation in the same paragraph."""
    end = source.find("\n\n", offset)
    cited = _CITED.search(source, offset, len(source) if end < 0 else end)
    return _KEY.findall(cited[0]) if cited else []
