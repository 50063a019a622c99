"""Page ranges and article numbers, as data: a plain hyphen between the ends of a range."""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = re.compile(r"(?:pp?\.|pages?+(?![a-z])|pgs?\.)\s*+(?::\s*+)?(?=[\dA-Za-z])", re.IGNORECASE)
_DASH: Final = re.compile(r"(?:(?<!\s)\s+)?(?:-{2,}|[‐‑‒–—−])\s*")
_SPACED_HYPHEN: Final = re.compile(r"(?<=\w)\s+-\s+(?=\w)")
_COMMA: Final = re.compile(r"(?:(?<!\s)\s+)?,\s*")
_RANGE: Final = re.compile(r"\A([^\s,;-]+)-([^\s,;-]+)")
_NUMBERED: Final = re.compile(r"\A([^\W\d_]*)(\d{1,9})([^\W\d_]*)")
_PLAIN_RANGE: Final = re.compile(r"\A([^\W\d_]*)(\d{1,9})-([^\W\d_]*)(\d{1,9})")
_HYPHENATED_RANGE: Final = re.compile(r"\A([^\s,;–]+)–([^\s,;–]+)")


def normalise_pages(text: str) -> str:
    """Pages with one hyphen per range: "pp. 12 -- 15" is "12-15", "S1–S9" is "S1-S9", "e123" stays.

    Numbers that hold hyphens themselves keep an en dash between them ("12-1–12-8"), or the range would be unreadable.
    """
    text = " ".join(text.split())
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    text = _SPACED_HYPHEN.sub("-", _COMMA.sub(", ", text)).strip(" ,")
    parts = _DASH.split(text)
    if len(parts) == 2 and any("-" in part for part in parts) and "," not in text:  # noqa: PLR2004 - two ends
        return "–".join(parts)
    return "-".join(parts)


def split_pages(pages: str) -> tuple[str, str]:
    """First and last page of normalised pages; a single page or article number has no last."""
    match = _HYPHENATED_RANGE.fullmatch(pages) or _RANGE.fullmatch(pages)
    return (match[1], match[2]) if match else (pages, "")


def runs_back(first: str, last: str) -> bool:
    """Whether the last page comes before the first; "1021-9" ends on page 1029."""
    start, end = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if not start or not end or (end[1] and end[1].lower() != start[1].lower()):
        return False
    digits = end[2]
    if len(digits) < len(start[2]):
        digits = start[2][: -len(digits)] + digits
    return int(digits) < int(start[2])


def is_range(pages: str) -> bool:
    """Whether a hyphen stands between two pages beyond doubt: an article number may hold one too ("2023-14")."""
    match = _PLAIN_RANGE.fullmatch(pages)
    return match is not None and match[1] == match[3] and not runs_back(*pages.split("-"))


def join_pages(first: str, last: str) -> str:
    """Pages of which the source gives both ends apart, each of which may hold a range of its own.

    Of "12-15" and "15" the first says it all; "6913" and "7" end on page 6917, as MEDLINE shortens them.
    """
    first, last = normalise_pages(first), normalise_pages(last)
    if not first or not last or first == last or not any(char.isalnum() for char in last):
        start, end = split_pages(first or last)
        return f"{start}-{_full(start, end)}" if end and _full(start, end) != end else first or last
    if split_pages(first)[1] and "-" not in last:
        return first
    if split_pages(last)[0] == first and split_pages(last)[1]:
        return last
    return normalise_pages(f"{first}--{_full(first, last)}")


def _full(first: str, last: str) -> str:
    """The last page in full, where it is shortened: that which comes first of those it may be."""
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        whole = first[: -len(last)] + last
        return whole if int(whole) > int(first) else last
    return last
