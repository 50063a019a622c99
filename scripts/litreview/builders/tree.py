"""The docs tree: everything that a site is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from litreview.builders.documents import document_downloads, document_files, document_problems
from litreview.builders.navigation import completed_nav, leading, page_titles
from litreview.builders.picture import key_picture, picture_files, picture_problems
from litreview.builders.prepare import PreparedReview, prepare_review
from litreview.builders.project import Project, relative
from litreview.builders.standing_in import renamed, replaced
from litreview.builders.theme import theme_files, theme_language
from litreview.builders.twin import LARGE, twin_files
from litreview.builders.versions import unreleased, version_files
from litreview.check.run import judge_found
from litreview.exports.browser.files import browser_files
from litreview.exports.records import RECORDS, RecordFiles, Records
from litreview.exports.registry import EXPORTS
from litreview.exports.results import results_csv
from litreview.model.diagnostics import Diagnostic, Severity, has_errors, in_order
from litreview.model.evidence import Studies
from litreview.model.frozen import nothing
from litreview.model.memo import Memo, make_anew
from litreview.model.source import Position
from litreview.pages.addresses import RESULTS_FILE, STUDIES_PATH, slugs
from litreview.pages.citing import cite_formatter
from litreview.pages.disputes import DISPUTES_PATH, disputes_page
from litreview.pages.environment import Templates
from litreview.pages.evidence import MAP_PATH, TIMELINE_PATH, evidence_map_page, timeline_page
from litreview.pages.foot import edition, page_foot
from litreview.pages.glossary import GLOSSARY_PATH, glossary_page
from litreview.pages.prose import explained_pages
from litreview.pages.record import ABOUT_PATH, PageTitle, about_page, described_work, record_page
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.reference_lists import list_pages
from litreview.pages.references import REFERENCES_PATH, ReferencePages, reading_order, references_page
from litreview.pages.selection import APPRAISAL_PATH, SCREENING_PATH, appraisal_page, screening_page
from litreview.pages.similar import Relations
from litreview.pages.site import Download, HtmlPage, Page, Site
from litreview.pages.studies import studies_page
from litreview.pages.study_pages import StudyPages
from litreview.pages.terms import Explainer
from litreview.pages.texts import ENGLISH
from litreview.pages.versions import VERSIONS_PATH, versions_page

#: Generated pages that a reader looks for by name: path, its text, and what makes it.
_LISTED: Sequence[tuple[str, str, Callable[[Site, Templates], Page | None]]] = (
    (STUDIES_PATH, "studies", studies_page),
    (MAP_PATH, "evidence_map", evidence_map_page),
    (TIMELINE_PATH, "timeline", timeline_page),
    (SCREENING_PATH, "screening", screening_page),
    (APPRAISAL_PATH, "appraisal", appraisal_page),
    (DISPUTES_PATH, "contradictions", disputes_page),
    (GLOSSARY_PATH, "glossary", glossary_page),
    (VERSIONS_PATH, "versions", versions_page),
    (ABOUT_PATH, "about_title", about_page),
)


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that a builder draws: its Markdown, its title, and whether the search is to find it."""

    markdown: str
    title: str
    searched: bool = True


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page of a kind that comes in numbers, made when it is asked for."""

    kind: str
    make: Callable[[], HtmlPage]


@dataclass(frozen=True, slots=True)
class DocsTree:
    """What rendering gave: pages and other files by their path, and all findings of the run in order.

    Pages that come in numbers and files are made when they are asked for, which raises RenderError where a template of
    the author's fails on one of them. Where a finding is an error there is neither page nor file.
    """

    project: Project
    diagnostics: tuple[Diagnostic, ...]
    #: The author's pages and the few that are made beside them.
    pages: Mapping[str, WrittenPage] = field(default_factory=nothing)
    #: Those that come in numbers: of references, lists of them, and the page of all.
    numbered: Mapping[str, NumberedPage] = field(default_factory=nothing)
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=nothing)
    #: All of these pages and files, those together that are made in less time together.
    jobs: tuple[tuple[str, ...], ...] = ()
    #: What every page ends with.
    foot: str = ""
    #: The author's navigation completed with generated pages; None where it stays as it is.
    nav: Sequence[Any] | None = None
    #: Texts of the interface for the theme's templates.
    texts: Mapping[str, str] = field(default_factory=nothing)
    #: The language of the theme's own words (BCP 47).
    language: str = ENGLISH
    #: Whether the lists of references are printed by our own template, which is HTML but for its links.
    plain_lists: bool = True

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return has_errors(self.diagnostics)

    def markdown(self) -> Iterator[tuple[str, str]]:
        """All pages as Markdown, by their paths in order."""
        for path in sorted({*self.pages, *self.numbered}):
            page = self.pages.get(path)
            yield path, page.markdown if page else self.numbered[path].make().markdown(self.foot)


class RenderError(Exception):
    """A template cannot make a page; `diagnostic` says which and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)  # its one argument, by which it also passes between processes
        self.diagnostic = diagnostic


