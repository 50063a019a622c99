"""The documents that a review can be written as, in the order that readers are offered them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from litreview.documents.by_pandoc import pandoc_problem, write_docx, write_markdown
from litreview.documents.jats import write_jats
from litreview.documents.manuscript import Manuscript
from litreview.documents.pdf import pdf_problem, write_pdf


def _needs_nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A document of the whole review.

    `write` raises DocumentError where it cannot be written; `problem` says beforehand what is missing for it, or
    nothing. `name` is what review.yml calls it, and the text `document_{name}` what readers do.
    """

    name: str
    file_name: str
    media_type: str
    write: Callable[[Manuscript], bytes]
    problem: Callable[[], str] = _needs_nothing


DOCUMENTS: Final[Mapping[str, DocumentFormat]] = MappingProxyType(
    {
        document.name: document
        for document in (
            DocumentFormat("pdf", "review.pdf", "application/pdf", write_pdf, pdf_problem),
            DocumentFormat(
                "docx",
                "review.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                write_docx,
                pandoc_problem,
            ),
            DocumentFormat("jats", "review.xml", "application/xml", write_jats),
            # A builder would make a page of a file that is called .md.
            DocumentFormat("markdown", "review.md.txt", "text/markdown", write_markdown, pandoc_problem),
        )
    }
)
