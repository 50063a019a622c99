"""Templates and styles of an author that ask for too much end in a finding with their file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from litreview.cli import main

Review = Callable[..., Path]
STYLE = """---
label: House
---
{% macro reference(item) %}
{{ item.title }}
"""
#: What asks for too much, or is none that can be reckoned.
WRONG = (
    "{{ 'x' * 10**9 }}",
    "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    "{{ 1 + 'a' }}",
    "{{ " + "(" * 10_000 + " }}",
)


def rendered(folder: Path) -> Result:
    result = CliRunner().invoke(main, ["render", str(folder.parent / "tree"), "-C", str(folder)])
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("wrong", WRONG)
def test_a_template_is_named_with_its_line(review: Review, wrong: str) -> None:
    folder = review({"refs/templates/foot.md.j2": f"\n<footer>\n{wrong}\n</footer>\n"})
    assert "refs/templates/foot.md.j2:3:1: error: " in rendered(folder).output


@pytest.mark.parametrize("wrong", WRONG)
def test_a_style_is_named_with_its_line(review: Review, wrong: str) -> None:
    folder = review({"refs/styles/house.html.j2": f"{STYLE}\n{wrong}\n{{% endmacro %}}\n"})
    description = folder / "refs" / "review.yml"
    description.write_text(f"{description.read_text()}\ncitation_style: house\n")
    assert "refs/styles/house.html.j2:7:1: error: " in rendered(folder).output


def test_a_page_of_open_brackets_is_named_and_not_converted(review: Review) -> None:
    folder = review({"docs/text.md": f"# Text\n\nA line.\n{'[' * 50_000}\n"})
    assert "docs/text.md:4:1: error: more than 500 brackets stand open here" in rendered(folder).output
