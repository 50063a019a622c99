"""What is compiled of templates is kept beside Python's own compiled modules, and made anew where it must be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from litreview.cite.compiled import compiled_folder, kept_code
from litreview.pages.environment import page_environment


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for what is compiled."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    compiled_folder.cache_clear()
    yield tmp_path / "litreview" / "templates"
    compiled_folder.cache_clear()


class Compiler:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> CodeType:
        self.calls += 1
        return compile("x = 1", "<test>", "exec")


def test_a_source_is_compiled_once(kept: Path) -> None:
    compiler = Compiler()
    first, second = (kept_code("source", "compiler 1", compiler) for _ in range(2))
    assert (first, compiler.calls) == (second, 1)
    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize(("source", "compiler"), [("another source", "compiler 1"), ("source", "compiler 2")])
def test_another_source_or_compiler_is_another_code(kept: Path, source: str, compiler: str) -> None:
    kept_code("source", "compiler 1", Compiler())
    anew = Compiler()
    kept_code(source, compiler, anew)
    assert anew.calls == 1
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"no code", b"\x00\x01"])
def test_what_cannot_be_read_is_compiled_anew(kept: Path, damage: bytes) -> None:
    kept_code("source", "compiler 1", Compiler())
    [place] = kept.iterdir()
    place.write_bytes(damage)
    anew = Compiler()
    kept_code("source", "compiler 1", anew)
    assert anew.calls == 1


def test_nothing_is_kept_where_python_may_keep_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiler = Compiler()
    for _ in range(2):
        kept_code("source", "compiler 1", compiler)
    assert compiler.calls == 2
    assert not kept.exists()


def test_nothing_is_kept_where_nothing_can_be_written(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "litreview").write_text("a file in the folder's place")
    assert compiled_folder() is None
    assert not kept.exists()


def test_kept_templates_print_the_same(kept: Path) -> None:
    texts = [
        page_environment().get_template("glossary.md.j2").render(t=lambda name: name, title="<T>", terms=[])
        for _ in range(2)
    ]
    assert texts[0] == texts[1]
    assert [place.name for place in kept.iterdir()]


def test_templates_of_an_author_are_not_kept(kept: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "glossary.md.j2").write_text("own {{ title }}")
    assert page_environment(own).get_template("glossary.md.j2").render(title="T") == "own T"
    assert not kept.exists()
