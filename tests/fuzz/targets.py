"""What must hold for any bytes: nothing raised, nothing lost in silence, and exports that read back whole.

Each target takes bytes and raises an AssertionError where one of these fails. The tests drive them with Hypothesis,
`make fuzz` with atheris.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from litreview.exports.registry import EXPORTS
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.read.bibtex import read_bibtex
from litreview.read.csljson import read_csljson
from litreview.read.evidence_map import read_evidence_map
from litreview.read.formats import READERS, read_bibliography
from litreview.read.glossary import read_glossary
from litreview.read.nbib import read_nbib
from litreview.read.pubmed_xml import read_pubmed_xml
from litreview.read.review import read_review
from litreview.read.ris import read_ris
from litreview.read.sources import Bibliography, SourceFile
from litreview.read.studies import read_studies
from litreview.read.timeline import read_timeline

#: An entry whose key nobody can mistake, at the start of a line.
_ENTRY: Final = re.compile(r"^@[A-Za-z]+\{([A-Za-z0-9]+),", re.MULTILINE)
_NO_ENTRY: Final = re.compile(r"@(?:comment|string|preamble)\b", re.IGNORECASE)
_RECORD: Final = re.compile(r"^TY  - \S", re.MULTILINE)
_PMID: Final = re.compile(r"^PMID- \d", re.MULTILINE)
#: Formats that hold every reference whatever it says; a table for people is not read back.
_READ_BACK: Final = tuple(name for name in EXPORTS if name in READERS)


def _grave(diagnostics: Sequence[Diagnostic]) -> int:
    return sum(finding.severity is not Severity.INFO for finding in diagnostics)


def _told(result: Bibliography) -> None:
    """Each finding has its place and its words, and no key stands twice."""
    keys = [reference.key for reference in result.references]
    assert all(keys), "a reference without a key"
    assert len(keys) == len(set(keys)), "a key twice"
    for finding in result.diagnostics:
        assert finding.position.line >= 1
        assert finding.position.column >= 1
        assert finding.message


def _exports(result: Bibliography) -> None:
    """Every format writes all references, and its reader finds as many."""
    for name, export in EXPORTS.items():
        text = export.write(result.references).text
        # What bytes cannot hold, as half a surrogate pair, has no place in a file.
        data = text.encode("utf-8")
        if name in _READ_BACK and result.references:
            again = READERS[name].read(SourceFile(f"again.{name}", data))
            assert len(again.references) == len(result.references), f"{name} lost a reference"
            _told(again)


def _text(data: bytes) -> str:
    """The bytes as UTF-8 with line feeds, or nothing where the reader must guess the encoding."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain if plain.replace("\n", "").replace("\t", "").isprintable() else ""


def bibtex(data: bytes) -> None:
    """Each entry that stands at the start of a line is read, or named in a diagnostic."""
    result = read_bibtex([SourceFile("a.bib", data)])
    _told(result)
    told = " ".join((*(one.key for one in result.references), *(one.message for one in result.diagnostics)))
    text = _text(data)
    for entry in _ENTRY.finditer(text):
        if not _NO_ENTRY.search(text, 0, entry.end()):
            assert re.search(rf"(?<![A-Za-z0-9]){entry[1]}(?![A-Za-z0-9])", told), f"nothing is said of {entry[1]}"
    _exports(result)


def ris(data: bytes) -> None:
    """Each record is a reference, or there is a finding for it."""
    result = read_ris(SourceFile("a.ris", data))
    _told(result)
    assert len(result.references) + _grave(result.diagnostics) >= len(_RECORD.findall(_text(data)))
    _exports(result)


def nbib(data: bytes) -> None:
    """Each record is a reference, or there is a finding for it."""
    result = read_nbib(SourceFile("a.nbib", data))
    _told(result)
    assert len(result.references) + _grave(result.diagnostics) >= len(_PMID.findall(_text(data)))
    _exports(result)


def pubmed_xml(data: bytes) -> None:
    """What gives no reference gives a finding."""
    result = read_pubmed_xml(SourceFile("a.xml", data))
    _told(result)
    assert result.references or result.diagnostics
    _exports(result)


def csl_json(data: bytes) -> None:
    """Each object of the list is a reference, or there is a finding for it."""
    result = read_csljson(SourceFile("a.json", data))
    _told(result)
    assert len(result.references) + _grave(result.diagnostics) >= _objects(data)
    _exports(result)


def _objects(data: bytes) -> int:
    try:
        parsed: Any = json.loads(data)
    except (ValueError, RecursionError):
        return 0
    return len(parsed) if isinstance(parsed, list) else 0


def any_format(data: bytes) -> None:
    """Bytes that do not say what they are."""
    result = read_bibliography(SourceFile("a", data))
    _told(result)
    _exports(result)


def yaml(data: bytes) -> None:
    """A file of a review that cannot be used is told about, in its place."""
    for name, read in _YAML.items():
        value, findings = read(SourceFile(f"{name}.yml", data))
        assert value is not None or findings
        for finding in findings:
            assert finding.position.line >= 1
            assert finding.message


_YAML: Final[Mapping[str, Callable[[SourceFile], tuple[object, tuple[Diagnostic, ...]]]]] = MappingProxyType(
    {
        "review": read_review,
        "studies": read_studies,
        "evidence-map": read_evidence_map,
        "timeline": read_timeline,
        "glossary": read_glossary,
    }
)
TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = MappingProxyType(
    {
        "bibtex": bibtex,
        "ris": ris,
        "nbib": nbib,
        "pubmed-xml": pubmed_xml,
        "csl-json": csl_json,
        "yaml": yaml,
        "any": any_format,
    }
)
