"""A session with the services for one review: its author's address, and the folder of the last day's answers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from litreview.imports.answers import Answers
from litreview.imports.services import Services
from litreview.model.review import Review
from litreview.read.review import read_review
from litreview.read.sources import SourceFile

_ANSWERS: Final = Path(".cache", "litreview", "answers")


def services_of(root: Path, *, keep: bool = True) -> Services:
    """A session that tells services whom to write to, and keeps their answers below the review's `.cache/`.

    Args:
        root: The folder of the review.
        keep: Whether answers are kept, and those of the last day used.
    """
    if not keep:
        return Services(mail=mail_of(root), answers=None)
    folder = root.resolve() / _ANSWERS
    # Old answers are removed, which nothing behind a link is.
    answers = Answers(folder) if os.path.realpath(folder) == str(folder) else None
    if answers:
        answers.forget_old()
    return Services(mail=mail_of(root), answers=answers)


def mail_of(root: Path) -> str:
    """The first address among the contributors of review.yml, or nothing."""
    review: Review | None
    try:
        review, _ = read_review(SourceFile("refs/review.yml", (root / "refs" / "review.yml").read_bytes()))
    except OSError:
        return ""
    return next((one.email for one in review.contributors if one.email), "") if review else ""
