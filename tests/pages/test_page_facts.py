"""How long a page takes to read and of what day it is stands below its heading."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from litreview.builders.project import load_project
from litreview.builders.tree import build_tree
from litreview.model.dates import Date
from litreview.pages.page_facts import minutes, updated

LONG = "word " * 690


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", 1),
        (LONG, 3),
        # What is no prose takes no time: figures, code, citations, tags.
        (f"{LONG}\n```forest-plot\n{LONG}```\n", 3),
        (f"{LONG}\n~~~\n{LONG}", 3),
        ("word [@a, p. 3; @b] <span title='a b c'>word</span> " * 345, 3),
    ],
)
def test_reading_takes_as_long_as_the_prose_is(markdown: str, expected: int) -> None:
    assert minutes(markdown) == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"updated": date(2026, 5, 3), "date": date(2020, 1, 1)}, Date((2026, 5, 3))),
        ({"date": "2026-05-03"}, Date((2026, 5, 3))),
        # Other programs keep other things under these names.
        ({"date": {"created": date(2020, 1, 1)}}, Date()),
        ({"updated": "last week"}, Date()),
        ({}, Date()),
    ],
)
def test_a_page_is_of_the_day_that_it_names(meta: dict[str, Any], expected: Date) -> None:
    assert updated(meta) == expected


@pytest.mark.parametrize(
    ("page", "before"),
    [
        ("# A heading {#x}\n\nText.\n", "# A heading {#x}\n"),
        ("---\ntitle: T\n---\n\nText.\n", "---\n"),
        ("---\nupdated: 2026-05-03\n---\n# A heading\nText.\n", "# A heading\n"),
    ],
)
def test_the_line_stands_below_the_heading(review: Callable[..., Path], page: str, before: str) -> None:
    folder = review({"docs/text.md": page})
    text = build_tree(load_project(folder / "mkdocs.yml")).pages["text.md"].markdown
    line = re.search(r'\n<p class="page-facts"[^>]*>1 min read( · Updated 3 May 2026)?</p>\n\nText', text)
    assert line
    assert text[: line.start()].rstrip("\n").endswith(before.rstrip("\n"))
    # The review names no day of its own.
    assert bool(line[1]) == ("updated:" in page)


def test_a_heading_that_is_not_the_first_thing_is_left_alone(review: Callable[..., Path]) -> None:
    folder = review({"docs/text.md": "Text first.\n\n# A heading\n"})
    assert "page-facts" not in build_tree(load_project(folder / "mkdocs.yml")).pages["text.md"].markdown
