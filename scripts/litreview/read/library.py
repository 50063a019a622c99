"""All of the author's data files, read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from litreview.model.diagnostics import Diagnostic, Severity, in_order
from litreview.model.library import Library, ReadResult
from litreview.model.memo import Remember, make_anew
from litreview.model.private import hold_back
from litreview.model.reference import Reference
from litreview.model.review import Review
from litreview.model.source import Origin, Position
from litreview.read.bibtex import read_bibtex
from litreview.read.evidence_map import read_evidence_map
from litreview.read.glossary import read_glossary
from litreview.read.nearest import nearest
from litreview.read.project_files import ProjectFiles
from litreview.read.quotes import read_quotes
from litreview.read.refreshed import read_refreshed
from litreview.read.review import read_review
from litreview.read.risk_of_bias import read_risk_of_bias, read_summary_of_findings
from litreview.read.schema.files import SHAPES
from litreview.read.screening import read_screening
from litreview.read.sources import SourceFile
from litreview.read.studies import read_studies
from litreview.read.timeline import read_timeline
from litreview.read.verified import read_verified

T = TypeVar("T")

_ADD: Final = "add its references to a .bib file with: litreview add {}"
_EXPORT: Final = "have the program that made it export RIS, CSV or BibTeX, and add that with: litreview add FILE"
#: What to do with bibliographies in the folder of the data files that are none of the formats read there, by ending.
_WAYS_IN: Final[Mapping[str, str]] = {
    **dict.fromkeys((".ris", ".nbib", ".medline", ".xml", ".bibtex", ".enw", ".ciw", ".isi", ".ovd"), _ADD),
    **dict.fromkeys((".enl", ".xls", ".xlsx", ".ods", ".docx", ".rtf"), _EXPORT),
}


def read_library(
    root: Path, *, refs: str = "refs", kept: Remember | None = None, files: ProjectFiles | None = None
) -> ReadResult:
    """Read the review in `root`: `review.yml`, all `*.bib` and the optional files beside them.

    Args:
        root: The project's folder; places in diagnostics are relative to it.
        refs: The folder of the data files in it.
        kept: The memo of a preview, in which earlier readings of the same review left what they made.
        files: The guard of the project's files; if not said, one that lets no link lead out of `root`.

    Returns:
        The library as far as it could be read. What cannot be used is left out and named in a diagnostic; nothing is
        raised for bad input. A review whose own file cannot be used has no title.
    """
    folder = _Folder(files or ProjectFiles.of(root), refs)
    review = folder.read("review.yml", read_review)
    review = review or Review(title="", origin=Origin(Position(f"{refs}/review.yml")))
    bibliography = read_bibtex(folder.bibliographies(), kept)
    library = Library(
        review=review,
        references=MappingProxyType(_public(bibliography.references, review.publish_fields, kept or make_anew)),
        studies=folder.read("studies.yml", read_studies),
        evidence_map=folder.read("evidence-map.yml", read_evidence_map),
        timeline=folder.read("timeline.yml", read_timeline),
        glossary=folder.read("glossary.yml", read_glossary),
        quotes=folder.read("quotes.yml", partial(read_quotes, text_of=folder.full_text)),
        screening=folder.read("screening.yml", read_screening),
        risk_of_bias=folder.read("risk-of-bias.yml", read_risk_of_bias),
        summary_of_findings=folder.read("summary-of-findings.yml", read_summary_of_findings),
        verification=folder.read("verified.yml", read_verified),
        refreshed=folder.read("refreshed.yml", read_refreshed),
    )
    folder.look_for_misnamed()
    return ReadResult(library, in_order((*folder.diagnostics, *bibliography.diagnostics)))


def _public(references: Iterable[Reference], publish: tuple[str, ...], remember: Remember) -> dict[str, Reference]:
    """The references by key, as readers may see them."""
    return {
        one.key: remember(("public", one.key), (one, publish), partial(hold_back, one, publish)) for one in references
    }


class _Folder:
    """The folder of the data files, and what is to be said about them."""

    def __init__(self, files: ProjectFiles, refs: str) -> None:
        self.files = files
        self.root = files.root
        self.refs = refs
        #: Styles and templates are in there too.
        self.diagnostics = list(files.look_through(self.root / refs))
        if not os.path.lexists(self.root / refs / "review.yml"):
            hint = "it needs at least a line `title: ...`; litreview new makes one"
            self._report(Severity.ERROR, "missing-file", "review.yml", "there is no review.yml", hint)

    def read(self, name: str, reader: Callable[[SourceFile], tuple[T | None, tuple[Diagnostic, ...]]]) -> T | None:
        """What a file holds, or None where there is none."""
        file = self._file(name)
        if file is None:
            return None
        value, found = reader(file)
        self.diagnostics.extend(found)
        return value

    def full_text(self, key: str) -> SourceFile | None:
        """The author's own copy of a reference's text, if there is one; a key that leads elsewhere names none."""
        return None if {"/", "\\", ":"} & set(key) else self._file(f"texts/{key}.txt")

    def bibliographies(self) -> list[SourceFile]:
        """All .bib files, by name."""
        return [file for path in self._named("*.bib") if (file := self._file(path.name))]

    def look_for_misnamed(self) -> None:
        """Name the files that look like ours by another name, which nothing would ever read."""
        known = [f"{name}.yml" for name in SHAPES]
        for path in self._named("*.y*ml"):
            if path.name not in known and (guesses := nearest(path.name.replace("_", "-"), known)):
                message = f"{path.name} is not read"
                hint = f"call it {guesses[0]}, if that is what it is"
                self._report(Severity.WARNING, "misnamed-file", path.name, message, hint)
        for path in self._named("*.[bB][iI][bB]"):
            if path.suffix != ".bib":
                hint = f"call it {path.stem}.bib"
                self._report(Severity.WARNING, "misnamed-file", path.name, f"{path.name} is not read", hint)

        for path in self._named("*"):
            if hint := _WAYS_IN.get(path.suffix.lower(), "").format(f"{self.refs}/{path.name}"):
                self._report(Severity.WARNING, "unread-file", path.name, f"{path.name} is not read", hint)

    def _named(self, pattern: str) -> list[Path]:
        folder = self.root / self.refs
        return [] if self.files.link_problem(folder) else sorted(folder.glob(pattern))

    def _file(self, name: str) -> SourceFile | None:
        path = self.root / self.refs / name
        if not os.path.lexists(path):
            return None
        if problem := self.files.problem(path):
            self.diagnostics.append(problem)
            return None
        try:
            return SourceFile(f"{self.refs}/{name}", path.read_bytes())
        except OSError as error:
            self._report(Severity.ERROR, "unreadable-file", name, f"the file cannot be read: {error.strerror}")
            return None

    def _report(self, severity: Severity, rule: str, name: str, message: str, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(severity, rule, Position(f"{self.refs}/{name}"), message, hint))
