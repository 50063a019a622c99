"""Values made of pieces: `@string` abbreviations, names of months, and `#` between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.read.bibtex.blocks import Definition, Field, Part
from litreview.read.bibtex.decoding import SourceText
from litreview.read.dates import month_name

#: What every standard style file defines beside the months: names of computing journals.
_STANDARD: Final = {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
    "tcs": "Theoretical Computer Science",
}
_BUILT_IN: Final[Mapping[str, str]] = MappingProxyType(
    _STANDARD | {month_name(number)[:3].lower(): month_name(number) for number in range(1, 13)}
)
#: A definition that doubles itself again and again would fill the memory.
_LONGEST: Final = 1_000_000


class Abbreviations:
    """The `@string` definitions of all files, and the values that use them.

    As in BibTeX a definition holds for what follows it, and a later one of the same name replaces it; unlike there,
    one that comes too late serves what has none yet.
    """

    def __init__(self, definitions: Iterable[tuple[Definition, SourceText]]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._current: dict[str, str] = {}
        self._later: dict[str, tuple[Field, SourceText]] = {}
        for definition, source in definitions:
            self._later.setdefault(definition.field.name.lower(), (definition.field, source))

    def define(self, definition: Definition, source: SourceText) -> None:
        """Let a definition hold from here on."""
        field = definition.field
        name = field.name.lower()
        value = self.value(field, source, frozenset({name}))
        old = self._current.get(name)
        if old is not None and old != value and self._later[name][0] is not field:
            message = f"the abbreviation “{field.name}” had another value at {self._place(name)}"
            self._report(source.position(field.offset), "duplicate-string", message, "give it another name")
        self._current[name] = value

    def value(self, field: Field, source: SourceText, within: frozenset[str] = frozenset()) -> str:
        """The value of a field with its pieces joined; an abbreviation without definition stands for itself."""
        parts = field.value
        if isinstance(parts, str):
            return parts
        texts = [self._expand(part, source, within) if part.is_name else part.text for part in parts]
        if sum(map(len, texts)) > _LONGEST and any(part.is_name for part in parts):
            message = f"the value of “{field.name}” grows beyond {_LONGEST:,} characters and is cut"
            self._report(source.position(field.offset), "string-too-long", message, severity=Severity.ERROR)
            return "".join(texts)[:_LONGEST]
        return "".join(texts)

    def _expand(self, part: Part, source: SourceText, within: frozenset[str]) -> str:
        name = part.text.lower()
        if name in self._current and name not in within:
            return self._current[name]
        later = self._later.get(name)
        if name in within or len(within) > 100:  # noqa: PLR2004 - no hand-written chain is that long
            message = f"the abbreviation “{part.text}” is defined by itself, or by too long a chain"
            self._report(source.position(part.offset), "cyclic-string", message, severity=Severity.ERROR)
            return part.text
        if later is not None:
            self._current[name] = value = self.value(*later, within=within | {name})
            return value
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        message = f"the abbreviation “{part.text}” is not defined; its name stands for it"
        hint = f"define it with @string, or write {{{part.text}}}"
        self._report(source.position(part.offset), "undefined-string", message, hint)
        return part.text

    def _place(self, name: str) -> Position:
        field, source = self._later[name]
        return source.position(field.offset)

    def _report(
        self, position: Position, rule: str, message: str, hint: str = "", severity: Severity = Severity.WARNING
    ) -> None:
        self.diagnostics.append(Diagnostic(severity, rule, position, message, hint))