def build_tree(project: Project, memo: Memo | None = None, found: Iterable[Diagnostic] = ()) -> DocsTree:
    """Read, check, cite and render a project.

    Everything wrong in the author's files is a diagnostic; all of a run's findings come at once.

    Args:
        project: The project.
        memo: What earlier builds have made, for a preview that is built again and again.
        found: What the builder that is to draw has to say of the project.
    """
    if memo:
        memo.turn()
    return render_tree(prepare_review(project, memo, found), memo)


def render_tree(review: PreparedReview, memo: Memo | None = None) -> DocsTree:
    """Render what was read, checked and cited."""
    project = review.project
    if has_errors(review.diagnostics):
        return DocsTree(project, review.diagnostics)
    try:
        return _render(review, memo)
    except RenderError as error:
        return DocsTree(project, in_order((*review.diagnostics, error.diagnostic)))
    except TemplateError as error:
        return DocsTree(project, in_order((*review.diagnostics, _template_problem(project, error))))


def _template_problem(project: Project, error: TemplateError) -> Diagnostic:
    """A page template of the author's that does not work; ours are held to by tests."""
    own = project.root / "refs" / "templates"
    name, line = "", 1
    if isinstance(error, TemplateSyntaxError):
        name, line = error.filename or "", error.lineno
    else:
        trace = error.__traceback__
        while trace:
            if Path(trace.tb_frame.f_code.co_filename).is_relative_to(own):
                name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
    place = Position(relative(Path(name or own), project.root), line)
    return Diagnostic(Severity.ERROR, "template", place, f"the template cannot be used: {error.message}")


def site_of(review: PreparedReview, memo: Memo | None = None) -> Site:
    """What every page of a review's site needs to know."""
    library, bibliography = review.library, review.bibliography
    remember = memo or make_anew
    relations = remember("relations", (), Relations)
    relations.update(library, review.cited.mentions)
    versions, keys = review.project.versions, tuple(library.references)
    released = tuple((str(one.file), one.file.stat().st_mtime_ns) for one in versions[:1])
    return Site(
        settings=review.project.settings,
        library=library,
        texts=review.texts,
        cited=review.cited,
        entries=bibliography.entries,
        slugs=slugs(library.references),
        titles={RECORD_PATH: library.review.title} | {path: page.title for path, page in review.pages.items()},
        documents=document_downloads(library.review, review.texts),
        downloads=tuple(Download(e.file_name, e.label, e.media_type) for e in EXPORTS.values()),
        related=relations.__getitem__,
        order={} if bibliography.by_citation else {key: n for n, key in enumerate(bibliography.entries)},
        cite=cite_formatter(bibliography),
        remember=remember,
        figure_files=review.figure_files,
        picture=key_picture(library.review, review.figure_files),
        versions=tuple(one.version for one in versions),
        unreleased=remember("unreleased", (released, keys), partial(unreleased, versions, keys)),
    )


def _contents(review: PreparedReview, listed: Mapping[str, str]) -> Iterator[PageTitle]:
    """The table of contents of the first page: the navigation, or all pages, without that page itself."""
    titles = {path: page.title for path, page in review.pages.items()} | dict(listed)
    entries = [(entry.path, entry.title) for entry in review.project.nav] or [(path, "") for path in titles]
    for path, title in entries:
        shown = title or titles.get(path, "")
        if shown and path != RECORD_PATH:
            yield PageTitle(shown, path)


def _made(project: Project, make: Callable[[], HtmlPage], explain: Explainer) -> HtmlPage:
    """A page with the glossary's terms explained; where a template of the author's fails, the place."""
    try:
        page = make()
    except TemplateError as error:
        raise RenderError(_template_problem(project, error)) from error
    return replace(page, body=explain.body(page.body)[0]) if explain else page


