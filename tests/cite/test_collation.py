"""The order of titles in lists."""

from __future__ import annotations

import pytest

from litreview.cite.collation import collated_title


@pytest.mark.parametrize(
    ("title", "language", "sorted_by"),
    [
        ("The Ärzte Report", "", "arzte report"),
        ("Die Another Day", "en-GB", "die another day"),
        ("Die Übersicht", "de-DE", "ubersicht"),
        ("L’étude", "fr", "etude"),
        ("„Der“ Fall", "de", "der fall"),
        ("A Coruña", "gl", "a coruna"),
    ],
)
def test_the_article_of_its_language_is_passed_over(title: str, language: str, sorted_by: str) -> None:
    assert collated_title(title, language) == sorted_by
