"""The navigation of a site, completed with generated pages; and what links, pictures and the navigation lead to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from litreview.builders.prepare import PreparedReview
from litreview.builders.project import Project, flatten
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.source import Position
from litreview.pages.linking import Targets, dead_answers, dead_links, linked_pages
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.references import REFERENCES_PATH
from litreview.read.nearest import nearest_hint


def completed_nav(
    review: PreparedReview, titles: Mapping[str, str], generated: Collection[str]
) -> Sequence[Any] | None:
    """The navigation with a section of the generated pages that it lacks, before the references.

    Args:
        review: The review.
        titles: The titles of pages that readers look for by name.
        generated: The generated pages.

    Returns:
        The navigation, or None where the author's stays as it is: it names all of them, there is none, or the
        configuration says that it is all.
    """
    configuration = review.project.configuration
    nav = configuration.settings.nav
    if not nav or not configuration.completes_nav:
        return None
    items = list(nav) if isinstance(nav, list) else [{title: item} for title, item in nav.items()]
    left_out = {RECORD_PATH, *(page.path for page in flatten(items))}
    missing = [{titles[path]: path} for path in generated if path in titles and path not in left_out]
    if not missing:
        return None
    of_references = (n for n, item in enumerate(items) if any(p.path == REFERENCES_PATH for p in flatten(item)))
    at = next(of_references, len(items))
    section = review.texts("evidence")
    # This feature makes the first page of a section that is called index.md the section itself, without its own name.
    alone = "navigation.indexes" in (configuration.settings.theme_settings.get("features") or ())
    return [*items[:at], *(missing if alone else [{section: missing}]), *items[at:]]


def leading(
    review: PreparedReview, generated: Mapping[str, str | None], files: Collection[str]
) -> Iterator[Diagnostic]:
    """What is to be said of links, pictures and the navigation."""
    project = review.project
    cited = {page.path: page for page in review.cited.pages}
    targets = Targets(cited, generated, frozenset(files), project.settings.directory_urls)
    for path, page in cited.items():
        yield from dead_links(review.pages[path], page, targets)
    if review.library.screening:
        yield from dead_answers(review.library.screening.checklist, targets)
    yield from _missing_pages(project, (*cited, *generated))
    answers = (review.answers,) if review.answers else ()
    titles = {path: page.title for path, page in review.pages.items()}
    yield from _other_labels(project, {path: page.heading for path, page in review.pages.items()})
    yield from _unreached_pages(project, linked_pages((*cited.values(), *answers), targets), titles)


def _missing_pages(project: Project, known: Iterable[str]) -> Iterator[Diagnostic]:
    """The entries of the navigation that lead to no page."""
    pages = sorted(known)
    for page in project.nav:
        if page.path not in pages:
            hint = nearest_hint(page.path, pages) or "write the page, or take the entry out"
            place = project.configuration.place("nav", word=page.path.__eq__)
            yield Diagnostic(Severity.WARNING, "missing-page", place, f"there is no page {page.path}", hint)


def _unreached_pages(project: Project, linked: Iterable[str], titles: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The author's pages to which neither the navigation nor a link leads."""
    if not project.nav:
        return  # MkDocs makes a navigation of all pages
    reached = {"index.md", *linked, *(page.path for page in project.nav)}
    file = project.configuration.path.name
    for path in project.pages:
        if path not in reached and path in titles:
            place = Position(f"{project.configuration.settings.docs_dir}/{path}")
            hint = f"add a line under nav: in {file}: - {titles[path]}: {path}"
            message = "no entry of the navigation and no link leads to this page"
            yield Diagnostic(Severity.WARNING, "unreached-page", place, message, hint)


def _other_labels(project: Project, headings: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The entries of the navigation that are called otherwise than their page, but for the first page."""
    for page in project.nav:
        heading = headings.get(page.path, "")
        if page.title and heading and page.path != RECORD_PATH and _alike(page.title) != _alike(heading):
            place = project.configuration.place("nav", word=page.path.__eq__)
            message = f"the menu calls {page.path} “{page.title}”, its heading says “{heading}”"
            hint = "leave the label out of nav:, and the menu has the heading"
            yield Diagnostic(Severity.INFO, "menu-label", place, message, hint)


def _alike(title: str) -> str:
    return " ".join(title.casefold().split())


def page_titles(review: PreparedReview, generated: Mapping[str, str]) -> dict[str, str]:
    """The titles of all pages that a builder draws, in the order of the navigation and as it has them."""
    nav = review.project.nav
    titles = {**generated, **{path: page.title for path, page in review.pages.items()}}
    titles |= {page.path: page.title for page in nav if page.title}
    return {page.path: titles.get(page.path, review.project.settings.name) for page in nav} | titles
