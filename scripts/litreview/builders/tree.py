"""The docs tree: everything that a site is built from, as files in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from litreview.builders.browser import browser_files
from litreview.builders.citing import RecordFiles, cite_formatter
from litreview.builders.gather import Gathered, gather
from litreview.builders.project import Project, relative
from litreview.exports.registry import EXPORTS
from litreview.figures.dates import in_words
from litreview.model.diagnostics import Diagnostic, Severity, has_errors, in_order
from litreview.model.frozen import nothing
from litreview.model.source import Position
from litreview.pages.addresses import page_url, slugs
from litreview.pages.environment import Templates
from litreview.pages.evidence import MAP_PATH, TIMELINE_PATH, evidence_map_page, timeline_page
from litreview.pages.glossary import GLOSSARY_PATH, glossary_page
from litreview.pages.prose import prose_pages
from litreview.pages.record import ABOUT_PATH, PageTitle, about_page, described_work, record_page
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.reference_lists import list_pages
from litreview.pages.references import REFERENCES_PATH, reading_order, reference_pages, references_page, type_name
from litreview.pages.selection import APPRAISAL_PATH, SCREENING_PATH, appraisal_page, screening_page
from litreview.pages.similar import related
from litreview.pages.site import Download, Page, Site
from litreview.pages.studies import STUDIES_PATH, studies_page
from litreview.pages.texts import Texts

#: Generated pages that a reader looks for by name: path, its text, and what makes it.
_LISTED: Sequence[tuple[str, str, Callable[[Site, Templates], Page | None]]] = (
    (STUDIES_PATH, "studies", studies_page),
    (MAP_PATH, "evidence_map", evidence_map_page),
    (TIMELINE_PATH, "timeline", timeline_page),
    (SCREENING_PATH, "screening", screening_page),
    (APPRAISAL_PATH, "appraisal", appraisal_page),
    (GLOSSARY_PATH, "glossary", glossary_page),
    (REFERENCES_PATH, "all_references", references_page),
    (ABOUT_PATH, "about_title", about_page),
)


@dataclass(frozen=True, slots=True)
class DocsTree:
    """What rendering gave: Markdown pages and other files by their path, and all findings of the run in order.

    Where a finding is an error there are no files.
    """

    diagnostics: tuple[Diagnostic, ...]
    pages: Mapping[str, str] = field(default_factory=nothing)
    files: Mapping[str, bytes] = field(default_factory=nothing)
    #: The pages that are front matter, a heading and HTML, each with its kind.
    html_pages: Mapping[str, str] = field(default_factory=nothing)
    #: Texts of the interface for the scripts: the names of the types of references that occur.
    texts: Mapping[str, str] = field(default_factory=nothing)

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return has_errors(self.diagnostics)


def build_tree(project: Project) -> DocsTree:
    """Read, check, cite and render a project.

    Everything wrong in the author's files is a diagnostic; all of a run's findings come at once.
    """
    gathered = gather(project)
    if has_errors(gathered.diagnostics):
        return DocsTree(gathered.diagnostics)
    try:
        return _render(gathered)
    except TemplateError as error:
        return DocsTree(in_order((*gathered.diagnostics, _template_problem(project, error))))


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


def _site(gathered: Gathered) -> Site:
    library, bibliography = gathered.library, gathered.bibliography
    return Site(
        settings=gathered.project.settings,
        library=library,
        texts=Texts.load(gathered.project.settings.texts),
        cited=gathered.cited,
        entries=bibliography.entries,
        slugs=slugs(library.references),
        titles={path: page.title for path, page in gathered.pages.items()},
        downloads=tuple(Download(e.file_name, e.label, e.media_type) for e in EXPORTS.values()),
        related=related(library, gathered.cited.mentions),
        order={} if bibliography.by_citation else {key: n for n, key in enumerate(bibliography.entries)},
        cite=cite_formatter(bibliography),
    )


def _contents(gathered: Gathered, listed: Mapping[str, str]) -> Iterator[PageTitle]:
    """The table of contents of the first page: the navigation, or all pages, without that page itself."""
    titles = {path: page.title for path, page in gathered.pages.items()} | dict(listed)
    entries = [(entry.path, entry.title) for entry in gathered.project.nav] or [(path, "") for path in titles]
    for path, title in entries:
        shown = title or titles.get(path, "")
        if shown and path != RECORD_PATH:
            yield PageTitle(shown, path)


def _render(gathered: Gathered) -> DocsTree:
    site = _site(gathered)
    ordered = [gathered.library.references[key] for key in reading_order(site)]
    records = {name: [export.record(reference).text for reference in ordered] for name, export in EXPORTS.items()}
    files = RecordFiles(ordered, records)
    site = replace(site, files=files, work_files=files(described_work(site), "record"))
    own_templates = gathered.project.root / "refs" / "templates"
    templates = Templates.load(own_templates)
    listed = {path: (site.texts(name), page) for path, name, make in _LISTED if (page := make(site, templates))}
    contents = tuple(_contents(gathered, {path: title for path, (title, _) in listed.items()}))
    of_references = tuple(reference_pages(site, templates))
    lists = tuple(list_pages(site, templates, reading_order(site)))
    generated = [
        record_page(site, templates, contents),
        *(page for _, page in listed.values()),
        *of_references,
        *lists,
    ]
    html_pages = {page.path: "reference" for page in of_references} | {page.path: "list" for page in lists}
    own = prose_pages(site, templates, gathered.pages, gathered.cited.pages)
    pages = {page.path: page.source for page in generated} | {page.path: page.source for page in own}
    review = gathered.library.review
    foot = templates.block.get_template("foot.md.j2").render(
        t=site.texts, notice=review.notice, searched_to=in_words(review.searched_to)
    )
    diagnostics = in_order((*gathered.diagnostics, *_replaced(gathered, generated)))
    if has_errors(diagnostics):
        return DocsTree(diagnostics)
    return DocsTree(
        diagnostics=diagnostics,
        pages={path: f"{source.rstrip()}\n{foot}" for path, source in sorted(pages.items())},
        texts={
            f"type_{kind}": type_name(site.texts, kind)
            for kind in sorted({reference.type for reference in gathered.library.references.values()})
        },
        html_pages=html_pages,
        files={
            export.file_name: export.assemble(records[name]).encode("utf-8", "replace")
            for name, export in EXPORTS.items()
        }
        | {file.name: file.text.encode("utf-8", "replace") for file in site.work_files}
        | dict(browser_files(site, templates, records)),
    )


def _replaced(gathered: Gathered, generated: Sequence[Page]) -> Iterator[Diagnostic]:
    address = partial(page_url, directory_urls=gathered.project.settings.directory_urls)
    own = {address(path): page for path, page in gathered.pages.items()}
    for page in generated:
        beside = own.get(address(page.path))
        if beside and beside.path != page.path:
            # Links lead to the generated page's file, which two pages at one address would not both become.
            message = f"this page has the address of the generated page {page.path}"
            hint = f"call it {page.path} to let it stand in, or anything else to have both"
            yield Diagnostic(Severity.ERROR, "same-address", Position(beside.file), message, hint)
        if page.path in gathered.pages:
            message = f"this page stands in for the generated page {page.path}"
            yield Diagnostic(Severity.INFO, "page-replaced", Position(gathered.pages[page.path].file), message)
