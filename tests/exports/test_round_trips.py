"""Files of databases and managers, written and read again: nothing changes but what the export names."""

from __future__ import annotations

from pathlib import Path

import pytest

from litreview.exports.registry import EXPORTS
from litreview.model.private import EVERYTHING
from litreview.model.reference import Reference
from litreview.read.formats import READERS, read_bibliography
from litreview.read.sources import SourceFile

FIXTURES = Path(__file__).parents[1] / "fixtures"
FILES = sorted(
    path for folder in ("exports", "bibliographies") for path in (FIXTURES / folder).iterdir() if path.is_file()
)
OWN = [path for path in FILES if path.suffix in {".ris", ".nbib", ".json"}]
#: Formats whose records have no key.
KEYLESS = frozenset(("nbib",))


def read(path: Path) -> tuple[Reference, ...]:
    return read_bibliography(SourceFile(path.name, path.read_bytes()), EVERYTHING).references


def again(name: str, text: str) -> tuple[Reference, ...]:
    return READERS[name].read(SourceFile(f"again.{name}", text.encode())).references


def changed(before: Reference, after: Reference) -> set[str]:
    """The variables that are not the same, or not there; settings of text are another matter."""
    texts = {name: text for name, text in before.texts.items() if name != "keyword"}
    found = {name for name, text in texts.items() if str(after.text(name)) != str(text)}
    found |= {name for name, names in before.names.items() if after.names.get(name) != names}
    found |= {name for name, date in before.dates.items() if after.dates.get(name) != date}
    found |= {name for name, value in before.identifiers.items() if after.identifiers.get(name) != value}
    found |= {name for name, value in before.notices.items() if after.notices.get(name) != value}
    found |= {"keyword"} if before.keywords != after.keywords else set()
    return found | ({"type"} if before.type != after.type else set())


def fields(one: Reference) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in one.fields]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_in_its_own_format_every_field_comes_back(path: Path) -> None:
    before = read(path)
    name = before[0].format
    export = EXPORTS[name].write(before)
    after = again(name, export.text)
    assert export.losses == ()
    assert len(after) == len(before)
    for one, other in zip(before, after, strict=True):
        # An item of a registry gets the id without which it is none.
        assert [field for field in fields(other) if field[0] != "id"] == [
            field for field in fields(one) if field[0] != "id"
        ]
        assert (other.key, changed(one, other)) == (one.key, set())


@pytest.mark.parametrize("target", ["bibtex", "ris", "nbib", "csl-json"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_in_another_format_nothing_changes_without_a_word(path: Path, target: str) -> None:
    before = read(path)
    export = EXPORTS[target].write(before)
    after = again(target, export.text)
    assert len(after) == len(before)
    named = {(loss.key, loss.variable) for loss in export.losses}
    for one, other in zip(before, after, strict=True):
        # What is said of a reference beside its data joins the note where a format has no field for it.
        remarked = {"note", *one.notices} if target != "bibtex" and (one.notices or one.authors.others) else set()
        assert changed(one, other) - remarked <= {variable for key, variable in named if key == one.key}
        if target not in KEYLESS:
            assert other.key == one.key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_by_way_of_bibtex_and_back_nothing_changes_without_a_word(path: Path) -> None:
    before = read(path)
    target = before[0].format if before[0].format in EXPORTS else "ris"
    bibtex = EXPORTS["bibtex"].write(before)
    middle = again("bibtex", bibtex.text)
    back = EXPORTS[target].write(middle)
    after = again(target, back.text)
    assert len(after) == len(before)
    named = {(loss.key, loss.variable) for export in (bibtex, back) for loss in export.losses}
    for one, between, other in zip(before, middle, after, strict=True):
        remarked = {"note", *one.notices} if one.notices or one.authors.others else set()
        lost = {variable for key, variable in named if key in {one.key, between.key}}
        assert changed(one, other) - remarked <= lost
