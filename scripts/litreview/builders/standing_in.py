"""What is to be said of the author's pages and templates that stand in for those that are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from litreview.builders.prepare import PreparedReview
from litreview.builders.project import Project, relative
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.pages.addresses import page_url

#: Templates that were Markdown once, and what they are called now.
_RENAMED: Mapping[str, str] = {
    f"{name}.md.j2": f"{name}.html.j2" for name in ("reference", "reference-list", "references")
}


def replaced(review: PreparedReview, generated: Iterable[str]) -> Iterator[Diagnostic]:
    """What is to be said of the author's pages that have the address of a generated one."""
    address = partial(page_url, directory_urls=review.project.settings.directory_urls)
    own = {address(path): page for path, page in review.pages.items()}
    for path in generated:
        beside = own.get(address(path))
        if beside and beside.path != path:
            # Links lead to the generated page's file, which two pages at one address would not both become.
            message = f"this page has the address of the generated page {path}"
            hint = f"call it {path} to let it stand in, or anything else to have both"
            yield Diagnostic(Severity.ERROR, "same-address", Position(beside.file), message, hint)
        if path in review.pages:
            message = f"this page stands in for the generated page {path}"
            hint = "rename it to have both; where it is meant, say checks: {page-replaced: off} in review.yml"
            yield Diagnostic(Severity.WARNING, "page-replaced", Position(review.pages[path].file), message, hint)


def renamed(project: Project, templates: Path) -> Iterator[Diagnostic]:
    """Templates of the author's by names that nothing is made of any more."""
    for old, new in _RENAMED.items():
        if (templates / old).exists():
            hint = f"call it {new}, and leave its heading out: it prints the HTML below the page's title"
            place = Position(relative(templates / old, project.root))
            yield Diagnostic(Severity.ERROR, "template", place, "no page is made of this template", hint)
