"""What is compiled of templates is kept beside Python's own compiled modules, and made anew where it must be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from litreview.cite.bytecode import compiled_folder
from litreview.pages.environment import page_environment


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for what is compiled."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    compiled_folder.cache_clear()
    yield tmp_path / "litreview" / "templates"
    compiled_folder.cache_clear()


def glossary() -> str:
    template = page_environment().get_template("glossary.md.j2")
    return template.render(t=lambda name: name, title="<T>", letters=[])


def test_nothing_is_kept_where_python_may_keep_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert "<T>" not in glossary()
    assert not kept.exists()


@pytest.mark.parametrize("damage", [b"", b"no code", b"\x00\x01"])
def test_what_cannot_be_read_is_compiled_anew(kept: Path, damage: bytes) -> None:
    text = glossary()
    for place in kept.iterdir():
        place.write_bytes(damage)
    assert glossary() == text


def test_nothing_is_kept_where_nothing_can_be_written(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "litreview").write_text("a file in the folder's place")
    assert compiled_folder() is None
    assert not kept.exists()


def test_kept_templates_print_the_same(kept: Path) -> None:
    assert glossary() == glossary()
    assert [place.name for place in kept.iterdir()]


def test_templates_of_an_author_are_not_kept(kept: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "glossary.md.j2").write_text("own {{ title }}")
    assert page_environment(own).get_template("glossary.md.j2").render(title="T") == "own T"
    assert not kept.exists()
