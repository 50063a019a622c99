"""Adding references to the .bib files of a review: read, planned and written while no other process does so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from litreview.check.mending import mend_bytes
from litreview.check.registry import Mend
from litreview.imports.editing import EditError, append_entries, insert_fields, keys_in, make_sure
from litreview.imports.plan import Incoming, Plan, add_what_lacks, make_plan
from litreview.imports.zotero import NAME, Memory
from litreview.model.reference import SourceField
from litreview.model.source import Position
from litreview.read.atomic import locked, write_atomically
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import SourceFile

REFS = "refs"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files that changed, and the keys of known entries that could not take their new fields."""

    files: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def add_references(
    root: Path,
    target: Path,
    incoming: Sequence[Incoming],
    agree: Callable[[Plan], bool],
    *,
    from_zotero: bool = False,
) -> tuple[Plan, Written]:
    """Add what is new to `target`, and to known references what they lack, in the files where they stand.

    Args:
        root: The folder of the review.
        target: The .bib file for new references, in the folder refs/; it need not be there yet.
        incoming: What comes in.
        agree: Is shown the plan, and says whether it is to be written.
        from_zotero: Whether it is merged with what Zotero said last time.

    Returns:
        The plan, and what was written of it.

    Raises:
        EditError: A file cannot take it, or has changed in the meantime; no file has changed then.
        OSError: A file cannot be read or written; each file is as it was, or as it should be.
    """
    folder = root / REFS
    with locked(folder, inside=root):
        before = {path: path.read_bytes() for path in sorted(folder.glob("*.bib")) if path.is_file()}
        taken = {key for data in before.values() for key in keys_in(data)}
        # Not as the pages have them, from which private fields are held back.
        library = read_bibtex([SourceFile(f"{REFS}/{path.name}", data) for path, data in before.items()])
        memory = Memory.read(root) if from_zotero else None
        change_of = memory.change if memory else add_what_lacks
        plan = make_plan(library.references, taken, incoming, change_of, memory.references if memory else ())
        if not agree(plan):
            return plan, Written()
        after, left = _edited(root, target, before, plan)
        if memory:
            path, data = root / NAME, memory.after(plan.keys).written()
            before[path] = _now(path)
            after |= {path: data} if data != before[path] else {}
        for path, data in after.items():
            if _now(path) != before.get(path, b""):
                raise EditError(f"{path.name} has changed in the meantime. Run the command again")
            write_atomically(path, data, inside=root)
        return plan, Written(tuple(path.relative_to(root).as_posix() for path in after), tuple(left))


def _edited(root: Path, target: Path, before: dict[Path, bytes], plan: Plan) -> tuple[dict[Path, bytes], list[str]]:
    """The files that change, as they will be; the one with new references last."""
    gained: dict[Path, dict[Position, tuple[str, Sequence[SourceField]]]] = {}
    for change in plan.changed:
        place = change.reference.origin.position
        if change.writes:
            gained.setdefault(root / place.file, {})[place] = (change.reference.key, change.gained)
    after: dict[Path, bytes] = {}
    left: list[str] = []
    expected: dict[str, dict[str, str]] = {}
    for path, fields in gained.items():
        # Values first: they stay on their lines, so that the places of entries stay true.
        mends = {mend: key for key, mend in _mends(plan, path.relative_to(root).as_posix())}
        mended = mend_bytes(before[path], mends)
        data, odd = insert_fields(mended.data, fields)
        left += [f"{mends[mend]}: {mend.field.name}" for mend in mended.left] + odd
        for mend in mended.done:
            expected.setdefault(mends[mend], {})[mend.field.name] = mend.value
        for key, new in fields.values():
            if key not in odd:
                expected.setdefault(key, {}).update((field.name, field.value) for field in new)
        if data != before[path]:
            after[path] = data
    if plan.new:
        after[target] = append_entries(after.pop(target, before.get(target, b"")), [one.entry for one in plan.new])
    added = [one.reference.key for one in plan.new]
    for path, data in after.items():
        make_sure(before.get(path, b""), data, path.name, added if path == target else (), expected)
    return after, left


def _mends(plan: Plan, file: str) -> Iterator[tuple[str, Mend]]:
    for change in plan.changed:
        for field, value in change.replaced:
            if field.position.file == file:
                yield change.reference.key, Mend(field, value)


def _now(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
