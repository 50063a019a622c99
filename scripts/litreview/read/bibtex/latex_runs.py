"""Pieces of decoded LaTeX become runs: blanks as a browser shows them, and no setting that changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from litreview.model.text import Mark, Run, Text, merge_runs

_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")


def text_of(pieces: Iterable[tuple[str, Mark]]) -> Text:
    """The text of pieces in their order: one blank between words, none at the ends."""
    runs: list[Run] = []
    pending: list[str] = []
    mark = Mark.NONE
    after_blank = True
    for piece, piece_mark in pieces:
        if not piece:
            continue
        # Looking for each sign alone is many times faster than one pattern for all.
        odd = "  " in piece or "\n" in piece or "\t" in piece or "\r" in piece or "\f" in piece
        text = _BLANKS.sub(" ", piece) if odd else piece
        if after_blank and text[0] == " ":
            text = text[1:]
            if not text:
                continue
        after_blank = text[-1] == " "
        # Asking a flag what it holds is slow, and most text has no setting.
        if pending and (piece_mark is not mark or (mark is not Mark.NONE and Mark.MATH in mark)):
            runs.append(Run("".join(pending), mark))
            pending = []
        mark = piece_mark
        pending.append(text)
    if pending:
        runs.append(Run("".join(pending), mark))
    if runs and runs[-1].text.endswith(" ") and Mark.MATH not in runs[-1].mark:
        last = runs.pop()
        if last.text.rstrip(" "):
            runs.append(Run(last.text.rstrip(" "), last.mark))
    return Text(_without_idle_protection(runs))


def _without_idle_protection(runs: list[Run]) -> tuple[Run, ...]:
    """Braces around signs without case, as in {--} or {2}, protect nothing."""
    idle = [run.mark is Mark.NOCASE and not any(map(str.isalpha, run.text)) for run in runs]
    if not any(idle):
        return tuple(runs)
    return merge_runs(Run(run.text) if off else run for run, off in zip(runs, idle, strict=True))
