"""The plan of the house: rooms import in one direction, and the network stays in one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "litreview"
ROOMS = ("model", "read", "check", "cite", "figures", "pages", "exports", "documents", "builders", "imports", "cli")
NETWORK = frozenset({"httpx", "requests", "urllib.request", "http.client", "socket", "aiohttp", "urllib3"})
LONGEST = 350


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_module_keeps_to_the_plan(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    names = list(imported(path))
    if room in ROOMS:
        later = {f"litreview.{name}" for name in ROOMS[ROOMS.index(room) + 1 :]}
        assert not [name for name in names if any(name == r or name.startswith(f"{r}.") for r in later)]
    if room != "imports":
        assert not NETWORK & set(names)
    assert path.read_text(encoding="utf-8").count("\n") <= LONGEST