def _render(review: PreparedReview, memo: Memo | None) -> DocsTree:
    project = review.project
    site = site_of(review, memo)
    order = reading_order(site)
    references = [site.library.references[key] for key in order]
    records = {name: Records(export, references) for name, export in EXPORTS.items()}
    record_files = RecordFiles(records, references)
    site = replace(site, files=record_files, work_files=record_files(described_work(site), "record"))
    own_templates = project.root / "refs" / "templates"
    stamps = [(str(path), path.stat().st_mtime_ns) for path in sorted(own_templates.rglob("*")) if path.is_file()]
    templates = site.remember("templates", (stamps,), partial(Templates.load, own_templates))
    listed = {path: (site.texts(name), page) for path, name, make in _LISTED if (page := make(site, templates))}
    titles = {path: title for path, (title, _) in listed.items()}
    about = {ABOUT_PATH: titles.pop(ABOUT_PATH)} if ABOUT_PATH in titles else {}
    titles |= {REFERENCES_PATH: site.texts("all_references")} | about
    contents = tuple(_contents(review, titles))
    generated = {
        RECORD_PATH: record_page(site, templates, contents, review.answers).source,
        **{path: page.source for path, (_, page) in listed.items()},
    }
    of_studies = StudyPages(site, templates)
    numbered = _numbered(project, site, templates, order, of_studies)
    paths = (*generated, *numbered)
    documents = {**dict(document_files(review, site, RenderError)), **dict(picture_files(site, RenderError))}
    titles = page_titles(review, titles)
    files = {
        **dict(_files(site, templates, order, records)),
        **of_studies.files,
        **documents,
        **dict(version_files(site)),
    }
    files |= twin_files(review, site, records, files, titles)
    led = leading(review, {**generated, **dict.fromkeys(numbered)}, (*project.assets, *files))
    missing = (*document_problems(review.library.review), *picture_problems(review.library.review, site.picture))
    found = judge_found(review.library, (*replaced(review, paths), *renamed(project, own_templates), *led, *missing))
    diagnostics = in_order((*review.diagnostics, *found))
    if has_errors(diagnostics):
        return DocsTree(project, diagnostics)
    foot = page_foot(site, templates)
    sources = explained_pages(site, templates, review.pages, generated, titles)
    pages = {
        path: WrittenPage(f"{source.rstrip()}\n{foot}", titles.get(path, site.settings.name), _searched(review, path))
        for path, source in sorted(sources.items())
    }
    numbered = {path: page for path, page in numbered.items() if path not in review.pages}
    # What is wrong with a template shows on the first page of its kind, before anything is written.
    for first in {page.kind: page for page in reversed(numbered.values())}.values():
        first.make()
    return DocsTree(
        project,
        diagnostics,
        pages=pages,
        numbered=numbered,
        files=files,
        jobs=_jobs(numbered, files, [site.reference_page(key) for key in order], records, (*documents, *LARGE)),
        foot=foot,
        nav=completed_nav(review, titles, generated),
        texts={**site.texts.of_theme, "edition": edition(review.library.review, site.texts)},
        language=theme_language(project.configuration, review.library.review.language),
        plain_lists=not any((own_templates / name).exists() for name in ("page-reference.md.j2", "_macros.j2")),
    )


def _numbered(
    project: Project, site: Site, templates: Templates, order: Sequence[str], of_studies: StudyPages
) -> dict[str, NumberedPage]:
    """The pages that come in numbers."""
    of_references = ReferencePages(site, templates, order)
    explain = Explainer(site.library.glossary)

    def numbered(kind: str, make: Callable[[], HtmlPage]) -> NumberedPage:
        return NumberedPage(kind, partial(_made, project, make, explain))

    return {
        REFERENCES_PATH: numbered("references", partial(references_page, site, templates)),
        **{path: numbered("reference", partial(of_references.page, key)) for key, path in of_references.paths.items()},
        **{path: numbered("study", partial(of_studies.page, name)) for name, path in of_studies.paths.items()},
        **{path: numbered("list", make) for path, make in list_pages(site, templates, order)},
    }


def _searched(review: PreparedReview, path: str) -> bool:
    """Whether a page's front matter lets the search find it."""
    search = review.pages[path].meta.get("search") if path in review.pages else None
    return not (isinstance(search, Mapping) and search.get("exclude"))


def _jobs(
    numbered: Mapping[str, NumberedPage],
    files: Mapping[str, Callable[[], bytes]],
    references: Sequence[str],
    records: Mapping[str, Records],
    documents: Iterable[str],
) -> tuple[tuple[str, ...], ...]:
    """What is made together: what shares an index, and what shares the records of some references."""
    downloads = [(export.file_name,) for export in EXPORTS.values()] + [(path,) for path in documents if path in files]
    pieces = [
        (*data, *(path for path in references[piece * RECORDS : (piece + 1) * RECORDS] if path in numbered))
        for piece, data in enumerate(zip(*(made.paths for made in records.values()), strict=True))
    ]
    apart = {path for job in (*downloads, *pieces) for path in job}
    rest = tuple(path for path in (*files, *numbered) if path not in apart)
    return (rest, *downloads, *pieces)


def _files(
    site: Site, templates: Templates, order: Sequence[str], records: Mapping[str, Records]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The downloads, the data of the reference browser, and the files of figures."""
    for file in site.work_files:
        yield file.name, partial(_encoded, file.text)
    for name, export in EXPORTS.items():
        yield export.file_name, records[name].download
    if site.library.studies:
        yield RESULTS_FILE, partial(_results, site.library.studies)
    yield from browser_files(site, templates, order, records)
    yield from site.figure_files.items()
    types = (one.type for one in site.library.references.values())
    yield from theme_files(site.texts.of_scripts, site.texts.of_browser(types))


def _results(studies: Studies) -> bytes:
    return _encoded(results_csv(studies))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
