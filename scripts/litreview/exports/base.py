"""What every export shares: the record it writes, and the account of what it could not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from litreview.model.names import Name
from litreview.model.reference import Reference
from litreview.model.text import Mark, Run, Text
from litreview.read.csl_markup import parse_csl_markup

#: Settings that plain text drops. Protected capitals are not among them: the capitals themselves stay.
_SETTINGS = (
    (Mark.ITALIC, "italic"),
    (Mark.BOLD, "bold"),
    (Mark.SUP, "superscript"),
    (Mark.SUB, "subscript"),
    (Mark.SMALLCAPS, "small capitals"),
    (Mark.MATH, "mathematics"),
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOTICES: Final = {"concern": "Expression of concern"}
#: Variables that tagged formats repeat for each line.
NOTES: Final = ("note", "annote")


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a reference that a format cannot hold: which variable, and which part of it if not all."""

    key: str
    variable: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.variable}" + (f" ({self.part})" if self.part else "")


@dataclass(frozen=True, slots=True)
class Export:
    """Text in a bibliography format, and what of the references is not in it, found out when it is asked for."""

    text: str
    find_losses: Callable[[], Iterable[Loss]] = tuple

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What of the references is not in the text."""
        return tuple(self.find_losses())


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A bibliography format that other programs read.

    A file is `opening`, the records with `separator` between them, and `closing`; a page that lets its reader select
    references can therefore put the same file together from single records.
    """

    name: str
    file_name: str
    media_type: str
    label: str
    record: Callable[[Reference], Export]
    opening: str = ""
    separator: str = ""
    closing: str = ""

    def assemble(self, records: Iterable[str]) -> str:
        """Single records as one file of this format."""
        return self.opening + self.separator.join(records) + self.closing

    def write(self, references: Iterable[Reference]) -> Export:
        """The references as one file of this format."""
        texts: list[str] = []
        losses: list[Loss] = []
        for piece in self.pieces(references):
            texts.append(piece.text)
            losses += piece.find_losses()
        return Export("".join(texts), lambda: losses)

    def pieces(self, references: Iterable[Reference]) -> Iterator[Export]:
        """The same file piece by piece, in order: a large one need not stand in memory whole."""
        yield Export(self.opening)
        for number, reference in enumerate(references):
            record = self.record(reference)
            yield replace(record, text=self.separator + record.text) if number and self.separator else record
        yield Export(self.closing)


def variables(reference: Reference) -> Iterator[str]:
    """Every variable that a reference has a value for."""
    yield from (name for name, text in reference.texts.items() if text)
    yield from (name for name, names in reference.names.items() if names)
    yield from (name for name, date in reference.dates.items() if date)
    yield from (name for name, value in reference.identifiers.items() if value)
    if reference.keywords:
        yield "keyword"
    if reference.sources:
        yield "x-source"
    if reference.annotation:
        yield "x-annotation"


def missing(reference: Reference, held: Collection[str]) -> Iterator[Loss]:
    """A loss for each variable of the reference that is not among those held, and for each field that made none."""
    from litreview.read.formats import unused_fields  # noqa: PLC0415 - all readers, of which a build needs one

    yield from (Loss(reference.key, name) for name in dict.fromkeys(variables(reference)) if name not in held)
    unused = dict.fromkeys(one.name for one in unused_fields(reference))
    yield from (Loss(reference.key, name) for name in unused if name not in held)
    yield from withheld(reference)


def withheld(reference: Reference) -> Iterator[Loss]:
    """A loss for each field that is for its owner alone, whole or in part."""
    yield from (
        Loss(reference.key, one.field.name, f"private: {one.part or 'all of it'}") for one in reference.held_back
    )


def reads_as_markup(text: str) -> bool:
    """Whether plain words would be read as tags or character references by what takes them for such in any format."""
    return ("<" in text or "&" in text) and parse_csl_markup(text).runs != (Run(text),)


def lost_settings(reference: Reference, held: Collection[str]) -> Iterator[Loss]:
    """A loss for each held text variable whose setting plain text drops."""
    for name, text in reference.texts.items():
        if name not in held:
            continue
        if any(reads_as_markup(run.text) for run in text.runs):
            yield Loss(reference.key, name, "text that reads as markup")
        if name not in NOTES and "\n" in str(text):
            yield Loss(reference.key, name, "paragraphs")
        for mark, word in _SETTINGS:
            if any(mark in run.mark for run in text.runs):
                yield Loss(reference.key, name, word)


def lost_names(reference: Reference, held: Collection[str]) -> Iterator[Loss]:
    """A loss for each held list of names that goes on after the names that it gives."""
    return (
        Loss(reference.key, name, "and others")
        for name, names in reference.names.items()
        if names.others and name in held
    )


def changed_names(
    reference: Reference, held: Collection[str], read_back: Callable[[str, Name], Name]
) -> Iterator[Loss]:
    """A loss for each held list of names of which the format tells the parts otherwise: particles, suffixes, commas."""
    for name, names in reference.names.items():
        if name in held and any(_parts(read_back(name, one)) != _parts(one) for one in names.names):
            yield Loss(reference.key, name, "the parts of a name")


def _parts(name: Name) -> list[str]:
    parts = (name.family, name.given, name.non_dropping_particle, name.dropping_particle, name.suffix, name.literal)
    return [one_line(part) for part in parts]


def lost_dates(reference: Reference, held: Collection[str], ranges: Collection[str] = ()) -> Iterator[Loss]:
    """A loss for each part of a held date that a format without EDTF drops; of `ranges` both ends are written."""
    for name, date in reference.dates.items():
        if name not in held:
            continue
        parts = (
            ("end of the range", bool(date.end) and name not in ranges),
            ("open end", date.open_end),
            ("approximate", date.approximate),
            ("uncertain", date.uncertain),
            ("literal", bool(date.literal and date.start)),
            ("before the year 1", bool(date.start) and date.start[0] < 1),
        )
        yield from (Loss(reference.key, name, part) for part, lost in parts if lost)


def one_line(text: Text | str) -> str:
    """The words of a text on one line; control characters and what else may end a line become spaces."""
    words = str(text)
    # To ask is many times faster than to look for each of them, and few texts have any.
    return " ".join((words if words.isprintable() else _CONTROL.sub(" ", words)).split())


def remarks(reference: Reference) -> list[str]:
    """What a reader must know beside the data, in words: a format without fields for it carries it as a note.

    An inferred year is no year of publication as printed, so formats that cannot mark it leave it out and say so here.
    """
    said = []
    if reference.issued.inferred and reference.year is not None:
        said.append(f"Year inferred, not printed by the source: {reference.year}")
    if reference.authors.others:
        said.append("Authors: the list goes on after those named (et al.)")
    if reference.unverified:
        said.append(f"Not verified: {one_line(reference.unverified)}")
    said.extend(
        f"{_NOTICES.get(kind, kind.capitalize())}: {one_line(notice)}" for kind, notice in reference.notices.items()
    )
    return said
