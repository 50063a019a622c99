"""glossary.yml as the model."""

from __future__ import annotations

from litreview.model.diagnostics import Diagnostic
from litreview.model.glossary import Glossary, Term
from litreview.read.schema.base import origin, read_shape
from litreview.read.schema.glossary import GlossaryShape
from litreview.read.sources import SourceFile


def read_glossary(file: SourceFile) -> tuple[Glossary | None, tuple[Diagnostic, ...]]:
    """The glossary, or None where the file is empty or cannot be used; the diagnostics then hold an error."""
    document, shape, diagnostics = read_shape(file, GlossaryShape)
    if shape is None:
        return None, diagnostics
    terms = tuple(
        Term(name, term.expansion, origin(document, "terms", name), term.definition, tuple(term.also))
        for name, term in shape.terms.items()
    )
    return Glossary(origin(document), terms), diagnostics
