"""The style of the guide prints what the guide says."""

from __future__ import annotations

import re
from pathlib import Path

from litreview.cite.styles.format import format_reference, plain_text
from litreview.cite.styles.registry import builtin_styles, load_style

from .making import person, reference

GUIDE = Path(__file__).parents[3] / "guide" / "styles.md"


def test_the_example_prints_what_stands_below_it(tmp_path: Path) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    (source,) = re.findall(r"```jinja\n(.*?)```", guide, re.DOTALL)
    (shown,) = re.findall(r"^> (.*)$", guide, re.MULTILINE)
    path = tmp_path / "house.html.j2"
    path.write_text(source, encoding="utf-8")
    item = reference(
        type="article-journal",
        author=[person("Roe", "Jane"), person("Doe", "Al")],
        title="A Big Story",
        container_title="Journal of Stories",
        volume="12",
        page="101-108",
        issued=[2001, 3, 4],
        DOI="10.1000/x",
    )
    assert plain_text(format_reference(load_style(path), item)) == shown.replace("*", "")


def test_the_guide_names_every_style() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in guide for name in builtin_styles())
