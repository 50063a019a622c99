"""What the first page answers: the review's findings for readers who have half a minute.

It is written in review.yml and becomes Markdown like a page of docs/, so that its citations are numbered, its values
come from the data and its figures are drawn as everywhere. What is found wrong in it is told with the place in
review.yml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import yaml

from litreview.cite.escape import inert
from litreview.figures.dates import in_words
from litreview.figures.words import Words
from litreview.model.diagnostics import Diagnostic
from litreview.model.review import Change, FigureBlock, KeyPoint, Review
from litreview.model.source import Position

#: Changes that the first page shows; all stand where the author keeps them.
_LATEST: Final = 3


@dataclass(frozen=True, slots=True)
class AnswersText:
    """The answers as Markdown.

    `starts` are the lines (from 1) at which its parts begin, in their order, and the places in review.yml that they
    come from.
    """

    markdown: str
    starts: tuple[tuple[int, Position], ...]

    def placed(self, found: Iterable[Diagnostic], file: str) -> Iterator[Diagnostic]:
        """Findings, those about the Markdown, which name it `file`, with the place in review.yml."""
        for diagnostic in found:
            if diagnostic.position.file != file:
                yield diagnostic
                continue
            part = max((start for start in self.starts if start[0] <= diagnostic.position.line), default=self.starts[0])
            yield replace(diagnostic, position=part[1])


def answers_text(review: Review, words: Words) -> AnswersText | None:
    """The answers as Markdown, or nothing where review.yml gives none."""
    line, starts, parts = 1, [], []
    for text, place in _parts(review, words):
        starts.append((line, place))
        parts.append(text)
        line += text.count("\n") + 1
    return AnswersText("\n".join(parts), tuple(starts)) if parts else None


def _parts(review: Review, words: Words) -> Iterator[tuple[str, Position]]:
    """Each part with the place of what it says; a blank line ends it."""
    answers, place = review.answers, review.origin.at
    if answers.summary:
        yield f'<div class="answer" markdown>\n\n{answers.summary.strip()}\n\n</div>\n', place("summary")
    if answers.key_points:
        yield f"## {inert(words('key_points'))} {{ #key-points }}\n", place("key_points")
        for index, point in enumerate(answers.key_points):
            yield _point(point, words), place("key_points", index)
    if answers.main_studies:
        yield f"## {inert(words('main_studies'))} {{ #main-studies }}\n", place("main_studies")
        yield _block(answers.main_studies), place("main_studies")
    for index, figure in enumerate(answers.key_figures):
        yield _block(figure), place("key_figures", index)
    if answers.plain_language:
        yield f"## {inert(words('plain_language'))} {{ #plain-language }}\n", place("plain_language")
        yield "\n\n".join(answers.plain_language) + "\n", place("plain_language")
    if answers.changes:
        yield f"## {inert(words('what_changed'))} {{ #changes }}\n", place("changes")
        for index, change in enumerate(answers.changes[:_LATEST]):
            yield _change(change, words), place("changes", index)


def _point(point: KeyPoint, words: Words) -> str:
    # A paragraph of a list's item may hold blank lines; here each point is one.
    text = " ".join(point.text.split())
    if point.certainty:
        level = inert(words("certainty_of", level=words(f"certainty_{point.certainty}")))
        mark = f'<span class="certainty" data-certainty="{point.certainty.value}">{level}</span>'
        reason = f' <span class="certainty-reason">{" ".join(point.reason.split())}</span>' if point.reason else ""
        text = f"{text} {mark}{reason}"
    return f"- {text}\n"


def _change(change: Change, words: Words) -> str:
    version = f" ({inert(words('version_n', version=change.version))})" if change.version else ""
    return f"- **{inert(in_words(change.date, words))}**{version}: {' '.join(change.text.split())}\n"


def _block(figure: FigureBlock) -> str:
    options = yaml.safe_dump(dict(figure.options), sort_keys=False, allow_unicode=True) if figure.options else ""
    return f"```{figure.name}\n{options}```\n"
