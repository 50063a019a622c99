"""What readers of every page see of a living review: whether it is kept up to date, and what is promised."""

from __future__ import annotations

from dataclasses import dataclass

from litreview.figures.dates import in_words
from litreview.model.living import Living, LivingStatus
from litreview.model.review import Review
from litreview.pages.texts import Texts

_DAY = 3


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The status in a sentence; where a search is promised, its day and what is said once that has passed.

    Whether it has passed only the reader's browser knows: a page stands for as long as nobody builds it anew.
    """

    status: LivingStatus
    text: str
    due: str = ""
    overdue: str = ""


def living_status(review: Review, texts: Texts) -> StatusLine | None:
    """The line for the foot of each page; none where the review is not a living one."""
    living = review.living
    if living is None:
        return None
    text = " ".join(part for part in (_status(living, texts), living.reason) if part)
    promised = living.next_search if living.status is LivingStatus.ACTIVE else None
    if not promised:
        return StatusLine(living.status, text)
    date = in_words(promised, texts)
    due = f"{text} {texts('living_next', date=date)}"
    return StatusLine(living.status, due, _last_day(promised.start), texts("living_overdue", date=date))


def _status(living: Living, texts: Texts) -> str:
    named = texts(f"living_{living.status.value}")
    return texts("living_since", status=named, date=in_words(living.since, texts)) if living.since else f"{named}."


def _last_day(start: tuple[int, ...]) -> str:
    """The last day of a promise, as browsers compare it: that of a month or year is kept until its end."""
    year, month, day = (*start, *(12, 31)[len(start) - 1 :])[:_DAY]
    return f"{year:04}-{month:02}-{day:02}"
