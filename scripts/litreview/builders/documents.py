"""The documents that review.yml asks for, among the files of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from litreview.builders.manuscript import manuscript_of
from litreview.builders.prepare import PreparedReview
from litreview.cite.markdown import ConversionError
from litreview.documents.manuscript import DocumentError, Manuscript
from litreview.documents.registry import DOCUMENTS, DocumentFormat
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.review import Review
from litreview.pages.site import Download, Site
from litreview.pages.texts import Texts

_RULE = "document"


def document_downloads(review: Review, texts: Texts) -> tuple[Download, ...]:
    """The documents that readers are offered."""
    return tuple(
        Download(document.file_name, texts(f"document_{name}"), document.media_type)
        for name, document in DOCUMENTS.items()
        if name in review.documents
    )


def document_problems(review: Review) -> Iterator[Diagnostic]:
    """What is missing here for the documents that are asked for."""
    for name in review.documents:
        if problem := DOCUMENTS[name].problem():
            yield Diagnostic(Severity.ERROR, _RULE, review.origin.at("documents"), problem)


def document_files(
    review: PreparedReview, site: Site, failed: Callable[[Diagnostic], Exception]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The documents by their paths, each made when it is asked for.

    Args:
        review: What was read, cited and checked.
        site: The same for its pages.
        failed: Makes the error that stops a build of a finding.
    """
    manuscript = cache(partial(manuscript_of, review, site))
    for name in review.library.review.documents:
        document = DOCUMENTS[name]
        yield document.file_name, partial(_written, document, manuscript, review.library.review, failed)


def _written(
    document: DocumentFormat,
    manuscript: Callable[[], Manuscript],
    review: Review,
    failed: Callable[[Diagnostic], Exception],
) -> bytes:
    try:
        return document.write(manuscript())
    except (DocumentError, ConversionError) as error:
        message = f"{document.file_name} cannot be written: {error}"
        raise failed(Diagnostic(Severity.ERROR, _RULE, review.origin.at("documents"), message)) from error
