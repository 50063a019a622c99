"""Every message that names the guide gives its address, and there is a page at each address."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from litreview import GUIDE
from tests.conftest import ROOT

PACKAGE = ROOT / "scripts" / "litreview"
PAGES = ROOT / "guide"


def texts(module: Path) -> Iterator[str]:
    """The texts of a module, with the guide's address where its name stands; docstrings are no messages."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | said:
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(map(shown, node.values))


def shown(part: ast.expr) -> str:
    """A part of a text with values in it."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    value = part.value if isinstance(part, ast.FormattedValue) else part
    return GUIDE if isinstance(value, ast.Name) and value.id == "GUIDE" else "…"


def test_a_message_that_names_the_guide_gives_its_address() -> None:
    said = {text for module in PACKAGE.rglob("*.py") for text in texts(module)}
    said |= {
        path.read_text(encoding="utf-8").replace("{{ guide }}", GUIDE)
        for path in (PACKAGE / "starter").rglob("*.j2")
    }  # fmt: skip
    naming = [text for text in said if re.search(r"\bguide\b", text) and text not in {GUIDE, "guide"}]
    assert len(naming) >= 3
    assert [text for text in naming if GUIDE not in text] == []
    places = {place for text in naming for place in re.findall(rf"{re.escape(GUIDE)}([\w/-]*)", text)}
    assert [place for place in places if not (PAGES / f"{place.rstrip('/') or 'index'}.md").is_file()] == []
